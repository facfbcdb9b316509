"""Rows put below those that stand in a municipality's tables, in CSV files and workbooks alike; nothing there is changed."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from medlemsnytta.files.regular_files import read
from medlemsnytta.inputs.tables.code_words import column_code
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.csv_files import decoded, delimited
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import WORKBOOK, TableFolder
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS, titles_by_table
from medlemsnytta.inputs.tables.xlsx_files import Workbook
from medlemsnytta.starting.csv_writer import Cells, Contents, csv_of, heading_of, in_words
from medlemsnytta.starting.workbook_files import demand_closed, files_of, network_names, put_in_place
from medlemsnytta.starting.workbook_writer import with_rows

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def add_rows(root: Path, folder: TableFolder, added: Mapping[str, Sequence[Cells]]) -> tuple[Path, ...]:
    """Write the rows, all of them or none; the files that are changed are kept beside first. Raises ProblemsFound."""
    place = root / folder.folder
    contents: dict[str, bytes] = {}
    for file, tables in _by_file(folder, place, added).items():
        if file.endswith(".xlsx"):
            contents[file] = _more_in_workbook(root, folder, place / file, tables)
        else:
            ((name, rows),) = tables.items()
            contents[file] = _more_in_csv(place / file, LAYOUTS[name], rows)
    return put_in_place(root, place, contents, (), 0).written


def _by_file(
    folder: TableFolder, place: Path, added: Mapping[str, Sequence[Cells]]
) -> dict[str, dict[str, Sequence[Cells]]]:
    """The rows by the file that their table stands in, or is to stand in."""
    found: dict[str, dict[str, Sequence[Cells]]] = {}
    for name, rows in added.items():
        own = files_of(folder, name)
        file = own[0].name if own else WORKBOOK if (place / WORKBOOK).is_file() else f"{name}.csv"
        if rows:
            found.setdefault(file, {})[name] = rows
    return found


def _more_in_workbook(root: Path, folder: TableFolder, file: Path, tables: Mapping[str, Sequence[Cells]]) -> bytes:
    demand_closed(file.parent, folder.folder)
    content = read(file)
    book = Workbook(content, file.name)
    filled = book.filled_sheets()
    titles = titles_by_table(filled)
    added = {}
    for name, rows in tables.items():
        only = list(filled[:1]) if file.name != WORKBOOK else [TABLE_WORDS[name]]
        added[titles.get(name, only)[0]] = Contents(LAYOUTS[name], dict(enumerate(rows, start=2)))
    return with_rows(content, added, network_names(root, folder.folder))


def _more_in_csv(file: Path, layout: TableLayout, rows: Sequence[Cells]) -> bytes:
    """The file as it stands, with the rows below; a column that it lacks is put last, and then each line is longer."""
    if not file.is_file():
        return csv_of(Contents(layout, dict(enumerate(rows, start=2))))
    raw = read(file)
    text, _ = decoded(raw, file.name)
    end = "\r\n" if b"\r\n" in raw else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body, delimiter = delimited(text, layout.column_names)
    records = [*csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)]
    header = [column_code(each.strip()) for each in records[0]]
    swedish = [each.strip() for each in records[0]] != header
    needed = {name for row in rows for name, value in row.items() if value}
    lacking = [column for column in layout.columns if column.name in needed and column.name not in header]
    header += [column.name for column in lacking]
    records[0] += [heading_of(column) if swedish else column.name for column in lacking]
    for record in records[1:]:
        record += [""] * (len(header) - len(record)) if record else []
    columns = {column.name: column for column in layout.columns}
    for row in rows:
        cells = (row.get(name, "") for name in header)
        said = (
            str(in_words(cell, columns[name])) if swedish and cell else cell
            for name, cell in zip(header, cells, strict=True)
        )
        records.append(list(said))
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(records)
    is_marked = raw.startswith(b"\xef\xbb\xbf") or not _is_utf8(raw)
    return ((_BOM if is_marked else "") + text.removesuffix(body) + written.getvalue()).encode()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
