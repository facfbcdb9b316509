"""The drawing of the house is the order that import-linter asks for; the three ways name files and functions that are there."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
WAYS = {
    title: re.findall(r"^\d\. `([\w/.]+)`, `([\w.]+)`: ", text, re.MULTILINE)
    for title, text in re.findall(r"^### (.+)\n((?:(?!###).*\n)+)", PAGE, re.MULTILINE)
}
AT_MOST = 6


def _defined_in(path: Path) -> set[str]:
    return {each.name for each in ast.parse(path.read_text("utf-8")).body if isinstance(each, ast.FunctionDef)}


def _cells(path: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])


def test_the_drawing_has_the_rooms_in_the_order_of_the_layers():
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    drawn = re.findall(r"^(\w+(?:, \w+)*)  ", PAGE.split("```")[1], re.MULTILINE)
    assert drawn == [layer.replace(" | ", ", ") for layer in layers if layer != "__main__"]


def test_there_are_three_ways():
    assert list(WAYS) == ["A fee", "A statement", "A report's name"]


@pytest.mark.parametrize("way", WAYS)
def test_every_step_is_a_file_and_what_is_defined_or_called_in_it(way):
    for file, name in WAYS[way]:
        path = ROOT / file
        assert path.is_file(), file
        assert f"{name}(" in _cells(path) if path.suffix == ".ipynb" else name in _defined_in(path), name


@pytest.mark.parametrize("way", WAYS)
def test_a_way_has_at_most_six_files(way):
    steps = len(re.findall(r"^\d\. ", PAGE.split(f"### {way}\n")[1].split("###")[0], re.MULTILINE))
    assert len(WAYS[way]) == steps
    assert 2 < len({file for file, _ in WAYS[way]}) <= AT_MOST


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(\w+/[\w/]+\.(?:py|csv))`", PAGE))))
def test_every_file_named_beside_is_there(name):
    assert (ROOT / name).is_file() or (ROOT / "medlemsnytta" / name).is_file()
