"""Is this the report that these data give? A file is made again from what it says of itself, and compared byte by byte."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medlemsnytta import opening, pipeline, recipe
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import extracts, params, reports
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.row_digests import changed_rows, row_digests
from medlemsnytta.inputs.tables import load_tables
from medlemsnytta.publishing import recorded
from medlemsnytta.publishing.recorded import MANIFEST_ENDING, Recorded

REFERENCE_ENGINE = "kernel"
"""Jupyter's own, whatever engine built the file: the bytes are to be the same."""

MOST_ROWS = 12
"""More changed rows than these are told as a number."""


@dataclass(frozen=True)
class Verdict:
    """What came of it: `differences` in Swedish, none where the file is just what its inputs give."""

    file: str
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


def verify(root: Path, path: Path) -> Verdict:
    """Make the report again in a passing folder, and compare; raises ProblemsFound where the file cannot be tried."""
    content, told = recorded.read(path)
    if told.recipe["parameters"].keys().isdisjoint(Parameters.model_fields):
        what = "är en sida som ställer rapporter bredvid varandra, och bara rapporter kan prövas."
        raise ProblemsFound([Problem(path.name, what, "Pröva rapporterna var för sig.")])
    parameters = params.parameters_from(told.recipe["parameters"], f"{path.name}, parametrarna")
    data = extracts.extract(root, parameters)
    today = recipe.recipe(
        recipe.inputs(recipe.REPORT, params.plain(parameters), extracts.digests(data)), opening.PACKAGE_ROOT
    )
    differences = [
        *_altered(path, content, told),
        *_data(root, parameters, told.recipe, today),
        *_program(told.recipe, today),
        *_parameters(root, told, parameters),
    ]
    made_differently = [*_data(root, parameters, told.recipe, today), *_program(told.recipe, today)]
    if not made_differently:
        differences += [each for each in _made_again(path, content, told, parameters, data) if each not in differences]
    return Verdict(path.name, tuple(differences))


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
        outputs = recorded.read(beside)[1].outputs
        if outputs.get(path.name) not in (None, recipe.sha256(content)):
            yield _altered_words(path.name)


def _altered_words(name: str) -> str:
    return f"{name} är ändrad efter bygget: den har en annan kontrollsumma (SHA-256) än manifestet säger."


def _data(root: Path, parameters: Parameters, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which files, and which rows of them, are not as they were when the report was built."""
    files = [path for path in sorted({*then["data"], *now["data"]}) if then["data"].get(path) != now["data"].get(path)]
    if not files:
        return
    try:
        rows = changed_rows(then["rows"], row_digests(load_tables(root, parameters.data_folder), parameters))
    except ProblemsFound:
        rows = {}
    for file in files:
        if file not in now["data"]:
            yield f"{file} finns inte längre."
        elif file not in then["data"]:
            yield f"{file} har kommit till sedan rapporten byggdes."
        else:
            places = [place for place in rows if place == file or place.startswith(f"{file}, ")] if then["rows"] else []
            told = "; ".join(_rows(place.removeprefix(file).lstrip(", "), rows[place]) for place in places)
            yield f"{file} är ändrad sedan rapporten byggdes{': ' + told if told else ', men ingen rad som rapporten vilar på'}."


def _rows(sheet: str, rows: list[int]) -> str:
    where = f"{sheet}, " if sheet else ""
    if len(rows) > MOST_ROWS:
        return f"{where}{len(rows)} rader, den första rad {rows[0]}"
    return f"{where}rad {', '.join(map(str, rows))}"


def _program(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Other versions than those that the file was made with; a kept notebook does not say which they were."""
    if not then["versions"] and not then["program"]:
        return
    for package in sorted({*then["versions"], *now["versions"]}):
        if then["versions"].get(package) != now["versions"].get(package):
            before, after = (each["versions"].get(package, "inte installerat") for each in (then, now))
            yield f"{package} var {before} när rapporten byggdes och är nu {after}."
    names = {
        "notebook": "Anteckningsboken är en annan",
        "package": "Programmet är ett annat",
        "templates": "Mallarna är andra",
    }
    for part in sorted({*then["program"], *now["program"]}):
        if then["program"].get(part) != now["program"].get(part):
            yield f"{names.get(part, f'{part} är inte desamma')} än när rapporten byggdes."


def _parameters(root: Path, told: Recorded, parameters: Parameters) -> Iterator[str]:
    """What the params file of the same name says now and did not say then; a report without one is only what it is."""
    if told.name not in reports.report_names(root):
        return
    file = f"{reports.PARAMS_FOLDER}/{told.name}.yaml"
    then = params.plain(parameters)
    try:
        now = params.plain(params.read_parameters(reports.parameter_file(root, told.name), root=root))
    except ProblemsFound:
        yield f"{file} går inte längre att läsa."
        return
    for name in then:
        if then[name] != now[name]:
            yield f"{file}: {name} var {shown(then[name])} när rapporten byggdes och är nu {shown(now[name])}."


def _made_again(
    path: Path, content: bytes, told: Recorded, parameters: Parameters, data: extracts.Files
) -> Iterator[str]:
    """The files made once more by the same recipe, compared with those that are tried."""
    names = list(told.outputs) if told.ending == MANIFEST_ENDING else [path.name]
    wanted = {f"{told.name}.{each}": name for name in names for each in pipeline.FORMATS if name.endswith(f".{each}")}
    job = pipeline.Job(
        name=told.name,
        where=f"{reports.PARAMS_FOLDER}/{told.name}.yaml",
        parameters=params.plain(parameters),
        data=data,
        wanted=tuple(wanted),
        static=bool(told.recipe.get("static")),
        engine=REFERENCE_ENGINE,
        notebook=pipeline.NOTEBOOK.read_bytes(),
        executed=None,
    )
    for file, made in pipeline.make(job).contents.items():
        name = wanted[file]
        if told.ending == MANIFEST_ENDING:
            if recipe.sha256(made) != told.outputs[name]:
                yield f"{name} blir en annan fil när den byggs igen än den som manifestet beskriver."
        elif made != content:
            yield f"{name} är ändrad efter bygget: {_first_difference(content, made)}."


def _first_difference(content: bytes, made: bytes) -> str:
    """Where two files part, by line in a text and by byte in a PDF."""
    at = next((place for place, (one, other) in enumerate(zip(content, made, strict=False)) if one != other), None)
    at = min(len(content), len(made)) if at is None else at
    if content.startswith(b"%PDF"):
        return f"den skiljer sig från den byggda från och med byte {at + 1}"
    line = content.count(b"\n", 0, at) + 1
    return f"den skiljer sig från den byggda på rad {line}"
