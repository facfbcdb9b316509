"""The reader's own trial, *Pröva själv*: the page says what Python does, for every answer that it offers."""

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from report_text import ROOT

from medlemsnytta.analysis.judgements import SetAnswer, judge
from medlemsnytta.pages import report
from medlemsnytta.presentation.words import verdicts

pytestmark = pytest.mark.browser

CHOICES = list(product(verdicts.ANSWER, verdicts.LOSS_ANSWER))
KLIMATKOMMUNERNA, SEKOM = (0, 1), (2, 3)
"""The places of a network's two selects."""


@pytest.fixture
def page(reader: BrowserContext, huddinge: Path) -> Page:
    page = reader.new_page()
    page.goto(huddinge.as_uri())
    return page


def said(page: Page) -> list[str]:
    return page.locator("section.trial [role=status] p").all_inner_texts()


def select(page: Page, place: int):
    return page.locator("section.trial select").nth(place)


def in_grid(page: Page) -> dict[str, str]:
    """The words of the box that each network stands in."""
    script = "items => items.map(item => [item.textContent, item.closest('td').querySelector('.box').textContent])"
    return dict(page.locator("section.trial .grid li").evaluate_all(script))


@pytest.mark.parametrize("place", [0, 1], ids=["Klimatkommunerna", "SEKOM"])
def test_each_of_the_twelve_pairs_of_answers_says_what_an_answer_set_in_python_does(page: Page, place: int) -> None:
    judged = report.page(ROOT, "huddinge-2025").check().answers.networks[place].judgement
    own = judged.use.answer, judged.loss.answer
    assert len(CHOICES) == 12
    for use, loss in CHOICES:
        select(page, 2 * place).select_option(use)
        select(page, 2 * place + 1).select_option(loss)
        changed = {
            question: SetAnswer(question, answer, "prövat")
            for question, answer, before in zip(("use", "loss"), (use, loss), own, strict=True)
            if answer != before
        }
        cell = verdicts.cell_words(judge(judged.case, changed).cell, "member")
        outcome = page.locator("section.trial .outcome").nth(place).inner_text()
        assert outcome.split(". Rapporten")[0].removesuffix(".").lower() == cell


def test_the_page_begins_with_the_report_s_own_answers(page: Page) -> None:
    assert said(page) == ["Det är rapportens egna svar."]
    assert [select(page, place).input_value() for place in range(4)] == ["yes", "unknown", "partly", "unknown"]
    assert in_grid(page) == {"Klimatkommunerna": "talar närmast för", "SEKOM": "underlaget räcker inte"}
    assert "#" not in page.url


def test_an_answer_by_keyboard_moves_the_network_at_once_and_is_said_to_a_reader(page: Page) -> None:
    first, second = SEKOM
    select(page, first).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    assert [select(page, each).input_value() for each in (first, second)] == ["no", "yes"]
    assert said(page) == [
        "SEKOM. Nyttan får vägas mot priset. Rapporten: underlaget räcker inte.",
        "Andra svar än rapportens: SEKOM.",
    ]
    assert in_grid(page) == {"Klimatkommunerna": "talar närmast för", "SEKOM (flyttad)": "får vägas mot priset"}
    assert page.get_by_role("status").count() == 1


def test_the_answers_stand_in_the_address_and_a_link_opens_with_them(page: Page, huddinge: Path) -> None:
    select(page, KLIMATKOMMUNERNA[1]).select_option("no")
    select(page, SEKOM[0]).select_option("no")
    assert page.url == f"{huddinge.as_uri()}#prova-sjalv&klimatkommunerna=yes.no&sekom=no.unknown"
    opened = page.context.new_page()
    opened.goto(page.url)
    assert in_grid(opened) == in_grid(page) != {}
    assert said(opened) == ["Andra svar än rapportens: Klimatkommunerna, SEKOM."]
    assert opened.evaluate("scrollY") > 0


def test_the_link_changes_the_answers_of_a_page_that_is_open(page: Page) -> None:
    page.evaluate("location.hash = '#prova-sjalv&sekom=no.no'")
    page.get_by_text("Andra svar än rapportens: SEKOM.").wait_for()
    page.evaluate("location.hash = '#prova-sjalv&klimatkommunerna=no.no'")
    page.get_by_text("Andra svar än rapportens: Klimatkommunerna.").wait_for()


@pytest.mark.parametrize(
    "wrong",
    ["prova-sjalv", "prova-sjalv&sekom", "prova-sjalv&sekom=maybe.<b>", "prova-sjalv&okant=no.no", "annat&sekom=no.no"],
)
def test_an_address_that_says_nothing_leaves_the_report_s_own_answers(reader, huddinge: Path, wrong: str) -> None:
    page, complaints = reader.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{huddinge.as_uri()}#{wrong}")
    assert said(page) == ["Det är rapportens egna svar."]
    assert complaints == []


def test_the_button_goes_back_to_the_report_s_answers(page: Page) -> None:
    select(page, SEKOM[0]).select_option("no")
    page.get_by_role("button", name="Tillbaka till rapportens svar").press("Enter")
    page.get_by_text("Det är rapportens egna svar.").wait_for()
    assert in_grid(page) == {"Klimatkommunerna": "talar närmast för", "SEKOM": "underlaget räcker inte"}
    assert page.url.endswith("#prova-sjalv")


def test_the_strict_policy_lets_it_run_without_a_complaint(reader: BrowserContext, huddinge: Path) -> None:
    page, complaints = reader.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(huddinge.as_uri())
    select(page, SEKOM[0]).select_option("no")
    assert complaints == []
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "unsafe" not in policy
    assert "script-src 'sha256-" in policy


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_table_of_answers_stands_there_alone(page: Page) -> None:
    assert not page.locator("section.trial").is_visible()
    assert page.locator("#tabell-svar").is_visible()


def test_paper_shows_the_table_of_answers_alone(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("section.trial").is_visible()
    assert page.locator("#tabell-svar").is_visible()


@pytest.mark.parametrize(
    "reader",
    [
        {"viewport": {"width": 1280, "height": 900}},
        {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
        {"viewport": {"width": 900, "height": 900}, "forced_colors": "active"},
    ],
    ids=["wide", "narrow and dark", "forced colours"],
    indirect=True,
)
def test_axe_finds_no_violation_in_it(page: Page) -> None:
    select(page, SEKOM[0]).select_option("no")
    found = Axe().run(page, context="section.trial").response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
