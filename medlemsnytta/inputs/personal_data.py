"""Everything that people typed and a report can show, searched for personal data before anything is built.

`internal` statements are left out of what is searched, because they never leave their table. A wrong alarm is released by a row in
`privacy_exceptions` with the very words and a reason; nothing else lets personal data through.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters, plain
from medlemsnytta.inputs.privacy.findings import IN_SWEDISH, Finding, quoted
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS

EXCEPTIONS = "privacy_exceptions"


@dataclass(frozen=True)
class Released:
    """A finding that somebody has declared to be no personal data, and why; the `words` are for comparing only."""

    kind: str
    masked: str
    reason: str
    words: str

    def told(self) -> dict[str, str]:
        """What the manifest says of it; the words themselves only as a SHA-256, to be known again by."""
        digest = hashlib.sha256(self.words.encode()).hexdigest()
        return {"kind": self.kind, "shown": self.masked, "reason": self.reason, "sha256": digest}


@dataclass(frozen=True)
class Examination:
    """What stops the report, and what was let through and why."""

    problems: tuple[Problem, ...]
    released: tuple[Released, ...]


@dataclass(frozen=True)
class _Text:
    """One typed text and where it stands: file and row, or parameter, and which column."""

    where: str
    column: str
    text: str


def examine(tables: Tables, parameters: Parameters) -> Examination:
    """Search every text of the tables and the parameters."""
    reasons = exceptions(tables)
    file = tables.origin(EXCEPTIONS).whole
    problems, released = [], []
    for one in (*_in_tables(tables), *_in_parameters(parameters)):
        for finding in search(one.text, parameters.report_date):
            reason = reasons.get((finding.kind, finding.words))
            if reason is None:
                problems.append(_problem(one, finding, file))
            else:
                released.append(Released(finding.kind, finding.masked, reason, finding.words))
    return Examination(tuple(problems), tuple(dict.fromkeys(released)))


def exceptions(tables: Tables) -> dict[tuple[str, str], str]:
    """The reason for each kind and words that are released."""
    rows = tables.frame(EXCEPTIONS)
    cells = zip(rows["kind"], rows["text"], rows["reason"], strict=True)
    return {(kind, quoted(text)): reason for kind, text, reason in cells if text}


def _in_tables(tables: Tables) -> Iterator[_Text]:
    for name, layout in LAYOUTS.items():
        frame = tables.frame(name)
        if frame.empty:
            continue
        for column in _typed_columns(layout):
            for text, rows in _distinct(frame[column]):
                for row in rows:
                    yield _Text(tables.place(name, row, column), f"kolumnen {column}", text)


def _typed_columns(layout: TableLayout) -> Iterator[str]:
    """The columns of free text; what an exception quotes is not searched."""
    for column in layout.columns:
        free = column.kind == "text" and not column.allowed and column.pattern is None
        if free and (layout.name, column.name) != (EXCEPTIONS, "text"):
            yield column.name


def _distinct(cells: pd.Series) -> Iterator[tuple[str, list[int]]]:
    rows: dict[str, list[int]] = {}
    for row, text in cells.items():
        rows.setdefault(text, []).append(row)
    return iter(rows.items())


def _in_parameters(parameters: Parameters) -> Iterator[_Text]:
    for name, value in plain(parameters).items():
        for where, text in _strings(name, value):
            yield _Text(where, "texten", text)


def _strings(where: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield where, value
        case list():
            for number, item in enumerate(value, start=1):
                yield from _strings(f"{where}, punkt {number}", item)
        case dict():
            for key, item in value.items():
                yield from _strings(f"{where}, {key}", item)


def _problem(one: _Text, finding: Finding, exceptions_file: str) -> Problem:
    what = f"{one.column} ser ut att innehålla {IN_SWEDISH[finding.kind]}: {finding.masked}."
    fix = (
        "Ta bort uppgiften och skriv vilken roll personen har i stället. Är den ingen personuppgift: skriv en rad i "
        f"{exceptions_file} med kind {finding.kind}, orden som de står och skälet."
    )
    return Problem(one.where, what, fix)
