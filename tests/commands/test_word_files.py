"""A report's Word file at the front door: built, listed, verified and packed as its PDF is, and never lost where somebody writes in it."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from medlemsnytta.commands import cli

pytestmark = pytest.mark.notebook
ROOT = Path(__file__).resolve().parents[2]
NAME = "huddinge-2026"
BUILD = [NAME, *(word for each in ("html", "pdf", "ipynb", "docx") for word in ("--format", each))]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("word") / "projekt"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(BUILD) == 0
    return project


@pytest.fixture
def at(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built project elsewhere, to spoil; its output folder."""
    shutil.copytree(built, tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p" / "output"


def written_in(file: Path) -> bytes:
    made = docx.Document(str(file))
    made.add_paragraph("Handläggarens egna ord.")
    made.save(str(file))
    return file.read_bytes()


def test_the_list_of_reports_leads_to_it(at: Path) -> None:
    assert f'href="{NAME}.docx"' in (at / "index.html").read_text("utf-8")


def test_it_is_verified_alone_and_with_the_others(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (f"{NAME}.docx", f"{NAME}.manifest.json"):
        assert cli.main(["verify", f"output/{file}"]) == 0, capsys.readouterr()
    written_in(at / f"{NAME}.docx")
    for file in (f"{NAME}.docx", f"{NAME}.manifest.json"):
        assert cli.main(["verify", f"output/{file}"]) == 1


def test_what_somebody_wrote_in_it_is_kept_when_it_is_built_anew(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = at / f"{NAME}.docx"
    as_built, changed = file.read_bytes(), written_in(file)
    assert cli.main(BUILD) == 0
    assert f"{NAME}.andrad.docx" in capsys.readouterr().err
    assert file.read_bytes() == as_built
    assert (at / f"{NAME}.andrad.docx").read_bytes() == changed


def test_it_is_packed_where_it_is_as_it_was_built(at: Path) -> None:
    def packed() -> set[str]:
        assert cli.main(["archive", NAME]) == 0
        (package,) = at.parent.rglob(f"{NAME}.zip")
        return {Path(each).name for each in zipfile.ZipFile(io.BytesIO(package.read_bytes())).namelist()}

    assert f"{NAME}.docx" in packed()
    written_in(at / f"{NAME}.docx")
    assert f"{NAME}.docx" not in packed()
