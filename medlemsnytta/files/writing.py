"""Files that come to stand in a folder whole or not at all."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound

PARTIAL_SUFFIX = ".medlemsnytta-partial"


def publish(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write every file under a temporary name first, then move them into place in the order given.

    Raises ProblemsFound where the folder or a file cannot be written; each file is then the old one or the new, whole.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            partial = folder / f".{name}{PARTIAL_SUFFIX}"
            staged.append((partial, folder / name))
            _write(partial, content)
        for partial, final in staged:
            os.replace(partial, final)
    except OSError as error:
        where = Path(error.filename or folder).name.removesuffix(PARTIAL_SUFFIX).lstrip(".")
        fix = "Stäng filen om den är öppen i ett annat program, och se efter att mappen går att skriva i."
        raise ProblemsFound([Problem(f"{folder.name}/{where}", "filen går inte att skriva.", fix)]) from error
    finally:
        for partial, _ in staged:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until what is inside is whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[object, ...]] = []
    before: Callable[..., object] | int | None = signal.signal(signal.SIGINT, lambda *signal_: asked.append(signal_))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _write(path: Path, content: bytes) -> None:
    """A file of its own: never through a link that stands where the temporary name should."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def tidy(folder: Path) -> None:
    """Take away what an earlier run left under a temporary name when it was killed; not while another run writes here."""
    for partial in folder.glob(f".*{PARTIAL_SUFFIX}"):
        remove(partial)


def remove(path: Path) -> None:
    """Take away a file that no longer says anything true; a missing one is fine."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
