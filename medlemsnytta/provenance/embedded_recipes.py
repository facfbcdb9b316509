"""What a finished file says of itself: which page it is, what it is made of, and the tables that it carries.

A file may come from anywhere. HTML and manifests are looked through once, from the beginning to the end; what libraries
unpack, a PDF, a Word file and a notebook, is read in a process that is ended where it takes too long or too much memory.
"""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution import bounded
from medlemsnytta.files import foreign_json, regular_files
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.provenance.manifests import MANIFEST_ENDING
from medlemsnytta.provenance.recipe import REPORT
from medlemsnytta.rendering import carried_files
from medlemsnytta.rendering.attachments import RECIPE, ROWS
from medlemsnytta.rendering.bundles import RECORD_MIME
from medlemsnytta.rendering.formats import FORMATS

MAX_BYTES = 50_000_000
MOST_JSON = 5_000_000
"""Bytes of an account: hundreds of times what ours take, and as much as is read in no time."""
LONGEST = 500
"""Letters in a name or a sum; the longest of ours has sixty-four."""

ENDINGS = (MANIFEST_ENDING, *(f".{each}" for each in FORMATS))

_ACCOUNT, _FILES = (
    f'<script type="application/json" id="rapportens--{each}">'.encode() for each in ("underlag", "filer")
)
_END = b"</script>"
_OURS = "Välj en HTML-, PDF-, Word- eller ipynb-fil som Medlemsnytta har byggt, eller dess manifest."


@dataclass(frozen=True)
class Recorded:
    """A file's own account: which page it is (`name`), its recipe, the `files` that it carries, and of a manifest the
    outputs with their SHA-256. `ending` is as we spell it, also where the file's name does not."""

    name: str
    ending: str
    recipe: Mapping[str, Any]
    outputs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def called(path: Path) -> tuple[str, str]:
    """The file's name without its ending, and the ending; raises ProblemsFound where it is none of ours."""
    ending = next((each for each in ENDINGS if path.name.casefold().endswith(each)), None)
    if ending is None:
        raise ProblemsFound([Problem(path.name, "filer med den ändelsen går inte att pröva.", _OURS)])
    return path.name[: -len(ending)], ending


def read(path: Path, notebooks: Collection[str]) -> tuple[bytes, Recorded]:
    """The file's bytes and what it says of itself, made by one of the `notebooks`; raises ProblemsFound where it is not."""
    name, ending = called(path)
    content = _bytes(path)
    try:
        return content, safely(account, name, ending, content, tuple(notebooks))
    except bounded.TooMuch as too_much:
        raise ProblemsFound([Problem(path.name, f"filen går inte att pröva: {too_much.why}.", _OURS)]) from None
    except ValueError:
        what = "filen säger inte vilka parametrar och underlag den är byggd på."
        raise ProblemsFound([Problem(path.name, what, _OURS)]) from None


def safely(function: Any, name: str, ending: str, *arguments: Any) -> Any:
    """What the function says of the file; raises ValueError where it is damaged, and TooMuch."""
    if ending in _PLAIN:
        return function(name, ending, *arguments)
    return bounded.call(function, name, ending, *arguments)


def account(name: str, ending: str, content: bytes, notebooks: Collection[str]) -> Recorded:
    """What the content says of itself; a file that does not say which page it is, is the one it is called after.

    Raises ValueError where it says nothing that can be read.
    """
    try:
        told, files = _READERS[ending](content)
        page = told.get("report" if ending == MANIFEST_ENDING else "page", name)
        if not isinstance(page, str) or not (reports.is_report_name(page) or reports.page_called(page)):
            raise ValueError("no page is called so")
        recipe = _recipe(told.get("recipe", told), notebooks)
        return Recorded(page, ending, recipe, _texts(told.get("outputs", {})), files)
    except (KeyError, TypeError, AttributeError, StopIteration) as other:
        raise ValueError("no account of itself") from other


def without_account(content: bytes) -> bytes:
    """A page's HTML without what it says of itself to programs."""
    for start in (_ACCOUNT, _FILES):
        before, found, after = content.partition(start)
        content = before + after.partition(_END)[2] if found else content
    return content


def _bytes(path: Path) -> bytes:
    try:
        content = regular_files.read(path, MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProblemsFound([Problem(str(path), "filen finns inte.", "Kontrollera namnet och mappen.")]) from None
    except (OSError, ValueError):
        fix = "Stäng den i andra program, och kontrollera att det är en fil."
        raise ProblemsFound([Problem(str(path), "filen går inte att öppna.", fix)]) from None
    if len(content) > MAX_BYTES:
        raise ProblemsFound([Problem(path.name, "filen är större än 50 MB.", _OURS)])
    return content


def _recipe(told: Mapping[str, Any], notebooks: Collection[str]) -> dict[str, Any]:
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


_Told = tuple[dict[str, Any], dict[str, bytes]]


def _html(content: bytes) -> _Told:
    told = _between(content, _ACCOUNT)
    if told is None:
        raise ValueError("no account of itself")
    packed = _between(content, _FILES)
    return _json(told), _unpacked(_json(packed)) if packed is not None else {}


def _between(content: bytes, start: bytes) -> bytes | None:
    """What stands in the one element that begins so; None where there is none, ValueError where there are several."""
    _, found, after = content.partition(start)
    if start in after:
        raise ValueError("several accounts of itself")
    inside, end, _ = after.partition(_END)
    if found and not end:
        raise ValueError("an account without an end")
    return inside if found else None


def _manifest(content: bytes) -> _Told:
    return _json(content), {}


def _json(content: bytes) -> Any:
    if len(content) > MOST_JSON:
        raise ValueError("more than an account of itself")
    return foreign_json.read(content)


def _unpacked(packed: str) -> dict[str, bytes]:
    return carried_files.of_json(carried_files.as_json(packed))


def _pdf(content: bytes) -> _Told:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        told = _json(pdf.attachments[RECIPE].get_file().read_bytes())
        if ROWS not in pdf.attachments:
            return told, {}
        return told, carried_files.of_json(pdf.attachments[ROWS].get_file().read_bytes().decode())


def _word(content: bytes) -> _Told:
    from medlemsnytta.rendering import word_file

    told = word_file.account_of(content)
    return _json(told["underlag"].encode()), _unpacked(told["rader"]) if told["rader"] else {}


def _notebook(content: bytes) -> _Told:
    """A notebook keeps what it was run on; the program and versions that ran it are not in it."""
    notebook = foreign_json.read(content)
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    record = next(output["data"][RECORD_MIME] for output in outputs if RECORD_MIME in output.get("data", {}))
    held = carried_files.held_by(notebook)
    told = {**record, "program": {}, "versions": {}, **({"page": held["page"]} if held["page"] else {})}
    return told, _unpacked(held["files"]) if held["files"] else {}


_READERS = {".html": _html, ".pdf": _pdf, ".docx": _word, ".ipynb": _notebook, MANIFEST_ENDING: _manifest}
_PLAIN = (".html", MANIFEST_ENDING)
"""What is read here: nothing is unpacked but what is packed by us, and no further than its bound."""
