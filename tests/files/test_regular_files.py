"""What is no regular file is refused in words wherever a file is read: a pipe would be waited for, for ever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from systems import PIPES

from medlemsnytta.commands import cli
from medlemsnytta.files import regular_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
WORDS = "det som står där är ingen vanlig fil."
PLACES = {
    "a table": ("data/huddinge/uses.csv", "check", "data/huddinge/uses.csv", WORDS),
    "a table of its own kind": ("data/huddinge/fees.csv", "build", "data/huddinge/fees.csv", WORDS),
    "a shared table": ("data/reference/fees.csv", "build", "data/reference/fees.csv", WORDS),
    "a workbook": ("data/huddinge/underlag.xlsx", "check", "data/huddinge/underlag.xlsx", WORDS),
    "parameters": ("params/huddinge-2025.yaml", "build", "params/huddinge-2025.yaml", WORDS),
    "a notebook": ("notebooks/evaluation.ipynb", "build", "notebooks/evaluation.ipynb", "går inte att läsa"),
}


@pytest.mark.parametrize("kind", [pytest.param("pipe", marks=PIPES), "folder"])
@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_or_a_folder_in_a_files_place_is_told(project, place, kind):
    path, command, where, words = PLACES[place]
    at = project / path
    at.parent.mkdir(exist_ok=True)
    at.unlink(missing_ok=True)
    at.mkdir() if kind == "folder" else os.mkfifo(at)
    typed = [sys.executable, "-m", "medlemsnytta", command, "huddinge-2025"]
    done = subprocess.run(
        typed,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert where in done.stderr
    assert words in done.stderr


@pytest.mark.slow
def test_a_folder_that_has_come_where_a_notebook_would_stand_is_seen(project, monkeypatch, capsys):
    """When all was current and nothing else has changed since."""
    monkeypatch.chdir(project)
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    (project / "notebooks/evaluation.ipynb").unlink()
    asked = ["huddinge-2025", "--format", "ipynb"]
    assert cli.main(asked) == 0
    (project / "notebooks/evaluation.ipynb").mkdir()
    assert cli.main(asked) == 1
    assert "notebooks/evaluation.ipynb: filen går inte att läsa" in capsys.readouterr().err


@PIPES
def test_a_pipe_among_the_finished_files_is_not_waited_for(project):
    (project / "output").mkdir()
    os.mkfifo(project / "output/huddinge-2025.manifest.json")
    os.mkfifo(project / "output/.medlemsnytta-state.json")
    for words in (
        ["--why", "huddinge-2025"],
        ["verify", "output/huddinge-2025.manifest.json"],
        ["huddinge-2025", "-p", "fel=1"],
    ):
        typed = [sys.executable, "-m", "medlemsnytta", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        assert subprocess.run(typed, cwd=project, env=environment, capture_output=True, timeout=60).returncode in (0, 1)


def test_the_first_bytes_of_a_file_are_read_and_a_link_is_followed(tmp_path):
    (tmp_path / "fil").write_bytes(b"abc")
    assert regular_files.read(tmp_path / "fil", 2) == b"ab"
    with pytest.raises(regular_files.NoRegularFile):
        regular_files.read(tmp_path)
