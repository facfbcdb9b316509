"""What a column may hold and what a table is made of; which tables there are stands in `layouts`."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from medlemsnytta.inputs.tables.cells import Kind
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, level_words


@dataclass(frozen=True)
class Column:
    """`required` is about the cell, which must not be empty, unless a `default` says what it stands for then.

    The column itself must be there, unless it `may_be_left_out`; one that was `added` later is left out of older files,
    and where it is empty the row is the same row as before it was.
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    allowed: tuple[str, ...] | tuple[int, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    above_zero: bool = False
    pattern: re.Pattern[str] | None = None
    remedy: str = ""
    default: str | int | None = None
    may_be_left_out: bool = False
    added: bool = False

    def fix(self, called: str = "") -> str:
        """What to type, for the one who typed something else in the column that the file calls so: in words under a
        Swedish heading, and in codes under the column's own name."""
        in_words = called not in ("", self.name)
        return f"{self.remedy or self._what_to_type(in_words)}{'.' if self.required else ', eller lämna tomt.'}"

    def words(self) -> list[str]:
        """The Swedish words that the column's codes and degrees are chosen by."""
        levels = level_words(self.name)
        return list(levels.values()) if levels else [CODE_WORDS[str(code)] for code in self.allowed]

    def _what_to_type(self, in_words: bool) -> str:
        if in_words and (words := self.words()):
            return f"Skriv {', '.join(words[:-1])} eller {words[-1]}"
        if self.allowed:
            words = [str(value).replace("-1", "\N{MINUS SIGN}1") for value in self.allowed]
            return f"Skriv {', '.join(words[:-1])} eller {words[-1]}"
        if self.kind == "integer" and self.maximum is not None:
            return f"Skriv {self.minimum}–{self.maximum}"
        if self.kind in ("integer", "decimal"):
            number = "ett heltal" if self.kind == "integer" else "ett tal"
            if self.above_zero:
                return f"Skriv {number} som är större än 0"
            return f"Skriv {number} som är minst {self.minimum}{f' och högst {self.maximum}' if self.maximum else ''}"
        if self.kind == "date":
            return "Skriv datumet som ÅÅÅÅ-MM-DD"
        if self.kind == "partial_date":
            return "Skriv ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD"
        return "Skriv vanlig text"


@dataclass(frozen=True)
class TableLayout:
    """A table's columns in order; no two rows have the same values in the columns of `key`.

    A municipality's own row takes the place of the shared ones that have the same values in `own_row_replaces`, as far
    as they hold at the same time.

    `rows_of` says which rows a page reads: those of its municipalities or networks, those that may be shown, or all.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    reference: bool = False
    required: bool = False
    own_row_replaces: tuple[str, ...] = ()
    rows_of: Literal["municipality", "network", "shareable", "all"] = "all"

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def text(name: str) -> Column:
    return Column(name)


def optional(name: str, kind: Kind = "text") -> Column:
    return Column(name, kind, required=False)


def one_of(name: str, *allowed: str, required: bool = True) -> Column:
    return Column(name, required=required, allowed=allowed)


def level(name: str, *allowed: int, required: bool = True) -> Column:
    return Column(name, "integer", required, allowed)


def count(name: str, *, minimum: int = 0, maximum: int | None = None, required: bool = False) -> Column:
    return Column(name, "integer", required, minimum=minimum, maximum=maximum)


def amount(name: str, *, maximum: int | None = None, required: bool = False) -> Column:
    return Column(name, "decimal", required, minimum=0, maximum=maximum)


def divisor(column: Column) -> Column:
    """A number that others are divided by, or that nothing is where it is zero."""
    return replace(column, above_zero=True)


def year(name: str, *, required: bool = False) -> Column:
    return Column(name, "integer", required, minimum=1800, maximum=2200, remedy="Skriv årtalet med fyra siffror")


def coded(name: str, pattern: str, remedy: str, *, required: bool = True) -> Column:
    return Column(name, required=required, pattern=re.compile(pattern), remedy=remedy)


def network(*, required: bool = True) -> Column:
    return Column("network_id", required=required, remedy="Skriv nätverkets id ur tabellen networks")


def added(column: Column) -> Column:
    """A column that older files have not, which may be empty."""
    return replace(column, required=False, may_be_left_out=True, added=True)


def left_out(column: Column, default: str | int | None = None) -> Column:
    """A column that may be left out, and whose empty cells mean the `default`, or nothing where there is none."""
    return replace(column, required=False, may_be_left_out=True, default=default)
