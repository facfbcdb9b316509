"""Rules for the report as a browser shows it."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.attachments import csv_text, table_name
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.bounds import whole_table
from medlemsnytta.rendering.colours import contrast
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.page_words import words
from medlemsnytta.rendering.typeface import advances
from tests.golden.report_text import ROOT, executed_in_process
from tests.rendering.sample_notebook import HEAD, notebook_of, shown

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
PLAIN, DARK, FORCED = (
    {"color_scheme": scheme, "forced_colors": forced}
    for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active"))
)
COLOURS, SIZES = ["color-contrast", "link-in-text-block"], ["target-size", "scrollable-region-focusable"]
LOOKS = {
    "light": (WIDE, PLAIN, AXE),
    "dark": (WIDE, DARK, {"runOnly": {"type": "rule", "values": COLOURS}}),
    "narrow, forced colours": (
        NARROW,
        FORCED,
        {**AXE, "rules": {**AXE["rules"], "color-contrast": {"enabled": False}}},
    ),
    "as 1280 at 200 %": (
        {"width": 640, "height": 450},
        PLAIN,
        {"runOnly": {"type": "rule", "values": [*COLOURS, *SIZES]}},
    ),
}
"""What an open page is turned into, and the rules that it can break there and not before: to examine all takes long."""
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
    page.get_by_text("Diagram 1: visa siffrorna som tabell").click()
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
def test_in_the_dark_no_chart_stands_on_a_white_ground_and_its_words_can_be_read(
    reader: BrowserContext, example: Path
) -> None:
    page = opened(reader, example)
    dark = "rgb(17, 25, 28)"
    ground = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("body").evaluate(ground) == dark
    for figure in page.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".is-live").wait_for(state="attached")
        assert figure.locator(".panel").evaluate(ground) == dark
    assert set(page.locator(".panel svg").evaluate_all(f"all => all.map({ground})")) == {"rgba(0, 0, 0, 0)"}
    inks = page.locator(".panel text").evaluate_all("all => all.map(text => getComputedStyle(text).fill)")
    for ink in set(inks):
        assert contrast("#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", ink)), "#44382d") >= 4.5, ink


def test_each_table_can_be_saved_as_the_file_that_the_pdf_carries(reader: BrowserContext, example: Path) -> None:
    read = document(executed_in_process(ROOT, "exempelkommun-2026"))
    tables = [block for block in read["blocks"] if block["type"] == "table"]
    page = reader.new_page()
    page.add_init_script("window.made = []; URL.createObjectURL = (blob) => { made.push(blob); return '#'; };")
    page.goto(example.as_uri())
    links = page.locator("main .table:not(details .table) a[download]")
    links.evaluate_all("links => links.forEach(link => link.click())")
    saved = page.evaluate("Promise.all(made.map(blob => blob.text()))")
    assert [link.get_attribute("download") for link in links.all()] == [
        table_name(each, words("sv")) for each in tables
    ]
    assert saved == [csv_text(whole_table(each)).removeprefix("\ufeff") for each in tables]
    assert len(tables) > 20


def test_hostile_cells_are_saved_as_harmless_as_in_the_pdf(reader: BrowserContext, tmp_path: Path) -> None:
    cells = ("=1+1", "x;=cmd", "-12,5", "\u202e=A1", '"=1', "a, @b", "−3", "٣", "+46 8", "rad\n=2", " =3", "1 000")
    rows = tuple((cell, f"{cell}!") for cell in cells)
    table = bundles.Table("tabell-prov", "Prov", (bundles.Column("=A"), bundles.Column("B", unit="kr")), rows)
    path = tmp_path / "page.html"
    path.write_text(CouncilHTMLExporter().from_notebook_node(notebook_of(shown(HEAD, table)))[0], encoding="utf-8")
    page = opened(reader, path)
    with page.expect_download() as started:
        page.get_by_role("link", name="Spara som CSV: tabell-01-prov.csv").click()
    assert started.value.path().read_bytes().decode() == csv_text([("=A", "B (kr)"), *rows])


def test_a_chart_s_figures_can_be_saved_too(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    page.locator("summary").first.click()
    with page.expect_download() as started:
        page.locator("figure.chart").first.get_by_role("link", name="Spara som CSV").click()
    assert started.value.suggested_filename == "diagram-01-tva-fragor.csv"
    assert started.value.path().read_text("utf-8-sig").startswith('"Nätverk";"Används det?"')


def test_the_section_that_is_read_is_marked_among_the_contents(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    marked = page.locator(".contents [aria-current=location]")
    assert marked.inner_text() == "Sammanfattning"
    page.locator("#kostnad").evaluate("heading => heading.scrollIntoView()")
    page.locator(".contents [aria-current]", has_text="Kostnad").wait_for()
    assert marked.count() == 1
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator(".contents li:last-child [aria-current]").wait_for()


def test_every_heading_table_and_chart_has_its_own_address_to_copy(reader: BrowserContext, any_page: Path) -> None:
    page = opened(reader, any_page)
    own = "all => all.filter(each => !document.querySelector(`a[href='#${each.id}']:is(main a)`)).map(each => each.id)"
    places = page.locator("main :is(h2, h3:not(.trial h3)), main .table:not(details .table), main figure.chart")
    assert places.count() >= 3
    assert places.evaluate_all(own) == []
    page.locator("main h2 a").last.click()
    assert page.url.endswith("#" + page.locator("main h2").last.get_attribute("id"))


def test_a_chart_is_a_stop_for_the_keyboard_only_where_it_moves_sideways(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    assert page.locator(".panel").count() > 2
    page.set_viewport_size(WIDE)
    page.wait_for_function("!document.querySelector('.panel[tabindex]')")
    page.set_viewport_size(NARROW)
    moves = "all => all.filter(one => (one.scrollWidth > one.clientWidth) !== (one.tabIndex === 0)).length"
    page.wait_for_timeout(200)
    assert page.locator(".panel").evaluate_all(moves) == 0


LAID_OUT = "all => [...new Set(all.map(row => getComputedStyle(row).display))]"
SIDEWAYS = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.id)"


@pytest.mark.parametrize("width", [600, 640, 700])
def test_tables_stay_tables_down_to_600_pixels_and_none_is_moved_sideways(
    reader: BrowserContext, any_page: Path, width: int
) -> None:
    page = opened(reader, any_page)
    for summary in page.locator("summary").all():
        summary.click()
    page.set_viewport_size({"width": width, "height": 900})
    assert page.locator("main .table:not(.wide) tbody tr").evaluate_all(LAID_OUT) == ["table-row"]
    assert page.locator("main .table:not(.wide)").evaluate_all(SIDEWAYS) == []


def test_below_that_each_row_is_a_card_whose_values_stand_beside_their_column_s_name(
    reader: BrowserContext, example: Path
) -> None:
    page = opened(reader, example)
    page.set_viewport_size({"width": 540, "height": 900})
    assert page.locator("main .table:not(.wide, .columns-2, details .table) tbody tr").evaluate_all(LAID_OUT) == [
        "block"
    ]
    fee = page.locator("#tabell-avgifter td").nth(2)
    assert fee.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"Avgift per år"')
    assert page.locator("main .table:not(.wide)").evaluate_all(SIDEWAYS) == []


def test_a_word_is_explained_by_keyboard_without_a_script_and_the_reader_is_led_back(
    chromium: Browser, example: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=NARROW, offline=True)
    page = context.new_page()
    page.goto(example.as_uri())
    word = page.get_by_role("button", name="talar närmast för").first
    meaning = page.get_by_role("note").filter(has_text="Talar närmast för eller emot.")
    assert not meaning.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"]  # noqa: PT018
    assert box["y"] + box["height"] <= NARROW["height"]
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    page.keyboard.press("Enter")
    assert meaning.is_visible(), "the word has the keyboard again"
    context.close()


def test_nothing_is_opened_or_reached_until_the_reader_asks(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    assert page.locator("[popover]").count() >= 5
    assert page.locator("[popover]:popover-open").count() == 0
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate("scrollY") == 0


SAID = """all => all.filter(each => each.getClientRects().length).map(each => ({
  words: each.textContent, bold: +getComputedStyle(each).fontWeight >= 600,
  size: parseFloat(getComputedStyle(each).fontSize), length: each.getComputedTextLength()}))"""
CUT = """all => all.filter(each => each.getClientRects().length).filter(each => {
  const words = each.getBoundingClientRect(), whole = each.ownerSVGElement.getBoundingClientRect();
  return words.left < whole.left - 1 || words.right > whole.right + 1 || words.top < whole.top - 1 || words.bottom > whole.bottom + 1;
}).map(each => each.textContent)"""


@pytest.mark.parametrize("width", [1280, 600, 320])
def test_chart_s_words_take_the_room_that_was_measured_and_none_is_cut(
    reader: BrowserContext, any_page: Path, width: int
) -> None:
    """In the typeface that the page carries: the machine that tests has no such face. A screen's letters stand on whole pixels."""
    page = opened(reader, any_page)
    page.set_viewport_size({"width": width, "height": 900})
    said = page.locator(".panel text").evaluate_all(SAID)
    assert len(said) > 5 or not page.locator(".panel").count()
    for each in said:
        letters = advances("Semibold" if each["bold"] else "Regular")
        measured = sum(letters.get(sign, 1.0) for sign in each["words"]) * each["size"]
        assert each["length"] == pytest.approx(measured, rel=0.03, abs=1), each
    assert page.locator(".panel text").evaluate_all(CUT) == []


def test_paper_shows_no_contents_and_no_closed_tables(reader: BrowserContext, report: Path) -> None:
    page = opened(reader, report)
    page.locator("summary").last.click()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("navigation").is_visible()
    assert [details.is_visible() for details in page.locator("details").all()] == [False, True]
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


def test_axe_finds_no_violation_in_any_page_with_its_charts_alive(reader: BrowserContext, any_page: Path) -> None:
    page = opened(reader, any_page)
    for figure in page.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".is-live").wait_for(state="attached")
    for summary in page.locator("summary").all():
        summary.click()
    for look, (size, media, rules) in LOOKS.items():
        page.set_viewport_size(size)
        page.emulate_media(**media)
        found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == [], look
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"], look


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
    page.get_by_text("Diagram 2: visa siffrorna som tabell").click()
    assert page.get_by_role("rowheader", name="Huddinge").first.is_visible()
