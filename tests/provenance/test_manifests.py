"""A manifest says what a report was made of, and whether that still holds."""

import json
import shutil
from pathlib import Path

import pytest

from medlemsnytta.provenance import manifests, recipe

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
    assert manifests.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {"x-2025.html": recipe.sha256(b"page")}


def test_a_changed_parameter_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    assert manifests.standing(tmp_path, "x-2025", _recipe(tmp_path, level=3)).outputs == {}


def test_a_changed_table_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "data" / "huddinge" / "excerpts.csv").write_text("a,b\n1,3\n")
    assert manifests.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_an_altered_output_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "x-2025.html").write_bytes(b"altered")
    assert manifests.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_a_broken_manifest_is_as_none(tmp_path):
    (tmp_path / "x-2025.manifest.json").write_text("{not json")
    assert manifests.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


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
    standing = manifests.standing(tmp_path, "x-2025", _recipe(tmp_path, program=tmp_path))
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
    standing = manifests.standing(tmp_path, "x-2025", made_of)
    assert (standing.changes, standing.executed) == (("programmet är ändrat",), False)
