"""The three standard streams: always there, in UTF-8, and an end in good order when what is said cannot be written."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

_READER_LEFT = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
"""What it is called to write where nobody reads any more; the second is how Windows says it (python/cpython#79935)."""


class OutputStopped(BaseException):
    """Standard output or error cannot be written: its reader has left, as `head` does, or the disk is full.

    Like KeyboardInterrupt no Exception, so that no work takes it for a failure of its own and goes on.
    """

    def __init__(self, *, reader_left: bool) -> None:
        super().__init__(reader_left)
        self.reader_left = reader_left


class _Guarded:
    """A stream for text whose errors are known from those of every other file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, words: str) -> int:
        with self._stopping():
            return self._stream.write(words)

    def flush(self) -> None:
        with self._stopping():
            self._stream.flush()

    @contextlib.contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # What the stream still holds is written when Python ends, which would tell of the error once more.
            with open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), self._stream.fileno())
            raise OutputStopped(reader_left=error.errno in _READER_LEFT) from None


def fill_in() -> None:
    """Put an empty stream where there is none: closed by `>&-`, or never there, as under pythonw.

    A kernel and V8 ask the system, not Python: they want the stream's own number, which is the lowest that is free once
    it was closed, and on Windows its handle.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            setattr(sys, name, empty := open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
            os.set_inheritable(empty.fileno(), True)
            if sys.platform == "win32":
                import ctypes
                import msvcrt

                handle = ctypes.c_void_p(msvcrt.get_osfhandle(empty.fileno()))
                ctypes.windll.kernel32.SetStdHandle(-10 - number, handle)


def prepare() -> None:
    """Let all three streams be there, and what is said be UTF-8 that never fails on a character."""
    fill_in()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Within this a stream that is lacking is empty, and one that cannot be written raises OutputStopped."""
    prepare()
    output, errors = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Guarded(output), _Guarded(errors)
    try:
        yield
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        sys.stdout, sys.stderr = output, errors
