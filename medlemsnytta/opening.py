"""From parameters to an evaluation: the stages that a notebook, a check and a build share."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medlemsnytta import recipe
from medlemsnytta.analysis.evaluating import evaluate
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs import params
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
    """What the report is made from: every parameter, and each data file with its SHA-256."""
    return recipe.inputs(params.plain(parameters), root, data_files(root, parameters.data_folder))


def record(evaluation: Evaluation) -> Record:
    """What a notebook shows last, so that the files made of it can say what it was run on."""
    return Record(**inputs(project_root(Path.cwd()), evaluation.parameters))
