"""Formulas written in LaTeX, as MathML for a page and as a drawing for paper; knows latex2mathml and ziamath alone."""

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

MATHML = "http://www.w3.org/1998/Math/MathML"
DRAWN_SIZE = 10.5
"""Points of the drawing's letters, which are those of the text."""
MOST_LETTERS = 4_000
_DOLLARS = re.compile(
    r"^\s*(?:\$\$(?P<two>.+)\$\$|\$(?P<one>[^$]+)\$|\\\[(?P<square>.+)\\\]|\\\((?P<round>.+)\\\))\s*$", re.DOTALL
)
_ENVIRONMENT = re.compile(r"^\s*\\begin\{.*\\end\{\w+\*?\}\s*$", re.DOTALL)
_KEPT = frozenset([
    "accent", "accentunder", "columnalign", "columnspacing", "columnspan", "depth", "display", "displaystyle", "fence", "form",
    "height", "largeop", "linethickness", "lspace", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation",
    "rowalign", "rowspacing", "rowspan", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
])  # fmt: skip
"""Attributes that say how a formula is built; none of them fetches, links, runs or is a style."""


@dataclass(frozen=True)
class Drawing:
    """A formula's SVG, how many points wide it is to be, and how many of them reach below the line."""

    svg: str
    width: float
    below: float


def bare(written: str) -> str | None:
    """What stands between the dollars of a formula; None where `written` is none."""
    if found := _DOLLARS.match(written):
        return next(part for part in found.groups() if part is not None).strip()
    return written.strip() if _ENVIRONMENT.match(written) else None


def is_readable(latex: str, display: bool = False) -> bool:
    """Whether both forms can be made, in a sentence or, for `display`, on a line of its own."""
    return _mathml(latex, display) is not None and drawing(latex, display) is not None


def mathml(latex: str, display: bool = False) -> str:
    """A readable formula as `<math>`, with the LaTeX as its alternative."""
    made = _mathml(latex, display) or _mathml(latex, not display)
    assert made is not None, "only what is readable becomes a formula"
    return made


@lru_cache(maxsize=512)
def _mathml(latex: str, display: bool) -> str | None:
    from latex2mathml.converter import convert

    if not latex.strip() or len(latex) > MOST_LETTERS:
        return None
    try:
        root = ElementTree.fromstring(convert(latex, display="block" if display else "inline"))
    except Exception:
        # The library raises what it likes: of its own, IndexError, KeyError, RecursionError.
        return None
    for element in root.iter():
        if "\\" in (element.text or ""):
            return None  # a command that it does not know stands there as its name
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {key: value for key, value in element.attrib.items() if key in _KEPT}
    root.set("xmlns", MATHML)
    root.set("alttext", latex.strip())
    return ElementTree.tostring(root, encoding="unicode")


@lru_cache(maxsize=512)
def drawing(latex: str, display: bool) -> Drawing | None:
    """The formula as SVG; None where it cannot be drawn."""
    from ziamath.zmath import Latex

    try:
        formula = Latex(latex, size=DRAWN_SIZE, inline=not display)
        svg = formula.svg()
        _, top, width, height = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
    except Exception:
        return None
    return Drawing(svg, width, round(top + height, 3))
