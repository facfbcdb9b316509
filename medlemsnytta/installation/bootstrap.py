"""From a Python without packages to one that has them: here, in the active environment, or in one beside the program."""

import contextlib
import hashlib
import os
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from medlemsnytta.errors import ExitCode, listed
from medlemsnytta.files import locks, streams
from medlemsnytta.installation import environments, pins, pip_runs, wheelhouses
from medlemsnytta.installation.environments import Environment, Pythons
from medlemsnytta.installation.failures import CannotInstall, in_words
from medlemsnytta.installation.terminal import say, warn

_CANNOT_START = "Programmet kan inte starta än:"
_SENT = "MEDLEMSNYTTA_ENVIRONMENT"
"""The variable that says which environment this run was sent on to, so that one that leads elsewhere is seen."""


def run_elsewhere(lock: Path, script: Path, words: Sequence[str], pythons: Pythons) -> int | None:
    """None where this Python has all that the lock pins; else the exit code of the script, run where that is, or 1.

    Packages that are nowhere are installed: in the active virtual environment, else in one beside the lock, whose Python
    is one from the oldest to the newest of `pythons`.
    """
    here = environments.current()
    if why := pins.unreadable(lock):
        warn(listed(_CANNOT_START, [f"{lock} {why}. Packa upp programmet igen."]))
        return ExitCode.MENDABLE
    if pins.are_installed(lock, here.folder, sys.path):
        os.environ.pop(_SENT, None)
        return None
    streams.prepare()
    environment = here if environments.is_virtual() else Environment(lock.parent / environments.NAME)
    try:
        if os.environ.pop(_SENT, None) == str(environment.folder):
            what = f"Python i {environment.folder} är en annan än miljöns egen."
            raise CannotInstall(what, "Ta bort mappen och kör igen, så görs den om.")
        if not _is_ready(lock, environment, pythons):
            if words[:1] in (["--help"], ["-h"]):
                say(
                    "Hjälpen visas när paketen är installerade: skriv python build.py. Alla kommandon står i README.md."
                )
                return ExitCode.DONE
            with _ending_as_by_ctrl_c():
                _install(lock, environment, pythons)
        os.environ[_SENT] = str(environment.folder)
        return _go_on([str(environment.python), str(script), *words])
    except CannotInstall as failed:
        warn(listed(_CANNOT_START, [f"{failed.what} {failed.fix}"]))
        return ExitCode.MENDABLE
    except KeyboardInterrupt:
        warn("\nAvbrutet. Nästa körning tar vid där den här slutade.")
        return ExitCode.MENDABLE


def _is_ready(lock: Path, environment: Environment, pythons: Pythons) -> bool:
    if _is_current(environment):
        return pins.are_installed(lock, environment.folder, sys.path)
    sound = environments.is_sound(environment, pythons)
    return sound and pins.are_installed(lock, environment.folder, environment.search_path)


def _is_current(environment: Environment) -> bool:
    return environment.folder == Path(sys.prefix)


def _install(lock: Path, environment: Environment, pythons: Pythons) -> None:
    """Let all that the lock pins stand in the environment, made first where it must be; raises CannotInstall."""
    with _alone(environment.folder) as temporary:
        if _is_ready(lock, environment, pythons):
            return  # another run has done it meanwhile
        say(f"Paketen som programmet bygger på installeras i {environment.folder}. Det görs en gång.")
        say("Det tar några minuter och 1\N{NO-BREAK SPACE}GB på disken. Ctrl-C avbryter; nästa körning tar vid.")
        try:
            _fill(lock, environment, pythons, temporary)
        except OSError as error:
            raise in_words(str(error), "Paketen gick inte att installera.") from None
        if not _is_ready(lock, environment, pythons):
            what = f"Paketen i {environment.folder} blev inte de som {lock.name} anger."
            raise CannotInstall(what, "Ta bort mappen och kör igen.")


def _fill(lock: Path, environment: Environment, pythons: Pythons, temporary: Path) -> None:
    if environment.folder.is_symlink() and not _is_current(environment):
        what = f"{environment.folder} är en länk till en annan mapp, och där installeras inget."
        raise CannotInstall(what, "Ta bort länken, eller aktivera den miljö som den leder till, och kör igen.")
    half = pins.is_unfinished(environment.folder)
    to_make = not environments.is_sound(environment, pythons) or (half and environments.is_made_here(environment))
    if not _is_current(environment) and to_make:
        stands = environment.folder.is_dir()
        environments.make(environment)
        if stands:
            say("  Den miljö som fanns där var inte färdig, eller dess Python är borta eller duger inte. Den görs om.")
        pins.begin(environment.folder)
        half = False
    python = environments.version_of(environment)
    wheels = wheelhouses.unpacked(lock.parent, python, temporary / "wheels", tests="dev" in lock.stem)
    # Until pip lays the first package in place, what stands there is whole and can be gone back to.
    pip_runs.install(lock, environment, wheels, temporary, lambda: pins.begin(environment.folder), anew=half)
    pins.finish(lock, environment.folder)


@contextmanager
def _ending_as_by_ctrl_c() -> Iterator[None]:
    """Within this the system's other ways to end a process clean up as Ctrl-C does."""
    before = {}
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """While no other run installs into the folder, which may not be there yet; gives an empty folder for what is temporary."""
    user = os.getuid() if hasattr(os, "getuid") else ""
    name = hashlib.sha256(f"{folder} {user}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    locked = Path(tempfile.gettempdir(), f"medlemsnytta-{name}.lock")
    temporary = locked.with_suffix(".tmp")
    try:
        handle = os.open(locked, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise in_words(str(error), "Datorns mapp för tillfälliga filer går inte att skriva i.") from None
    try:
        said = False
        while not locks.taken(handle):
            if not said:
                say("En annan körning installerar paketen. Den här väntar tills den är klar.")
            said = True
            time.sleep(1)
        shutil.rmtree(temporary, ignore_errors=True)  # a killed run has left it
        try:
            temporary.mkdir(mode=0o700)
        except OSError as error:
            raise in_words(str(error), f"Mappen {temporary} går inte att skapa.") from None
        try:
            yield temporary
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    finally:
        os.close(handle)


def _go_on(command: Sequence[str]) -> int:
    """Let the command take this process' place; where the system cannot do that, be there until it has ended.

    Raises CannotInstall where it cannot be started.
    """
    say("", end="")
    try:
        if os.name != "nt":
            os.execv(command[0], command)
        return run_to_end(command)
    except OSError as error:
        what = f"Python i miljön går inte att starta: {command[0]} ({error.strerror})."
        raise CannotInstall(what, "Ta bort miljöns mapp och kör igen, så görs den om.") from None


def run_to_end(command: Sequence[str], folder: Path | None = None) -> int:
    """The exit code of the command, which is left to answer Ctrl-C in its own way."""
    process = subprocess.Popen(command, cwd=folder)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def report_damaged_packages() -> bool:
    """Whether files of packages are gone or changed, which is then said, and noted so that the next run installs anew."""
    folder = Path(sys.prefix)
    if not (damaged := pins.damaged(sys.path)):
        return False
    fix = "Installera om dem: python -m pip install --force-reinstall -r requirements.txt"
    if (folder / pins.STAMP).exists():
        with contextlib.suppress(OSError):
            pins.begin(folder)
            fix = "Kör igen, så installeras de om."
    named = ", ".join(damaged[:5]) + (" med flera" if len(damaged) > 5 else "")
    warn(listed("Programmet kan inte köras:", [f"Filer saknas eller är skadade i {folder}: {named}. {fix}"]))
    return True


def hand_over_to_package(folder: Path, name: str) -> int:
    """Run the installed package of this name as `python -m` would, had it not found the `folder`'s own module first."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != folder]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except ImportError:
        warn(f"Paketet {name} finns inte här. Skriv python -m pip wheel --no-deps -w dist . för att göra en wheel.")
        return ExitCode.MENDABLE
    return ExitCode.DONE
