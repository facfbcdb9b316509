"""What runs before anything is installed imports nothing but Python's own library."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST = "build.py"


def _imported(file: Path) -> set[str]:
    """The modules that a file imports, wherever in it; those under `if TYPE_CHECKING` too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module.startswith("medlemsnytta")}
    return found


def _file(module: str) -> Path | None:
    path = ROOT / module.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def reached() -> dict[Path, set[str]]:
    """Each file of ours that a first run executes before it has packages, with what it imports."""
    found, waiting = {}, [ROOT / FIRST]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        # The command line comes when the packages are at hand.
        found[file] = {module for module in _imported(file) if not module.startswith("medlemsnytta.commands.cli")}
        waiting += [ours for module in found[file] if (ours := _file(module))]
    return found


@pytest.mark.slow
def test_the_bootstrap_imports_the_standard_library_alone():
    foreign = {
        f"{file.relative_to(ROOT).as_posix()} imports {module}"
        for file, modules in reached().items()
        for module in modules
        if module.split(".")[0] not in {*sys.stdlib_module_names, "medlemsnytta"}
    }
    assert len(reached()) > 6
    assert foreign == set()


def test_the_front_door_is_short():
    assert len((ROOT / FIRST).read_text("utf-8").splitlines()) <= 60


def test_an_older_python_can_read_the_front_door_as_far_as_its_own_version():
    """The comparison of versions comes before anything that Python 3.6 could not read, so that it is told in words."""
    ast.parse((ROOT / FIRST).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("where", ["build.py", "pyproject.toml", "docs/handledning.md"])
def test_the_pythons_that_will_do_are_told_alike(where):
    text = (ROOT / where).read_text("utf-8")
    told = {"build.py": "OLDEST, NEWEST = (3, 11), (3, 15)", "pyproject.toml": 'requires-python = ">=3.11,<3.16"'}
    assert told.get(where, "3.11–3.15") in text
