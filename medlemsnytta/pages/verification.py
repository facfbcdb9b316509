"""Is this the report that these data give? A file is made again from what it says of itself, and compared byte by byte."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.tables.row_digests import changed_rows
from medlemsnytta.pages import making, report
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.pages.page import Page
from medlemsnytta.provenance import embedded_recipes, recipe
from medlemsnytta.provenance.embedded_recipes import MANIFEST_ENDING, Recorded

REFERENCE_ENGINE = "kernel"
"""Jupyter's own, whatever engine built the file: the bytes are to be the same."""

MOST_ROWS = 12
"""More changed rows than these are told as a number."""


@dataclass(frozen=True)
class Verdict:
    """What came of it: `differences` in Swedish, none where the file is just what its inputs give.

    `own_notebook` is true where it was tried with a notebook of the project that is not the program's.
    """

    file: str
    differences: tuple[str, ...]
    own_notebook: bool = False

    @property
    def holds(self) -> bool:
        return not self.differences


def verify(root: Path, path: Path, *, own_notebook: bool = False) -> Verdict:
    """Make the page again in a temporary folder, and compare; raises ProblemsFound where the file cannot be tried.

    The program's notebook is run. One in the project may come with the file from anywhere, and a notebook can do
    whatever its author wished, so it is run where `own_notebook` says so, and only then.
    """
    content, told = embedded_recipes.read(path, KINDS)
    page = replace(KINDS[told.recipe["notebook"]].recorded(root, path.name, told), name=told.name)
    standing, programs = page.notebook, program.NOTEBOOKS / page.notebook.name
    another = standing.read_bytes() != programs.read_bytes()
    if not own_notebook:
        page = replace(page, notebook=programs)
    now = page.recipe(static=told.recipe.get("static") is True)
    made_differently = [
        *_data(page, told.recipe, now),
        *_program(page.kind, told.recipe, now),
        *_parameters_then(page, told.recipe),
    ]
    differences = [*_altered(path, content, told), *made_differently, *_parameters_now(root, page)]
    if not made_differently:
        differences += [each for each in _made_again(path, content, told, page, now) if each not in differences]
    if differences and another and not own_notebook:
        differences.append(
            f"I mappen står en egen {NOTEBOOKS_FOLDER}/{standing.name}, som inte har körts. Är {page.kind} byggd med "
            "den: läs igenom den, och pröva med --own-notebook."
        )
    return Verdict(path.name, tuple(differences), own_notebook and another)


def _altered(path: Path, content: bytes, told: Recorded) -> Iterator[str]:
    """Files that are not those whose SHA-256 the manifest beside them has."""
    if told.ending == MANIFEST_ENDING:
        for name, digest in told.outputs.items():
            beside = path.parent / name
            if Path(name).name == name and beside.is_file() and recipe.sha256(beside.read_bytes()) != digest:
                yield _altered_words(name)
        return
    beside = path.with_name(told.name + MANIFEST_ENDING)
    if beside.is_file():
        outputs = embedded_recipes.read(beside, KINDS)[1].outputs
        if outputs.get(path.name) not in (None, recipe.sha256(content)):
            yield _altered_words(path.name)


def _altered_words(name: str) -> str:
    return f"{name} är ändrad efter bygget: den har en annan kontrollsumma (SHA-256) än manifestet säger."


def _data(page: Page, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which files, and which rows of them, are not as they were when the page was built."""
    files = [path for path in sorted({*then["data"], *now["data"]}) if then["data"].get(path) != now["data"].get(path)]
    if not files:
        return
    try:
        rows = changed_rows(then["rows"], page.read.rows) if then["rows"] else {}
    except ProblemsFound:
        rows = {}
    for file in files:
        if file not in now["data"]:
            yield f"{file} finns inte i den här mappen, och {page.kind} är byggd med den."
        elif file not in then["data"]:
            yield f"{file} har kommit till sedan {page.kind} byggdes."
        else:
            places = [place for place in rows if place == file or place.startswith(f"{file}, ")]
            told = "; ".join(_rows(place.removeprefix(file).lstrip(", "), rows[place]) for place in places)
            nothing = f", men ingen rad som {page.kind} vilar på" if then["rows"] else ""
            yield f"{file} är ändrad sedan {page.kind} byggdes{': ' + told if told else nothing}."


def _rows(sheet: str, rows: list[int]) -> str:
    where = f"{sheet}, " if sheet else ""
    if len(rows) > MOST_ROWS:
        return f"{where}{len(rows)} rader, den första rad {rows[0]}"
    return f"{where}rad {', '.join(map(str, rows))}"


def _program(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Other versions than those that the file was made with; a kept notebook does not say which they were."""
    if not then["versions"] and not then["program"]:
        return
    for package in sorted({*then["versions"], *now["versions"]}):
        if then["versions"].get(package) != now["versions"].get(package):
            before, after = (each["versions"].get(package, recipe.NOT_INSTALLED) for each in (then, now))
            yield f"{package} var {before} när {kind} byggdes och är nu {after}."
    names = {
        "notebook": "Anteckningsboken är en annan",
        "package": "Programmet är ett annat",
        "templates": "Mallarna är andra",
    }
    for part in sorted({*then["program"], *now["program"]}):
        if then["program"].get(part) != now["program"].get(part):
            yield f"{names.get(part, f'Programmets del {part} är en annan')} än när {kind} byggdes."


def _parameters_then(page: Page, then: Mapping[str, Any]) -> Iterator[str]:
    """What a page that sets reports side by side would show first today, or last."""
    if page.notebook.name != report.NOTEBOOK and page.parameters != then["parameters"]:
        yield f"{page.name} visar nu andra rapporter, eller i en annan ordning."


def _parameters_now(root: Path, page: Page) -> Iterator[str]:
    """What the params file of the same name says now and did not say then; a report without one is only what it is."""
    if page.notebook.name != report.NOTEBOOK or page.name not in reports.report_names(root):
        return
    try:
        now = params.plain(params.read_parameters(reports.parameter_file(root, page.name), root=root))
    except ProblemsFound:
        yield f"{page.where} går inte längre att läsa."
        return
    for name, then in page.parameters.items():
        if then != now[name]:
            yield f"{page.where}: {name} var {shown(then)} när rapporten byggdes och är nu {shown(now[name])}."


def _made_again(path: Path, content: bytes, told: Recorded, page: Page, now: Mapping[str, Any]) -> Iterator[str]:
    """The files made once more by the recipe of `now`, compared with those that are tried."""
    names = list(told.outputs) if told.ending == MANIFEST_ENDING else [path.name]
    wanted = {f"{page.name}.{each}": name for name in names for each in making.FORMATS if name.endswith(f".{each}")}
    made = making.make(making.job_of(page, wanted, static="static" in now, engine=REFERENCE_ENGINE))
    if told.ending == MANIFEST_ENDING:
        digests = {wanted[file]: recipe.sha256(each) for file, each in made.contents.items()}
        yield from _manifest_again(path.name, content, making.manifest_of(made, now, digests))
        return
    for file, bytes_made in made.contents.items():
        if bytes_made != content:
            yield f"{wanted[file]} är ändrad efter bygget: {_first_difference(content, bytes_made)}."


def _manifest_again(file: str, content: bytes, described: bytes) -> Iterator[str]:
    """The files that become others, and what else of the manifest is not as a build would write it."""
    told, true = json.loads(content), json.loads(described)
    for name, digest in true["outputs"].items():
        if digest != told["outputs"][name]:
            yield f"{name} blir en annan fil när den byggs igen än den som manifestet beskriver."
    if parts := [
        *_differing(told, true, ("recipe", "outputs")),
        *_differing(told["recipe"], true["recipe"], (), "recipe."),
    ]:
        yield f"{file} är ändrad efter bygget: {', '.join(map(shown, parts))} är inte vad bygget ger."
    elif told == true and content != described:
        yield f"{file} är ändrad efter bygget: uppgifterna är desamma, men skrivna på ett annat sätt."


def _differing(
    told: Mapping[str, Any], true: Mapping[str, Any], left_out: tuple[str, ...], above: str = ""
) -> list[str]:
    return [
        above + part
        for part in sorted({*told, *true})
        if part not in left_out and (part in told, told.get(part)) != (part in true, true.get(part))
    ]


def _first_difference(content: bytes, made: bytes) -> str:
    """Where two files part, by line in a text and by byte in a PDF."""
    at = next((place for place, (one, other) in enumerate(zip(content, made, strict=False)) if one != other), None)
    at = min(len(content), len(made)) if at is None else at
    if content.startswith(b"%PDF"):
        return f"den skiljer sig från den byggda från och med byte {at + 1}"
    line = content.count(b"\n", 0, at) + 1
    return f"den skiljer sig från den byggda på rad {line}"
