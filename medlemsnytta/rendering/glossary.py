"""Words that are explained where they stand: the sentences of a page with the word marked the first time in each section."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from medlemsnytta.rendering.bundles import Block, Inline


def explained(blocks: Sequence[Block], *, once: bool = False) -> list[Block]:
    """The blocks with an inline of the type "explained" for each word, `once` in all or once a section of the second level.

    Only sentences have it: a heading or a table's cell is looked at, and a link is something else already. The glossary
    keeps the words that were found; a page without a glossary is as it was.
    """
    words = [word for block in blocks if block["type"] == "glossary" for word in block["words"]]
    if not words:
        return list(blocks)
    marker = _Marker(words)
    marked = []
    for block in blocks:
        if block["type"] == "heading" and block["level"] == 2 and not once:
            marker.begin_section()
        marked.append(marker.marked(block))
    kept = [word for word in words if word["key"] in marker.found]
    return [{**block, "words": kept} if block["type"] == "glossary" else block for block in marked]


_CLOSING = re.compile("[),.;:?!”]*")


def _keep_together(before: Inline, word: Inline, after: Inline) -> None:
    """Take what may not stand alone on a line from the runs beside the word: a sentence may be put together of several."""
    if not word["before"] and before.get("type") == "text" and before["text"].endswith("("):
        before["text"], word["before"] = before["text"][:-1], "("
    closing = _CLOSING.match(after["text"]) if not word["after"] and after.get("type") == "text" else None
    if closing:
        word["after"], after["text"] = closing[0], after["text"][closing.end() :]


class _Marker:
    def __init__(self, words: Sequence[dict[str, Any]]) -> None:
        self._keys = [word["key"] for word in words]
        # Each pattern in a group of its own, found by its number; a word that begins a sentence is found too.
        joined = "|".join(f"({word['pattern']})" for word in words)
        self._any = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
        self._in_section: set[str] = set()
        self.found: set[str] = set()

    def begin_section(self) -> None:
        self._in_section.clear()

    def marked(self, block: Block) -> Block:
        match block["type"]:
            case "paragraph":
                return {**block, "content": self._sentence(block["content"])}
            case "list" if not any(isinstance(item, dict) for item in block["items"]):
                return {**block, "items": [self._sentence(item) for item in block["items"]]}
            case "facts":
                items = [{**item, "content": self._sentence(item["content"])} for item in block["items"]]
                return {**block, "items": items}
            case "callout":
                return {**block, "blocks": [self.marked(inner) for inner in block["blocks"]]}
            case _:
                return block

    def _sentence(self, content: Sequence[Inline]) -> list[Inline]:
        runs = [run for whole in content for run in (self._runs(whole) if whole["type"] == "text" else [whole])]
        for before, word, after in zip([{}, *runs], runs, [*runs[1:], {}], strict=False):
            if word["type"] == "explained":
                _keep_together(before, word, after)
        return [run for run in runs if run["type"] != "text" or run["text"]]

    def _runs(self, whole: Inline) -> Iterator[Inline]:
        text, end = whole["text"], 0
        for found in self._any.finditer(text):
            key = self._keys[(found.lastindex or 1) - 1]
            if key in self._in_section:
                continue
            self._in_section.add(key)
            self.found.add(key)
            # A line may break on either side of a button: what may not stand alone goes with the word.
            start = found.start() - text[end : found.start()].endswith("(")
            closing = _CLOSING.match(text, found.end())
            after = closing[0] if closing else ""
            if start > end:
                yield {**whole, "text": text[end:start]}
            yield {
                "type": "explained",
                "before": text[start : found.start()],
                "text": found[0],
                "after": after,
                "key": key,
            }
            end = found.end() + len(after)
        if end < len(text) or not text:
            yield {**whole, "text": text[end:]}
