"""How a table on paper shares the page's width among its columns.

None is narrower than its longest word, or than its numbers on one line; what is left goes by the square root of what
each still wishes for, so that one long column does not starve the others, and is then moved about as long as that makes
the table shorter. Only where the words themselves have to give way may they be hyphenated. Widths are points; they are
counted here, because Typst's own measuring takes ten times as long.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

MILLIMETRE = 72 / 25.4
MARGIN = 24 * MILLIMETRE
"""The room beside the text, on each side; the page is told it."""
ROOM = 210 * MILLIMETRE - 2 * MARGIN
"""The width of an A4 page between its margins."""
MANY_COLUMNS = 6
WORD_LIMIT = 36 * MILLIMETRE
"""The part of a long word that a column must have room for."""
NUMBERS_LIMIT = 30 * MILLIMETRE
"""The width up to which numbers and dates stand on one line."""
TITLE_LIMIT = 26 * MILLIMETRE
"""The part of a header that a column wishes to show on one line."""
STEPS = (48.0, 24.0, 12.0, 6.0, 3.0)
"""How much room is moved at a time from one column to another, in points."""
ROWS_TRIED = 60
"""The rows, from the first, whose lines are counted."""
_LEAST_PART = 0.2
_CLOSE = 0.01
_EXACT = 1e-4
_WORD = re.compile(r"[0-9]+–[0-9]+|[^ \n\u00ad\u200b–-]+[–-]*")
_WORD_AND_SPACE = re.compile(rf"({_WORD.pattern}|[–-]+)( ?)")

Advances = Mapping[str, float]


@dataclass(frozen=True)
class Setting:
    """The size of a table's letters, the room beside its cells, how wide its columns are with that, and hyphens."""

    size: float
    inset: float
    widths: tuple[float, ...]
    hyphenate: bool


def setting(
    header: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[str]], letters: Advances, bold: Advances
) -> Setting:
    """How to set a table whose columns are of `kinds`; `letters` and `bold` are the widths of its signs in ems."""
    crowded = len(kinds) >= MANY_COLUMNS
    size, inset = (8.5, 1.3 * MILLIMETRE) if crowded else (9.0, 1.7 * MILLIMETRE)
    least, wished = [], []
    for kind, title, cells in zip(kinds, header, zip(*rows, strict=True) if rows else [()] * len(kinds), strict=True):
        whole = _widest(letters, (line for cell in cells for line in cell.split("\n"))) * size
        words = _widest(letters, (word for cell in cells for word in _WORD.findall(cell))) * size
        content = whole if kind != "text" and whole < NUMBERS_LIMIT else min(words, WORD_LIMIT)
        floor = max(content, min(_widest(bold, _WORD.findall(title)) * size, WORD_LIMIT))
        least.append(floor)
        wished.append(max(floor, whole, min(_widest(bold, [title]) * size, TITLE_LIMIT)))
    room = ROOM - 2 * inset * len(kinds)
    hyphenate = sum(least) > room
    if hyphenate:
        shared = _squeezed(least, kinds, room)
    else:
        tried = [list(map(_column, (letters,) * len(cells), cells)) for cells in zip(*rows[:ROWS_TRIED], strict=True)]
        titles = [_column(bold, title) for title in header]
        lines = [
            _counting([title, *cells], size) for title, cells in zip(titles, tried or [[]] * len(titles), strict=True)
        ]
        shared = _shortest(_shared(least, wished, room), least, lines)
    return Setting(size, round(inset, 3), tuple(round(width + 2 * inset, 3) for width in shared), hyphenate)


def _widest(advances: Advances, lines: Iterable[str]) -> float:
    return max((sum(advances.get(sign, 1.0) for sign in line) for line in dict.fromkeys(lines)), default=0.0)


def _squeezed(least: Sequence[float], kinds: Sequence[str], room: float) -> list[float]:
    """Columns of text give way alike; numbers keep what they need."""
    text = sum(width for width, kind in zip(least, kinds, strict=True) if kind == "text")
    part = max(_LEAST_PART, (room - (sum(least) - text)) / max(1.0, text))
    return [width * part if kind == "text" else width for width, kind in zip(least, kinds, strict=True)]


def _shared(least: Sequence[float], wished: Sequence[float], room: float) -> list[float]:
    if sum(wished) <= room:
        spare = (room - sum(wished)) / len(wished)
        return [width + spare for width in wished]
    widths = list(least)
    free = room - sum(least)
    open_columns = [index for index, width in enumerate(widths) if wished[index] > width]
    while free > _CLOSE and open_columns:
        weights = [sqrt(wished[index] - least[index]) for index in open_columns]
        share = free / sum(weights)
        for index, weight in zip(open_columns, weights, strict=True):
            gain = min(share * weight, wished[index] - widths[index])
            widths[index] += gain
            free -= gain
        open_columns = [index for index in open_columns if wished[index] - widths[index] > _CLOSE]
    return widths


_Measured = list[list[tuple[float, float]]]
"""A cell's lines as typed, each as its words' widths in ems and those of the spaces after them."""


def _column(advances: Advances, cell: str) -> _Measured:
    def wide(letters: str) -> float:
        return sum(advances.get(sign, 1.0) for sign in letters)

    return [[(wide(word), wide(space)) for word, space in _WORD_AND_SPACE.findall(line)] for line in cell.split("\n")]


def _counting(cells: Sequence[_Measured], size: float) -> Callable[[float], Sequence[int]]:
    """How many lines each cell of a column takes at a width."""

    @cache
    def lines(width: float) -> Sequence[int]:
        return [sum(_lines(words, width / size) for words in cell) for cell in cells]

    return lines


def _lines(words: Sequence[tuple[float, float]], width: float) -> int:
    count, end = 1, 0.0
    for word, space in words:
        if end and end + word > width + _EXACT:
            count, end = count + 1, 0.0
        end += word + space
    return count


def _shortest(
    widths: list[float], least: Sequence[float], lines: Sequence[Callable[[float], Sequence[int]]]
) -> list[float]:
    """Room moved to a column from another, or from all, while that makes the table shorter, or else its cells."""

    def height(tried: Sequence[float]) -> tuple[int, int]:
        counts = [count(width) for count, width in zip(lines, tried, strict=True)]
        return sum(map(max, *counts)) if len(counts) > 1 else sum(counts[0]), sum(map(sum, counts))

    best = height(widths)
    for step in STEPS:
        while True:
            moved = [each for each in _moves(widths, least, step) if height(each) < best]
            if not moved:
                break
            widths = min(moved, key=height)
            best = height(widths)
    return widths


def _moves(widths: Sequence[float], least: Sequence[float], step: float) -> Iterable[list[float]]:
    slack = [width - floor for width, floor in zip(widths, least, strict=True)]
    for taker in range(len(widths)):
        for giver in range(len(widths)):
            if giver != taker and slack[giver] >= step:
                moved = list(widths)
                moved[giver] -= step
                moved[taker] += step
                yield moved
        others = sum(slack) - slack[taker]
        if others >= step:
            moved = [width - step * spare / others for width, spare in zip(widths, slack, strict=True)]
            moved[taker] = widths[taker] + step
            yield moved
