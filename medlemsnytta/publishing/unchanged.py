"""Whether anything at all has been touched since the same request was last fulfilled; asked before anything is imported.

A note beside the reports, of sizes and times only, which may be thrown away at any time: then the manifests are asked.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from medlemsnytta.inputs.project import PACKAGE_ROOT

NOTE = ".medlemsnytta-state.json"
REMEMBERED = 20
"""How many different requests a folder's note keeps."""

_INPUTS = ("params", "data")
_PROGRAM = ("notebooks", "medlemsnytta", "templates")
_SKIPPED = ("__pycache__", ".ipynb_checkpoints")
_JUST_NOW = 2_000_000_000
"""A file as new as this, in nanoseconds before the note, might have been changed again without a trace."""

Seen = tuple[str, int]
"""A digest of all files' names, sizes and times, and the newest of the times."""


def look(root: Path) -> Seen:
    """What the project and the program look like now; to be asked before anything is read."""
    digest, newest = hashlib.sha256(), 0
    for base, folders in ((root, _INPUTS), (PACKAGE_ROOT, _PROGRAM)):
        for folder in folders:
            for name, stamp in sorted(_files(base / folder)):
                digest.update(f"{folder}/{name}\0{stamp}\n".encode())
                newest = max(newest, stamp[0])
    for package in ("altair", "pandas", "typst", "vl-convert-python"):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    return digest.hexdigest(), newest


def _files(folder: Path, above: str = "") -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _files(Path(entry.path), f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", _stamp(entry.stat())


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


def since(output: Path, asked: Mapping[str, Any], seen: Seen) -> list[str]:
    """The reports of the request, where nothing has been touched since it was fulfilled; else none."""
    try:
        status = (output / NOTE).stat()
        note = json.loads((output / NOTE).read_bytes())[_key(asked)]
        if note["seen"] != seen[0] or seen[1] > status.st_mtime_ns - _JUST_NOW:
            return []
        standing = _standing(output)
        same = all(standing.get(file) == stamp for file, stamp in note["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return note["reports"] if same else []


def remember(root: Path, output: Path, asked: Mapping[str, Any], seen: Seen, reports: Sequence[str]) -> None:
    """Note that the request is fulfilled, unless something was touched meanwhile."""
    if look(root) != seen:
        return
    names = set(reports)
    files = {file: stamp for file, stamp in _standing(output).items() if file.partition(".")[0] in names}
    try:
        notes = json.loads((output / NOTE).read_bytes())
    except (OSError, ValueError):
        notes = {}
    notes.pop(_key(asked), None)
    notes[_key(asked)] = {"seen": seen[0], "reports": list(reports), "files": files}
    latest = dict(list(notes.items())[-REMEMBERED:])
    partial = output / f"{NOTE}.new"
    partial.write_text(json.dumps(latest), "utf-8")
    os.replace(partial, output / NOTE)


def _standing(output: Path) -> dict[str, list[int]]:
    with os.scandir(output) as entries:
        return {entry.name: list(_stamp(entry.stat())) for entry in entries if not entry.name.startswith(".")}


def _key(asked: Mapping[str, Any]) -> str:
    return json.dumps(asked, sort_keys=True)
