"""JSON of any depth and spelling is read or refused, and never by another way than `foreign_json`."""

import ast
from pathlib import Path

import pytest

from medlemsnytta.files import foreign_json

PACKAGE = Path(__file__).resolve().parents[2] / "medlemsnytta"
READ_OUR_OWN = {
    "execution/cell_runner.py",  # what it has just written
    "inputs/parameters/params.py",  # our own schema
    "pages/making.py",  # a notebook that `foreign_json` has read
    "provenance/currentness.py",  # what it has just written
    "provenance/differences.py",  # what was made here
    "rendering/bundles.py",  # what it has just written
    "rendering/texts.py",  # a list of texts, however they stood
}
"""Modules that read JSON which is never anybody else's."""


@pytest.mark.parametrize("deep", [101, 990, 100_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_nested_too_deep_is_a_value_error(deep, begin, end, whole):
    inside = "1" if begin == "[" else '"x"'
    with pytest.raises(ValueError, match=r".+"):
        foreign_json.read(begin * deep + inside + (end * deep if whole else ""))


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b'{"a": "\\ud800"}', b'{"\\udc00": 1}', b"9" * 5000, b"\x00"])
def test_what_says_nothing_or_cannot_be_written_again_is_a_value_error(content):
    with pytest.raises(ValueError, match=r".+"):
        foreign_json.read(content)


def test_what_is_nested_as_ours_are_is_read():
    assert foreign_json.read("[" * 99 + "]" * 99) == eval("[" * 99 + "]" * 99)
    assert foreign_json.read('{"å": ["\U0001f600", 1.5, null]}') == {"å": ["\U0001f600", 1.5, None]}


@pytest.mark.slow
def test_nobody_reads_json_of_others_in_another_way():
    reading = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("json.loads", "json.load")
    }
    assert reading == READ_OUR_OWN | {"files/foreign_json.py"}
