"""The neutral document as the data that the Typst page sets: finished labels, drawn charts, safe links.

Here every character is made one that the typeface has, and here the charts' own figures are gathered in a last
appendix, because a page is read from top to bottom and has nothing to fold away.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from medlemsnytta.rendering import pdf_columns, theme
from medlemsnytta.rendering.attachments import PARAMETERS, README, RECIPE, UNKNOWN_RECIPE, Attachment, attachments
from medlemsnytta.rendering.blocks import Document, NotebookNotReadable
from medlemsnytta.rendering.bundles import Block, Inline, header_text, inline_text, link, text
from medlemsnytta.rendering.pictures import KINDS
from medlemsnytta.rendering.svg import chart_svg
from medlemsnytta.rendering.typeface import advances, printable

CHART_FIGURES = "Diagrammens siffror"
ATTACHED_FILES = "Bifogade filer"
LETTERS_ACROSS = 100
"""Letters of a table's size on one line of the page."""
MOST_LINES_IN_ONE_PIECE = 12
"""What has no more lines is never split between pages: about a fifth of a page."""
COLOURS = {"ink": theme.INK, "quiet": theme.MUTED, "rule": theme.RULE, "accent": theme.ACCENT}

_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)

Page = dict[str, Any]
"""{"head": {…}, "colours": {…}, "blocks": […], "margin": points, "logo": {…} or null, "attachments": […]}, as
`templates/council/report.typ` reads it.

No string that is printed has a character that the typeface lacks.
"""


def page(document: Document, made_of: Mapping[str, Any] | None = None) -> Page:
    """What the Typst page sets, in the order in which it stands, and the files it carries; `made_of` is the recipe."""
    blocks = _with_chart_figures([block for block in document["blocks"] if block["type"] != "trial"])
    carried = attachments(document["head"], [block for block in blocks if block["type"] == "table"], made_of)
    if carried:
        blocks = [*blocks, *_about_attachments(blocks, made_of is not None)]
    anchors = {block["id"] for block in blocks if "id" in block}
    set_blocks = [_set(block, anchors) for block in blocks]
    first_appendix = next((index for index, block in enumerate(blocks) if block.get("appendix")), None)
    if first_appendix is not None:
        set_blocks[first_appendix]["new_page"] = True
    printed = _drawable({"head": _head(document["head"]), "colours": _colours(document["head"]), "blocks": set_blocks})
    for block in printed["blocks"]:
        if block["type"] == "table":
            block |= _columns(block)
    attached = [_carried(each) for each in carried]
    return {**printed, "margin": pdf_columns.MARGIN, "logo": _logo(document["head"]), "attachments": attached}


def _columns(table: Block) -> Block:
    """How the columns of a table are set, once every character is one that is printed."""
    letters, bold = (advances(face) for face in ("Regular", "Semibold"))
    return asdict(pdf_columns.setting(table["header"], table["kinds"], table["rows"], letters, bold))


def _carried(attachment: Attachment) -> dict[str, str]:
    """A file as it is (half a character, which UTF-8 cannot hold, as "?"), described in letters that can be drawn."""
    content = attachment.content.encode("utf-8", "replace").decode("utf-8")
    return {**asdict(attachment), "content": content, "description": _drawable(attachment.description)}


def _colours(head: dict[str, Any]) -> dict[str, str]:
    own = (head.get("look") or {}).get("colour")
    return COLOURS | ({"accent": own} if own else {})


def _logo(head: dict[str, Any]) -> dict[str, Any] | None:
    """The bytes of the logo, which Typst draws whether they are lines or dots."""
    logo = (head.get("look") or {}).get("logo")
    if not logo:
        return None
    kind = logo["mime"].removeprefix("image/").removesuffix("+xml")
    return {"kind": kind, "bytes": list(base64.b64decode(logo["base64"])), "alt": _drawable(logo["alt"])}


def _head(head: dict[str, Any]) -> dict[str, Any]:
    day = date.fromisoformat(head["date"])
    return {**{key: value for key, value in head.items() if key != "look"}, "date": [day.year, day.month, day.day]}


def _with_chart_figures(blocks: list[Block]) -> list[Block]:
    """`blocks` and a last appendix with every chart's table, numbered on from the document's own tables."""
    charts = [block for block in blocks if block["type"] == "chart" and block["table"]]
    if not charts:
        return blocks
    heading = _next_appendix(blocks, CHART_FIGURES, "diagrammens--siffror")
    first = 1 + sum(block["type"] == "table" for block in blocks)
    tables = [_chart_table(chart, number) for number, chart in enumerate(charts, start=first)]
    numbered = {chart["id"]: table for chart, table in zip(charts, tables, strict=True)}
    pointing = [
        {**block, "figures": numbered[block["id"]]} if block.get("id") in numbered else block for block in blocks
    ]
    return [*pointing, heading, *tables]


def _next_appendix(blocks: list[Block], title: str, anchor: str) -> Block:
    letters = [block["number"] for block in blocks if block.get("appendix") and block["number"]]
    number = chr(ord(letters[-1]) + 1) if letters else "A"
    return {
        "type": "heading",
        "level": 2,
        "number": number,
        "appendix": True,
        "id": anchor,
        "content": [text(title)],
    }


def _about_attachments(blocks: list[Block], recipe_known: bool) -> Iterator[Block]:
    """A last appendix that says what the file carries, because few readers look among the attachments unasked."""
    tables = sum(block["type"] == "table" for block in blocks)
    yield _next_appendix(blocks, ATTACHED_FILES, "bifogade--filer")
    beginning = (
        "PDF-filen bär med sig sitt underlag. Bland de bifogade filerna, som PDF-läsaren visar under Bilagor, finns "
    )
    names = [f"rapportens tabeller som CSV-filer ({tables}\N{NO-BREAK SPACE}st.)"] if tables else []
    if recipe_known:
        names += [f"parametrarna ({PARAMETERS})", f"en förteckning över data, program och versioner ({RECIPE})"]
    listed = " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    said = f"{beginning}{listed}. Filen {README} beskriver dem."
    yield {"type": "paragraph", "content": [text(said if recipe_known else f"{said} {UNKNOWN_RECIPE}")]}


def _chart_table(chart: Block, number: int) -> Block:
    origin = [text("Till "), link(chart["label"].lower(), f"#{chart['id']}"), text(f": {chart['question']}")]
    anchor = f"{chart['id']}--siffror"
    return {**chart["table"], "type": "table", "id": anchor, "label": f"Tabell {number}", "origin": origin}


def _set(block: Block, anchors: set[str]) -> Block:
    """One block with its runs made safe; a block of an unknown kind must not be lost in silence."""

    def runs(content: list[Inline]) -> list[Inline]:
        return [_run(run, anchors) for run in content]

    match block["type"]:
        case "paragraph":
            leads = inline_text(block["content"]).rstrip().endswith(":")
            return {**block, "content": runs(block["content"]), "leads": leads}
        case "quote":
            return {**block, "content": runs(block["content"]), "long": _is_long([[inline_text(block["content"])]])}
        case "preformatted":
            return {"type": "preformatted", "lines": block["text"].split("\n")}
        case "picture":
            return _picture(block)
        case "list":
            return {**block, "items": [runs(item) for item in block["items"]]}
        case "facts":
            items = [{"term": item["term"], "content": runs(item["content"])} for item in block["items"]]
            return {**block, "items": items}
        case "callout":
            return _callout(block, anchors)
        case "heading":
            return {**block, "content": runs([text(_numeral(block)), *block["content"]])}
        case "table":
            return _table(block, runs)
        case "chart":
            return _chart(block, runs)
    raise NotebookNotReadable(f"a block of the unknown kind {block['type']!r}")


def _numeral(heading: Block) -> str:
    """What stands before the words: "4 " in a section, "Bilaga A. " in an appendix."""
    if not heading["number"]:
        return ""
    return f"Bilaga\u00a0{heading['number']}. " if heading["appendix"] else f"{heading['number']} "


def _table(block: Block, runs: Callable[[list[Inline]], list[Inline]]) -> Block:
    return {
        "type": "table",
        "id": block["id"],
        "label": _unbroken(block["label"]),
        "caption": block["caption"],
        "header": [header_text(column) for column in block["columns"]],
        "kinds": [column["kind"] for column in block["columns"]],
        "rows": block["rows"],
        "long": _is_long(block["rows"]),
        "origin": runs(block.get("origin", [])),
        "notes": block["notes"],
    }


def _callout(block: Block, anchors: set[str]) -> Block:
    texts = [
        [inline_text(content)]
        for inner in block["blocks"]
        for content in (inner["items"] if inner["type"] == "list" else [inner["content"]])
    ]
    return {**block, "blocks": [_set(inner, anchors) for inner in block["blocks"]], "long": _is_long(texts)}


def _is_long(rows: list[list[str]]) -> bool:
    """Whether a page may end in the middle of `rows`: counted as if their columns shared the width evenly."""
    lines = sum(max(1, *(-(-len(cell) * len(row) // LETTERS_ACROSS) for cell in row)) for row in rows)
    return lines > MOST_LINES_IN_ONE_PIECE


def _picture(block: Block) -> Block:
    kind, content = KINDS[block["mime"]], base64.b64decode(block["base64"])
    return {"type": "picture", "kind": kind, "bytes": list(content), "alternative": block["alternative"]}


def _chart(block: Block, runs: Callable[[list[Inline]], list[Inline]]) -> Block:
    figures = block.get("figures")
    words = (
        [text("Siffrorna står i "), link(figures["label"].lower(), f"#{figures['id']}"), text(".")] if figures else []
    )
    return {
        "type": "chart",
        "id": block["id"],
        "label": _unbroken(block["label"]),
        "question": block["question"],
        "alternative": block["alternative"].replace("\N{NO-BREAK SPACE}", " "),
        "svg": block["svg"] if "svg" in block else chart_svg(block["spec"]),
        "rows": runs(words),
    }


def _unbroken(label: str) -> str:
    return label.replace(" ", "\u00a0")


def _run(run: Inline, anchors: set[str]) -> Inline:
    """A link leads to the web, to mail or to a place in the document; any other is only its words."""
    if run["type"] != "link":
        return run
    target = run["href"].removeprefix("#")
    if run["href"].startswith("#") and target in anchors:
        return {"type": "reference", "text": run["text"], "target": target}
    return run if _WEB_OR_MAIL.fullmatch(run["href"]) else text(run["text"])


def _drawable(value: Any) -> Any:
    match value:
        case str():
            return printable(value)
        case dict():
            return {key: inner if key in ("href", "bytes") else _drawable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_drawable(inner) for inner in value]
    return value
