"""What is said on the screen, and where the project is, is decided in one place each."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "medlemsnytta"
SPEAKERS = {"commands/console.py", "installation/terminal.py"}
"""The second is for what is said before the packages are there."""

ASKERS = {"commands/invocation.py", "pages/page.py"}
"""The command line, and what a notebook calls, which has no command line to be told by."""


@cache
def _parsed() -> dict[str, list[ast.AST]]:
    """Each module's nodes."""
    return {
        path.relative_to(PACKAGE).as_posix(): list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for path in PACKAGE.rglob("*.py")
    }


@cache
def _called() -> dict[str, set[str]]:
    """Each module's calls, by what stands before the parenthesis."""
    return {
        module: {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        for module, nodes in _parsed().items()
    }


def _calling(*names: str) -> set[str]:
    return {module for module, calls in _called().items() if calls & set(names)}


def test_only_the_consoles_print():
    printing = _calling("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    assert printing == SPEAKERS


def test_the_current_folder_is_asked_for_in_one_place_for_commands_and_in_one_for_notebooks():
    asking = _calling("Path.cwd")
    assert "commands/invocation.py" in asking
    assert asking <= ASKERS


def test_exit_codes_have_their_numbers_in_one_place():
    names = {"DONE", "MENDABLE", "WRONG_USAGE"}
    naming = {
        module
        for module, nodes in _parsed().items()
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names
    }
    assert naming == {"errors.py"}
