"""The reader's own trial, *Pröva själv*: the page counts as Python does, for every choice that it offers."""

from itertools import permutations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from report_text import ROOT, executed_in_process

from medlemsnytta.analysis import robustness
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import trial as trials
from medlemsnytta.presentation.sections.since_figures import share_words
from medlemsnytta.presentation.words import terms
from medlemsnytta.rendering.embedded import source
from medlemsnytta.rendering.html import CouncilHTMLExporter

pytestmark = pytest.mark.browser

EVERY_ORDER = [order for length in range(len(trials.PLACES) + 1) for order in permutations(range(5), length)]


@pytest.fixture(scope="module")
def evaluation():
    return report.page(ROOT, "huddinge-2025").check()


@pytest.fixture(scope="module")
def huddinge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trial") / "huddinge-2025.html"
    path.write_text(CouncilHTMLExporter().from_notebook_node(executed_in_process(ROOT, "huddinge-2025"))[0], "utf-8")
    return path


@pytest.fixture
def page(reader: BrowserContext, huddinge: Path) -> Page:
    page = reader.new_page()
    page.goto(huddinge.as_uri())
    return page


def said(page: Page) -> list[str]:
    lines = page.locator("section.trial [role=status] p").all_inner_texts()
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _expected(evaluation, network, order, known):
    """What Python gives at each level, in the words of the page."""
    profile = [rating.interval for rating in network.ratings]
    if known is not None:
        profile[known[0]] = (2 * known[1],) * 3
    names = tuple(robustness.CRITERIA[place] for place in order)
    found = robustness.shares(tuple(profile), names)
    limits = evaluation.parameters.word_limits.model_dump()
    return [
        [share_words(found[level]), terms.WORD[robustness.word_for(found[level].point, limits)]]
        for level in robustness.LEVELS
    ]


@pytest.mark.parametrize("place", [0, 1], ids=["Klimatkommunerna", "SEKOM"])
def test_every_combination_offered_counts_as_python_does(chromium: Browser, evaluation, place):
    network = evaluation.networks[place]
    data = trials.trial(evaluation)
    unknown = [each for each, rating in enumerate(network.ratings) if rating.point is None]
    known = [None, *((criterion, step) for criterion in unknown for step in range(5))]
    assert (len(EVERY_ORDER), len(known)) == (206, 16)
    expected = [[_expected(evaluation, network, order, each) for each in known] for order in EVERY_ORDER]
    page = chromium.new_page()
    counted = page.evaluate(
        f"""([data, place, orders, known, levels]) => {{
            {source("trial_counting")}
            return orders.map((order) => known.map((each) => levels.map((level) => {{
                const {{ share, word }} = answer(data, data.networks[place], level, order, each);
                return [share, word];
            }})));
        }}""",
        [
            {
                "criteria": data.criteria,
                "readings": data.readings,
                "words": data.words,
                "networks": data.networks,
            },
            place,
            EVERY_ORDER,
            known,
            robustness.LEVELS,
        ],
    )
    page.close()
    assert counted == expected


def test_the_page_begins_with_the_report_s_own_choices_and_figures(page: Page) -> None:
    assert said(page) == [
        "Klimatkommunerna: 76 % (62–86 %) av fallen når kravet, ”lutar åt fortsätt”.",
        "SEKOM: 45 % (32–56 %) av fallen når kravet, ”öppet”.",
        "Det är rapportens egna val.",
    ]
    assert page.get_by_label("Krav", exact=True).input_value() == "2"


def test_a_choice_by_keyboard_changes_share_and_word_at_once_where_a_reader_hears_it(page: Page) -> None:
    level = page.get_by_label("Krav", exact=True)
    level.focus()
    page.keyboard.press("ArrowDown")
    assert level.input_value() == "3"
    assert said(page)[0] == "Klimatkommunerna: 37 % (23–45 %) av fallen når kravet, ”öppet”."
    assert said(page)[-1] == "Det är andra val än rapportens."
    assert page.get_by_role("status").count() == 1


def test_an_answer_to_the_unknown_is_the_one_in_the_fixed_table(page: Page) -> None:
    assert page.get_by_label("Grad", exact=True).is_disabled()
    page.get_by_label("Det som är ovisst").select_option(label="SEKOM: påverkan")
    page.get_by_label("Grad", exact=True).select_option("4")
    assert said(page)[1].startswith("SEKOM: 63 % ")
    assert said(page)[0].startswith("Klimatkommunerna: 76 % ")


def test_a_criterion_has_one_place_and_places_are_filled_from_the_top(page: Page) -> None:
    first, second = page.get_by_label("Viktigast", exact=True), page.get_by_label("Näst viktigast")
    assert second.is_disabled()
    first.select_option(label="Användning")
    assert second.is_enabled()
    assert second.locator("option", has_text="Användning").is_disabled()
    second.select_option(label="Styrning")
    assert page.get_by_label("Tredje viktigast").is_enabled()
    first.select_option(label="Styrning")
    assert second.input_value() == ""
    assert page.get_by_label("Tredje viktigast").is_disabled()


def test_the_button_goes_back_to_the_report_s_choices(page: Page) -> None:
    page.get_by_label("Krav", exact=True).select_option("4")
    page.get_by_role("button", name="Tillbaka till rapportens val").press("Enter")
    page.get_by_text("Det är rapportens egna val.").wait_for()
    assert said(page)[0].startswith("Klimatkommunerna: 76 %")


def test_the_strict_policy_lets_it_run_without_a_complaint(reader: BrowserContext, huddinge: Path) -> None:
    page, complaints = reader.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(huddinge.as_uri())
    page.get_by_label("Krav", exact=True).select_option("4")
    assert complaints == []
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "unsafe" not in policy
    assert "script-src 'sha256-" in policy


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_fixed_table_stands_there_instead(page: Page) -> None:
    assert not page.locator("section.trial").is_visible()
    assert page.get_by_role("table", name="Vad som skulle ändra resultatet").is_visible()


def test_paper_shows_the_fixed_table_alone(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("section.trial").is_visible()
    assert page.get_by_role("table", name="Vad som skulle ändra resultatet").is_visible()


@pytest.mark.parametrize(
    "reader",
    [{"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}],
    ids=["wide", "narrow and dark"],
    indirect=True,
)
def test_axe_finds_no_violation_in_it(page: Page) -> None:
    found = Axe().run(page, context="section.trial").response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
