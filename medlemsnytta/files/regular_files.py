"""Files read as files: a pipe or a device would be waited for, for ever, and a folder has no content."""

import os
import stat
from pathlib import Path


class NoRegularFile(OSError):
    """A folder, a pipe or a device stands where a file should; `what` and the `fix`, in Swedish."""

    what = "det som står där är ingen vanlig fil."
    fix = "Flytta det, eller döp om det, och lägg en fil där i stället."


def read(path: Path, most: int = -1) -> bytes:
    """The file's content, links followed, or its first `most` bytes; raises NoRegularFile, or OSError as ever."""
    _demand_regular(path.stat(), path)
    with open(path, "rb", opener=_opened_at_once) as file:
        # What stood there may have been exchanged since.
        _demand_regular(os.fstat(file.fileno()), path)
        return file.read(most)


def _demand_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NoRegularFile(str(path))


def _opened_at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes to is not waited for, where the system can open it without."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
