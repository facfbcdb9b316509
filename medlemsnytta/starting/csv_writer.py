"""A table as a CSV file that Swedish Excel opens by a double click: which columns it has, and in which words."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from medlemsnytta.inputs.tables.cells import as_typed, plain_text
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, COLUMN_WORDS, level_words
from medlemsnytta.inputs.tables.columns import Column, TableLayout
from medlemsnytta.inputs.tables.sheets import Cell
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS

Cells = Mapping[str, str]
"""What is typed in a row, by column, in codes."""


@dataclass(frozen=True)
class Contents:
    """A table to write: the cells of its rows by column, under the numbers of the rows that they stand in."""

    layout: TableLayout
    rows: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    every_column: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that one begins with, and the others that are asked for or have something in them."""
        filled = {name for row in self.rows.values() for name, cell in row.items() if cell != ""}
        demanded = tuple(column.name for column in self.layout.columns if not column.may_be_left_out)
        first = FIRST_COLUMNS.get(self.layout.name, demanded)
        named = {column.name: column for column in self.layout.columns}
        others = [name for name in named if name not in first and (self.every_column or name in filled)]
        return tuple(named[name] for name in (*first, *others))


def heading_of(column: Column) -> str:
    """What stands over the column, in a workbook and in CSV alike."""
    word = COLUMN_WORDS[column.name]
    return word[:1].upper() + word[1:]


def in_words(cell: Cell, column: Column) -> Cell:
    """A cell with the Swedish word for the code that it holds."""
    code = plain_text(cell)
    levels = {str(level): word for level, word in level_words(column.name).items()}
    if column.allowed or levels:
        return levels.get(code) or (CODE_WORDS[code] if code in map(str, column.allowed) else cell)
    return cell


def csv_of(table: Contents) -> bytes:
    """The table with Swedish headings and words, semicolons and decimal commas, each row on the line where it stood."""
    lines: list[Sequence[str]] = [[heading_of(column) for column in table.columns]]
    for number, row in table.rows.items():
        lines += [()] * (number - len(lines) - 1)
        lines.append([as_typed(in_words(row.get(column.name, ""), column)) for column in table.columns])
    return csv_lines(lines)


def csv_lines(lines: Iterable[Sequence[str]]) -> bytes:
    """As Swedish Excel saves and opens a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode("utf-8-sig")
