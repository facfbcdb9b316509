"""Rules for the report as a browser shows it."""

from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SETTINGS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "tablet": {"viewport": {"width": 768, "height": 1024}},
    "narrow": {"viewport": NARROW, "color_scheme": "light"},
    "narrow and dark": {"viewport": NARROW, "color_scheme": "dark"},
    "forced colours": {"viewport": WIDE, "forced_colors": "active"},
    "narrow and forced colours": {"viewport": NARROW, "forced_colors": "active"},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
WITH_CHARTS_ALIVE = ("light", "dark", "narrow and dark", "narrow and forced colours", "zoomed to 200 %")
every_setting = pytest.mark.parametrize("reader", SETTINGS.values(), ids=SETTINGS.keys(), indirect=True)


def opened(reader: BrowserContext, report: Path) -> Page:
    page = reader.new_page()
    page.goto(report.as_uri())
    return page


@every_setting
def test_axe_finds_no_violation_with_all_tables_open(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page, options=AXE).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert "target-size" in {rule["id"] for rule in found["passes"]}


@pytest.mark.parametrize("width", [320, 400, 600, 768, 900, 1060, 1280, 1600])
def test_nothing_reaches_past_the_side_of_the_page(reader: BrowserContext, report: Path, width: int) -> None:
    page = opened(reader, report)
    page.set_viewport_size({"width": width, "height": 900})
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    clipped = "table => table.scrollWidth > table.clientWidth && table.id"
    assert page.evaluate(f"[...document.querySelectorAll('.table')].map({clipped}).filter(Boolean)") == []


def test_page_asks_for_nothing_and_complains_of_nothing(reader: BrowserContext, report: Path) -> None:
    page = reader.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report.as_uri(), wait_until="networkidle")
    assert asked == [report.as_uri()]
    assert said == []


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_text_charts_and_tables_are_there(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    assert page.get_by_role("heading", name="1 Kostnad").is_visible()
    assert page.get_by_role("img", name="Relevans bedöms till 3,0").is_visible()
    page.get_by_text("Visa diagrammets siffror som tabell").first.click()
    assert page.get_by_role("rowheader", name="2026-05-30").is_visible()


@pytest.mark.parametrize("reader", [SETTINGS["narrow"]], indirect=True)
def test_table_laid_out_as_cards_is_still_a_table(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    table = page.get_by_role("table", name="Tabell 1")
    assert table.get_by_role("row").nth(1).evaluate("row => getComputedStyle(row).display") == "block"
    assert table.get_by_role("columnheader", name="Årsavgift").count() == 1
    assert table.get_by_role("rowheader", name="Summa").is_visible()


def test_first_stop_of_the_keyboard_skips_to_the_text(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("reader", [SETTINGS["dark"]], indirect=True)
def test_charts_keep_their_light_ground_in_the_dark(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    ground = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("body").evaluate(ground) == "rgb(17, 25, 28)"
    assert page.locator(".panel").first.evaluate(ground) == "rgb(255, 255, 255)"


def test_chart_s_text_takes_the_room_that_it_was_drawn_for(reader: BrowserContext, report: Path) -> None:
    """Source Sans gives this label 67 units; without adjustment other faces take up to 83."""
    page = opened(reader, report)
    label = page.locator(".panel text", has_text="september 2025")
    assert 60 <= label.first.evaluate("text => text.getComputedTextLength()") <= 73


def test_paper_shows_no_contents_and_no_closed_tables(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    page.locator("summary").last.click()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("navigation").is_visible()
    assert [details.is_visible() for details in page.locator("details").all()] == [False, True]
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("reader", [SETTINGS[name] for name in WITH_CHARTS_ALIVE], ids=WITH_CHARTS_ALIVE, indirect=True)
def test_axe_finds_no_violation_in_a_real_page_with_its_charts_alive(
    reader: BrowserContext, page_of_a_build: Path
) -> None:
    page = opened(reader, page_of_a_build)
    for figure in page.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".is-live").wait_for(state="attached")
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page, options=AXE).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def test_keyboard_reaches_everything_that_answers_and_always_shows_where_it_is(
    reader: BrowserContext, page_of_a_build: Path
) -> None:
    page = opened(reader, page_of_a_build)
    stops = "a[href], button, summary, input, select, [tabindex='0']"
    visible = "els => els.filter(el => el.checkVisibility()).length"
    seen = 0
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const el = document.activeElement; if (!el || el === document.body) return null;"
            " const style = getComputedStyle(el); return [style.outlineStyle, parseFloat(style.outlineWidth)]; }"
        )
        if focused is None:
            break
        seen += 1
        assert focused[0] != "none"
        assert focused[1] >= 2
    assert seen >= 12
    assert seen <= page.locator(stops).evaluate_all(visible)


@pytest.mark.parametrize("reader", [SETTINGS["zoomed to 200 %"]], indirect=True)
def test_zoomed_to_200_percent_no_text_is_cut_or_lies_on_other_text(
    reader: BrowserContext, page_of_a_build: Path
) -> None:
    """WCAG 1.4.4: a window of 1280 pixels at twice the size shows what fits in 640."""
    page = opened(reader, page_of_a_build)
    assert page.evaluate("devicePixelRatio") == 2
    cut = (
        "els => els.filter(el => el.checkVisibility() && el.getBoundingClientRect().right > innerWidth)"
        ".map(el => el.outerHTML.slice(0, 80))"
    )
    assert page.locator("main p, main li, main dd, main h2, main h3, caption, th, td").evaluate_all(cut) == []
    tops = page.locator("main > *").evaluate_all(
        "els => els.map(el => el.getBoundingClientRect()).filter(box => box.height).map(box => [box.top, box.bottom])"
    )
    assert all(above[1] <= below[0] + 1 for above, below in pairwise(tops))


@pytest.mark.parametrize("reader", [SETTINGS["narrow"]], indirect=True)
def test_overview_on_a_narrow_screen_has_its_tables_as_cards_and_its_map_in_reach(
    reader: BrowserContext, overview: Path
) -> None:
    page = opened(reader, overview)
    row = page.get_by_role("table", name="Kommun för kommun").get_by_role("row").nth(1)
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    panel = page.locator("#diagram-karta .panel")
    assert panel.evaluate("panel => getComputedStyle(panel).overflowX") == "auto"
    page.get_by_text("Visa diagrammets siffror som tabell").nth(1).click()
    assert page.get_by_role("rowheader", name="Huddinge").first.is_visible()
