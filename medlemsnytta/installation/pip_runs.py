"""pip run with its progress told in Swedish, and stopped as soon as it is plain that it will come to nothing."""

import ast
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from medlemsnytta.installation import connections, ending_with_parent, pins
from medlemsnytta.installation.environments import Environment, run_quietly
from medlemsnytta.installation.failures import in_words
from medlemsnytta.installation.terminal import say

FIRST_ANSWER_SECONDS = 10
"""After this long without an answer from the package index it is said; after three times as long it is given up."""
SILENCE_SECONDS = 60
"""So long may a proxy read through a file before it lets it on."""
_REACHING = (
    *("index-url", "extra-index-url", "trusted-host", "proxy", "cert", "client-cert", "keyring-provider"),
    *("retries", "no-index", "find-links", "cache-dir", "no-cache-dir", "use-deprecated"),
)
"""What the owner of a computer has set about how pip reaches its packages. Nothing else that is set for other uses of
pip is followed: it could lay the packages elsewhere, or others."""
_LAYING = "Installing collected packages"
_ANSWERED = "Fetched page "
"""What pip writes in its log alone when the index has answered."""


def install(
    lock: Path,
    environment: Environment,
    wheels: Path | None,
    temporary: Path,
    changing: Callable[[], None],
    *,
    anew: bool,
) -> None:
    """Install all that the lock pins, by hash and as wheels, from the index or from the folder of `wheels`.

    `temporary` is a folder for what pip leaves behind when it is stopped. `changing` is called when all is fetched and the
    first package is about to be laid in place. Packages that stand are left as they are, unless all is to be laid `anew`.
    Raises CannotInstall.
    """
    there = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    _provide_pip(environment, there)
    log = temporary / "pip.log"
    command = [
        *("pip", "install", "--no-input"),
        *("--disable-pip-version-check", "--no-warn-script-location", "--progress-bar", "off"),
        *("--timeout", str(SILENCE_SECONDS), "--log", str(log)),
        *("--require-hashes", "--only-binary", ":all:", *(["--force-reinstall"] if anew else []), "-r", str(lock)),
    ]
    variables = surroundings(environment.python, environment.search_path, wheels)
    with started(environment.python, command, variables | there) as process:
        printed = _followed(process, pins.count(lock), changing, None if wheels else log)
    if process.returncode:
        raise in_words(
            "\n".join([printed, *unreached(log)]), "Paketen gick inte att installera.", from_zip=wheels is not None
        )


@contextmanager
def started(python: Path, command: Sequence[str], variables: Mapping[str, str]) -> "Iterator[subprocess.Popen[str]]":
    """A module run by a Python; it is ended, with all that it has started, where what is done meanwhile fails."""
    process = subprocess.Popen(
        [str(python), "-P", str(Path(ending_with_parent.__file__)), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=variables,
        start_new_session=True,
    )
    try:
        yield process
        process.wait()
    finally:
        process.stdin.close()
        process.wait()


def surroundings(python: Path, search_path: Iterable[str], wheels: Path | None = None) -> dict[str, str]:
    """The environment variables for the pip of a `python`, whose packages stand in the `search_path`.

    How this computer reaches its index stays as its owner has set it; with `wheels`, that folder alone is asked. Raises
    CannotInstall.
    """
    ours = {"PIP_CONFIG_FILE": os.devnull, **_how_packages_are_reached(python)}
    if wheels:
        # As an address, because pip takes a space in a variable for the end of a path.
        ours |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels.as_uri()}
    if any(Path(folder, f"pip-24.{minor}.dist-info").exists() for folder in search_path for minor in "01"):
        ours["PIP_USE_FEATURE"] = "truststore"  # the system's certificates; later pips use them without being told
    plain = {name: value for name, value in _plain_surroundings().items() if not name.startswith("PIP_")}
    return plain | ours


def _plain_surroundings() -> dict[str, str]:
    """The environment without what would let Python find other packages, say more, or run pip in another Python."""
    kept = {f"PIP_{name.upper().replace('-', '_')}" for name in ("config-file", *_REACHING)}
    others = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    ours = {name: value for name, value in os.environ.items() if name in kept}
    return others | ours | {"PYTHONIOENCODING": "utf-8"}


def _how_packages_are_reached(python: Path) -> dict[str, str]:
    """What stands in pip's own files and variables of that, all as variables; raises CannotInstall."""
    # Told in detail, because a pip that is set to be quiet would list nothing.
    done = run_quietly([str(python), "-P", "-m", "pip", "config", "list", "-vvv"], _plain_surroundings())
    if done.returncode:
        raise in_words(done.stdout, "pips inställningar går inte att läsa.")
    found: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # pip lets the later decide
        for name, value in re.findall(rf"^{re.escape(section)}\.([\w-]+)=('.*'|\".*\")$", done.stdout, re.MULTILINE):
            if name in _REACHING and (said := " ".join(ast.literal_eval(value).split())):
                found["PIP_" + name.upper().replace("-", "_")] = said
    return found


def _provide_pip(environment: Environment, there: Mapping[str, str]) -> None:
    """A virtual environment may have been made without it."""
    variables = _plain_surroundings()
    if run_quietly([str(environment.python), "-P", "-m", "pip", "--version"], variables).returncode:
        with started(environment.python, ["ensurepip", "--default-pip"], variables | there) as process:
            printed = process.stdout.read()
        if process.returncode:
            raise in_words(printed, "pip gick inte att installera.")


def _followed(process: subprocess.Popen, pinned: int, changing: Callable[[], None], log: Path | None) -> str:
    """Tell how far pip has come until it ends; what it printed. Raises CannotInstall where going on is of no use.

    The `log` says whether an index has answered; None where none is asked.
    """
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    progress, printed, answered, began, told = _Progress(pinned), [], log is None, time.monotonic(), False
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            answered = answered or bool(_lines(log, _ANSWERED))
            waited = time.monotonic() - began
            if not answered and waited > FIRST_ANSWER_SECONDS and not told:
                told = True
                progress.say("  Paketkällan på nätet svarar inte än. Väntar en stund till.")
            if not answered and waited > 3 * FIRST_ANSWER_SECONDS:
                raise in_words("ConnectTimeout", "") from None
            continue
        if line is None:
            progress.end()
            return "".join(printed)
        printed.append(line)
        if line.startswith(_LAYING):
            changing()
        progress.follow(line)
        trouble = connections.problem_in_text(line, connections.proxy_hosts()) if "Retrying (" in line else None
        if trouble and trouble.lasting:
            progress.end()
            raise in_words(line, "")


def unreached(log: Path) -> list[str]:
    """Why the index could not be asked: what pip writes in its log alone."""
    return _lines(log, "Could not fetch URL ")


def _lines(log: Path | None, sign: str) -> list[str]:
    """The lines of pip's log that hold the sign."""
    try:
        said = log.read_text("utf-8", "replace") if log else ""
    except OSError:
        return []
    return [line for line in said.splitlines() if sign in line]


def _read(process: subprocess.Popen, lines: "queue.Queue[str | None]") -> None:
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)


class _Progress:
    """How far pip has come: on a terminal a line that is drawn over, elsewhere a line for each quarter.

    Newer pips ask for every package before they fetch any, older ones fetch each as soon as it is found.
    """

    def __init__(self, pinned: int) -> None:
        self._wanted, self._asked, self._fetched, self._shown = pinned, 0, 0, ""
        self._drawn, self._draws = False, sys.stdout.isatty()

    def follow(self, line: str) -> None:
        if line.startswith(("Ignoring ", "Requirement already satisfied")):
            self._wanted -= 1
        elif line.startswith("Collecting "):
            self._asked += 1
            if not self._fetched:
                self._count("Letar upp", self._asked)
        elif re.match(r"Processing |\s*(?:Downloading|Using cached) \S+\.whl\s", line):
            self._fetched += 1
            self._count("Hämtar", self._fetched)
        elif line.startswith(_LAYING):
            self._draw("  Alla paket är framme och läggs på plats; det tar en minut.")
            self.end()

    def say(self, words: str) -> None:
        self.end()
        say(words)

    def end(self) -> None:
        """What was drawn stays, and the next line stands below it."""
        if self._drawn:
            say("")
        self._drawn = False

    def _count(self, verb: str, number: int) -> None:
        quarter = f"{verb} {4 * number // max(1, self._wanted)}"
        if self._draws or quarter != self._shown:
            self._shown = quarter
            self._draw(f"  {verb} paket {number} av {max(number, self._wanted)}")

    def _draw(self, words: str) -> None:
        if self._draws:
            say(f"\r{words:<70}", end="")
            self._drawn = True
        else:
            say(words)
