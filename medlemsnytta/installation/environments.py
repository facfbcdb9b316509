"""The virtual environment beside the program: found, made, and made anew where it is broken or of a Python that is gone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.installation.failures import CannotInstall, in_words

NAME = ".venv"
MADE = "medlemsnytta-made.txt"
"""The file in an environment that this program has made: only such a one may be cleared away."""
Pythons = tuple[tuple[int, int], tuple[int, int]]
"""The oldest and the newest that will do."""

_VERSION = re.compile(r"version(?:_info)?\s*=\s*(\d+)\.(\d+)")
_HOME = re.compile(r"home\s*=\s*(.+)")


@dataclass(frozen=True)
class Environment:
    """A folder with a Python of its own."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def search_path(self) -> list[str]:
        """Where its packages stand."""
        return [str(path) for pattern in ("Lib", "lib/python*", "lib64/python*") for path in self._packages(pattern)]

    def _packages(self, pattern: str) -> Iterable[Path]:
        return self.folder.glob(f"{pattern}/site-packages")


def current() -> Environment:
    """The one that this process runs in, be it virtual or not."""
    return Environment(Path(sys.prefix))


def is_virtual() -> bool:
    return sys.prefix != sys.base_prefix


def is_sound(environment: Environment, pythons: Pythons) -> bool:
    """Whether its Python is one of the `pythons` and still starts, which is asked of the disk where that can tell."""
    try:
        said = (environment.folder / "pyvenv.cfg").read_text("utf-8")
    except (OSError, ValueError):
        return False
    version, home = _VERSION.search(said), _HOME.search(said)
    if not version or not home or not environment.python.exists():
        return False
    if not pythons[0] <= (int(version[1]), int(version[2])) <= pythons[1]:
        return False
    base = Path(home[1].strip()) / ("python.exe" if os.name == "nt" else "")
    return base.exists() or _starts(environment.python)


def version_of(environment: Environment) -> str:
    """Its Python's version, such as 3.13; this Python's where it is the environment of this process, or not told."""
    try:
        said = _VERSION.search((environment.folder / "pyvenv.cfg").read_text("utf-8"))
    except (OSError, ValueError):
        said = None
    if said is None or environment.folder == Path(sys.prefix):
        return f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{said[1]}.{said[2]}"


def _starts(python: Path) -> bool:
    """A Python of Microsoft's store starts from where no file can be seen."""
    try:
        return run_quietly([str(python), "-c", ""]).returncode == 0
    except OSError:
        return False


def run_quietly(
    command: Sequence[str], variables: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """The command when it has ended, with all that it printed in `stdout`."""
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=variables,
    )


def make(environment: Environment) -> None:
    """Make it with this Python, in the place of what may stand there of another, still without pip; raises CannotInstall."""
    folder = environment.folder
    if why := _is_somebodys(environment):
        raise CannotInstall(f"{folder} finns, men {why}.", "Byt namn på den eller flytta den, och kör igen.")
    _clear_away(folder)
    try:
        folder.mkdir(exist_ok=True)
        (folder / MADE).write_text("", "utf-8")  # first, so that what is cut off from here on is known as ours
    except OSError as error:
        raise in_words(str(error), f"Mappen {folder} gick inte att skapa.") from None
    done = run_quietly([sys.executable, "-P", "-m", "venv", "--without-pip", str(folder)])
    if done.returncode or not environment.python.exists():
        raise in_words(done.stdout, f"Mappen {folder} gick inte att skapa.")


def is_made_here(environment: Environment) -> bool:
    return (environment.folder / MADE).exists()


def _clear_away(folder: Path) -> None:
    """Move the folder aside whole before it is taken away, so that one cut off in between is seen as gone, not as half."""
    if folder.exists():
        folder.rename(folder.with_name(f"{NAME}-borta-{os.getpid()}"))
    for aside in folder.parent.glob(f"{NAME}-borta-*"):
        shutil.rmtree(aside, ignore_errors=True)


def _is_somebodys(environment: Environment) -> str:
    """Why what stands there is not ours to clear away; empty where it is, or where nothing is there."""
    folder = environment.folder
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return ""
    if is_made_here(environment):
        return ""
    if not (folder / "pyvenv.cfg").exists():
        return "är ingen virtuell miljö för Python"
    if _starts(environment.python):
        return "är en virtuell miljö för en Python som inte duger"
    return "är en virtuell miljö som inte programmet har gjort, och dess Python är borta"
