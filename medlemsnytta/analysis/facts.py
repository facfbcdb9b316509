"""Facts: what a report may print, each a value with the rows that it rests on.

A sentence, a cell or a mark takes facts and nothing else; so each figure on the page leads back to its rows, and a test
that knows nothing of this package can work every one out anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM

Value = str | int | Decimal | Fraction | date | None
"""None is unknown, and is printed as such; a text may be empty."""


class Row(NamedTuple):
    """A row of a table by the number that the spreadsheet shows; `own` is the municipality's own part of shared tables."""

    table: str
    number: int
    own: bool = False


def row_of(table: str, index: int) -> Row:
    """The row of a typed frame's index."""
    return Row(table, index % OWN_ROWS_FROM, index >= OWN_ROWS_FROM)


@dataclass(frozen=True)
class Fact:
    """One thing that is so: `kind` says what, `network` of which, `about` of what else (a year, a channel, a row).

    The kind of a cell is "table.column", of a parameter "params.name", of a convention "method.name"; others are named
    in docs/method.md. `report` is the report that it is of where the page speaks of several, and empty for the page's own.
    """

    kind: str
    value: Value
    network: str = ""
    about: str = ""
    rows: tuple[Row, ...] = ()
    report: str = ""

    @property
    def known(self) -> bool:
        return self.value is not None and self.value != ""

    def as_json(self) -> dict[str, Any]:
        """As the notebook keeps it: the value as text, each row as [table, number, own]."""
        rows = [list(row) for row in sorted(set(self.rows))]
        return {
            "kind": self.kind,
            "value": spelled(self.value),
            "network": self.network,
            "about": self.about,
            "rows": rows,
            **({"report": self.report} if self.report else {}),
        }


def spelled(value: Value) -> str | None:
    """A value in its one spelling: a fraction as "1/3", a day as ISO, a decimal without needless zeros."""
    match value:
        case None:
            return None
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
    return str(value)


class Record(dict[str, Any]):
    """One row's cells by column, which knows its `row`."""

    def __init__(self, cells: Mapping[str, Any], row: Row) -> None:
        super().__init__(cells)
        self.row = row

    def fact(self, column: str) -> Fact:
        """What the cell says."""
        value = self[column]
        return Fact(f"{self.row.table}.{column}", value, self.get("network_id", ""), str(self.row.number), (self.row,))


def parameter(name: str, value: Value) -> Fact:
    """What the parameters say."""
    return Fact(f"params.{name}", value)


def convention(name: str, value: Value) -> Fact:
    """A limit or a number of the method's own, which docs/method.md gives the reason for."""
    return Fact(f"method.{name}", value)


def count(kind: str, records: Iterable[Record], network: str = "", about: str = "") -> Fact:
    """How many rows there are of a kind; they are what it rests on."""
    rows = tuple(record.row for record in records)
    return Fact(kind, len(rows), network, about, rows)
