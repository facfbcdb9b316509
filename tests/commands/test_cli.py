"""The command line answers in Swedish, with the exit codes promised, and writes nothing when something is wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from systems import SIGNALS

from medlemsnytta.commands import cli

ROOT = Path(__file__).resolve().parents[2]
PARAMS = "params/huddinge-2026.yaml"


@pytest.fixture
def at(project, monkeypatch):
    """Run the command line in the copied project; returns exit code, and all that was said."""
    monkeypatch.chdir(project)
    return project


def _said(capsys) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow
def test_check_of_the_shipped_reports_finds_nothing(at, capsys):
    assert cli.main(["check"]) == 0
    assert "huddinge-2025: inga fel" in _said(capsys)


SPOILED = {
    "a misspelt parameter": (
        lambda at: _replace(at / PARAMS, "\ndeadline:", "\ndeadlin:"),
        ["params/huddinge-2026.yaml, rad ", "deadlin", "Menade du 'deadline'?"],
    ),
    "a code written as a number": (
        lambda at: _replace(at / PARAMS, '"0126"', "0126"),
        ["params/huddinge-2026.yaml, rad ", "0126", "citattecken"],
    ),
    "a municipality that does not exist": (
        lambda at: _replace(at / PARAMS, '"0126"', '"9999"'),
        ["params/huddinge-2026.yaml", "'municipality_code' är 9999", "koden 0126"],
    ),
    "a network that does not exist": (
        lambda at: _replace(at / PARAMS, "  - sekom\n", "  - sekom\n  - ekonomerna\n"),
        ["params/huddinge-2026.yaml, networks", "nätverket ekonomerna finns inte"],
    ),
    "an intensity out of the scale": (
        lambda at: _replace(at / "data/huddinge/excerpts.csv", ",use,1,3,", ",use,1,7,"),
        ["data/huddinge/excerpts.csv, rad 6", "intensity", "7"],
    ),
    "a missing table": (
        lambda at: (at / "data/huddinge/decisions.csv").unlink(),
        ["data/huddinge/decisions.csv"],
    ),
    "a missing column": (
        lambda at: _replace(at / "data/huddinge/excerpts.csv", "intensity,", "intensitet,"),
        ["data/huddinge/excerpts.csv", "intensity"],
    ),
    "an unknown placeholder": (
        lambda at: _replace(at / PARAMS, "\nconclusion: null", '\nconclusion: "Det kostar {{ avgfit.sekom }}."'),
        ["params/huddinge-2026.yaml, conclusion", "avgfit.sekom", "Menade du 'avgift.sekom'?"],
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", SPOILED)
def test_bad_input_is_reported_in_words_and_nothing_is_written(at, capsys, fault):
    spoil, words = SPOILED[fault]
    spoil(at)
    assert cli.main(["huddinge-2026"]) == 1
    said = _said(capsys)
    assert "huddinge-2026 byggdes inte:" in said
    assert "Traceback" not in said
    assert [word for word in words if word not in said] == [], said
    assert not (at / "output").exists()


def test_every_problem_is_reported_at_once(at, capsys):
    SPOILED["a misspelt parameter"][0](at)
    assert cli.main(["check", "huddinge-2026", "-p", "evidence_months=999"]) == 1
    said = _said(capsys)
    assert "deadlin" in said
    assert "evidence_months" in said


def test_an_override_is_checked_like_the_file(at, capsys):
    assert cli.main(["huddinge-2026", "-p", "evidence_month=3"]) == 1
    assert "evidence_months" in _said(capsys)


def test_an_unknown_report_is_answered_with_the_nearest(at, capsys):
    assert cli.main(["hudinge-2025"]) == 1
    assert "Menade du huddinge-2025?" in _said(capsys)


@pytest.mark.parametrize(
    "words", [["--formt", "html"], ["--format", "odt"], ["-p", "level"], ["--output"]], ids=" ".join
)
def test_wrong_usage_ends_with_two_in_swedish(at, capsys, words):
    assert cli.main(words) == 2
    said = _said(capsys)
    assert "No such option" not in said
    assert "Error" not in said
    assert "requires" not in said


def test_help_is_in_swedish(capsys):
    assert cli.main(["--help"]) == 0
    said = _said(capsys)
    assert "Användning: python build.py" in said
    assert "Usage" not in said


@pytest.mark.parametrize("name", cli.cli.commands)
def test_the_help_of_a_command_is_in_swedish_and_lists_flags_alone(name, capsys):
    assert cli.main([name, "--help"]) == 0
    flags = _said(capsys).split("Flaggor:\n")[1]
    assert re.findall(r"required|INTEGER|PATH|TEXT|<=", flags) == []
    assert all(line.startswith(("  -", "    ")) for line in flags.splitlines())


def test_a_departure_from_the_result_demands_a_reason(at, capsys):
    _replace(at / PARAMS, "\nrecommended_actions: {}", "\nrecommended_actions: {klimatkommunerna: leave}")
    assert cli.main(["check", "huddinge-2026"]) == 1
    assert "departure_reason" in _said(capsys)


def test_a_reason_that_nothing_demands_is_no_fault(at, capsys):
    _replace(at / PARAMS, "\ndeparture_reason: null", "\ndeparture_reason: Nämnden vill pröva ett år till.")
    assert cli.main(["check", "huddinge-2026"]) == 0
    assert "inga fel" in _said(capsys)


def test_the_package_is_a_program_too_and_calls_itself_what_was_typed():
    command = [sys.executable, "-m", "medlemsnytta", "--hlp"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Skriv python -m medlemsnytta --help för att se vad som finns." in done.stderr


def test_ctrl_c_while_the_program_is_imported_is_answered_in_words(tmp_path):
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-P", "-m", "medlemsnytta"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr.strip()) == (1, "Avbrutet. Det som redan var färdigt finns kvar.")


@pytest.mark.parametrize("below", ["data/huddinge", "output"])
def test_the_folder_that_paths_begin_in_is_said_once_where_it_is_another_than_the_current(
    at, monkeypatch, capsys, below
):
    (at / "output").mkdir()
    monkeypatch.chdir(at / below)
    assert cli.main(["check", "huddinge-2025"]) == 0
    assert capsys.readouterr().err == f"Arbetsmapp: {at}\n"


def test_no_folder_is_said_in_the_folder_itself_or_where_only_problems_are_to_be_said(at, monkeypatch, capsys):
    assert cli.main(["check", "huddinge-2025"]) == 0
    monkeypatch.chdir(at / "data")
    assert cli.main(["--quiet", "finns-inte"]) == 1
    assert "Arbetsmapp" not in _said(capsys)


def test_a_python_without_docstrings_is_reported_and_help_is_shown_all_the_same():
    """Altair takes its own documentation apart as it is imported."""
    for words, code, said in ((["check"], 1, "Ta bort miljövariabeln PYTHONOPTIMIZE"), (["--help"], 0, "")):
        command = [sys.executable, "-OO", "-m", "medlemsnytta", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr


@SIGNALS
def test_ctrl_c_as_the_finished_program_ends_shows_nothing():
    code = "import atexit, os, signal, sys; sys.argv[1:] = ['--help']\n"
    code += "atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
    code += "from medlemsnytta.__main__ import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
