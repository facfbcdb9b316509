"""Whatever happens while files are published, each is the old one or the new one, whole, and the next run mends the rest."""

import io
import os
import signal
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import docx
import faults
import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.pages import making
from medlemsnytta.rendering.word_file import put_together
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


WORD = "x-2026.docx"


def _word_file(words: str) -> bytes:
    """As a build makes one."""
    saved, made = io.BytesIO(), docx.Document()
    made.add_paragraph(words)
    made.save(saved)
    return put_together(saved.getvalue(), b"<x/>", {"page": "x-2026"}, "")


def _written_in(content: bytes) -> bytes:
    saved, made = io.BytesIO(), docx.Document(io.BytesIO(content))
    made.add_paragraph("handläggarens egna ord")
    made.save(saved)
    return saved.getvalue()


MADE = _word_file("ny")
OFFICERS = _written_in(_word_file("gammal"))


def _build(folder: Path) -> making.Built:
    """A build that has made the Word file anew."""
    page = SimpleNamespace(name="x-2026", read=SimpleNamespace(waiting=0))
    job = SimpleNamespace(executed=None, wanted=(WORD,))
    planned = SimpleNamespace(page=page, recipe={}, job=job, standing=SimpleNamespace(outputs={}))
    return making.publish(planned, making.Made("x-2026", {WORD: MADE}, {}, {}), folder)


def _kept_or_new(folder: Path) -> None:
    """What somebody has written stands whole under one name or the other, and the page's own file is whole."""
    standing = {path.name: path.read_bytes() for path in folder.glob("*.docx")}
    assert OFFICERS in standing.values()
    assert standing[WORD] in (OFFICERS, MADE)


@FORK
def test_killed_at_every_step_what_somebody_wrote_in_a_word_file_is_not_lost(tmp_path, monkeypatch, counted):
    folder = tmp_path / "output"
    _fresh(folder, old=False)
    (folder / WORD).write_bytes(OFFICERS)
    steps = faults.Steps(-1, faults.killed)
    with monkeypatch.context() as patch:
        steps.install(patch)
        assert _build(folder).kept == {WORD: folder / "x-2026.andrad.docx"}
    for at in range(steps.taken):
        _fresh(folder, old=False)
        (folder / WORD).write_bytes(OFFICERS)
        child = os.fork()
        if child == 0:
            faults.Steps(at, faults.killed).install(monkeypatch)
            try:
                _build(folder)
            finally:
                os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {at} was never reached"
        _kept_or_new(folder)
        writing.tidy(folder)
        _build(folder)
        _kept_or_new(folder)
        assert (folder / WORD).read_bytes() == MADE
    counted("faults: killed while a Word file that somebody wrote in is built anew, words lost", f"{steps.taken}, 0")
    assert steps.taken >= 30


@pytest.mark.parametrize("number", faults.ERRORS.values(), ids=faults.ERRORS.keys())
def test_refused_at_every_step_what_somebody_wrote_in_a_word_file_is_not_lost(tmp_path, monkeypatch, counted, number):
    folder = tmp_path / "output"
    steps = 0
    while True:
        _fresh(folder, old=False)
        (folder / WORD).write_bytes(OFFICERS)
        refusing = faults.Steps(steps, faults.refused(number))
        with monkeypatch.context() as patch:
            refusing.install(patch)
            try:
                _build(folder)
            except ProblemsFound as told:
                assert "går inte att" in str(told)
        _kept_or_new(folder)
        if refusing.taken <= steps:
            break
        steps += 1
    counted(
        f"faults: {os.strerror(number)}, a Word file that somebody wrote in, words lost, tracebacks", f"{steps}, 0, 0"
    )
    assert steps >= 30


HUGE = 60_000_000
NOT_OURS = {
    "something that is no Word file": b"klotter",
    "a file that claims to be small and unpacks to much": None,
    "a file of many megabytes": bytes(HUGE),
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_whatever_stands_under_a_word_file_s_name_is_kept_and_not_unpacked(tmp_path, kind):
    folder = tmp_path / "output"
    _fresh(folder, old=False)
    content = NOT_OURS[kind] or _lying()
    (folder / WORD).write_bytes(content)
    tracemalloc.start()
    built = _build(folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert built.kept[WORD].read_bytes() == content
    assert (folder / WORD).read_bytes() == MADE
    assert most < 3 * len(content) + 20_000_000


def _lying() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("word/document.xml", bytes(300_000_000))
        for entry in file.infolist():
            entry.file_size = 1000
    return packed.getvalue()
