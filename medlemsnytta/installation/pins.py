"""What a requirements file pins, and whether an environment has it."""

import csv
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

STAMP = "medlemsnytta-installed.txt"
"""The file in an environment that says which requirements files were installed there, whole; one digest a line."""
UNFINISHED = "medlemsnytta-unfinished.txt"
"""The file that stands in an environment while packages are being installed there."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)( ;)?", re.MULTILINE)
_NESTED = re.compile(r"^-r (\S+)$", re.MULTILINE)
_METADATA = re.compile(r"(.+)-([^-]+)\.dist-info")


def text_of(lock: Path) -> str:
    """The requirements file and, before it, those that it names with -r."""
    own = lock.read_text("utf-8-sig")
    return "".join(text_of(lock.parent / name) for name in _NESTED.findall(own)) + own


def unreadable(lock: Path) -> str:
    """What is wrong with the file, in Swedish; empty where it can be read and pins anything."""
    try:
        return "" if count(lock) else "anger inga paket"
    except (OSError, ValueError):
        return "saknas eller går inte att läsa"


def count(lock: Path) -> int:
    """How many pins there are, those for other systems and Pythons included."""
    return len(_PIN.findall(text_of(lock)))


def are_installed(lock: Path, environment: Path, search_path: Iterable[str]) -> bool:
    """Whether the packages were installed here to the end, as they are pinned now, and still stand.

    Where others have installed them there is no stamp to ask, and no marker is read: a package that is pinned once, and
    for some systems or Pythons only, is then taken for one that is not needed.
    """
    if is_unfinished(environment):
        return False
    try:
        stamped = (environment / STAMP).read_text("utf-8").split()
    except (OSError, ValueError):
        stamped = [_digest(lock)]
    return _digest(lock) in stamped and _stand(lock, search_path)


def _stand(lock: Path, search_path: Iterable[str]) -> bool:
    wanted: dict[str, list[str]] = {}
    everywhere = set()
    for name, version, marker in _PIN.findall(text_of(lock)):
        wanted.setdefault(_normal(name), []).append(version)
        if not marker or len(wanted[_normal(name)]) > 1:
            everywhere.add(_normal(name))
    standing = _standing(search_path)
    return all(standing.get(name, set()).intersection(wanted[name]) for name in everywhere)


def damaged(search_path: Iterable[str]) -> list[str]:
    """The packages whose files are gone, or of another size than when they were installed, in the order of their names."""
    found = set()
    for folder in dict.fromkeys(search_path):
        for record in Path(folder or ".").glob("*.dist-info/RECORD"):
            try:
                with record.open(encoding="utf-8", newline="") as rows:
                    whole = all(
                        _is_whole(record.parents[1] / row[0], row[2]) for row in csv.reader(rows) if len(row) == 3
                    )
            except (OSError, ValueError):
                whole = False
            if not whole:
                found.add(record.parent.name.rpartition(".")[0].partition("-")[0])
    return sorted(found, key=str.lower)


def _is_whole(file: Path, size: str) -> bool:
    """What pip makes itself, as compiled files, has no size in its record and may be gone."""
    if not size:
        return True
    try:
        return file.stat().st_size == int(size)
    except FileNotFoundError:
        return False


def is_unfinished(environment: Path) -> bool:
    """Whether an installation was begun there and did not come to its end."""
    return (environment / UNFINISHED).exists()


def begin(environment: Path) -> None:
    """Note that an installation has begun, so that one that is cut off is seen."""
    (environment / UNFINISHED).write_text("", "utf-8")
    (environment / STAMP).unlink(missing_ok=True)


def finish(lock: Path, environment: Path) -> None:
    """Note that the requirements, and those that they build on, are installed."""
    nested = [lock.parent / name for name in _NESTED.findall(lock.read_text("utf-8"))]
    (environment / STAMP).write_text("".join(f"{_digest(each)}\n" for each in (*nested, lock)), "utf-8")
    (environment / UNFINISHED).unlink(missing_ok=True)


def _digest(lock: Path) -> str:
    return hashlib.sha256(text_of(lock).encode()).hexdigest()


def _standing(search_path: Iterable[str]) -> dict[str, set[str]]:
    """The versions of each package whose metadata stand in a folder of the search path."""
    found: dict[str, set[str]] = {}
    for folder in search_path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in names:
            if matched := _METADATA.fullmatch(entry):
                found.setdefault(_normal(matched[1]), set()).add(matched[2])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
