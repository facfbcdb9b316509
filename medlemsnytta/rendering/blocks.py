"""An executed notebook read as one neutral document, the only thing that the HTML and PDF exporters look at.

Markdown cells give headings and sentences; displayed bundles give the rest. Sections, tables and charts are numbered
here, once, so that both files say "tabell 3" of the same table. Anything else that a cell showed stands as its plain
text: a report must not lose what its notebook showed. Warnings (standard error) are meant for the analyst, and are left
to the kept notebook.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import mistune

from medlemsnytta.rendering import bundles

if TYPE_CHECKING:
    from nbformat import NotebookNode

Document = dict[str, Any]
"""{"head": {…}, "blocks": […], "record": {"parameters": {…}, "data": {…}} or None where the notebook kept none}.

Blocks are those of `bundles` and

- {"type": "heading", "level": 2 | 3, "number": "4" | "A" | "", "appendix": bool, "id": str, "content": [inline, …]}
- {"type": "table", "number": 3, "label": "Tabell 3", **Table.as_json()}
- {"type": "preformatted", "text": str}, what a cell showed that is no bundle, or code in Markdown, in lines of its own
- {"type": "trial", **fields of Trial}, which only a page with scripts has a use for
- {"type": "chart", "number": 2, "label": "Diagram 2", "id", "question", "alternative", "spec", "table": Table.as_json()}
"""

UNNUMBERED_TAG = "unnumbered"
APPENDIX_TAG = "appendix"
OPTIONAL_TAG = "optional"
"""A section whose heading is left out where nothing follows it."""
ANALYST_TAG = "analyst"
"""A cell that is there to be looked at in JupyterLab, and stands in no report."""
_MARKDOWN = mistune.create_markdown(renderer="ast")
_COLOURS_AND_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
"""What a terminal would colour the text by, and what no page can show."""
_PLAIN = "text/plain"


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
        if ANALYST_TAG in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            blocks.extend(_markdown_blocks(cell))
        elif cell.cell_type == "code":
            for mime, data in _shown(cell):
                if mime == bundles.HEAD_MIME:
                    head = dict(data)
                elif mime == bundles.RECORD_MIME:
                    record = dict(data)
                elif mime == bundles.PROSE_MIME:
                    blocks.extend(_prose_blocks(data["blocks"]))
                elif mime == bundles.TABLE_MIME:
                    blocks.append({"type": "table", **data})
                elif mime == bundles.TRIAL_MIME:
                    blocks.append({"type": "trial", **data})
                elif mime == bundles.CHART_MIME:
                    blocks.append({"type": "chart", **data})
                elif text := _COLOURS_AND_CONTROLS.sub("", data).strip("\n"):
                    blocks.append({"type": "preformatted", "text": text})
    if head is None:
        what = "ingen cell visar rapportens huvud: titel, kommun och dag."
        raise NotebookNotReadable(what, "Ta med den cell i programmets egen anteckningsbok som visar summary.head.")
    blocks = [block for place, block in enumerate(blocks) if not _says_nothing(blocks, place)]
    _number(blocks)
    return {"head": head, "blocks": blocks, "record": record}


def _says_nothing(blocks: list[bundles.Block], place: int) -> bool:
    """True of an optional heading that the next one of its level, or the end, follows at once."""
    if not blocks[place].pop("optional", False):
        return False
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    return following is None or (following["type"] == "heading" and following["level"] <= blocks[place]["level"])


def _shown(cell: "NotebookNode") -> Iterator[tuple[str, Any]]:
    """What each output shows by its kind: a bundle of ours, else text."""
    known = (
        bundles.HEAD_MIME,
        bundles.PROSE_MIME,
        bundles.TABLE_MIME,
        bundles.CHART_MIME,
        bundles.RECORD_MIME,
        bundles.TRIAL_MIME,
    )
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        mime = next((mime for mime in known if mime in data), None)
        if mime is not None:
            yield mime, data[mime]
        elif output.output_type == "stream":
            yield _PLAIN, output.text if output.name == "stdout" else ""
        elif output.output_type == "error":
            yield _PLAIN, f"{output.ename}: {output.evalue}"
        else:
            kinds = ", ".join(sorted(data))
            yield _PLAIN, str(data.get(_PLAIN) or data.get("text/markdown") or f"[{kinds}]")


def _prose_blocks(prose: list[bundles.Block]) -> Iterator[bundles.Block]:
    for block in prose:
        if block["type"] == "subheading":
            yield {"type": "heading", "level": 3, "content": block["content"], "numbered": False, "appendix": False}
        else:
            yield block


def _markdown_blocks(cell: "NotebookNode") -> Iterator[bundles.Block]:
    tags = cell.metadata.get("tags", [])
    for token in _MARKDOWN(cell.source):
        match token["type"]:
            case "blank_line":
                continue
            case "heading":
                yield {
                    "type": "heading",
                    "level": max(2, token["attrs"]["level"]),
                    "content": _inlines(token["children"]),
                    "numbered": token["attrs"]["level"] <= 2 and UNNUMBERED_TAG not in tags,
                    "appendix": APPENDIX_TAG in tags,
                    "optional": OPTIONAL_TAG in tags,
                }
            case "paragraph":
                yield {"type": "paragraph", "content": _inlines(token["children"])}
            case "list":
                items = [_item(item["children"]) for item in token["children"]]
                yield {"type": "list", "ordered": token["attrs"]["ordered"], "items": items}
            case "block_code":
                yield {"type": "preformatted", "text": token["raw"].rstrip("\n")}
            case other:
                raise _out_of_place(other)


def _item(tokens: list[dict[str, Any]]) -> list[bundles.Inline]:
    """What stands in an item of a list: one paragraph, or nothing."""
    if any(token["type"] not in ("block_text", "paragraph") for token in tokens) or len(tokens) > 1:
        raise _out_of_place("lista i lista")
    return [run for token in tokens for run in _inlines(token["children"])]


def _out_of_place(kind: str) -> NotebookNotReadable:
    what = f"Markdown av slaget {kind} går inte att visa i en rapport."
    return NotebookNotReadable(
        what, "Skriv om textcellen med rubriker, stycken, listor, fetstil, kursiv, kod och länkar."
    )


def _inlines(tokens: list[dict[str, Any]]) -> list[bundles.Inline]:
    runs: list[bundles.Inline] = []
    for token in tokens:
        match token["type"]:
            case "text":
                runs.append(bundles.text(token["raw"]))
            case "softbreak" | "linebreak":
                runs.append(bundles.text(" "))
            case "strong":
                runs.append(bundles.strong(bundles.inline_text(_inlines(token["children"]))))
            case "emphasis":
                runs.append(bundles.emphasis(bundles.inline_text(_inlines(token["children"]))))
            case "codespan":
                runs.append(bundles.code(token["raw"]))
            case "link":
                runs.append(bundles.link(bundles.inline_text(_inlines(token["children"])), token["attrs"]["url"]))
            case other:
                raise _out_of_place(other)
    return runs


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
            if block["id"] in anchors:
                raise NotebookNotReadable(
                    f"två tabeller eller diagram heter {block['id']}.", "Ge det ena ett annat id."
                )
            anchors.add(block["id"])


def _anchor(heading: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "avsnitt"
    anchor, again = stem, 2
    while anchor in taken:
        anchor, again = f"{stem}-{again}", again + 1
    taken.add(anchor)
    return anchor
