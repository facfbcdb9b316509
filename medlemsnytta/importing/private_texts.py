"""Personal data kept out of what is read in: what is certain is taken out of the text, what may be a name is asked about."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import exceptions, known_names, question
from medlemsnytta.inputs.privacy.findings import Kind, quoted
from medlemsnytta.inputs.privacy.questions import questions, vocabulary
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.inputs.tables.cells import MAX_LETTERS
from medlemsnytta.inputs.tables.frames import Tables

INSTEAD: Mapping[Kind, str] = {
    "identity_number": "[personnummer]",
    "coordination_number": "[personnummer]",
    "email": "[e-postadress]",
    "phone": "[telefonnummer]",
    "address": "[adress]",
    "name": "[namn]",
}
"""What stands in a text where personal data stood."""


_OF_A_LIST = re.compile(r"\A-\s+")
_BEGINS_FORMULA = re.compile(r"[\"'\s]*[=+@\-\uff0b\uff0d\uff1d\uff20]")
_NUMBER = re.compile(r"[+-]?[\d\s]+(?:[.,]\d+)?")


@dataclass
class Sieve:
    """What all texts go through on their way into the tables; `taken_out` counts what was, `asked` what may be a name."""

    tables: Tables
    latest: date
    taken_out: int = 0
    asked: dict[str, str] = field(default_factory=dict)
    _texts: list[tuple[str, str]] = field(default_factory=list)
    _too_long: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Tables, parameters: Parameters) -> "Sieve":
        return cls(tables, parameters.report_date)

    def clean(self, text: str, where: str) -> str:
        """The text without what is certainly personal data; it stands at `where`. One that no cell holds is a problem."""
        cleaned = text if len(text) > MAX_LETTERS else as_no_formula(self._without_personal_data(text))
        if len(cleaned) > MAX_LETTERS:
            fix = f"Dela upp den; en cell i Excel rymmer {MAX_LETTERS}."
            self._too_long.append(Problem(where, f"texten har {len(cleaned)} tecken.", fix))
            return ""
        self._texts.append((cleaned, where))
        return cleaned

    def _without_personal_data(self, text: str) -> str:
        released, pieces, last = exceptions(self.tables), list[str](), 0
        for found in search(text, self.latest):
            if (found.kind, found.words) not in released:
                pieces += (text[last : found.begin], INSTEAD[found.kind])
                last, self.taken_out = found.end, self.taken_out + 1
        return "".join((*pieces, text[last:]))

    def problems(self) -> list[Problem]:
        """Texts that are too long, and all words that may be a person's name, asked about at once."""
        asked: dict[str, str] = {}
        answers = (words for kind, words in exceptions(self.tables) if kind == "name")
        known = vocabulary(known_names(self.tables), (text for text, _ in self._texts), answers)
        for text, where in self._texts:
            for words in questions(_without_marks(text), known):
                asked.setdefault(words, where)
        return [*self._too_long, *(question(asked, self.tables) if asked else ())]


def as_no_formula(text: str) -> str:
    """The text as text to any spreadsheet: a hyphen before a line of a list is a dash, and before else what begins a formula
    stands an apostrophe. Anybody may have typed it, and it is opened by a double click.
    """
    listed = _OF_A_LIST.sub("– ", text)
    return f"'{listed}" if _BEGINS_FORMULA.match(listed) and not _NUMBER.fullmatch(listed) else listed


def _without_marks(text: str) -> str:
    for mark in INSTEAD.values():
        text = text.replace(mark, "")
    return text


def is_private(text: str, latest: date, released: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether the text holds what is certainly personal data."""
    return any((found.kind, quoted(found.value)) not in set(released) for found in search(text, latest))
