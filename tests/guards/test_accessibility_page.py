"""What docs/accessibility.md says is checked is checked: the tests and packages that it names are there."""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "accessibility.md").read_text("utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", PAGE))
    assert len(named) >= 3
    assert named <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}


def test_the_checkers_that_the_page_names_are_those_of_the_tests() -> None:
    for package in ("page-validation", "pdfua"):
        assert f"`{package}`" in PAGE
        assert metadata.version(package)
