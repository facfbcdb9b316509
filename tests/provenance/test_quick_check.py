"""Nothing touched since the same request: said at once; anything touched: asked of the manifests."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medlemsnytta.files.writing import PARTIAL_SUFFIX
from medlemsnytta.provenance import quick_check
from tests.systems import TIMES_OF_CHANGES

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.dumps({"recipe": {"data": {"data/x/t.csv": "0"}}})
ASKED = {"names": ["a"], "tables": []}


@pytest.fixture
def fulfilled(tmp_path):
    """A project whose request for one report was fulfilled a while ago."""
    return _fulfilled(tmp_path, "data/x/t.csv")


def _fulfilled(tmp_path: Path, table: str) -> Path:
    manifest = MANIFEST.replace("data/x/t.csv", table)
    files = {path: path for path in ("params/a.yaml", table, "output/a.html")} | {"output/a.manifest.json": manifest}
    for path, content in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        _aged(file)
    quick_check.remember(tmp_path, tmp_path / "output", ASKED, quick_check.look(tmp_path), ["a"])
    note = tmp_path / "output" / quick_check.NOTE
    if note.exists():
        later = time.time() + 60
        os.utime(note, (later, later))
    return tmp_path


def _aged(file: Path) -> None:
    then = time.time() - 3600
    os.utime(file, (then, then))


def _since(project, asked=ASKED) -> list[str]:
    return quick_check.since(project / "output", asked, quick_check.look(project))


def test_an_untouched_project_has_nothing_to_do(fulfilled):
    assert _since(fulfilled) == ["a"]


def test_a_report_that_read_files_elsewhere_is_asked_of_its_manifest_each_time(tmp_path):
    """As where a municipality's data folder does not lie in data/."""
    project = tmp_path / "projekt"
    project.mkdir()
    assert _since(_fulfilled(project, "underlag/x/t.csv")) == []


def test_another_request_is_not_answered_for(fulfilled):
    assert _since(fulfilled, {"names": ["b"], "tables": []}) == []


def _same_size_and_time(file: Path) -> None:
    """What an editor never does and a copying program may: other content, and the times of before."""
    before = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)


TOUCHES = {
    "a parameter changed": lambda at: (at / "params/a.yaml").write_text("params/b.yaml"),
    "a table added": lambda at: (at / "data/x/u.csv").write_text(""),
    "a notebook of its own": lambda at: (
        (at / "notebooks").mkdir(),
        (at / "notebooks/evaluation.ipynb").write_text(""),
    ),
    "a table removed": lambda at: (at / "data/x/t.csv").unlink(),
    "an output altered": lambda at: (at / "output/a.html").write_text("output/b.html"),
    "an output removed": lambda at: (at / "output/a.manifest.json").unlink(),
    "a build cut off": lambda at: (at / "output" / f".a.html{PARTIAL_SUFFIX}").write_text("<ht"),
    "the note spoiled": lambda at: (at / "output" / quick_check.NOTE).write_text("{"),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_whatever_is_touched_is_noticed(fulfilled, touch):
    TOUCHES[touch](fulfilled)
    assert _since(fulfilled) == []


@TIMES_OF_CHANGES
@pytest.mark.parametrize("file", ["params/a.yaml", "data/x/t.csv", "output/a.html"])
def test_a_change_of_the_same_size_with_its_time_set_back_is_noticed(fulfilled, file):
    _same_size_and_time(fulfilled / file)
    assert _since(fulfilled) == []


@pytest.mark.parametrize("when", [0, 7_226_582_400], ids=["1970", "2199"])
def test_files_from_1970_are_as_good_as_others_and_those_of_the_future_are_never_trusted(tmp_path, when):
    for path, content in {"params/a.yaml": "", "output/a.html": "", "output/a.manifest.json": MANIFEST}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content)
        os.utime(tmp_path / path, (when, when))
    quick_check.remember(tmp_path, tmp_path / "output", ASKED, quick_check.look(tmp_path), ["a"])
    later = time.time() + 60
    os.utime(tmp_path / "output" / quick_check.NOTE, (later, later))
    assert _since(tmp_path) == ([] if when else ["a"])


def test_a_table_of_reports_outside_the_folders_is_looked_at(tmp_path):
    (tmp_path / "alla.csv").write_text("report\na\n")
    before = quick_check.look(tmp_path, ["alla.csv", "saknas.csv"])
    (tmp_path / "alla.csv").write_text("report\nb\n")
    assert quick_check.look(tmp_path, ["alla.csv", "saknas.csv"]) != before


def test_the_note_is_gone_without_where_it_cannot_be_kept(tmp_path):
    quick_check.remember(tmp_path, tmp_path / "output", ASKED, quick_check.look(tmp_path), ["a"])
    assert not (tmp_path / "output").exists()


def test_a_file_as_new_as_the_note_is_not_trusted(fulfilled):
    note = fulfilled / "output" / quick_check.NOTE
    then = time.time() - 3600
    os.utime(note, (then, then))
    assert _since(fulfilled) == []


def test_what_was_touched_during_the_build_is_not_taken_for_built(fulfilled):
    before = quick_check.look(fulfilled)
    (fulfilled / "params/a.yaml").write_text("ändrad under bygget")
    (fulfilled / "output" / quick_check.NOTE).unlink()
    quick_check.remember(fulfilled, fulfilled / "output", ASKED, before, ["a"])
    assert not (fulfilled / "output" / quick_check.NOTE).exists()


def test_asking_needs_none_of_the_slow_imports():
    code = "import sys; import medlemsnytta.commands.cli, medlemsnytta.provenance.quick_check, medlemsnytta.commands.progress\n"
    code += (
        "print([name for name in ('pandas', 'pydantic', 'altair', 'rich', 'nbformat', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
