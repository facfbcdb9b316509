"""Rows that were read in from answers and that no person has accepted: no page reads them, and each is counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.sheets import Cell, Sheet

COLUMN = "review"
TO_REVIEW, ACCEPTED, REJECTED = "to_review", "accepted", "rejected"
STATES = (TO_REVIEW, ACCEPTED, REJECTED)
_NOT_USED = (TO_REVIEW, REJECTED)


@dataclass(frozen=True)
class Waiting:
    """Why a row is not used, TO_REVIEW or REJECTED; whether it is `internal`, and told by `check` alone."""

    review: str
    internal: bool = False


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


def without_waiting(sheet: Sheet) -> Sheet:
    """The table as a page reads it."""
    waiting = waiting_rows(sheet)
    return replace(sheet, rows=tuple(row for row in sheet.rows if row[0] not in waiting)) if waiting else sheet


def emptied(sheet: Sheet) -> Sheet:
    """The table as it is sent: of a row that waits there is nothing but that it does."""
    waiting = waiting_rows(sheet)
    if not waiting:
        return sheet
    place = sheet.header.index(COLUMN)

    def left(number: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        if number not in waiting:
            return cells
        return tuple(waiting[number].review if at == place else "" for at in range(len(cells)))

    return replace(sheet, rows=tuple((number, left(number, cells)) for number, cells in sheet.rows))


def how_many(sheets: Iterable[Sheet]) -> int:
    """How many rows wait for a person."""
    return sum(each.review == TO_REVIEW for sheet in sheets for each in waiting_rows(sheet).values())
