"""Rules for the charts that are drawn again where scripts run."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser


def live(page: Page, chart: str) -> Locator:
    """The chart, after the reader has come to it and it has been drawn again."""
    figure = page.locator(f"#{chart}")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".is-live")).to_have_count(1)
    return figure


def opened(reader: BrowserContext, report: Path) -> Page:
    page = reader.new_page()
    page.goto(report.as_uri())
    return page


def bar(figure: Locator) -> Locator:
    """A bar, which is no part of the explanation of the colours."""
    return figure.locator(".live .mark-rect path").last


def test_every_chart_is_drawn_again_with_the_same_words(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    charts = [figure.get_attribute("id") for figure in page.locator("figure.chart").all()]
    assert len(charts) >= 4
    for chart in charts:
        drawing = live(page, chart)
        words = [drawing.locator(f"{kind} text").all_text_contents() for kind in (".still", ".live")]
        shown = [sorted(text for text in each if text.strip()) for each in words]
        assert shown[0] == shown[1], chart


def test_nothing_is_asked_for_and_nothing_complains_while_charts_are_used(
    reader: BrowserContext, example: Path
) -> None:
    page = reader.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(example.as_uri())
    for figure in page.locator("figure.chart").all():
        live(page, figure.get_attribute("id"))
        figure.locator(".live .mark-symbol path, .live .mark-rect path").first.hover(force=True)
    assert asked == [example.as_uri()]
    assert said == []


def test_pointing_at_a_mark_explains_it_until_escape(reader: BrowserContext, example: Path) -> None:
    figure = live(opened(reader, example), "diagram-kostnad")
    bar(figure).hover()
    explanation = figure.locator(".explanation")
    expect(explanation).to_have_text(re.compile("Vad.*Del.*Kostnad per år.*kr"))
    figure.page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_explanation_stays_while_the_pointer_is_on_it(reader: BrowserContext, example: Path) -> None:
    figure = live(opened(reader, example), "diagram-kostnad")
    bar(figure).hover()
    figure.locator(".explanation").hover()
    figure.page.wait_for_timeout(500)
    assert figure.locator(".explanation").is_visible()


def test_screen_reader_meets_one_picture_with_one_name(reader: BrowserContext, example: Path) -> None:
    figure = live(opened(reader, example), "diagram-kanaler")
    assert figure.get_by_role("img").count() == 1
    assert figure.locator(".live").get_attribute("aria-hidden") == "true"


def test_paper_shows_the_still_picture(reader: BrowserContext, example: Path) -> None:
    figure = live(opened(reader, example), "diagram-kanaler")
    figure.page.emulate_media(media="print")
    assert figure.locator(".still").is_visible()
    assert not figure.locator(".live").is_visible()


def test_chart_that_cannot_be_drawn_again_stays_still(reader: BrowserContext, example: Path, tmp_path: Path) -> None:
    broken = example.read_text("utf-8").replace('<script type="application/json">{', '<script type="application/json">')
    (tmp_path / "broken.html").write_text(broken, encoding="utf-8")
    page = opened(reader, tmp_path / "broken.html")
    figure = page.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert figure.locator(".still").is_visible()
    assert figure.locator(".live").count() == 0


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_there_are_still_pictures_and_no_buttons(reader: BrowserContext, example: Path) -> None:
    page = opened(reader, example)
    assert all(still.is_visible() for still in page.locator(".still").all())
    # A word that is explained is opened by the browser itself.
    assert page.locator("button:not([popovertarget]):visible").count() == 0
