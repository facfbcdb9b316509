"""What a report was made of: the manifest that stands beside it, and whether it still holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medlemsnytta.files import regular_files
from medlemsnytta.provenance.recipe import TEMPLATES, sha256
from medlemsnytta.rendering.embedded import canonical

VERSION = "1"


def manifest(name: str, made_of: Mapping[str, Any], words: Mapping[str, str], outputs: Mapping[str, str]) -> bytes:
    """The manifest's text in its one spelling, as `docs/manifest.schema.json` describes it.

    `outputs` are file names with their SHA-256, `words` the result of each network.
    """
    content = {
        "manifest": VERSION,
        "report": name,
        "recipe": made_of,
        "result": dict(words),
        "outputs": dict(outputs),
    }
    return (canonical(content) + "\n").encode()


@dataclass(frozen=True)
class Standing:
    """What stands of an earlier build: `outputs` made by the same recipe and unaltered since, with their SHA-256.

    `executed` tells whether the executed notebook is among the files and still holds, where only templates are new;
    `changes` says in Swedish what is not as it was.
    """

    outputs: Mapping[str, str]
    executed: bool
    changes: tuple[str, ...]


def standing(folder: Path, name: str, made_of: Mapping[str, Any]) -> Standing:
    """Compare the manifest that stands in `folder` with the recipe of today."""
    try:
        earlier = json.loads(regular_files.read(folder / f"{name}.manifest.json"))
        recipe, files = dict(earlier["recipe"]), dict(earlier["outputs"])
        changes = tuple(changes_between(recipe, json.loads(json.dumps(made_of))))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Standing({}, False, ("rapporten har inte byggts förut",))
    unaltered = {file: digest for file, digest in files.items() if _digest(folder / file) == digest}
    altered = [f"{file} är inte den fil som byggdes" for file in files if file not in unaltered]
    executed = f"{name}.ipynb" in unaltered and set(changes) <= {TEMPLATES_CHANGED, STATIC_CHANGED}
    return Standing({} if changes else unaltered, executed, (*changes, *altered))


def is_static(folder: Path, name: str) -> bool:
    """Whether the report that stands in `folder` was last built without scripts in its HTML."""
    try:
        return json.loads(regular_files.read(folder / f"{name}.manifest.json"))["recipe"].get("static") is True
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


TEMPLATES_CHANGED = "mallarna är ändrade"
_PACKAGE_CHANGED = "programmet är ändrat"
STATIC_CHANGED = "HTML-filen ska ha eller inte ha skript"
_PROGRAM_CHANGED = {"notebook": "anteckningsboken är ändrad", TEMPLATES: TEMPLATES_CHANGED}


def changes_between(earlier: Mapping[str, Any], today: Mapping[str, Any]) -> Iterator[str]:
    """What differs between two recipes, in Swedish."""
    for name in _differing(earlier["parameters"], today["parameters"]):
        yield f"parametern {name} är ändrad"
    for path in _differing(earlier["data"], today["data"]):
        state = (
            "är ändrad" if path in earlier["data"] and path in today["data"] else "har kommit till eller tagits bort"
        )
        yield f"{path} {state}"
    yield from dict.fromkeys(
        _PROGRAM_CHANGED.get(part, _PACKAGE_CHANGED) for part in _differing(earlier["program"], today["program"])
    )
    for package in _differing(earlier["versions"], today["versions"]):
        yield f"{package} {earlier['versions'].get(package)} har blivit {today['versions'].get(package)}"
    if earlier.get("static") != today.get("static"):
        yield STATIC_CHANGED


def _differing(earlier: Mapping[str, Any], today: Mapping[str, Any]) -> list[str]:
    return [key for key in sorted({*earlier, *today}) if earlier.get(key) != today.get(key)]


def _digest(path: Path) -> str | None:
    try:
        return sha256(regular_files.read(path))
    except OSError:
        return None
