"""A working folder is laid out once, holds nothing of any municipality's, and what stands in it is left as it is."""

import pytest
from systems import LINKS

from medlemsnytta.commands import cli
from medlemsnytta.files import program
from medlemsnytta.inputs.parameters.params import schema_json

LAID_OUT = [".gitignore", "LAS-MIG.txt", "data/LAS-MIG.txt", "params/schema.json"]
NOTEBOOKS = ["notebooks/comparison.ipynb", "notebooks/evaluation.ipynb", "notebooks/overview.ipynb"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "min mapp å"


def files(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_has_an_explanation_and_nothing_of_any_municipality(folder):
    assert cli.main(["init", folder.name]) == 0
    assert files(folder) == LAID_OUT
    assert (folder / "params/schema.json").read_text("utf-8") == schema_json()
    text = (folder / "LAS-MIG.txt").read_text("utf-8")
    for words in ("new KOMMUN --year ÅR", "build.py check", "output", "data/reference"):
        assert words in text
    assert not any(name in text.casefold() for name in ("huddinge", "exempelkommun"))


def test_a_new_report_can_be_begun_and_checked_there_at_once(folder, monkeypatch, capsys):
    cli.main(["init", folder.name])
    monkeypatch.chdir(folder / "data")
    assert cli.main(["new", "Nacka", "--year", "2025"]) == 0
    assert cli.main(["check"]) == 0
    assert "nacka-2025: inga fel" in capsys.readouterr().out
    assert not (folder / "data/reference").exists()


def test_a_second_time_only_what_is_missing_is_added(folder, capsys):
    cli.main(["init", folder.name])
    (folder / "LAS-MIG.txt").write_text("vårt eget", "utf-8")
    (folder / "data/LAS-MIG.txt").unlink()
    capsys.readouterr()
    assert cli.main(["init", folder.name, "--notebooks"]) == 0
    assert (folder / "LAS-MIG.txt").read_text("utf-8") == "vårt eget"
    assert files(folder) == sorted([*LAID_OUT, *NOTEBOOKS])
    said = capsys.readouterr().out
    assert "  LAS-MIG.txt: fanns redan, är en annan än programmets och står kvar som den är\n" in said
    assert "  params/schema.json: fanns redan\n" in said
    assert "  data/LAS-MIG.txt: ny\n" in said
    for name in NOTEBOOKS:
        assert f"  {name}: ny\n" in said
        assert (folder / name).read_bytes() == (program.FILES / name).read_bytes()


BLOCKED = {
    "the folder is a file": ("min mapp å", ""),
    "a file where a folder should be": ("min mapp å/params", ""),
    "a folder where a file should be": ("min mapp å/LAS-MIG.txt/x", ""),
}


@pytest.mark.parametrize("blocked", BLOCKED)
def test_what_stands_in_the_way_is_reported_and_nothing_is_written(folder, blocked, capsys):
    path = folder.parent / BLOCKED[blocked][0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", "utf-8")
    before = files(folder.parent)
    assert cli.main(["init", folder.name]) == 1
    assert "något annat står där med det namnet." in capsys.readouterr().err
    assert files(folder.parent) == before


IMPOSSIBLE = {"too long a name": "a" * 300, "a mark that no name has": "a\0b"}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_folder_that_there_can_be_none_of_is_reported(folder, name, capsys):
    assert cli.main(["init", IMPOSSIBLE[name]]) == 1
    assert "en mapp kan inte heta så här. Välj ett kortare namn" in capsys.readouterr().err
    assert files(folder.parent) == []


@pytest.mark.parametrize("name", ["", " "], ids=["empty", "blank"])
def test_a_folder_without_a_name_is_wrong_usage(folder, name, capsys):
    assert cli.main(["init", name]) == 2
    assert "MAPP är tom." in capsys.readouterr().err
    assert files(folder.parent) == []


@LINKS
@pytest.mark.parametrize("place", ["min mapp å", "min mapp å/data", "min mapp å/LAS-MIG.txt"])
def test_a_link_that_leads_nowhere_is_left_as_it_is(folder, place, capsys):
    link = folder.parent / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to("borta")
    assert cli.main(["init", folder.name]) == 1
    assert f"{link.name}: något annat står där med det namnet." in capsys.readouterr().err
    assert link.is_symlink()
    assert files(folder.parent) == []


def test_a_file_above_the_folder_is_reported(folder, capsys):
    folder.write_text("", "utf-8")
    assert cli.main(["init", f"{folder.name}/under"]) == 1
    assert "min mapp å: något annat står där med det namnet." in capsys.readouterr().err
