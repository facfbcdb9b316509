"""One workbook with a sheet a table: Swedish headings and words, lists to choose from, and a page that explains it.

The same content gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as WrittenCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medlemsnytta.inputs.tables.cells import plain_text, read_cell
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, column_code
from medlemsnytta.inputs.tables.columns import Column, TableLayout
from medlemsnytta.inputs.tables.explanations import TABLES, example_of, example_rows, of_column
from medlemsnytta.inputs.tables.layouts import IDS, LAYOUTS
from medlemsnytta.inputs.tables.sheets import Cell
from medlemsnytta.inputs.tables.table_files import IGNORED_SHEETS
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS, table_code
from medlemsnytta.inputs.tables.waiting_rows import COLUMN as REVIEW
from medlemsnytta.inputs.tables.waiting_rows import TO_ASK, TO_REVIEW
from medlemsnytta.inputs.tables.xlsx_files import Beside
from medlemsnytta.inputs.tables.xlsx_writing import AUTHOR, escaped, same_bytes
from medlemsnytta.starting.csv_writer import Contents, heading_of, in_words

README_SHEET, EXPLANATIONS_SHEET, LISTS_SHEET = IGNORED_SHEETS
LAST_ROW = 1000
"""Down to here cells have lists; rows below are read all the same."""

_HEAD = PatternFill("solid", fgColor="1F4E5F")
_OPTIONAL_HEAD = PatternFill("solid", fgColor="5B7F8C")
_WAITING = {
    TO_ASK: PatternFill("solid", bgColor="FFE699"),
    TO_REVIEW: PatternFill("solid", bgColor="DDEBF7"),
}
_TYPEFACE = "Calibri"
_WHITE = Font(name=_TYPEFACE, bold=True, color="FFFFFF")
_BOLD = Font(name=_TYPEFACE, bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {"text": 60, "note": 40, "source": 36, "description": 40, "name": 34, "profile": 50}
_FORMATS = {"integer": "0", "decimal": "#,##0.00", "date": "yyyy-mm-dd", "text": "@", "partial_date": "@"}


def workbook(
    tables: Sequence[Contents],
    heading: str,
    lines: Sequence[str],
    networks: Mapping[str, str],
    beside: Iterable[Beside] = (),
) -> bytes:
    """The workbook's content; `networks` are what may be chosen as such, by their ids, and `beside` own sheets and comments."""
    book = Workbook()
    _read_me(book.active, tables, heading, lines)
    for table in tables:
        _table(book, table, tables)
    _put_beside(book, beside)
    _explanations(book.create_sheet(EXPLANATIONS_SHEET))
    _list_networks(book, networks)
    return same_bytes(book, zipfile.ZIP_DEFLATED)


def with_tables(content: bytes, tables: Sequence[Contents], networks: Mapping[str, str]) -> bytes:
    """A workbook to which the sheets of more tables are added, in place of empty ones; all else in it is kept."""
    book = load_workbook(io.BytesIO(content))
    for title in [title for title in book.sheetnames if table_code(title) in {table.layout.name for table in tables}]:
        del book[title]
    for table in tables:
        _table(book, table, tables)
    if "lista_network_id" not in book.defined_names and LISTS_SHEET not in book.sheetnames:
        _list_networks(book, networks)
    return same_bytes(book, zipfile.ZIP_DEFLATED)


def with_rows(content: bytes, added: Mapping[str, Contents], networks: Mapping[str, str]) -> bytes:
    """A workbook with more rows below those that stand in its sheets, by the sheets' titles; all else in it is kept.

    A column that a sheet lacks is put last, and a sheet that the workbook lacks is added.
    """
    book = load_workbook(io.BytesIO(content))
    for title, table in added.items():
        if title in book.sheetnames and not any(cell.value not in (None, "") for cell in book[title]._cells.values()):
            del book[title]
        if title not in book.sheetnames:
            _table(book, table, list(added.values()))
            continue
        sheet = book[title]
        places = {column_code(str(cell.value).strip()): cell.column for cell in sheet[1] if cell.value is not None}
        filled = [cell for cell in sheet._cells.values() if cell.value not in (None, "")]
        below = max(cell.row for cell in filled)
        for column in table.layout.columns:
            if column.name not in places and any(row.get(column.name, "") != "" for row in table.rows.values()):
                places[column.name] = max(places.values()) + 1
                _head(sheet, table.layout, column, places[column.name], list(added.values()))
        for number, row in enumerate(table.rows.values(), start=below + 1):
            for column in table.layout.columns:
                if (value := row.get(column.name, "")) != "":
                    _fill(sheet.cell(number, places[column.name]), value, column)
        _mark_waiting(sheet, places)
    return same_bytes(book, zipfile.ZIP_DEFLATED)


def _list_networks(book: Workbook, networks: Mapping[str, str]) -> None:
    lists = book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "hidden"
    names = [*networks.values(), "båda"]
    for row, each in enumerate(("network_id", *names), start=1):
        _write(lists.cell(row, 1), each)
    reference = f"'{LISTS_SHEET}'!$A$2:$A${len(names) + 1}"
    book.defined_names["lista_network_id"] = DefinedName("lista_network_id", attr_text=reference)


def _write(cell: WrittenCell, value: Any) -> None:
    """Text is text, also where it begins as a formula does or looks like a mark's number."""
    if isinstance(value, str):
        value = escaped(value)
    cell.value = value
    if cell.data_type in ("s", "f"):
        cell.data_type = "s"
        cell.quotePrefix = str(value)[:1] in tuple("=+-@")


def _read_me(sheet: Worksheet, tables: Sequence[Contents], heading: str, lines: Sequence[str]) -> None:
    """A page that says how to begin."""
    sheet.title = README_SHEET
    _write(sheet["A1"], heading)
    sheet["A1"].font = Font(name=_TYPEFACE, bold=True, size=16)
    for number, line in enumerate(lines, start=2):
        _write(sheet.cell(number, 1), line)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)
        sheet.cell(number, 1).alignment = _WRAPPED
        sheet.row_dimensions[number].height = 16 * (1 + len(line) // 105)
    head = sheet.max_row + 2
    for place, words in enumerate(("Blad", "Vad som står där"), start=1):
        _write(sheet.cell(head, place), words)
        sheet.cell(head, place).font, sheet.cell(head, place).fill = _WHITE, _HEAD
    described = [
        (word, words)
        for table in tables
        for word, words in (
            (TABLE_WORDS[table.layout.name], TABLES[table.layout.name]),
            *(("", f"Till exempel: {example}") for example in example_rows(table.layout.name)),
        )
    ]
    for number, (word, words) in enumerate(described, start=head + 1):
        _write(sheet.cell(number, 1), word)
        _write(sheet.cell(number, 2), words)
        sheet.cell(number, 1).font, sheet.cell(number, 2).alignment = _BOLD, _WRAPPED
    _print_on_a4(sheet, orientation="portrait")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 88


def _explanations(sheet: Worksheet) -> None:
    """What every column of every table is for."""
    for place, words in enumerate(
        ("Blad", "Kolumn", "Måste fyllas i", "Vad du skriver", "Ord att välja bland"), start=1
    ):
        _write(sheet.cell(1, place), words)
        sheet.cell(1, place).font, sheet.cell(1, place).fill = _WHITE, _HEAD
    number = 2
    for name, table in TABLE_WORDS.items():
        for column in LAYOUTS[name].columns:
            required = "ja" if column.required and not column.may_be_left_out else "nej"
            row = (table, heading_of(column), required, of_column(name, column.name), "; ".join(column.words()))
            for place, words in enumerate(row, start=1):
                _write(sheet.cell(number, place), words)
                sheet.cell(number, place).alignment = _WRAPPED
            number += 1
    sheet.freeze_panes = "A2"
    _print_on_a4(sheet, orientation="landscape")
    for letter, width in zip("ABCDE", (22, 26, 16, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _print_on_a4(sheet: Worksheet, *, orientation: str) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _table(book: Workbook, table: Contents, tables: Sequence[Contents]) -> None:
    sheet = book.create_sheet(TABLE_WORDS[table.layout.name])
    sheet.freeze_panes = "B2"
    _print_on_a4(sheet, orientation="landscape")
    for position, column in enumerate(table.columns, start=1):
        _head(sheet, table.layout, column, position, tables)
        for number, row in table.rows.items():
            if (value := row.get(column.name, "")) != "":
                _fill(sheet.cell(number, position), value, column)
    _mark_waiting(sheet, {column.name: place for place, column in enumerate(table.columns, start=1)})


def _mark_waiting(sheet: Worksheet, places: Mapping[str, int]) -> None:
    """Colour the rows that wait for a person, for as long as the words in them say that they do."""
    if REVIEW not in places:
        return
    sheet.conditional_formatting = ConditionalFormattingList()
    letter = get_column_letter(places[REVIEW])
    for state, fill in _WAITING.items():
        formula = f'OR(${letter}2="{CODE_WORDS[state]}",${letter}2="{state}")'
        area = f"A2:{get_column_letter(max(places.values()))}{LAST_ROW}"
        sheet.conditional_formatting.add(area, FormulaRule(formula=[formula], fill=fill))


def _head(sheet: Worksheet, layout: TableLayout, column: Column, position: int, tables: Sequence[Contents]) -> None:
    """A column's heading, its width and format, and what may be chosen in it."""
    letter, head = get_column_letter(position), sheet.cell(1, position)
    _write(head, heading_of(column))
    head.font = _WHITE
    head.fill = _HEAD if column.required and not column.may_be_left_out else _OPTIONAL_HEAD
    sheet.column_dimensions[letter].width = _WIDTHS.get(column.name, max(14, len(heading_of(column)) + 3))
    # A format for the whole column: 2025-04 stays text where it is typed, and is made no date of.
    sheet.column_dimensions[letter].number_format = _format_of(column)
    rule = _validation(layout, column, tables)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _fill(cell: WrittenCell, value: Cell, column: Column) -> None:
    _write(cell, _value(value, column))
    cell.number_format = _format_of(column)
    cell.alignment = _WRAPPED


def _format_of(column: Column) -> str:
    return "@" if column.words() else _FORMATS[column.kind]


def _value(cell: Cell, column: Column) -> Any:
    """What the spreadsheet holds: a number or a day where the column is one of such, else text."""
    words = in_words(cell, column)
    if words != cell or column.kind in ("text", "partial_date"):
        return plain_text(words)
    return read_cell(cell, column.kind)


def _validation(layout: TableLayout, column: Column, tables: Sequence[Contents]) -> DataValidation:
    """The list or limit of a column, and what is said when one of its cells is chosen."""
    words = column.words()
    if column.name == "network_id" and layout.name != "networks":
        rule = DataValidation(type="list", formula1="lista_network_id", allow_blank=True)
        rule.errorStyle, rule.error = (
            "warning",
            "Listan har de nätverk som är kända. Flera skrivs med semikolon emellan.",
        )
    elif listed := _listed_in(layout, column, tables):
        rule = DataValidation(type="list", formula1=listed, allow_blank=True)
        rule.errorStyle = "warning"
        rule.error = f"Beteckningen ska stå i bladet {TABLE_WORDS[IDS[column.name]]}."
    elif words:
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        rule.error = f"Välj ett av orden i listan: {', '.join(words)}."[:255]
    elif column.kind in ("integer", "decimal"):
        low, high = column.minimum or 0, column.maximum or 999_999_999
        kind = "whole" if column.kind == "integer" else "decimal"
        rule = DataValidation(type=kind, operator="between", formula1=str(low), formula2=str(high), allow_blank=True)
        rule.error = column.fix()
    else:
        rule = DataValidation(allow_blank=True)
    rule.errorTitle = rule.promptTitle = heading_of(column)[:32]
    rule.prompt = prompt_of(layout.name, column)[:255]
    rule.showInputMessage = rule.showErrorMessage = True
    return rule


def prompt_of(table: str, column: Column) -> str:
    """What is said when a cell of the column is chosen: what to type, and what others might have typed."""
    example = example_of(table, column.name)
    return f"{of_column(table, column.name)} {f'Exempel: {example}' if example else ''}".rstrip()


def _listed_in(layout: TableLayout, column: Column, tables: Sequence[Contents]) -> str:
    """The cells that list the ids which the column may hold; "" where the workbook has no such sheet or column."""
    listing = next((table for table in tables if table.layout.name == IDS.get(column.name)), None)
    if listing is None or listing.layout is layout:
        return ""
    place = next((place for place, each in enumerate(listing.columns, start=1) if each.name == column.name), None)
    if place is None:
        return ""
    letter = get_column_letter(place)
    return f"'{TABLE_WORDS[listing.layout.name]}'!${letter}$2:${letter}${LAST_ROW}"


def _put_beside(book: Workbook, beside: Iterable[Beside]) -> None:
    """Own sheets and comments, each in the cell where it stood."""
    for each in beside:
        sheet = book[each.sheet] if each.sheet in book.sheetnames else book.create_sheet(each.sheet)
        cell = sheet[each.cell]
        if each.own and each.text:
            _write(cell, each.text)
        if each.comment:
            cell.comment = Comment(each.comment, AUTHOR)
