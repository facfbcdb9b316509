"""A chart laid out to measure, in pixels: the same marks wide, for paper and screen, and narrow, for a phone of 320 pixels.

Words are measured before they are placed, so that none is cut and none meets another.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import altair as alt

from medlemsnytta.presentation.charts.drawing import Data, Part, encoding, explained, finished, view
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.typeface import advances

WIDE, NARROW = 600, 284
"""Pixels across."""

Side = Literal["left", "center", "right"]


class Letters(NamedTuple):
    """How words are set: size in pixels, weight, colour, and the side of the place on which they begin or end."""

    size: int = 13
    bold: bool = False
    colour: str = theme.INK
    side: Side = "left"

    def wide(self, words: str) -> float:
        """Pixels that the words take."""
        letters = advances("Semibold" if self.bold else "Regular")
        return sum(letters.get(sign, 1.0) for sign in words) * self.size

    def lines(self, words: str, room: float) -> list[str]:
        """The words in lines that have room; a word that has not is broken."""
        lines: list[str] = []
        for word in words.split(" "):
            if lines and self.wide(f"{lines[-1]} {word}") <= room:
                lines[-1] = f"{lines[-1]} {word}"
                continue
            lines.append("")
            for sign in word:
                if lines[-1] and self.wide(lines[-1] + sign) > room:
                    lines.append("")
                lines[-1] += sign
        return lines


class Canvas:
    """What stands where; places are pixels from the left and the top."""

    def __init__(self, width: int, **titles: str) -> None:
        """`titles` are those of what is told of a mark that the reader points at, by field."""
        self.width, self.height, self.titles = width, 0.0, titles
        self._grounds: list[dict[str, Any]] = []
        self._bars: list[dict[str, Any]] = []
        self._points: list[dict[str, Any]] = []
        self._words: dict[Letters, list[dict[str, Any]]] = {}

    def ground(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A field, or a thin line, behind everything."""
        self._reach(bottom)
        self._grounds.append({"left": left, "right": right, "top": top, "bottom": bottom, "colour": colour})

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str, **told: str) -> None:
        self._reach(bottom)
        self._bars.append({"left": left, "right": right, "top": top, "bottom": bottom, "colour": colour, **told})

    def point(self, left: float, top: float, colour: str, shape: str, **told: str) -> None:
        self._reach(top + 7)
        self._points.append({"left": left, "top": top, "colour": colour, "shape": shape, **told})

    def write(self, left: float, top: float, words: str, letters: Letters) -> None:
        """A line of words whose middle is at `top`."""
        self._reach(top + letters.size * 0.7)
        self._words.setdefault(letters, []).append({"left": left, "top": top, "words": words})

    def _reach(self, bottom: float) -> None:
        self.height = max(self.height, bottom)

    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite."""
        x = alt.X("left:Q", scale=alt.Scale(domain=[0, self.width], nice=False), axis=None)
        y = alt.Y("top:Q", scale=alt.Scale(domain=[0, self.height], nice=False, reverse=True), axis=None)
        place = encoding(x=x, y=y)
        colour = encoding(color=alt.Color("colour:N", scale=None))
        told = encoding(tooltip=explained(**self.titles)) if self.titles else {}
        field = place | encoding(x2=alt.X2("right:Q"), y2=alt.Y2("bottom:Q")) | colour
        shape = encoding(shape=alt.Shape("shape:N", scale=None))
        parts = [
            (self._grounds, alt.MarkDef(type="rect"), field),
            (self._bars, alt.MarkDef(type="rect", stroke="#ffffff", strokeWidth=1), field | told),
            (self._points, alt.MarkDef(type="point", filled=True, size=140, opacity=1), place | colour | shape | told),
            *(
                (rows, _mark(letters), place | encoding(text=alt.Text("words:N")))
                for letters, rows in self._words.items()
            ),
        ]
        drawn = [(Data(rows), mark, channels) for rows, mark, channels in parts if rows]
        layers: list[Part] = [view(mark, channels, data=data) for data, mark, channels in drawn]
        chart = {"layer": layers, "width": self.width, "height": self.height}
        return finished(chart, *(data for data, _, _ in drawn)) | {"padding": 2}


def _mark(letters: Letters) -> alt.MarkDef:
    return alt.MarkDef(
        type="text",
        align=letters.side,
        baseline="middle",
        fontSize=letters.size,
        fontWeight=600 if letters.bold else 400,
        color=letters.colour,
    )


def shared_lines(names: Sequence[str], letters: Letters, room: float) -> list[str]:
    """Names in lines, as many of them on each as have room."""
    lines: list[str] = []
    for name in names:
        if lines and letters.wide(f"{lines[-1]}, {name}") <= room:
            lines[-1] = f"{lines[-1]}, {name}"
        else:
            lines += letters.lines(name, room)
    return lines
