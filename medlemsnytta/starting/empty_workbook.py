"""One workbook with a sheet a table: lists to choose from, formats, frozen headings, and a sheet that explains it all.

Only this module knows openpyxl's writer. The same content gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medlemsnytta.inputs.tables.code_words import CODE_WORDS
from medlemsnytta.inputs.tables.columns import Column, TableLayout
from medlemsnytta.inputs.tables.explanations import TABLES, of_column
from medlemsnytta.inputs.tables.table_files import IGNORED_SHEETS

README_SHEET, LISTS_SHEET = IGNORED_SHEETS
LAST_ROW = 1000
"""Down to here cells have lists; rows below are read all the same."""

_LISTED_IN = {"channel_id": "channels", "document_id": "documents", "decision_id": "decisions", "speaker": "speakers"}
"""The sheet whose first column lists the ids that a column may hold."""

_STAMP = (2000, 1, 1, 0, 0, 0)
_STAMP_TEXT = "2000-01-01T00:00:00Z"
_HEAD = PatternFill("solid", fgColor="1F4E5F")
_OPTIONAL_HEAD = PatternFill("solid", fgColor="5B7F8C")
_TYPEFACE = "Calibri"
_WHITE = Font(name=_TYPEFACE, bold=True, color="FFFFFF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {"text": 60, "note": 40, "source": 36, "description": 40, "name": 34, "profile": 50}
_FORMATS = {"integer": "0", "decimal": "#,##0.00", "date": "yyyy-mm-dd", "text": "@", "partial_date": "@"}


def workbook(
    layouts: Sequence[TableLayout],
    heading: str,
    lines: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> bytes:
    """The workbook's content; `choices` are the ids that a column of that name may hold, such as the networks.

    `rows` are those that a table begins with, by its name.
    """
    book = Workbook()
    _explain(book.active, layouts, heading, lines)
    for layout in layouts:
        sheet = book.create_sheet(layout.name)
        _table(sheet, layout, choices)
        for number, row in enumerate((rows or {}).get(layout.name, ()), start=2):
            for position, name in enumerate(layout.column_names, start=1):
                sheet.cell(number, position, row.get(name))
    lists = book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "hidden"
    for column, (name, ids) in enumerate(choices.items(), start=1):
        for row, each in enumerate((name, *ids), start=1):
            lists.cell(row, column, each)
        letter = get_column_letter(column)
        reference = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(ids) + 1}"
        book.defined_names[f"lista_{name}"] = DefinedName(f"lista_{name}", attr_text=reference)
    for sheet in book:
        _without_formulas(sheet)
    return _same_bytes(book)


def _without_formulas(sheet: Worksheet) -> None:
    """What a network or a municipality is called is text, also where it begins as a formula does."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in ("s", "f"):
                cell.data_type = "s"
                cell.quotePrefix = str(cell.value)[:1] in tuple("=+-@")


def _explain(sheet: Worksheet, layouts: Sequence[TableLayout], heading: str, lines: Sequence[str]) -> None:
    sheet.title = README_SHEET
    sheet.append([heading])
    sheet["A1"].font = Font(name=_TYPEFACE, bold=True, size=16)
    for line in lines:
        sheet.append([line])
    sheet.append([])
    sheet.append(["Blad", "Kolumn", "Måste fyllas i", "Vad du skriver", "Koder att välja bland"])
    head = sheet.max_row
    for cell in sheet[head]:
        cell.font, cell.fill = _WHITE, _HEAD
    for layout in layouts:
        sheet.append([layout.name, "", "", TABLES.get(layout.name, ""), ""])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(name=_TYPEFACE, bold=True)
        for column in layout.columns:
            required = "ja" if column.required else "nej"
            sheet.append([layout.name, column.name, required, of_column(layout.name, column.name), _codes(column)])
    for row in sheet.iter_rows(min_row=head):
        for cell in row:
            cell.alignment = _WRAPPED
    _print_on_wide_pages(sheet)
    for letter, width in zip("ABCDE", (20, 24, 16, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _print_on_wide_pages(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _codes(column: Column) -> str:
    return "; ".join(
        f"{code} = {CODE_WORDS[code]}" if code in CODE_WORDS else str(code) for code in map(str, column.allowed)
    )


def _table(sheet: Worksheet, layout: TableLayout, choices: Mapping[str, Sequence[str]]) -> None:
    sheet.append(layout.column_names)
    sheet.freeze_panes = "B2"
    _print_on_wide_pages(sheet)
    for position, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(position)
        head = sheet.cell(1, position)
        head.font, head.fill = _WHITE, _HEAD if column.required else _OPTIONAL_HEAD
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.name, max(12, len(column.name) + 3))
        # A format for the whole column: 2025-04 stays text where it is typed, and is made no date of.
        sheet.column_dimensions[letter].number_format = _FORMATS[column.kind]
        rule = _validation(layout, column, choices)
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _validation(layout: TableLayout, column: Column, choices: Mapping[str, Sequence[str]]) -> DataValidation:
    """The list or limit of a column, and what is said when one of its cells is chosen."""
    listed_in = _LISTED_IN.get(column.name)
    if layout.name != "networks" and column.name in choices:
        rule = DataValidation(type="list", formula1=f"lista_{column.name}", allow_blank=True)
        rule.errorStyle, rule.error = "warning", f"Listan har de id som är kända. {column.fix}"
    elif listed_in not in (None, layout.name):
        rule = DataValidation(type="list", formula1=f"{listed_in}!$A$2:$A${LAST_ROW}", allow_blank=True)
        rule.errorStyle, rule.error = "warning", f"Id:t ska stå i bladet {listed_in}."
    elif column.allowed:
        rule = DataValidation(type="list", formula1=f'"{",".join(map(str, column.allowed))}"', allow_blank=True)
        rule.error = column.fix
    elif column.kind == "integer":
        low, high = column.minimum or 0, column.maximum or 999_999_999
        rule = DataValidation(type="whole", operator="between", formula1=str(low), formula2=str(high), allow_blank=True)
        rule.error = column.fix
    elif column.kind == "decimal":
        low, high = column.minimum or 0, column.maximum or 999_999_999
        rule = DataValidation(type="decimal", operator="between", formula1=str(low), formula2=str(high))
        rule.allow_blank, rule.error = True, column.fix
    else:
        rule = DataValidation(allow_blank=True)
    rule.errorTitle = column.name[:32]
    rule.promptTitle, rule.prompt = column.name[:32], _prompt(layout, column)
    rule.showInputMessage = rule.showErrorMessage = True
    return rule


def _prompt(layout: TableLayout, column: Column) -> str:
    """What Excel shows beside a chosen cell; it shows at most 255 characters."""
    words = of_column(layout.name, column.name)
    with_codes = f"{words}\n{_codes(column)}" if column.allowed else words
    return with_codes if len(with_codes) <= 255 else words[:255]


def _same_bytes(book: Workbook) -> bytes:
    """The workbook without the hour at which it was made."""
    saved, packed = io.BytesIO(), io.BytesIO()
    book.properties.creator = "Medlemsnytta"
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb">[0-9-]+T[0-9:.]+Z?<", f">{_STAMP_TEXT}<".encode(), content)
            entry = zipfile.ZipInfo(part.filename, _STAMP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, content)
    return packed.getvalue()
