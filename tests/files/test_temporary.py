"""Working folders go with their work; those of killed processes go at the next run, and nobody else's are touched."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import temporary as temporary_files
from medlemsnytta.files.temporary import MARK, temporary_folder, tidy
from tests.systems import LINKS

pytestmark = pytest.mark.trust
ROOT = Path(__file__).resolve().parents[2]
NAME = "medlemsnytta-0123456789ab"
AT_WORK = """
import os, signal, sys
from medlemsnytta.files.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "data").mkdir()
    (folder / "data" / "t.csv").write_text("hemligt")
    print(folder, flush=True)
    sys.stdin.readline()
"""
MANY_AT_WORK = """
import sys
from medlemsnytta.files.temporary import temporary_folder, tidy
for number in range(int(sys.argv[1])):
    tidy()
    with temporary_folder() as folder:
        (folder / "t").write_text(str(number))
        tidy()
        assert (folder / "t").read_text() == str(number)
"""
TIMES = {"now": None, "in 1970": 0, "in 2199": 7_226_582_400}


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """A folder that stands for the system's own, for this process and those it starts."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("TMPDIR", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def _at_work() -> tuple[subprocess.Popen, Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, Path(process.stdout.readline().strip())


def _dated(folder: Path, when: float | None) -> None:
    for path in (folder, *folder.rglob("*")):
        os.utime(path, None if when is None else (when, when))


def test_a_folder_goes_with_its_work_also_when_that_fails(temporary):
    def work() -> None:
        with temporary_folder() as folder:
            (folder / "t.csv").write_text("hemligt")
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("when", TIMES.values(), ids=TIMES.keys())
def test_a_killed_process_leaves_nothing_after_the_next_run_and_a_living_one_keeps_its_own(temporary, when):
    (killed, left), (living, used) = _at_work(), _at_work()
    killed.kill()
    assert killed.wait() in (-9, 1)  # by a signal, or as Windows ends it
    for folder in (left, used):
        _dated(folder, when)
    assert (left / "data/t.csv").exists()
    tidy()
    assert not left.exists()
    assert (used / "data/t.csv").read_text() == "hemligt"
    living.communicate("\n")
    assert list(temporary.iterdir()) == []


def test_many_that_work_and_tidy_at_once_never_lose_their_own(temporary):
    command = [sys.executable, "-c", MANY_AT_WORK, "60"]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: subprocess.run(command, cwd=ROOT, capture_output=True, text=True), range(6)))
    assert [each.stderr for each in done] == [""] * 6
    tidy()
    assert list(temporary.iterdir()) == []


def _with_files(folder: Path) -> None:
    folder.mkdir()
    (folder / "viktigt.xlsx").write_text("mitt")


def _marked_under_another_name(at: Path) -> None:
    _with_files(at / "medlemsnytta-rapporter")
    (at / "medlemsnytta-rapporter" / MARK).touch()


def _linked(at: Path) -> None:
    _with_files(at / "annat")
    (at / "annat" / MARK).touch()
    (at / NAME).symlink_to(at / "annat", target_is_directory=True)


def _mark_is_a_link(at: Path) -> None:
    _with_files(at / NAME)
    (at / "annat").write_text("mitt")
    (at / NAME / MARK).symlink_to(at / "annat")


NOT_OURS = {
    "a folder of somebody's own, even of such a name": lambda at: _with_files(at / NAME),
    "a folder of another name": _marked_under_another_name,
    "a file": lambda at: (at / NAME).write_text("mitt"),
    "a link to a folder": _linked,
    "a mark that is a link": _mark_is_a_link,
}


@pytest.mark.parametrize(
    "what", [pytest.param(each, marks=LINKS if "link" in each else ()) for each in NOT_OURS], ids=str
)
def test_what_is_not_ours_stays(temporary, what):
    NOT_OURS[what](temporary)
    before = {path.relative_to(temporary) for path in temporary.rglob("*")}
    tidy()
    assert {path.relative_to(temporary) for path in temporary.rglob("*")} == before


@LINKS
def test_a_link_inside_a_dead_folder_is_not_followed(temporary):
    _with_files(temporary / "annat")
    (temporary / NAME).mkdir()
    (temporary / NAME / MARK).touch()
    (temporary / NAME / "data").symlink_to(temporary / "annat", target_is_directory=True)
    tidy()
    assert [path.name for path in temporary.iterdir()] == ["annat"]
    assert (temporary / "annat/viktigt.xlsx").read_text() == "mitt"


def test_a_clearing_that_was_cut_off_is_gone_on_with(temporary):
    for name, marked in ((NAME, True), ("medlemsnytta-00000000000a", False)):
        (temporary / name).mkdir()
        if marked:
            (temporary / name / MARK).touch()
    tidy()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "systems", [True, False], ids=["the system's own folder", "a project, where Python falls back"]
)
def test_who_stands_in_the_systems_folder_may_build_there_and_a_project_is_no_such_folder(
    temporary, monkeypatch, systems
):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(temporary)
    monkeypatch.setattr(temporary_files, "SYSTEMS_FOLDERS", (str(temporary),) if systems else ())
    if systems:
        with temporary_folder() as folder:
            assert folder.parent == temporary
    else:
        with pytest.raises(ProblemsFound), temporary_folder():
            pass
