"""`--static` reaches the page and the recipe, and keeps the real reports small."""

from pathlib import Path

import pytest

from medlemsnytta.inputs.parameters import reports
from medlemsnytta.pages import making, report
from tests.built import build
from tests.golden.report_text import NAMES, ROOT, executed_in_process

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", reports.report_names(ROOT))
def test_static_report_is_under_150_kb_and_interactive_under_800(name: str) -> None:
    notebook = executed_in_process(ROOT, name)
    static, live = (making.render(notebook, ["x.html"], static)[1]["x.html"] for static in (True, False))
    assert len(static) < 150_000
    assert len(live) < 800_000
    assert b"<script>" not in static
    assert b"<script>" in live


def test_a_static_page_carries_no_style_for_what_answers() -> None:
    notebook = executed_in_process(ROOT, NAMES[0])
    static, live = (making.render(notebook, ["x.html"], static)[1]["x.html"] for static in (True, False))
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
