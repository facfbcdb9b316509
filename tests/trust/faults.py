"""Faults let loose in the publishing of files: the process killed, or the system refusing, at each step in turn."""

import errno
import os
import pathlib
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

QUARTERS = 4
Fault = Callable[[], None]

ERRORS = {
    "the disk is full": errno.ENOSPC,
    "the file is open in another program": errno.EACCES,
    "the folder is read-only": errno.EROFS,
    "the disk is broken": errno.EIO,
    "the quota is used up": errno.EDQUOT,
}


def killed() -> None:
    """What kill -9 does, to this very process."""
    os.kill(os.getpid(), signal.SIGKILL)


def refused(number: int) -> Fault:
    """The system says no."""

    def raise_it() -> None:
        raise OSError(number, os.strerror(number))

    return raise_it


def removed(folder: Path) -> Fault:
    """Somebody takes the whole output folder away."""
    return lambda: shutil.rmtree(folder, ignore_errors=True)


class Steps:
    """Counts what is asked of the file system, and lets the fault loose at one step; -1 only counts.

    A step is before or after opening, writing (a quarter at a time), flushing to disk, moving or removing a file.
    """

    def __init__(self, at: int, fault: Fault) -> None:
        self.taken, self._at, self._fault = 0, at, fault

    def step(self) -> None:
        self.taken += 1
        if self.taken - 1 == self._at:
            self._fault()

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **named: Any) -> Any:
            self.step()
            result = function(*arguments, **named)
            self.step()
            return result

        return stepped

    def install(self, patch: Any) -> None:
        """Through `patch`, a pytest MonkeyPatch, around the calls that publishing makes."""
        steps, opened = self, pathlib.Path.open

        def open_stepped(path: Path, *arguments: Any, **named: Any) -> Any:
            steps.step()
            file = opened(path, *arguments, **named)
            return _Stepped(file, steps) if "x" in str(arguments) or "w" in str(arguments) else file

        patch.setattr(pathlib.Path, "open", open_stepped)
        patch.setattr(pathlib.Path, "unlink", self.around(pathlib.Path.unlink))
        patch.setattr(os, "replace", self.around(os.replace))
        patch.setattr(os, "fsync", self.around(os.fsync))


class _Stepped:
    """A file whose writing can be cut in the middle."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file, self._steps = file, steps

    def __enter__(self) -> "_Stepped":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> None:
        size = -(-len(content) // QUARTERS)
        for begin in range(0, len(content), size):
            self._file.write(content[begin : begin + size])
            self._file.flush()
            self._steps.step()
