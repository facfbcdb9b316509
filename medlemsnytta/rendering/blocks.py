"""An executed notebook read as one neutral document, the only thing that the HTML and PDF exporters look at.

Markdown cells give headings and sentences; displayed bundles give the rest, and whatever else a cell showed comes out as
what it is (`foreign_outputs`). Sections, tables and charts are numbered here, once, so that both files say "tabell 3" of
the same table.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from medlemsnytta.rendering import (
    bundles,
    carried_files,
    citations,
    foreign_outputs,
    html_text,
    markdown_text,
    page_words,
)
from medlemsnytta.rendering.reading import Reading, without_options

if TYPE_CHECKING:
    from nbformat import NotebookNode

Document = dict[str, Any]
"""{"head": {…}, "blocks": […], "record": {"parameters": {…}, "data": {…}} or None where the notebook kept none,
"page": its name and "carried": the files it was made of, packed, "" where the notebook does not hold them,
"citations": what each text was taken from, as in `citations`,
"language": "sv", "ours": whether it is a report of ours, "title": what somebody else's is called by its own heading,
"warnings": [Problem, …] of what could not be carried over as it is}.

Blocks are those of `bundles` and

- {"type": "heading", "level": 2–6, "number": "4" | "A" | "", "appendix": bool, "id": str, "content": [inline, …]}
- {"type": "table", "number": 3, "label": "Tabell 3", **Table.as_json()}; in somebody else's a cell may be [inline, …]
- {"type": "preformatted", "text": str}, what a cell printed, or code, in lines of its own
- {"type": "picture", "mime", "base64", "alternative"}, what a cell drew; "width" in pixels where it is to have one
- {"type": "formula", "latex": str}, on a line of its own
- {"type": "note", "number", "id", "back", "content"}, what an inline of the type "note" points at
- {"type": "list"} whose items may be {"content": [inline, …], "blocks": […]}
- {"type": "trial", **fields of Trial}, which only a page with scripts has a use for
- {"type": "origins", **fields of Origins}, which only a page has a use for; what leads there has "rests_on"
- {"type": "glossary", **fields of Glossary}, likewise
- {"type": "chart", "number": 2, "label": "Diagram 2", "id", "question", "alternative", "spec", "table": Table.as_json()};
  "source", a line below, and "narrow", the spec for a phone, where it has them; somebody else's has "svg" in the place of "spec", and its "table" may be None
"""

_OURS = {
    bundles.HEAD_MIME: "head",
    bundles.PROSE_MIME: "prose",
    bundles.TABLE_MIME: "table",
    bundles.CHART_MIME: "chart",
    bundles.RECORD_MIME: "record",
    bundles.TRIAL_MIME: "trial",
    bundles.ORIGINS_MIME: "origins",
    bundles.GLOSSARY_MIME: "glossary",
}
"""The bundles by their types, in the order in which an output is asked for them."""
DEEPEST = 6
"""The level of the lowest headings."""
_SAFE_HREF = re.compile(r"(?:https?://|mailto:|#)[^\s\x00-\x1f]+", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"(?:\w+ )?[\dIVX]+(?:[.:)]|\s|\.\d)")
_UNNAMED = {"table": "egen--tabell", "chart": "eget--diagram"}
"""No heading's anchor has two hyphens in a row."""
INJECTED_TAG = "injected-parameters"
"""Of the cell that papermill adds."""
ANALYST_TAG = "analyst"
"""A cell that shows the analyst something in the notebook, and the report's reader nothing."""


class NotebookNotReadable(ValueError):
    """The notebook shows something that a report cannot carry: `what`, and how to `fix` it, in Swedish."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def document(notebook: "NotebookNode", reading: Reading | None = None, called: str = "") -> Document:
    """Read the executed `notebook` from top to bottom; one without our head only where `reading` says that it is not ours.

    The head of such a one is then for the caller to add; `called` is the title that it will have, "" for its own heading.
    """
    reading = reading or Reading()
    head: dict[str, Any] | None = None
    record: dict[str, Any] | None = None
    blocks: list[bundles.Block] = []
    place = 0
    for cell in notebook.cells:
        # Papermill's own cell is none of those that somebody wrote.
        place += INJECTED_TAG not in cell.metadata.get("tags", [])
        tags = cell.metadata.get("tags", [])
        if ANALYST_TAG in tags:
            continue
        reading.begin(cell, place)
        if cell.cell_type == "markdown":
            blocks.extend(markdown_text.blocks(cell.source, tags, reading))
        elif cell.cell_type == "raw":
            blocks.extend(_raw(cell, tags, reading))
        elif cell.cell_type == "code":
            if reading.shows_code(cell) and (code := without_options(cell.source)):
                blocks.append({"type": "preformatted", "text": code, "code": True})
            for output in _joined(cell.get("outputs", [])):
                mime = ours(output)
                if mime is None:
                    blocks.extend(foreign_outputs.blocks(output, tags, reading))
                    continue
                data = output.data[mime]
                if mime == bundles.HEAD_MIME:
                    head = dict(data)
                elif mime == bundles.RECORD_MIME:
                    record = dict(data)
                elif mime == bundles.PROSE_MIME:
                    blocks.extend(_prose_blocks(data["blocks"]))
                else:
                    blocks.append({"type": _OURS[mime], **data})
        reading.heading = next(
            (bundles.inline_text(block["content"]) for block in reversed(blocks) if block["type"] == "heading"), ""
        )
    if head is None and reading.own:
        what = "ingen cell visar rapportens huvud: titel, kommun och dag."
        raise NotebookNotReadable(what, "Ta med den cell i programmets egen anteckningsbok som visar summary.head.")
    blocks = [block for place, block in enumerate(blocks) if not _says_nothing(blocks, place)]
    title = ""
    if head is None:
        title = _title(blocks, called)
        _as_its_author_counts(blocks)
    blocks = _number(blocks, reading.words)
    _resolve(blocks, reading)
    held = carried_files.held_by(notebook)
    return {
        "head": head,
        "title": title,
        "ours": head is not None,
        "blocks": blocks,
        "record": record,
        "page": held["page"],
        "carried": held["files"],
        "citations": citations.taken_from(blocks),
        "language": reading.language,
        "warnings": reading.warnings,
    }


def _raw(cell: "NotebookNode", tags: list[str], reading: Reading) -> Iterable[bundles.Block]:
    """What is written for one kind of file is read as that where we can, and is else its own text."""
    kind = cell.metadata.get("format") or cell.metadata.get("raw_mimetype") or ""
    if kind == "text/html":
        return html_text.blocks(cell.source, reading, headings=True)
    if kind == "text/markdown":
        return markdown_text.blocks(cell.source, tags, reading)
    return [{"type": "preformatted", "text": cell.source.strip("\n")}] if cell.source.strip() else []


def _joined(outputs: "Iterable[NotebookNode]") -> "Iterator[NotebookNode]":
    """The outputs; what a cell wrote to one stream in several pieces is one."""
    for stream, pieces in groupby(
        outputs, lambda output: output.get("name") if output.output_type == "stream" else None
    ):
        if stream is None:
            yield from pieces
        else:
            first, *rest = pieces
            yield type(first)({**first, "text": "".join(each.text for each in (first, *rest))}) if rest else first


def _title(blocks: list[bundles.Block], called: str) -> str:
    """The notebook's own title: its only heading of the first level where nothing stands before it, which then goes out.

    Of several such headings it is the first, which stays a section; so does one that says something else than the title.
    """
    first = next((place for place, block in enumerate(blocks) if block["type"] not in ("anchor", "picture")), None)
    highest = [block for block in blocks if block["type"] == "heading" and block["level"] == 1]
    if not highest:
        return ""
    words = bundles.inline_text(highest[0]["content"])
    if called in ("", words) and len(highest) == 1 and first is not None and blocks[first] is highest[0]:
        del blocks[first]
    return words


def _as_its_author_counts(blocks: list[bundles.Block]) -> None:
    """Headings that begin at the first level all go down one, and where one has a number of its own they get no others."""
    headings = [block for block in blocks if block["type"] == "heading"]
    down = any(block["level"] == 1 for block in headings)
    counted = any(_OWN_NUMBER.match(bundles.inline_text(block["content"])) for block in headings)
    for block in headings:
        block["level"] = min(DEEPEST, block["level"] + down)
        block["numbered"] = block.get("numbered", False) and block["level"] == 2 and not counted


def ours(output: "NotebookNode") -> str | None:
    """The type of the bundle that an output of a cell carries; None where it is somebody else's."""
    shown = output.get("data", {})
    return next((mime for mime in _OURS if mime in shown), None)


def _says_nothing(blocks: list[bundles.Block], place: int) -> bool:
    """True of an optional heading that the next one of its level, or the end, follows at once."""
    if not blocks[place].pop("optional", False):
        return False
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    return following is None or (following["type"] == "heading" and following["level"] <= blocks[place]["level"])


def _prose_blocks(prose: list[bundles.Block]) -> Iterator[bundles.Block]:
    for block in prose:
        if block["type"] == "subheading":
            yield {"type": "heading", "level": 3, "content": block["content"], "numbered": False, "appendix": False}
        else:
            yield block


def _number(blocks: list[bundles.Block], words: page_words.Words) -> list[bundles.Block]:
    """Give headings, tables, charts and notes their numbers and anchors, in the order in which they stand.

    Anchors that somebody wrote are the other names of the block that follows.
    """
    sections = appendices = 0
    counts = {"table": 0, "chart": 0}
    anchors: set[str] = set()
    names: list[str] = []
    numbered_blocks = []
    deepest = 2
    for block in blocks:
        kind = block["type"]
        if kind == "anchor":
            names += block["names"]
            continue
        if kind == "heading":
            # A level that is skipped would be lost to those who listen; the PDF may not have one.
            block["level"] = min(max(2, block["level"]), deepest)
            deepest = block["level"] + 1
            numbered = block.pop("numbered", False)
            block.setdefault("appendix", False)
            if numbered and block["appendix"]:
                appendices += 1
                block["number"] = letter_of(appendices)
            elif numbered:
                sections += 1
                block["number"] = str(sections)
            else:
                block["number"] = ""
            block["id"] = _anchor(bundles.inline_text(block["content"]), anchors, words["section"])
        elif kind in counts:
            counts[kind] += 1
            block["number"] = counts[kind]
            block["label"] = f"{words[kind]} {counts[kind]}"
            # What is not ours has no name; and a cell of ours that stands twice must not stop the report.
            block["id"] = _free(block.get("id", _UNNAMED[kind]), anchors)
        elif kind == "note":
            block["id"], block["back"] = f"not--{block['number']}", f"not--{block['number']}--plats"
        if names and "id" in block:
            block["names"], names = names, []
        numbered_blocks.append(block)
    return numbered_blocks


def letter_of(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _resolve(blocks: list[bundles.Block], reading: Reading) -> None:
    """Let links to places in the notebook lead there, whatever those who wrote them call the place; others are words alone."""
    places: dict[str, str] = {}
    for block in blocks:
        if "id" in block:
            said = bundles.inline_text(block["content"]) if block["type"] == "heading" else block["id"]
            for name in (block["id"], said, *block.pop("names", ())):
                places.setdefault(_plain(name), block["id"])
    anchors = set(places.values())
    notes = {block["number"]: block["back"] for block in blocks if block["type"] == "note"}
    reading.place = 0
    for run in runs_of(blocks):
        if run["type"] == "note":
            if (number := int(run["text"])) not in notes:
                run["type"] = "text"
            elif back := notes[number]:
                # Of several places that point at a note it leads back to the first.
                run["id"], notes[number] = back, ""
        elif run["type"] == "link" and run["href"].startswith("#"):
            if run["href"][1:] not in anchors:
                run["href"] = f"#{places.get(_plain(unquote(run['href'])), run['href'][1:])}"
            _keep_link(run, run["href"][1:] in anchors, reading)
        elif run["type"] == "link":
            _keep_link(run, is_safe_href(run["href"]), reading)
    for block in blocks:
        if block["type"] == "note" and notes[block["number"]]:
            block["back"] = ""  # nothing that is left points at it


def _keep_link(run: dict[str, Any], leads: bool, reading: Reading) -> None:
    if not leads and not reading.own:
        reading.warn("warn_link", "fix_link", address=run["href"])
        run["type"] = "text"


def runs_of(blocks: Iterable[bundles.Block]) -> Iterator[dict[str, Any]]:
    """Every run of somebody's own text, to be changed where it stands."""
    for block in blocks:
        yield from block.get("content", ())
        for item in block.get("items", ()) if block.get("type") == "list" else ():
            yield from runs_of([item]) if isinstance(item, dict) else item
        yield from runs_of(block.get("blocks", ()))
        for row in block.get("rows", ()) if block.get("type") == "table" else ():
            yield from (run for cell in row if isinstance(cell, list) for run in cell)


def _plain(name: str) -> str:
    """What two names of one place have in common: letters and figures, in small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", name)).lower()


def is_safe_href(href: str) -> bool:
    """Only the web, mail and places in the page itself become links; anything else stays text."""
    return _SAFE_HREF.fullmatch(href) is not None


def _anchor(heading: str, taken: set[str], otherwise: str) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or otherwise
    return _free(stem, taken)


def _free(anchor: str, taken: set[str]) -> str:
    """The anchor, or the next of its name that is not `taken`; taken now."""
    free, again = anchor, 2
    while free in taken:
        free, again = f"{anchor}-{again}", again + 1
    taken.add(free)
    return free
