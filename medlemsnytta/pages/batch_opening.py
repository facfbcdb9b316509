"""From a batch of reports to their overview: each table is read and checked once, however many reports rest on it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from medlemsnytta.analysis.peers import Overview, overview_of
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files.project import project_root
from medlemsnytta.inputs import borders
from medlemsnytta.inputs.parameters import batches
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.frames import Tables, load_tables
from medlemsnytta.pages import opening
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.bundles import Record


def overview(reports: Sequence[str] = (), tables: Sequence[str] = (), root: Path | None = None) -> Overview:
    """Every report of the batch evaluated and put side by side; raises ProblemsFound with what is wrong with any."""
    folder = root or project_root(Path.cwd())
    named = batches.read_batch(folder, reports, tables)
    found, problems = {}, []
    own_rows = shared_tables(folder)
    for name, parameters in named:
        try:
            found[name] = opening.open_evaluation(folder, parameters, own_rows(parameters))
        except ProblemsFound as wrong:
            problems.extend(replace(each, where=f"{name}, {each.where}") for each in wrong.problems)
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    return overview_of(found)


def shared_tables(root: Path) -> Callable[[Parameters], Tables]:
    """What gives each report its own rows of tables that are loaded and checked once; it raises ProblemsFound."""
    checked = cache(lambda data_folder: _checked_tables(root, data_folder))

    def own_rows(parameters: Parameters) -> Tables:
        tables = checked(parameters.data_folder)
        if isinstance(tables, ProblemsFound):
            raise ProblemsFound(tables.problems)
        return report_rows.own_rows(tables, parameters)

    return own_rows


def _checked_tables(root: Path, data_folder: str) -> Tables | ProblemsFound:
    try:
        tables = load_tables(root, data_folder)
    except ProblemsFound as unread:
        return unread
    problems = check_tables(tables)
    return ProblemsFound(in_order(problems)) if problems else tables


def overview_data(root: Path, reports: Sequence[str], tables: Sequence[str]) -> report_rows.Files:
    """The files that an overview reads."""
    named = batches.read_batch(root, reports, tables)
    return report_rows.extract_batch(root, named, [*batches.files_of(root, reports, tables), borders.BORDERS])


def outlines() -> dict[str, str]:
    """The municipalities' borders, for the notebook's map."""
    return borders.read_borders(project_root(Path.cwd()))


def overview_record(shown: Overview, reports: Sequence[str], tables: Sequence[str]) -> Record:
    """What an overview's notebook shows last."""
    root = project_root(Path.cwd())
    made_from: dict[str, Any] = recipe.inputs(
        recipe.OVERVIEW,
        {"reports": list(reports), "tables": list(tables)},
        report_rows.digests(overview_data(root, reports, tables)),
    )
    released = dict.fromkeys(one for each in shown.reports.values() for one in each.released)
    return Record(**made_from, released=[one.told() for one in released])
