"""What is said before the packages are there, also where nobody reads it any more: an installation is not left half for that."""

import contextlib
import os
import sys


def say(words: str, end: str = "\n") -> None:
    """Print at once; where the reader has left, nothing more is said and the work goes on."""
    try:
        print(words, end=end, flush=True)
    except OSError:
        # What the stream still holds would be written, and fail, again and again.
        with contextlib.suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def warn(words: str) -> None:
    """Print a problem on standard error."""
    print(words, file=sys.stderr, flush=True)
