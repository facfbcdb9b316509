"""A manifest says what a report was made of, and whether that still holds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from medlemsnytta.files.writing import PARTIAL_SUFFIX
from medlemsnytta.provenance import currentness, manifests, recipe
from tests.systems import LINKS, TIMES_OF_CHANGES

PROGRAM = Path(__file__).resolve().parents[2]


def _recipe(root: Path, level: int = 2, program: Path = PROGRAM) -> dict:
    table = root / "data" / "huddinge" / "excerpts.csv"
    table.parent.mkdir(parents=True, exist_ok=True)
    if not table.exists():
        table.write_text("a,b\n1,2\n")
    return recipe.recipe(
        recipe.inputs(
            recipe.REPORT,
            {"evidence_months": level},
            {"data/huddinge/excerpts.csv": recipe.sha256(table.read_bytes())},
        ),
        (program / "notebooks" / recipe.REPORT).read_bytes(),
        {"package": program / "medlemsnytta", "templates": program / "templates"},
    )


def _published(folder: Path, made_of: dict) -> None:
    (folder / "x-2025.html").write_bytes(b"page")
    text = manifests.manifest("x-2025", made_of, {"a": "öppet"}, {"x-2025.html": recipe.sha256(b"page")})
    (folder / "x-2025.manifest.json").write_bytes(text)


def test_an_output_stands_while_recipe_and_file_are_the_same(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {
        "x-2025.html": recipe.sha256(b"page")
    }


def test_a_changed_parameter_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path, level=3)).outputs == {}


def test_a_changed_table_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "data" / "huddinge" / "excerpts.csv").write_text("a,b\n1,3\n")
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_an_altered_output_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "x-2025.html").write_bytes(b"altered")
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_a_broken_manifest_is_as_none(tmp_path):
    (tmp_path / "x-2025.manifest.json").write_text("{not json")
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_no_path_stands_in_the_manifest(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    text = (tmp_path / "x-2025.manifest.json").read_text("utf-8")
    assert str(tmp_path) not in text
    assert list(json.loads(text)["recipe"]["data"]) == ["data/huddinge/excerpts.csv"]


@pytest.mark.parametrize(
    ("changed", "words", "runs_again"),
    [
        ("notebooks/evaluation.ipynb", ("anteckningsboken är ändrad",), True),
        ("notebooks/overview.ipynb", (), True),
        ("notebooks/comparison.ipynb", (), True),
        ("templates/council/council.css", ("mallarna är ändrade",), False),
        ("medlemsnytta/analysis/fees.py", ("programmet är ändrat",), True),
    ],
)
def test_a_change_of_the_program_is_named_and_only_templates_spare_the_notebook(tmp_path, changed, words, runs_again):
    for folder in ("notebooks", "templates", "medlemsnytta/analysis"):
        shutil.copytree(PROGRAM / folder, tmp_path / folder)
    made_of = _recipe(tmp_path, program=tmp_path)
    outputs = {}
    for kind in ("html", "ipynb"):
        (tmp_path / f"x-2025.{kind}").write_bytes(b"page")
        outputs[f"x-2025.{kind}"] = recipe.sha256(b"page")
    (tmp_path / "x-2025.manifest.json").write_bytes(manifests.manifest("x-2025", made_of, {}, outputs))
    with (tmp_path / changed).open("a") as file:
        file.write(" ")
    recipe._part.cache_clear()
    standing = currentness.standing(tmp_path, "x-2025", _recipe(tmp_path, program=tmp_path))
    assert standing.changes == words
    assert standing.outputs == ({} if words else outputs)
    assert standing.executed is not (runs_again and bool(words))


def test_a_part_of_the_program_that_is_not_known_runs_the_notebook_again(tmp_path):
    """A manifest of another version may divide the program otherwise."""
    (tmp_path / "x-2025.ipynb").write_bytes(b"page")
    made_of = _recipe(tmp_path)
    earlier = made_of | {"program": {"notebooks": "0", **made_of["program"]}}
    text = manifests.manifest("x-2025", earlier, {}, {"x-2025.ipynb": recipe.sha256(b"page")})
    (tmp_path / "x-2025.manifest.json").write_bytes(text)
    standing = currentness.standing(tmp_path, "x-2025", made_of)
    assert (standing.changes, standing.executed) == (("programmet är ändrat",), False)


def test_a_manifest_of_other_packages_is_of_another_program_in_few_words(tmp_path):
    made_of = _recipe(tmp_path)
    few = dict(list(made_of["versions"].items())[:9])
    _published(tmp_path, made_of | {"versions": few})
    assert currentness.standing(tmp_path, "x-2025", made_of).changes == ("programmet är ändrat",)


def test_of_many_packages_with_other_versions_the_first_are_named(tmp_path):
    made_of = _recipe(tmp_path)
    _published(tmp_path, made_of | {"versions": dict.fromkeys(made_of["versions"], "0.1")})
    changes = currentness.standing(tmp_path, "x-2025", made_of).changes
    assert changes[0] == f"altair 0.1 har blivit {made_of['versions']['altair']}"
    assert (len(changes), changes[-1]) == (4, f"{len(made_of['versions']) - 3} paket till har andra versioner")


def test_another_python_ends_it(tmp_path, monkeypatch):
    """Bytes have been the same so far, but nobody can promise it of a Python to come."""
    _published(tmp_path, _recipe(tmp_path))
    monkeypatch.setattr(recipe.platform, "python_version_tuple", lambda: ("3", "99", "0"))
    (change,) = currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).changes
    assert change.startswith("Python 3.1")
    assert change.endswith(" har blivit 3.99")


def test_a_manifest_without_python_is_of_another_program(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    manifest = tmp_path / "x-2025.manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    del told["python"]
    manifest.write_text(json.dumps(told), "utf-8")
    assert currentness.standing(tmp_path, "x-2025", _recipe(tmp_path)).changes == ("programmet är ändrat",)


ASKED = {"names": ["a"], "tables": []}


@pytest.fixture
def fulfilled(tmp_path):
    """A project whose request for one report was fulfilled a while ago."""
    return _fulfilled(tmp_path, "data/x/t.csv")


def _fulfilled(root: Path, table: str, asked: dict = ASKED) -> Path:
    for path in ("params/a.yaml", table, "output/a.html", "output/index.html"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    made_of = {"data": {table: "0"}, "parameters": {"data_folder": "data/x"}}
    outputs = {"a.html": recipe.sha256(b"output/a.html")}
    (root / "output/a.manifest.json").write_bytes(manifests.manifest("a", made_of, {}, outputs))
    currentness.Request(root, root / "output", asked).remember(["a"])
    return root


def _since(project, asked=ASKED) -> list[str]:
    return currentness.Request(project, project / "output", asked).current()


def test_an_untouched_project_has_nothing_to_do(fulfilled):
    assert _since(fulfilled) == ["a"]


def test_a_report_that_read_files_elsewhere_is_answered_for_the_next_time(tmp_path):
    """As where a municipality's data folder does not lie in data/: only its manifest tells, once it is built."""
    _fulfilled(tmp_path, "underlag/x/t.csv")
    assert _since(tmp_path) == []
    currentness.Request(tmp_path, tmp_path / "output", ASKED).remember(["a"])
    assert _since(tmp_path) == ["a"]
    (tmp_path / "underlag/x/u.csv").write_text("")
    assert _since(tmp_path) == []


def test_what_was_only_touched_or_copied_is_as_it_was(fulfilled, tmp_path_factory):
    os.utime(fulfilled / "data/x/t.csv")
    copied = tmp_path_factory.mktemp("copy") / "projekt"
    shutil.copytree(fulfilled, copied)
    assert (_since(fulfilled), _since(copied)) == (["a"], ["a"])


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
    "a list of pages removed": lambda at: (at / "output/index.html").unlink(),
    "the note spoiled": lambda at: (at / "output" / currentness.NOTE).write_text("{"),
    "the note of another make": lambda at: (at / "output" / currentness.NOTE).write_text(
        '{"files": [1], "answers": []}'
    ),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_whatever_is_touched_is_noticed(fulfilled, touch):
    TOUCHES[touch](fulfilled)
    assert _since(fulfilled) == []


def _reads(project: Path) -> list[str]:
    """The project's files that an answer is given without trusting their stamps."""
    known = json.loads((project / "output" / currentness.NOTE).read_text("utf-8"))["files"]
    paths = (path for folder in ("params", "data", "output") for path in (project / folder).rglob("*.*"))
    names = (path.relative_to(project).as_posix() for path in paths if path.name != currentness.NOTE)
    return sorted(name for name in names if name not in known)


@pytest.fixture
def old(tmp_path, monkeypatch):
    """As `fulfilled`, when all of its files had been as they are for long."""
    monkeypatch.setattr(currentness, "_JUST_NOW", -(10**19))
    return _fulfilled(tmp_path, "data/x/t.csv")


def test_old_files_are_known_by_their_stamps_and_new_ones_are_read(old, tmp_path_factory, monkeypatch):
    assert _reads(old) == []
    monkeypatch.undo()
    new = _fulfilled(tmp_path_factory.mktemp("new"), "data/x/t.csv")
    assert _reads(new) == [
        "data/x/t.csv",
        "output/a.html",
        "output/a.manifest.json",
        "output/index.html",
        "params/a.yaml",
    ]


@TIMES_OF_CHANGES
@pytest.mark.parametrize("file", ["params/a.yaml", "data/x/t.csv", "output/a.html"])
def test_a_change_of_the_same_size_with_its_time_set_back_is_noticed(old, file):
    _same_size_and_time(old / file)
    assert _since(old) == []


@pytest.mark.parametrize("when", [0, 7_226_582_400], ids=["1970", "2199"])
def test_files_of_any_time_are_answered_for_and_those_of_the_future_are_read_each_time(fulfilled, when):
    table = fulfilled / "data/x/t.csv"
    os.utime(table, (when, when))
    assert _since(fulfilled) == ["a"]
    assert "data/x/t.csv" in _reads(fulfilled)
    before = table.stat()
    _same_size_and_time(table)
    assert table.stat().st_mtime_ns == before.st_mtime_ns
    assert _since(fulfilled) == []


def test_a_table_of_reports_outside_the_folders_is_looked_at(tmp_path):
    (tmp_path / "alla.csv").write_text("report\na\n")
    asked = {"names": [], "tables": [str(tmp_path / "alla.csv"), "saknas.csv"]}
    project = tmp_path / "projekt"
    assert _since(_fulfilled(project, "data/x/t.csv", asked), asked) == ["a"]
    (tmp_path / "alla.csv").write_text("report\nb\n")
    assert _since(project, asked) == []


def test_the_note_is_gone_without_where_it_cannot_be_kept(tmp_path):
    currentness.Request(tmp_path, tmp_path / "output", ASKED).remember([])
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("touched", ["params/a.yaml", "output/a.html"])
def test_what_was_touched_during_the_build_is_not_taken_for_built(fulfilled, touched):
    asked = {"names": ["a"], "tables": [], "static": True}
    request = currentness.Request(fulfilled, fulfilled / "output", asked)
    (fulfilled / touched).write_text("ändrad under bygget")
    request.remember(["a"])
    assert _since(fulfilled, asked) == []


@LINKS
def test_links_are_followed_once_and_a_file_that_became_a_link_is_noticed(fulfilled, tmp_path_factory):
    (fulfilled / "data/x/loop").symlink_to(fulfilled / "data")
    (fulfilled / "data/x/nowhere").symlink_to(fulfilled / "finns-inte")
    currentness.Request(fulfilled, fulfilled / "output", ASKED).remember(["a"])
    assert _since(fulfilled) == ["a"]
    table, elsewhere = fulfilled / "data/x/t.csv", tmp_path_factory.mktemp("other") / "t.csv"
    table.rename(elsewhere)
    table.symlink_to(elsewhere)
    assert _since(fulfilled) == []


def test_asking_needs_none_of_the_slow_imports():
    code = "import sys; import medlemsnytta.commands.cli, medlemsnytta.provenance.currentness, medlemsnytta.commands.progress\n"
    code += (
        "print([name for name in ('pandas', 'pydantic', 'altair', 'rich', 'nbformat', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROGRAM, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
