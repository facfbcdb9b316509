"""Which file holds which table: one file each (CSV or xlsx), or a workbook with a sheet a table; strays are told."""

from collections.abc import Collection, Iterator
from pathlib import Path

from medlemsnytta.errors import Problem
from medlemsnytta.files import program
from medlemsnytta.files.paths import leads_outside, names_in
from medlemsnytta.files.project import REFERENCE_FOLDER
from medlemsnytta.inputs.places import Origin, nearest
from medlemsnytta.inputs.tables.columns import TableLayout
from medlemsnytta.inputs.tables.csv_files import read_csv
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.sheets import Sheet

WORKBOOK = "underlag.xlsx"
IGNORED_SHEETS = ("Läs mig", "Listor")
NOTES_PREFIX = "Anteckning"
"""Sheets called so hold what people want to keep beside the tables."""

PROGRAMS_TABLES = f"{REFERENCE_FOLDER}/.medlemsnytta-programmets"
"""The file that names, where a report is made of copies of its tables, those that are copied from the program."""

_READ = (".csv", ".xlsx")
_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".txt", ".tsv")


def read_table(file: Path, path: str, name: str, columns: Collection[str]) -> Sheet:
    """The table `name` from a file of its own, by its ending; `path` is what problems call it."""
    if file.suffix == ".xlsx":
        # A quarter of a second that those who have only CSV need not wait for.
        from medlemsnytta.inputs.tables.xlsx_files import read_workbook

        return read_workbook(file, path, name, tuple(columns))
    return read_csv(file, path, columns)


def programs_tables(root: Path) -> tuple[str, ...]:
    """The shared tables that the project reads from the program."""
    names = [layout.name for layout in LAYOUTS.values() if layout.reference]
    shared = TableFolder(root, REFERENCE_FOLDER, names)
    return tuple(name for name in names if shared.are_the_programs(name))


class TableFolder:
    """A folder of tables; what is read of a workbook is read once.

    A shared table that the project has none of its own of is the program's.
    """

    def __init__(self, root: Path, folder: str, names: Collection[str]) -> None:
        self._root, self._folder, self._names = root, folder, names
        self._there = names_in(root, folder)
        self._workbook, self._refused, self._sheets = None, None, ()
        if self._has_workbook():
            self._open()

    def _open(self) -> None:
        from medlemsnytta.inputs.tables.xlsx_files import Refused, Workbook

        path = f"{self._folder}/{WORKBOOK}"
        try:
            self._workbook = Workbook(self._root / path, path)
            self._sheets = self._workbook.filled_sheets()
        except Refused as refused:
            self._refused = Problem(path, refused.what, refused.fix)

    def files(self) -> dict[str, Path]:
        """The files that tables are read from, by their paths in the project, in the order of the tables."""
        found = {path: file for name in self._names for path, file in self._files_of(name).items()}
        workbook = f"{self._folder}/{WORKBOOK}"
        return found | ({workbook: self._root / workbook} if self._has_workbook() else {})

    def are_the_programs(self, name: str) -> bool:
        """True of a shared table that the project has none of its own of: nobody may be told to add a row to it."""
        if self._folder == REFERENCE_FOLDER and Path(PROGRAMS_TABLES).name in self._there:
            return name in (self._root / PROGRAMS_TABLES).read_text("utf-8").split()
        return self._is_left_to_the_program(name)

    def whole_of(self, name: str) -> str:
        """Where in this folder the table stands, or is to be made."""
        files = self._files_of(name)
        if files:
            return next(iter(files))
        if self._has_workbook():
            return Origin(f"{self._folder}/{WORKBOOK}", name).whole
        return f"{self._folder}/{name}.csv"

    def has(self, name: str) -> bool:
        """True where the table stands in the folder, in a file of its own or in the workbook."""
        return name in self._sheets or bool(self._files_of(name))

    def read(self, layout: TableLayout) -> Sheet:
        """The table's sheet; one that is missing, and may be, has neither header nor problems."""
        files = self._files_of(layout.name)
        origins = [Origin(path) for path in files]
        if layout.name in self._sheets:
            origins.append(Origin(f"{self._folder}/{WORKBOOK}", layout.name))
        if len(origins) > 1:
            what = f"tabellen {layout.name} finns också i {origins[1].whole}."
            fix = "Behåll den ena, och flytta den andra till en annan mapp."
            return Sheet(origins[0], problems=(Problem(origins[0].whole, what, fix),))
        if files:
            (path,) = files
            return read_table(files[path], path, layout.name, layout.column_names)
        if origins:
            return self._workbook.sheet(layout.name, layout.column_names)
        return self._missing(layout)

    def unexpected_files(self) -> Iterator[Problem]:
        """Files and sheets that no table is called after: a misspelt one would be left out without a word."""
        if self._refused:
            yield self._refused
        folder = self._root / self._folder
        if leads_outside(folder, self._root):
            yield Problem(self._folder, "mappen är en länk ut ur projektet.", "Lägg tabellerna i en mapp i projektet.")
            return
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if leads_outside(file, self._root):
                fix = "Lägg filen själv i mappen."
                yield Problem(f"{self._folder}/{file.name}", "filen är en länk ut ur projektet.", fix)
            if file.is_file() and not file.name.startswith((".", "~")):
                yield from self._stray(file)
        for sheet in self._sheets:
            if sheet not in self._names and sheet not in IGNORED_SHEETS and not sheet.startswith(NOTES_PREFIX):
                meant = nearest(sheet, self._names)
                fix = (
                    f"Menade du '{meant}'?" if meant else f"Låt namnet börja med {NOTES_PREFIX}, eller ta bort bladet."
                )
                yield Problem(f"{self._folder}/{WORKBOOK}, bladet {sheet}", "ingen tabell heter så.", fix)

    def _has_workbook(self) -> bool:
        return WORKBOOK in self._there

    def _files_of(self, name: str) -> dict[str, Path]:
        """The table's files by their paths in the project, where they would stand if they were its own."""
        top, there = self._root, self._there
        if self._is_left_to_the_program(name):
            top, there = program.FILES, names_in(program.FILES, self._folder)
        paths = [f"{self._folder}/{name}{ending}" for ending in _READ if f"{name}{ending}" in there]
        return {path: top / path for path in paths if (top / path).exists()}

    def _is_left_to_the_program(self, name: str) -> bool:
        """Who has a table of networks of their own has all that is told of those: the program tells of others."""
        if self._folder != REFERENCE_FOLDER or self._stands(name):
            return False
        return "network_id" not in LAYOUTS[name].column_names or not self._stands("networks")

    def _stands(self, name: str) -> bool:
        return name in self._sheets or any(f"{name}{ending}" in self._there for ending in _READ)

    def _missing(self, layout: TableLayout) -> Sheet:
        origin, problems = Origin(f"{self._folder}/{layout.name}.csv"), ()
        if layout.required and self._refused is None:
            header = ",".join(layout.column_names)
            if self._workbook is None:
                problems = (Problem(origin.path, "filen saknas.", f"Skapa den med rubrikraden: {header}"),)
            else:
                fix = f"Skapa det, med rubrikerna i rad 1: {header}"
                problems = (Problem(f"{self._folder}/{WORKBOOK}", f"bladet {layout.name} saknas.", fix),)
        return Sheet(origin, problems=problems)

    def _stray(self, file: Path) -> Iterator[Problem]:
        path, ending = f"{self._folder}/{file.name}", file.suffix.lower()
        if ending in _OTHER_SPREADSHEETS:
            if file.stem in (*self._names, Path(WORKBOOK).stem) or ending not in (".txt", ".tsv"):
                what = f"filer som slutar på {ending} läses inte."
                yield Problem(path, what, "Spara den som Excel-arbetsbok (.xlsx) eller CSV UTF-8.")
        elif ending in _READ and file.name != WORKBOOK and f"{file.stem}{file.suffix}" not in self._right_names():
            meant = nearest(file.name, self._right_names())
            fix = f"Menade du '{meant}'?" if meant else "Flytta den till en annan mapp."
            yield Problem(path, "ingen tabell heter så.", fix)

    def _right_names(self) -> set[str]:
        return {WORKBOOK, *(f"{name}{ending}" for name in self._names for ending in _READ)}
