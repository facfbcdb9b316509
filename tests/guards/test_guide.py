"""Every command in the guide is run, its pictures show what the program says, and what it names exists."""

import importlib.util
import re
import shlex
import webbrowser
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import supply_chain

from medlemsnytta.commands import cli, lab
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.installation import wheelhouses
from medlemsnytta.official import fetch_figures
from medlemsnytta.preview import server as preview_server
from tests.importing.filling import fill

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/handledning.md").read_text("utf-8")
COMMANDS = list(dict.fromkeys(re.findall(r"python build\.py[^`\n]*", GUIDE)))
BUILDS = [
    command
    for command in COMMANDS
    if shlex.split(command)[2:3]
    not in (
        ["new"],
        ["check"],
        ["fetch"],
        ["lab"],
        ["workbook"],
        ["preview"],
        ["guide"],
        ["import"],
        ["tjansteskrivelse"],
    )
]


@cache
def pictures() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs/pictures/make_pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pictures()


@pytest.fixture
def begun(project, monkeypatch):
    """The copied project, with Botkyrka begun and only one of the shipped reports, as the guide goes on from."""
    monkeypatch.chdir(project)
    for path in (project / "params").glob("*.yaml"):
        if path.stem not in ("huddinge-2025", "huddinge-2026"):
            path.unlink()
    (new,) = [command for command in COMMANDS if shlex.split(command)[2:3] == ["new"]]
    assert cli.main(shlex.split(new)[2:]) == 0
    return project


def test_the_guide_leads_through_every_command():
    named = {shlex.split(command)[2] for command in COMMANDS if len(shlex.split(command)) > 2}
    assert {"new", "workbook", "preview", "check", "guide", "import", "tjansteskrivelse", "fetch", "lab"} <= named
    assert "botkyrka-2026" in named
    assert any(command.endswith("--format docx") for command in BUILDS)


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in BUILDS])
def test_a_command_of_the_guide_does_what_it_says(begun, monkeypatch, capsys, command):
    """Those that start something else, or ask a service, are given a stand-in for it."""
    asked, asked_to_open = [], []
    if "--csv" not in command and command.split()[2:3] == ["workbook"] and len(command.split()) == 4:
        assert cli.main(["workbook", "botkyrka", "--csv"]) == 0
    if command.split()[2:3] == ["import"]:
        assert cli.main(["guide", "botkyrka-2026"]) == 0
        answers = {
            "manad": "2026-03",
            "samtycke": "med egna ord",
            "grad:sekom": "3 ofta",
            "anvands:sekom": "Varje vår.",
        }
        fill(begun / "data/botkyrka/intervjuer/botkyrka-2026-sekom-anvandare.docx", begun / command.split()[4], answers)
    monkeypatch.setattr(lab.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0))
    monkeypatch.setattr(preview_server, "serve", lambda root, opened: opened("http://127.0.0.1:1/x/"))
    monkeypatch.setattr(webbrowser, "open", asked_to_open.append)
    monkeypatch.setattr(fetch_figures, "fetch", lambda root, subjects, *_, **__: asked.append(subjects) or [])
    words = shlex.split(command)[2:]
    if words[0] != "new":
        assert cli.main(words) == 0
    assert asked == ([tuple(words[1:])] if words[0] == "fetch" else [])
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.notebook
def test_the_builds_of_the_guide_are_built(begun):
    for command in BUILDS:
        assert cli.main(shlex.split(command)[2:]) == 0, command
    for name in ("botkyrka-2026.html", "botkyrka-2026.pdf", "huddinge-2026.pdf"):
        assert (begun / "output" / name).stat().st_size > 10_000


def test_the_guide_makes_a_wheelhouse_that_the_first_run_looks_for(capsys):
    (command,) = re.findall(r"^python \.ci/supply_chain\.py (wheelhouse .*)$", GUIDE, re.MULTILINE)
    asked = supply_chain.parsed(shlex.split(command))
    assert wheelhouses.name_of(asked.platform, asked.python, tests=asked.tests) in GUIDE


def test_every_picture_and_page_that_the_guide_shows_is_there():
    links = re.findall(r"\]\(([^)]+)\)", GUIDE)
    assert len([link for link in links if link.startswith("pictures/")]) >= 3
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []


def test_every_table_and_parameter_that_the_guide_names_exists():
    words = set(re.findall(r"`([a-z_]+)`", GUIDE))
    assert {"excerpts", "speakers", "fees", "networks", "network_years"} <= words & set(LAYOUTS)
    assert {"report_date", "case_number", "recipient", "departure_reason"} <= words & set(Parameters.model_fields)


@pytest.mark.parametrize("name", ["new.svg", "check.svg"])
def test_the_pictures_show_what_the_program_says(name):
    """Made anew by `python docs/pictures/make_pictures.py`."""
    assert pictures()[name] == (ROOT / "docs/pictures" / name).read_text("utf-8")
