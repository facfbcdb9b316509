"""An overview: a batch of reports side by side; each table is read and checked once, however many reports rest on it."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.files.project import notebook
from medlemsnytta.inputs import borders
from medlemsnytta.inputs.parameters import batches, reports
from medlemsnytta.inputs.tables.report_rows import ReportRows, read_rows
from medlemsnytta.pages import report
from medlemsnytta.pages.page import Page, working_project
from medlemsnytta.presentation.words import swedish
from medlemsnytta.provenance import recipe

if TYPE_CHECKING:
    from medlemsnytta.analysis.peers import Overview
    from medlemsnytta.provenance.embedded_recipes import Recorded
    from medlemsnytta.rendering.bundles import Record

NOTEBOOK, HEADING = recipe.OVERVIEW, "Översikt"
MOST_NAMED = 4
"""More reports than these are listed as a number."""


def page(root: Path, names: Sequence[str], tables: Sequence[str]) -> Page:
    """The overview of the reports named, or of all in the tables or in params; raises ProblemsFound."""
    values = {"reports": list(names), "tables": list(tables)}
    evaluations = [parameters for _, parameters in batches.read_batch(root, names, tables)]
    rows = read_rows(root, evaluations, _beside(root, names, tables))
    check, where = partial(read, names, tables, root), reports.OVERVIEW
    hidden = partial(report.hidden_personal_data, root, rows)
    return Page(reports.OVERVIEW, "översikten", where, notebook(root, NOTEBOOK), values, rows, check, hidden)


def recorded(root: Path, file: str, told: "Recorded") -> Page:
    """The overview that a finished file says that it is; raises ProblemsFound where it does not say."""
    chosen = [told.recipe["parameters"].get(each) for each in ("reports", "tables")]
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in chosen):
        what = "filen säger inte vilka rapporter översikten visar."
        raise ProblemsFound([Problem(file, what, f"Bygg den igen: {program.COMMAND} overview.")])
    return page(root, *chosen)


def title(parameters: Mapping[str, Any]) -> str:
    """What it is called in the list of pages: the reports named, those of tables, or all that have a params file."""
    named = [str(each) for each in (parameters["reports"] or parameters["tables"])]
    if len(named) > MOST_NAMED:
        return f"{swedish.counted(len(named), 'En rapport', 'rapporter').capitalize()} sida vid sida"
    return f"{swedish.listed(named) if named else 'Alla rapporter'}, sida vid sida"


def read(names: Sequence[str] = (), tables: Sequence[str] = (), root: Path | None = None) -> "Overview":
    """Every report of the batch evaluated and put side by side; raises ProblemsFound with what is wrong with any."""
    from medlemsnytta.analysis.peers import overview_of

    folder = root or working_project()
    named = batches.read_batch(folder, names, tables)
    return overview_of(report.open_many(folder, named, read_rows(folder, [each for _, each in named])))


def outlines() -> dict[str, str]:
    """The municipalities' borders, for the notebook's map."""
    return borders.read_borders(working_project())


def record(shown: "Overview", names: Sequence[str], tables: Sequence[str]) -> "Record":
    """What the notebook shows last."""
    from medlemsnytta.rendering.bundles import Record

    evaluations = tuple(shown.reports.values())
    reading, beside = evaluations[0].read.reading, _beside(working_project(), names, tables)
    rows = ReportRows(reading, tuple(each.parameters for each in evaluations), beside)
    released = dict.fromkeys(one for each in evaluations for one in each.released)
    made_from = recipe.inputs(NOTEBOOK, {"reports": list(names), "tables": list(tables)}, rows.digests)
    return Record(**made_from, released=[one.told() for one in released])


def _beside(root: Path, names: Sequence[str], tables: Sequence[str]) -> tuple[str, ...]:
    return (*batches.files_of(root, names, tables), borders.BORDERS)
