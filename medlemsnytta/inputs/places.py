"""How a problem's place and a near-miss of a name are told, the same for every table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from medlemsnytta.errors import Problem


def place(path: str, row: int) -> str:
    """`row` is counted as the spreadsheet shows it: the header is row 1."""
    return f"{path}, rad {row}"


@dataclass(frozen=True)
class Origin:
    """Where a table was read: a CSV file, whose rows have numbers, or a `sheet` of a workbook, whose cells have names.

    `header` has the codes of the columns, and `headings` what stands over them in the file.
    """

    path: str
    sheet: str = ""
    header: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The table itself, when no row is to blame."""
        return f"{self.path}, bladet {self.sheet}" if self.sheet else self.path

    def called(self, column: str) -> str:
        """What the file calls the column."""
        return dict(zip(self.header, self.headings, strict=False)).get(column, column)

    def place(self, row: int, column: str = "") -> str:
        """`excerpts!F14` in a workbook, where the `column` is known and is one; else the row."""
        return self.cell(row, self.header.index(column)) if column in self.header else place(self.whole, row)

    def cell(self, row: int, position: int) -> str:
        """The cell `position` columns to the right of the first."""
        return f"{self.path}, {self.sheet}!{letters(position)}{row}" if self.sheet else place(self.path, row)


def letters(position: int) -> str:
    """What a spreadsheet calls the column at `position`, counted from 0: A … Z, AA …"""
    before, last = divmod(position, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file and row, row 9 before row 14; the same problem is told once."""
    return sorted(set(problems), key=lambda problem: (_natural(problem.where), problem))


def nearest(name: str, right_names: Iterable[str]) -> str | None:
    """The right name that `name` was probably meant to be."""
    return next(iter(get_close_matches(name.lower(), sorted(right_names), n=1)), None)


def shown(value: object) -> str:
    """A cell as it is quoted in a problem: on one line, no longer than a line, what is invisible made visible."""
    printable = (mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in " ".join(str(value).split()))
    words = "".join(printable)
    return f"'{words[:39]}…'" if len(words) > 40 else f"'{words}'"


def _natural(where: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", where)
    return [(int(part), "") if part.isdecimal() and part.isascii() else (0, part) for part in parts]
