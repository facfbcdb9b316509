"""The main path of one report, a line a stage: read, examine, run, render, publish."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from medlemsnytta import opening, recipe
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import params, reports
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.presentation import terms
from medlemsnytta.presentation.sections import conclusion
from medlemsnytta.publishing import files, manifest
from medlemsnytta.rendering.execute import NotebookFailed, default_engine, run_notebook
from medlemsnytta.rendering.kept import kept_notebook, notebook_bytes

FORMATS = ("html", "pdf", "ipynb")
NOTEBOOK = opening.PACKAGE_ROOT / "notebooks" / "evaluation.ipynb"

Stage = Callable[[str], None]
"""Told the Swedish name of each stage as it begins."""


@dataclass(frozen=True)
class Built:
    """One report's files, in the order of `FORMATS`; `current` where nothing had to be done; `stale` are older ones."""

    name: str
    paths: tuple[Path, ...]
    current: bool
    stale: tuple[Path, ...] = ()


def build(
    root: Path,
    name: str,
    output: Path,
    formats: Sequence[str] = FORMATS,
    overrides: Mapping[str, str] | None = None,
    force: bool = False,
    static: bool = False,
    stage: Stage = lambda _: None,
    engine: str | None = None,
) -> Built:
    """Build the report `name` into the folder `output`; raises ProblemsFound or NotebookFailed and writes nothing.

    `static` leaves the scripts out of the HTML.
    """
    stage("granskar underlaget")
    parameters, evaluation = examine(root, name, overrides)
    made_of = recipe.recipe(opening.inputs(root, parameters), opening.PACKAGE_ROOT)
    if static:
        made_of["static"] = True
    wanted = [f"{name}.{each}" for each in FORMATS if each in formats]
    standing = {} if force else manifest.outputs_standing(output, name, made_of)
    if set(wanted) <= set(standing):
        return Built(name, tuple(output / file for file in wanted), current=True)
    stage("kör anteckningsboken")
    executed = execute(root, name, parameters, output, engine)
    contents = {}
    for file in wanted:
        stage(f"skriver {file}")
        contents[file] = render(executed, Path(file).suffix, static)
    digests = standing | {file: recipe.sha256(content) for file, content in contents.items()}
    words = {network.short: terms.WORD[network.word] for network in evaluation.networks}
    contents[f"{name}.manifest.json"] = manifest.manifest(name, made_of, words, digests)
    files.publish(output, contents)
    others = [output / f"{name}.{each}" for each in FORMATS if f"{name}.{each}" not in digests]
    stale = tuple(path for path in others if path.exists())
    return Built(name, tuple(output / file for file in wanted), current=False, stale=stale)


def examine(root: Path, name: str, overrides: Mapping[str, str] | None = None) -> tuple[Parameters, Evaluation]:
    """Parameters, tables, figures and the officer's text, examined without running anything."""
    path = reports.parameter_file(root, name)
    parameters = params.read_parameters(path, overrides, root=root)
    try:
        evaluation = opening.open_evaluation(root, parameters)
        conclusion.filled(evaluation)
        opening.since_previous(evaluation, root)
    except ProblemsFound as found:
        raise ProblemsFound(
            _in_file(problem, path.relative_to(root).as_posix()) for problem in found.problems
        ) from None
    return parameters, evaluation


def _in_file(problem: Problem, file: str) -> Problem:
    """A problem that names a parameter alone is told with the file that the parameter stands in."""
    parameter = problem.where.split(",")[0]
    if parameter not in Parameters.model_fields:
        return problem
    return Problem(f"{file}, {problem.where}", problem.what, problem.fix)


def execute(root: Path, name: str, parameters: Parameters, output: Path, engine: str | None) -> NotebookNode:
    """The executed notebook; one that fails is kept aside as NAME.failed.ipynb, never as the report."""
    aside = f"{name}.failed.ipynb"
    try:
        executed = run_notebook(NOTEBOOK, params.plain(parameters), root, engine=engine or default_engine())
    except NotebookFailed as failure:
        files.publish(output, {aside: notebook_bytes(failure.notebook)})
        raise
    files.remove(output / aside)
    return executed


def render(executed: NotebookNode, suffix: str, static: bool = False) -> bytes:
    """The content of one file of the report."""
    if suffix == ".ipynb":
        return kept_notebook(executed)
    if suffix == ".pdf":
        from medlemsnytta.rendering.pdf import CouncilPDFExporter

        return CouncilPDFExporter().from_notebook_node(executed)[0]
    from medlemsnytta.rendering.html import CouncilHTMLExporter

    return CouncilHTMLExporter(static=static).from_notebook_node(executed)[0].encode()
