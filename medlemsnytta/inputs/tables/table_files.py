"""Which file holds which table: one file each (CSV or xlsx), or a workbook with a sheet a table; strays are told."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program, regular_files
from medlemsnytta.files.paths import leads_outside, left_by_a_program, names_in
from medlemsnytta.files.project import REFERENCE_FOLDER
from medlemsnytta.inputs.places import Origin, nearest
from medlemsnytta.inputs.tables.code_words import level_words, typed_as_code
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.csv_files import MAX_BYTES, parse_csv
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.sheets import Cell, Sheet
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS, titles_by_table

WORKBOOK = "underlag.xlsx"
IGNORED_SHEETS = ("Läs mig", "Förklaringar", "Listor")
NOTES_PREFIX = "Anteckning"
"""Sheets and CSV files called so hold what people want to keep beside the tables."""

PROGRAMS_TABLES = f"{REFERENCE_FOLDER}/.medlemsnytta-programmets"
"""The file that names, where a report is made of copies of its tables, those that are copied from the program."""

_READ = (".csv", ".xlsx")
_TEXTS = (".csv", ".yaml")
_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".txt", ".tsv")


def read_table(file: Path, path: str, name: str, columns: Collection[str]) -> Sheet:
    """The table `name` from a file of its own, by its ending; `path` is what problems call it."""
    try:
        return _parsed(content_of(file, path), path, name, columns)
    except ProblemsFound as unread:
        return Sheet(Origin(path), problems=unread.problems)


def content_of(file: Path, path: str) -> bytes:
    """What stands in the file, cut a little past the most that a table may be; raises ProblemsFound.

    A text's lines end alike, whichever system saved it: the page is the same, and so are the sums of what it is made of.
    """
    try:
        content = regular_files.read(file, MAX_BYTES + 1)
        is_text = file.suffix in _TEXTS and len(content) <= MAX_BYTES
        return content.replace(b"\r\n", b"\n") if is_text else content
    except regular_files.NoRegularFile as refused:
        raise ProblemsFound([Problem(path, refused.what, refused.fix)]) from None
    except OSError:
        closed = "Excel" if file.suffix == ".xlsx" else "andra program"
        fix = f"Stäng den i {closed}, se efter att du får läsa den och försök igen."
        raise ProblemsFound([Problem(path, "filen går inte att öppna.", fix)]) from None


def _parsed(content: bytes, path: str, name: str, columns: Collection[str]) -> Sheet:
    if path.endswith(".xlsx"):
        # A quarter of a second that those who have only CSV need not wait for.
        from medlemsnytta.inputs.tables.xlsx_files import parse_workbook

        return parse_workbook(content, path, name, tuple(columns))
    return parse_csv(content, path, columns)


def in_codes(sheet: Sheet, layout: TableLayout) -> Sheet:
    """The sheet with codes where Swedish words were typed for them."""
    coded = {
        sheet.header.index(column.name): (column.name, tuple(map(str, column.allowed)))
        for column in layout.columns
        if column.name in sheet.header and (column.allowed or level_words(column.name))
    }
    rows = [(number, _row_in_codes(cells, coded)) for number, cells in sheet.rows]
    return replace(sheet, rows=tuple(rows)) if coded else sheet


def _row_in_codes(cells: tuple[Cell, ...], coded: Mapping[int, tuple[str, tuple[str, ...]]]) -> tuple[Cell, ...]:
    return tuple(
        typed_as_code(cell, *coded[place]) if place in coded and isinstance(cell, str) and cell else cell
        for place, cell in enumerate(cells)
    )


class Parsed:
    """What file contents gave when they were parsed: the same content in the same place is not parsed again.

    The least recently used go first, so that there are never more than `most`, nor more than `of_one` of the same place.
    """

    def __init__(self, most: int, of_one: int) -> None:
        self._most, self._of_one, self._known = most, of_one, dict[tuple[str, str, bytes], Any]()

    def recall(self, name: str, path: str, content: bytes, parse: Callable[[], Any]) -> Any:
        key = (name, path, content)
        if key in self._known:
            found = self._known.pop(key)
        else:
            found = parse()
            alike = [each for each in self._known if each[:2] == key[:2]]
            if len(alike) >= self._of_one:
                del self._known[alike[0]]
            elif len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
        self._known[key] = found
        return found


PARSED = Parsed(most=96, of_one=4)
"""Of this process: a report's files, as they stand and as they are sent, for some reports that share most of them."""


def shared_folder(root: Path) -> "TableFolder":
    return TableFolder(root, REFERENCE_FOLDER, [layout.name for layout in LAYOUTS.values() if layout.reference])


def own_folder(root: Path, data_folder: str) -> "TableFolder":
    """The municipality's own, which may hold additions to the shared tables."""
    return TableFolder(root, data_folder, list(LAYOUTS))


class TableFolder:
    """A folder of tables as it stands; each file is read once.

    A shared table that the project has none of its own of is the program's.
    """

    def __init__(self, root: Path, folder: str, names: Collection[str]) -> None:
        self._root, self.folder, self._names = root, folder, names
        self._there, self._contents = names_in(root, folder), dict[str, bytes]()
        self._workbook, self._refused, self._titles = None, None, dict[str, list[str]]()
        if self._has_workbook():
            self._open()

    def _open(self) -> None:
        from medlemsnytta.inputs.tables.xlsx_files import Refused, Workbook

        path = f"{self.folder}/{WORKBOOK}"
        try:
            content = self._content(path, self._root / path)
            self._workbook = PARSED.recall(WORKBOOK, path, content, lambda: Workbook(content, path))
            self._titles = titles_by_table(self._workbook.filled_sheets())
        except Refused as refused:
            self._refused = Problem(path, refused.what, refused.fix)
        except ProblemsFound as unread:
            (self._refused,) = unread.problems

    def files(self) -> dict[str, Path]:
        """The files that tables are read from, by their paths in the project, in the order of the tables."""
        found = {path: file for name in self._names for path, file in self._files_of(name).items()}
        workbook = f"{self.folder}/{WORKBOOK}"
        return found | ({workbook: self._root / workbook} if self._has_workbook() else {})

    def contents(self) -> dict[str, bytes]:
        """What stands in the files, by their paths; raises ProblemsFound."""
        return {path: self._content(path, file) for path, file in self.files().items()}

    def programs_tables(self) -> tuple[str, ...]:
        """The shared tables that the project has none of its own of: nobody may be told to add a row to them."""
        return tuple(name for name in self._names if self._are_the_programs(name))

    def _are_the_programs(self, name: str) -> bool:
        if self.folder == REFERENCE_FOLDER and Path(PROGRAMS_TABLES).name in self._there:
            return name in (self._root / PROGRAMS_TABLES).read_text("utf-8").split()
        return self._is_left_to_the_program(name)

    def whole_of(self, name: str) -> str:
        """Where in this folder the table stands, or is to be made."""
        files = self._files_of(name)
        if files:
            return next(iter(files))
        if self._has_workbook():
            return Origin(f"{self.folder}/{WORKBOOK}", self._title(name)).whole
        return f"{self.folder}/{name}.csv"

    def has(self, name: str) -> bool:
        """True where the table stands in the folder, in a file of its own or in the workbook."""
        return name in self._titles or bool(self._files_of(name))

    def _title(self, name: str) -> str:
        """What the workbook calls the table's sheet, or would call it."""
        return self._titles.get(name, [TABLE_WORDS.get(name, name)])[0]

    def read(self, layout: TableLayout) -> Sheet:
        """The table's sheet; one that is missing, and may be, has neither header nor problems."""
        files = self._files_of(layout.name)
        origins = [Origin(path) for path in files]
        titles = [title for title in self._titles.get(layout.name, ()) if not files or self._workbook.has_rows(title)]
        origins += [Origin(f"{self.folder}/{WORKBOOK}", title) for title in titles]
        if len(origins) > 1:
            what = f"tabellen {layout.name} finns också i {origins[1].whole}."
            fix = "Behåll den ena, och flytta den andra till en annan mapp."
            return Sheet(origins[0], problems=(Problem(origins[0].whole, what, fix),))
        if files:
            return self.sheet(layout, *files.popitem())
        if origins:
            path, asked = origins[0].path, (origins[0].sheet, layout.column_names)
            sheet = partial(self._workbook.sheet, *asked)
            return PARSED.recall(layout.name, path, self._contents[path], lambda: in_codes(sheet(), layout))
        return self._missing(layout)

    def sheet(self, layout: TableLayout, path: str, file: Path) -> Sheet:
        """The table as it stands in one of the files."""
        name, columns = layout.name, layout.column_names
        try:
            content = self._content(path, file)
        except ProblemsFound as unread:
            return Sheet(Origin(path), problems=unread.problems)
        return PARSED.recall(name, path, content, lambda: in_codes(_parsed(content, path, name, columns), layout))

    def in_workbook(self) -> list[TableLayout]:
        """The tables that stand in the workbook; raises ProblemsFound where it cannot be opened."""
        if self._refused:
            raise ProblemsFound([self._refused])
        return [LAYOUTS[name] for name in self._names if name in self._titles]

    def unexpected_files(self) -> Iterator[Problem]:
        """Files and sheets that no table is called after: a misspelt one would be left out without a word."""
        if self._refused:
            yield self._refused
        folder = self._root / self.folder
        if leads_outside(folder, self._root):
            yield Problem(self.folder, "mappen är en länk ut ur projektet.", "Lägg tabellerna i en mapp i projektet.")
            return
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        for file in [each for each in there if not left_by_a_program(each.name)]:
            if leads_outside(file, self._root):
                fix = "Lägg filen själv i mappen."
                yield Problem(f"{self.folder}/{file.name}", "filen är en länk ut ur projektet.", fix)
            if file.is_file():
                yield from self._stray(file)
        right_names = [*self._names, *(TABLE_WORDS[name] for name in self._names)]
        for sheet in [title for name, titles in self._titles.items() if name not in self._names for title in titles]:
            if sheet not in IGNORED_SHEETS and not sheet.startswith(NOTES_PREFIX):
                meant = nearest(sheet, right_names)
                fix = (
                    f"Menade du '{meant}'?" if meant else f"Låt namnet börja med {NOTES_PREFIX}, eller ta bort bladet."
                )
                yield Problem(f"{self.folder}/{WORKBOOK}, bladet {sheet}", "ingen tabell heter så.", fix)

    def _content(self, path: str, file: Path) -> bytes:
        if path not in self._contents:
            self._contents[path] = content_of(file, path)
        return self._contents[path]

    def _has_workbook(self) -> bool:
        return WORKBOOK in self._there

    def _files_of(self, name: str) -> dict[str, Path]:
        """The table's files by their paths in the project, where they would stand if they were its own."""
        top, there = self._root, self._there
        if self._is_left_to_the_program(name):
            top, there = program.FILES, names_in(program.FILES, self.folder)
        paths = [f"{self.folder}/{name}{ending}" for ending in _READ if f"{name}{ending}" in there]
        return {path: top / path for path in paths if (top / path).exists()}

    def _is_left_to_the_program(self, name: str) -> bool:
        """Who has a table of networks of their own has all that is told of those: the program tells of others."""
        if self.folder != REFERENCE_FOLDER or self._stands(name):
            return False
        return "network_id" not in LAYOUTS[name].column_names or not self._stands("networks")

    def _stands(self, name: str) -> bool:
        return name in self._titles or any(f"{name}{ending}" in self._there for ending in _READ)

    def _missing(self, layout: TableLayout) -> Sheet:
        origin, problems = Origin(f"{self.folder}/{layout.name}.csv"), ()
        if layout.required and self._refused is None:
            header = ",".join(layout.column_names)
            if self._workbook is None:
                problems = (Problem(origin.path, "filen saknas.", f"Skapa den med rubrikraden: {header}"),)
            else:
                fix = f"Skapa det, med rubrikerna i rad 1: {header}"
                what = f"bladet {self._title(layout.name)} saknas."
                problems = (Problem(f"{self.folder}/{WORKBOOK}", what, fix),)
        return Sheet(origin, problems=problems)

    def _stray(self, file: Path) -> Iterator[Problem]:
        path, ending = f"{self.folder}/{file.name}", file.suffix.lower()
        if ending in _OTHER_SPREADSHEETS:
            if file.stem in (*self._names, Path(WORKBOOK).stem) or ending not in (".txt", ".tsv"):
                what = f"filer som slutar på {ending} läses inte."
                yield Problem(path, what, "Spara den som Excel-arbetsbok (.xlsx) eller CSV UTF-8.")
        elif ending == ".csv" and file.name.startswith(NOTES_PREFIX):
            return
        elif ending in _READ and file.name != WORKBOOK and f"{file.stem}{file.suffix}" not in self._right_names():
            meant = nearest(file.name, self._right_names())
            fix = f"Menade du '{meant}'?" if meant else "Flytta den till en annan mapp."
            yield Problem(path, "ingen tabell heter så.", fix)

    def _right_names(self) -> set[str]:
        return {WORKBOOK, *(f"{name}{ending}" for name in self._names for ending in _READ)}
