"""What a report is made of: parameters, data files, program and versions; never a time, host, user or path.

The notebook records its inputs as it runs, the PDF carries the whole recipe with it, and the manifest says it again.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

TEMPLATES = "templates"
"""The part of the program that only rendering looks at: another template sets the same executed notebook anew."""

RENDERERS = (
    "altair",
    "babel",
    "font-source-sans-pro",
    "jinja2",
    "mistune",
    "pandas",
    "pikepdf",
    "typst",
    "vl-convert-python",
)
"""The packages whose version can change a report's bytes."""

REPORT, COMPARISON, OVERVIEW = "evaluation.ipynb", "comparison.ipynb", "overview.ipynb"
"""The notebooks. A page depends on its own, and on no other."""

PROGRAM = {
    "package": ("medlemsnytta/**/*.py", "medlemsnytta/**/*.txt"),
    TEMPLATES: ("templates/**/*",),
}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def inputs(notebook: str, parameters: Mapping[str, Any], data: Mapping[str, str]) -> dict[str, Any]:
    """The notebook's name, its parameters, and the SHA-256 of what was read of each data file."""
    return {"notebook": notebook, "parameters": dict(parameters), "data": dict(sorted(data.items()))}


def recipe(made_from: Mapping[str, Any], program_root: Path) -> dict[str, Any]:
    """The `inputs` with what turned them into a report."""
    return {**made_from, "program": program(program_root, made_from["notebook"]), "versions": versions()}


def canonical(value: Any) -> str:
    """One spelling of `value` as JSON: sorted keys, no room between, text as it is (RFC 8785 for our plain values)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in RENDERERS}


def program(program_root: Path, notebook: str) -> dict[str, str]:
    """A hash of the notebook and of each other part of the program, names and line ends alike on every machine."""
    parts = {"notebook": (f"notebooks/{notebook}",), **PROGRAM}
    return {part: _part(program_root, patterns) for part, patterns in parts.items()}


@cache
def _part(program_root: Path, patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    files = {path for pattern in patterns for path in program_root.glob(pattern) if path.is_file()}
    for path in sorted(files, key=lambda file: file.relative_to(program_root).as_posix()):
        name = path.relative_to(program_root).as_posix()
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{sha256(content)}\n".encode())
    return digest.hexdigest()
