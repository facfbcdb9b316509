"""Clocks and the times of files set wrong: every file is whole, the same bytes, and no change of the data is missed."""

import datetime
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from tests.systems import TIMES_OF_CHANGES

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
ROOT = Path(__file__).resolve().parents[2]
NAME = "huddinge-2025"
DATA = Path("data/huddinge/excerpts.csv")
ONE, OTHER = ",use,1,3,na", ",use,1,2,na"
ASK = (NAME, "--static", "--quiet")
CLOCKS = (
    "in 1970",
    "in 2199",
    "running backwards",
    "stepping an hour back and forth",
    "leaping a year at each look",
)
"""What each shows stands in clock.c."""

IN_A_KERNEL_TOO = CLOCKS[3]

tried: Counter[str] = Counter()

TIMES = {"1970": 0, "2199": 7_226_582_400, "one and the same": 1_700_000_000}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its report built."""
    project = tmp_path_factory.mktemp("clock") / "projekt"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(list(ASK)) == 0
    return project


@pytest.fixture
def copy(started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(started, tmp_path / "projekt")
    monkeypatch.chdir(tmp_path / "projekt")
    return tmp_path / "projekt"


def _outputs(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "output").glob(f"*{NAME}*")}


def _dated(project: Path, when: float) -> None:
    for path in (project, *project.rglob("*")):
        os.utime(path, (when, when))


def _exchanged(file: Path, one: str, other: str) -> None:
    """As many bytes and the times of before: only the system's own note of the change tells of it."""
    before = file.stat()
    text = file.read_text("utf-8")
    assert one in text
    file.write_text(text.replace(one, other, 1), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


@TIMES_OF_CHANGES
@pytest.mark.parametrize(
    "when", [TIMES["one and the same"], *(pytest.param(TIMES[era], marks=pytest.mark.long) for era in ("1970", "2199"))]
)
def test_no_change_is_missed_whatever_the_times_of_files_are(copy, counted, when):
    first = _outputs(copy)
    _dated(copy, when)
    assert cli.main(list(ASK)) == 0
    assert _outputs(copy) == first
    for one, other in ((ONE, OTHER), (OTHER, ONE)):
        _exchanged(copy / DATA, one, other)
        assert cli.main(list(ASK)) == 0
        changed = _outputs(copy)
        assert (changed == first) is (other == ONE)
        tried["changes"] += 1
        _dated(copy, when)
        assert cli.main(list(ASK)) == 0
        assert _outputs(copy) == changed
    counted("clocks: changes of the same size under wrong times of files, missed", f"{tried['changes']}, 0")


@pytest.fixture(scope="module")
def preloaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that shows programs another time of day than it is."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("a C compiler on Linux is needed to show a program another time of day")
    library = tmp_path_factory.mktemp("clock") / "clock.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, Path(__file__).with_name("clock.c")], check=True
    )
    return library


@pytest.mark.long
@pytest.mark.parametrize("clock", CLOCKS)
def test_a_build_by_a_wrong_clock_gives_the_same_bytes(copy, preloaded, counted, clock):
    first, environment = _outputs(copy), {**os.environ, "LD_PRELOAD": str(preloaded), "CLOCK": clock}
    told = [sys.executable, "-c", "import datetime; print(datetime.date.today())"]
    shown = subprocess.run(told, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert shown != datetime.date.today().isoformat()
    ways = [("--force",), (), *([("--force", "--engine", "kernel")] if clock == IN_A_KERNEL_TOO else [])]
    for more in ways:
        if more:
            shutil.rmtree(copy / "output")
        else:
            _dated(copy, TIMES["2199"])
        command = [sys.executable, str(ROOT / "build.py"), *ASK, *more]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert _outputs(copy) == first
        tried["builds"] += 1
    counted("clocks: builds by wrong clocks, files that differ", f"{tried['builds']}, 0")
