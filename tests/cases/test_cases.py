"""Each kind of case builds, `check` and build agree about it, and its reports read as they were last read."""

from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from tests.cases import folders

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(case, tmp_path, monkeypatch) -> Path:
    root = folders.lay_out(case, tmp_path / "arbetsmapp")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("case", folders.CASES)
def test_it_is_found_right_and_its_reports_read_as_they_were_last_read(case, folder):
    assert cli.main(["check"]) == 0
    assert folders.texts(folder) == (folders.HERE / case / "report.txt").read_text("utf-8")


@pytest.mark.parametrize("case", folders.CASES)
def test_every_row_that_is_invented_says_so(case):
    """Populations and fee rules are the shared tables' own; a row without a public source is no fact."""
    unmarked = [
        f"{file.relative_to(folders.HERE).as_posix()}: {line}"
        for file in (folders.HERE / case).rglob("*.csv")
        for line in file.read_text("utf-8").splitlines()[1:]
        if not any(word in line for word in ("illustrative", "påhittad", "https://", "KS-2025/475"))
    ]
    assert unmarked == []
