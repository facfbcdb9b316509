"""A manifest says what a report was made of, and whether that still holds."""

import json
from pathlib import Path

from medlemsnytta import recipe
from medlemsnytta.publishing import manifest

PROGRAM = Path(manifest.__file__).resolve().parents[2]


def _recipe(root: Path, level: int = 2) -> dict:
    table = root / "data" / "huddinge" / "excerpts.csv"
    table.parent.mkdir(parents=True, exist_ok=True)
    if not table.exists():
        table.write_text("a,b\n1,2\n")
    return recipe.recipe(
        recipe.inputs({"requirement_level": level}, {"data/huddinge/excerpts.csv": recipe.sha256(table.read_bytes())}),
        PROGRAM,
    )


def _published(folder: Path, made_of: dict) -> None:
    (folder / "x-2025.html").write_bytes(b"page")
    text = manifest.manifest("x-2025", made_of, {"a": "öppet"}, {"x-2025.html": recipe.sha256(b"page")})
    (folder / "x-2025.manifest.json").write_bytes(text)


def test_an_output_stands_while_recipe_and_file_are_the_same(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    assert manifest.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {"x-2025.html": recipe.sha256(b"page")}


def test_a_changed_parameter_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    assert manifest.standing(tmp_path, "x-2025", _recipe(tmp_path, level=3)).outputs == {}


def test_a_changed_table_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "data" / "huddinge" / "excerpts.csv").write_text("a,b\n1,3\n")
    assert manifest.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_an_altered_output_ends_it(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    (tmp_path / "x-2025.html").write_bytes(b"altered")
    assert manifest.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_a_broken_manifest_is_as_none(tmp_path):
    (tmp_path / "x-2025.manifest.json").write_text("{not json")
    assert manifest.standing(tmp_path, "x-2025", _recipe(tmp_path)).outputs == {}


def test_no_path_stands_in_the_manifest(tmp_path):
    _published(tmp_path, _recipe(tmp_path))
    text = (tmp_path / "x-2025.manifest.json").read_text("utf-8")
    assert str(tmp_path) not in text
    assert list(json.loads(text)["recipe"]["data"]) == ["data/huddinge/excerpts.csv"]
