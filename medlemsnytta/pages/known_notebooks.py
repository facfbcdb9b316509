"""The notebooks that may run in a process which has run others, known by their content: the program's own, unchanged."""

import hashlib
from functools import cache
from pathlib import Path

DIGESTS = Path(__file__).with_suffix(".txt")
"""SHA-256 and name of each, as `sha256sum` writes them; renewed by `python .ci/derived.py`."""


def known(notebook: bytes) -> bool:
    """Whether these bytes are one of them; one that is changed in any way, by anyone, is not."""
    return digest(notebook) in _digests()


def digest(notebook: bytes) -> str:
    """SHA-256, the same however git has written the ends of lines."""
    return hashlib.sha256(notebook.replace(b"\r\n", b"\n")).hexdigest()


@cache
def _digests() -> frozenset[str]:
    return frozenset(line.split()[0] for line in DIGESTS.read_text("utf-8").splitlines())
