"""How much of somebody else's table or printout a page shows; what is left out is counted in words, and the whole is a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from medlemsnytta.rendering import page_words
from medlemsnytta.rendering import runs as running
from medlemsnytta.rendering.bundles import Block, header_text


@dataclass(frozen=True)
class Bounds:
    """The most rows and columns of a table, and the most lines and characters of a printout."""

    rows: int
    columns: int
    lines: int
    letters: int


SCREEN = Bounds(rows=1_000, columns=100, lines=1_000, letters=100_000)
PAPER = Bounds(rows=200, columns=20, lines=200, letters=20_000)
"""A thousand rows of sixty columns take Typst half a minute and gigabytes, and checkers refuse tables of more than 1 024 rows."""


def is_cut(block: Block, bounds: Bounds) -> bool:
    """Whether a page within these bounds shows less than all of the block."""
    if block["type"] == "preformatted":
        return len(block["text"]) > bounds.letters or block["text"].count("\n") >= bounds.lines
    if block["type"] == "table" and block.get("bounded"):
        return len(block["rows"]) > bounds.rows or len(block["columns"]) > bounds.columns
    return False


def cut(block: Block, bounds: Bounds, words: page_words.Words) -> tuple[Block, list[str]]:
    """The part of the block that is shown, and sentences that count the rest."""
    return _cut_text(block, bounds, words) if block["type"] == "preformatted" else _cut_table(block, bounds, words)


def _cut_table(block: Block, bounds: Bounds, words: page_words.Words) -> tuple[Block, list[str]]:
    rows, columns = len(block["rows"]), len(block["columns"])
    shown = [row[: bounds.columns] for row in block["rows"][: bounds.rows]]
    said = []
    if rows > bounds.rows:
        said.append(words["shown_rows"].format(shown=_counted(bounds.rows), rows=_counted(rows)))
    if columns > bounds.columns:
        said.append(words["shown_columns"].format(shown=bounds.columns, columns=_counted(columns)))
    return {**block, "columns": block["columns"][: bounds.columns], "rows": shown}, said


def _cut_text(block: Block, bounds: Bounds, words: page_words.Words) -> tuple[Block, list[str]]:
    lines = block["text"].split("\n")
    shown = "\n".join(lines[: bounds.lines])
    if len(shown) <= bounds.letters:
        said = words["shown_lines"].format(shown=_counted(bounds.lines), lines=_counted(len(lines)))
    else:
        shown = shown[: bounds.letters]
        letters = _counted(len(block["text"]))
        said = words["shown_letters"].format(shown=_counted(bounds.letters), letters=letters)
    return {**block, "text": shown}, [said]


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def whole_table(block: Mapping[str, object]) -> list[list[str]]:
    """The header and every row, as the table's file has them."""
    header = [header_text(column) for column in block["columns"]]  # type: ignore[attr-defined]
    return [header, *([running.cell_text(cell) for cell in row] for row in block["rows"])]  # type: ignore[attr-defined]
