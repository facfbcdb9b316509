"""Rules for the report as one HTML file."""

import base64
import hashlib
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.blocks import NotebookNotReadable
from medlemsnytta.rendering.html import CouncilHTMLExporter, is_safe_href
from medlemsnytta.rendering.svg import _draw, chart_svg
from tests.rendering.sample_notebook import HEAD, bar_spec, notebook_of, said, sample_notebook, shown

EXPORTER = CouncilHTMLExporter(static=True)


def html_of(notebook: NotebookNode) -> str:
    return EXPORTER.from_notebook_node(notebook)[0]


def page_of(*cells: NotebookNode, head: bundles.Head = HEAD) -> BeautifulSoup:
    return BeautifulSoup(html_of(notebook_of(shown(head), *cells)), "html.parser")


@pytest.fixture(scope="module")
def html() -> str:
    return html_of(sample_notebook())


@pytest.fixture(scope="module")
def page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def words(element: object) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


def test_file_is_named_html_and_says_its_language(html: str) -> None:
    assert EXPORTER.file_extension == ".html"
    assert html.startswith('<!doctype html>\n<html lang="sv">')


def test_head_says_title_municipality_date_and_case_number(page: BeautifulSoup) -> None:
    title = "Utvärdering av Exempelkommuns medlemskap i miljö- och klimatnätverk"
    assert page.title.string == f"{title} – Exempelkommun"
    assert page.find("meta", {"name": "description"})["content"].startswith("Vad medlemskapen kostar")
    assert words(page.header) == f"Exempelkommun {title} Datum 14 april 2026 Diarienummer MN 2026/0123"


def test_missing_case_number_leaves_no_empty_line() -> None:
    head = bundles.Head("Titel", "Exempelkommun", "2026-04-14", "14 april 2026", "", "Beskrivning")
    assert "Diarienummer" not in page_of(head=head).header.get_text()


def test_headings_carry_the_document_s_numbers(page: BeautifulSoup) -> None:
    assert [words(heading) for heading in page.main.find_all("h2")] == [
        "Sammanfattning",
        "1 Kostnad",
        "2 Användning",
        "3 Bedömning och dess osäkerhet",
        "Bilaga A Metod, källor och inställningar",
        "Bilaga B Diagrammens underlag",
    ]


def test_contents_lead_to_every_section(page: BeautifulSoup) -> None:
    links = page.nav.find_all("a")
    assert [words(link) for link in links] == [words(heading) for heading in page.main.find_all("h2")]
    assert [link["href"] for link in links] == [f"#{heading['id']}" for heading in page.main.find_all("h2")]


def test_skip_link_leads_to_the_main_part(page: BeautifulSoup) -> None:
    assert page.body.find("a")["href"] == f"#{page.main['id']}"


def test_no_two_elements_share_an_id(html: str) -> None:
    ids = re.findall(r'<[^>]* id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_table_has_number_caption_and_headers_both_ways(page: BeautifulSoup) -> None:
    table = page.find(id="avgifter")
    assert words(table.caption) == "Tabell 1. Vad medlemskapen kostar per år och vad det motsvarar"
    assert words(table.find_all("th", scope="col")[2]) == "Årsavgift (kr)"
    assert [words(header) for header in table.find_all("th", scope="row")] == [
        "Klimatkommunsnätverket",
        "Föreningen Ekokommunerna",
        "Summa",
    ]


def test_numbers_are_marked_as_numbers_and_kept_whole(page: BeautifulSoup) -> None:
    fee = page.find(id="avgifter").tbody.find_all("td")[1]
    assert fee.string == "38\u00a0291,20"
    assert "n3" in fee.find_parent(class_="table")["class"]


def test_cells_carry_their_column_s_name_for_narrow_screens(page: BeautifulSoup) -> None:
    assert '#avgifter td:nth-child(3){--l:"Årsavgift (kr)"}' in page.style.string


def test_a_column_s_name_cannot_end_the_style_or_its_string() -> None:
    hostile = '"}</style>\n\\<script>'
    table = bundles.Table("t", "T", (bundles.Column("A"), bundles.Column(hostile)), (("a", "b"),))
    page = page_of(shown(table))
    assert (
        '\n#t td:nth-child(2){--l:"\\000022\\00007d\\00003c/style\\00003e\\00000a\\00005c\\00003cscript\\00003e"}\n'
    ) in page.style.string


def test_notes_stand_under_their_table(page: BeautifulSoup) -> None:
    notes = page.find(id="avgifter").find_all("p", class_="note")
    assert [note.string for note in notes] == [
        "Invånare: 114\u00a0304 den 31 december 2024.",
        "Källa: nätverkens avgiftsregler.",
    ]


def test_chart_is_one_picture_with_its_text_alternative(page: BeautifulSoup) -> None:
    figure = page.find(id="bedomning")
    picture = figure.find(role="img")
    assert words(figure.figcaption) == "Diagram 2. Hur bedöms medlemskapet, och hur säkert är det?"
    assert picture["aria-label"].startswith("Relevans bedöms till 3,0")
    assert picture.svg.find("text")
    assert picture.find(attrs={"aria-label": True}) is None


def test_chart_s_figures_stand_outside_the_picture(page: BeautifulSoup) -> None:
    details = page.find(id="bedomning").details
    assert details.find_parent(role="img") is None
    assert details.summary.string == "Diagram 2: visa siffrorna som tabell"
    assert words(details.table.tbody.tr) == "Relevans 3,0 2,5–3,5"


def test_callouts_differ_in_sign_and_kind(page: BeautifulSoup) -> None:
    boxes = page.find_all("div", class_="callout")
    assert [(box["class"][1], box.find(class_="symbol").string) for box in boxes] == [
        ("illustrative", "≈"),
        ("result", "✓"),
        ("notice", "!"),
    ]


def test_facts_are_terms_with_descriptions(page: BeautifulSoup) -> None:
    facts = page.find("dl", class_="facts")
    assert words(facts.div.dt) == "Beslutas av"
    assert words(facts.div.dd) == "Kommunstyrelsen"


def test_quote_names_who_said_it(page: BeautifulSoup) -> None:
    assert words(page.find("figure", class_="quote").figcaption) == "S1, miljöstrateg, intervju 2026"


def test_lists_keep_their_order(page: BeautifulSoup) -> None:
    assert words(page.main.find("ol", recursive=False)) == "Först Sedan"


def test_code_of_the_notebook_is_not_shown(html: str) -> None:
    assert "show()" not in html


def test_in_a_static_page_nothing_runs_and_nothing_is_fetched(html: str, page: BeautifulSoup) -> None:
    assert not page.find_all(["script", "link", "img", "iframe", "object", "embed", "base"])
    assert not re.search(r"<[^>]* (src|srcset|on\w+|style|xlink:href)=", html)
    assert "@import" not in html
    assert set(re.findall(r"url\((.{21})", page.style.string)) <= {"data:font/otf;base64,"}


def test_content_security_policy_allows_exactly_this_style(page: BeautifulSoup) -> None:
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    digest = base64.b64encode(hashlib.sha256(page.style.string.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; img-src data:; style-src 'sha256-{digest}';")


def test_same_notebook_gives_same_bytes_whatever_was_drawn_before(html: str) -> None:
    _draw.cache_clear()
    chart_svg(bar_spec())
    assert CouncilHTMLExporter(static=True).from_notebook_node(sample_notebook())[0] == html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "</style>", '" onclick="x'])
def test_hostile_text_arrives_as_text(hostile: str) -> None:
    head = bundles.Head(hostile, hostile, "2026-04-14", hostile, hostile, hostile, (hostile,))
    columns = (bundles.Column(hostile, unit=hostile),)
    table = bundles.Table("t", hostile, columns, ((hostile,),), (hostile,))
    chart = bundles.Chart("c", hostile, hostile, bar_spec(hostile), bundles.Table("s", hostile, columns, ()))
    prose = bundles.prose(
        bundles.subheading(hostile),
        bundles.facts((hostile, hostile)),
        bundles.callout("notice", hostile, bundles.bullets(hostile)),
        bundles.quote(hostile, hostile),
        bundles.paragraph(
            bundles.strong(hostile), bundles.emphasis(hostile), bundles.link(hostile, hostile), bundles.code(hostile)
        ),
    )
    page = page_of(said("## Avsnitt"), shown(prose, table, chart), head=head)
    assert page.h1.string == hostile
    for tag in ("h3", "dt", "dd", "li", "blockquote", "strong", "em", "code", "p"):
        assert hostile in page.main.find(tag).get_text()
    assert page.find(role="img")["aria-label"] == page.find("meta", {"name": "author"})["content"] == hostile
    assert not page.find_all("script")
    assert not page.find_all(onclick=True)
    assert len(page.find_all("style")) == 1


def test_what_is_written_to_a_computer_is_not_read_as_swedish() -> None:
    page = page_of(shown(bundles.prose(bundles.paragraph("Kör ", bundles.code("python <build>.py"), "."))))
    command = page.main.code
    assert command.string == "python <build>.py"
    assert (command["lang"], command["translate"]) == ("en", "no")


@pytest.mark.parametrize(
    "href", ["https://example.org/a?b=c", "HTTP://EXAMPLE.ORG", "mailto:a@example.org", "#kostnad"]
)
def test_links_to_the_web_to_mail_and_within_the_page_are_links(href: str) -> None:
    page = page_of(shown(bundles.prose(bundles.paragraph(bundles.link("källan", href)))))
    assert page.main.a["href"] == href
    assert page.main.a.string == "källan"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "file:///etc", "//example.org", "a.html", "#"]
)
def test_other_addresses_stay_text(href: str) -> None:
    page = page_of(shown(bundles.prose(bundles.paragraph(bundles.link("källan", href)))))
    assert page.main.a is None
    assert words(page.main) == "källan"


def test_address_in_markdown_is_no_way_round() -> None:
    page = page_of(said("[källan](javascript:alert%281%29)"))
    assert page.main.a is None


@given(st.text())
def test_no_address_that_runs_is_a_link(tail: str) -> None:
    assert not is_safe_href("javascript:" + tail)
    assert not is_safe_href("data:" + tail)


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_what_was_typed_is_what_is_read(typed: str) -> None:
    page = page_of(shown(bundles.prose(bundles.paragraph(typed))))
    assert page.main.p.get_text() == typed


def test_unknown_kind_of_block_stops_the_page() -> None:
    poem = nbformat.v4.new_output("display_data", data={bundles.PROSE_MIME: {"blocks": [{"type": "poem"}]}})
    with pytest.raises(NotebookNotReadable, match="'poem'"):
        page_of(nbformat.v4.new_code_cell(outputs=[poem]))
