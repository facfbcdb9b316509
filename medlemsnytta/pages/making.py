"""How every page is made, from what it rests on to the files that stand in the output folder.

`build` is the main path: `plan` finds out whether there is anything to do, `make` does it, in whichever process, and
`publish` puts it in place.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from medlemsnytta.errors import MedlemsnyttaError, Problem, ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebooks import NotebookFailed, run_notebook
from medlemsnytta.files import program, regular_files, writing
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.inputs import borders
from medlemsnytta.inputs.notebook_files import demand_runnable
from medlemsnytta.inputs.tables import table_files
from medlemsnytta.inputs.tables.waiting_rows import Pile
from medlemsnytta.pages import known_notebooks
from medlemsnytta.pages.page import Page, in_file, outputs_of
from medlemsnytta.provenance import currentness, manifests, recipe
from medlemsnytta.rendering.formats import FORMATS

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from medlemsnytta.execution.notebook_processes import NotebookProcesses
    from medlemsnytta.rendering.blocks import Document

DEFAULT_ENGINE = "warm"

Stage = Callable[[str], None]
"""Told the Swedish name of each stage as it begins."""

Run = Callable[[workers.Maker, Iterator["Job"]], Iterator[workers.Event]]
"""Makes each job, here, in other processes or on other machines, and says what becomes of it."""


@dataclass(frozen=True)
class BuildOptions:
    """How pages are to be built: `static` leaves the scripts out of the HTML, `engine` runs the notebook.

    No `formats` are those that the page is usually made as.
    """

    formats: Sequence[str] = ()
    force: bool = False
    static: bool = False
    engine: str | None = None


@dataclass(frozen=True)
class Job:
    """One page to make, with everything that it takes: it can be made in another process, or on another machine.

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
    notebook_name: str
    notebook: bytes
    executed: bytes | None
    programs_tables: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What is to be done for a page; `job` is None where it is current, and `why` says so in Swedish."""

    page: Page
    recipe: Mapping[str, Any]
    standing: currentness.Standing
    job: Job | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """The contents of one page's files by their names, the word that each network got, and what the notebook recorded.

    `warnings` are of what the notebook shows and a page cannot carry as it is.
    """

    name: str
    contents: Mapping[str, bytes]
    words: Mapping[str, str]
    record: Mapping[str, Any]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Built:
    """One page's files, in the order of `FORMATS`; `stale` are older ones.

    In those `edited` somebody has written since they were built; such a one that was built anew is `kept` under another name.
    `released` is what was let through the search for personal data, and why; `warnings` are as `Made` has them.
    """

    name: str
    paths: tuple[Path, ...]
    stale: tuple[Path, ...]
    released: Sequence[Mapping[str, str]]
    warnings: Sequence[Problem] = ()
    waiting: Sequence[Pile] = ()
    """The rows of its tables that wait for a person; none of them is used."""
    edited: tuple[Path, ...] = ()
    kept: Mapping[str, Path] = field(default_factory=dict)


@dataclass
class Stopped(MedlemsnyttaError):
    """A notebook that failed, and the personal data for which it was not kept."""

    failure: NotebookFailed
    found: Sequence[Problem]


class Teller(Protocol):
    """Is told of each page as it goes; `about` tells what stops that page alone, and lets the others go on."""

    def about(self, name: str, worker: int | None = None) -> AbstractContextManager[None]: ...
    def current(self, built: Built) -> None: ...
    def step(self, step: workers.Step) -> None: ...
    def built(self, built: Built, worker: int) -> None: ...


def build(
    pages: Mapping[str, Callable[[], Page]], output: Path, options: BuildOptions, run: Run, teller: Teller
) -> None:
    """The main path, of one page or of many: each is planned, made where it is not current, and published."""
    plans: dict[str, Plan] = {}

    def jobs() -> Iterator[Job]:
        for name, page in pages.items():
            with teller.about(name):
                planned = plan(page(), output, options)
                if planned.job is None:
                    teller.current(_built(planned, output, planned.standing.outputs))
                else:
                    plans[name] = planned
                    yield planned.job

    with closing(run(make, jobs())) as events:
        for event in events:
            if isinstance(event, workers.Step):
                teller.step(event)
                continue
            with teller.about(event.name, event.worker):
                planned = plans.pop(event.name)
                if isinstance(event.error, NotebookFailed):
                    raise Stopped(event.error, keep_failed(planned.page, event.error, output))
                if event.error is not None:
                    raise event.error
                teller.built(publish(planned, event.result, output), event.worker)


def plan(page: Page, output: Path, options: BuildOptions) -> Plan:
    """Compare what the page would be made of with what stands in `output`; raises ProblemsFound."""
    try:
        if found := page.hidden():
            raise ProblemsFound(found)
        demand_runnable(page.notebook.read_bytes(), f"{NOTEBOOKS_FOLDER}/{page.notebook.name}")
        made_of = page.recipe(static=options.static)
        standing = currentness.standing(output, page.name, made_of)
        formats = options.formats or page.formats
        wanted = tuple(file for file in outputs_of(page.name) if file.rpartition(".")[2] in formats)
        missing = [file for file in wanted if file not in standing.outputs]
        why = ("--force",) if options.force else standing.changes or tuple(f"{file} finns inte" for file in missing)
        if not missing and not options.force:
            return Plan(page, made_of, standing, None, ())
    except ProblemsFound:
        # Whatever else is wrong is told with it.
        page.check()
        raise
    kept = output / f"{page.name}.ipynb"
    executed = kept.read_bytes() if standing.executed and not options.force else None
    job = job_of(page, wanted, static=options.static, engine=options.engine or DEFAULT_ENGINE, executed=executed)
    return Plan(page, made_of, standing, job, why)


def job_of(page: Page, wanted: Iterable[str], *, static: bool, engine: str, executed: bytes | None = None) -> Job:
    """What it takes to make the files `wanted` of the page."""
    return Job(
        name=page.name,
        where=page.where,
        parameters=page.parameters,
        data=page.read.files,
        wanted=tuple(wanted),
        static=static,
        engine=engine,
        notebook_name=page.notebook.name,
        notebook=page.notebook.read_bytes(),
        executed=executed,
        programs_tables=page.read.reading.shared.programs_tables(),
    )


def make(job: Job, stage: Stage = lambda _: None, place: "NotebookProcesses | None" = None) -> Made:
    """Run, render and search; raises ProblemsFound or NotebookFailed. Nothing is written where the page will stand.

    The notebook runs in a process of `place`, where there is one, else in one of its own.
    """
    import nbformat

    from medlemsnytta.pages import personal_data_check
    from medlemsnytta.rendering.blocks import NotebookNotReadable

    if job.executed is None:
        executed = execute(job, stage, place)
    else:
        executed = nbformat.reads(job.executed.decode(), as_version=4)
    made_by = recipe.program(job.notebook_name, job.notebook)
    try:
        shown, contents = render(executed, job.wanted, job.static, made_by, stage)
    except NotebookNotReadable as unreadable:
        where = f"{NOTEBOOKS_FOLDER}/{job.notebook_name}"
        raise ProblemsFound([Problem(where, unreadable.what, unreadable.fix)]) from None
    record, day = shown["record"] or {}, date.fromisoformat(shown["head"]["date"])
    stage("letar efter personuppgifter")
    if found := personal_data_check.problems(contents, day, record.get("released", ()), executed.cells):
        raise ProblemsFound(found)
    return Made(job.name, contents, shown["head"].get("result", {}), record, tuple(shown["warnings"]))


def execute(job: Job, stage: Stage = lambda _: None, place: "NotebookProcesses | None" = None) -> "NotebookNode":
    """The executed notebook, run in a temporary folder that holds the page's own data and nothing else."""
    from medlemsnytta.rendering import carried_files
    from medlemsnytta.rendering.svg import draw_ahead

    def begin() -> None:
        stage("kör anteckningsboken")

    begin()
    beside = {
        f"{NOTEBOOKS_FOLDER}/{job.notebook_name}": _with_ids(job.notebook),
        table_files.PROGRAMS_TABLES: "\n".join(job.programs_tables).encode(),
    }
    with temporary_files({**job.data, **beside}) as root:
        try:
            executed = run_notebook(
                root / NOTEBOOKS_FOLDER / job.notebook_name,
                job.parameters,
                root,
                engine=job.engine,
                known=known_notebooks.known(job.notebook),
                place=place,
                begin=begin,
                end=draw_ahead,
            )
        except ProblemsFound as found:
            raise ProblemsFound(in_file(problem, job.where) for problem in found.problems) from None
    carried_files.put(
        executed, job.name, {path: each for path, each in job.data.items() if not _is_shipped(path, each)}
    )
    return executed


def _is_shipped(path: str, content: bytes) -> bool:
    """Whether every program of the same version has the file: the borders of all municipalities are not carried."""
    return path == borders.BORDERS and content == (program.FILES / path).read_bytes()


def _with_ids(notebook: bytes) -> bytes:
    """The notebook, whose cells are called by their place where they have no id: Jupyter would make up another each time."""
    read = json.loads(notebook)
    if all("id" in cell for cell in read["cells"]):
        return notebook
    cells = [{"id": f"cell-{place}", **cell} for place, cell in enumerate(read["cells"])]
    return json.dumps({**read, "cells": cells, "nbformat_minor": max(5, read["nbformat_minor"])}).encode()


def render(
    executed: "NotebookNode",
    wanted: Iterable[str],
    static: bool = False,
    made_by: Mapping[str, str] | None = None,
    stage: Stage = lambda _: None,
) -> "tuple[Document, dict[str, bytes]]":
    """What the notebook shows, and each file `wanted` of it; `made_by` is the program, where it is not this one alone."""
    from medlemsnytta.provenance.exporters import with_recipe
    from medlemsnytta.rendering import blocks, html, ipynb, pdf, word

    shown, contents = blocks.document(executed), {}
    described = with_recipe(shown, made_by)
    writers: dict[str, Callable[[], bytes]] = {
        "html": lambda: html.council_html(described, static=static).encode(),
        "pdf": lambda: pdf.council_pdf(described),
        "docx": lambda: word.council_docx(described),
        "ipynb": lambda: ipynb.kept_notebook(executed),
    }
    for file in wanted:
        ending = file.rpartition(".")[2]
        stage(f"skriver {FORMATS[ending].definite}")
        contents[file] = writers[ending]()
    return shown, contents


def publish(planned: Plan, made: Made, output: Path) -> Built:
    """Put the page's files in place, the manifest last; Ctrl-C waits until all of them are."""
    digests = dict(planned.standing.outputs) | {file: recipe.sha256(content) for file, content in made.contents.items()}
    if planned.job.executed is not None:
        digests.setdefault(f"{made.name}.ipynb", recipe.sha256(planned.job.executed))
    described = manifest_of(made, planned.recipe, digests)
    with writing.uninterrupted():
        kept = {file: _free_name(output / file) for file in made.contents if _is_written_in(output / file)}
        beside = {path.name: _written(output / file) for file, path in kept.items()}
        writing.publish(output, {**beside, **made.contents, f"{made.name}.manifest.json": described})
        writing.remove(_failed(made.name, output))
        return replace(_built(planned, output, digests, made), kept=kept)


def _is_written_in(path: Path) -> bool:
    """Whether the file is of a kind that people go on writing in, and is not known to be as it was built."""
    if not FORMATS[path.suffix.removeprefix(".")].written_in or not path.is_file():
        return False
    from medlemsnytta.rendering import word_file

    try:
        return not word_file.is_as_made(regular_files.read(path))
    except OSError:
        return True


def _written(path: Path) -> bytes:
    """What somebody has written, to be kept; raises ProblemsFound where it cannot be read, and nothing is written over it."""
    try:
        return regular_files.read(path)
    except OSError:
        what = "någon kan ha skrivit i filen, och den går inte att läsa."
        fix = "Stäng den i Word, eller flytta den till en annan mapp, och bygg igen."
        raise ProblemsFound([Problem(f"{path.parent.name}/{path.name}", what, fix)]) from None


def _free_name(path: Path) -> Path:
    """A name beside it that no page has and no file: huddinge-2025.andrad.docx, and then with a number."""
    numbers = chain([""], (f"-{number}" for number in count(2)))
    names = (path.with_name(f"{path.stem}.andrad{number}{path.suffix}") for number in numbers)
    return next(name for name in names if not name.exists())


def manifest_of(made: Made, made_of: Mapping[str, Any], digests: Mapping[str, str], python: str = "") -> bytes:
    """The manifest of what was made: `made_of` is its recipe as planned, `digests` are those of all its files."""
    return manifests.manifest(made.name, {**made.record, **made_of}, made.words, dict(digests), python)


def _built(planned: Plan, output: Path, held: Mapping[str, str], made: Made | None = None) -> Built:
    """What is `held` to stand in `output` of the page, after its build or without one."""
    paths = tuple(output / file for file in outputs_of(planned.page.name))
    others = [path for path in paths if path.name not in held and path.exists()]
    edited = tuple(path for path in others if _is_written_in(path))
    stale = tuple(path for path in others if path not in edited)
    wanted = tuple(path for path in paths if path.name in (planned.job.wanted if planned.job else held))
    waiting = planned.page.read.waiting
    if made is None:
        return Built(planned.page.name, wanted, stale, (), waiting=waiting, edited=edited)
    released = made.record.get("released", ())
    return Built(planned.page.name, wanted, stale, released, made.warnings, waiting, edited)


def keep_failed(page: Page, failure: NotebookFailed, output: Path) -> list[Problem]:
    """A notebook that failed is kept, never as the page; not where it holds personal data, which is what is answered."""
    from medlemsnytta.pages import personal_data_check
    from medlemsnytta.rendering.ipynb import notebook_bytes

    path, content = _failed(page.name, output), notebook_bytes(failure.notebook)
    latest, released = max(each.report_date for each in page.read.evaluations), personal_data_check.released(page.read)
    found = personal_data_check.problems({path.name: content}, latest, released, failure.notebook.cells)
    if found:
        writing.remove(path)
    else:
        writing.publish(output, {path.name: content})
    return found


def _failed(name: str, output: Path) -> Path:
    return output / f"{name}.failed.ipynb"
