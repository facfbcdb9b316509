"""Style that gives a chart's drawing other colours where the reader has chosen a dark page.

A still drawing and one that is alive name their colours alike, so the same rules hold for both, and print has none.
"""

import re
from collections.abc import Iterable

from medlemsnytta.rendering.colours import on_dark

_COLOUR = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{3,6})"')
_BLACK = "#000000"
"""Of what names no colour."""


def dark_rules(drawings: Iterable[str]) -> str:
    """A rule for each colour of the drawings, each the text of an SVG; none without drawings."""
    named = sorted({found.groups() for drawing in drawings for found in _COLOUR.finditer(drawing)})
    if not named:
        return ""
    rules = "".join(f'.ours [{part}="{colour}"]{{{part}:{on_dark(_whole(colour))}}}' for part, colour in named)
    return (
        "@media screen and (prefers-color-scheme:dark){"
        f".ours{{background:var(--paper)}}.ours svg{{fill:{on_dark(_BLACK)};background:none!important}}{rules}}}\n"
    )


def _whole(colour: str) -> str:
    """#abc as #aabbcc."""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
