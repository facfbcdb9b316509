"""From what a page says to the rows that it rests on, and back."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from report_text import ROOT, executed_in_process

from medlemsnytta.analysis.facts import Fact, Row
from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.cited_text import cite
from medlemsnytta.rendering.html import CouncilHTMLExporter
from tests.rendering.sample_notebook import HEAD, notebook_of, shown

ORIGINS = bundles.Origins(
    "Var det kommer ifrån",
    "Så läser man listan.",
    tables={"fees": "avgifter", "excerpts": "uttalanden", "networks": "nätverk"},
    sources=(("källa 1",), ("källa 1", "https://example.org/")),
    rows={"fees": ((2, 4, 0), (5, 9, 1)), "fees*": ((2, 2, 0),), "excerpts": ((2, 30, 0),)},
    printed={"excerpts": {str(number): (f"uttalande--{number}", f"k{number}") for number in range(2, 31)}},
)


def said(*rows: Row) -> bundles.Block:
    return bundles.paragraph(cite("Så är det.", Fact("x", 1, rows=rows)))


def page_of(*outputs: object, static: bool = False) -> BeautifulSoup:
    notebook = notebook_of(shown(HEAD), *(shown(each) for each in outputs))
    return BeautifulSoup(CouncilHTMLExporter(static=static).from_notebook_node(notebook)[0], "html.parser")


def entries(page: BeautifulSoup) -> list[str]:
    return [" ".join(each.get_text().split()) for each in page.select(".origins li")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([Row("fees", 3)], "avgifter rad 3 (källa 1)"),
        ([Row("fees", 3), Row("fees", 4), Row("fees", 5), Row("fees", 8)], "avgifter rad 3–5, 8 (källa 1, https://example.org/)"),
        ([Row("fees", 2, own=True)], "egna avgifter rad 2 (källa 1)"),
        ([Row("fees", 70)], "avgifter rad 70"),
        ([Row("networks", 2)], "nätverk rad 2"),
        ([Row("excerpts", 2), Row("excerpts", 3), Row("excerpts", 40)], "uttalanden k2, k3, rad 40 (källa 1)"),
        ([Row("excerpts", number) for number in range(2, 16)], "uttalanden k2–k15 (källa 1)"),
    ],
)  # fmt: skip
def test_an_entry_says_the_rows_and_their_sources(rows: list[Row], words: str) -> None:
    assert entries(page_of(bundles.prose(said(*rows)), ORIGINS)) == [f"↑ {words}"]


def test_texts_with_the_same_rows_lead_to_one_entry_and_what_rests_on_none_leads_nowhere() -> None:
    one, two = Row("fees", 2), Row("fees", 3)
    page = page_of(
        bundles.prose(said(one), said(two), said(one), bundles.paragraph("Ord."), bundles.bullets(cite("A", Fact("x", 1, rows=(two,))))),
        ORIGINS,
    )  # fmt: skip
    assert [mark["href"] for mark in page.select(".mark")] == [f"#underlag--{number}" for number in (1, 2, 1, 2)]
    assert [mark.get("id") for mark in page.select(".mark")] == ["fran--1", "fran--2", None, None]
    assert len(entries(page)) == 2


def test_what_something_is_called_leads_nowhere() -> None:
    named = bundles.paragraph(cite("Klimat", Fact("networks.short", "Klimat", rows=(Row("networks", 2),))))
    assert page_of(bundles.prose(named), ORIGINS).select(".mark") == []


def test_without_a_list_of_rows_and_in_a_static_page_nothing_leads_anywhere() -> None:
    text = bundles.prose(said(Row("fees", 2)))
    assert page_of(text).select(".mark, .origins") == []
    assert page_of(text, ORIGINS, static=True).select(".mark, .origins") == []


@pytest.fixture(scope="module", params=["huddinge-2025", "exempelkommun-2026"])
def report(request: pytest.FixtureRequest) -> tuple[dict, BeautifulSoup]:
    read = document(executed_in_process(Path(ROOT), request.param))
    return read, BeautifulSoup(CouncilHTMLExporter().page(read), "lxml")


@pytest.mark.slow
def test_in_a_report_every_mark_leads_to_an_entry_and_every_entry_back(report: tuple[dict, BeautifulSoup]) -> None:
    _, page = report
    links = page.select("a[href^='#underlag--'], a[href^='#fran--'], a[href^='#uttalande--']")
    assert [link["href"] for link in links if page.find(id=link["href"][1:]) is None] == []
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(page.select(".origins li")) > 30


@pytest.mark.slow
def test_in_a_report_every_text_that_rests_on_a_row_has_its_mark(report: tuple[dict, BeautifulSoup]) -> None:
    read, page = report
    resting = [
        "".join(run["text"] for run in each["runs"])
        for each in read["citations"]
        if not each["place"].startswith(("tabell-", "diagram-"))
        and any(
            source["rows"] and not source["kind"].endswith((".name", ".short"))
            for run in each["runs"]
            for source in run["sources"]
        )
    ]
    marked = [_words(mark.parent) for mark in page.select(".mark")]
    assert [text for text in resting if " ".join(text.split()) not in marked] == []
    assert len(marked) == len(resting) > 20


def _words(place: Tag) -> str:
    """What stands before the mark."""
    return " ".join("".join(each.get_text() for each in place.contents[:-1]).split())


@pytest.mark.slow
def test_in_a_report_every_statement_leads_to_what_rests_on_it(report: tuple[dict, BeautifulSoup]) -> None:
    _, page = report
    rows = page.select("#tabell-uttalanden tbody tr")
    assert len(rows) > 20
    led = [row for row in rows if row.th.a]
    assert len(led) > len(rows) / 2
    assert [row["id"] for row in rows if not row["id"].startswith("uttalande--")] == []
