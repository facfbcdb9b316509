"""Every problem of a report at once: what stops one examination does not stop the others."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import regular_files
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.yaml_lines import Located
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.checks import check_cells
from medlemsnytta.pages import report

Examiner = Callable[[str, Located | None], Evaluation | list[Problem]]
"""Of a report and its row in a table of reports: the evaluation, or every problem of its parameters and tables."""


def examiner(root: Path, overrides: Mapping[str, str]) -> Examiner:
    """Examines reports as they stand now; the tables that rows of a table of reports share are read and checked once."""
    read = report_rows.read_rows(root, [])

    def examine(name: str, row: Located | None) -> Evaluation | list[Problem]:
        try:
            return report.page(root, name, row, overrides, read if row else None).check()
        except ProblemsFound as found:
            first = list(found.problems)
        folder = _data_folder(root, name, row)
        return first if folder is None else list(dict.fromkeys([*first, *_of_tables(read.reading, folder)]))

    return examine


def missing(evaluation: Evaluation) -> list[str]:
    """What the report has no answer to, as numbered lines: the questions that can change the picture first."""
    from medlemsnytta.presentation.sections import unknowns

    return unknowns.lines(evaluation.answers, evaluation.gaps, evaluation.fees.year_fact)


def _data_folder(root: Path, name: str, row: Located | None) -> str | None:
    """The folder that the parameters name, even where something else in them is wrong."""
    try:
        values = row.values if row else yaml.safe_load(regular_files.read(reports.parameter_file(root, name)))
    except (ProblemsFound, OSError, ValueError, yaml.YAMLError):
        return None
    folder = values.get("data_folder") if isinstance(values, dict) else None
    inside = isinstance(folder, str) and ".." not in folder.split("/") and not folder.startswith("/")
    return folder if inside and (root / folder).is_dir() else None


def _of_tables(reading: report_rows.Reading, folder: str) -> list[Problem]:
    """Tables that could not be read do not hide what is wrong in the others; rules between tables need all of them."""
    tables, problems, whole = reading.read(folder)
    if not problems:
        return reading.wrong(folder)
    return in_order([*problems, *(problem for name in sorted(whole) for problem in check_cells(tables, name))])


def by_file(problems: Sequence[Problem]) -> dict[str, list[tuple[str, Problem]]]:
    """The problems under the file that each is in, with the place within it, in the order in which they came."""
    files: dict[str, list[tuple[str, Problem]]] = {}
    for problem in problems:
        file, _, place = problem.where.partition(", ")
        files.setdefault(file, []).append((place, problem))
    return files
