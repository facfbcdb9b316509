"""What is shown while reports are built, as a terminal shows it: a line a worker, cut to the width, and nothing left behind."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medlemsnytta.commands.progress import Progress

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys, time
from medlemsnytta.commands.progress import Progress
progress = Progress()
with progress.building(23):
    progress.step(0, "upplands-vasby-2025", "kör anteckningsboken")
    progress.step(1, "vallentuna-2025", "skriver PDF")
    time.sleep(0.5)
    for name in ("ett", "två", "tre"):
        time.sleep(0.1)
        progress.finished(0, name, "built")
        progress.info(f"{name}: byggd")
    progress.step(0, "osteraker-2025", "kör anteckningsboken, och sedan mycket annat som inte ryms")
    time.sleep(float(sys.argv[1]))
progress.info("Klart.")
"""


class Screen:
    """What stands on a terminal's lines after what was written to it; it knows as much as our picture needs."""

    def __init__(self, columns: int) -> None:
        self.columns, self.lines, self.row, self.column = columns, [""], 0, 0
        self.cursor_shown = True
        self.seen: set[str] = set()

    def feed(self, text: str) -> None:
        for part in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|[^\x1b]", text):
            if len(part) > 1:
                self._obey(part[2:-1], part[-1])
            else:
                self._write(part)

    def _obey(self, number: str, letter: str) -> None:
        if letter == "A":
            self.row -= int(number or 1)
        elif letter == "K":
            self.lines[self.row] = ""
        elif number == "?25":
            self.cursor_shown = letter == "h"
        else:
            assert letter == "m", f"\\x1b[{number}{letter}"

    def _write(self, letter: str) -> None:
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.seen.update(self.lines)
            self.row += 1
            self.lines += [""] * (self.row + 1 - len(self.lines))
        else:
            if self.column == self.columns:
                self._write("\n")
                self.column = 0
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[: self.column] + letter + line[self.column + 1 :]
            self.column += 1


def shown(columns: int, rows: int = 24, end: float = 0.5, interrupt: bool = False, **environment: str) -> Screen:
    """The screen after a build of its own process, which Ctrl-C may end."""
    ours, theirs = pty.openpty()
    size = {"COLUMNS": str(columns), "LINES": str(rows), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(end)],
        cwd=ROOT,
        env={**os.environ, **size, **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    os.close(theirs)
    screen, written = Screen(columns), b""
    while True:
        try:
            written += os.read(ours, 65536)
        except OSError:
            break
        if interrupt and b"tre: byggd" in written:
            interrupt = False
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    os.close(ours)
    screen.feed(written.decode())
    return screen


def told(screen: Screen) -> list[str]:
    return [line.rstrip() for line in screen.lines if line.strip()]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
def test_each_worker_has_a_line_that_is_cut_and_never_broken(columns):
    screen = shown(columns)
    seen = {line.rstrip() for line in screen.seen}
    assert "  upplands-vasby-2025: kör anteckningsboken …"[: columns - 1] in {line[: columns - 1] for line in seen}
    assert "  vallentuna-2025: skriver PDF …" in seen
    cut = [line for line in seen if line.startswith("  osteraker-2025: kör")]
    assert cut
    assert all(line.endswith("…") and len(line) <= columns for line in cut)
    assert all(line.startswith(("  ", "Klart")) or " klara" in line or "byggd" in line for line in seen if line)
    assert any(re.match(r"3 av 23 klara, cirka \d+ s kvar \(\d", line) for line in seen)


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
def test_nothing_of_the_picture_is_left_when_all_is_done(columns):
    screen = shown(columns)
    assert told(screen) == ["ett: byggd", "två: byggd", "tre: byggd", "Klart."]
    assert screen.cursor_shown


@pytest.mark.slow
def test_ctrl_c_takes_the_picture_away_and_shows_the_cursor():
    screen = shown(80, end=30, interrupt=True)
    assert told(screen)[:3] == ["ett: byggd", "två: byggd", "tre: byggd"]
    assert told(screen)[-1] == "KeyboardInterrupt"
    assert not [line for line in told(screen) if " klara" in line or line.endswith("…")]
    assert screen.cursor_shown


@pytest.mark.slow
def test_more_workers_than_rows_leave_room_for_the_pace():
    screen = shown(80, rows=4)
    assert "  och 1 till" in {line.rstrip() for line in screen.seen}
    assert any(line.startswith("3 av 23 klara") for line in screen.seen)


@pytest.mark.slow
def test_a_terminal_that_cannot_draw_over_gets_plain_lines():
    screen = shown(80, end=0, TERM="dumb")
    assert told(screen) == ["ett: byggd", "två: byggd", "tre: byggd", "Klart."]
    assert screen.seen.isdisjoint({"  vallentuna-2025: skriver PDF …"})


def test_the_time_left_is_told_after_each_worker_s_first_report(monkeypatch):
    """The first of each waited for its worker to begin; six seconds a report by two workers, the first after twenty."""
    now = [0.0]
    monkeypatch.setattr("medlemsnytta.commands.progress.time.perf_counter", lambda: now[0])
    shown = Progress(quiet=True)
    with shown.building(12):
        shown.step(0, "a", "kör")
        shown.step(1, "b", "kör")
        paces = []
        for second in (20.0, 20.0, 26.0, 26.0):
            now[0] = second
            shown.finished(0, "a", "built")
            paces.append(shown._pace())
    assert paces == [
        "1 av 12 klara",
        "2 av 12 klara",
        "3 av 12 klara, cirka 27 s kvar (6,9 i minuten)",
        "4 av 12 klara, cirka 16 s kvar (9,2 i minuten)",
    ]
