"""Which SVG drawing a logo may be: what it may hold is listed, so that it runs nothing, fetches nothing and is soon drawn.

What is left out of the lists and takes a viewer without end: filters, patterns, markers, dashes and repeated gradients, all of
which draw a part again as often as a number says.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
MAX_DEPTH = 100
MAX_DRAWN = 20_000
"""How much may be drawn, each element counted as often as it is used and by what it takes; a logo has a few hundred."""
_NUMBERS_AN_ELEMENT = 8
"""So many numbers of a path take about as long as a rectangle."""
_LAYER, _BLEND = 20, 1_000
"""So many rectangles take about as long as what is drawn by itself first and then laid on the rest, or blended with it."""
MIN_SIDE, MAX_SIDE = 0.001, 1_000_000
MAX_SLIMNESS = 30
"""How many times longer one side may be than the other."""
SLIM = f"bilden är mer än {MAX_SLIMNESS} gånger så lång åt ena hållet som åt det andra."
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath")
_GROUPS = ("svg", "g", "a", "defs", "symbol", "use", "switch", "clipPath", "mask")
_TOLD = ("title", "desc", "metadata", "style")
_ELEMENTS = {*_SHAPES, *_GROUPS, *_TOLD, "linearGradient", "radialGradient", "stop"}
_RUNS = {"script", "foreignObject", "iframe", "animate", "animateTransform", "animateMotion", "set", "image"}
_ENDLESS = {"filter", "pattern", "marker"}
_COLOURS = ("rgb", "rgba", "hsl", "hsla", "color")
_FUNCTIONS = {"url", *_COLOURS, "matrix", "translate", "translatex", "translatey", "scale", "rotate", "skewx", "skewy"}
_GEOMETRY = {
    *("d", "points", "transform", "gradientTransform", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "fx", "fy"),
    *("r", "rx", "ry", "width", "height", "viewBox", "offset", "stroke-width", "stroke-miterlimit", "font-size"),
}  # fmt: skip
_GLUED = 1_000
"""A path's numbers may seem so much larger than they are: its flags may stand in front of them without a blank."""
_CALL = re.compile(r"([\w-]*)\s*\(")
_FETCHES = re.compile(r"url\((?!\s*['\"]?#[^'\")%]*['\"]?\s*\))|@|\\")
_LENGTH = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*(?:[a-z%]{1,3})?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|\b(?:nan|inf)", re.IGNORECASE)
_PAINTED_BY = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)", re.IGNORECASE)
_PAINTS = {f"{_SVG}mask", f"{_SVG}clipPath"}
"""What is drawn anew for each that names it; a gradient is not."""
_STYLED = re.compile(
    r"(filter|stroke-dasharray|marker)(?:-(?:start|mid|end))?\s*:(?!\s*(?:none|inherit|normal|0)\s*(?:;|\}|!|$))"
)
_CALLED = {"stroke-dasharray": "streckade linjer", "marker": "markörer"}
_STYLE_NUMBER = re.compile(r"(?<![#\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_SELECTOR = re.compile(r"(?:[*]|[\w-]*)(?:[.#][\w-]+)*")
"""Of one element alone: what is looked for in those around it takes a reader long."""
_LAYERS = re.compile(r"(?<![\w-])(?:opacity|mask|clip-path|isolation)\s*:")
_BLENDS = re.compile(r"mix-blend-mode\s*:(?!\s*normal)")
_CLASS = re.compile(r"\.[\w-]+")
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_WORDS = {"id", "class", "font-family", "role", "lang", "title"}
"""Attributes that are words of the maker's own."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT = ("{http://www.w3.org/1999/xlink}href", f"{_XML}space", f"{_XML}lang")
_DOCTYPE = re.compile(rb"""<!DOCTYPE\s+svg\s+PUBLIC\s+"[^"<>\[\]]*"\s+"[^"<>\[\]]*"\s*>""")
"""As drawing programs write it; it names a file that nobody needs."""
_INSTRUCTION = re.compile(rb"<\?(?!xml\s)")
_ENDLESS_WORDS = "kan ta hur lång tid som helst att rita"


def whats_wrong(content: bytes) -> tuple[str, bytes]:
    """What is wrong with the drawing in words, or "" and the drawing without what says who made it, and how."""
    content = _DOCTYPE.sub(b"", content, count=1)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "SVG-filen har en dokumenttyp, som kan hämta annat.", b""
    try:
        content.decode("utf-8")
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return "filen är ingen hel SVG-bild.", b""
    if root.tag != f"{_SVG}svg":
        return "filen är ingen SVG-bild.", b""
    if _depth(root) > MAX_DEPTH:
        return f"SVG-filen har fler än {MAX_DEPTH} grupper i varandra.", b""
    if size := _wrong_size(root):
        return size, b""
    drawing = _without_metadata(root, content)
    found = next((words for element in root.iter() for words in _not_allowed(element)), "")
    if not found and _drawn(root) > MAX_DRAWN:
        found = f"SVG-bilden ritar mer än {MAX_DRAWN} delar, eller en del i sig själv."
    return found, drawing


def _depth(root: ElementTree.Element) -> int:
    """How many elements stand in each other; no further than a little past the most that is allowed."""
    depth, level = 0, [root]
    while level and depth <= MAX_DEPTH:
        depth, level = depth + 1, [child for parent in level for child in parent]
    return depth


def _wrong_size(root: ElementTree.Element) -> str:
    sides = [root.attrib[name] for name in ("width", "height") if name in root.attrib]
    box = root.attrib.get("viewBox", "0 0 1 1").replace(",", " ").split()
    lengths = [_length(words) for words in (*sides, *box[2:])]
    if (
        (len(sides) < 2 and "viewBox" not in root.attrib)
        or len(box) != 4
        or not all(map(_LENGTH.fullmatch, box))
        or not all(MIN_SIDE <= side <= MAX_SIDE for side in lengths)
    ):
        return "SVG-bilden har ingen storlek: viewBox, eller width och height, saknas, är noll eller inget tal."
    shapes = [lengths[-2:], lengths[:2] if len(sides) == 2 else []]
    if any(too_slim(*shape) for shape in shapes if shape):
        return SLIM
    return ""


def too_slim(width: float, height: float) -> bool:
    """Whether a picture of these sides would be a mere line on the page."""
    return max(width, height) > MAX_SLIMNESS * min(width, height)


def _length(words: str) -> float:
    number = _LENGTH.fullmatch(words)
    return float(number[1]) if number else math.nan


def _not_allowed(element: ElementTree.Element) -> Iterator[str]:
    """What the element has that a logo may not have."""
    name = element.tag.removeprefix(_SVG)
    if name in _RUNS:
        yield f"SVG-filen har <{name}> i sig, som kan köra eller hämta något."
    elif name in _ENDLESS:
        yield f"SVG-filen har <{name}> i sig, som {_ENDLESS_WORDS}."
    elif name not in _ELEMENTS:
        yield f"SVG-filen har <{name[:40]}> i sig, som en logotyp inte behöver."
    if name == "style":
        yield from _not_allowed_sheet("".join(element.itertext()))
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2]
        told = f"'{attribute[:40]}'"
        if attribute.lower().startswith("on") or attribute == "ping" or (attribute == "href" and not _is_inner(value)):
            yield f"SVG-filen har {told} i sig, som kan köra eller hämta något."
        elif attribute == "spreadMethod" and value != "pad":
            yield f"SVG-filen har upprepade toningar i {told}, som {_ENDLESS_WORDS}."
        elif attribute in _GEOMETRY and not _are_numbers(value, MAX_SIDE * (_GLUED if attribute == "d" else 10)):
            yield f"SVG-filen har tal i {told} som är större än en bild behöver."
        elif attribute not in _WORDS and not attribute.startswith(("data-", "aria-")):
            yield from _not_allowed_style(told, f"{attribute}:{value}")


def _is_inner(reference: str) -> bool:
    return reference.startswith("#") and "%" not in reference


def _are_numbers(words: str, most: float) -> bool:
    """Whether every number of a geometry is one, and none is beyond all pictures."""
    return all(abs(float(number)) <= most for number in _NUMBER.findall(words))


def _not_allowed_sheet(words: str) -> Iterator[str]:
    rules = _rules(words)
    if rules is None:
        yield "SVG-filen har en stilmall med annat än enkla regler, som kan köra eller hämta något."
    for _, rule in rules or ():
        yield from _not_allowed_style("en stilmall", rule)


def _rules(words: str) -> list[tuple[list[str], str]] | None:
    """A style sheet's rules, each as its selectors and what it says; None of one with anything but plain rules.

    A comment beside a text may be none: it may begin in the text.
    """
    if "/*" in words and any(quote in words for quote in ("'", '"')):
        return None
    *pieces, rest = _COMMENT.sub(" ", words).split("}")
    rules = [
        ([each.strip() for each in before.split(",")], rule)
        for before, _, rule in (piece.partition("{") for piece in pieces)
    ]
    plain = all(piece.count("{") == 1 for piece in pieces) and not rest.strip()
    return rules if plain and all(_SELECTOR.fullmatch(each) for selectors, _ in rules for each in selectors) else None


def _not_allowed_style(where: str, words: str) -> Iterator[str]:
    """What a style, or an attribute with its value, may not say."""
    plain = words.lower()
    if styled := _STYLED.search(plain):
        yield f"SVG-filen har {_CALLED.get(styled[1], styled[1])} i {where}, som {_ENDLESS_WORDS}."
    elif _FETCHES.search(plain) or not set(_CALL.findall(plain)) <= _FUNCTIONS or "/*" in plain:
        yield f"SVG-filen har i {where} något som kan köra eller hämta annat."
    elif any(abs(float(number)) > MAX_SIDE * 10 for number in _STYLE_NUMBER.findall(plain)):
        yield f"SVG-filen har tal i {where} som är större än en bild behöver."


def _drawn(root: ElementTree.Element) -> int:
    """How many elements a renderer comes to, each as often as it is used; past MAX_DRAWN where one is used in itself."""
    named: dict[str, list[ElementTree.Element]] = defaultdict(list)
    for element in root.iter():
        named[element.attrib.get("id", "")].append(element)
    sheet: dict[str, list[str]] = defaultdict(list)
    sheets = ["".join(style.itertext()) for style in root.iter(f"{_SVG}style")]
    for selectors, rule in (each for words in sheets for each in _rules(words) or ()):
        classes = [each[1:] for each in selectors if _CLASS.fullmatch(each)]
        costly = _painted_by(named, rule) or _LAYERS.search(rule.lower()) or _BLENDS.search(rule.lower())
        if costly and len(classes) < len(selectors):
            # Drawn anew or laid on the rest, and not by its class alone: how often is not known.
            return MAX_DRAWN + 1
        for name in classes:
            sheet[name].append(rule)
    counted: dict[ElementTree.Element, int] = {}
    begun: set[ElementTree.Element] = set()
    stack = [root]
    while stack:
        element = stack[-1]
        needed = [*element, *_drawn_with(element, named, sheet)]
        if element not in begun:
            begun.add(element)
            waiting = [each for each in needed if each not in counted]
            if any(each in begun for each in waiting):
                return MAX_DRAWN + 1
            stack += dict.fromkeys(waiting)
            continue
        stack.pop()
        counted[element] = min(MAX_DRAWN + 1, _weight(element, sheet) + sum(counted.get(each, 0) for each in needed))
    return counted[root]


def _drawn_with(
    element: ElementTree.Element, named: Mapping[str, list[ElementTree.Element]], sheet: Mapping[str, list[str]]
) -> Iterator[ElementTree.Element]:
    """What the element stands for another drawing of, and what it is painted with."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == "href":
            yield from named.get(value[1:], ())
        else:
            yield from _painted_by(named, value)
    for each in element.get("class", "").split():
        yield from (painted for words in sheet.get(each, ()) for painted in _painted_by(named, words))


def _weight(element: ElementTree.Element, sheet: Mapping[str, list[str]]) -> int:
    """How many rectangles the element by itself takes about as long as."""
    letters = len("".join(element.itertext())) if element.tag == f"{_SVG}text" else 0
    numbers = sum(len(_NUMBER.findall(element.get(name, ""))) for name in ("d", "points"))
    own = [value if key == "style" else f"{key}:{value}" for key, value in element.attrib.items()]
    said = ";".join(
        [*own, *(rule for name in element.get("class", "").split() for rule in sheet.get(name, ()))]
    ).lower()
    layers = (_LAYER if _LAYERS.search(said) else 0) + (_BLEND if _BLENDS.search(said) else 0)
    return 1 + letters + numbers // _NUMBERS_AN_ELEMENT + layers


def _painted_by(named: Mapping[str, list[ElementTree.Element]], words: str) -> list[ElementTree.Element]:
    return [each for name in _PAINTED_BY.findall(words) for each in named.get(name, ()) if each.tag in _PAINTS]


def _without_metadata(root: ElementTree.Element, content: bytes) -> bytes:
    """The drawing without comments and instructions, and without what a drawing program notes of its maker; as it was where there is none."""
    parents = {child: parent for parent in root.iter() for child in parent}
    noted = [each for each in parents if not each.tag.startswith(_SVG) or each.tag == f"{_SVG}metadata"]
    foreign = [
        (each, name) for each in root.iter() for name in each.attrib if name.startswith("{") and name not in _KEPT
    ]
    if not noted and not foreign and b"<!--" not in content and not _INSTRUCTION.search(content):
        return content
    for each in noted:
        parents[each].remove(each)
    for each, name in foreign:
        del each.attrib[name]
    ElementTree.register_namespace("", _SVG[1:-1])
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written
