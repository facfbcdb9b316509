"""Words and numbers without quotation marks that YAML 1.1 reads as something else than whoever typed them: refused.

Each is told with what it would have been read as; nothing is read otherwise than papermill would.
"""

import re
from collections.abc import Iterator

import yaml

_KINDS = {
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)"),
    "tag:yaml.org,2002:float": re.compile(r"[-+]?[0-9]+\.[0-9]+"),
}
"""How a person writes a number; every other way in which YAML 1.1 writes one is another person's text or number."""

_NO_VALUE = {"none", "nil", "nan", "n/a", "undefined"}
_LOST = re.compile(r"\s*#")
_LOST_AFTER_NOTHING = re.compile(r"\s*#\S")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
_QUOTE = "Skriv det inom citattecken om det är text, annars som ett vanligt tal."


def misread(node: yaml.ScalarNode, value: object, lines: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with an unquoted scalar that is read as `value`, and the remedy."""
    typed = node.value
    if (pattern := _KINDS.get(node.tag)) and not pattern.fullmatch(typed):
        yield f"{typed[:40]} läses som {_as_number(value)}.", _QUOTE
    elif node.tag == _TEXT and typed.casefold() in _NO_VALUE:
        yield f"{typed} läses som ordet {typed}.", "Lämna värdet tomt, eller skriv null."
    elif _is_cut_off(node, lines):
        what = "det som står efter # är en anmärkning och läses inte."
        yield what, "Sätt hela texten inom citattecken, eller flytta anmärkningen till en egen rad."


def _is_cut_off(node: yaml.ScalarNode, lines: list[str]) -> bool:
    """Text that goes on after #, as in Delmål #3; after a day or a number a remark is one."""
    end = node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if node.tag == _NULL:
        return not node.value and _LOST_AFTER_NOTHING.match(rest) is not None
    return node.tag == _TEXT and not _DAY.fullmatch(node.value) and _LOST.match(rest) is not None


def _as_number(value: object) -> str:
    return "ett tal som inte finns" if value is None else f"talet {value}".replace(".", ",")
