"""One zip with the wheels for one system and one Python, for a computer that reaches no package index; told in Swedish.

Nothing is installed for it: it is made with Python's own library and pip.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pinned import DEV_LOCK, LOCK, ROOT, entries, holds, without_marker
from wheels import PYTHONS, SYSTEMS, WITHOUT_WHEELS, System

from medlemsnytta.installation import connections, environments, pip_runs, wheelhouses
from medlemsnytta.installation.failures import CannotInstall, in_words

EXAMPLE = "python .ci/supply_chain.py wheelhouse --platform windows --python 3.14"
HELP = f"""Packar de paket som programmet bygger på i en zip-fil, för en dator som inte når nätet.

{EXAMPLE}

--platform  datorn som filen ska till:
{{systems}}
--python    den Python som finns på den datorn, med två tal: {", ".join(PYTHONS)}
--tests     ta också med det som testerna behöver

Filen läggs bredvid build.py. Kopiera den till samma plats på den andra datorn; den första körningen där tar paketen ur den."""
FAILED, WRONG_USAGE = 1, 2
_SILENCE_SECONDS, _TRIES = 30, 2
_NOT_THERE = in_words("No matching distribution", "").what


class WrongWords(Exception):
    """What is wrong with the command line, in Swedish."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise WrongWords(f"Kommandot går inte att förstå. Skriv till exempel: {EXAMPLE}")


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for, by the names that we have for it; raises WrongWords."""
    parser = _Parser(add_help=False)
    parser.add_argument("command")
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--platform", nargs="?")
    parser.add_argument("--python", nargs="?")
    parser.add_argument("--tests", action="store_true")
    asked, unknown = parser.parse_known_args(words)
    if asked.help:
        return asked
    wrong = [f"{word} känns inte igen." for word in unknown]
    name, python = (asked.platform or "").lower(), _two_numbers(asked.python or "")
    if name not in SYSTEMS:
        said = f"--platform {asked.platform} finns inte." if name else "--platform saknas."
        wrong.append(f"{said} Skriv den dator som filen ska till:\n{_systems()}")
    if python not in PYTHONS:
        said = f"--python {asked.python} finns inte." if asked.python else "--python saknas."
        wrong.append(f"{said} Skriv den Python som finns på den datorn: {', '.join(PYTHONS)}.")
    if wrong:
        raise WrongWords("\n".join(wrong))
    asked.platform, asked.python = name, python
    return asked


def _two_numbers(python: str) -> str:
    """3.13 of 3.13.2 and of 3.13.0rc1; other words as they are."""
    found = re.fullmatch(r"(\d+\.\d+)(?:\.\d+\w*)?", python.strip())
    return found[1] if found else python


def _systems() -> str:
    return "\n".join(f"  {name:<12} {system.words}" for name, system in SYSTEMS.items())


def run(words: Sequence[str], folder: Path) -> int:
    """Make the zip in the folder as the command line says; returns the exit code."""
    try:
        asked = parsed(words)
        if asked.help:
            print(HELP.format(systems=_systems()))
            return 0
        packed = pack(folder, asked.platform, asked.python, tests=asked.tests)
    except WrongWords as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USAGE
    except CannotInstall as failed:
        print(f"Filen gick inte att skapa:\n  - {failed.what} {failed.fix}", file=sys.stderr)
        return FAILED
    print(f"Klart: {packed} ({packed.stat().st_size // 1_000_000}\N{NO-BREAK SPACE}MB).")
    print(
        "Kopiera filen till den andra datorn och lägg den bredvid build.py där. Den första körningen tar paketen ur den."
    )
    return 0


def pack(folder: Path, name: str, python: str, *, tests: bool) -> Path:
    """The zip in the folder, whole; raises CannotInstall, and then leaves nothing there."""
    system = SYSTEMS[name]
    if (name, python) in WITHOUT_WHEELS:
        others = [each for each in PYTHONS if (name, each) not in WITHOUT_WHEELS]
        what = f"För {system.words} och Python {python} finns inte alla paket färdiga."
        raise CannotInstall(what, f"Ta en äldre Python på den datorn: {others[0]}–{others[-1]}.")
    packed = folder / wheelhouses.name_of(name, python, tests=tests)
    partial = packed.with_name(f"{packed.name}.{os.getpid()}.part")
    try:
        # Opened first, so that a folder that cannot be written is told before anything is fetched.
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive, _working_folder() as work:
            _fetch(Path(work), system, python, tests=tests)
            for wheel in sorted(Path(work, "wheels").iterdir()):
                archive.writestr(zipfile.ZipInfo(wheel.name), wheel.read_bytes())
        partial.replace(packed)
    except OSError as error:
        raise in_words(str(error), f"{packed} gick inte att skriva.") from None
    finally:
        partial.unlink(missing_ok=True)
    return packed


def _working_folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="medlemsnytta-", ignore_cleanup_errors=True)


def _fetch(work: Path, system: System, python: str, *, tests: bool) -> None:
    """Lay the wheels that the lock pins in the folder `wheels` of `work`; raises CannotInstall."""
    pinned = [entry for lock in ((LOCK, DEV_LOCK) if tests else (LOCK,)) for entry in entries(ROOT / lock)]
    wanted = [entry for entry in pinned if holds(entry, there(system, python))]
    (work / "pins.txt").write_text("".join(map(without_marker, wanted)), "utf-8")
    print(f"Hämtar {len(wanted)} paket för {system.words} och Python {python}.")
    print(f"Det är omkring {_size(tests)} och tar några minuter. Ctrl-C avbryter.", flush=True)
    python_with_pip, search_path = _python_with_pip(work)
    variables = pip_runs.surroundings(python_with_pip, search_path) | dict.fromkeys(
        ("TMPDIR", "TEMP", "TMP"), str(work)
    )
    command = [
        *("pip", "download", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"),
        *("--log", str(work / "pip.log"), "--timeout", str(_SILENCE_SECONDS), "--retries", str(_TRIES)),
        *("--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp"),
        *("--python-version", python, *(part for tag in system.tags for part in ("--platform", tag))),
        *("--dest", str(work / "wheels"), "-r", str(work / "pins.txt")),
    ]
    with pip_runs.started(python_with_pip, command, variables) as process:
        printed = _followed(process, len(wanted))
    if process.returncode:
        failed = in_words("\n".join([printed, *pip_runs.unreached(work / "pip.log")]), "Paketen gick inte att hämta.")
        if failed.what != _NOT_THERE:
            raise failed
        what = (
            f"Paketkällan har inte alla paket färdiga för {system.words} och Python {python}, eller lämnar inte ut dem."
        )
        fix = f"Har kommunen en egen paketkälla: fråga IT-avdelningen om den har allt som står i {DEV_LOCK if tests else LOCK}."
        raise CannotInstall(what, fix)


def there(system: System, python: str) -> dict[str, str]:
    """What markers see on that system."""
    return {
        "sys_platform": system.sys_platform,
        "platform_machine": system.machine,
        "os_name": "nt" if system.sys_platform == "win32" else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
    }


def _size(tests: bool) -> str:
    return f"{300 if tests else 200}\N{NO-BREAK SPACE}MB"


def _python_with_pip(work: Path) -> tuple[Path, Sequence[str]]:
    """This Python and its search path; where it has no pip, one made from it for the while. Raises CannotInstall."""
    if find_spec("pip"):
        return Path(sys.executable), sys.path
    made = environments.Environment(work / "pip")
    done = environments.run_quietly([sys.executable, "-P", "-m", "venv", str(made.folder)])
    if done.returncode:
        raise in_words(done.stdout, "pip gick inte att installera.")
    return made.python, made.search_path


def _followed(process: "subprocess.Popen[str]", wanted: int) -> str:
    """Tell how far pip has come until it ends; what it printed. Raises CannotInstall where going on is of no use."""
    printed, begun, told, waited = [], 0, 0, False
    for line in process.stdout or ():
        printed.append(line)
        if line.startswith(("Collecting ", "Processing ")):
            begun += 1
            told = _tell(begun - 1, wanted, told)
        elif "Retrying (" in line:
            trouble = connections.problem_in_text(line, connections.proxy_hosts())
            if trouble and trouble.lasting:
                raise in_words(line, "")
            if not waited:
                waited = True
                print("  Paketkällan på nätet svarar inte än. Väntar en stund till.", flush=True)
    if not process.wait():
        _tell(wanted, wanted, told)
    return "".join(printed)


def _tell(fetched: int, wanted: int, told: int) -> int:
    """Say how many there are, at each tenth of them; the tenth that was said last."""
    tenth = 10 * fetched // max(1, wanted)
    if tenth > told:
        print(f"  {fetched} av {wanted} paket hämtade", flush=True)
    return max(told, tenth)
