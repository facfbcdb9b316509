"""What a search for personal data finds, and how typed text is made plain before it is searched."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
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
    """One piece of personal data: its kind, the plain text of it, and where it begins and ends in what was searched."""

    kind: Kind
    value: str
    begin: int
    end: int

    @property
    def masked(self) -> str:
        return masked(self.value)

    @property
    def words(self) -> str:
        """The value as an exception may quote it: letters large or small, blanks of any kind."""
        return quoted(self.value)


def found(kind: Kind, text: str, begin: int, end: int) -> Finding:
    """The finding that stands at `begin`–`end` of the plain `text`."""
    return Finding(kind, text[begin:end], begin, end)


def masked(value: str) -> str:
    """The value as a message may show it: two letters or digits, then dots, with its punctuation left."""
    shown, left = [], SHOWN
    for mark in value:
        shown.append(mark if left or not mark.isalnum() else "•")
        left -= bool(left and mark.isalnum())
    return "".join(shown)


def quoted(text: str) -> str:
    """Words as they are compared, in the plain form of the search."""
    return " ".join(plain(text).words.casefold().split())


@dataclass(frozen=True)
class Plain:
    """A text as a reader sees it; `places` says where each mark of `words` stands in the text, None where all are the same."""

    words: str
    places: Sequence[int] | None = None

    def place(self, position: int) -> int:
        """Where in the text the mark at `position` of the words stands; after the last one, the text's end."""
        return position if self.places is None else self.places[position]


def plain(text: str) -> Plain:
    """The text without invisible marks, with one kind of hyphen, blank, apostrophe and digit, and letters as NFKC has them.

    A line's end stays, because a sentence may end there; every other blank is a space.
    """
    if not _ODD.search(text):
        return Plain(text)
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for odd in _ODD.finditer(text):
        piece = _plain_cluster(odd[0])
        pieces += (text[last : odd.start()], piece)
        places.extend(range(last, odd.start()))
        places.extend([odd.start()] * len(piece))
        last = odd.end()
    pieces.append(text[last:])
    places.extend(range(last, len(text) + 1))
    return Plain("".join(pieces), places)


_ODD = re.compile(
    r"(?:[^\x20-\x5f\x61-\x7eåäöÅÄÖéÉüÜ\n\u0300-\u036f][\u0300-\u036f]{0,8}|.?[\u0300-\u036f]{1,8})", re.DOTALL
)
"""What may have to be changed; a letter with the accents that are marks of their own: Å may be typed as A and a ring."""
_DASHES = "\u2043\u2212"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02bb\u00b4`\u2032"
_ONE_FOR_ONE = {mark: "-" for mark in _DASHES} | {mark: "'" for mark in _APOSTROPHES}
_ONE_FOR_ONE |= {
    "\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2215": "/",
    "\u2044": "/",
    "\u3002": ".",
    "\u00a8": '"',
}
_ADDED = re.compile("[\u0300-\u036f\ufe00-\ufe0f]")
"""Accents that no letter has been composed with, and signs for another look of the mark before."""
_CATEGORIES = {"Cf": "", "Cc": " ", "Zs": " ", "Pd": "-"}


@lru_cache(maxsize=2_000)
def _plain_cluster(cluster: str) -> str:
    if cluster in _ONE_FOR_ONE:
        return _ONE_FOR_ONE[cluster]
    return "".join(_plain_mark(mark) for mark in unicodedata.normalize("NFKC", cluster))


def _plain_mark(mark: str) -> str:
    if mark in _ONE_FOR_ONE:
        return _ONE_FOR_ONE[mark]
    if _ADDED.match(mark):
        return ""
    category = unicodedata.category(mark)
    return str(unicodedata.decimal(mark)) if category == "Nd" else _CATEGORIES.get(category, mark)


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the file `name`.txt beside this module; a line that begins with # says where they come from."""
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
