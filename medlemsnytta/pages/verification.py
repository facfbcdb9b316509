"""Is this the page that its tables give? A file is made again from what it says of itself, and compared byte by byte.

What it is made again from is what the file carries with it; where it carries nothing, the tables of the project, or what
another of the page's files beside it carries. Where the project has tables of its own for the page, these are to agree.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution.notebooks import NotebookFailed
from medlemsnytta.files import foreign_json, program, regular_files
from medlemsnytta.files.project import NOTEBOOKS_FOLDER, REFERENCE_FOLDER, notebook, own_or_shipped
from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.inputs import belonging, borders
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.places import shown
from medlemsnytta.pages import making, report
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.pages.page import Page, outputs_of
from medlemsnytta.provenance import differences, embedded_recipes, manifests, recipe
from medlemsnytta.provenance.embedded_recipes import Recorded
from medlemsnytta.provenance.manifests import MANIFEST_ENDING

REFERENCE_ENGINE = "kernel"
"""Jupyter's own, whatever engine built the file: the bytes are to be the same."""


@dataclass(frozen=True)
class Verdict:
    """What came of it, in Swedish: the file is true where there are no `differences`, and else they say why not.

    `page` is what the file says that it is. Where it was made by `another_program` no bytes can be compared, and nothing
    is said of whether it is true. `unaltered` is true where the file is what its own tables give, and `alone` where there
    were no other tables to ask. `own_notebook` is true where it was tried with a notebook of the project.
    """

    page: str
    differences: tuple[str, ...]
    another_program: bool
    unaltered: bool
    alone: bool
    own_notebook: bool


def verify(root: Path | None, path: Path, *, own_notebook: bool = False) -> Verdict:
    """Make the page again in a temporary folder, and compare; raises ProblemsFound where the file cannot be tried.

    `root` is the project, where there is one. The program's notebook is run. One in the project may come with the file
    from anywhere, and a notebook can do whatever its author wished, so it is run where `own_notebook` says so, and only then.
    """
    content, told = embedded_recipes.read(path, KINDS)
    project = root if root is not None and _has_tables_of(root, told) else None
    with _unpacked(path, told, project) as place:
        own = root if own_notebook else None
        page = _page(place, path, told, own)
        now = page.recipe(static=told.recipe.get("static") is True)
        wrong = [*_named(root, path, told, page), *_listed(told, page)]
        wrong += differences.beside(path, content, told, outputs_of(page.name), KINDS)
        versions = [*differences.program(page.kind, told.recipe, now)]
        other_tables = [] if place == project else [*differences.carried(told, now)]
        today = [*_differs_today(project, path, told)] if project else []
        made_again: list[str] = []
        if not other_tables and not (place == project and today):
            made_again = [*_made_again(path, content, told, page, now, bool(versions))]
    found = list(dict.fromkeys([*wrong, *other_tables, *today, *versions, *made_again]))
    another = root is not None and _is_another_notebook(root, told)
    if found and another and own is None:
        found.append(
            f"I mappen står en egen {NOTEBOOKS_FOLDER}/{page.notebook.name}, som inte har körts. Är {page.kind} byggd med "
            "den: läs igenom den, och pröva med --own-notebook."
        )
    unaltered = not [*wrong, *versions, *other_tables, *made_again] and place != project
    return Verdict(told.name, tuple(found), bool(versions), unaltered, project is None, own is not None and another)


def _page(place: Path, path: Path, told: Recorded, own: Path | None = None) -> Page:
    """The page as what stands in `place` would make it, with the program's notebook or that of the project `own`."""
    name = str(told.recipe["notebook"])
    page: Page = KINDS[name].recorded(place, path.name, told)
    return replace(page, notebook=program.NOTEBOOKS / name if own is None else notebook(own, name))


def _has_tables_of(root: Path, told: Recorded) -> bool:
    """Whether the project has a folder of tables that the page is made of, beside those that all share."""
    folders = {str(PurePosixPath(file).parent) for file in told.recipe["data"]}
    shared = {REFERENCE_FOLDER, reports.PARAMS_FOLDER, str(PurePosixPath(borders.BORDERS).parent)}
    parameters = told.recipe["parameters"].get("data_folder")
    own = {*folders, *([parameters] if isinstance(parameters, str) else [])} - shared
    return any((root / folder).is_dir() for folder in own if ".." not in folder)


def _unpacked(path: Path, told: Recorded, project: Path | None) -> AbstractContextManager[Path]:
    """A folder with what the page is made of: what the file carries, else the project, else what a file beside carries."""
    if told.files:
        return temporary_files(_named_files(told))
    if project is not None:
        return nullcontext(project)
    for ending in (".pdf", ".html"):
        try:
            other = embedded_recipes.read(path.with_name(told.name + ending), KINDS)[1]
        except ProblemsFound:
            continue
        if other.files and other.recipe["data"] == told.recipe["data"]:
            return temporary_files(_named_files(other))
    what = "filen bär inte med sig de tabeller som den är byggd på."
    fix = (
        "Lägg sidans PDF eller dess fullständiga HTML-fil (byggd utan --static) bredvid, eller ställ dig i mappen med "
        "tabellerna, och pröva igen."
    )
    raise ProblemsFound([Problem(path.name, what, fix)])


def _named_files(told: Recorded) -> dict[str, bytes]:
    return {file: content for file, content in told.files.items() if file in told.recipe["data"]}


def _named(root: Path | None, path: Path, told: Recorded, page: Page) -> Iterator[str]:
    """A file that is called as another page would be, and what says that it is another page than it is."""
    if page.name != told.name:
        yield f"Filen säger att den är {told.name}, men det som den är byggd på är {page.name}."
    name = embedded_recipes.called(path)[0]
    if name.casefold() != told.name.casefold() and _is_another_page(root, path, name, page):
        yield (
            f"Filen heter som sidan {name}, men säger själv att den är {told.name}. Döp om den till "
            f"{told.name}{told.ending}, eller till något som inte är namnet på en sida, och pröva igen."
        )


def _is_another_page(root: Path | None, path: Path, name: str, page: Page) -> bool:
    """Whether the project, a manifest beside, or the names of municipalities and years know another page called so."""
    lower = name.casefold()
    known = [] if root is None else reports.report_names(root)
    if lower in map(str.casefold, known) or reports.page_called(lower):
        return True
    if path.with_name(name + MANIFEST_ENDING).is_file():
        return True
    ours = page.read.evaluations[0] if page.notebook.name == report.NOTEBOOK else None
    return belonging.other_owner(program.FILES, lower, ours)


def _listed(told: Recorded, page: Page) -> Iterator[str]:
    return (
        differences.outputs(told, outputs_of(page.name), page.usual_outputs)
        if told.ending == MANIFEST_ENDING
        else iter(())
    )


def _differs_today(project: Path, path: Path, told: Recorded) -> Iterator[str]:
    """What the project's tables and parameters say now that they did not say when the page was built."""
    try:
        page = _page(project, path, told)
        yield from differences.data(page.kind, page.read, told.recipe, page.recipe())
    except ProblemsFound as unread:
        yield from (f"Underlaget i den här mappen går inte att läsa: {problem}" for problem in unread.problems)
        return
    if page.notebook.name != report.NOTEBOOK:
        if page.parameters != told.recipe["parameters"]:
            yield f"{page.name} visar nu andra rapporter, eller i en annan ordning."
        return
    if page.name not in reports.report_names(project):
        # A report without a params file is only what it is.
        return
    try:
        now = params.plain(params.read_parameters(reports.parameter_file(project, page.name), root=project))
    except ProblemsFound:
        yield f"{page.where} går inte längre att läsa."
        return
    for name, then in page.parameters.items():
        if then != now[name]:
            yield f"{page.where}: {name} var {shown(then)} när rapporten byggdes och är nu {shown(now[name])}."


def _made_again(
    path: Path, content: bytes, told: Recorded, page: Page, now: Mapping[str, Any], another_program: bool
) -> Iterator[str]:
    """The page's files made once more by the recipe of `now`, compared with what is tried; by `another_program` in words."""
    whole = told.ending == MANIFEST_ENDING
    if whole and another_program:
        return
    listed = [file for file in outputs_of(page.name) if file in told.outputs or file in page.usual_outputs]
    wanted = tuple(listed) if whole else (page.name + told.ending,)
    try:
        made = making.make(making.job_of(page, wanted, static="static" in now, engine=REFERENCE_ENGINE))
    except NotebookFailed as failed:
        what = f"anteckningsboken gick inte att köra med det underlaget ({failed.error[:200]})."
        raise ProblemsFound([Problem(path.name, what, "Kontrollera att filen är hel.")]) from None
    if whole:
        digests = {file: recipe.sha256(each) for file, each in made.contents.items()}
        described = making.manifest_of(made, now, digests, manifests.python_told(foreign_json.read(content)))
        yield from differences.of_manifest(path.name, content, described)
    elif another_program:
        yield from differences.of_words(told.ending, content, made.contents[wanted[0]])
    else:
        yield from differences.of_file(path.name, told.ending, content, made.contents[wanted[0]])


def _is_another_notebook(root: Path, told: Recorded) -> bool:
    """Whether a build in the project would run another notebook than the program's."""
    name = str(told.recipe["notebook"])
    standing = own_or_shipped(root, f"{NOTEBOOKS_FOLDER}/{name}")
    try:
        return regular_files.read(standing) != (program.NOTEBOOKS / name).read_bytes()
    except OSError:
        return True
