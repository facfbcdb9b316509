"""The typeface that a page carries: of each face only the letters that the page has; the only module that knows fontTools.

A chart's words are measured in it before they are placed, and few readers have it. What is carried is not packed, because
packers differ from machine to machine; it is 2 to 7 kB a face.
"""

import base64
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.etree import ElementTree

from medlemsnytta.rendering import typeface

WEIGHTS = {"Regular": "400", "Semibold": "600 900"}
"""The faces, and the weights that a page's style asks for them with."""
_BOLD = frozenset({"600", "700", "bold"})
_NOT_FOR_A_PAGE = ["BASE", "DSIG", "GDEF", "GPOS", "GSUB"]
"""Kerning and other forms of letters: words are measured without, so they are set without."""

Letters = Mapping[str, frozenset[str]]
"""Of each face the characters that are set in it."""


def letters_of(drawings: Iterable[str], words: str = "") -> Letters:
    """What the drawings, each the text of an SVG, set in each face; `words` are set in all of them."""
    found: dict[str, set[str]] = {face: set(words) for face in WEIGHTS}
    for drawing in drawings:
        _gather(ElementTree.fromstring(drawing), "Regular", found)
    return {face: frozenset(signs) & typeface.drawable() for face, signs in found.items()}


def face_rules(letters: Letters) -> str:
    """The style that gives a page those letters; nothing where it has none."""
    return "".join(
        f'@font-face{{font-family:"{typeface.DRAWN_FAMILY}";font-weight:{WEIGHTS[face]};'
        f"src:url(data:font/otf;base64,{_packed(face, signs)})}}\n"
        for face, signs in letters.items()
        if signs
    )


def _gather(element: ElementTree.Element, face: str, found: Mapping[str, set[str]]) -> None:
    """Add the words of an element and of what it holds; a weight is handed down."""
    if weight := element.get("font-weight"):
        face = "Semibold" if weight in _BOLD else "Regular"
    found[face].update((element.text or "").strip("\n"))
    for inner in element:
        _gather(inner, face, found)


@lru_cache(maxsize=64)
def _packed(face: str, signs: frozenset[str]) -> str:
    """An OpenType file of a face with these characters alone, in base64; the same ones give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        layout_features=[],
        name_IDs=[],
        hinting=False,
        notdef_outline=False,
        recalc_timestamp=False,
    )
    font = TTFont(io.BytesIO(typeface.face_file(face)), recalcTimestamp=False)
    for table in _NOT_FOR_A_PAGE:
        # Before it is cut: tables that are only dropped are read first, a tenth of a second a face.
        if table in font:
            del font[table]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in signs])
    cutter.subset(font)
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return base64.b64encode(written.getvalue()).decode()
