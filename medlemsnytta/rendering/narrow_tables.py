"""The columns' names for narrow screens, where a table's rows become cards: said once a column, in the page's style."""

import re
from collections.abc import Iterator
from typing import Any

from medlemsnytta.rendering.blocks import Document
from medlemsnytta.rendering.bundles import header_text

MOST_COLUMNS = 7
"""Of a table that a screen has room for; a wider one is read by moving sideways, and has no cards."""
_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
_UNSAFE = re.compile(r"[^\w ,.?:%()/–-]|[\n\r]")


def card_rules(document: Document) -> str:
    """A rule for each name of a column but a table's first; what could end a string of CSS is written as its code."""
    named: dict[str, list[str]] = {}
    for anchor, table in _tables(document):
        for place, column in enumerate(table["columns"][1:], start=2):
            named.setdefault(_escaped(header_text(column)), []).append(f"{_selector(anchor)} td:nth-child({place})")
    return "".join(f'{",".join(cells)}{{--l:"{name}"}}\n' for name, cells in named.items())


def _selector(anchor: str) -> str:
    return f"#{anchor}" if _PLAIN.fullmatch(anchor) else f'[id="{_escaped(anchor)}"]'


def _tables(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in document["blocks"]:
        if block["type"] == "table" and len(block["columns"]) <= MOST_COLUMNS:
            yield block["id"], block
        elif block["type"] == "chart" and block["table"]:
            yield f"{block['id']}--siffror", block["table"]


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\{ord(match[0]):06x}", text)
