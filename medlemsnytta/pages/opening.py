"""From parameters to an evaluation: the stages that a notebook, a check and a build share."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medlemsnytta.analysis import rows
from medlemsnytta.analysis.changes import Comparison, compare
from medlemsnytta.analysis.evaluate import evaluate
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.network_answers import answers_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.row_accounts import RowAccounts, row_accounts
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.project import project_root
from medlemsnytta.inputs import personal_data
from medlemsnytta.inputs.logos import load_logo, logo_path
from medlemsnytta.inputs.parameters import params
from medlemsnytta.inputs.parameters.compared import compared_reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.presentation.words import row_words
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.bundles import Record

__all__ = [
    "compare_named",
    "comparison_record",
    "open_compared",
    "open_evaluation",
    "open_inputs",
    "project_root",
    "read_report",
    "record",
    "since_previous",
]


def open_evaluation(root: Path, parameters: Parameters, read: ReportRows | None = None) -> Evaluation:
    """Load, check and evaluate; raises ProblemsFound. `read` is as `open_inputs` takes it."""
    return evaluate(open_inputs(root, parameters, read))


def open_inputs(root: Path, parameters: Parameters, read: ReportRows | None = None) -> ReportInputs:
    """Load and check what a report is worked out from; raises ProblemsFound with everything that is wrong.

    `read` is what many reports are opened from: each of its tables is loaded and checked once.
    """
    own = report_rows.read_report(root, parameters) if read is None else read.report(parameters)
    whole, tables = own.reading.whole(parameters.data_folder), own.tables(parameters)
    of_many = read is not None and not read.looks_back
    private = personal_data.examine(tables if of_many else replace(whole, excerpts=tables.excerpts), parameters)
    path = logo_path(parameters.data_folder, parameters.logo)
    logo = load_logo(root, path) if path else None
    wrong = own.reading.wrong(parameters.data_folder)
    if problems := [*wrong, *private.problems, *([logo] if isinstance(logo, Problem) else [])]:
        raise ProblemsFound(in_order(problems))
    rows.networks_known(whole, parameters)
    return ReportInputs(parameters, rows.until_report_date(tables, parameters), private.released, own, logo)


def read_report(namespace: Mapping[str, Any]) -> ReportInputs:
    """What a notebook calls with its `globals()`, after its parameters cell and before anything else is assigned."""
    return open_inputs(project_root(Path.cwd()), params.from_namespace(namespace))


def record(inputs: ReportInputs, accounts: RowAccounts | None = None) -> Record:
    """What a notebook shows last, so that the files made of it can say what it was run on, and which rows are not used."""
    unused = _unused(inputs, accounts) if accounts else {}
    made_from = recipe.inputs(recipe.REPORT, params.plain(inputs.parameters), inputs.read.digests)
    return Record(**made_from, rows=inputs.read.rows, released=[one.told() for one in inputs.released], unused=unused)


def _unused(inputs: ReportInputs, accounts: RowAccounts) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in accounts.unused:
        name, number, own = each.row
        place = (inputs.tables.own_origins[name] if own else inputs.tables.origin(name)).whole
        found.setdefault(place, {})[str(number)] = row_words.REASON[each.reason]
    return dict(sorted(found.items()))


def accounts_of(evaluation: Evaluation) -> tuple[RowAccounts, int]:
    """What each of the municipality's own rows is used for, and how many more are internal, which only `check` tells."""
    parameters, read = evaluation.parameters, evaluation.read
    inputs = ReportInputs(parameters, rows.until_report_date(read.tables(parameters), parameters), read=read)
    answers = answers_of(inputs, evaluation.statements)
    accounts = row_accounts(
        inputs, evaluation.memberships, evaluation.fees, evaluation.usage, evaluation.evidence, answers
    )
    every = read.reading.whole(parameters.data_folder).excerpts
    return accounts, len(every) - len(read.tables(parameters).excerpts)


def since_previous(evaluation: Evaluation) -> Comparison | None:
    """What has changed since the evaluations that the parameters lead back to; None where none is named."""
    earlier = [_open_earlier(evaluation.read, parameters) for _, parameters in evaluation.read.earlier]
    return compare([*reversed(earlier), evaluation]) if earlier else None


def _open_earlier(read: ReportRows, parameters: Parameters) -> Evaluation:
    """As `open_evaluation`, but a problem is told as one of the earlier evaluation."""
    try:
        return open_evaluation(read.reading.root, parameters, read)
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
    named = compared_reports(folder, one, other)
    read = report_rows.read_compared(folder, named)
    return [open_evaluation(folder, parameters, read) for _, parameters in named]


def comparison_record(one: str, other: str) -> Record:
    """What a comparison's notebook shows last: the two reports' names, and the SHA-256 of what they rest on."""
    root = project_root(Path.cwd())
    named = compared_reports(root, one, other)
    names = {"earlier": named[0][0], "later": named[1][0]}
    return Record(**recipe.inputs(recipe.COMPARISON, names, report_rows.read_compared(root, named).digests))
