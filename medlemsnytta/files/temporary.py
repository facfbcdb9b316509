"""Working folders that go when their work is done; one whose process was killed is taken away by the next run.

Whether a folder is still in use is asked of the system, which holds a lock on its mark as long as any process has it
open. No time, no age and no number of a process is trusted. A folder without our name and mark is never touched.
"""

import atexit
import contextlib
import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.locks import taken

SYSTEMS_FOLDERS = ("/tmp", "/var/tmp", "/usr/tmp")
"""Where systems keep temporary files: there somebody may well stand and build."""
MARK = ".medlemsnytta-i-arbete"
_NAME = re.compile(r"medlemsnytta-[0-9a-f]{12}")


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder of one's own among the system's temporary files; raises ProblemsFound where none can be made."""
    with room_told():
        folder, handle = _made()
    try:
        yield folder
    finally:
        _emptied(folder)
        os.close(handle)
        _gone(folder)


@contextlib.contextmanager
def temporary_files(contents: Mapping[str, bytes]) -> Iterator[Path]:
    """Such a folder with these files in it, by their paths there."""
    with temporary_folder() as folder:
        with room_told():
            for path, content in contents.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        yield folder


def folder_of_this_process() -> Path:
    """Such a folder that goes when this process ends, or with the next run where it is ended by another."""
    opened = contextlib.ExitStack()
    atexit.register(opened.close)
    return opened.enter_context(temporary_folder())


@contextlib.contextmanager
def room_told() -> Iterator[None]:
    """Tell in words, as ProblemsFound, that the system has no room for what is written there."""
    try:
        yield
    except OSError as error:
        reason = "är full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "går inte att skriva i"
        fix = f"Gör plats där, eller välj en annan mapp med miljövariabeln {'TEMP' if os.name == 'nt' else 'TMPDIR'}."
        raise ProblemsFound([Problem("mappen för tillfälliga filer", f"den {reason}.", fix)]) from error


def _place() -> str:
    """The system's folder for temporary files; the current folder, where Python falls back, belongs to the project."""
    place = tempfile.gettempdir()
    asked = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    if place == os.getcwd() and not asked and place not in SYSTEMS_FOLDERS:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return place


def tidy() -> None:
    """Take away every working folder whose processes are all gone; those of others, and in use, stay."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and _is_own_folder(entry):
                _take_away(Path(entry.path))


def _made() -> tuple[Path, int]:
    """A new folder and the handle that holds its mark; another run that tidies may take it before it is held."""
    while True:
        folder = Path(_place(), f"medlemsnytta-{os.urandom(6).hex()}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        try:
            handle = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            continue
        if _may_be_used(handle) and (folder / MARK).exists():
            return folder, handle
        os.close(handle)


def _may_be_used(handle: int) -> bool:
    """True where the lock is ours, or where there are no locks; such a folder stays if the process is killed."""
    try:
        return taken(handle)
    except OSError:
        return True


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    """A real folder, no link, and on a machine with several users one of this user's."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())


def _take_away(folder: Path) -> None:
    """Take the folder away if its mark is there and nobody holds it, or if it was killed before it had anything."""
    try:
        handle = os.open(folder / MARK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        with contextlib.suppress(OSError):
            folder.rmdir()
        return
    dead = False
    try:
        with contextlib.suppress(OSError):
            dead = taken(handle)
        if dead:
            _emptied(folder)
    finally:
        os.close(handle)
    if dead:
        _gone(folder)


def _emptied(folder: Path) -> None:
    """Everything but the mark goes first, so that what is left of a cut-off clearing still has it."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARK:
                with contextlib.suppress(OSError):
                    path.unlink()


def _gone(folder: Path) -> None:
    """The mark and the folder; where something could not be taken away the mark stays, for the next run."""
    with contextlib.suppress(OSError):
        if [path.name for path in folder.iterdir()] == [MARK]:
            (folder / MARK).unlink()
        folder.rmdir()
