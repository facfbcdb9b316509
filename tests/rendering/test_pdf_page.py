"""Rules for what the document becomes before Typst sets it."""

from dataclasses import replace
from typing import Any

import pytest

from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering.blocks import NotebookNotReadable, document
from medlemsnytta.rendering.pdf_page import page
from tests.rendering import pdf_sample


def set_blocks(*blocks: b.Block) -> list[dict[str, Any]]:
    return page(document(pdf_sample.small_notebook(b.prose(*blocks))))["blocks"]


def table_of(*rows: tuple[str, ...]) -> dict[str, Any]:
    columns = tuple(b.Column(f"Kolumn {number}") for number in range(len(rows[0])))
    shown = b.Table("t", "Rubrik", columns, rows)
    return next(
        block for block in page(document(pdf_sample.small_notebook(shown)))["blocks"] if block["type"] == "table"
    )


@pytest.mark.parametrize("href", ["https://www.huddinge.se/å", "http://x.se", "mailto:registrator@huddinge.se"])
def test_web_and_mail_become_links(href: str) -> None:
    run = set_blocks(b.paragraph(b.link("ord", href)))[-1]["content"][0]
    assert run == {"type": "link", "text": "ord", "href": href}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/hosts", "#finns-inte", "https://x.se/ a", ""])
def test_other_addresses_are_only_their_words(href: str) -> None:
    assert set_blocks(b.paragraph(b.link("ord", href)))[-1]["content"] == [{"type": "text", "text": "ord"}]


def test_a_place_in_the_document_becomes_a_reference() -> None:
    run = set_blocks(b.paragraph(b.link("hit", "#avsnitt")))[-1]["content"][0]
    assert run == {"type": "reference", "text": "hit", "target": "avsnitt"}


def test_links_inside_a_callout_are_made_safe_too() -> None:
    callout = set_blocks(b.callout("notice", "Obs", b.bullets([b.link("ord", "javascript:x")])))[-1]
    assert callout["blocks"][0]["items"] == [[{"type": "text", "text": "ord"}]]


@pytest.mark.parametrize(
    "unknown",
    [{"type": "karta"}, b.callout("notice", "Obs", {"type": "karta", "content": []})],
    ids=["alone", "in a box"],
)
def test_unknown_block_raises(unknown: b.Block) -> None:
    report = document(pdf_sample.small_notebook())
    report["blocks"].append(unknown)
    with pytest.raises(NotebookNotReadable, match="'karta'"):
        page(report)


def test_headings_carry_their_numbers() -> None:
    headings = [
        "".join(run["text"] for run in block["content"])
        for block in page(document(pdf_sample.notebook()))["blocks"]
        if block["type"] == "heading" and block["level"] == 2
    ]
    assert headings[:2] == ["Sammanfattning", "1 Uppdrag och beslut"]
    assert headings[-4:] == [
        "Bilaga\u00a0A. Metod, källor och inställningar",
        "Bilaga\u00a0B. Källor",
        "Bilaga\u00a0C. Diagrammens siffror",
        "Bilaga\u00a0D. Bifogade filer",
    ]


def test_only_the_first_appendix_begins_a_page() -> None:
    blocks = page(document(pdf_sample.notebook()))["blocks"]
    assert [block["id"] for block in blocks if block.get("new_page")] == ["metod-kallor-och-installningar"]


def test_charts_and_their_tables_point_at_each_other() -> None:
    blocks = page(document(pdf_sample.notebook()))["blocks"]
    chart = next(block for block in blocks if block["type"] == "chart")
    table = next(block for block in blocks if block.get("id") == "diagram-0--siffror")
    assert chart["rows"][1] == {"type": "reference", "text": "tabell 12", "target": "diagram-0--siffror"}
    assert table["label"] == "Tabell\u00a012"
    assert table["origin"][1] == {"type": "reference", "text": "diagram 1", "target": "diagram-0"}


def test_charts_alone_make_appendix_a() -> None:
    blocks = page(document(pdf_sample.small_notebook(pdf_sample.chart("d", "Fråga?"))))["blocks"]
    heading = next(block for block in blocks if block.get("new_page"))
    assert heading["content"][0]["text"] == "Bilaga\u00a0A. "


def with_rows_elsewhere(*others: b.Table) -> list[dict[str, Any]]:
    chart = replace(pdf_sample.chart("d", "Fråga?"), rows_in="avgifter")
    return page(document(pdf_sample.small_notebook(*others, chart)))["blocks"]


def test_a_chart_whose_rows_a_table_has_points_at_it_and_prints_them_no_more() -> None:
    blocks = with_rows_elsewhere(pdf_sample.fees_table())
    assert [block["id"] for block in blocks if block["type"] == "table"] == ["avgifter"]
    chart = next(block for block in blocks if block["type"] == "chart")
    assert chart["rows"][1] == {"type": "reference", "text": "tabell 1", "target": "avgifter"}


def test_a_chart_whose_other_table_is_not_there_prints_its_own_rows() -> None:
    assert [block["id"] for block in with_rows_elsewhere() if block["type"] == "table"] == ["d--siffror"]


def test_a_table_that_is_not_printed_is_carried_and_named() -> None:
    made = page(document(pdf_sample.small_notebook(replace(pdf_sample.fees_table(), printed=False))))
    assert "table" not in [block["type"] for block in made["blocks"]]
    said = next(block["content"] for block in made["blocks"] if block["type"] == "paragraph")
    assert [run["text"] for run in said] == [
        "Tabell\u00a01. Avgift per nätverk och år. ",
        "Tabellen är den bifogade filen tabell-01-avgifter.csv.",
    ]
    assert "tabell-01-avgifter.csv" in [each["name"] for each in made["attachments"]]


def test_without_charts_there_is_no_appendix_of_figures() -> None:
    assert [block["type"] for block in set_blocks(b.paragraph("Ord"))] == ["heading", "paragraph"]


def test_twelve_lines_are_kept_together_and_thirteen_are_not() -> None:
    assert not table_of(*[("a", "b")] * 12)["long"]
    assert table_of(*[("a", "b")] * 13)["long"]


def test_a_long_cell_counts_as_the_lines_it_takes() -> None:
    assert not table_of(("a", "b" * 600))["long"]
    assert table_of(("a", "b" * 601))["long"]


def test_text_is_made_drawable_but_addresses_are_not_touched() -> None:
    run = set_blocks(b.paragraph(b.link("se 😀", "https://x.se/😀")))[-1]["content"][0]
    assert run == {"type": "link", "text": "se [U+1F600]", "href": "https://x.se/😀"}
