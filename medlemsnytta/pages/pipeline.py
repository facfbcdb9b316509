"""The main path of one report, a line a stage: read, run, render, publish.

`plan` finds out whether there is anything to do, `make` does it, in whichever process, and `publish` puts it in place.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.files.project import NOTEBOOKS_FOLDER, notebook
from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.inputs.notebook_files import demand_runnable
from medlemsnytta.inputs.parameters import batches, compared, params, reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables import report_rows, table_files
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.pages import warm
from medlemsnytta.provenance import manifests, recipe

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from medlemsnytta.analysis.evaluation import Evaluation
    from medlemsnytta.execution.fork_server import Child, Fork, Task, WarmUp
    from medlemsnytta.inputs.parameters.yaml_lines import Located
    from medlemsnytta.rendering.html import CouncilHTMLExporter

FORMATS = ("html", "pdf", "ipynb")

_TOLD = {".html": "HTML", ".pdf": "PDF", ".ipynb": "anteckningsboken"}

Stage = Callable[[str], None]
"""Told the Swedish name of each stage as it begins."""


@dataclass(frozen=True)
class BuildOptions:
    """How reports are to be built: `static` leaves the scripts out of the HTML, `engine` runs the notebook.

    `elsewhere` is on other machines, where nothing may come that must stay in its table.
    """

    formats: Sequence[str] = FORMATS
    overrides: Mapping[str, str] | None = None
    force: bool = False
    static: bool = False
    engine: str | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class Job:
    """One report to make, with everything that it takes: it can be made in another process, or on another machine.

    `executed` is the kept notebook, where that need not be run again. `programs_tables` are those of `data` that are the
    program's, where no row can be added.
    """

    name: str
    where: str
    parameters: Mapping[str, Any]
    data: Mapping[str, bytes]
    wanted: tuple[str, ...]
    static: bool
    engine: str
    notebook: bytes
    executed: bytes | None
    notebook_name: str = recipe.REPORT
    programs_tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is to be done for a report; `job` is None where it is current, and `why` says so in Swedish."""

    name: str
    recipe: Mapping[str, Any]
    standing: manifests.Standing
    job: Job | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """The contents of one report's files by their names, the word that each network got, and what the notebook recorded."""

    name: str
    contents: Mapping[str, bytes]
    words: Mapping[str, str]
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Built:
    """One report's files, in the order of `FORMATS`; `current` where nothing had to be done; `stale` are older ones.

    `released` is what was let through the search for personal data, and why.
    """

    name: str
    paths: tuple[Path, ...]
    current: bool
    stale: tuple[Path, ...] = ()
    released: tuple[Mapping[str, str], ...] = ()


def build(root: Path, name: str, output: Path, **options: Any) -> Built:
    """Build the report `name` in this process; `options` is what `BuildOptions` takes. Raises ProblemsFound or NotebookFailed."""
    asked = BuildOptions(**options)
    planned = plan(root, name, output, asked)
    if planned.job is None:
        return built(planned, output)
    examine(root, name, asked.overrides)
    return publish(planned, make(planned.job), output)


def plan(root: Path, name: str, output: Path, options: BuildOptions, row: "Located | None" = None) -> Plan:
    """Compare what the report would be made of with what stands in `output`; raises ProblemsFound.

    The parameters stand in the report's own file, or in the `row` of a table of reports.
    """
    where, checked = batches.read_parameters(root, name, row, options.overrides)
    read = report_rows.read_report(root, checked)
    try:
        return _planned(root, name, where, recipe.REPORT, params.plain(checked), read, output, options)
    except ProblemsFound:
        # Whatever else is wrong is told with it.
        examined(root, checked, where)
        raise


def plan_comparison(root: Path, one: str, other: str, output: Path, options: BuildOptions) -> Plan:
    """As `plan`, for the page that compares two reports; every problem of either is told before anything runs."""
    named = compared.compared_reports(root, one, other)
    for name, _ in named:
        examine(root, name)
    (earlier, _), (later, _) = named
    values, read = {"earlier": earlier, "later": later}, report_rows.read_compared(root, named)
    name = compared.comparison_name(named)
    return _planned(root, name, name, recipe.COMPARISON, values, read, output, options)


def plan_overview(root: Path, names: Sequence[str], tables: Sequence[str], output: Path, options: BuildOptions) -> Plan:
    """As `plan`, for the page that shows a batch of reports side by side."""
    from medlemsnytta.pages import batch_opening

    values = {"reports": list(names), "tables": list(tables)}
    read = batch_opening.overview_data(root, names, tables)
    name = reports.OVERVIEW
    return _planned(root, name, name, recipe.OVERVIEW, values, read, output, options)


def _planned(
    root: Path,
    name: str,
    where: str,
    notebook_name: str,
    parameters: Mapping[str, Any],
    read: ReportRows,
    output: Path,
    options: BuildOptions,
) -> Plan:
    """What is to be done, by what stands in `output`; the notebook of that name makes it."""
    content = notebook(root, notebook_name).read_bytes()
    demand_runnable(content, f"{NOTEBOOKS_FOLDER}/{notebook_name}")
    made_of = recipe.recipe(recipe.inputs(notebook_name, parameters, read.digests), content)
    if options.static:
        made_of["static"] = True
    standing = manifests.standing(output, name, made_of)
    wanted = tuple(f"{name}.{each}" for each in FORMATS if each in options.formats)
    missing = [file for file in wanted if file not in standing.outputs]
    why = ("--force",) if options.force else standing.changes or tuple(f"{file} finns inte" for file in missing)
    if not missing and not options.force:
        return Plan(name, made_of, standing, None, ())
    if options.elsewhere and (must_stay := read.workbooks_to_keep()):
        raise ProblemsFound(must_stay)
    kept = output / f"{name}.ipynb"
    job = Job(
        name=name,
        where=where,
        parameters=parameters,
        data=read.files,
        wanted=wanted,
        static=options.static,
        engine=options.engine or _default_engine(),
        notebook=content,
        executed=kept.read_bytes() if standing.executed and not options.force else None,
        notebook_name=notebook_name,
        programs_tables=read.reading.shared.programs_tables(),
    )
    return Plan(name, made_of, standing, job, why)


def _default_engine() -> str:
    from medlemsnytta.execution import fork_server

    return "fork" if fork_server.AVAILABLE else "kernel"


def warm_up(job: Job) -> "WarmUp":
    """What a fork server does once before this report and those after it are made."""
    if job.executed is not None or job.notebook_name != recipe.REPORT:
        return warm.prepare_fork_server, ()
    return warm.prepare_fork_server, (dict(job.data), dict(job.parameters))


def make(job: Job, stage: Stage = lambda _: None, fork: "Fork | None" = None) -> Made:
    """Run and render; raises ProblemsFound or NotebookFailed. Nothing is written where the report will stand."""
    import nbformat

    from medlemsnytta.pages import personal_data_check
    from medlemsnytta.rendering.blocks import NotebookNotReadable, document

    if job.executed is None:
        stage("kör anteckningsboken")
        executed = execute(job, fork)
    else:
        executed = nbformat.reads(job.executed.decode(), as_version=4)
    contents, made_by = {}, recipe.program(job.notebook_name, job.notebook)
    try:
        shown = document(executed)
    except NotebookNotReadable as unreadable:
        where = f"{NOTEBOOKS_FOLDER}/{job.notebook_name}"
        raise ProblemsFound([Problem(where, unreadable.what, unreadable.fix)]) from None
    for file in job.wanted:
        stage(f"skriver {_TOLD[Path(file).suffix]}")
        contents[file] = render(executed, Path(file).suffix, job.static, made_by)
    record = shown["record"] or {}
    stage("letar efter personuppgifter")
    if found := personal_data_check.problems(
        contents, date.fromisoformat(shown["head"]["date"]), record.get("released", ()), executed.cells
    ):
        raise ProblemsFound(found)
    return Made(job.name, contents, shown["head"].get("result", {}), record)


def publish(planned: Plan, made: Made, output: Path) -> Built:
    """Put the report's files in place, the manifest last."""
    digests = dict(planned.standing.outputs) | {file: recipe.sha256(content) for file, content in made.contents.items()}
    if planned.job.executed is not None:
        digests.setdefault(f"{made.name}.ipynb", recipe.sha256(planned.job.executed))
    described = manifest_of(made, planned.recipe, digests)
    writing.publish(output, {**made.contents, f"{made.name}.manifest.json": described})
    writing.remove(output / f"{made.name}.failed.ipynb")
    return replace(built(planned, output, digests), released=tuple(made.record.get("released", ())))


def manifest_of(made: Made, made_of: Mapping[str, Any], digests: Mapping[str, str]) -> bytes:
    """The manifest of what was made: `made_of` is its recipe as planned, `digests` are those of all its files."""
    return manifests.manifest(made.name, {**made.record, **made_of}, made.words, dict(digests))


def built(planned: Plan, output: Path, digests: Mapping[str, str] | None = None) -> Built:
    """What stands in `output` of the report, after its build or without one."""
    held = planned.standing.outputs if digests is None else digests
    paths = tuple(output / f"{planned.name}.{each}" for each in FORMATS)
    stale = tuple(path for path in paths if path.name not in held and path.exists())
    wanted = [path for path in paths if path.name in (planned.job.wanted if planned.job else held)]
    return Built(planned.name, tuple(wanted), current=planned.job is None, stale=stale)


def execute(job: Job, fork: "Fork | None" = None) -> "NotebookNode":
    """The executed notebook, run in a temporary folder that holds the report's own data and nothing else."""
    from medlemsnytta.execution.notebooks import run_notebook

    beside = {
        f"{NOTEBOOKS_FOLDER}/{job.notebook_name}": _with_ids(job.notebook),
        table_files.PROGRAMS_TABLES: "\n".join(job.programs_tables).encode(),
    }
    with temporary_files({**job.data, **beside}) as root:
        try:
            return run_notebook(
                root / NOTEBOOKS_FOLDER / job.notebook_name,
                job.parameters,
                root,
                engine=job.engine,
                fork=_warming(fork or _own_fork),
            )
        except ProblemsFound as found:
            raise ProblemsFound(_in_file(problem, job.where) for problem in found.problems) from None


def _with_ids(notebook: bytes) -> bytes:
    """The notebook, whose cells are called by their place where they have no id: Jupyter would make up another each time."""
    read = json.loads(notebook)
    if all("id" in cell for cell in read["cells"]):
        return notebook
    cells = [{"id": f"cell-{place}", **cell} for place, cell in enumerate(read["cells"])]
    return json.dumps({**read, "cells": cells, "nbformat_minor": max(5, read["nbformat_minor"])}).encode()


def _own_fork(task: "Task") -> "Child":
    """A fork for a process that was given no fork server: from one of its own, started the first time."""
    from medlemsnytta.execution import fork_server

    return fork_server.own_fork_server((warm.prepare_fork_server, ())).fork(task)


def _warming(fork: "Fork") -> "Fork":
    """While the notebook runs in its process, this one makes ready to render."""

    def forked(task: "Task") -> "Child":
        child = fork(task)
        warm.make_ready()
        return child

    return forked


def examine(root: Path, name: str, overrides: Mapping[str, str] | None = None) -> "tuple[Parameters, Evaluation]":
    """Parameters, tables, figures and the officer's text, examined without running anything."""
    where, parameters = batches.read_parameters(root, name, None, overrides)
    return parameters, examined(root, parameters, where)


def examined(root: Path, parameters: Parameters, where: str, read: ReportRows | None = None) -> "Evaluation":
    """What the parameters give; raises ProblemsFound. `read` is as `opening.open_evaluation` takes it."""
    from medlemsnytta.pages import opening
    from medlemsnytta.presentation.sections import conclusion

    try:
        evaluation = opening.open_evaluation(root, parameters, read)
        conclusion.filled(evaluation)
        opening.since_previous(evaluation)
    except ProblemsFound as found:
        raise ProblemsFound(_in_file(problem, where) for problem in found.problems) from None
    return evaluation


def _in_file(problem: Problem, file: str) -> Problem:
    """A problem that names a parameter alone is told with the file that the parameter stands in."""
    parameter = problem.where.split(",")[0]
    if parameter not in Parameters.model_fields:
        return problem
    return Problem(f"{file}, {problem.where}", problem.what, problem.fix)


def render(
    executed: "NotebookNode", suffix: str, static: bool = False, made_by: Mapping[str, str] | None = None
) -> bytes:
    """The content of one file of the report; `made_by` is the program that it names, where it is not this one alone."""
    from medlemsnytta.rendering.blocks import document

    if suffix == ".ipynb":
        from medlemsnytta.rendering.ipynb import kept_notebook

        return kept_notebook(executed)
    page = document(executed)
    if page["record"]:
        page["record"] = recipe.recipe({**page["record"], "program": made_by})
    if suffix == ".pdf":
        from medlemsnytta.rendering.pdf import council_pdf

        return council_pdf(page)
    return _html_exporter(static).page(page).encode()


@cache
def _html_exporter(static: bool) -> "CouncilHTMLExporter":
    """Kept for the whole process: reading the template takes longer than filling it in."""
    from medlemsnytta.rendering.html import CouncilHTMLExporter

    return CouncilHTMLExporter(static=static, optimistic_validation=True)
