"""Personal data kept out of what is read in: what is certain is taken out of the text, what may be a name is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import exceptions, known_names, question
from medlemsnytta.inputs.privacy.findings import Kind, quoted
from medlemsnytta.inputs.privacy.questions import questions, vocabulary
from medlemsnytta.inputs.privacy.search import search
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


@dataclass
class Sieve:
    """What all texts go through on their way into the tables; `taken_out` counts what was, `asked` what may be a name."""

    tables: Tables
    latest: date
    taken_out: int = 0
    asked: dict[str, str] = field(default_factory=dict)
    _texts: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Tables, parameters: Parameters) -> "Sieve":
        return cls(tables, parameters.report_date)

    def clean(self, text: str, where: str) -> str:
        """The text without what is certainly personal data; it stands at `where`."""
        released, pieces, last = exceptions(self.tables), list[str](), 0
        for found in search(text, self.latest):
            if (found.kind, found.words) not in released:
                pieces += (text[last : found.begin], INSTEAD[found.kind])
                last, self.taken_out = found.end, self.taken_out + 1
        cleaned = "".join((*pieces, text[last:]))
        self._texts.append((cleaned, where))
        return cleaned

    def problems(self) -> list[Problem]:
        """All words that may be a person's name, asked about at once."""
        asked: dict[str, str] = {}
        answers = (words for kind, words in exceptions(self.tables) if kind == "name")
        known = vocabulary(known_names(self.tables), (text for text, _ in self._texts), answers)
        for text, where in self._texts:
            for words in questions(_without_marks(text), known):
                asked.setdefault(words, where)
        return list(question(asked, self.tables)) if asked else []


def _without_marks(text: str) -> str:
    for mark in INSTEAD.values():
        text = text.replace(mark, "")
    return text


def is_private(text: str, latest: date, released: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether the text holds what is certainly personal data."""
    return any((found.kind, quoted(found.value)) not in set(released) for found in search(text, latest))
