"""Everything that people typed and a report can show, searched for personal data before anything is built.

`internal` statements are left out of what is searched, because they never leave their table. A wrong alarm is released by a row in
`privacy_exceptions` with the very words and a reason; nothing else lets personal data through. Words that may be a name and that
nothing explains are asked about, all at once; the answer is such a row of the kind `name`.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters, plain
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.privacy.findings import IN_SWEDISH, Finding, quoted
from medlemsnytta.inputs.privacy.questions import questions, vocabulary
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import chosen

EXCEPTIONS = "privacy_exceptions"
_HEADER = LAYOUTS[EXCEPTIONS].column_names
_ANSWERED = {"source": "förvaltningens bedömning", "status": "observed"}
_NAMES = (("networks", "name"), ("networks", "short"), ("municipalities", "name"))
"""The columns of names that explain the same words elsewhere."""


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
    """One typed text, which column it is in and where it stands: each file and row, or the parameter."""

    column: str
    text: str
    places: Callable[[], Iterator[str]]
    explains_itself: bool = False


def examine(tables: Tables, parameters: Parameters, networks: pd.DataFrame) -> Examination:
    """Search every text of the tables and the parameters; `networks` are all that are known, and explain their own names."""
    reasons = exceptions(tables)
    file = tables.origin(EXCEPTIONS).whole
    problems: list[Problem] = []
    released = []
    for one in (*_in_tables(tables), *_in_parameters(parameters)):
        for finding in search(one.text, parameters.report_date):
            reason = reasons.get((finding.kind, finding.words))
            if reason is None:
                problems.extend(_problem(where, one.column, finding, file) for where in one.places())
            else:
                released.append(Released(finding.kind, finding.masked, reason, finding.words))
    read = chosen(tables, parameters)
    named = replace(read, networks=networks)
    asked = _asked([*_in_tables(read), *_in_parameters(parameters)], named, reasons, parameters.report_date)
    problems.extend(question(asked, tables) if asked else [])
    return Examination(tuple(problems), tuple(dict.fromkeys(released)))


def _asked(texts: list["_Text"], tables: Tables, reasons: Iterable[tuple[str, str]], latest: date) -> dict[str, str]:
    """The words that may be a name and that nothing explains, each with the first place where they stand.

    The names of all networks and of the report's municipality explain themselves; what the search has found is not asked about.
    """
    known = vocabulary(
        known_names(tables), (one.text for one in texts), (words for kind, words in reasons if kind == "name")
    )
    asked: dict[str, str] = {}
    for one in texts:
        if one.explains_itself:
            continue
        found = [finding.words for finding in search(one.text, latest)]
        for words in questions(one.text, known):
            if words not in asked and not any(quoted(words) in each or each in quoted(words) for each in found):
                asked[words] = next(one.places())
    return asked


def known_names(tables: Tables) -> list[str]:
    """The names that explain themselves: of networks and municipalities."""
    return [name for table, column in _NAMES for name in tables.frame(table)[column].unique()]


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
                places = partial(_places, tables, name, column, rows)
                yield _Text(f"kolumnen {column}", text, places, (name, column) in _NAMES)


def _places(tables: Tables, name: str, column: str, rows: list[int]) -> Iterator[str]:
    return (tables.place(name, row, column) for row in rows)


def _typed_columns(layout: TableLayout) -> Iterator[str]:
    """The columns of free text; what an exception quotes is not searched."""
    for column in layout.columns:
        free = column.kind == "text" and not column.allowed and column.pattern is None
        if free and (layout.name, column.name) != (EXCEPTIONS, "text"):
            yield column.name


def _distinct(cells: pd.Series) -> Iterator[tuple[str, list[int]]]:
    rows: dict[str, list[int]] = {}
    for row, text in zip(cells.index.tolist(), cells.tolist(), strict=True):
        rows.setdefault(text, []).append(row)
    return iter(rows.items())


def _in_parameters(parameters: Parameters) -> Iterator[_Text]:
    for name, value in plain(parameters).items():
        for where, text in _strings(name, value):
            yield _Text("texten", text, partial(iter, [where]))


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


def _problem(where: str, column: str, finding: Finding, exceptions_file: str) -> Problem:
    what = f"{column} ser ut att innehålla {IN_SWEDISH[finding.kind]}: {finding.masked}."
    fix = (
        "Ta bort uppgiften och skriv vilken roll personen har i stället. Är den ingen personuppgift: skriv en rad i "
        f"{exceptions_file} med kind {finding.kind}, orden som de står och skälet."
    )
    return Problem(where, what, fix)


def question(asked: dict[str, str], tables: Tables) -> Iterator[Problem]:
    """All that is asked, as one problem, with the rows that answer it: the reason is left for a person to write."""
    listed = ", ".join(f"{shown(words)} ({where})" for words, where in asked.items())
    what = f"{'ordet' if len(asked) == 1 else 'orden'} kan vara namn på personer: {listed}."
    fix = (
        "Är det en person: skriv vilken roll personen har i stället. Annars: lägg till raden här under, med skälet efter det "
        "andra kommatecknet (kolumnen reason). Sedan frågas det inte igen."
    )
    header = [_HEADER] if tables.frame(EXCEPTIONS).empty else []
    rows = [dict.fromkeys(_HEADER, "") | {"kind": "name", "text": words} | _ANSWERED for words in asked]
    yield Problem(
        tables.origin(EXCEPTIONS).whole,
        what,
        fix,
        tuple(_line(row) for row in [*header, *(each.values() for each in rows)]),
    )


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
