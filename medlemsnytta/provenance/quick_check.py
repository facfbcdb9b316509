"""Whether anything at all has been touched since the same request was last fulfilled; asked before anything is imported.

A note beside the reports, of sizes and times only, which may be thrown away at any time: then the manifests are asked.
A time that somebody has set back is seen by the one that the system keeps of its own accord (not on Windows).
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from medlemsnytta.files import program, regular_files
from medlemsnytta.files.project import NOTEBOOKS_FOLDER, REFERENCE_FOLDER
from medlemsnytta.files.writing import PARTIAL_SUFFIX
from medlemsnytta.provenance import recipe

NOTE = ".medlemsnytta-state.json"
REMEMBERED = 20
"""How many different requests a folder's note keeps."""

_INPUTS = ("params", "data", NOTEBOOKS_FOLDER)
_PROGRAM = (program.PACKAGE, program.NOTEBOOKS, program.TEMPLATES, program.FILES / REFERENCE_FOLDER)
_SKIPPED = ("__pycache__", ".ipynb_checkpoints")
_JUST_NOW = 2_000_000_000
"""A file as new as this, in nanoseconds before the note, might have been changed again without a trace."""

Stamp = tuple[int, int, int, int]
"""When the content was changed, when anything of the file was, its size and its number in the file system."""

Seen = tuple[str, int]
"""A digest of all files' names, sizes and times, and the newest of the times."""


def look(root: Path, tables: Sequence[str] = ()) -> Seen:
    """What the project, its `tables` of reports and the program look like now; to be asked before anything is read."""
    digest, newest = hashlib.sha256(), 0
    own = (root / folder for folder in _INPUTS)
    for name, stamp in chain(_tables(root, tables), _within([*own, *_PROGRAM])):
        digest.update(f"{name}\0{stamp}\n".encode())
        newest = max(newest, *stamp[:2])
    for package, version in recipe.versions().items():
        digest.update(f"{package} {version}\n".encode())
    return digest.hexdigest(), newest


def _within(folders: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    for folder in folders:
        yield from ((f"{folder.name}/{name}", stamp) for name, stamp in sorted(_files(folder)))


def _tables(root: Path, tables: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """A table of reports may stand outside the folders that are looked through."""
    for table in tables:
        with suppress(OSError):
            yield table, _stamp((root / table).stat())


def _files(folder: Path, above: str = "") -> Iterator[tuple[str, Stamp]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            # A folder that stands where a file should is seen, too.
            yield f"{above}{entry.name}/", (0, 0, 0, 0)
            yield from _files(Path(entry.path), f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", _stamp(entry.stat())


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def since(output: Path, asked: Mapping[str, Any], seen: Seen) -> list[str]:
    """The reports of the request, where nothing has been touched since it was fulfilled, nor left half; else none."""
    try:
        status = (output / NOTE).stat()
        note = json.loads(regular_files.read(output / NOTE))[_key(asked)]
        if note["seen"] != seen[0] or seen[1] > status.st_mtime_ns - _JUST_NOW:
            return []
        standing = _standing(output)
        same = all(standing.get(file) == stamp for file, stamp in note["files"].items())
        cut_off = any(name.endswith(PARTIAL_SUFFIX) for name in standing)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return note["reports"] if same and not cut_off else []


def remember(root: Path, output: Path, asked: Mapping[str, Any], seen: Seen, reports: Sequence[str]) -> None:
    """Note that the request is fulfilled, unless something was touched meanwhile; where that cannot be, go without.

    A report that read files elsewhere than where they are looked at here is not noted: its manifest is asked each time.
    """
    if look(root, asked["tables"]) != seen or not all(_read_within(output, name) for name in reports):
        return
    with suppress(OSError):
        names = set(reports)
        files = {file: stamp for file, stamp in _standing(output).items() if file.partition(".")[0] in names}
        notes = _notes(output)
        notes.pop(_key(asked), None)
        notes[_key(asked)] = {"seen": seen[0], "reports": list(reports), "files": files}
        latest = dict(list(notes.items())[-REMEMBERED:])
        # A name of its own: another build may note its success in the same moment.
        partial = output / f"{NOTE}.{os.getpid()}{PARTIAL_SUFFIX}"
        partial.write_text(json.dumps(latest), "utf-8")
        os.replace(partial, output / NOTE)


def _read_within(output: Path, name: str) -> bool:
    """Whether all that a report read, by its manifest, lies in the folders that are looked through."""
    try:
        read = json.loads(regular_files.read(output / f"{name}.manifest.json"))["recipe"]["data"]
        return all(PurePosixPath(path).parts[0] in _INPUTS for path in read)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return False


def _notes(output: Path) -> dict[str, Any]:
    try:
        notes = json.loads(regular_files.read(output / NOTE))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _standing(output: Path) -> dict[str, list[int]]:
    with os.scandir(output) as entries:
        return {entry.name: list(_stamp(entry.stat())) for entry in entries if entry.name != NOTE}


def _key(asked: Mapping[str, Any]) -> str:
    return json.dumps(asked, sort_keys=True)
