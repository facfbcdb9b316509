"""JSON that lies in the folder and that nobody sane has written, nested or half: told in words or passed by, never a traceback."""

import json
from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files.project import notebook
from medlemsnytta.inputs import borders
from medlemsnytta.pages import index, verification
from medlemsnytta.provenance import currentness, manifests

pytestmark = pytest.mark.trust
NAME = "huddinge-2025"
NOTHING = {"names": (), "tables": (), "formats": (), "settings": (), "static": False}


def nested(depth: int, begin: str = "[", end: str = "]") -> str:
    return begin * depth + ("1" if begin == "[" else '"x"') + end * depth


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "brackets, whole": nested(200_000),
    "names": '{"a":' * 300_000,
    "names, whole": nested(990, '{"a":', "}"),
    "just within what Python walks": nested(700),
    "half a character, spelt": '{"report": "\\ud800", "recipe": {"parameters": {}}, "outputs": {}}',
    "a number of thousands of figures": '{"report": ' + "9" * 10_000 + "}",
    "no number": '{"report": NaN, "outputs": Infinity}',
    "nothing": "null",
    "a text": '"x"',
    "cut": '{"report": "x',
    "bytes": "\x00\x01",
}
ODD = (None, 1, -1.5, "x", "\u202e", [], [[]], {}, {"a": {"b": 1}}, True, "9" * 5000, "\ud83d")


@pytest.mark.parametrize("kind", HOSTILE)
def test_wherever_it_lies_it_is_told_or_passed_by(project, monkeypatch, capsys, kind, counted):
    content, output = HOSTILE[kind].encode("utf-8", "replace"), project / "output"
    output.mkdir()
    for name in (f"{NAME}.manifest.json", "annan-2026.manifest.json", currentness.NOTE):
        (output / name).write_bytes(content)
    index.write(output)
    assert currentness.standing(output, NAME, {"parameters": {}}).outputs == {}
    assert currentness.Request(project, output, NOTHING).current() == []
    assert manifests.is_static(output, NAME) is False
    with pytest.raises(ProblemsFound):
        verification.verify(project, output / f"{NAME}.manifest.json")
    for path, read in {"notebooks/evaluation.ipynb": notebook, borders.BORDERS: None}.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_bytes(content)
        with pytest.raises(ProblemsFound, match="inte att läsa|går att läsa"):
            borders.read_borders(project) if read is None else read(project, "evaluation.ipynb")
    monkeypatch.chdir(project)
    for words in ([NAME], ["archive", NAME], ["verify", f"output/{NAME}.manifest.json"], ["lab", NAME]):
        assert cli.main(words) == 1
    assert "Traceback" not in capsys.readouterr().err
    counted("hostile JSON in manifests, state, notebooks and borders; tracebacks", f"{len(HOSTILE)} at 5 places; 0")


MANIFEST = {
    "report": "annan-2026",
    "recipe": {
        "notebook": "evaluation.ipynb",
        "parameters": {"municipality_code": "0126", "title": "T", "year": 2026, "report_date": "2026-01-01"},
    },
    "result": {"SEKOM": "öppet"},
    "outputs": {"annan-2026.html": "x"},
}


def _places(told: dict, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [
        place
        for name, value in told.items()
        for place in [(*above, name), *(_places(value, (*above, name)) if isinstance(value, dict) else ())]
    ]


def _with(place: tuple[str, ...], value: object) -> dict:
    told = json.loads(json.dumps(MANIFEST))
    within = told
    for name in place[:-1]:
        within = within[name]
    within[place[-1]] = value
    return told


@pytest.mark.parametrize("place", _places(MANIFEST), ids=".".join)
def test_whatever_a_manifest_says_the_list_of_pages_is_written(tmp_path: Path, place):
    """With others' pages in it; in the list is what can be shown."""
    (tmp_path / "annan-2026.html").write_text("x")
    for value in ODD:
        (tmp_path / "annan-2026.manifest.json").write_text(json.dumps(_with(place, value)))
        index.write(tmp_path)
        if (tmp_path / index.NAME).exists():
            (tmp_path / index.NAME).read_text("utf-8")
