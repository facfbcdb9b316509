"""The manifest that stands beside a report: what the report was made of, what it says, and its files' SHA-256."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medlemsnytta.files import foreign_json, regular_files
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.embedded import canonical

VERSION = "1"
MANIFEST_ENDING = ".manifest.json"


def manifest(
    name: str, made_of: Mapping[str, Any], words: Mapping[str, str], outputs: Mapping[str, str], python: str = ""
) -> bytes:
    """The manifest's text in its one spelling, as `docs/manifest.schema.json` describes it.

    `outputs` are file names with their SHA-256, `words` the result of each network; `python` is this one, if not told.
    """
    content = {
        "manifest": VERSION,
        "report": name,
        "recipe": made_of,
        "python": python or recipe.python(),
        "result": dict(words),
        "outputs": dict(outputs),
    }
    return _spelt({**content, "sha256": _checksum(content)})


def _spelt(content: Mapping[str, Any]) -> bytes:
    return (canonical(content) + "\n").encode()


def _checksum(content: Mapping[str, Any]) -> str:
    """Of all that the manifest says but this: what somebody's hand or disk has altered is not taken for built."""
    return recipe.sha256(canonical({key: value for key, value in content.items() if key != "sha256"}).encode())


def read(folder: Path, name: str) -> dict[str, Any]:
    """The manifest of the page `name`; raises OSError or ValueError where there is none that can be read.

    `unaltered` tells whether it is as it was written.
    """
    try:
        content = regular_files.read(folder / f"{name}{MANIFEST_ENDING}")
        told: dict[str, Any] = foreign_json.read(content)
        unaltered = told.get("sha256") == _checksum(told) and content == _spelt(told)
        told["recipe"], told["outputs"] = dict(told["recipe"]), dict(told["outputs"])
        return {**told, "unaltered": unaltered}
    except (AttributeError, KeyError, TypeError) as other:
        raise ValueError("no manifest") from other


def python_told(told: Mapping[str, Any]) -> str:
    """The Python that a manifest names, if it is one: whoever builds the report by another gets the same bytes."""
    python = told.get("python")
    return python if isinstance(python, str) and re.fullmatch(r"3\.\d{1,2}", python, re.ASCII) else ""


def is_static(folder: Path, name: str) -> bool:
    """Whether the report that stands in `folder` was last built without scripts in its HTML."""
    try:
        return read(folder, name)["recipe"].get("static") is True
    except (OSError, ValueError):
        return False
