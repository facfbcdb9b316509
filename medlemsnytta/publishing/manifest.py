"""What a report was made of: the manifest that stands beside it, and whether it still holds."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

RENDERERS = ("altair", "babel", "jinja2", "mistune", "pandas", "pikepdf", "typst", "vl-convert-python")
"""The packages whose version can change a report's bytes."""

PROGRAM = ("notebooks/*.ipynb", "medlemsnytta/**/*.py", "medlemsnytta/**/*.txt", "templates/**/*")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def recipe(parameters: Mapping[str, Any], root: Path, data_files: Iterable[Path], program_root: Path) -> dict[str, Any]:
    """Everything the report follows from: parameters, data files, program and versions; no time, host, user or path."""
    return {
        "parameters": dict(parameters),
        "data": {path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in sorted(data_files)},
        "program": _program(program_root),
        "versions": {name: metadata.version(name) for name in RENDERERS},
    }


def _program(program_root: Path) -> str:
    """One hash of notebook, package and templates, names and line ends alike on every machine."""
    digest = hashlib.sha256()
    files = {path for pattern in PROGRAM for path in program_root.glob(pattern) if path.is_file()}
    for path in sorted(files, key=lambda file: file.relative_to(program_root).as_posix()):
        name = path.relative_to(program_root).as_posix()
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{sha256(content)}\n".encode())
    return digest.hexdigest()


def manifest(name: str, made_of: Mapping[str, Any], words: Mapping[str, str], outputs: Mapping[str, str]) -> bytes:
    """The manifest's text: `outputs` are file names with their SHA-256, `words` the result of each network."""
    content = {"report": name, "recipe": made_of, "result": dict(words), "outputs": dict(sorted(outputs.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def outputs_standing(folder: Path, name: str, made_of: Mapping[str, Any]) -> dict[str, str]:
    """The outputs of an earlier build by the same recipe that still stand unaltered, with their SHA-256."""
    try:
        earlier = json.loads((folder / f"{name}.manifest.json").read_bytes())
        same = earlier["recipe"] == json.loads(json.dumps(made_of))
        outputs = dict(earlier["outputs"]) if same else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {file: digest for file, digest in outputs.items() if _digest(folder / file) == digest}


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None
