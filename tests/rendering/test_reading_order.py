"""The PDF heard from beginning to end, against the neutral blocks: nothing lost, nothing added, nothing out of order."""

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest
from report_text import NAMES, ROOT, executed_in_process

from medlemsnytta.rendering.blocks import Document, document
from medlemsnytta.rendering.bundles import Block, header_text, inline_text
from medlemsnytta.rendering.pdf import council_pdf
from tests.rendering.pdf_reading import Element, read

pytestmark = pytest.mark.slow

REPORTS = tuple(dict.fromkeys([*NAMES, "exempelkommun-2026"]))
FALLS_OVER = {"UA-14-001"}
"""The rule of the second checker that stops with an error of its own where an element holds several others."""


@cache
def report(name: str) -> tuple[Document, bytes, Element]:
    """The shipped report: its blocks, its PDF, and the PDF read by its tags."""
    blocks = document(executed_in_process(ROOT, name))
    pdf = council_pdf(blocks)
    return blocks, pdf, read(pdf)


def heard(blocks: Document) -> Iterator[str]:
    """What a listener should hear, in order, up to the last appendix."""
    if logo := (blocks["head"]["look"] or {}).get("logo"):
        yield logo["alt"]
    yield from (blocks["head"]["municipality"], blocks["head"]["title"])
    known = {block["id"]: block["label"].lower() for block in blocks["blocks"] if block["type"] == "table"}
    charts = [block for block in blocks["blocks"] if block["type"] == "chart" and block.get("rows_in") not in known]
    tables = len(known)
    appendices = sum(bool(block.get("appendix") and block["number"]) for block in blocks["blocks"])
    for block in blocks["blocks"]:
        if block["type"] == "chart":
            yield f"{block['label']}. {block['question']}"
            yield block["alternative"]
            place = known.get(block.get("rows_in", "")) or f"tabell {tables + 1 + charts.index(block)}"
            yield f"{block.get('source', '')} Siffrorna står i {place}."
        else:
            yield from _heard(block)
    if charts:
        yield f"Bilaga {chr(ord('A') + appendices)}. Diagrammens siffror"
    for number, chart in enumerate(charts, start=tables + 1):
        figures = {**chart["table"], "type": "table", "label": f"Tabell {number}", "notes": []}
        yield from _heard(figures)
        yield f"Till {chart['label'].lower()}: {chart['question']}"
        yield from chart["table"]["notes"]


def _heard(block: Block) -> Iterator[str]:
    match block["type"]:
        case "heading":
            number = block["number"] and (f"Bilaga {block['number']}. " if block["appendix"] else f"{block['number']} ")
            yield number + inline_text(block["content"])
        case "paragraph":
            yield inline_text(block["content"])
        case "list":
            for number, item in enumerate(block["items"], start=1):
                yield (f"{number}." if block["ordered"] else "•") + inline_text(item)
        case "facts":
            yield from (item["term"] + inline_text(item["content"]) for item in block["items"])
        case "callout":
            yield block["title"]
            for inner in block["blocks"]:
                yield from _heard(inner)
        case "quote":
            yield inline_text(block["content"])
            yield f"— {block['attribution']}" if block["attribution"] else ""
        case "table" if not block.get("printed", True):
            number, subject = int(block["number"]), block["id"].removeprefix("tabell-")
            yield f"{block['label']}. {block['caption']}. Tabellen är den bifogade filen tabell-{number:02d}-{subject}.csv."
        case "table":
            parts = list(_parts(len(block["columns"])))
            for number, places in enumerate(parts, start=1):
                yield f"{block['label']}. {block['caption']}"
                yield f"(del {number} av {len(parts)})" if len(parts) > 1 else ""
                yield from (header_text(block["columns"][place]) for place in places)
                yield from (row[place] for row in block["rows"] for place in places)
            yield from block["notes"]
        case "trial" | "origins" | "glossary":
            return  # only a page with scripts has a use for it; its answers stand in the tables around it
        case other:
            raise AssertionError(other)


def _parts(columns: int) -> Iterator[list[int]]:
    """Seven columns have room on paper; a wider table comes in parts, each with what heads the rows."""
    if columns <= 7:
        yield list(range(columns))
        return
    for first in range(1, columns, 6):
        yield [0, *range(first, min(first + 6, columns))]


def letters(text: str) -> str:
    """Without spaces and hyphens of the lines, which differ with the page's width."""
    return re.sub(r"[\s\u00ad]", "", text)


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_is_heard_whole_and_in_order(name: str) -> None:
    blocks, _, tree = report(name)
    said = letters(tree.spoken)
    for sentence in heard(blocks):
        wanted = letters(sentence)
        assert said.startswith(wanted), f"heard {said[:200]!r} where {wanted[:200]!r} was to come"
        said = said.removeprefix(wanted)
    assert re.match(r"Bilaga[A-Z]\.Bifogadefiler", said)


@pytest.mark.parametrize("name", REPORTS)
def test_numbers_are_said_with_plain_spaces(name: str) -> None:
    """A voice reads "38 291" with a hard space as thirty-eight and two hundred ninety-one."""
    spoken = report(name)[2].spoken
    assert "\u00a0" not in spoken
    assert re.search(r"\d \d{3} kr", spoken)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=str)
def test_the_report_passes_the_check_of_each_standard(name: str, profile: page.ValidationProfile) -> None:
    checked = page.validate_pdf_bytes(report(name)[1], profile=profile)
    assert (checked.is_compliant, checked.rules.failed) == (True, 0)


@pytest.mark.parametrize("name", REPORTS)
def test_a_second_checker_that_shares_no_code_with_the_first_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report(name)[1])
    checked = pdfua.validate(str(file))
    assert checked.findings == ()
    assert {outcome.rule_id for outcome in checked.outcomes if outcome.skipped_reason} <= FALLS_OVER
    assert len(checked.outcomes) == 12


def test_the_second_checker_notices_a_missing_alternative(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(report(REPORTS[0])[1])) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each:
                del each.Alt
        file.save(path)
    assert {finding.rule_id for finding in pdfua.validate(str(path)).findings} == {"UA-13-004"}


@pytest.mark.parametrize("name", REPORTS)
def test_tables_have_headers_for_every_column_and_row(name: str) -> None:
    _, _, tree = report(name)
    for table in tree.all("Table"):
        (head,), body = table.all("THead"), list(table.all("TBody"))
        columns = [cell for row in head.all("TR") for cell in row.content]
        assert columns
        assert {cell.scopes for cell in columns} == {("Column",)}
        for row in (row for part in body for row in part.all("TR")):
            first, *others = row.content
            assert (first.kind, first.scopes) == ("TH", ("Row",))
            assert [cell.kind for cell in others] == ["TD"] * (len(columns) - 1)


@pytest.mark.parametrize("name", REPORTS)
def test_headings_lists_and_figures_are_what_they_look_like(name: str) -> None:
    blocks, _, tree = report(name)
    kinds = [block["type"] for block in blocks["blocks"]]
    levels = [int(element.kind[1]) for element in tree.walk() if re.fullmatch(r"H\d", element.kind)]
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    known = {block.get("id") for block in blocks["blocks"] if block["type"] == "table"}
    figures = any(block["type"] == "chart" and block.get("rows_in") not in known for block in blocks["blocks"])
    attached = 1
    assert len(levels) == kinds.count("heading") + figures + attached
    pictures = kinds.count("chart") + bool(blocks["head"]["look"])
    assert len([figure for figure in tree.all("Figure") if figure.alternative]) == pictures
    assert len(list(tree.all("Figure"))) == pictures
    for listed in tree.all("L"):
        assert {item.kind for item in listed.content} == {"LI"}
    assert all({"Lbl", "LBody"} >= {part.kind for part in item.content} for item in tree.all("LI"))
    assert len(list(tree.all("BlockQuote"))) == kinds.count("quote")
