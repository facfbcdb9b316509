"""pip run with its progress told in Swedish, and stopped as soon as it is plain that it will come to nothing."""

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from medlemsnytta import connections
from medlemsnytta.installation import pins
from medlemsnytta.installation.console import say
from medlemsnytta.installation.environments import Environment, run_quietly
from medlemsnytta.installation.failures import in_words

FIRST_ANSWER_SECONDS = 10
"""After this long without an answer from the package index it is said; after three times as long it is given up."""
SILENCE_SECONDS = 60
"""So long may a proxy read through a file before it lets it on."""
_ELSEWHERE = (
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_DRY_RUN",
    "PIP_NO_BINARY",
    "PIP_CONSTRAINT",
    "PIP_PYTHON",
    "PIP_REQUIREMENT",
    "PIP_EDITABLE",
    "PIP_PLATFORM",
    "PIP_PYTHON_VERSION",
    "PIP_IMPLEMENTATION",
    "PIP_ABI",
    "PIP_CONFIG_SETTINGS",
)
"""What somebody may have set for other uses of pip, and what would lay the packages elsewhere, or others."""
_LAYING = "Installing collected packages"
_BEGUN = ("Collecting ", "Processing ", "Requirement already satisfied")
_ANSWERED = (
    "  Downloading ",
    "  Using cached ",
    "Processing ",
    "Requirement already satisfied",
    "Downloading ",
    "Using cached ",
)


def install(
    lock: Path, environment: Environment, wheels: Path | None, changing: Callable[[], None], *, anew: bool
) -> None:
    """Install all that the lock pins, by hash and as wheels, from the index or from the folder of `wheels`.

    `changing` is called when all is fetched and the first package is about to be laid in place. Packages that stand are
    left as they are, unless all is to be laid `anew`. Raises CannotInstall.
    """
    _provide_pip(environment)
    command = [
        *(str(environment.python), "-P", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"),
        *("--progress-bar", "off", "--timeout", str(SILENCE_SECONDS), "--no-warn-script-location"),
        *("--require-hashes", "--only-binary", ":all:", *(["--force-reinstall"] if anew else []), "-r", str(lock)),
    ]
    # pip that is stopped leaves its own temporary folders behind, so it has them in one of ours.
    with tempfile.TemporaryDirectory(prefix="medlemsnytta-", ignore_cleanup_errors=True) as temporary:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=_surroundings(environment, wheels) | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary),
        )
        try:
            printed = _followed(process, pins.count(lock), changing, from_index=wheels is None)
        except BaseException:
            process.kill()
            process.wait()
            raise
    if process.wait():
        raise in_words(printed, "Paketen gick inte att installera.")


def _surroundings(environment: Environment, wheels: Path | None) -> dict[str, str]:
    """What pip finds in its environment: how this computer reaches its index stays as its owner has set it."""
    ours = {"PYTHONIOENCODING": "utf-8", "PIP_USER": "0", "PIP_QUIET": "0"}
    if wheels:
        # As an address, because pip takes a space in a variable for the end of a path.
        ours |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels.as_uri()}
    if any(Path(folder, f"pip-24.{minor}.dist-info").exists() for folder in environment.search_path for minor in "01"):
        ours["PIP_USE_FEATURE"] = "truststore"  # the system's certificates; later pips use them without being told
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | ours


def _provide_pip(environment: Environment) -> None:
    """A virtual environment may have been made without it."""
    python = [str(environment.python), "-P", "-m"]
    if run_quietly([*python, "pip", "--version"]).returncode:
        done = run_quietly([*python, "ensurepip", "--default-pip"])
        if done.returncode:
            raise in_words(done.stdout, "pip gick inte att installera.")


def _followed(process: subprocess.Popen, pinned: int, changing: Callable[[], None], *, from_index: bool) -> str:
    """Tell how far pip has come until it ends; what it printed. Raises CannotInstall where going on is of no use."""
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    progress, printed, answered, began, told = _Progress(pinned), [], not from_index, time.monotonic(), False
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
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
        answered = answered or line.startswith(_ANSWERED)
        progress.follow(line)
        trouble = connections.kind_of_text(line, connections.proxy_hosts()) if "Retrying (" in line else None
        if trouble and trouble.lasting:
            progress.end()
            raise in_words(line, "")


def _read(process: subprocess.Popen, lines: "queue.Queue[str | None]") -> None:
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)


class _Progress:
    """How many of the packages are there: on a terminal a line that is drawn over, elsewhere a line for each quarter."""

    def __init__(self, pinned: int) -> None:
        self._wanted, self._begun, self._shown, self._drawn = pinned, 0, 0, False
        self._draws = sys.stdout.isatty()

    def follow(self, line: str) -> None:
        if line.startswith("Ignoring "):
            self._wanted -= 1
        elif line.startswith(_BEGUN):
            self._begun += 1
            quarter = 4 * self._begun // max(1, self._wanted)
            if self._draws or quarter > self._shown:
                self._shown = quarter
                self._draw(f"  {self._begun} av {self._wanted} paket framme")
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

    def _draw(self, words: str) -> None:
        if self._draws:
            say(f"\r{words:<70}", end="")
            self._drawn = True
        else:
            say(words)
