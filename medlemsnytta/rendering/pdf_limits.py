"""What a PDF cannot hold of a notebook that is not ours, made into what it can: no word is lost and nothing stops."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medlemsnytta.rendering import bundles

LONGEST = 5_000
"""Letters of a heading, a formula or an alternative; PDF/A-3 allows a string 32 767 bytes."""
DEEPEST = 8
"""Lists in each other; Typst stops at some more than ten."""
_LONG_WORD = re.compile(r"\S{500}(?=\S)")
_NOT_WORDS = frozenset(["base64", "svg", "mime", "href", "latex", "spec", "type"])


def within_limits(blocks: Sequence[bundles.Block]) -> list[bundles.Block]:
    """The blocks with long words that may be broken, long headings as paragraphs, long formulas as code, and lists less deep."""
    return [_block(_within(block), 0) for block in blocks]


def short_enough(head: Mapping[str, Any]) -> dict[str, Any]:
    """What the file is called by, cut where it is too long to be that."""
    return {name: said[:LONGEST] if isinstance(said, str) else said for name, said in head.items()}


def _within(value: Any, name: str = "") -> Any:
    """Any part of a block, with what is too long in it shortened, broken or said in another way."""
    if isinstance(value, str):
        if name in _NOT_WORDS:
            return value
        if name == "alternative" and len(value) > LONGEST:
            return f"{value[:LONGEST]}…"
        return _LONG_WORD.sub(lambda word: f"{word[0]}\N{ZERO WIDTH SPACE}", value)
    if isinstance(value, Mapping):
        if value.get("type") == "formula" and len(value.get("latex") or value.get("text") or "") > LONGEST:
            value = (
                {"type": "preformatted", "text": value["latex"]} if "latex" in value else bundles.code(value["text"])
            )
        return {key: _within(part, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_within(part, name) for part in value]
    return value


def _block(block: bundles.Block, depth: int) -> bundles.Block:
    if block["type"] == "heading" and len(bundles.inline_text(block["content"])) > LONGEST:
        return {"type": "paragraph", "content": block["content"]}
    if block["type"] == "list":
        return {**block, "items": [_item(item, depth + 1) for item in block["items"]]}
    return block


def _item(item: Any, depth: int) -> Any:
    if not isinstance(item, Mapping):
        return item
    if depth < DEEPEST:
        return {**item, "blocks": [_block(block, depth) for block in item["blocks"]]}
    flat: list[bundles.Block] = []
    _flatten(item["blocks"], flat.append)
    return {**item, "blocks": flat}


def _flatten(blocks: Sequence[bundles.Block], add: Callable[[bundles.Block], None]) -> None:
    """The lists among the blocks as paragraphs, one after another."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if block["type"] != "list":
            add(block)
            continue
        for item in reversed(block["items"]):
            inside = item["blocks"] if isinstance(item, Mapping) else []
            content = item["content"] if isinstance(item, Mapping) else item
            waiting += [*reversed(inside), {"type": "paragraph", "content": [bundles.text("– "), *content]}]
