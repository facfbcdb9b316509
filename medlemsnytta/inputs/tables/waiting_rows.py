"""Rows that no person has accepted: read in from answers, or laid out to be asked anew. No page reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.sheets import Cell, Sheet

COLUMN = "review"
TO_REVIEW, TO_ASK, ACCEPTED, REJECTED = "to_review", "to_ask", "accepted", "rejected"
STATES = (TO_REVIEW, TO_ASK, ACCEPTED, REJECTED)
_NOT_USED = (TO_REVIEW, TO_ASK, REJECTED)
PENDING = (TO_REVIEW, TO_ASK)
"""Those that a person has something to do about."""

ANSWERS = {
    "excerpts": ("text",),
    "uses": ("text",),
    "time_log": ("hours",),
    "indicators": ("in_own_followup", "share", "share_low", "share_high", "share_words"),
}
"""What somebody types in a row to be asked, by table: one of these has something in it where it is answered."""


@dataclass(frozen=True)
class Waiting:
    """Why a row is not used, one of STATES; whether it is `internal`, and told by `check` alone."""

    review: str
    internal: bool = False


@dataclass(frozen=True)
class Pile:
    """The rows of one table that wait for the same, one of PENDING; `place` is the table's.

    Those that are `filled` were to be asked, have got their answer, and are not marked as accepted.
    """

    review: str
    place: str
    number: int
    filled: tuple[int, ...] = ()


def waiting_rows(sheet: Sheet) -> dict[int, Waiting]:
    """The rows of a table that wait or are rejected, by their numbers."""
    if COLUMN not in sheet.header:
        return {}
    place = sheet.header.index(COLUMN)
    consent = sheet.header.index("consent") if "consent" in sheet.header else None
    found = {}
    for number, cells in sheet.rows:
        if (review := as_read(str(cells[place]))) in _NOT_USED:
            internal = consent is not None and as_read(str(cells[consent])) == "internal"
            found[number] = Waiting(review, internal)
    return found


def answers_waiting(sheet: Sheet) -> dict[int, Waiting]:
    """Those of them that somebody has said something in: a question that is laid out is nothing that was said."""
    return {number: each for number, each in waiting_rows(sheet).items() if each.review != TO_ASK}


def without_waiting(sheet: Sheet) -> Sheet:
    """The table as a page reads it."""
    waiting = waiting_rows(sheet)
    return replace(sheet, rows=tuple(row for row in sheet.rows if row[0] not in waiting)) if waiting else sheet


def emptied(sheet: Sheet) -> Sheet:
    """The table as it is sent: of a row that waits there is nothing but that it does, and of one to be asked nothing."""
    waiting = waiting_rows(sheet)
    if not waiting:
        return sheet
    place = sheet.header.index(COLUMN)

    def left(number: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        if number not in waiting:
            return cells
        return tuple(waiting[number].review if at == place else "" for at in range(len(cells)))

    to_ask = {number for number, each in waiting.items() if each.review == TO_ASK}
    rows = tuple((number, left(number, cells)) for number, cells in sheet.rows if number not in to_ask)
    return replace(sheet, rows=rows)


def piles(sheets: Iterable[tuple[str, Sheet]]) -> Iterator[Pile]:
    """How many rows wait for a person, and where, of tables by their names."""
    for name, sheet in sheets:
        waiting = waiting_rows(sheet)
        for review in PENDING:
            numbers = [number for number, each in waiting.items() if each.review == review]
            if numbers:
                filled = _filled(name, sheet, numbers) if review == TO_ASK else ()
                yield Pile(review, sheet.origin.whole, len(numbers), filled)


def _filled(name: str, sheet: Sheet, numbers: Iterable[int]) -> tuple[int, ...]:
    places = [sheet.header.index(column) for column in ANSWERS.get(name, ()) if column in sheet.header]
    rows = dict(sheet.rows)
    return tuple(number for number in numbers if any(rows[number][place] != "" for place in places))
