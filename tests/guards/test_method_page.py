"""Every function that the method page names exists, and every section that it points to is in a report."""

import re
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "method.md").read_text("utf-8")
ROWS = [row for line in PAGE.splitlines() if len(row := line.strip("| ").split(" | ")) == 5 and "`" in line]
GOLDEN = ("huddinge-2025", "huddinge-2026", "overview")
REPORT = "".join((ROOT / "tests" / "golden" / f"{name}.txt").read_text("utf-8") for name in GOLDEN)


def test_every_function_named_exists():
    named = re.findall(r"`([a-z_]+)\.(\w+)`", PAGE)
    assert len(named) > 25
    assert [f"{m}.{n}" for m, n in named if not hasattr(import_module(f"medlemsnytta.analysis.{m}"), n)] == []


def test_every_section_named_is_in_the_report():
    headings = [re.sub(r"^#+ (\w+ )?", "", line) for line in REPORT.splitlines() if line.startswith("#")]
    headings.append("Sammanfattning")
    sections = {section for row in ROWS for section in row[3].split(", ")}
    assert len(sections) > 8
    assert sections - set(headings) == set()
