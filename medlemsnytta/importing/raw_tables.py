"""A table of raw answers or coded passages as somebody else's program wrote it: headings, and rows of texts."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medlemsnytta.importing.word_files import tidy
from medlemsnytta.inputs.tables.csv_files import decoded
from medlemsnytta.inputs.tables.sheets import MAX_COLUMNS, MAX_ROWS, TOO_LARGE
from medlemsnytta.inputs.tables.xlsx_files import Refused, Workbook

_RIGHT_FILE = "Kontrollera att det är rätt fil."
_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class RawTable:
    """`rows` have the number that the spreadsheet shows, and a text under each heading; headings are told apart."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, heading: str) -> list[tuple[int, str]]:
        """The texts of one column that are not empty, by their rows."""
        place = self.headings.index(heading)
        return [(number, cells[place]) for number, cells in self.rows if cells[place]]


def raw_table(content: bytes, *, workbook: bool) -> RawTable:
    """The table in a workbook's only filled sheet, or in a text with any delimiter; raises Refused."""
    filled = _of_workbook(content) if workbook else _of_text(content)
    if not filled:
        raise Refused("filen är tom.", _RIGHT_FILE)
    headings = _told_apart(filled[0][1])
    if not any(headings):
        raise Refused("rubrikraden är tom.", "Rubrikerna ska stå på rad 1.")
    for number, record in filled[1:]:
        if any(record[len(headings) :]):
            raise Refused(f"rad {number} har fler celler än det finns rubriker.", "Exportera tabellen en gång till.")
    wide = len(headings)
    rows = tuple((number, tuple([*record, *[""] * wide][:wide])) for number, record in filled[1:])
    return RawTable(headings, rows)


def _told_apart(record: Sequence[str]) -> tuple[str, ...]:
    """Headings on one line; the same heading again has a number, and one that is empty is called by its place."""
    found: list[str] = []
    for place, heading in enumerate(record, start=1):
        words = " ".join(heading.split()) or f"kolumn {place}"
        again = sum(each == words or each.startswith(f"{words} (") for each in found)
        found.append(f"{words} ({again + 1})" if words in found else words)
    return tuple(found)


def _of_workbook(content: bytes) -> list[tuple[int, list[str]]]:
    book = Workbook(content, "")
    filled = book.filled_sheets()
    if len(filled) > 1:
        fix = "Låt bara bladet med svaren vara kvar, och spara filen."
        raise Refused(f"flera blad har innehåll: {', '.join(filled)[:100]}.", fix)
    if not filled:
        raise Refused("filen är tom.", _RIGHT_FILE)
    return _filled(book.raw_rows(filled[0]))


def _of_text(content: bytes) -> list[tuple[int, list[str]]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise Refused("bokstäverna går inte att läsa.", "Exportera tabellen som CSV i UTF-8.") from None
    text, problem = decoded(content, "")
    if problem:
        raise Refused(problem.what, problem.fix)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said, _, rest = text.partition("\n")
    if said.strip('"').startswith("sep=") and len(said.strip('"')) == len("sep=;"):
        return _records(rest, said.strip('"')[-1])
    return _records(text, max(_DELIMITERS, key=lambda mark: _fits(text, mark)))


def _fits(text: str, mark: str) -> tuple[bool, int]:
    """Whether the mark divides all records alike, in more than one; and how many headings it gives."""
    try:
        records = [cells for _, cells in _records(text, mark)]
    except Refused:
        return False, text.partition("\n")[0].count(mark)
    wide = len(records[0]) if records else 0
    return wide > 1 and {*map(len, records)} == {wide}, wide


def _filled(records: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, list[str]]]:
    """The rows with something in them; raises Refused as soon as there is more than a table has."""
    found: list[tuple[int, list[str]]] = []
    for number, record in records:
        if len(record) > MAX_COLUMNS or len(found) > MAX_ROWS:
            raise Refused(f"tabellen har {TOO_LARGE}.", _RIGHT_FILE)
        cells = [tidy(cell) if cell else "" for cell in record]
        if any(cells):
            found.append((number, cells))
    return found


def _records(text: str, mark: str) -> list[tuple[int, list[str]]]:
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        return _filled(enumerate(read, start=1))
    except csv.Error as error:
        if "field limit" in str(error):
            what = f"en cell har fler än {csv.field_size_limit()} tecken, kanske för att ett citattecken saknas."
            raise Refused(what, _RIGHT_FILE) from None
        fix = "Exportera tabellen en gång till, som Excel (.xlsx) eller CSV i UTF-8."
        raise Refused("ett citattecken står fel eller saknas.", fix) from None
