"""A whole build killed, with its group of processes, at moments spread over the time that it takes: see docs/trust.md."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from medlemsnytta.provenance.currentness import NOTE

ROOT = Path(__file__).resolve().parents[2]
NAME = "huddinge-2025"
ATTEMPTS = 20
PATIENCE = 60
WORKERS_KILLED = 4
LEAVING = ("whole", "whole, in a Jupyter kernel", "two reports by two processes")
"""Builds that run a notebook: some of the kills leave a working folder."""

pytestmark = [
    pytest.mark.trust,
    pytest.mark.long,
    pytest.mark.notebook,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="a group of processes that can be killed is needed"),
]
WHOLE = ((NAME, "--static"), (NAME, "--static", "-p", "evidence_months=12"))
BUILDS = {
    "set again from a kept notebook": (88, (NAME, "--format", "html", "--static"), (NAME, "--format", "html")),
    "whole": (12, *WHOLE),
    "whole, in a Jupyter kernel": (4, *((*words, "--engine", "kernel") for words in WHOLE)),
    "two reports by two processes": (8, *((*words, "huddinge-2026", "--jobs", "2") for words in WHOLE)),
}
"""How many kills, and two ways to build the report: each is killed on its way from what the other made."""


@dataclass(frozen=True)
class Way:
    """One command, what stands in the folder when it has completed, and how long it took."""

    words: tuple[str, ...]
    files: dict[str, bytes]
    seconds: float


def _start(project: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "build.py"), "--quiet", *words]
    temporary = project / "temporary"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _files(project: Path) -> dict[str, bytes]:
    """What stands in the folder, but for the note of the last success, whose content tells times of files."""
    return {path.name: path.read_bytes() for path in (project / "output").glob("*") if path.name != NOTE}


def _completed(project: Path, words: tuple[str, ...]) -> Way:
    begun = time.monotonic()
    assert _start(project, words).wait() == 0
    return Way(words, _files(project), time.monotonic() - begun)


def _done_before(project: Path, words: tuple[str, ...], moment: float) -> float | None:
    """How long the build took, where it was done before that moment; None where it was killed."""
    build, begun = _start(project, words), time.monotonic()
    try:
        build.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
    return None if build.wait() == -signal.SIGKILL else time.monotonic() - begun


def _whole(project: Path, ways: list[Way]) -> None:
    """Every file under its own name is one that a completed build wrote; none is gone."""
    found = _files(project)
    for name in ways[0].files:
        assert found.get(name) in [way.files[name] for way in ways], f"{name} is neither the old one nor the new one"
    if (note := project / "output" / NOTE).exists():
        json.loads(note.read_bytes())


def _ended(project: Path) -> bool:
    """The notebook's process has a session of its own, so the kill does not reach it: it ends by itself, soon."""
    ours = os.fsencode(project / "temporary")
    for _ in range(PATIENCE):
        if not any(ours in _environment(process) for process in Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(1)
    return False


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


@dataclass(frozen=True)
class Kills:
    """How many builds of a kind were killed, and how many of those left a working folder for the next run to find."""

    builds: int
    folders: int


def _kind_killed(project: Path, kind: str) -> Kills:
    wanted, one, other = BUILDS[kind]
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    _completed(project, WHOLE[0])
    ways = [_completed(project, words) for words in (other, one)]
    page = f"{NAME}.html"
    assert ways[0].files[page] != ways[1].files[page]
    seconds, kills, folders = min(way.seconds for way in ways), 0, 0
    for number in range(wanted):
        for _ in range(ATTEMPTS):
            stands = (project / "output" / page).read_bytes()
            target = ways[0] if stands == ways[1].files[page] else ways[1]
            took = _done_before(project, target.words, seconds * (number + 0.5) / wanted)
            _whole(project, ways)
            if took is None:
                kills += 1
                folders += any((project / "temporary").iterdir())
                break
            seconds = min(seconds * 0.95, took)
    for way in ways:
        assert _completed(project, way.words).files == way.files
    assert _ended(project), "a process of a killed build runs on"
    assert _completed(project, ways[1].words).files == ways[1].files
    assert list((project / "temporary").iterdir()) == []
    return Kills(kills, folders)


def test_killed_at_moments_of_a_build(tmp_path: Path, counted: Callable[[str, object], None]) -> None:
    """Two kinds at a time, each in a project of its own."""
    with ThreadPoolExecutor(2) as pool:
        begun = {kind: pool.submit(_kind_killed, tmp_path / str(number), kind) for number, kind in enumerate(BUILDS)}
        for kind, killing in begun.items():
            kills = killing.result()
            assert kills.builds == BUILDS[kind][0]
            assert kills.folders or kind not in LEAVING
            counted(
                f"faults: builds killed at any moment, {kind}, that left a working folder, partial files, left after the next run",
                f"{kills.builds}, {kills.folders}, 0, 0",
            )


def _helpers(build: int) -> list[int]:
    """The build's workers, and the processes that they run notebooks in."""
    workers = _children(build)
    return workers + [notebook for worker in workers for notebook in _children(worker)]


def _helper_killed(build: subprocess.Popen[bytes], delay: float, notebooks: int) -> bool:
    """Whether the newest helper was still there to be killed, so long after two workers and so many notebooks had begun."""
    while len(_helpers(build.pid)) < 2 + notebooks:
        if build.poll() is not None:
            return False
        time.sleep(0.02)
    time.sleep(delay)
    try:
        os.kill(_helpers(build.pid)[-1], signal.SIGKILL)
    except (IndexError, ProcessLookupError):
        return False
    return True


def _children(parent: int) -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="who forked whom is asked of /proc")
def test_a_worker_or_its_notebook_killed(tmp_path: Path, counted: Callable[[str, object], None]) -> None:
    """The report that it made is told as lost, the other comes to stand whole, and the next run completes.

    The notebook is not quite the program's own, so each runs in a process that is used once.
    """
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    with (tmp_path / "notebooks" / "evaluation.ipynb").open("a") as notebook:
        notebook.write("\n")
    words = (NAME, "huddinge-2026", "--static", "--jobs", "2")
    way = _completed(tmp_path, words)
    kills, delay = 0, 0.0
    for _ in range(ATTEMPTS):
        shutil.rmtree(tmp_path / "output", ignore_errors=True)
        build = _start(tmp_path, words)
        killed = _helper_killed(build, delay, notebooks=kills % 2)
        kills, delay = (kills + 1, delay + 0.3) if killed else (kills, delay / 2)
        assert build.wait() in (0, 1)
        for name, content in _files(tmp_path).items():
            assert content == way.files.get(name, content) or name == "index.html", name
        assert _completed(tmp_path, words).files == way.files
        assert _ended(tmp_path)
        assert list((tmp_path / "temporary").iterdir()) == []
        if kills == WORKERS_KILLED:
            break
    counted("faults: workers and their notebooks killed, partial files, left after the next run", f"{kills}, 0, 0")
    assert kills == WORKERS_KILLED
