"""What a document is on paper, in a PDF as in a Word file: charts that point at their figures, and wide tables in parts.

A page on paper is read from top to bottom and has nothing to fold away, so that charts' figures which no table of the
document has are gathered in a last appendix.
"""

from collections.abc import Iterable, Iterator

from medlemsnytta.rendering import bounds, page_words
from medlemsnytta.rendering.attachments import table_name
from medlemsnytta.rendering.blocks import letter_of
from medlemsnytta.rendering.bundles import Block, link, text

MOST_COLUMNS = 7
"""Of a table that paper has room for; a wider one is set in parts, each with the rows' headers."""


_ON_SCREEN = ("trial", "origins", "glossary")
"""What only a page with scripts, or one where places lead to each other, has a use for."""


def on_paper(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without those that are for the screen alone."""
    return [block for block in blocks if block["type"] not in _ON_SCREEN]


def as_file(block: Block, words: page_words.Words) -> Block:
    """What is not printed but carried, as a line that says so."""
    if block.get("printed", True):
        return block
    named = {"type": "strong", "text": f"{unbroken(block['label'])}. {block['caption']}. "}
    said = words["only_attached"].format(file=table_name(block, words))
    return {"type": "paragraph", "content": [named, text(said)]}


def with_names_of_texts(blocks: list[Block]) -> list[Block]:
    """Printouts that are too long for paper are files too."""
    number = 0
    named = []
    for block in blocks:
        if block["type"] == "preformatted" and bounds.is_cut(block, bounds.PAPER):
            number += 1
            block = {**block, "file": f"text-{number:02d}.txt"}
        named.append(block)
    return named


def that_fits(block: Block, words: page_words.Words) -> Iterator[Block]:
    """The block, or the part of it that paper shows and what is said of the rest; a wide table in parts."""
    said: list[str] = []
    if bounds.is_cut(block, bounds.PAPER):
        file = block["file"] if "file" in block else table_name(block, words)
        block, said = bounds.cut(block, bounds.PAPER, words)
        said = [*said, words["whole_attached"].format(file=file)]
    if block["type"] != "table":
        yield block
        yield from ({"type": "paragraph", "content": [text(" ".join(said))]} for _ in said[:1])
        return
    width = len(block["columns"])
    starts = range(1, width, MOST_COLUMNS - 1) if width > MOST_COLUMNS else range(1, 2)
    for part, start in enumerate(starts, start=1):
        if len(starts) == 1:
            yield {**block, "notes": [*block["notes"], *said]}
            return
        places = [0, *range(start, min(width, start + MOST_COLUMNS - 1))]
        yield {
            **block,
            "id": block["id"] if part == 1 else f"{block['id']}--{part}",
            "caption": f"{block['caption']} ({words['part'].format(part=part, parts=len(starts))})",
            "columns": [block["columns"][place] for place in places],
            "rows": [[row[place] for place in places] for row in block["rows"]],
            "notes": [*block["notes"], *said] if part == len(starts) else [],
        }


def with_chart_figures(blocks: list[Block], words: page_words.Words) -> list[Block]:
    """`blocks`, each chart with where its figures are; a last appendix has those that no table of the document has.

    Its tables are numbered on from the document's own.
    """
    known = {block["id"]: block for block in blocks if block["type"] == "table"}
    blocks = [
        {**block, "figures": known[block["rows_in"]]} if block.get("rows_in") in known else block for block in blocks
    ]
    charts = [block for block in blocks if block["type"] == "chart" and block["table"] and "figures" not in block]
    if not charts:
        return blocks
    heading = next_appendix(blocks, words["chart_figures"], "diagrammens--siffror")
    first = 1 + sum(block["type"] == "table" for block in blocks)
    tables = [_chart_table(chart, number, words) for number, chart in enumerate(charts, start=first)]
    numbered = {chart["id"]: table for chart, table in zip(charts, tables, strict=True)}
    pointing = [
        {**block, "figures": numbered[block["id"]]} if block.get("id") in numbered else block for block in blocks
    ]
    return [*pointing, heading, *tables]


def next_appendix(blocks: list[Block], title: str, anchor: str) -> Block:
    letters = [block["number"] for block in blocks if block.get("appendix") and block["number"]]
    number = letter_of(len(letters) + 1)
    return {
        "type": "heading",
        "level": 2,
        "number": number,
        "appendix": True,
        "id": anchor,
        "content": [text(title)],
    }


def _chart_table(chart: Block, number: int, words: page_words.Words) -> Block:
    origin = [
        text(words["figures_of"]),
        link(chart["label"].lower(), f"#{chart['id']}"),
        text(f": {chart['question']}"),
    ]
    anchor = f"{chart['id']}--siffror"
    label = f"{words['table']} {number}"
    return {**chart["table"], "type": "table", "id": anchor, "label": label, "origin": origin}


def numeral(heading: Block, words: page_words.Words) -> str:
    """What stands before the words: "4 " in a section, "Bilaga A. " in an appendix."""
    if not heading["number"]:
        return ""
    return f"{words['appendix']}\u00a0{heading['number']}. " if heading["appendix"] else f"{heading['number']} "


def unbroken(label: str) -> str:
    return label.replace(" ", "\u00a0")
