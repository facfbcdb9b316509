"""From parameters to an evaluation: the stages that a notebook, a check and a build share."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medlemsnytta import recipe
from medlemsnytta.analysis.comparison import Comparison, compare
from medlemsnytta.analysis.evaluating import evaluate
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import params, reports
from medlemsnytta.inputs.checks import check_tables
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.privacy import examination
from medlemsnytta.inputs.tables import REFERENCE_FOLDER, data_files, load_tables
from medlemsnytta.presentation.bundles import Record

PACKAGE_ROOT = Path(__file__).resolve().parent.parent


def project_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds the reference data; else the one the package stands in."""
    return next((folder for folder in (start, *start.parents) if (folder / REFERENCE_FOLDER).is_dir()), PACKAGE_ROOT)


def open_evaluation(root: Path, parameters: Parameters) -> Evaluation:
    """Load, check and evaluate; raises ProblemsFound with everything that is wrong."""
    tables = load_tables(root, parameters.data_folder)
    private = examination.examine(tables, parameters)
    if problems := [*check_tables(tables), *private.problems]:
        raise ProblemsFound(in_order(problems))
    return replace(evaluate(tables, parameters), released=private.released)


def from_notebook(namespace: Mapping[str, Any]) -> Evaluation:
    """What a notebook calls with its `globals()`, after its parameters cell and before anything else is assigned."""
    return open_evaluation(project_root(Path.cwd()), params.from_namespace(namespace))


def inputs(root: Path, parameters: Parameters) -> dict[str, Any]:
    """What the report is made from: every parameter, and each file that it follows from with its SHA-256."""
    return recipe.inputs(params.plain(parameters), root, files_read(root, parameters))


def record(evaluation: Evaluation) -> Record:
    """What a notebook shows last, so that the files made of it can say what it was run on."""
    return Record(**inputs(project_root(Path.cwd()), evaluation.parameters))


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


def previous_reports(root: Path, parameters: Parameters) -> list[tuple[str, Parameters]]:
    """The reports that `previous` leads back to, the newest first; each is of the same municipality and an earlier year."""
    found: list[tuple[str, Parameters]] = []
    later = parameters
    while name := later.previous:
        earlier = _named_as_previous(root, name)
        if earlier.municipality_code != parameters.municipality_code:
            what = f"{name} gäller en annan kommun ({earlier.municipality_code})."
            raise ProblemsFound([Problem("previous", what, "Skriv en tidigare rapport för samma kommun, eller null.")])
        if earlier.year >= later.year:
            what = f"{name} gäller {earlier.year}, som inte är före {later.year}."
            raise ProblemsFound([Problem("previous", what, "Skriv en rapport för ett tidigare år, eller null.")])
        found.append((name, earlier))
        later = earlier
    return found


def _named_as_previous(root: Path, name: str) -> Parameters:
    try:
        path = reports.parameter_file(root, name)
    except ProblemsFound as unknown:
        raise ProblemsFound(
            Problem("previous", f"{each.where}: {each.what}", each.fix) for each in unknown.problems
        ) from None
    return params.read_parameters(path, root=root)


def files_read(root: Path, parameters: Parameters) -> tuple[Path, ...]:
    """Every file that the report follows from: its tables, and the parameters and tables of those it looks back to."""
    earlier = previous_reports(root, parameters)
    files = {*data_files(root, parameters.data_folder)}
    files |= {reports.parameter_file(root, name) for name, _ in earlier}
    files |= {file for _, each in earlier for file in data_files(root, each.data_folder)}
    return tuple(sorted(files))
