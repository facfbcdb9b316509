"""The rows that a page reads: of the shared tables its own, of its municipality's folder all that may be shown.

Which they are is said once, by `rows_of` in a table's layout, for what is worked out and for what a worker is sent
alike. A change in another municipality's rows cannot change the page; an extract of an extract is the same extract.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.project import REFERENCE_FOLDER, own_or_shipped
from medlemsnytta.inputs.logos import logo_path, raw_logo
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.parameters.previous import previous_reports
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.layouts import BOTH, LAYOUTS
from medlemsnytta.inputs.tables.sheets import Sheet
from medlemsnytta.inputs.tables.table_files import PARSED, TableFolder, content_of, own_folder, shared_folder
from medlemsnytta.inputs.tables.waiting_rows import COLUMN, Pile, emptied, piles

if TYPE_CHECKING:
    from medlemsnytta.inputs.tables.frames import Read, Tables
    from medlemsnytta.inputs.tables.row_digests import RowDigests

_NAMING_OTHERS = ("network_members", "peer_decisions")
"""Shared tables that name other municipalities, whose names and populations a page of their networks reads."""

Rule = tuple[str, Collection[str], bool]
"""A column, values, and whether it is the rows with one of these that are read, or the others."""


def read_rows(root: Path, evaluations: Sequence[Parameters], beside: Iterable[str] = ()) -> "ReportRows":
    """What a page of these evaluations reads, and the files `beside` as they are."""
    return ReportRows(Reading(root), tuple(evaluations), tuple(beside))


def read_report(root: Path, parameters: Parameters) -> "ReportRows":
    """What a report reads: also of those that it looks back to."""
    return ReportRows(Reading(root), (parameters,), looks_back=True)


def read_compared(root: Path, named: Sequence[tuple[str, Parameters]]) -> "ReportRows":
    """What a comparison of these reports reads."""
    return read_rows(root, [each for _, each in named], [_parameters_of(name) for name, _ in named])


def _parameters_of(name: str) -> str:
    return f"{reports.PARAMS_FOLDER}/{name}.yaml"


class Reading:
    """A project's tables as they stand: each file is read and each folder checked once, when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root, self.shared = root, shared_folder(root)
        self.own = cache(lambda data_folder: own_folder(root, data_folder))
        self.read, self.wrong = cache(self._read), cache(self._wrong)

    def whole(self, data_folder: str) -> "Tables":
        """Every row of the shared tables and the folder's own; raises ProblemsFound."""
        tables, problems, _ = self.read(data_folder)
        if problems:
            raise ProblemsFound(problems)
        return tables

    def _read(self, data_folder: str) -> "Read":
        from medlemsnytta.inputs.tables.frames import read_tables

        return read_tables(self.shared, self.own(data_folder))

    def _wrong(self, data_folder: str) -> list[Problem]:
        """What is wrong in tables that can be read."""
        from medlemsnytta.inputs.tables.checks import check_tables

        return check_tables(self.whole(data_folder))


@dataclass(frozen=True)
class ReportRows:
    """All that a page reads: tables to work with, files for a worker, and the digests of both, of one reading.

    A page that `looks_back` is of one evaluation, and rests on those that its parameters lead back to.
    """

    reading: Reading = field(repr=False)
    evaluations: tuple[Parameters, ...]
    beside: tuple[str, ...] = ()
    looks_back: bool = False
    _last: "list[tuple[Parameters, Tables]]" = field(default_factory=list, init=False, repr=False, compare=False)

    def report(self, parameters: Parameters) -> "ReportRows":
        """What a report of its own reads, of the same reading."""
        return ReportRows(self.reading, (parameters,), looks_back=True)

    @cached_property
    def earlier(self) -> list[tuple[str, Parameters]]:
        return previous_reports(self.reading.root, self.evaluations[0]) if self.looks_back else []

    def tables(self, parameters: Parameters) -> "Tables":
        """The rows of one of the evaluations, asked for by several in turn; raises ProblemsFound."""
        if not self._last or self._last[0][0] is not parameters:
            self._last[:] = [(parameters, chosen(self.reading.whole(parameters.data_folder), parameters))]
        return self._last[0][1]

    @cached_property
    def waiting(self) -> tuple[Pile, ...]:
        """The rows of the evaluations' folders that nobody has accepted, rejected or answered."""
        reviewed = [layout for layout in LAYOUTS.values() if COLUMN in layout.column_names]
        folders = [self.reading.own(folder) for folder in dict.fromkeys(each.data_folder for each in self.evaluations)]
        return tuple(
            piles((layout.name, own.read(layout)) for own in folders for layout in reviewed if own.has(layout.name))
        )

    @cached_property
    def rows(self) -> "RowDigests":
        """The digest of each row that a report rests on."""
        from medlemsnytta.inputs.tables.row_digests import row_digests

        evaluation = self.evaluations[0]
        return row_digests(_rested_on(self.tables(evaluation), evaluation))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What a worker is sent, by path from the project's root and in that order; raises ProblemsFound.

        A shared table that cannot be read as rows is taken whole, so that what is wrong with it is told as ever.
        """
        root, earlier = self.reading.root, self.earlier
        evaluations = [*self.evaluations, *(each for _, each in earlier)]
        owns = [self.reading.own(folder) for folder in dict.fromkeys(each.data_folder for each in evaluations)]
        networks = {network for each in evaluations for network in each.networks}
        codes = {each.municipality_code for each in evaluations} | _codes_named(self.reading.shared, networks)
        codes |= {code for own in owns for code in _codes_named(own, None)}
        files = _sent(self.reading.shared, codes, networks, shared=True)
        for own in owns:
            files |= _sent(own, codes, networks, shared=False)
        logos = filter(None, (logo_path(each.data_folder, each.logo) for each in evaluations))
        files |= {path: raw_logo(root, path) for path in logos}
        # Of many evaluations the days of those before them are read, and nothing else of them.
        named = earlier or [before for each in self.evaluations for before in previous_reports(root, each)]
        beside = (*self.beside, *(_parameters_of(name) for name, _ in named))
        return dict(sorted((files | {file: content_of(own_or_shipped(root, file), file) for file in beside}).items()))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file; the empty lines that stand for rows left out of an extract do not count."""
        return {path: _digest(path, content) for path, content in self.files.items()}


def chosen(tables: "Tables", parameters: Parameters) -> "Tables":
    """The rows of `tables` that the report reads, a municipality's own additions to the shared ones among them."""
    kept = {}
    others = (tables.frame(name) for name in _NAMING_OTHERS)
    named = {code for frame in others for code in frame[frame["network_id"].isin(parameters.networks)]["code"]}
    for name, layout in LAYOUTS.items():
        if rule := _rule(layout, {parameters.municipality_code, *named}, parameters.networks):
            column, values, wanted = rule
            frame = tables.frame(name)
            kept[name] = frame[frame[column].isin(values) == wanted]
            if name == "excerpts" and len(kept[name]) < len(frame):
                ids = kept[name]["excerpt_id"].tolist()
                repeats = zip(ids, kept[name]["same_as"].tolist(), strict=True)
                kept[name] = kept[name].assign(same_as=_repeated_anew(repeats, {*frame["excerpt_id"]} - {*ids}))
    if parameters.coder and not kept["excerpts"].empty:
        coders = kept["excerpts"]["coder"]
        kept["excerpts"] = kept["excerpts"].assign(coder=coders.where(coders != "", parameters.coder))
    return replace(tables, **kept)


def _rested_on(tables: "Tables", parameters: Parameters) -> "Tables":
    """Without the inhabitants of others in other years than the last whose number of its own the report knows."""
    counts, day = tables.population, parameters.report_date
    own = counts["code"] == parameters.municipality_code
    known = counts[own & (counts["kind"] == "outcome")]["year"].tolist()
    newest = max((year for year in known if date(int(year), 12, 31) <= day), default=None)
    return replace(tables, population=counts[own | (counts["year"] == newest)])


def _codes_named(folder: TableFolder, networks: Collection[str] | None) -> set[str]:
    """The municipalities that a folder's tables name, of these networks or, in a municipality's own tables, of all."""
    found = set()
    for name in _NAMING_OTHERS:
        sheet = folder.read(LAYOUTS[name])
        if {"code", "network_id"} <= set(sheet.header):
            code, network = sheet.header.index("code"), sheet.header.index("network_id")
            found |= {
                str(cells[code])
                for _, cells in sheet.rows
                if networks is None or as_read(str(cells[network])) in networks
            }
    return found


def _rule(layout: TableLayout, codes: Collection[str], networks: Collection[str]) -> Rule | None:
    match layout.rows_of:
        case "municipality":
            return "code", codes, True
        case "network":
            return "network_id", {BOTH, *networks}, True
        case "shareable":
            return "consent", {"internal"}, False
    return None


def _sent(folder: TableFolder, codes: Collection[str], networks: Collection[str], *, shared: bool) -> dict[str, bytes]:
    """The folder's files without the rows that are not read; a municipality's additions to the shared tables are whole.

    So is the table of networks: a municipality's rows may be about others than those of the report. Of a workbook nothing
    but the tables goes along. Raises ProblemsFound where a file has a name that no table has.
    """
    if strays := list(folder.unexpected_files()):
        raise ProblemsFound(strays)

    def rule(layout: TableLayout | None) -> Rule | None:
        cut = layout and layout.reference == shared and layout.name != "networks"
        return _rule(layout, codes, networks) if layout and cut else None

    files = folder.contents()
    for path, file in folder.files().items():
        layout = LAYOUTS.get(file.stem)
        if path.endswith(".xlsx"):
            # Imported where there is one, as the reader is.
            from medlemsnytta.inputs.tables.xlsx_writing import tables_alone

            layouts = [layout] if layout else folder.in_workbook()
            read = [(each, folder.sheet(each, path, file) if layout else folder.read(each)) for each in layouts]
            if problems := [problem for _, sheet in read for problem in sheet.problems]:
                raise ProblemsFound(problems)
            # An empty sheet may stand beside a file of the same table.
            here = [(each, sheet) for each, sheet in read if sheet.origin.path == path]
            files[path] = tables_alone(_of_rule(sheet, each, rule(each)) for each, sheet in here)
        elif layout and ((by := rule(layout)) or COLUMN in layout.column_names):
            files[path] = _without_the_others(files[path], folder.sheet(layout, path, file), layout, by)
    return files


def _of_rule(sheet: Sheet, layout: TableLayout, rule: Rule | None) -> Sheet:
    """The rows that are read; a shared table without the column is left whole, and told of where it is read."""
    if rule is None or (layout.reference and rule[0] not in sheet.header):
        return emptied(sheet)
    column, values, wanted = rule
    if column not in sheet.header:
        missing = Problem(sheet.origin.place(1), f"kolumnen {column} saknas.", "Lägg till den i rubrikraden.")
        raise ProblemsFound([missing])
    place = sheet.header.index(column)
    rows = tuple((number, cells) for number, cells in sheet.rows if (as_read(str(cells[place])) in values) == wanted)
    kept = emptied(replace(sheet, rows=rows))
    if layout.name == "excerpts" and len(rows) < len(sheet.rows) and {"excerpt_id", "same_as"} <= set(sheet.header):
        return _repeating_none_that_is_gone(sheet, kept)
    return kept


def _repeating_none_that_is_gone(sheet: Sheet, kept: Sheet) -> Sheet:
    name, repeats = (sheet.header.index(each) for each in ("excerpt_id", "same_as"))
    left = {number for number, _ in kept.rows}
    gone = {as_read(str(cells[name])) for number, cells in sheet.rows if number not in left}
    pairs = [(as_read(str(cells[name])), as_read(str(cells[repeats]))) for _, cells in kept.rows]
    anew = zip(kept.rows, pairs, _repeated_anew(pairs, gone), strict=True)
    rows = (
        (number, cells if said == was else (*cells[:repeats], said, *cells[repeats + 1 :]))
        for (number, cells), (_, was), said in anew
    )
    return replace(kept, rows=tuple(rows))


def _repeated_anew(pairs: Iterable[tuple[str, str]], gone: Collection[str]) -> list[str]:
    """What each statement repeats where some are left out: the first that repeated one of these stands in its place.

    So nothing is counted twice, and no page names a statement that must not leave its table.
    """
    instead: dict[str, str] = {}
    found = []
    for statement, repeated in pairs:
        first = instead.setdefault(repeated, statement) if repeated in gone else repeated
        found.append("" if first == statement else first)
    return found


def _without_the_others(content: bytes, sheet: Sheet, layout: TableLayout, rule: Rule | None) -> bytes:
    """A CSV file's rows that are read; written anew they need not be parsed again, where the file was UTF-8 as they are."""
    if layout.reference and (sheet.problems or rule is None or rule[0] not in sheet.header):
        return content
    if sheet.problems:
        raise ProblemsFound(sheet.problems)
    kept = _of_rule(sheet, layout, rule)
    if layout.reference and _has_a_cell_of_several_lines(content.split(b"\n")):
        return content
    if not layout.reference and kept.rows == sheet.rows:
        return content
    is_utf8, content = "\N{REPLACEMENT CHARACTER}" not in content.decode("utf-8", "replace"), written(kept)
    if is_utf8:
        PARSED.recall(layout.name, sheet.origin.path, content, lambda: kept)
    return content


def written(sheet: Sheet) -> bytes:
    """A sheet that can be read, each row on the line where it stands, so that problems name the right row."""
    text, below = io.StringIO(), 1
    for number, cells in ((1, sheet.header), *sheet.rows):
        text.write("\n" * (number - below))
        csv.writer(text, lineterminator="\n").writerow(cells)
        below = number + 1
    return text.getvalue().encode()


def _digest(path: str, content: bytes) -> str:
    if path.startswith(f"{REFERENCE_FOLDER}/") and path.endswith(".csv"):
        lines = content.split(b"\n")
        if not _has_a_cell_of_several_lines(lines):
            content = b"\n".join(filter(None, lines))
    return hashlib.sha256(content).hexdigest()


def _has_a_cell_of_several_lines(lines: Iterable[bytes]) -> bool:
    return any(line.count(b'"') % 2 for line in lines)
