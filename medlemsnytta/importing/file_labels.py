"""What a file is called in the tables: its name where that is of ordinary words, for people name files after people."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from medlemsnytta.importing.interview_guides import ROLES
from medlemsnytta.inputs.privacy.words import is_given_name, is_ordinary
from medlemsnytta.inputs.same_text import as_file_name

_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("docx", "xlsx", "csv", "tsv", "txt")
_LONGEST, _LONG_NUMBER = 60, re.compile(r"\d{5,}")


def file_label(name: str, content: bytes, known: Iterable[str]) -> str:
    """The file's `name`, or a digest where a word of it is not ordinary; `known` are words that are nobody's name."""
    composed = unicodedata.normalize("NFC", name)
    return composed if is_plain(composed, known) else f"fil {hashlib.sha256(content).hexdigest()[:8]}"


def is_plain(name: str, known: Iterable[str]) -> bool:
    """Whether all words of a name that somebody gave to a file are ordinary."""
    explained = {*_ours(), *(word for each in known for word in _words(each))}
    ordinary = (
        is_ordinary(word) and not is_given_name(word.capitalize()) for word in _words(name) if word not in explained
    )
    printable = (
        name.isprintable()
        and name[:1].isalnum()
        and len(name) <= _LONGEST
        and not _LONG_NUMBER.search(name)
        and "@" not in name
    )
    return printable and all(ordinary)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@cache
def _ours() -> frozenset[str]:
    """The words of the names that we give to files."""
    return frozenset({*_ENDINGS, "enkat", *(as_file_name(role) for role in ROLES.values())})
