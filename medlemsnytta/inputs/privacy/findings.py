"""What a search for personal data finds, and how typed text is made plain before it is searched."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["identity_number", "coordination_number", "email", "phone", "address", "name"]

IN_SWEDISH: dict[Kind, str] = {
    "identity_number": "ett personnummer",
    "coordination_number": "ett samordningsnummer",
    "email": "en e-postadress till en person",
    "phone": "ett telefonnummer till en person",
    "address": "en gatuadress",
    "name": "ett personnamn intill en roll",
}
SHOWN = 2
"""How many of a value's letters and digits a message shows; the rest are masked."""


@dataclass(frozen=True)
class Finding:
    """One piece of personal data: its kind, the plain text of it and where in the plain text it begins."""

    kind: Kind
    value: str
    begin: int

    @property
    def masked(self) -> str:
        return masked(self.value)

    @property
    def words(self) -> str:
        """The value as an exception may quote it: letters large or small, blanks of any kind."""
        return quoted(self.value)


def masked(value: str) -> str:
    """The value as a message may show it: two letters or digits, then dots, with its punctuation left."""
    shown, left = [], SHOWN
    for mark in value:
        shown.append(mark if left or not mark.isalnum() else "•")
        left -= bool(left and mark.isalnum())
    return "".join(shown)


def quoted(text: str) -> str:
    """Words as they are compared, in the plain form of the search."""
    return " ".join(plain(text).casefold().split())


def plain(text: str) -> str:
    """The text as a reader sees it: no invisible marks, one kind of hyphen, blank and digit."""
    if text.isascii():
        return text
    return _NOT_SWEDISH.sub(_plain_mark, unicodedata.normalize("NFKC", text))


_NOT_SWEDISH = re.compile("[^\x00-\x7fåäöÅÄÖéÉüÜ]")


def _plain_mark(found: re.Match[str]) -> str:
    mark = found[0]
    category = unicodedata.category(mark)
    if category == "Cf":
        return ""
    if category == "Pd" or mark == "\N{MINUS SIGN}":
        return "-"
    if category == "Zs":
        return " "
    return str(unicodedata.decimal(mark)) if category == "Nd" else mark


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the file `name`.txt beside this module."""
    return frozenset(files(__package__).joinpath(f"{name}.txt").read_text("utf-8").split())
