"""The kinds of cases that must work, each a working folder as a person would fill it in.

`NN-kind/params` and `NN-kind/data` are copied as they stand. A case that goes on from a folder of tables that is
shipped keeps only what it adds, in `NN-kind/added/<folder>`: rows that are new, or that take the place of the row with
the same first cell. `report.txt` is what its reports read as, one after another; in the project's folder,
`PYTHONPATH=.:tests/golden python tests/cases/folders.py NN-kind …` renews it: read the difference before you commit it.
"""

import csv
import shutil
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode
from report_text import notebook_text, run_in_process

from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.tables import table_files
from medlemsnytta.pages import making, report
from medlemsnytta.starting import working_folder

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parents[1] / "data"
CASES = tuple(sorted(folder.name for folder in HERE.iterdir() if folder.name[:2].isdigit()))


def lay_out(case: str, folder: Path) -> Path:
    """The case's working folder at `folder`, which does not exist yet; beside the program, as after `init`."""
    working_folder.lay_out(folder, notebooks=False)
    for part in ("params", "data"):
        if (HERE / case / part).exists():
            shutil.copytree(HERE / case / part, folder / part, dirs_exist_ok=True)
    for name in sorted(_shipped_folders(folder)):
        shutil.copytree(SHIPPED / name, folder / "data" / name)
        for added in sorted((HERE / case / "added" / name).glob("*.csv")):
            _add(added, folder / "data" / name / added.name)
    return folder


def report_text(root: Path, name: str) -> str:
    """The text of a report; raises ProblemsFound."""
    return notebook_text(executed(root, name))


def executed(root: Path, name: str) -> NotebookNode:
    """A report's notebook, run as its build runs it but in this process: of the rows that a build sends, no more.

    Raises ProblemsFound.
    """
    job = making.plan(report.page(root, name), root / "output", making.BuildOptions()).job
    programs = {table_files.PROGRAMS_TABLES: "\n".join(job.programs_tables).encode()}
    with temporary_files({**job.data, **programs}) as sent, chdir(sent):
        return run_in_process(job.notebook.decode(), job.parameters)


def texts(root: Path) -> str:
    """The text of every report of the working folder, one after another; raises ProblemsFound."""
    return "\n".join(report_text(root, name) for name in reports.report_names(root))


def _shipped_folders(root: Path) -> set[str]:
    """The shipped folders of tables that the reports name and the case does not have itself."""
    texts = [path.read_text("utf-8") for path in (root / "params").glob("*.yaml")]
    return {
        folder.name
        for folder in SHIPPED.iterdir()
        if not (root / "data" / folder.name).exists() and any(f"data_folder: data/{folder.name}\n" in t for t in texts)
    }


def _add(added: Path, table: Path) -> None:
    columns, rows = _read(table) if table.exists() else ([], [])
    more_columns, more = _read(added)
    key = (columns or more_columns)[0]
    by_key = {row[key]: row for row in rows} | {row[key]: row for row in more}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys([*columns, *more_columns])), lineterminator="\n")
        writer.writeheader()
        writer.writerows(by_key.values())


def _read(table: Path) -> tuple[list[str], list[dict[str, str]]]:
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or []), list(reader)


if __name__ == "__main__":
    for case in sys.argv[1:]:
        with TemporaryDirectory() as folder:
            text = texts(lay_out(case, Path(folder) / "arbetsmapp"))
            (HERE / case / "report.txt").write_text(text, "utf-8", newline="\n")
