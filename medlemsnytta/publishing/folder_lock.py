"""One build at a time in a folder: the system holds the lock and lets it go with the process, so no litter is left."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def held(folder: Path, wait_told: Callable[[], None]) -> Iterator[None]:
    """Hold the folder, which must exist; where another process does, tell so and wait for it."""
    handle = _opened(folder)
    try:
        if not _taken(handle):
            wait_told()
            while not _taken(handle):
                time.sleep(0.2)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        # The file goes when the last process that has it open does.
        return os.open(folder / ".medlemsnytta-lock", os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
