"""The neutral document as the data that the Typst page sets: finished labels, drawn charts, safe links.

Here every character is made one that the typeface has.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from medlemsnytta.rendering import formulas, page_words, pdf_columns, theme
from medlemsnytta.rendering import runs as running
from medlemsnytta.rendering.attachments import (
    PARAMETERS,
    RECIPE,
    ROWS,
    UNKNOWN_RECIPE,
    Attachment,
    attachments,
)
from medlemsnytta.rendering.blocks import Document, NotebookNotReadable
from medlemsnytta.rendering.bundles import Block, Inline, header_text, inline_text, link, text
from medlemsnytta.rendering.paper import (
    as_file,
    next_appendix,
    numeral,
    on_paper,
    that_fits,
    unbroken,
    with_chart_figures,
    with_names_of_texts,
)
from medlemsnytta.rendering.pdf_limits import short_enough, within_limits
from medlemsnytta.rendering.pictures import KINDS
from medlemsnytta.rendering.svg import chart_svg
from medlemsnytta.rendering.typeface import advances, only_upright, printable, printable_in_columns

LETTERS_IN_COLUMNS = 88
"""Letters of a printout on one line, where every letter is as wide."""
LETTERS_ACROSS = 100
"""Letters of a table's size on one line of the page."""
MOST_LINES_IN_ONE_PIECE = 12
"""What has no more lines is never split between pages: about a fifth of a page."""
COLOURS = {"ink": theme.INK, "quiet": theme.MUTED, "rule": theme.RULE, "accent": theme.ACCENT}

_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)

_AS_IT_IS = frozenset(["href", "file", "lines"])
"""What is not printed, or is already such as can be."""

Page = dict[str, Any]
"""{"head": {…}, "colours": {…}, "blocks": […], "margin": points, "closeness": a part of the usual size, "upright": a pattern, "logo": {…} or null, "attachments": […], "words": {…},
"language": {"lang", "region"}}, as `templates/council/report.typ` reads it; and "files", the bytes of pictures by the names
that blocks call them by.

No string that is printed has a character that the typeface lacks.
"""


def page(document: Document, made_of: Mapping[str, Any] | None = None) -> Page:
    """What the Typst page sets, in the order in which it stands, and the files it carries; `made_of` is the recipe."""
    words = page_words.words(document["language"])
    files: dict[str, bytes] = {}
    blocks = with_chart_figures(on_paper(document["blocks"]), words)
    blocks = with_names_of_texts(blocks)
    carrying = [block for block in blocks if block["type"] == "table" or "file" in block]
    files_held = document.get("carried", "")
    carried = attachments(document["head"], carrying, made_of, document["language"], document["ours"], files_held)
    if carried:
        blocks = [*blocks, *_about_attachments(blocks, [each.name for each in carried], document["ours"], words)]
    blocks = [part for block in map(partial(as_file, words=words), blocks) for part in that_fits(block, words)]
    head = document["head"]
    # After the files that it carries, which are whole.
    if not document["ours"]:
        head, blocks = short_enough(head), within_limits(blocks)
    anchors = {block[name] for block in blocks for name in ("id", "back") if block.get(name)}
    set_blocks = [_set(block, anchors, words, files) for block in blocks]
    first_appendix = next((index for index, block in enumerate(blocks) if block.get("appendix")), None)
    if first_appendix is not None:
        set_blocks[first_appendix]["new_page"] = True
    printed = _drawable({"head": _head(head), "colours": _colours(document["head"]), "blocks": set_blocks})
    for block in printed["blocks"]:
        if block["type"] == "table":
            block |= _columns(block)
    return {
        **printed,
        "margin": pdf_columns.MARGIN,
        "closeness": 1,
        "upright": rf"\S*[{re.escape(only_upright())}]\S*",
        "logo": _logo(document["head"]),
        "attachments": [_carried(each) for each in carried],
        "words": {name: words[name] for name in ("case_number", "page", "page_of")},
        "language": _language(document["language"]),
        "files": files,
    }


def _language(named: str) -> dict[str, str | None]:
    """As Typst wants it; Swedish here is that of Sweden."""
    lang, _, region = named.partition("-")
    return {"lang": lang.lower(), "region": region.upper() if len(region) == 2 else "SE" if lang == "sv" else None}


def _columns(table: Block) -> Block:
    """How the columns of a table are set, once every character is one that is printed."""
    rows = [[cell if isinstance(cell, str) else _words_of(cell) for cell in row] for row in table["rows"]]
    letters, bold = (advances(face) for face in ("Regular", "Semibold"))
    return asdict(pdf_columns.setting(table["header"], table["kinds"], rows, letters, bold))


def _words_of(cell: list[Inline]) -> str:
    """The words of a set cell; a formula takes about the room of what it is written with."""
    return "".join(run["alternative"] if run["type"] == "formula" else run["text"] for run in cell)


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
    day = date.fromisoformat(head["date"]) if head["date"] else None
    return {
        **{key: value for key, value in head.items() if key != "look"},
        "date": [day.year, day.month, day.day] if day else None,
    }


def _about_attachments(blocks: list[Block], files: list[str], ours: bool, words: page_words.Words) -> Iterator[Block]:
    """A last appendix that says what the file carries, because few readers look among the attachments unasked."""
    tables = sum(block["type"] == "table" for block in blocks)
    texts = sum("file" in block for block in blocks)
    yield next_appendix(blocks, words["attachments"], "bifogade--filer")
    names = [words["attachments_of_tables"].format(count=tables)] if tables else []
    names += [words["attachments_of_texts"].format(count=texts)] if texts else []
    if recipe_known := RECIPE in files:
        names += [f"parametrarna ({PARAMETERS})", f"en förteckning över data, program och versioner ({RECIPE})"]
    if ROWS in files:
        names.append(f"de rader i tabellerna som allt är räknat på ({ROWS})")
    listed = f" {words['and']} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    said = f"{words['attachments_begin']}{listed}. {words['attachments_end'].format(file=words['readme'])}"
    yield {"type": "paragraph", "content": [text(said if recipe_known or not ours else f"{said} {UNKNOWN_RECIPE}")]}


def _set(block: Block, anchors: set[str], words: page_words.Words, files: dict[str, bytes]) -> Block:
    """One block with its runs made safe; a block of an unknown kind must not be lost in silence.

    The bytes of its pictures come to stand in `files`.
    """

    def runs(content: list[Inline]) -> list[Inline]:
        return [_run(run, anchors, files) for run in content]

    match block["type"]:
        case "paragraph":
            leads = inline_text(block["content"]).rstrip().endswith(":")
            return {**block, "content": runs(block["content"]), "leads": leads}
        case "quote":
            return {**block, "content": runs(block["content"]), "long": _is_long([[inline_text(block["content"])]])}
        case "preformatted":
            return {"type": "preformatted", "lines": _in_columns(block["text"])}
        case "picture":
            return _picture(block, files)
        case "formula":
            return _formula(block["latex"], True, files)
        case "note":
            return {**block, "content": runs(block["content"])}
        case "list":
            items = [_item(item, runs, anchors, words, files) for item in block["items"]]
            return {**block, "items": items}
        case "facts":
            items = [{"term": item["term"], "content": runs(item["content"])} for item in block["items"]]
            return {**block, "items": items}
        case "callout":
            return _callout(block, anchors, words, files)
        case "heading":
            return {**block, "content": runs([text(numeral(block, words)), *block["content"]])}
        case "table":
            return _table(block, runs)
        case "chart":
            return _chart(block, runs, words)
    raise NotebookNotReadable(f"a block of the unknown kind {block['type']!r}")


def _item(
    item: Any,
    runs: Callable[[list[Inline]], list[Inline]],
    anchors: set[str],
    words: page_words.Words,
    files: dict[str, bytes],
) -> Any:
    if not isinstance(item, dict):
        return runs(item)
    return {
        "content": runs(item["content"]),
        "blocks": [_set(inner, anchors, words, files) for inner in item["blocks"]],
    }


def _in_columns(written: str) -> list[str]:
    """The lines of a printout, those that are wider than the page in pieces."""
    lines = []
    for line in written.expandtabs(8).split("\n"):
        shown = printable_in_columns(line)
        lines += [shown[at : at + LETTERS_IN_COLUMNS] for at in range(0, len(shown), LETTERS_IN_COLUMNS)] or [""]
    return lines


def _table(block: Block, runs: Callable[[list[Inline]], list[Inline]]) -> Block:
    return {
        "type": "table",
        "id": block["id"],
        "label": unbroken(block["label"]),
        "caption": block["caption"],
        "header": [header_text(column) for column in block["columns"]],
        "kinds": [column["kind"] for column in block["columns"]],
        "rows": [[cell if isinstance(cell, str) else runs(cell) for cell in row] for row in block["rows"]],
        "long": _is_long([[running.cell_text(cell) for cell in row] for row in block["rows"]]),
        "origin": runs(block.get("origin", [])),
        "notes": block["notes"],
    }


def _callout(block: Block, anchors: set[str], words: page_words.Words, files: dict[str, bytes]) -> Block:
    texts = [
        [inline_text(content)]
        for inner in block["blocks"]
        for content in (inner["items"] if inner["type"] == "list" else [inner["content"]])
    ]
    return {
        **block,
        "blocks": [_set(inner, anchors, words, files) for inner in block["blocks"]],
        "long": _is_long(texts),
    }


def _is_long(rows: list[list[str]]) -> bool:
    """Whether a page may end in the middle of `rows`: counted as if their columns shared the width evenly."""
    lines = sum(max(1, *(-(-len(cell) * len(row) // LETTERS_ACROSS) for cell in row)) for row in rows)
    return lines > MOST_LINES_IN_ONE_PIECE


def _picture(block: Block, files: dict[str, bytes]) -> Block:
    file = _filed(base64.b64decode(block["base64"]), KINDS[block["mime"]], files)
    # A pixel of a page is three quarters of a point.
    width = block["width"] * 0.75 if "width" in block else None
    return {"type": "picture", "file": file, "alternative": block["alternative"], "width": width}


def _formula(latex: str, display: bool, files: dict[str, bytes]) -> Block:
    """A drawing whose alternative is the formula as it was written."""
    drawn = formulas.drawing(latex, display) or formulas.drawing(latex, not display)
    assert drawn is not None, "only what is readable becomes a formula"
    file = _filed(drawn.svg.encode(), "svg", files)
    width = min(drawn.width, pdf_columns.ROOM)
    return {"type": "formula", "file": file, "alternative": latex.strip(), "width": width, "below": drawn.below}


def _filed(content: bytes, kind: str, files: dict[str, bytes]) -> str:
    name = f"picture-{len(files) + 1}.{kind}"
    files[name] = content
    return name


def _chart(block: Block, runs: Callable[[list[Inline]], list[Inline]], words: page_words.Words) -> Block:
    figures = block.get("figures")
    pointing = [text(f"{block['source']} ")] if block.get("source") else []
    if figures:
        pointing += [text(words["figures_are_in"]), link(figures["label"].lower(), f"#{figures['id']}"), text(".")]
    return {
        "type": "chart",
        "id": block["id"],
        "label": unbroken(block["label"]),
        "question": block["question"],
        "alternative": block["alternative"].replace("\N{NO-BREAK SPACE}", " "),
        "svg": block["svg"] if "svg" in block else chart_svg(block["spec"]),
        "rows": runs(pointing),
    }


def _run(run: Inline, anchors: set[str], files: dict[str, bytes]) -> Inline:
    """A link leads to the web, to mail or to a place in the document; any other is only its words."""
    if run["type"] == "formula":
        return _formula(run["text"], False, files)
    if run["type"] == "note":
        return {"id": "", **run, "target": f"not--{run['text']}"}
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
            return {key: inner if key in _AS_IT_IS else _drawable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_drawable(inner) for inner in value]
    return value
