"""From a batch of reports to their overview: each table is read and checked once, however many reports rest on it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from medlemsnytta import recipe
from medlemsnytta.analysis.evaluating import evaluate
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.overview import Overview, overview_of
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs import batches, borders, extracts
from medlemsnytta.inputs.checks import check_tables
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.privacy import examination
from medlemsnytta.inputs.project import project_root
from medlemsnytta.inputs.tables import Tables, load_tables
from medlemsnytta.presentation.bundles import Record


def overview(reports: Sequence[str] = (), tables: Sequence[str] = (), root: Path | None = None) -> Overview:
    """Every report of the batch evaluated and put side by side; raises ProblemsFound with what is wrong with any."""
    folder = root or project_root(Path.cwd())
    named = batches.read_batch(folder, reports, tables)
    found, problems = {}, []
    checked = cache(lambda data_folder: _checked_tables(folder, data_folder))
    for name, parameters in named:
        try:
            found[name] = _evaluated(checked(parameters.data_folder), parameters)
        except ProblemsFound as wrong:
            problems.extend(replace(each, where=f"{name}, {each.where}") for each in wrong.problems)
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    return overview_of(found)


def _checked_tables(root: Path, data_folder: str) -> Tables:
    tables = load_tables(root, data_folder)
    if problems := check_tables(tables):
        raise ProblemsFound(in_order(problems))
    return tables


def _evaluated(tables: Tables, parameters: Parameters) -> Evaluation:
    own = extracts.own_rows(tables, parameters)
    private = examination.examine(own, parameters)
    if private.problems:
        raise ProblemsFound(in_order(private.problems))
    return replace(evaluate(own, parameters), released=private.released)


def overview_data(root: Path, reports: Sequence[str], tables: Sequence[str]) -> extracts.Files:
    """The files that an overview reads."""
    named = batches.read_batch(root, reports, tables)
    return extracts.extract_batch(root, named, [*batches.files_of(root, reports, tables), borders.BORDERS])


def outlines() -> dict[str, str]:
    """The municipalities' borders, for the notebook's map."""
    return borders.read_borders(project_root(Path.cwd()))


def overview_record(shown: Overview, reports: Sequence[str], tables: Sequence[str]) -> Record:
    """What an overview's notebook shows last."""
    root = project_root(Path.cwd())
    made_from: dict[str, Any] = recipe.inputs(
        recipe.OVERVIEW,
        {"reports": list(reports), "tables": list(tables)},
        extracts.digests(overview_data(root, reports, tables)),
    )
    released = dict.fromkeys(one for each in shown.reports.values() for one in each.released)
    return Record(**made_from, released=[one.told() for one in released])
