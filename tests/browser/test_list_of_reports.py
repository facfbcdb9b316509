"""Rules for the list of reports as a browser shows it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from medlemsnytta.pages import index
from tests.browser.test_report_in_browser import AXE, SETTINGS
from tests.pages.test_index import standing, standing_beside

LOOKS = ("light", "narrow and dark", "forced colours", "narrow and forced colours", "zoomed to 200 %")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    standing(folder, "huddinge-2025", "Utvärdering av medlemskapen", "2025-04-01", html=640_000, pdf=140_000)
    standing(folder, "huddinge-2026", "Uppföljning av medlemskapen", "2026-05-04", html=64_000, pdf=140_000)
    standing(folder, "alingsas-2026", "Ängar och medlemskap", "2026-03-01", "1489", html=9_000)
    standing_beside(folder, "overview", "overview.ipynb", {"reports": [], "tables": []}, html=90_000, pdf=70_000)
    both = {"earlier": "huddinge-2025", "later": "huddinge-2026"}
    standing_beside(folder, "jamforelse-huddinge-2025-huddinge-2026", "comparison.ipynb", both, html=70_000)
    index.write(folder)
    return folder


def opened(reader: BrowserContext, folder: Path) -> Page:
    page = reader.new_page()
    page.goto((folder / "index.html").as_uri())
    return page


def names(page: Page) -> list[str]:
    return [
        title.get_attribute("href").removesuffix(".html")
        for title in page.locator("td:nth-child(3) a").all()
        if title.is_visible()
    ]


@pytest.mark.parametrize("reader", [SETTINGS[name] for name in LOOKS], ids=LOOKS, indirect=True)
def test_axe_finds_no_violation_in_the_list(reader: BrowserContext, folder: Path) -> None:
    page = opened(reader, folder)
    found = Axe().run(page, options=AXE).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def test_search_finds_every_word_and_says_how_many(reader: BrowserContext, folder: Path) -> None:
    page = opened(reader, folder)
    page.get_by_role("searchbox", name="Sök bland rapporterna").fill("huddinge UPPFÖLJNING")
    assert names(page) == ["huddinge-2026"]
    assert page.get_by_role("status").inner_text() == "1 av 3 visas."
    page.get_by_role("searchbox").fill("")
    assert len(names(page)) == 3
    assert page.get_by_role("status").inner_text() == "Tre\N{NO-BREAK SPACE}rapporter."


def test_sorting_by_keyboard_goes_by_day_and_by_the_swedish_alphabet(reader: BrowserContext, folder: Path) -> None:
    page = opened(reader, folder)
    button = page.get_by_role("button", name="År")
    button.press("Enter")
    assert names(page) == ["huddinge-2025", "alingsas-2026", "huddinge-2026"]
    button.press("Enter")
    assert names(page) == ["huddinge-2026", "alingsas-2026", "huddinge-2025"]
    assert page.get_by_role("columnheader", name="År").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Rapport").press("Enter")
    assert names(page) == ["huddinge-2026", "huddinge-2025", "alingsas-2026"]


@pytest.mark.parametrize("reader", [SETTINGS["narrow"]], indirect=True)
def test_what_has_the_focus_is_seen_on_a_narrow_screen_too(reader: BrowserContext, folder: Path) -> None:
    page = opened(reader, folder)
    button = page.get_by_role("button", name="Kommun")
    button.focus()
    box = button.bounding_box()
    assert box["width"] > 40
    assert box["height"] >= 24


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_it_is_a_plain_table(reader: BrowserContext, folder: Path) -> None:
    page = opened(reader, folder)
    assert names(page) == ["alingsas-2026", "huddinge-2025", "huddinge-2026"]
    assert not page.get_by_role("searchbox").is_visible()
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("link", name="PDF för huddinge-2025").get_attribute("href") == "huddinge-2025.pdf"
