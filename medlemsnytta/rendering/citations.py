"""What each text of a document was taken from, moved out of its blocks: those who set the page have no use for it."""

from collections.abc import Iterator, Sequence
from typing import Any

from medlemsnytta.rendering.bundles import Block, Inline

Citation = dict[str, Any]
"""{"place": "tabell-avgifter, rad 2, Avgift per år", "runs": [{"text": str, "sources": [{…}, …]}, …]}, of one text."""


def taken_from(blocks: Sequence[Block]) -> list[Citation]:
    """The citations of the blocks, in their order, each text one; the blocks are left without them."""
    found: list[Citation] = []
    heading = ""
    for block in blocks:
        if block["type"] == "heading":
            heading = "".join(run["text"] for run in block["content"])
        found.extend({"place": place, "runs": runs} for place, runs in _of(block, heading))
    return found


def _of(block: Block, heading: str) -> Iterator[tuple[str, list[Inline]]]:
    match block["type"]:
        case "paragraph" | "quote" | "heading":
            yield heading, _bare(block["content"])
            if "attribution" in block:
                yield heading, [{"text": block["attribution"], "sources": []}]
        case "list":
            for item in block["items"]:
                if isinstance(item, list):
                    yield heading, _bare(item)
                else:
                    yield heading, _bare(item["content"])
                    for inner in item["blocks"]:
                        yield from _of(inner, heading)
        case "facts":
            yield from ((f"{heading}, {item['term']}", _bare(item["content"])) for item in block["items"])
        case "callout":
            yield heading, [{"text": block["title"], "sources": []}]
            for inner in block["blocks"]:
                yield from _of(inner, f"{heading}, {block['title']}")
        case "table":
            yield from _of_table(block)
        case "chart":
            title = block.pop("cited_question", None)
            yield block["id"], _bare(title) if title else [{"text": block["question"], "sources": []}]
            if (source := block.pop("cited_source", None)) is not None:
                yield f"{block['id']}, källan", _bare(source)
            if (alternative := block.pop("cited_alternative", None)) is not None:
                yield f"{block['id']}, textalternativ", _bare(alternative)
            if block.get("table"):
                yield from _of_table(block["table"])


def _of_table(table: Block) -> Iterator[tuple[str, list[Inline]]]:
    cited = table.pop("cited", None)
    if cited is None:
        return
    names = [column["name"] for column in table["columns"]]
    yield table["id"], _bare(cited["caption"])
    yield from ((f"{table['id']}, rubriken", [{"text": name, "sources": []}]) for name in names)
    for number, row in enumerate(cited["rows"], 1):
        for name, cell in zip(names, row, strict=True):
            yield f"{table['id']}, rad {number}, {name}", _bare(cell)
    yield from ((f"{table['id']}, noten", _bare(note)) for note in cited["notes"])


def _bare(content: Sequence[Inline]) -> list[Inline]:
    """The runs with their sources, which the content itself loses."""
    return [{"text": run["text"], "sources": run.pop("sources", [])} for run in content]
