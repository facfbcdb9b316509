"""One build at a time in a folder: the system holds the lock and lets it go with the process, so no litter is left."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.locks import taken
from medlemsnytta.files.paths import how_to_write
from medlemsnytta.files.writing import remove_if_empty

SECONDS_BETWEEN_LOOKS = 0.2
MOST_GONE = 20
"""Looks in a row at a folder that was made and is not there: another build takes it away once, a path too long for ever."""


@contextlib.contextmanager
def held(folder: Path, wait_told: Callable[[], None]) -> Iterator[None]:
    """Hold the folder, made where there is none; where another process does, tell so and wait for it.

    A folder that was made for this and that nothing came to stand in goes away again. Raises ProblemsFound where there
    can be no such folder.
    """
    there = folder.exists()
    handle = _first_to_take(folder, wait_told)
    try:
        yield
    finally:
        _let_go(folder, handle, keep=there)


def _first_to_take(folder: Path, wait_told: Callable[[], None]) -> int:
    """What holds the folder; made anew where it went away while it was waited for."""
    told, gone = False, 0
    while True:
        handle = _opened_in(folder)
        if handle is not None:
            if _taken(folder, handle) and _is_of(folder, handle):
                return handle
            os.close(handle)
        gone = gone + 1 if handle is None and not folder.is_dir() else 0
        if gone > MOST_GONE:
            raise _unusable(folder)
        if not told and folder.is_dir():
            told = True
            wait_told()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _taken(folder: Path, handle: int) -> bool:
    try:
        return taken(handle)
    except OSError:
        os.close(handle)
        what = "mappen står på en disk som inte kan låsas, så två byggen där skulle kunna blandas."
        fix = "Bygg i en mapp på datorns egen disk, med --output, och kopiera sedan det färdiga dit."
        raise ProblemsFound([Problem(folder.name, what, fix)]) from None


def _opened_in(folder: Path) -> int | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _opened(folder)
    except FileNotFoundError:
        return None
    except OSError:
        raise _unusable(folder) from None


def _unusable(folder: Path) -> ProblemsFound:
    fix = how_to_write(folder, "Välj en annan mapp med --output, eller se efter att mappen går att skriva i.")
    return ProblemsFound([Problem(folder.name[:60], "här kan inga rapporter skrivas.", fix)])


if sys.platform == "win32":
    _LOCK = ".medlemsnytta-lock"

    def _opened(folder: Path) -> int | None:
        try:
            # The file goes when the last process that has it open does; until then it may answer no one else.
            return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)
        except PermissionError:
            if _LOCK in os.listdir(folder):
                return None
            raise

    def _is_of(folder: Path, handle: int) -> bool:
        """A folder with an open file in it cannot have gone away."""
        return True

    def _let_go(folder: Path, handle: int, keep: bool) -> None:
        os.close(handle)
        if not keep:
            remove_if_empty(folder)

else:

    def _opened(folder: Path) -> int | None:
        return os.open(folder, os.O_RDONLY)

    def _is_of(folder: Path, handle: int) -> bool:
        """Whether the folder that is locked is still the one that stands there."""
        try:
            return os.path.samestat(os.fstat(handle), folder.stat())
        except OSError:
            return False

    def _let_go(folder: Path, handle: int, keep: bool) -> None:
        if not keep:
            remove_if_empty(folder)
        os.close(handle)
