"""A chart's Vega-Lite spec drawn as one clean SVG; the only module that knows vl-convert and the font package.

The same spec gives the same text, whatever was drawn before it: Vega numbers its ids through the whole process, so they
are renamed here, and coordinates are cut where machines could begin to differ. Vega's own accessibility markup goes
out, because the exporters give each chart one name, its text alternative.
"""

import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

FONT_FAMILY = "Source Sans Pro"

_SVG = "{http://www.w3.org/2000/svg}"
_FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")
_REFUSED = {"a", "image", "script", "foreignObject"}
# Names for scripts, screen readers and styles that a still picture on somebody else's page must not carry.
_DROPPED = re.compile(r"role|aria-.*|class|style|pointer-events|cursor|on.*")
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{4,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-\d+")
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15" font-family="{}">{}</text></svg>'


class ChartNotDrawable(ValueError):
    """The chart would come out without its text, or with something that fetches, links or runs."""


def font_directory() -> Path:
    """The folder of the typeface that charts and PDF share; TrueType and OpenType, equally wide."""
    directory = Path(str(files("font_source_sans_pro").joinpath("files")))
    missing = [face for face in _FACES if not (directory / f"SourceSansPro-{face}.ttf").is_file()]
    if missing:
        raise FileNotFoundError(f"the package font-source-sans-pro lacks the faces {', '.join(missing)} in {directory}")
    return directory


def chart_svg(spec: dict[str, Any]) -> str:
    """Draw `spec` with Swedish numbers and dates; the SVG keeps its size and viewBox, and its text as text."""
    return _draw(json.dumps(spec, sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=32)
def _draw(spec: str) -> str:
    import vl_convert

    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(
        spec,
        config={"font": FONT_FAMILY},
        allowed_base_urls=[],
        format_locale=vl_convert.get_format_locale("sv-SE"),
        time_format_locale=_time_locale(),
    )
    root = ElementTree.fromstring(drawn)
    _check(root)
    return _cleaned(root, "c" + hashlib.sha256(spec.encode()).hexdigest()[:12])


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(font_directory()))
    require_typeface(FONT_FAMILY)


def require_typeface(family: str) -> None:
    """A family that the renderer lacks is measured wrongly and drawn as nothing, without an error: so look."""
    import vl_convert

    words, blank = (vl_convert.svg_to_png(_PROBE.format(family, text)) for text in ("Åäö", ""))
    if words == blank:
        raise ChartNotDrawable(f"the typeface {family} is not there for the charts' text")


@cache
def _time_locale() -> dict[str, Any]:
    """Swedish writes days and months with a small initial; the locale that comes with vl-convert does not."""
    import vl_convert

    locale = vl_convert.get_time_format_locale("sv-SE")
    return {
        key: [name.lower() for name in value] if isinstance(value, list) else value for key, value in locale.items()
    }


def _check(root: ElementTree.Element) -> None:
    words = 0
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if name in _REFUSED:
            raise ChartNotDrawable(f"a chart may not hold <{name}>")
        if name == "text":
            words += bool("".join(element.itertext()).strip())
            if element.get("font-family") != FONT_FAMILY:
                raise ChartNotDrawable(f"a chart's text is set in {element.get('font-family')}, not in {FONT_FAMILY}")
    if not words:
        raise ChartNotDrawable("a chart came out without text")


def _cleaned(root: ElementTree.Element, prefix: str) -> str:
    """`root` as text: ids renamed in their order, hidden elements, foreign attributes and prefixes gone."""
    names = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    renamed = {name: f"{prefix}-{number}" for number, name in enumerate(names, start=1)}
    for parent in root.iter():
        for child in [child for child in parent if child.get("display") == "none"]:
            parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.attrib = {
            key: _attribute(key, value, renamed) for key, value in element.attrib.items() if not _DROPPED.fullmatch(key)
        }
    root.attrib = {"xmlns": _SVG.strip("{}"), **root.attrib}
    return ElementTree.tostring(root, encoding="unicode")


def _attribute(key: str, value: str, renamed: dict[str, str]) -> str:
    if key == "id":
        return renamed[value]
    if value.startswith("url(#"):
        return f"url(#{renamed[value.removeprefix('url(#').removesuffix(')')]})"
    return _LONG_DECIMAL.sub(_short, value)


def _short(number: re.Match[str]) -> str:
    """Three decimals, and never minus zero."""
    return f"{round(float(number[0]), 3) + 0:.3f}".rstrip("0").rstrip(".")
