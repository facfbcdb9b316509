"""The data that one report rests on: of the shared tables its own rows, of its municipality's folder every table.

A report that is built sees these files and no others, so a change in another municipality's rows cannot change it, and
a hash of them says what it was made from. An extract of an extract is the same extract.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import regular_files
from medlemsnytta.files.project import REFERENCE_FOLDER, own_or_shipped
from medlemsnytta.inputs.logos import logo_path, raw_logo
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.parameters.previous import previous_reports
from medlemsnytta.inputs.tables.csv_files import read_csv
from medlemsnytta.inputs.tables.layouts import BOTH, LAYOUTS
from medlemsnytta.inputs.tables.table_files import TableFolder

if TYPE_CHECKING:
    import pandas as pd

    from medlemsnytta.inputs.tables.frames import Tables

_BY_MUNICIPALITY = ("municipalities", "population")
_BY_NETWORK = ("networks", "network_years", "fees", "key_figures")

Files = dict[str, bytes]
"""Contents by path from the project's root."""

Split = tuple[bytes, dict[str, dict[int, bytes]]]
"""A table's header, and its rows under their numbers, by what stands in the column that they are chosen by."""


def extract(root: Path, parameters: Parameters) -> Files:
    """The files that the report reads, in the order of their paths: also those of the reports that it looks back to.

    A shared table that cannot be read as rows is taken whole, so that what is wrong with it is told as ever.
    """
    earlier = previous_reports(root, parameters)
    return _with_parameters(root, rows_for(root, [parameters, *(each for _, each in earlier)]), earlier)


def extract_compared(root: Path, named: Sequence[tuple[str, Parameters]]) -> Files:
    """The files that a comparison of these reports reads."""
    return _with_parameters(root, rows_for(root, [each for _, each in named]), named)


def extract_batch(root: Path, named: Sequence[tuple[str, Parameters]], files: Iterable[str]) -> Files:
    """The files that an overview of these reports reads: their rows, and `files` as they are."""
    return dict(sorted((rows_for(root, [each for _, each in named]) | contents(root, files)).items()))


def contents(root: Path, files: Iterable[str]) -> Files:
    return {file: _content(*_stamped(own_or_shipped(root, file))) for file in files}


def own_rows(tables: "Tables", parameters: Parameters) -> "Tables":
    """The rows of `tables` that `extract` would give the report, so that many can share what was read once."""
    networks = (*parameters.networks, BOTH)
    kept = {name: _among(tables.frame(name), "code", [parameters.municipality_code]) for name in _BY_MUNICIPALITY}
    kept |= {name: _among(tables.frame(name), "network_id", networks) for name in _BY_NETWORK}
    return replace(tables, **kept)


def _among(frame: "pd.DataFrame", column: str, wanted: Collection[str]) -> "pd.DataFrame":
    return frame[frame[column].isin(wanted)]


def _with_parameters(root: Path, files: Files, named: Sequence[tuple[str, Parameters]]) -> Files:
    """`files` and the reports' own params files, in the order of their paths."""
    for name, _ in named:
        file = reports.parameter_file(root, name)
        files[file.relative_to(root).as_posix()] = _content(*_stamped(file))
    return dict(sorted(files.items()))


def rows_for(root: Path, evaluations: Sequence[Parameters]) -> Files:
    """The tables that these evaluations rest on."""
    codes = {each.municipality_code: None for each in evaluations}
    networks = {network: None for each in evaluations for network in (*each.networks, BOTH)}
    wanted = {**dict.fromkeys(_BY_MUNICIPALITY, codes), **dict.fromkeys(_BY_NETWORK, networks)}
    files = {}
    for path, file in _files(root, REFERENCE_FOLDER, reference_only=True).items():
        name = file.stem
        split = _split(name, *_stamped(file)) if name in wanted and path.endswith(".csv") else None
        files[path] = _content(*_stamped(file)) if split is None else _rows(split, wanted[name])
    for own in dict.fromkeys(each.data_folder for each in evaluations if each.data_folder):
        own_files = _files(root, own, reference_only=False)
        files |= {path: _shareable(*_stamped(file)) for path, file in own_files.items()}
    logos = filter(None, (logo_path(each.data_folder, each.logo) for each in evaluations))
    return files | {path: raw_logo(root, path) for path in logos}


def digests(files: Files) -> dict[str, str]:
    """The SHA-256 of each file; the empty lines that stand for rows left out of an extract do not count."""
    return {path: _digest(path, content) for path, content in files.items()}


def _digest(path: str, content: bytes) -> str:
    if path.startswith(f"{REFERENCE_FOLDER}/") and path.endswith(".csv"):
        lines = content.replace(b"\r\n", b"\n").split(b"\n")
        if not _has_a_cell_of_several_lines(lines):
            content = b"\n".join(filter(None, lines))
    return hashlib.sha256(content).hexdigest()


def _has_a_cell_of_several_lines(lines: Iterable[bytes]) -> bool:
    return any(line.count(b'"') % 2 for line in lines)


def _files(root: Path, folder: str, *, reference_only: bool) -> dict[str, Path]:
    names = [layout.name for layout in LAYOUTS.values() if layout.reference or not reference_only]
    return TableFolder(root, folder, names).files()


Stamped = tuple[Path, int, int, int, int]


def _stamped(file: Path) -> Stamped:
    """The file with what changes when it is changed, so that it is read once for many reports."""
    try:
        status = file.stat()
    except OSError:
        raise _unreadable(file) from None
    return file, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=256)
def _content(file: Path, *_: int) -> bytes:
    try:
        return regular_files.read(file)
    except regular_files.NoRegularFile as refused:
        raise ProblemsFound([Problem(file.name, refused.what, refused.fix)]) from None
    except OSError:
        raise _unreadable(file) from None


def _unreadable(file: Path) -> ProblemsFound:
    fix = "Stäng den i andra program, se efter att du får läsa den och försök igen."
    return ProblemsFound([Problem(file.name, "filen går inte att öppna.", fix)])


@lru_cache(maxsize=256)
def _shareable(file: Path, *stamp: int) -> bytes:
    """A municipality's file without `internal` statements, which no report may hold and no other machine see.

    In a workbook they cannot be left out without writing it anew; there the notebook leaves them in their table.
    """
    content = _content(file, *stamp)
    if file.name != "excerpts.csv":
        return content
    sheet = read_csv(file, file.name, LAYOUTS["excerpts"].column_names)
    if sheet.problems or "consent" not in sheet.header:
        return content
    consent = sheet.header.index("consent")
    kept = {number: _line(cells) for number, cells in sheet.rows if cells[consent] != "internal"}
    return content if len(kept) == len(sheet.rows) else _rows((_line(sheet.header), {"": kept}), [""])


@lru_cache(maxsize=64)
def _split(name: str, file: Path, *stamp: int) -> Split | None:
    layout = LAYOUTS[name]
    content = _content(file, *stamp)
    sheet = read_csv(file, name, layout.column_names)
    column = "code" if name in _BY_MUNICIPALITY else "network_id"
    if sheet.problems or column not in sheet.header or _has_a_cell_of_several_lines(content.split(b"\n")):
        return None
    position, chosen = sheet.header.index(column), {}
    for number, cells in sheet.rows:
        chosen.setdefault(cells[position], {})[number] = _line(cells)
    return _line(sheet.header), chosen


def _rows(split: Split, values: Collection[str]) -> bytes:
    """The rows with one of the `values`, each on the line where it stood, so that problems name the right row."""
    header, chosen = split
    found = {number: line for value in values for number, line in chosen.get(value, {}).items()}
    lines = [header, *[b"\n"] * (max(found, default=1) - 1)]
    for number, line in found.items():
        lines[number - 1] = line
    return b"".join(lines)


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()
