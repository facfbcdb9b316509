"""A project's tables and parameters read by the tests' own hand: plain CSV rows by the number a spreadsheet shows."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RawRow = tuple[str, int, bool]
"""Table, number and whether it is the municipality's own part of a shared table, as a fact names it."""

PROGRAMS = Path(__file__).resolve().parents[2]
"""Where the shared tables stand of a working folder that has none of its own."""
SHARED = (
    *("municipalities", "population", "networks", "network_years", "fees", "exchange_rates", "tax_base", "price_index"),
    *("themes", "key_figures", "network_members", "peer_decisions", "entry_requirements"),
)
"""The tables of which the municipality's own rows stand beside those of all."""


@dataclass(frozen=True)
class Cells:
    """One row as it was typed."""

    place: RawRow
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Project:
    """One report's folder: its parameters and the raw rows of any table."""

    root: Path
    name: str

    @property
    def parameters(self) -> dict[str, Any]:
        return _parameters(self.root / "params" / f"{self.name}.yaml")

    @property
    def report_date(self) -> date:
        return date.fromisoformat(str(self.parameters["report_date"]))

    @property
    def networks(self) -> list[str]:
        return list(self.parameters["networks"])

    def rows(self, table: str) -> tuple[Cells, ...]:
        """The shared rows, then the municipality's own."""
        return _all_rows(self, table)

    def row(self, place: RawRow) -> Cells:
        return _by_place(self, place[0])[place]


@cache
def _by_place(project: Project, table: str) -> dict[RawRow, Cells]:
    shared = Path("data", "reference", f"{table}.csv")
    shared = (project.root if (project.root / shared).is_file() else PROGRAMS) / shared
    own = project.root / project.parameters["data_folder"] / f"{table}.csv"
    return {row.place: row for row in (*_rows(shared, table, False), *_rows(own, table, table in SHARED))}


@cache
def _all_rows(project: Project, table: str) -> tuple[Cells, ...]:
    return tuple(_by_place(project, table).values())


@cache
def _parameters(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


@cache
def _rows(path: Path, table: str, own: bool) -> list[Cells]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    return [
        Cells(
            (table, number, own),
            dict(zip((name.strip() for name in header), (cell.strip() for cell in line), strict=False)),
        )
        for number, line in enumerate(lines, 2)
        if any(line)
    ]
