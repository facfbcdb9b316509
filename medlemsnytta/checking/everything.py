"""Every problem of one report at once: what stops one examination does not stop the others."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from medlemsnytta import pipeline
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import reports
from medlemsnytta.inputs.checks import check_cells, check_tables
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables import read_tables


def examine(root: Path, name: str, overrides: Mapping[str, str]) -> Evaluation | list[Problem]:
    """The evaluation where nothing is wrong; else every problem of parameters and tables."""
    try:
        return pipeline.examine(root, name, overrides)[1]
    except ProblemsFound as found:
        first = list(found.problems)
    folder = _data_folder(root, name)
    if folder is None:
        return first
    return list(dict.fromkeys([*first, *_of_tables(root, folder)]))


def _data_folder(root: Path, name: str) -> str | None:
    """The folder that the params file names, even where something else in the file is wrong."""
    try:
        values = yaml.safe_load(reports.parameter_file(root, name).read_text("utf-8"))
    except (ProblemsFound, OSError, ValueError, yaml.YAMLError):
        return None
    folder = values.get("data_folder") if isinstance(values, dict) else None
    inside = isinstance(folder, str) and ".." not in folder.split("/") and not folder.startswith("/")
    return folder if inside and (root / folder).is_dir() else None


def _of_tables(root: Path, folder: str) -> list[Problem]:
    """Tables that could not be read do not hide what is wrong in the others; rules between tables need all of them."""
    tables, problems, whole = read_tables(root, folder)
    if not problems:
        return check_tables(tables)
    return in_order([*problems, *(problem for name in sorted(whole) for problem in check_cells(tables, name))])


def by_file(problems: list[Problem]) -> dict[str, list[tuple[str, Problem]]]:
    """The problems under the file that each is in, with the place within it, in the order in which they came."""
    files: dict[str, list[tuple[str, Problem]]] = {}
    for problem in problems:
        file, _, place = problem.where.partition(", ")
        files.setdefault(file, []).append((place, problem))
    return files
