"""How a finished file differs from what it says of itself, and from what it is when it is made again; in Swedish."""

import json
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.inputs.tables.row_digests import changed_rows
from medlemsnytta.provenance import currentness, embedded_recipes, recipe
from medlemsnytta.provenance.embedded_recipes import Recorded
from medlemsnytta.provenance.manifests import MANIFEST_ENDING

MOST_ROWS = 12
"""More changed rows than these are told as a number."""


def altered(path: Path, content: bytes, told: Recorded, notebooks: Container[str]) -> Iterator[str]:
    """Files that are not those whose SHA-256 the manifest beside them has."""
    if told.ending == MANIFEST_ENDING:
        for name, digest in told.outputs.items():
            beside = path.parent / name
            if Path(name).name == name and beside.is_file() and recipe.sha256(beside.read_bytes()) != digest:
                yield _altered_words(name)
        return
    beside = path.with_name(told.name + MANIFEST_ENDING)
    if beside.is_file():
        outputs = embedded_recipes.read(beside, notebooks)[1].outputs
        if outputs.get(path.name) not in (None, recipe.sha256(content)):
            yield _altered_words(path.name)


def _altered_words(name: str) -> str:
    return f"{name} är ändrad efter bygget: den har en annan kontrollsumma (SHA-256) än manifestet säger."


def data(kind: str, read: ReportRows, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which files, and which rows of them, are not as they were when the page was built."""
    files = [path for path in sorted({*then["data"], *now["data"]}) if then["data"].get(path) != now["data"].get(path)]
    if not files:
        return
    try:
        rows = changed_rows(then["rows"], read.rows) if then["rows"] else {}
    except ProblemsFound:
        rows = {}
    for file in files:
        if file not in now["data"]:
            yield f"{file} finns inte i den här mappen, och {kind} är byggd med den."
        elif file not in then["data"]:
            yield f"{file} har kommit till sedan {kind} byggdes."
        else:
            places = [place for place in rows if place == file or place.startswith(f"{file}, ")]
            told = "; ".join(_rows(place.removeprefix(file).lstrip(", "), rows[place]) for place in places)
            nothing = f", men ingen rad som {kind} vilar på" if then["rows"] else ""
            yield f"{file} är ändrad sedan {kind} byggdes{': ' + told if told else nothing}."


def _rows(sheet: str, rows: list[int]) -> str:
    where = f"{sheet}, " if sheet else ""
    if len(rows) > MOST_ROWS:
        return f"{where}{len(rows)} rader, den första rad {rows[0]}"
    return f"{where}rad {', '.join(map(str, rows))}"


def program(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Other versions than those that the file was made with; a kept notebook does not say which they were."""
    if not then["versions"] and not then["program"]:
        return
    changed, more = currentness.versions_changed(then["versions"], now["versions"])
    for package, before, after in changed:
        yield f"{package} var {before} när {kind} byggdes och är nu {after}."
    if more:
        yield f"{more} paket till har andra versioner än när {kind} byggdes."
    names = {
        "notebook": "Anteckningsboken är en annan",
        "package": "Programmet är ett annat",
        "templates": "Mallarna är andra",
    }
    for part in currentness.parts_changed(then, now):
        yield f"{names.get(part, f'Programmets del {part} är en annan')} än när {kind} byggdes."


def of_manifest(file: str, content: bytes, described: bytes) -> Iterator[str]:
    """The files that become others, and what else of the manifest is not as a build would write it."""
    told, true = json.loads(content), json.loads(described)
    for name, digest in true["outputs"].items():
        if digest != told["outputs"][name]:
            yield f"{name} blir en annan fil när den byggs igen än den som manifestet beskriver."
    if parts := [
        *_differing(told, true, ("recipe", "outputs", "sha256")),
        *_differing(told["recipe"], true["recipe"], (), "recipe."),
    ]:
        yield f"{file} är ändrad efter bygget: {', '.join(map(shown, parts))} är inte vad bygget ger."
    elif told["outputs"] == true["outputs"] and content != described:
        yield f"{file} är ändrad efter bygget: uppgifterna är desamma, men skrivna på ett annat sätt."


def _differing(
    told: Mapping[str, Any], true: Mapping[str, Any], left_out: tuple[str, ...], above: str = ""
) -> list[str]:
    return [
        above + part
        for part in sorted({*told, *true})
        if part not in left_out and (part in told, told.get(part)) != (part in true, true.get(part))
    ]


def of_file(name: str, content: bytes, made: bytes) -> Iterator[str]:
    """Where two files part, by line in a text and by byte in a PDF."""
    if content == made:
        return
    at = next((place for place, (one, other) in enumerate(zip(content, made, strict=False)) if one != other), None)
    at = min(len(content), len(made)) if at is None else at
    line = content.count(b"\n", 0, at) + 1
    place = f"från och med byte {at + 1}" if content.startswith(b"%PDF") else f"på rad {line}"
    yield f"{name} är ändrad efter bygget: den skiljer sig från den byggda {place}."
