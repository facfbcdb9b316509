"""An executed notebook read as one neutral document, the only thing that the HTML and PDF exporters look at.

Markdown cells give headings and sentences; displayed bundles give the rest, and whatever else a cell showed comes out as
what it is (`foreign_outputs`). Sections, tables and charts are numbered here, once, so that both files say "tabell 3" of
the same table.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from medlemsnytta.rendering import bundles, citations, foreign_outputs, markdown_text

if TYPE_CHECKING:
    from nbformat import NotebookNode

Document = dict[str, Any]
"""{"head": {…}, "blocks": […], "record": {"parameters": {…}, "data": {…}} or None where the notebook kept none,
"citations": what each text was taken from, as in `citations`}.

Blocks are those of `bundles` and

- {"type": "heading", "level": 2 | 3, "number": "4" | "A" | "", "appendix": bool, "id": str, "content": [inline, …]}
- {"type": "table", "number": 3, "label": "Tabell 3", **Table.as_json()}
- {"type": "preformatted", "text": str}, what a cell printed, or code in Markdown, in lines of its own
- {"type": "picture", "mime", "base64", "alternative"}, what a cell drew
- {"type": "trial", **fields of Trial}, which only a page with scripts has a use for
- {"type": "chart", "number": 2, "label": "Diagram 2", "id", "question", "alternative", "spec", "table": Table.as_json()};
  somebody else's has "svg" in the place of "spec", and its "table" may be None
"""

_OURS = {
    bundles.HEAD_MIME: "head",
    bundles.PROSE_MIME: "prose",
    bundles.TABLE_MIME: "table",
    bundles.CHART_MIME: "chart",
    bundles.RECORD_MIME: "record",
    bundles.TRIAL_MIME: "trial",
}
"""The bundles by their types, in the order in which an output is asked for them."""
_UNNAMED = {"table": "egen--tabell", "chart": "eget--diagram"}
"""No heading's anchor has two hyphens in a row."""
ANALYST_TAG = "analyst"
"""A cell that shows the analyst something in the notebook, and the report's reader nothing."""


class NotebookNotReadable(ValueError):
    """The notebook shows something that a report cannot carry: `what`, and how to `fix` it, in Swedish."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def document(notebook: "NotebookNode") -> Document:
    """Read the executed `notebook` from top to bottom."""
    head: dict[str, Any] | None = None
    record: dict[str, Any] | None = None
    blocks: list[bundles.Block] = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if ANALYST_TAG in tags:
            continue
        if cell.cell_type == "markdown":
            blocks.extend(markdown_text.blocks(cell.source, tags))
        elif cell.cell_type == "code":
            for output in cell.get("outputs", []):
                mime = ours(output)
                if mime is None:
                    blocks.extend(foreign_outputs.blocks(output, tags))
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
    if head is None:
        what = "ingen cell visar rapportens huvud: titel, kommun och dag."
        raise NotebookNotReadable(what, "Ta med den cell i programmets egen anteckningsbok som visar summary.head.")
    blocks = [block for place, block in enumerate(blocks) if not _says_nothing(blocks, place)]
    _number(blocks)
    return {"head": head, "blocks": blocks, "record": record, "citations": citations.taken_from(blocks)}


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


def _number(blocks: list[bundles.Block]) -> None:
    """Give headings, tables and charts their numbers and anchors, in the order in which they stand."""
    sections = appendices = 0
    counts = {"table": 0, "chart": 0}
    labels = {"table": "Tabell", "chart": "Diagram"}
    anchors: set[str] = set()
    deepest = 2
    for block in blocks:
        kind = block["type"]
        if kind == "heading":
            # A level that is skipped would be lost to those who listen; the PDF may not have one.
            block["level"] = min(block["level"], deepest)
            deepest = block["level"] + 1
            numbered = block.pop("numbered")
            if numbered and block["appendix"]:
                appendices += 1
                block["number"] = chr(ord("A") + appendices - 1)
            elif numbered:
                sections += 1
                block["number"] = str(sections)
            else:
                block["number"] = ""
            block["id"] = _anchor(bundles.inline_text(block["content"]), anchors)
        elif kind in counts:
            counts[kind] += 1
            block["number"] = counts[kind]
            block["label"] = f"{labels[kind]} {counts[kind]}"
            # What is not ours has no name; and a cell of ours that stands twice must not stop the report.
            block["id"] = _free(block.get("id", _UNNAMED[kind]), anchors)


def _anchor(heading: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "avsnitt"
    return _free(stem, taken)


def _free(anchor: str, taken: set[str]) -> str:
    """The anchor, or the next of its name that is not `taken`; taken now."""
    free, again = anchor, 2
    while free in taken:
        free, again = f"{anchor}-{again}", again + 1
    taken.add(free)
    return free
