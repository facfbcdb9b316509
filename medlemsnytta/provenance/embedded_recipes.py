"""What a finished file says that it is made of: read out of the HTML, the PDF, the executed notebook or the manifest."""

import io
import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import regular_files
from medlemsnytta.provenance.manifests import MANIFEST_ENDING
from medlemsnytta.provenance.recipe import REPORT
from medlemsnytta.rendering.attachments import RECIPE
from medlemsnytta.rendering.bundles import RECORD_MIME

MAX_BYTES = 50_000_000
LONGEST = 500
"""Letters in a name or a sum; the longest of ours has sixty-four."""

ENDINGS = (MANIFEST_ENDING, ".html", ".pdf", ".ipynb")

_IN_HTML = re.compile(rb'<script type="application/json" id="rapportens--underlag">(.*?)</script>', re.DOTALL)
_OURS = "Välj en HTML-, PDF- eller ipynb-fil som Medlemsnytta har byggt, eller dess manifest."


@dataclass(frozen=True)
class Recorded:
    """A file's own account: the report's `name`, its recipe, and of a manifest the outputs with their SHA-256."""

    name: str
    ending: str
    recipe: Mapping[str, Any]
    outputs: Mapping[str, str] = field(default_factory=dict)


def read(path: Path, notebooks: Container[str]) -> tuple[bytes, Recorded]:
    """The file's bytes and what it says of itself, made by one of the `notebooks`; raises ProblemsFound where it is not."""
    ending = next((each for each in ENDINGS if path.name.endswith(each)), None)
    if ending is None:
        raise ProblemsFound([Problem(path.name, "filer med den ändelsen går inte att pröva.", _OURS)])
    content = _bytes(path)
    name = path.name.removesuffix(ending)
    try:
        told = _READERS[ending](content)
        if ending == MANIFEST_ENDING:
            name = _texts({"report": told["report"]})["report"]
        recorded = Recorded(name, ending, _recipe(told.get("recipe", told), notebooks), _texts(told.get("outputs", {})))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, StopIteration):
        what = "filen säger inte vilka parametrar och underlag den är byggd på."
        raise ProblemsFound([Problem(path.name, what, _OURS)]) from None
    return content, recorded


def _bytes(path: Path) -> bytes:
    try:
        content = regular_files.read(path, MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProblemsFound([Problem(str(path), "filen finns inte.", "Kontrollera namnet och mappen.")]) from None
    except OSError:
        fix = "Stäng den i andra program, och kontrollera att det är en fil."
        raise ProblemsFound([Problem(str(path), "filen går inte att öppna.", fix)]) from None
    if len(content) > MAX_BYTES:
        raise ProblemsFound([Problem(path.name, "filen är större än 50 MB.", _OURS)])
    return content


def _recipe(told: Mapping[str, Any], notebooks: Container[str]) -> dict[str, Any]:
    """The parts that a recipe must have, each of its shape; the rest as it is."""
    recipe = {"notebook": REPORT, "rows": {}, **told}
    if recipe["notebook"] not in notebooks:
        raise ValueError("no notebook of ours")
    for part in ("data", "program", "versions"):
        recipe[part] = _texts(recipe[part])
    recipe["rows"] = {place: _texts(rows) for place, rows in dict(recipe["rows"]).items()}
    if not all(row.isascii() and row.isdigit() for rows in recipe["rows"].values() for row in rows):
        raise ValueError("rows without numbers")
    recipe["parameters"] = dict(recipe["parameters"])
    return recipe


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    """Names and what is said of each, which may be shown to a reader as they are."""
    texts = dict(told)
    if not all(
        isinstance(text, str) and text.isprintable() and len(text) <= LONGEST for pair in texts.items() for text in pair
    ):
        raise ValueError("more than names and sums")
    return texts


def _html(content: bytes) -> dict[str, Any]:
    found = _IN_HTML.findall(content)
    if len(found) != 1:
        raise ValueError("no account of itself, or several")
    return json.loads(found[0])


def _pdf(content: bytes) -> dict[str, Any]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return json.loads(pdf.attachments[RECIPE].get_file().read_bytes())
    except pikepdf.PdfError as damaged:
        raise ValueError("no readable PDF") from damaged


def _notebook(content: bytes) -> dict[str, Any]:
    """A notebook keeps what it was run on; the program and versions that ran it are not in it."""
    outputs = [output for cell in json.loads(content)["cells"] for output in cell.get("outputs", [])]
    record = next(output["data"][RECORD_MIME] for output in outputs if RECORD_MIME in output.get("data", {}))
    return {**record, "program": {}, "versions": {}}


_READERS = {".html": _html, ".pdf": _pdf, ".ipynb": _notebook, MANIFEST_ENDING: json.loads}
