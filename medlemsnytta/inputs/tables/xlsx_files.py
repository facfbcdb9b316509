"""An Excel workbook (.xlsx) as numbered rows of texts, numbers and days; only this module knows openpyxl's reader.

What a spreadsheet hides is told, never swallowed: hidden rows and columns, merged cells, formulas without a value.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem
from medlemsnytta.files import zips
from medlemsnytta.inputs.places import Origin
from medlemsnytta.inputs.tables.cells import as_typed
from medlemsnytta.inputs.tables.code_words import column_code
from medlemsnytta.inputs.tables.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_LARGE,
    Cell,
    Sheet,
    no_header,
    sheet_of,
    unreadable,
)
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS, table_code, titles_by_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 40_000_000
MAX_PARTS = 1000

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SAVE_AS_XLSX = "Öppna den i Excel eller LibreOffice, och spara den som Excel-arbetsbok (.xlsx)."
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""How the strict kind of workbook names what the usual kind names with the year 2006."""
_ASTRAY = "Flytta den till rätt kolumn, eller ta bort den."
_RIGHT_FILE = "Kontrollera att det är rätt fil."

_LITERALS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
"""What a number format shows beside the number."""
_KRONOR = ("kr", "sek")
_SCALED = re.compile("[0#?],+(?![0#?])")


@dataclass(frozen=True)
class Beside:
    """What a person wrote beside the tables: a cell of a sheet of their `own`, or a comment; `cell` as B2."""

    sheet: str
    cell: str
    text: str
    comment: str
    own: bool


class Refused(Exception):
    """A file or a cell that is not read; `what` is wrong with it and the `fix`, in Swedish."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


class Workbook:
    """An opened workbook: which sheets have something in them, and each of them as a table."""

    def __init__(self, content: bytes, path: str) -> None:
        """Open a file's content, called `path` in problems; raises Refused."""
        self.path = path
        _examine(content)
        content = _as_transitional(content)
        self._written = _opened(content, values=False)
        formulas = any(cell.data_type == "f" for sheet in self._written.worksheets for cell in _filled(sheet))
        self._values = _opened(content, values=True) if formulas else self._written

    def filled_sheets(self) -> tuple[str, ...]:
        """The names of the sheets in which some cell has something, in the workbook's order."""
        return tuple(sheet.title for sheet in self._written.worksheets if _filled(sheet))

    def tables(self) -> set[str]:
        """The tables that have a sheet, also an empty one, by what it is called after."""
        return {table_code(sheet.title) for sheet in self._written.worksheets}

    def has_rows(self, name: str) -> bool:
        """Whether something stands below the headings of the sheet."""
        return any(cell.row > 1 for cell in _filled(self._written[name]))

    def beside(self, tables: Collection[str], left_out: Collection[str]) -> Iterator[Beside]:
        """The cells of sheets that are none of the `tables` nor `left_out`, and all comments, in the workbook's order."""
        for sheet in self._written.worksheets:
            own = table_code(sheet.title) not in tables and sheet.title not in left_out
            for cell in sorted(sheet._cells.values(), key=lambda cell: (cell.row, cell.column)):
                comment = "" if cell.comment is None else cell.comment.text
                if comment or (own and _is_filled(cell.value)):
                    text = _as_text(cell.value, "")
                    yield Beside(sheet.title, cell.coordinate, text, comment, own)

    def raw_rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet that is no table of ours, as texts; raises Refused where it is too large."""
        filled = _filled(self._written[name])
        if any(cell.row > MAX_ROWS or cell.column > MAX_COLUMNS for cell in filled):
            raise Refused(f"bladet har {TOO_LARGE}.", _RIGHT_FILE)
        rows: dict[int, list[Any]] = {}
        for cell in filled:
            rows.setdefault(cell.row, []).append(
                (cell.column, _raw(self._values[name].cell(cell.row, cell.column).value))
            )
        yield from ((number, [str(each) for each in _placed(cells)]) for number, cells in rows.items())

    def sheet(self, name: str, columns: Sequence[str]) -> Sheet:
        """The sheet `name` as a table whose header should name `columns`."""
        origin, sheet = Origin(self.path, name), self._written[name]
        filled = _filled(sheet)
        if any(cell.row > MAX_ROWS or cell.column > MAX_COLUMNS for cell in filled):
            what = f"bladet har {TOO_LARGE}."
            return unreadable(origin, origin.whole, what, _RIGHT_FILE)
        rows: dict[int, list[Any]] = {}
        for cell in filled:
            rows.setdefault(cell.row, []).append(cell)
        headings = tuple(map(str, _placed((cell.column, str(cell.value).strip()) for cell in rows.get(1, ()))))
        header = tuple(map(column_code, headings))
        if not set(header) & set(columns):
            return _without_header(origin, rows, columns)
        origin = Origin(self.path, name, header, headings)
        problems = [*_hidden(sheet, origin, rows), *_merged(sheet, origin, rows)]
        numbered = []
        for number, cells in rows.items():
            if number > 1:
                read, found = _row(cells, self._values[name], origin)
                numbered.append((number, read))
                problems.extend(found)
        return sheet_of(origin, headings, numbered, _ASTRAY, problems)


def parse_workbook(content: bytes, path: str, name: str, columns: Sequence[str]) -> Sheet:
    """The table in a workbook of its own: in the sheet called `name`, or in the only one with something in it."""
    try:
        workbook = Workbook(content, path)
    except Refused as refused:
        return unreadable(Origin(path), path, refused.what, refused.fix)
    filled = workbook.filled_sheets()
    named = titles_by_table(filled).get(name, filled)
    if len(named) == 1:
        return workbook.sheet(named[0], columns)
    if not filled:
        return unreadable(Origin(path), path, "filen är tom.", f"Rad 1 ska vara: {','.join(columns)}")
    what = f"flera blad har innehåll: {', '.join(filled)}."
    return unreadable(Origin(path), path, what, f"Döp bladet med tabellen, och inget annat, till {TABLE_WORDS[name]}.")


def _examine(content: bytes) -> None:
    """Raises Refused where it is not known to be a workbook of a size that is safe to unpack."""
    if len(content) > MAX_BYTES:
        raise Refused("filen är större än 10 MB.", _RIGHT_FILE)
    if content.startswith(_OLD_EXCEL):
        fix = "Ta bort lösenordet, eller spara den som Excel-arbetsbok (.xlsx)."
        raise Refused("filen är skyddad med lösenord, eller sparad i Excels gamla format.", fix)
    if b"\x00" not in content[:200] and not content.startswith(b"PK"):
        raise Refused("filen är ingen Excelfil; den verkar vara text.", "Byt ändelsen till .csv, eller spara om den.")
    try:
        examine_parts(content, "Excel", _SAVE_AS_XLSX)
    except zips.DAMAGED:
        raise Refused("filen är skadad, eller ingen Excelfil.", _SAVE_AS_XLSX) from None


def examine_parts(content: bytes, program: str, fix: str) -> None:
    """Raises Refused where a packed file unpacks to too much or declares entities, which the `program` never does."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise Refused("filen är orimligt stor när den packas upp.", _RIGHT_FILE)
        for part in parts:
            unpacked = zips.content_of(archive, part)
            declares = b"<!DOCTYPE" in unpacked or "<!DOCTYPE".encode("utf-16-le") in unpacked
            if declares or "<!DOCTYPE".encode("utf-16-be") in unpacked:
                raise Refused(f"filen innehåller något som {program} aldrig skriver.", fix)


def _as_transitional(content: bytes) -> bytes:
    """The workbook with the names that openpyxl knows, where it was saved as Strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any(name == "xl/workbook.xml" and _STRICT.search(archive.read(name)) for name in archive.namelist()):
            return content
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED) as written:
            for part in archive.infolist():
                names = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", archive.read(part))
                written.writestr(part.filename, names)
    return renamed.getvalue()


def _opened(content: bytes, *, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), data_only=values, keep_links=False)
    except Exception:  # openpyxl raises whatever its parts raise on a damaged file
        raise Refused("filen är skadad, eller ingen Excelfil.", _SAVE_AS_XLSX) from None


def _without_header(origin: Origin, rows: Mapping[int, Sequence[Any]], columns: Sequence[str]) -> Sheet:
    """The names may stand further down, under a title."""
    for number, cells in rows.items():
        if number > 1 and {column_code(str(cell.value).strip()) for cell in cells} & set(columns):
            fix = "Ta bort raderna ovanför; egna rubriker får plats på ett annat blad."
            return unreadable(origin, origin.place(number), "rubrikerna ska stå på rad 1.", fix)
    return no_header(origin, columns)


def _filled(sheet: "Worksheet") -> list[Any]:
    """The cells that have something in them, row by row; never those that only have a format, of which there may be a million."""
    cells = (cell for cell in sheet._cells.values() if _is_filled(cell.value))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _is_filled(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _placed(cells: Iterable[tuple[int, Cell]]) -> tuple[Cell, ...]:
    """Values in their columns, counted from 1, up to the last one; nothing between them is empty text."""
    by_column = dict(cells)
    return tuple(by_column.get(column, "") for column in range(1, max(by_column, default=0) + 1))


def _hidden(sheet: "Worksheet", origin: Origin, rows: Iterable[int]) -> Iterator[Problem]:
    if sheet.sheet_state != "visible":
        yield Problem(origin.whole, "bladet är dolt, men har innehåll.", "Högerklicka på en flik och välj Ta fram.")
    for number in rows:
        if sheet.row_dimensions[number].hidden:
            fix = "Visa raden (rensa filtret om det är ett sådant), eller ta bort den."
            yield Problem(origin.place(number), "raden är dold, men har innehåll.", fix)
    for first, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            # One entry may stand for several columns.
            span = range(dimension.min or 0, (dimension.max or 0) + 1)
            names = [origin.header[place - 1] for place in span if 0 < place <= len(origin.header)]
            for name in filter(None, names):
                what = f"kolumnen {origin.called(name)} ({first}) är dold."
                yield Problem(origin.place(1), what, "Markera kolumnerna intill, högerklicka och välj Ta fram.")


def _merged(sheet: "Worksheet", origin: Origin, rows: Iterable[int]) -> Iterator[Problem]:
    for area in sheet.merged_cells.ranges:
        if any(number in rows for number in range(area.min_row, min(area.max_row, MAX_ROWS) + 1)):
            what = f"cellerna {area.coord} är sammanslagna, så bara den första har ett värde."
            fix = "Dela upp dem (Start, Centrera över kolumner) och fyll i varje cell."
            yield Problem(origin.cell(area.min_row, area.min_col - 1), what, fix)


def _row(cells: Sequence[Any], values: "Worksheet", origin: Origin) -> tuple[tuple[Cell, ...], list[Problem]]:
    read: list[tuple[int, Cell]] = []
    problems = []
    for cell in cells:
        try:
            read.append((cell.column, _cell(values.cell(cell.row, cell.column), formula=cell.data_type == "f")))
        except Refused as refused:
            problems.append(Problem(origin.cell(cell.row, cell.column - 1), refused.what, refused.fix))
    return _placed(read), problems


def _cell(cell: Any, *, formula: bool) -> Cell:
    """The value as the reader sees it; raises Refused where Excel shows something else than it holds."""
    value = cell.value
    if value is None and formula:
        raise Refused("formeln har inget sparat värde.", "Öppna filen i Excel och spara den igen, eller skriv värdet.")
    if cell.data_type == "e":
        raise Refused(f"cellen innehåller felet {value}.", "Rätta formeln, eller skriv värdet.")
    if cell.has_style and cell.font.strike:
        raise Refused("cellen är överstruken.", "Ta bort raden om den inte gäller, annars överstrykningen.")
    return _READERS.get(type(value), _as_text)(value, cell.number_format or "")


def _as_text(value: object, _: str) -> str:
    from openpyxl.utils.escape import unescape

    return "" if value is None else unescape(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


def _raw(value: object) -> str:
    """A number as it was typed, a day or an hour in any form: nobody's table of ours."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _as_text(value, "")
    return format(value, ".15g")


def _truth(value: bool, _: str) -> str:
    return "SANT" if value else "FALSKT"


def _number(value: float, number_format: str) -> Decimal:
    """Fifteen digits, as Excel keeps them: 0,1 + 0,2 is 0,3; raises Refused where the cell shows another number."""
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    shown = number_format.partition(";")[0]
    literals = " ".join("".join(each) for each in _LITERALS.findall(shown))
    words = [word for word in re.findall(r"[^\W\d_]+", literals) if word.lower() not in _KRONOR]
    if words:
        what = f"cellen visar ordet {words[0]} efter talet, som i filen är {as_typed(number)}."
        raise Refused(what, "Skriv hela talet utan ord, och välj formatet Allmänt.")
    if _SCALED.search(_LITERALS.sub("", shown)):
        what = f"cellen visar talet i tusental; i filen är det {as_typed(number)}."
        raise Refused(what, "Skriv hela talet, och välj formatet Allmänt.")
    return number


def _day(value: datetime | date, number_format: str) -> Cell:
    """A day as far as the cell shows it: without a day it is a month, without a month a year."""
    shows = _date_parts(number_format)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        raise Refused(f"cellen har ett klockslag ({value:%H:%M}).", "Skriv bara dagen, till exempel 2025-04-01.")
    if "y" not in shows:
        what = f"cellen visar inget årtal; Excel har själv satt det till {value:%Y}."
        raise Refused(what, "Skriv hela dagen, till exempel 2025-04-01.")
    if "d" not in shows:
        return f"{value:%Y-%m}" if "m" in shows else f"{value:%Y}"
    return value.date() if isinstance(value, datetime) else value


def _date_parts(number_format: str) -> set[str]:
    """Which of d, m and y a number format shows; Swedish Excel may write å for y."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.lower()).replace("å", "y")
    return {"d", "m", "y"} if plain in ("", "general", "@") else set(plain) & set("dmy")


def _time(value: object, _: str) -> Cell:
    raise Refused(f"cellen har ett klockslag ({value}).", "Skriv ett tal eller en dag; timmar skrivs som 1,5.")


_READERS: Mapping[type, Callable[[Any, str], Cell]] = {
    bool: _truth,
    int: _number,
    float: _number,
    datetime: _day,
    date: _day,
    time: _time,
    timedelta: _time,
}
