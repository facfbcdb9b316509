"""What a report is made of: parameters, data files, program and versions; never a time, host, user or path.

The notebook records its inputs as it runs, the PDF carries the whole recipe with it, and the manifest says it again.
"""

import hashlib
import platform
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from medlemsnytta.files import program as program_files

TEMPLATES = "templates"
"""The part of the program that only rendering looks at: another template sets the same executed notebook anew."""

PACKAGES = (
    *("openpyxl", "pydantic", "pydantic-core", "pyyaml"),  # read
    *("babel", "numpy", "pandas", "python-dateutil"),  # counted and worded
    *("altair", "font-source-sans-pro", "fonttools", "jsonschema", "narwhals", "vl-convert-python"),  # drawn
    *("ipykernel", "ipython", "nbclient", "nbformat", "papermill", "traitlets"),  # run
    *("asttokens", "executing", "pure-eval", "pygments", "stack-data"),  # what a cell that may fail says
    *("beautifulsoup4", "bleach", "jinja2", "markupsafe", "mistune", "nbconvert", "soupsieve"),  # rendered
    *("lxml", "pikepdf", "pypdfium2", "python-docx", "typst"),
)
"""The packages whose version can change a page's bytes: every one that a build imports and that a test does not say why
it cannot. One of them is the typeface; no other is used."""

REPORT, COMPARISON, OVERVIEW = "evaluation.ipynb", "comparison.ipynb", "overview.ipynb"
"""The notebooks. A page depends on its own, and on no other."""

PARTS = {"package": program_files.PACKAGE, TEMPLATES: program_files.TEMPLATES}
"""The folders of the program beside its notebooks."""

_PATTERNS = {"package": ("**/*.py", "**/*.txt"), TEMPLATES: ("**/*",)}


NOT_INSTALLED = "inte installerat"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def inputs(notebook: str, parameters: Mapping[str, Any], data: Mapping[str, str]) -> dict[str, Any]:
    """The notebook's name, its parameters, and the SHA-256 of what was read of each data file."""
    return {"notebook": notebook, "parameters": dict(parameters), "data": dict(sorted(data.items()))}


def recipe(
    made_from: Mapping[str, Any], notebook: bytes | None = None, parts: Mapping[str, Path] = PARTS
) -> dict[str, Any]:
    """The `inputs` with what turned them into a report: `notebook` is what is run, where it is not the program's own.

    A program that `made_from` names already is left as it is.
    """
    made_by = made_from.get("program") or program(made_from["notebook"], notebook, parts)
    return {**made_from, "program": made_by, "versions": versions()}


@cache
def versions() -> dict[str, str]:
    return {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return NOT_INSTALLED


def python() -> str:
    """The Python that runs, as 3.13. It stands beside the recipe, not in it: pages do not say which, and are the same."""
    return ".".join(platform.python_version_tuple()[:2])


def environment() -> dict[str, str]:
    """What must be the same on two machines that give the same bytes: Python, the packages, the program; in Swedish."""
    digests = {f"medlemsnytta ({part})": digest[:12] for part, digest in program(REPORT).items()}
    return {"Python": platform.python_version(), **versions(), **digests}


def other_versions(lock: str) -> Iterator[tuple[str, str, str]]:
    """The packages whose version here is not the one that the text of a requirements file pins for this system.

    Each with the version pinned and the one installed, in Swedish where there is none.
    """
    from packaging.requirements import Requirement

    for line in lock.splitlines():
        if not line or line.startswith(("#", " ", "-")):
            continue
        required = Requirement(line.partition(" \\")[0])
        if required.marker is None or required.marker.evaluate():
            installed = _version(required.name)
            if installed == NOT_INSTALLED or not required.specifier.contains(installed, prereleases=True):
                yield required.name, str(required.specifier).removeprefix("=="), installed


def program(name: str, notebook: bytes | None = None, parts: Mapping[str, Path] = PARTS) -> dict[str, str]:
    """A hash of the notebook and of each other part of the program, names and line ends alike on every machine."""
    content = (program_files.NOTEBOOKS / name).read_bytes() if notebook is None else notebook
    digests = {part: _part(folder, _PATTERNS[part]) for part, folder in parts.items()}
    return {"notebook": _digest({f"notebooks/{name}": content}), **digests}


@cache
def _part(folder: Path, patterns: tuple[str, ...]) -> str:
    """The same in a checkout and in a wheel, where other parts of the program lie within the package."""
    files = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    named = {f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in files}
    beside = f"{folder.name}/{program_files.SHIPPED.name}/"
    return _digest({name: path.read_bytes() for name, path in named.items() if not name.startswith(beside)})


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        same_everywhere = content.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{sha256(same_everywhere)}\n".encode())
    return digest.hexdigest()
