"""Every kind of notebook that is not ours, as a browser shows it: accessible, and alone with what stands in the file."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from medlemsnytta.provenance.exporters import AccessibleHTMLExporter
from tests.rendering import foreign_notebooks

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
LOOKS = {
    "light": (WIDE, "light"),
    "dark": (WIDE, "dark"),
    "narrow": (NARROW, "light"),
    "narrow and dark": (NARROW, "dark"),
}


@pytest.fixture(scope="module", params=foreign_notebooks.ALL, ids=str)
def foreign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    notebook = foreign_notebooks.saved(foreign_notebooks.ALL[request.param]())
    path = tmp_path_factory.mktemp("foreign") / "page.html"
    path.write_text(AccessibleHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


SLOW_TO_EXAMINE = "large tables"
"""Thousands of cells, which look no different in the other colours."""


def opened(reader: BrowserContext, path: Path) -> tuple[Page, list[str], list[str]]:
    """The page, what it asked for and what it complained of."""
    page = reader.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri(), wait_until="networkidle")
    return page, asked, said


def test_axe_finds_no_violation_in_any_look_and_nothing_reaches_past_the_side(
    reader: BrowserContext, foreign: Path, request: pytest.FixtureRequest
) -> None:
    page, _, _ = opened(reader, foreign)
    for summary in page.locator("summary").all():
        summary.click()
    looks = dict(list(LOOKS.items())[-1:]) if SLOW_TO_EXAMINE in request.node.name else LOOKS
    for name, (size, colours) in looks.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours)
        found = Axe().run(page, options=AXE).response
        violations = [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
        assert violations == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"], name


def test_the_page_asks_for_nothing_runs_nothing_and_complains_of_nothing(reader: BrowserContext, foreign: Path) -> None:
    page, asked, said = opened(reader, foreign)
    elsewhere = [address for address in asked if not address.startswith("data:")]
    assert elsewhere == [foreign.as_uri()]
    assert said == []
    assert page.locator("script:not([type='application/json'])").count() == 0
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")


def test_every_picture_is_drawn(reader: BrowserContext, foreign: Path) -> None:
    page, _, _ = opened(reader, foreign)
    broken = "pictures => pictures.filter(picture => !picture.naturalWidth).map(picture => picture.alt)"
    assert page.locator("img").evaluate_all(broken) == []
    assert page.locator("img:not([alt])").count() == 0
