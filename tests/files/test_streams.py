"""A reader that leaves, a full disk and a stream that is not there end a command in good order, and hide no other error."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from medlemsnytta.files import streams

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
HEADER = "report,municipality_code,year,title,report_date,networks,data_folder\n"
ROW = "{name},2481,2025,Prov,2025-12-31,sekom,data/utan-underlag\n"
ANOTHER_FILE = """
import sys
from medlemsnytta.commands import cli
@cli.cli.command("fel")
def fault():
    raise OSError(int(sys.argv[1]), "en annan fil")
sys.exit(cli.main(["fel"]))
"""
NO_STREAMS = """
import os, sys
from medlemsnytta.commands import cli
for number in range(3):
    if sys.platform == "win32":
        import ctypes
        ctypes.windll.kernel32.SetStdHandle(-10 - number, None)
    else:
        os.close(number)
sys.stdin = sys.stdout = sys.stderr = None
sys.exit(cli.main())
"""


def _begun(project: Path, *words: str, program: tuple[str, ...] = (str(ROOT / "build.py"),)) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *program, *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check"],
        ["new", "botkyrka", "--year", "2026"],
        pytest.param(["huddinge-2025", "--format", "ipynb"], marks=pytest.mark.notebook),
    ],
    ids=" ".join,
)
def test_a_reader_that_has_left_ends_the_command_without_a_word(project, words):
    command = _begun(project, *words)
    command.stdout.close()
    with command.stderr:
        assert command.stderr.read() == b""
    assert command.wait(timeout=120) == 1


def test_a_reader_that_leaves_in_the_middle_of_more_than_a_pipe_holds(project):
    rows = [ROW.format(name=f"{'x' * 150}-{number}") for number in range(450)]
    (project / "params" / "alla.csv").write_text(HEADER + "".join(rows), "utf-8")
    command = _begun(project, "--why", "--table", "params/alla.csv")
    with command.stdout:
        assert command.stdout.readline().startswith(b"xxx")
    with command.stderr:
        assert command.stderr.read() == b""
    assert command.wait(timeout=120) == 1


def test_a_reader_of_problems_that_leaves_ends_the_command_too(project):
    (project / "params" / "huddinge-2026.yaml").write_text("year: x\n", "utf-8")
    command = _begun(project, "check", "huddinge-2026")
    command.stderr.close()
    with command.stdout:
        assert command.stdout.read() == b""
    assert command.wait(timeout=120) == 1


def test_a_build_that_nobody_reads_leaves_no_half_report_and_no_folder_behind(project, tmp_path):
    (tmp_path / "temp").mkdir()
    command = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "huddinge-2025", "huddinge-2026", "--jobs", "2", "--format", "html"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "temp"), "TEMP": str(tmp_path / "temp")},
        stdout=subprocess.PIPE,
    )
    with command.stdout:
        assert command.stdout.readline().startswith(b"huddinge-202")
    assert command.wait(timeout=120) == 1
    assert not list((project / "output").glob("*.html"))
    assert list((tmp_path / "temp").iterdir()) == []


BUILD = ["huddinge-2025", "--format", "html", "--engine"]


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check"],
        pytest.param([*BUILD, "kernel"], marks=pytest.mark.notebook),
        pytest.param([*BUILD, "warm"], marks=pytest.mark.notebook),
    ],
    ids=" ".join,
)
def test_streams_that_were_never_there_are_empty(project, words):
    command = _begun(project, *words, program=("-c", NO_STREAMS))
    assert command.communicate(timeout=120) == (b"", b"")
    assert command.returncode == 0
    assert (project / "output" / "huddinge-2025.html").exists() == (words[0] == "huddinge-2025")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_told_in_words(project):
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "check"],
            cwd=project,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    told = "Utskriften gick inte att skriva klart. Se efter att det finns plats där den sparas."
    assert ended.stderr.decode().splitlines() == [told]
    assert ended.returncode == 1


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL], ids=errno.errorcode.get)
def test_the_same_error_from_another_file_is_not_hidden(project, number):
    command = _begun(project, str(number), program=("-c", ANOTHER_FILE))
    assert b"en annan fil" in command.communicate(timeout=120)[1].splitlines()[-1]


def test_the_streams_are_the_same_afterwards(capsys):
    before = sys.stdout, sys.stderr
    with streams.guarded():
        print("sagt")
    assert (sys.stdout, sys.stderr) == before
    assert capsys.readouterr().out == "sagt\n"


def test_a_log_that_cannot_be_written_is_told_in_words(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(["huddinge-2025", "--log", "saknas/logg.jsonl"]) == 1
    said = capsys.readouterr().err.replace("\\", "/")
    assert said.startswith("Inget gjordes:\n  - saknas/logg.jsonl: här går ingen logg att skriva. Välj en fil")
