"""The decisions are numbered without holes and titled alike; files and decisions that the pages name are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [
    *DECISIONS,
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
]


def test_numbers_have_no_holes_and_titles_say_them():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    for number, path in enumerate(DECISIONS, 1):
        assert re.match(rf"# {number}\. [A-Z]?\w", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_decision_named_is_the_one_that_is_linked(page):
    text = page.read_text("utf-8")
    links = re.findall(r"\[decision (\d+)\]\(([\w/.-]+)\)", text)
    assert len(links) == len(re.findall(r"\b[Dd]ecision \d", text))
    for number, link in links:
        path = (page.parent / link).resolve()
        assert path in DECISIONS
        assert path.name.startswith(f"{int(number):04}-")
    assert [name for name in re.findall(r"docs/decisions/\d{4}[\w-]*\.md", text) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_file_named_exists(page):
    """By the end of its path: `tables/layouts.py` or `fees.py` will do, where one file is called so."""
    files = [
        path.as_posix()
        for folder in ("medlemsnytta", "tests", "benchmarks", "docs", ".ci", "data")
        for path in (ROOT / folder).rglob("*.py")
    ]
    files += ["/build.py"]
    named = set(re.findall(r"(?<![\w./-])(\.?[a-z]\w*(?:/\w+)*\.py)\b", page.read_text("utf-8")))
    assert [name for name in sorted(named) if not any(file.endswith(f"/{name}") for file in files)] == []
