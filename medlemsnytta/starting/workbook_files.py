"""A municipality's tables as CSV files or as one workbook, made of each other; nothing that was typed is lost.

What a file is replaced by is written before the file goes, and the file itself is kept in a folder beside the tables.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.files.program import COMMAND
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file, report_names
from medlemsnytta.inputs.places import nearest
from medlemsnytta.inputs.same_text import as_file_name, as_read
from medlemsnytta.inputs.tables.frames import load_table, problems_in
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.sheets import Cell, Sheet
from medlemsnytta.inputs.tables.table_files import (
    IGNORED_SHEETS,
    NOTES_PREFIX,
    WORKBOOK,
    TableFolder,
    content_of,
    own_folder,
)
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS, TABLE_WORDS, table_code
from medlemsnytta.inputs.tables.xlsx_files import Beside, Refused, Workbook
from medlemsnytta.starting.csv_writer import Contents, csv_lines, csv_of
from medlemsnytta.starting.workbook_writer import with_tables, workbook

REPLACED_FOLDER = "ersatta"
NOTES_FILE = f"{NOTES_PREFIX}ar.csv"
"""Where what stood beside the tables of a workbook is kept, cell by cell, while the tables are CSV files."""

_NOTES_HEADER = ("blad", "cell", "innehåll", "kommentar")
_OPEN_IN_EXCEL = f"~${WORKBOOK}"


@dataclass(frozen=True)
class Converted:
    """The files written and the files put aside, from the project's root, and how many rows they hold."""

    written: tuple[Path, ...]
    replaced: tuple[Path, ...]
    rows: int


def data_folder_of(root: Path, typed: str) -> str:
    """The folder of the municipality, or of the report, that was typed; it need not be there."""
    if typed in report_names(root) and not (root / "data" / typed).is_dir():
        return read_parameters(parameter_file(root, typed), root=root).data_folder
    return f"data/{as_file_name(Path(typed).name)}"


def make_workbook(root: Path, data_folder: str, asked: Sequence[str] = (), *, everything: bool = False) -> Converted:
    """Gather the tables in a workbook, or add sheets to the one there is.

    `asked` are further tables to open, by code or Swedish word; `everything` opens all tables and columns.
    Raises ProblemsFound.
    """
    folder, place = read_folder(root, data_folder), root / data_folder
    more = [*LAYOUTS] if everything else _tables(asked)
    in_files = [name for name in LAYOUTS if files_of(folder, name)]
    if (place / WORKBOOK).is_file():
        demand_closed(place, data_folder)
        opened = _opened(place).tables()
        names = [name for name in TABLE_WORDS if name in in_files or (name in more and name not in opened)]
        if not names:
            return Converted((), (), _rows(folder))
        tables = [_contents(folder, name, every_column=everything) for name in names]
        content = with_tables((place / WORKBOOK).read_bytes(), tables, network_names(root, data_folder))
    else:
        names = [name for name in TABLE_WORDS if name in {*FIRST_COLUMNS, *in_files, *more}]
        tables = [_contents(folder, name, every_column=everything) for name in names]
        heading = f"Underlag: {Path(data_folder).name}"
        content = workbook(
            tables, heading, how_to_fill_in(), network_names(root, data_folder), _notes(place, data_folder)
        )
    gone = [file for name in in_files for file in files_of(folder, name)]
    gone += [place / NOTES_FILE] if (place / NOTES_FILE).is_file() else []
    return put_in_place(root, place, {WORKBOOK: content}, gone, _rows(folder))


def make_csv(root: Path, data_folder: str) -> Converted:
    """Write each sheet of the workbook as a CSV file that Swedish Excel opens by a double click; raises ProblemsFound."""
    folder, place = read_folder(root, data_folder), root / data_folder
    if not (place / WORKBOOK).is_file():
        fix = f"Tabellerna är CSV-filer redan. En arbetsbok av dem: {COMMAND} workbook {place.name}"
        raise ProblemsFound([Problem(f"{data_folder}/{WORKBOOK}", "arbetsboken finns inte.", fix)])
    demand_closed(place, data_folder)
    book = _opened(place)
    opened = book.tables()
    names = [name for name in TABLE_WORDS if name in opened and not files_of(folder, name)]
    contents = {f"{name}.csv": csv_of(_contents(folder, name, every_column=False)) for name in names}
    beside = [*book.beside(LAYOUTS, IGNORED_SHEETS)]
    if beside:
        lines = [(each.sheet, each.cell, each.text, each.comment) for each in beside]
        contents[NOTES_FILE] = csv_lines([_NOTES_HEADER, *lines])
    return put_in_place(root, place, contents, [place / WORKBOOK], _rows(folder))


def how_to_fill_in() -> list[str]:
    """What stands on the first page of every workbook."""
    first = [TABLE_WORDS[name] for name in FIRST_COLUMNS]
    return [
        f"Börja med bladen {', '.join(first[:-1])} och {first[-1]}. Där räcker de kolumner som står i dem.",
        "En rad i Uttalanden är ett uttalande av en person: om vilket nätverk, vad det gäller, hur mycket, vem som sade "
        "det och om det får visas. Skriv beteckningar som S1 i stället för namn.",
        "När du står i en cell visas vad den är till för, och ett exempel. Exemplen, här och där, är påhittade och läses aldrig.",
        "En tom cell betyder att uppgiften inte är känd. Rapporten skriver då ”uppgift saknas” och listar frågan.",
        "Dagar skrivs 2026-03-15. Är bara månaden eller året känt skrivs 2026-03 eller 2026.",
        "Rubrikerna och bladens namn ska stå kvar. Fler kolumner går att lägga till: bladet Förklaringar visar alla.",
        f"Fler blad öppnas med {COMMAND} workbook KOMMUN --sheet BLAD. Egna blad får finnas, om namnet börjar med "
        f"{NOTES_PREFIX}.",
    ]


def read_folder(root: Path, data_folder: str) -> TableFolder:
    """The folder as it stands, in which everything can be read; raises ProblemsFound."""
    if not (root / data_folder).is_dir():
        known = (
            sorted(each.name for each in (root / "data").glob("*") if each.is_dir()) if (root / "data").is_dir() else []
        )
        meant = nearest(Path(data_folder).name, known)
        fix = f"Menade du '{meant}'?" if meant else f"Börja med: {COMMAND} new KOMMUN --year ÅR"
        raise ProblemsFound([Problem(data_folder, "mappen finns inte.", fix)])
    _finish(root / data_folder)
    folder = own_folder(root, data_folder)
    if problems := problems_in(folder):
        raise ProblemsFound(problems)
    return folder


def _finish(place: Path) -> None:
    """Take away the CSV files that an earlier run had gathered in a workbook when it was killed."""
    if not (place / WORKBOOK).is_file() or not (place / REPLACED_FOLDER).is_dir():
        return
    gathered = _opened(place).tables()
    for kept in sorted((place / REPLACED_FOLDER).glob("*.csv")):
        file = place / kept.name
        is_same = file.is_file() and file.read_bytes() == kept.read_bytes()
        if is_same and table_code(file.stem) in gathered:
            writing.remove(file)


def _tables(asked: Sequence[str]) -> list[str]:
    """The tables that were asked for; raises ProblemsFound."""
    codes = [table_code(each) for each in asked]
    wrong = [typed for typed, code in zip(asked, codes, strict=True) if code not in LAYOUTS]
    if wrong:
        meant = {as_read(word): word for word in (*TABLE_WORDS.values(), *TABLE_WORDS)}
        problems = []
        for typed in wrong:
            near = nearest(as_read(typed), meant)
            fix = f"Menade du '{meant[near]}'?" if near else f"De som finns är: {', '.join(TABLE_WORDS.values())}."
            problems.append(Problem(f"--sheet {typed[:40]}", "inget blad heter så.", fix))
        raise ProblemsFound(problems)
    return codes


def files_of(folder: TableFolder, name: str) -> list[Path]:
    """The table's files of its own, in the municipality's folder."""
    return [file for path, file in folder.files().items() if Path(path).stem == name]


def _contents(folder: TableFolder, name: str, *, every_column: bool) -> Contents:
    sheet = folder.read(LAYOUTS[name]) if folder.has(name) else None
    return Contents(LAYOUTS[name], dict(_rows_of(sheet)) if sheet else {}, every_column)


def _rows_of(sheet: Sheet) -> Iterable[tuple[int, Mapping[str, Cell]]]:
    for number, cells in sheet.rows:
        yield number, {name: cell for name, cell in zip(sheet.header, cells, strict=True) if name}


def _opened(place: Path) -> Workbook:
    """The workbook that stands in the folder; raises ProblemsFound where it cannot be read."""
    path = f"data/{place.name}/{WORKBOOK}"
    try:
        return Workbook(content_of(place / WORKBOOK, path), path)
    except Refused as refused:
        raise ProblemsFound([Problem(path, refused.what, refused.fix)]) from None


def _rows(folder: TableFolder) -> int:
    return sum(len(folder.read(layout).rows) for name, layout in LAYOUTS.items() if folder.has(name))


def network_names(root: Path, data_folder: str) -> dict[str, str]:
    """What the networks may be called by when they are chosen: the short name, or the id where two share it."""
    networks = load_table(root, data_folder, "networks")
    ids, shorts = networks["network_id"].tolist(), networks["short"].tolist()
    read = [as_read(short) for short in shorts]
    return {
        each: short if short and read.count(as_read(short)) == 1 and ";" not in short else each
        for each, short in zip(ids, shorts, strict=True)
    }


def demand_closed(place: Path, data_folder: str) -> None:
    if (place / _OPEN_IN_EXCEL).exists():
        fix = f"Spara och stäng den, och försök igen. Är den inte öppen: ta bort filen {_OPEN_IN_EXCEL}."
        raise ProblemsFound([Problem(f"{data_folder}/{WORKBOOK}", "arbetsboken är öppen i Excel.", fix)])


def _notes(place: Path, data_folder: str) -> list[Beside]:
    """What an earlier workbook held beside its tables; raises ProblemsFound."""
    file = place / NOTES_FILE
    if not file.is_file():
        return []
    lines = [*csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig", "replace"), newline=""), delimiter=";")]
    problems, found = [], []
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        if len(line) != len(_NOTES_HEADER) or not _is_cell(line[1]) or not 0 < len(line[0]) <= 31:
            fix = (
                f"Raden ska ha {', '.join(_NOTES_HEADER)}, till exempel Anteckningar;A1;Ring Anna;. Eller flytta filen."
            )
            problems.append(Problem(f"{data_folder}/{NOTES_FILE}, rad {number}", "raden går inte att läsa.", fix))
            continue
        sheet, cell, text, comment = line
        found.append(Beside(sheet, cell, text, comment, table_code(sheet) not in LAYOUTS))
    if problems:
        raise ProblemsFound(problems)
    return found


def _is_cell(typed: str) -> bool:
    letters = typed.rstrip("0123456789")
    return 0 < len(letters) <= 3 and letters.isascii() and letters.isupper() and len(letters) < len(typed) <= 10


def put_in_place(root: Path, place: Path, contents: Mapping[str, bytes], gone: Sequence[Path], rows: int) -> Converted:
    """Keep a copy of each file that is to go, write what takes their place, and only then take them away."""
    kept, changed = place / REPLACED_FOLDER, [place / name for name in contents if (place / name).is_file()]
    if gone or changed:
        copies = {_free_name(kept, file): file.read_bytes() for file in (*gone, *changed)}
        writing.publish(kept, copies)
    writing.publish(place, contents)
    for file in gone:
        if file.name not in contents:
            try:
                file.unlink()
            except OSError:
                where, what = (
                    file.relative_to(root).as_posix(),
                    "filen går inte att ta bort, och dess rader står på två ställen.",
                )
                raise ProblemsFound(
                    [Problem(where, what, "Stäng den i andra program, och ta bort den för hand.")]
                ) from None
    written = tuple((place / name).relative_to(root) for name in contents)
    return Converted(written, tuple(file.relative_to(root) for file in gone), rows)


def _free_name(kept: Path, file: Path) -> str:
    """The file's own name, or one with a number where another content is kept under that."""
    for number in range(1, 1000):
        name = file.name if number == 1 else f"{file.stem}-{number}{file.suffix}"
        there = kept / name
        if not there.exists() or there.read_bytes() == file.read_bytes():
            return name
    return file.name
