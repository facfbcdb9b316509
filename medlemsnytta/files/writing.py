"""Files that come to stand in a folder whole or not at all."""

import errno
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.paths import how_to_write

PARTIAL_SUFFIX = ".medlemsnytta-partial"
SECONDS_TO_TRY = 2.0
SECONDS_BETWEEN_TRIES = 0.05
_HELD_BY_ANOTHER = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
"""What a system says of a file that another program has open; Windows says EACCES."""


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
            _move(partial, final)
    except OSError as error:
        where = Path(error.filename or folder).name.removesuffix(PARTIAL_SUFFIX).lstrip(".")
        closed = "Stäng filen om den är öppen i ett annat program, och se efter att mappen går att skriva i."
        fix = how_to_write(Path(error.filename or folder), closed)
        raise ProblemsFound([Problem(f"{folder.name}/{where}", "filen går inte att skriva.", fix)]) from error
    finally:
        for partial, _ in staged:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def publish_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Publish files that belong together in a folder of their own; where there is no such folder yet, all in one move."""
    if not contents:
        return
    if folder.exists():
        publish(folder, contents)
        return
    partial = folder.with_name(f".{folder.name}{PARTIAL_SUFFIX}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        publish(partial, contents)
        _move(partial, folder)
    except OSError as error:
        fix = how_to_write(folder, "Se efter att mappen går att skriva i.")
        raise ProblemsFound([Problem(folder.name, "mappen går inte att skriva.", fix)]) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def remove_if_empty(folder: Path) -> None:
    """Take away a folder that nothing stands in; a missing one is fine."""
    with suppress(OSError):
        folder.rmdir()


def _move(path: Path, to: Path) -> None:
    """Put a file or a folder in its place; again, for a while, where another program holds it.

    Those that copy or scan what is new hold it for a moment.
    """
    last = time.monotonic() + SECONDS_TO_TRY
    while True:
        try:
            os.replace(path, to)
            return
        except OSError as error:
            if error.errno not in _HELD_BY_ANOTHER or time.monotonic() >= last:
                raise
        time.sleep(SECONDS_BETWEEN_TRIES)


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
