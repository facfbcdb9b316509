"""Is this the report that these data give? A file is made again from what it says of itself, and compared byte by byte."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.files.project import NOTEBOOKS_FOLDER, notebook
from medlemsnytta.inputs.parameters import compared, params, reports
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.tables import report_rows
from medlemsnytta.inputs.tables.row_digests import changed_rows
from medlemsnytta.pages import batch_opening, pipeline
from medlemsnytta.provenance import currentness, embedded_recipes, manifests, recipe
from medlemsnytta.provenance.embedded_recipes import Recorded
from medlemsnytta.provenance.manifests import MANIFEST_ENDING

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


@dataclass(frozen=True)
class _Again:
    """What the file is made of, read anew today; `page` is what the file is, in Swedish."""

    page: str
    notebook: Path
    where: str
    parameters: Mapping[str, Any]
    read: report_rows.ReportRows

    @property
    def recipe(self) -> dict[str, Any]:
        made_from = recipe.inputs(self.notebook.name, self.parameters, self.read.digests)
        return recipe.recipe(made_from, self.notebook.read_bytes())


def verify(root: Path, path: Path, *, own_notebook: bool = False) -> Verdict:
    """Make the page again in a temporary folder, and compare; raises ProblemsFound where the file cannot be tried.

    The program's notebook is run. One in the project may come with the file from anywhere, and a notebook can do
    whatever its author wished, so it is run where `own_notebook` says so, and only then.
    """
    content, told = embedded_recipes.read(path)
    again = _READ_AGAIN.get(told.recipe["notebook"], _report)(root, path, told)
    standing = notebook(root, again.notebook.name)
    another = standing.read_bytes() != again.notebook.read_bytes()
    if own_notebook:
        again = replace(again, notebook=standing)
    made_differently = [
        *_data(again, told.recipe, again.recipe),
        *_program(again.page, told.recipe, again.recipe),
        *_parameters_then(again, told.recipe),
    ]
    differences = [*_altered(path, content, told), *made_differently, *_parameters_now(root, told, again)]
    if not made_differently:
        differences += [each for each in _made_again(path, content, told, again) if each not in differences]
    if differences and another and not own_notebook:
        differences.append(
            f"I mappen står en egen {NOTEBOOKS_FOLDER}/{standing.name}, som inte har körts. Är {again.page} byggd med "
            "den: läs igenom den, och pröva med --own-notebook."
        )
    return Verdict(path.name, tuple(differences), own_notebook and another)


def _report(root: Path, path: Path, told: Recorded) -> _Again:
    parameters = params.parameters_from(told.recipe["parameters"], f"{path.name}, parametrarna")
    return _Again(
        "rapporten",
        program.NOTEBOOKS / recipe.REPORT,
        f"{reports.PARAMS_FOLDER}/{told.name}.yaml",
        params.plain(parameters),
        report_rows.read_report(root, parameters),
    )


def _comparison(root: Path, path: Path, told: Recorded) -> _Again:
    one, other = (str(told.recipe["parameters"].get(each, "")) for each in ("earlier", "later"))
    named = compared.compared_reports(root, one, other)
    names = dict(zip(("earlier", "later"), (name for name, _ in named), strict=True))
    read = report_rows.read_compared(root, named)
    return _Again("jämförelsen", program.NOTEBOOKS / recipe.COMPARISON, told.name, names, read)


def _overview(root: Path, path: Path, told: Recorded) -> _Again:
    chosen = {each: told.recipe["parameters"].get(each) for each in ("reports", "tables")}
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in chosen.values()):
        what = "filen säger inte vilka rapporter översikten visar."
        raise ProblemsFound([Problem(path.name, what, f"Bygg den igen: {program.COMMAND} overview.")])
    read = batch_opening.overview_data(root, **chosen)
    return _Again("översikten", program.NOTEBOOKS / recipe.OVERVIEW, told.name, chosen, read)


_READ_AGAIN = {recipe.COMPARISON: _comparison, recipe.OVERVIEW: _overview}


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
        outputs = embedded_recipes.read(beside)[1].outputs
        if outputs.get(path.name) not in (None, recipe.sha256(content)):
            yield _altered_words(path.name)


def _altered_words(name: str) -> str:
    return f"{name} är ändrad efter bygget: den har en annan kontrollsumma (SHA-256) än manifestet säger."


def _data(again: _Again, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which files, and which rows of them, are not as they were when the page was built."""
    files = [path for path in sorted({*then["data"], *now["data"]}) if then["data"].get(path) != now["data"].get(path)]
    if not files:
        return
    try:
        rows = changed_rows(then["rows"], again.read.rows) if then["rows"] else {}
    except ProblemsFound:
        rows = {}
    for file in files:
        if file not in now["data"]:
            yield f"{file} finns inte i den här mappen, och {again.page} är byggd med den."
        elif file not in then["data"]:
            yield f"{file} har kommit till sedan {again.page} byggdes."
        else:
            places = [place for place in rows if place == file or place.startswith(f"{file}, ")]
            told = "; ".join(_rows(place.removeprefix(file).lstrip(", "), rows[place]) for place in places)
            nothing = f", men ingen rad som {again.page} vilar på" if then["rows"] else ""
            yield f"{file} är ändrad sedan {again.page} byggdes{': ' + told if told else nothing}."


def _rows(sheet: str, rows: list[int]) -> str:
    where = f"{sheet}, " if sheet else ""
    if len(rows) > MOST_ROWS:
        return f"{where}{len(rows)} rader, den första rad {rows[0]}"
    return f"{where}rad {', '.join(map(str, rows))}"


def _program(page: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Other versions than those that the file was made with; a kept notebook does not say which they were."""
    if not then["versions"] and not then["program"]:
        return
    changed, more = currentness.versions_changed(then["versions"], now["versions"])
    for package, before, after in changed:
        yield f"{package} var {before} när {page} byggdes och är nu {after}."
    if more:
        yield f"{more} paket till har andra versioner än när {page} byggdes."
    names = {
        "notebook": "Anteckningsboken är en annan",
        "package": "Programmet är ett annat",
        "templates": "Mallarna är andra",
    }
    for part in currentness.parts_changed(then, now):
        yield f"{names.get(part, f'Programmets del {part} är en annan')} än när {page} byggdes."


def _parameters_then(again: _Again, then: Mapping[str, Any]) -> Iterator[str]:
    """What a page that sets reports side by side would show first today, or last."""
    if again.notebook.name != recipe.REPORT and dict(again.parameters) != then["parameters"]:
        yield f"{again.where} visar nu andra rapporter, eller i en annan ordning."


def _parameters_now(root: Path, told: Recorded, again: _Again) -> Iterator[str]:
    """What the params file of the same name says now and did not say then; a report without one is only what it is."""
    if again.notebook.name != recipe.REPORT or told.name not in reports.report_names(root):
        return
    try:
        now = params.plain(params.read_parameters(reports.parameter_file(root, told.name), root=root))
    except ProblemsFound:
        yield f"{again.where} går inte längre att läsa."
        return
    for name, then in again.parameters.items():
        if then != now[name]:
            yield f"{again.where}: {name} var {shown(then)} när rapporten byggdes och är nu {shown(now[name])}."


def _made_again(path: Path, content: bytes, told: Recorded, again: _Again) -> Iterator[str]:
    """The files made once more by the same recipe, compared with those that are tried."""
    names = list(told.outputs) if told.ending == MANIFEST_ENDING else [path.name]
    wanted = {f"{told.name}.{each}": name for name in names for each in pipeline.FORMATS if name.endswith(f".{each}")}
    job = pipeline.Job(
        name=told.name,
        where=again.where,
        parameters=again.parameters,
        data=again.read.files,
        wanted=tuple(wanted),
        static=bool(told.recipe.get("static")),
        engine=REFERENCE_ENGINE,
        notebook=again.notebook.read_bytes(),
        executed=None,
        notebook_name=again.notebook.name,
    )
    made = pipeline.make(job)
    if told.ending == MANIFEST_ENDING:
        yield from _manifest_again(path, content, again, made, wanted)
        return
    for file, bytes_made in made.contents.items():
        if bytes_made != content:
            yield f"{wanted[file]} är ändrad efter bygget: {_first_difference(content, bytes_made)}."


def _manifest_again(
    path: Path, content: bytes, again: _Again, made: pipeline.Made, wanted: Mapping[str, str]
) -> Iterator[str]:
    """The files that become others, and what else of the manifest is not as a build would write it."""
    told, digests = json.loads(content), {wanted[file]: recipe.sha256(each) for file, each in made.contents.items()}
    for name, digest in digests.items():
        if digest != told["outputs"][name]:
            yield f"{name} blir en annan fil när den byggs igen än den som manifestet beskriver."
    static = {"static": True} if told["recipe"].get("static") else {}
    described = pipeline.manifest_of(made, again.recipe | static, digests, manifests.python_told(told))
    true = json.loads(described)
    if parts := [
        *_differing(told, true, ("recipe", "outputs", "sha256")),
        *_differing(told["recipe"], true["recipe"], (), "recipe."),
    ]:
        yield f"{path.name} är ändrad efter bygget: {', '.join(map(shown, parts))} är inte vad bygget ger."
    elif told["outputs"] == true["outputs"] and content != described:
        yield f"{path.name} är ändrad efter bygget: uppgifterna är desamma, men skrivna på ett annat sätt."


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
