"""From parameters to an evaluation: the stages that a notebook, a check and a build share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medlemsnytta.analysis import rows
from medlemsnytta.analysis.changes import Comparison, compare
from medlemsnytta.analysis.evaluate import evaluate_inputs
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.project import project_root
from medlemsnytta.inputs import personal_data
from medlemsnytta.inputs.logos import load_logo, logo_path
from medlemsnytta.inputs.parameters import params
from medlemsnytta.inputs.parameters.compared import compared_reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.parameters.previous import previous_reports
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.frames import Tables, load_tables
from medlemsnytta.inputs.tables.row_digests import row_digests
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.bundles import Record

__all__ = [
    "compare_named",
    "comparison_record",
    "inputs",
    "open_compared",
    "open_evaluation",
    "open_inputs",
    "project_root",
    "read_report",
    "record",
    "since_previous",
]


def open_evaluation(root: Path, parameters: Parameters, checked: Tables | None = None) -> Evaluation:
    """Load, check and evaluate; raises ProblemsFound. `checked` is as `open_inputs` takes it."""
    return evaluate_inputs(open_inputs(root, parameters, checked))


def open_inputs(root: Path, parameters: Parameters, checked: Tables | None = None) -> ReportInputs:
    """Load and check what a report is worked out from; raises ProblemsFound with everything that is wrong.

    `checked` are the report's own rows where the tables have been loaded and checked already, for many reports at once.
    """
    tables = load_tables(root, parameters.data_folder) if checked is None else checked
    private = personal_data.examine(tables, parameters)
    path = logo_path(parameters.data_folder, parameters.logo)
    logo = load_logo(root, path) if path else None
    wrong = check_tables(tables) if checked is None else []
    if problems := [*wrong, *private.problems, *([logo] if isinstance(logo, Problem) else [])]:
        raise ProblemsFound(in_order(problems))
    digests = row_digests(tables, parameters)
    return ReportInputs(parameters, rows.until_report_date(tables, parameters), private.released, digests, logo)


def read_report(namespace: Mapping[str, Any]) -> ReportInputs:
    """What a notebook calls with its `globals()`, after its parameters cell and before anything else is assigned."""
    return open_inputs(project_root(Path.cwd()), params.from_namespace(namespace))


def inputs(root: Path, parameters: Parameters) -> dict[str, Any]:
    """What the report is made from: every parameter, and the SHA-256 of the rows that it rests on, by their file."""
    return recipe.inputs(
        recipe.REPORT, params.plain(parameters), report_rows.digests(report_rows.extract(root, parameters))
    )


def record(read: ReportInputs) -> Record:
    """What a notebook shows last, so that the files made of it can say what it was run on."""
    made_from = inputs(project_root(Path.cwd()), read.parameters)
    return Record(**made_from, rows=read.rows, released=[one.told() for one in read.released])


def since_previous(evaluation: Evaluation, root: Path | None = None) -> Comparison | None:
    """What has changed since the evaluations that the parameters lead back to; None where none is named."""
    folder = root or project_root(Path.cwd())
    earlier = [open_earlier(folder, parameters) for _, parameters in previous_reports(folder, evaluation.parameters)]
    return compare([*reversed(earlier), evaluation]) if earlier else None


def open_earlier(root: Path, parameters: Parameters) -> Evaluation:
    """As `open_evaluation`, but a problem is told as one of the earlier evaluation."""
    try:
        return open_evaluation(root, parameters)
    except ProblemsFound as found:
        raise ProblemsFound(_of_earlier(problem, parameters) for problem in found.problems) from None


def _of_earlier(problem: Problem, parameters: Parameters) -> Problem:
    return Problem(f"{problem.where} (den förra utvärderingen, {parameters.year})", problem.what, problem.fix)


def compare_named(one: str, other: str, root: Path | None = None) -> Comparison:
    """The comparison of two reports by their names, in whichever order; raises ProblemsFound."""
    return compare(open_compared(one, other, root))


def open_compared(one: str, other: str, root: Path | None = None) -> list[Evaluation]:
    """The evaluations of two reports by their names, the earlier first; raises ProblemsFound."""
    folder = root or project_root(Path.cwd())
    return [open_evaluation(folder, parameters) for _, parameters in compared_reports(folder, one, other)]


def comparison_inputs(root: Path, one: str, other: str) -> dict[str, Any]:
    """What the comparison is made from: the two reports' names, and the SHA-256 of what they rest on."""
    named = compared_reports(root, one, other)
    names = {"earlier": named[0][0], "later": named[1][0]}
    return recipe.inputs(recipe.COMPARISON, names, report_rows.digests(report_rows.extract_compared(root, named)))


def comparison_record(one: str, other: str) -> Record:
    """What a comparison's notebook shows last."""
    return Record(**comparison_inputs(project_root(Path.cwd()), one, other))
