"""A report: from a params file or a row of a table to an evaluation, for its notebook, a check and a build alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.files.project import notebook
from medlemsnytta.inputs import belonging
from medlemsnytta.inputs.parameters import batches, params, reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables.report_rows import ReportRows, read_report
from medlemsnytta.pages.page import Page, in_file, working_project
from medlemsnytta.provenance import recipe

if TYPE_CHECKING:
    from medlemsnytta.analysis.changes import Comparison
    from medlemsnytta.analysis.evaluation import Evaluation
    from medlemsnytta.analysis.report_inputs import ReportInputs
    from medlemsnytta.analysis.row_accounts import RowAccounts
    from medlemsnytta.inputs.parameters.yaml_lines import Located
    from medlemsnytta.provenance.embedded_recipes import Recorded
    from medlemsnytta.rendering.bundles import Record

NOTEBOOK = recipe.REPORT


def page(
    root: Path,
    name: str,
    row: "Located | None" = None,
    overrides: Mapping[str, str] | None = None,
    of_many: ReportRows | None = None,
) -> Page:
    """The report `name`, or that of a table's `row`; raises ProblemsFound. `of_many` is as `open_inputs` takes it."""
    where, parameters = batches.read_parameters(root, name, row, overrides)
    return _page(root, name, where, parameters, of_many)


def recorded(root: Path, file: str, told: "Recorded") -> Page:
    """The report that a finished file says that it is, whatever its params file says today."""
    parameters = params.parameters_from(told.recipe["parameters"], f"{file}, parametrarna")
    if problems := list(belonging.disagreements(program.FILES, told.name, parameters, file)):
        raise ProblemsFound(problems)
    return _page(root, told.name, f"{reports.PARAMS_FOLDER}/{told.name}.yaml", parameters)


def _page(root: Path, name: str, where: str, parameters: Parameters, of_many: ReportRows | None = None) -> Page:
    rows = of_many.report(parameters) if of_many else read_report(root, parameters)
    hidden = partial(hidden_personal_data, root, rows, where)
    check = partial(_check, root, parameters, where, of_many or rows, list if of_many else hidden)
    return Page(name, "rapporten", where, notebook(root, NOTEBOOK), params.plain(parameters), rows, check, hidden)


def _check(
    root: Path, parameters: Parameters, where: str, rows: ReportRows, hidden: Callable[[], list[Problem]]
) -> "Evaluation":
    """Parameters, tables, figures, the officer's text, and what is hidden in the files."""
    from medlemsnytta.presentation.sections import conclusion

    problems: list[Problem] = []
    try:
        evaluation = open_evaluation(root, parameters, rows)
        conclusion.filled(evaluation)
        since_previous(evaluation)
    except ProblemsFound as found:
        problems = [in_file(problem, where) for problem in found.problems]
    try:
        problems = [*hidden(), *problems]
    except ProblemsFound as unread:
        # Files that cannot be read are told already where something else is wrong.
        problems = problems or list(unread.problems)
    if problems:
        raise ProblemsFound(problems)
    return evaluation


def hidden_personal_data(root: Path, read: ReportRows, where: str = "") -> list[Problem]:
    """What is found where no page shows it, in the files that follow the page out; `where` are its own parameters."""
    from medlemsnytta.inputs import hidden_texts

    own, latest = root / where, max(each.report_date for each in read.evaluations)
    files = dict(read.files) | ({where: own.read_bytes()} if own.suffix == ".yaml" and own.is_file() else {})
    if not hidden_texts.problems(files, latest, ()):
        # As good as always: the tables need not be read here, nor pandas imported.
        return []
    from medlemsnytta.inputs import personal_data

    folders = dict.fromkeys(each.data_folder for each in read.evaluations)
    reasons = [each for folder in folders for each in personal_data.exceptions(read.reading.whole(folder))]
    return hidden_texts.problems(files, latest, reasons)


def open_evaluation(root: Path, parameters: Parameters, read: ReportRows | None = None) -> "Evaluation":
    """Load, check and evaluate; raises ProblemsFound. `read` is as `open_inputs` takes it."""
    from medlemsnytta.analysis.evaluate import evaluate

    return evaluate(open_inputs(root, parameters, read))


def open_many(root: Path, named: Sequence[batches.Named], read: ReportRows) -> "dict[str, Evaluation]":
    """Several reports' evaluations of the same reading; raises ProblemsFound with what is wrong with any of them."""
    found, problems = {}, []
    for name, parameters in named:
        try:
            found[name] = open_evaluation(root, parameters, read)
        except ProblemsFound as wrong:
            problems.extend(in_file(each, name) for each in wrong.problems)
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    return found


def open_inputs(root: Path, parameters: Parameters, read: ReportRows | None = None) -> "ReportInputs":
    """Load and check what a report is worked out from; raises ProblemsFound with everything that is wrong.

    `read` is what many reports are opened from: each of its tables is loaded and checked once.
    """
    from medlemsnytta.analysis import rows
    from medlemsnytta.analysis.report_inputs import ReportInputs
    from medlemsnytta.inputs import personal_data
    from medlemsnytta.inputs.logos import load_logo, logo_path
    from medlemsnytta.inputs.tables.report_checks import check_report

    own = read_report(root, parameters) if read is None else read.report(parameters)
    whole, tables = own.reading.whole(parameters.data_folder), own.tables(parameters)
    of_many = read is not None and not read.looks_back
    searched = tables if of_many else replace(whole, excerpts=tables.excerpts)
    private = personal_data.examine(searched, parameters, whole.networks)
    path = logo_path(parameters.data_folder, parameters.logo)
    logo = load_logo(root, path) if path else None
    wrong = [*own.reading.wrong(parameters.data_folder), *check_report(whole, parameters)]
    try:
        rows.networks_known(whole, parameters)
    except ProblemsFound as unknown:
        wrong.extend(unknown.problems)
    if problems := [*wrong, *private.problems, *([logo] if isinstance(logo, Problem) else [])]:
        raise ProblemsFound(in_order(problems))
    return ReportInputs(parameters, rows.until_report_date(tables, parameters), private.released, own, logo)


def read(namespace: Mapping[str, Any]) -> "ReportInputs":
    """What the notebook calls with its `globals()`, after its parameters cell and before anything else is assigned."""
    return open_inputs(working_project(), params.from_namespace(namespace))


def record(inputs: "ReportInputs", accounts: "RowAccounts | None" = None) -> "Record":
    """What the notebook shows last, so that the files made of it can say what it was run on, and which rows are not used."""
    from medlemsnytta.rendering.bundles import Record

    made_from = recipe.inputs(NOTEBOOK, params.plain(inputs.parameters), inputs.read.digests)
    released = [one.told() for one in inputs.released]
    unused = _unused(inputs, accounts) if accounts else {}
    return Record(**made_from, rows=inputs.read.rows, released=released, unused=unused)


def _unused(inputs: "ReportInputs", accounts: "RowAccounts") -> dict[str, dict[str, str]]:
    """The reason for each row that is not used, by its table's place and its number."""
    from medlemsnytta.presentation.words import row_words

    found: dict[str, dict[str, str]] = {}
    for each in accounts.unused:
        name, number, own = each.row
        place = (inputs.tables.own_origins[name] if own else inputs.tables.origin(name)).whole
        found.setdefault(place, {})[str(number)] = row_words.REASON[each.reason]
    return dict(sorted(found.items()))


def accounts_of(evaluation: "Evaluation") -> "tuple[RowAccounts, int]":
    """What each of the municipality's own rows is used for, and how many more are internal, which only `check` tells."""
    from medlemsnytta.analysis.row_accounts import row_accounts

    parameters, read, inputs = evaluation.parameters, evaluation.read, inputs_of(evaluation)
    stages = (evaluation.memberships, evaluation.fees, evaluation.usage, evaluation.evidence, evaluation.answers)
    accounts = row_accounts(inputs, *stages, since_previous(evaluation))
    whole = read.reading.whole(parameters.data_folder)
    waiting = sum(each.internal for rows in whole.waiting.values() for each in rows.values())
    return accounts, len(whole.excerpts) - len(read.tables(parameters).excerpts) + waiting


def inputs_of(evaluation: "Evaluation") -> "ReportInputs":
    """What an evaluation was worked out from, of the same reading."""
    from medlemsnytta.analysis import rows
    from medlemsnytta.analysis.report_inputs import ReportInputs

    parameters, read = evaluation.parameters, evaluation.read
    return ReportInputs(parameters, rows.until_report_date(read.tables(parameters), parameters), read=read)


def since_previous(evaluation: "Evaluation") -> "Comparison | None":
    """What has changed since the evaluations that the parameters lead back to; None where none is named."""
    from medlemsnytta.analysis.changes import compare

    earlier = {name: _open_earlier(evaluation.read, parameters) for name, parameters in evaluation.read.earlier}
    return compare({**dict(reversed(earlier.items())), "": evaluation}) if earlier else None


def _open_earlier(read: ReportRows, parameters: Parameters) -> "Evaluation":
    """As `open_evaluation`, but a problem is told as one of the earlier evaluation."""
    try:
        return open_evaluation(read.reading.root, parameters, read)
    except ProblemsFound as found:
        of_earlier = f" (den förra utvärderingen, {parameters.year})"
        raise ProblemsFound(replace(each, where=each.where + of_earlier) for each in found.problems) from None
