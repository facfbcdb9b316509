"""A chart's drawing made into one clean SVG that can stand on any page, on screen and in print.

The same spec gives the same text, whatever was drawn before it: Vega numbers its ids through the whole process, so they
are renamed here, and coordinates are cut where machines could begin to differ. Vega's own accessibility markup goes
out, because the exporters give each chart one name, its text alternative; so does what only says the default again. What
all the marks of a group have in common is said once, by the group.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from medlemsnytta.rendering import theme, vega
from medlemsnytta.rendering.bundles import CHART_MIME
from medlemsnytta.rendering.typeface import FAMILY
from medlemsnytta.rendering.vega import ChartNotDrawable

_SVG = "{http://www.w3.org/2000/svg}"
_REFUSED = {"a", "image", "script", "foreignObject"}
# Names for scripts, screen readers and styles that a still picture on somebody else's page must not carry.
_DROPPED = re.compile(r"role|aria-.*|class|style|pointer-events|cursor|on.*")
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{4,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-\d+")
_MOVED = re.compile(r"translate\(([^,()]+),([^,()]+)\)")
_AS_DEFAULT = {
    ("opacity", "1"),
    ("stroke-width", "1"),
    ("font-family", FAMILY),
    ("font-weight", "400"),
    ("font-weight", "normal"),
    ("text-anchor", "start"),
    ("transform", "translate(0,0)"),
    ("version", "1.1"),
    ("x2", "0"),
    ("y2", "0"),
}
_INHERITED = (
    "fill",
    "font-size",
    "font-style",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-width",
    "text-anchor",
)
_MARKS = {"path", "line", "rect"}
_OUR_CONFIG = theme.config()
_FOREIGN_CONFIG = {
    **_OUR_CONFIG,
    # Our own charts say elsewhere what a legend and a panel's heading mean.
    **{
        part: {key: value for key, value in _OUR_CONFIG[part].items() if key != "title"}
        for part in ("legend", "header")
    },
    "mark": {"color": theme.ACCENT},
    "range": {"category": list(theme.SERIES)},
}


def chart_svg(spec: dict[str, Any]) -> str:
    """Draw `spec` with Swedish numbers and dates; the SVG keeps its size and viewBox, and its text as text."""
    return _draw(vega.written_out(spec))


def foreign_chart_svg(spec: dict[str, Any], swedish: bool = True) -> str:
    """Draw a `spec` that is not ours: in our colours and typeface where it chooses none, and without its links."""
    config = _merged(_FOREIGN_CONFIG, spec.get("config") or {})
    return _draw(vega.written_out({**spec, "config": config}), True, swedish)


def foreign_vega_svg(spec: dict[str, Any], swedish: bool = True) -> str:
    """As `foreign_chart_svg`, of a chart in plain Vega."""
    return _draw(vega.written_out(spec), True, swedish, compiled=True)


def draw_ahead(outputs: Iterable[Mapping[str, Any]]) -> None:
    """Draw the charts among a cell's outputs while the next cells run; what cannot be drawn is told when it is wanted."""
    for output in outputs:
        if chart := output.get("data", {}).get(CHART_MIME):
            with suppress(ValueError):
                chart_svg(chart["spec"])
                if "narrow" in chart:
                    chart_svg(chart["narrow"])


@lru_cache(maxsize=32)
def _draw(spec: str, foreign: bool = False, swedish: bool = True, compiled: bool = False) -> str:
    root = ElementTree.fromstring(vega.drawn(spec if compiled else vega.compiled(spec), swedish))
    if foreign:
        _adopt(root)
    _check(root, wordless=foreign)
    return _cleaned(root, "c" + hashlib.sha256(spec.encode()).hexdigest()[:12])


def _merged(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    inner = {
        key: _merged(value, theirs[key])
        for key, value in ours.items()
        if isinstance(value, dict) and isinstance(theirs.get(key), dict)
    }
    return {**ours, **theirs, **inner}


def _adopt(root: ElementTree.Element) -> None:
    """Set all words in the report's typeface, which the page has, and let links be only what they show."""
    for element in root.iter():
        if element.tag == f"{_SVG}text":
            element.set("font-family", FAMILY)
        elif element.tag == f"{_SVG}a":
            element.tag, element.attrib = f"{_SVG}g", {}


def _check(root: ElementTree.Element, wordless: bool) -> None:
    words = 0
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if name in _REFUSED:
            raise ChartNotDrawable(f"a chart may not hold <{name}>")
        if name == "text":
            words += bool("".join(element.itertext()).strip())
            if element.get("font-family") != FAMILY:
                raise ChartNotDrawable(f"a chart's text is set in {element.get('font-family')}, not in {FAMILY}")
    if not words and not wordless:
        raise ChartNotDrawable("a chart came out without text")


def _cleaned(root: ElementTree.Element, prefix: str) -> str:
    """`root` as text: ids renamed in their order, what is not seen, foreign attributes and prefixes gone."""
    names = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    renamed = {name: f"{prefix}-{number}" for number, name in enumerate(names, start=1)}
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    _without_the_unseen(root, "none")
    for element in root.iter():
        element.attrib = {
            key: _attribute(key, value, renamed)
            for key, value in element.attrib.items()
            if not _DROPPED.fullmatch(key) and (key, value) not in _AS_DEFAULT
        }
    _placed_in_short(root)
    _said_once(root)
    _without_silent_groups(root)
    root.attrib = {"xmlns": _SVG.strip("{}"), **root.attrib, "font-family": FAMILY}
    return ElementTree.tostring(root, encoding="unicode")


def _without_the_unseen(parent: ElementTree.Element, fill: str) -> None:
    """Take away what is hidden, marks without ink, and groups with nothing in them; `fill` is what they inherit."""
    for child in list(parent):
        ink = child.get("fill", fill)
        _without_the_unseen(child, ink)
        inkless = child.tag in _MARKS and {ink, child.get("stroke", "none")} <= {"none", "transparent"}
        hollow = child.tag == "g" and len(child) == 0
        if child.get("display") == "none" or ((inkless or hollow) and parent.tag != "clipPath"):
            parent.remove(child)


def _placed_in_short(root: ElementTree.Element) -> None:
    """Words that are moved to their place from nowhere else say their place."""
    for element in root.iter("text"):
        place = _MOVED.fullmatch(element.get("transform", ""))
        if place and len(element) == 0 and not element.attrib.keys() & {"x", "y"}:
            del element.attrib["transform"]
            element.attrib = {"x": place[1], "y": place[2], **element.attrib}


def _said_once(parent: ElementTree.Element) -> None:
    """Groups take over what each of their children says alike and hands down."""
    for group in parent:
        if group.tag != "g":
            continue
        _said_once(group)
        for key in _INHERITED:
            values = {child.get(key) for child in group}
            if len(values) == 1 and None not in values:
                group.set(key, values.pop())
                for child in group:
                    del child.attrib[key]


def _without_silent_groups(parent: ElementTree.Element) -> None:
    """A group that says nothing gives its place to what it holds."""
    for child in list(parent):
        _without_silent_groups(child)
        if child.tag == "g" and not child.attrib:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _attribute(key: str, value: str, renamed: dict[str, str]) -> str:
    if key == "id":
        return renamed[value]
    if value.startswith("url(#"):
        return f"url(#{renamed[value.removeprefix('url(#').removesuffix(')')]})"
    return _LONG_DECIMAL.sub(_short, value)


def _short(number: re.Match[str]) -> str:
    """Three decimals, and never minus zero."""
    return f"{round(float(number[0]), 3) + 0:.3f}".rstrip("0").rstrip(".")
