"""Whatever happens while files are published, each is the old one or the new one, whole, and the next run mends the rest."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import faults
import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import writing
from tests.systems import FORK, LINKS

pytestmark = pytest.mark.trust

NAMES = ("x-2026.html", "x-2026.pdf", "x-2026.ipynb", "x-2026.manifest.json")
OLD = {name: f"gammal {name} ".encode() * 500 for name in NAMES}
NEW = {name: f"ny {name} ".encode() * 700 for name in NAMES}


def _fresh(folder: Path, old: bool) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for path in folder.iterdir():
        path.unlink()
    if old:
        for name, content in OLD.items():
            (folder / name).write_bytes(content)


def _whole(folder: Path, old: bool) -> None:
    """Each file that stands under its name is whole; where there was an old one it, or the new, is there."""
    for name in NAMES:
        path = folder / name
        if path.exists():
            assert path.read_bytes() in (OLD[name], NEW[name]), name
        else:
            assert not old, f"{name} is gone"
    if (folder / NAMES[-1]).exists() and (folder / NAMES[-1]).read_bytes() == NEW[NAMES[-1]]:
        assert all((folder / name).read_bytes() == NEW[name] for name in NAMES), "the manifest speaks of files to come"


def _next_run(folder: Path) -> None:
    writing.tidy(folder)
    writing.publish(folder, NEW)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == NEW


def _steps_in_all(folder: Path, monkeypatch: pytest.MonkeyPatch, old: bool) -> int:
    _fresh(folder, old)
    steps = faults.Steps(-1, faults.killed)
    with monkeypatch.context() as patch:
        steps.install(patch)
        writing.publish(folder, NEW)
    return steps.taken


@FORK
@pytest.mark.parametrize("old", [True, False], ids=["over old files", "into an empty folder"])
def test_killed_at_every_step(tmp_path, monkeypatch, counted, old):
    folder = tmp_path / "output"
    steps = _steps_in_all(folder, monkeypatch, old)
    for at in range(steps):
        _fresh(folder, old)
        child = os.fork()
        if child == 0:
            faults.Steps(at, faults.killed).install(monkeypatch)
            try:
                writing.publish(folder, NEW)
            finally:
                os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {at} was never reached"
        _whole(folder, old)
        _next_run(folder)
    counted(
        f"faults: killed while publishing {'over old files' if old else 'into an empty folder'}, partial files",
        f"{steps}, 0",
    )
    assert steps >= 50


@pytest.mark.parametrize("number", faults.ERRORS.values(), ids=faults.ERRORS.keys())
def test_refused_at_every_step(tmp_path, monkeypatch, counted, number):
    folder = tmp_path / "output"
    steps = _steps_in_all(folder, monkeypatch, old=True)
    for at in range(steps):
        _fresh(folder, old=True)
        with monkeypatch.context() as patch:
            faults.Steps(at, faults.refused(number)).install(patch)
            try:
                writing.publish(folder, NEW)
            except ProblemsFound as told:
                assert len(told.problems) == 1
                assert "går inte att skriva" in str(told)
        _whole(folder, old=True)
        _next_run(folder)
    counted(f"faults: {os.strerror(number)}, partial files, tracebacks", f"{steps}, 0, 0")


def test_output_removed_at_every_step(tmp_path, monkeypatch, counted):
    folder = tmp_path / "output"
    steps = _steps_in_all(folder, monkeypatch, old=True)
    for at in range(steps):
        _fresh(folder, old=True)
        with monkeypatch.context() as patch:
            faults.Steps(at, faults.removed(folder)).install(patch)
            try:
                writing.publish(folder, NEW)
            except ProblemsFound as told:
                assert "går inte att skriva" in str(told)
        if folder.exists():
            _whole(folder, old=False)
        _next_run(folder)
    counted("faults: output removed meanwhile, partial files, tracebacks", f"{steps}, 0, 0")


@FORK
def test_a_file_that_the_system_lets_grow_no_further(tmp_path):
    folder = tmp_path / "output"
    _fresh(folder, old=True)
    child = os.fork()
    if child == 0:
        import resource  # which Windows has not

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            writing.publish(folder, NEW)
        except ProblemsFound:
            os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == OLD
    _next_run(folder)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(Path.mkdir, id="folder"),
        pytest.param(lambda path: path.symlink_to(path.parent / "annat"), id="link", marks=LINKS),
    ],
)
def test_something_else_stands_under_the_temporary_name(tmp_path, make: Callable[[Path], None]):
    folder = tmp_path / "output"
    _fresh(folder, old=True)
    (folder / "annat").write_bytes(b"annans")
    make(folder / f".{NAMES[0]}{writing.PARTIAL_SUFFIX}")
    try:
        writing.publish(folder, NEW)
    except ProblemsFound as told:
        assert "går inte att skriva" in str(told)
    assert (folder / "annat").read_bytes() == b"annans"
    _whole(folder, old=True)


@pytest.mark.parametrize("when", [0, 7_226_582_400], ids=["1970", "2199"])
def test_what_a_killed_build_left_goes_whatever_its_time_is(tmp_path, when):
    folder = tmp_path / "output"
    _fresh(folder, old=True)
    left = folder / f".{NAMES[0]}{writing.PARTIAL_SUFFIX}"
    left.write_bytes(b"<ht")
    os.utime(left, (when, when))
    _next_run(folder)
