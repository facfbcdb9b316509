"""Waits until a file has been saved, by looking now and then; the same on every system."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from medlemsnytta.files.paths import left_by_a_program

Stamps = dict[str, tuple[int, int, int]]
"""Each file's times and size."""


def stamps(folders: Iterable[Path]) -> Stamps:
    """The files right under the folders, but for those that a program keeps while it works."""
    found: Stamps = {}
    for folder in folders:
        for file in sorted(folder.glob("*")):
            if not left_by_a_program(file.name):
                try:
                    stat = file.stat()
                except OSError:
                    continue
                found[file.as_posix()] = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size)
    return found


def changes(
    look: Callable[[], Stamps],
    wait: Callable[[], object],
    over: Callable[[], bool] = lambda: False,
    before: Stamps | None = None,
) -> Iterator[list[str]]:
    """The files that have changed since `before`, each time that some have and are no longer being written, until it is `over`."""
    before = look() if before is None else before
    while not over():
        wait()
        now = look()
        if now == before:
            continue
        while (settled := _after(look, wait)) != now:
            now = settled
        changed = sorted(file for file in before.keys() | now.keys() if before.get(file) != now.get(file))
        before = now
        if changed:
            yield changed


def _after(look: Callable[[], Stamps], wait: Callable[[], object]) -> Stamps:
    wait()
    return look()
