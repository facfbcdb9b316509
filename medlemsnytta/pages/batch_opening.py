"""From a batch of reports to their overview: each table is read and checked once, however many reports rest on it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from medlemsnytta.analysis.peers import Overview, overview_of
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files.project import project_root
from medlemsnytta.inputs import borders
from medlemsnytta.inputs.parameters import batches
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.pages import opening
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.bundles import Record


def overview(reports: Sequence[str] = (), tables: Sequence[str] = (), root: Path | None = None) -> Overview:
    """Every report of the batch evaluated and put side by side; raises ProblemsFound with what is wrong with any."""
    folder = root or project_root(Path.cwd())
    named = batches.read_batch(folder, reports, tables)
    read, found, problems = report_rows.read_rows(folder, [each for _, each in named]), {}, []
    for name, parameters in named:
        try:
            found[name] = opening.open_evaluation(folder, parameters, read)
        except ProblemsFound as wrong:
            problems.extend(replace(each, where=f"{name}, {each.where}") for each in wrong.problems)
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    return overview_of(found)


def overview_data(root: Path, reports: Sequence[str], tables: Sequence[str]) -> ReportRows:
    """What an overview reads."""
    evaluations = [parameters for _, parameters in batches.read_batch(root, reports, tables)]
    return report_rows.read_rows(root, evaluations, _beside(root, reports, tables))


def _beside(root: Path, reports: Sequence[str], tables: Sequence[str]) -> tuple[str, ...]:
    return (*batches.files_of(root, reports, tables), borders.BORDERS)


def outlines() -> dict[str, str]:
    """The municipalities' borders, for the notebook's map."""
    return borders.read_borders(project_root(Path.cwd()))


def overview_record(shown: Overview, reports: Sequence[str], tables: Sequence[str]) -> Record:
    """What an overview's notebook shows last."""
    evaluations = tuple(shown.reports.values())
    reading, beside = evaluations[0].read.reading, _beside(project_root(Path.cwd()), reports, tables)
    read = ReportRows(reading, tuple(each.parameters for each in evaluations), beside)
    values = {"reports": list(reports), "tables": list(tables)}
    released = dict.fromkeys(one for each in evaluations for one in each.released)
    return Record(**recipe.inputs(recipe.OVERVIEW, values, read.digests), released=[one.told() for one in released])
