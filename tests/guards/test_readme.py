"""The README's commands, options and tree are those of the project."""

import re
from importlib.metadata import entry_points
from pathlib import Path

from medlemsnytta.commands.cli import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_two_set_up_commands_stand_in_the_readme():
    blocks = re.findall(r"^```\n(.*?)\n```$", README.split("## Two commands")[1], re.MULTILINE | re.DOTALL)
    assert blocks[:2] == ["python build.py", "python build.py test"]


def test_no_command_needs_a_shell_of_one_kind():
    """`&&`, activation and `source` are not the same, or not there, in every shell that our users have."""
    for page in (
        README,
        (ROOT / "docs/handledning.md").read_text("utf-8"),
        (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    ):
        commands = [line for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
        assert [line for line in commands if "&&" in line or "activate" in line or line.startswith("source ")] == []
        assert re.findall(r"(?<!-m )\bpip install", page) == []


def _commands(page: str) -> list[str]:
    return [
        line for block in re.findall(r"^```\n(.*?)```", page, re.MULTILINE | re.DOTALL) for line in block.splitlines()
    ]


def test_what_stands_in_the_environment_is_called_where_it_stands_on_every_system():
    """`python build.py` makes `.venv` without activating it, so nothing in it is known by its name alone."""
    pages = (README, (ROOT / "docs/handledning.md").read_text("utf-8"))
    scripts = {script.name for script in entry_points(group="console_scripts")}
    for page in pages:
        posix, windows = (set(re.findall(rf"\.venv{part}([a-z]+)", page)) for part in ("/bin/", r"\\Scripts\\"))
        assert "python" in posix & windows
        assert posix == windows
        assert posix - {"python"} <= scripts
        assert [
            line for line in _commands(page) if line.split()[0:1] and line.split()[0] in scripts - {"medlemsnytta"}
        ] == []
    assert {"papermill", "jupyter"} <= set(re.findall(r"\.venv/bin/([a-z]+)", README))


def test_numbers_and_units_of_the_guide_are_held_together():
    guide = (ROOT / "docs/handledning.md").read_text("utf-8")
    assert re.findall(r"\d (?:[kMG]B|%|kr\b|bitar|tecken)", guide) == []
    assert "1\N{NO-BREAK SPACE}GB" in guide


def test_every_command_and_option_is_documented():
    for name, command in cli.commands.items():
        assert name == "build" or f"build.py {name}" in README
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("-") or option in README, option


def test_every_option_in_the_readme_exists():
    known = {option for command in cli.commands.values() for one in command.params for option in one.opts}
    lines = [line for line in README.splitlines() if "build.py" in line]
    assert {word for line in lines for word in re.findall(r"--[a-z-]+", line)} <= known


def test_every_path_in_the_tree_exists():
    tree = README.split("<!-- tree -->")[1].split("```")[1]
    paths = re.findall(r"^([\w./-]+) ", tree, re.MULTILINE)
    assert len(paths) > 15
    assert [path for path in paths if path != "output/" and not (ROOT / path).exists()] == []


def test_what_was_measured_is_told_alike_in_both_pages():
    """`benchmarks/many_reports.py` writes both."""
    mark = "<!-- measured -->"
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    tables = [text.split(mark)[1] for text in (README, page)]
    assert "| build.py, warm workers | 20 |" in tables[0]
    assert tables[0] == tables[1]


def test_no_committed_text_names_a_machine_or_a_registry():
    forbidden = re.compile(r"(^|[^\w.])/(work|root|home)/|--(extra-)?index[-]url|--find[-]links", re.MULTILINE)
    suffixes = {".py", ".md", ".txt", ".toml", ".yaml", ".json", ".ipynb", ".csv", ".typ", ".css", ".j2"}
    folders = [ROOT / name for name in ("medlemsnytta", "tests", "docs", "params", "data", "notebooks", "templates")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes]
    files += [path for path in ROOT.iterdir() if path.suffix in suffixes]
    assert [path.name for path in files if forbidden.search(path.read_text("utf-8"))] == []
