"""`--static` reaches the page and the recipe, and keeps the real reports small."""

from pathlib import Path

import pytest
from nbformat import NotebookNode

from medlemsnytta.inputs.parameters import reports
from medlemsnytta.pages import making, report
from tests.built import build
from tests.cases import folders
from tests.golden.report_text import NAMES, ROOT, executed_in_process

pytestmark = pytest.mark.slow

MOST_STATIC, MOST_LIVE = 150_000, 800_000
"""Bytes of a page."""
LARGER = {"exempelkommun-2026": 200_000}
"""Eleven networks, forty statements and a previous year in one report, which a municipality would hardly have: 35 tables."""


@pytest.mark.parametrize("name", reports.report_names(ROOT))
def test_static_report_is_small_and_interactive_is_not_large(name: str) -> None:
    static, live = _pages(executed_in_process(ROOT, name))
    assert len(static) < LARGER.get(name, MOST_STATIC)
    assert len(live) < MOST_LIVE
    assert b"<script>" not in static
    assert b"<script>" in live


@pytest.mark.parametrize(
    ("case", "name"), [("08-whole-portfolio", "norrkoping-2023"), ("04-independent-voices", "huddinge-2026")]
)
def test_the_largest_cases_leave_room(case: str, name: str, tmp_path: Path) -> None:
    """Sixteen networks, and the most that is said of two."""
    static, live = _pages(folders.executed(folders.lay_out(case, tmp_path / "arbetsmapp"), name))
    assert len(static) < 0.95 * MOST_STATIC
    assert len(live) < 0.95 * MOST_LIVE


def _pages(notebook: NotebookNode) -> list[bytes]:
    """The small page and the full one."""
    return [making.render(notebook, ["x.html"], static)[1]["x.html"] for static in (True, False)]


def test_a_static_page_carries_no_style_for_what_answers() -> None:
    static, live = _pages(executed_in_process(ROOT, NAMES[0]))
    assert b".trial" not in static
    assert b".trial" in live
    assert b".listing" not in live


def test_static_and_interactive_builds_are_not_taken_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = executed_in_process(ROOT, NAMES[0])
    monkeypatch.setattr(making, "execute", lambda *_: notebook)

    def current(static: bool) -> bool:
        return build(report.page(ROOT, NAMES[0]), tmp_path, formats=("html",), static=static) == "current"

    assert [current(static) for static in (True, True, False, False)] == [False, True, False, True]
