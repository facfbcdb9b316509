"""Files read as files: a pipe or a device would be waited for, for ever, and a folder has no content."""

import stat
from pathlib import Path


class NoRegularFile(OSError):
    """A folder, a pipe or a device stands where a file should; `what` and the `fix`, in Swedish."""

    what = "det som står där är ingen vanlig fil."
    fix = "Flytta det, eller döp om det, och lägg en fil där i stället."


def read(path: Path, most: int = -1) -> bytes:
    """The file's content, links followed, or its first `most` bytes; raises NoRegularFile, or OSError as ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoRegularFile(str(path))
    with path.open("rb") as file:
        return file.read(most)
