"""Charts compiled and drawn, and the script that draws them in a browser; the only module that knows vl-convert.

Everything happens in this process: no browser, no network. Numbers and dates are written as Swedish writes them.
"""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from medlemsnytta.files import streams
from medlemsnytta.rendering import typeface

_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15" font-family="{}">{}</text></svg>'
# What the charts in `presentation` need of Vega, and no more: a third less than the whole, which also has maps and trees.
# The packages are those that vl-convert carries, so another version of it may want other numbers here.
_IMPORTS = """\
import {View} from "https://cdn.jsdelivr.net/npm/vega-view@6.1.0/+esm";
import {parse} from "https://cdn.jsdelivr.net/npm/vega-parser@7.1.0/+esm";
import {expressionInterpreter} from "https://cdn.jsdelivr.net/npm/vega-interpreter@2.0.0/+esm";
import {transforms} from "https://cdn.jsdelivr.net/npm/vega-dataflow@6.1.0/+esm";
import * as basic from "https://cdn.jsdelivr.net/npm/vega-transforms@5.1.0/+esm";
import * as layout from "https://cdn.jsdelivr.net/npm/vega-view-transforms@5.1.0/+esm";
import * as encode from "https://cdn.jsdelivr.net/npm/vega-encode@5.1.0/+esm";
Object.assign(transforms, basic, layout, encode);
"""


class ChartNotDrawable(ValueError):
    """The chart would come out without its text, or with something that fetches, links or runs."""


def written_out(spec: dict[str, Any]) -> str:
    """The text of `spec`, the same whatever order its names were set in."""
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


def _library() -> ModuleType:
    """vl-convert, whose V8 does not begin in a process without standard input."""
    streams.fill_in()
    import vl_convert

    return vl_convert


@lru_cache(maxsize=32)
def compiled(spec: str) -> str:
    """The Vega specification of a Vega-Lite `spec`, as text: what is drawn here, and drawn again in the browser."""
    vl_convert = _library()
    vega = vl_convert.vegalite_to_vega(spec, config={"font": typeface.FAMILY})
    del vega["$schema"]
    return json.dumps(vega, ensure_ascii=False, separators=(",", ":"))


def drawn(vega: str, swedish: bool = True) -> str:
    """The SVG of a Vega specification, as the renderer gives it; data from elsewhere are refused."""
    vl_convert = _library()

    _register_fonts()
    locale = {"format_locale": vl_convert.get_format_locale("sv-SE"), "time_format_locale": _time_locale()}
    svg = vl_convert.vega_to_svg(
        vega.replace(typeface.FAMILY, typeface.DRAWN_FAMILY), allowed_base_urls=[], **(locale if swedish else {})
    )
    return svg.replace(typeface.DRAWN_FAMILY, typeface.FAMILY)


def browser_script(source: str, kept: Path) -> str:
    """`source` bundled with the part of Vega that it draws with: as it is `kept` in a file, where that is the same.

    The source may use `View`, `parse`, `expressionInterpreter` and `swedish`, the locale of its numbers and dates.
    """
    module, (first, _, script) = _module(source), kept.read_text("utf-8").partition("\n")
    return script if first == _mark(module) else _bundled(module)


def bundled(source: str) -> str:
    """What is to be kept in a file for `browser_script`: what was bundled, by which version, and the bundle."""
    module = _module(source)
    return f"{_mark(module)}\n{_bundled(module)}\n"


def _module(source: str) -> str:
    swedish = json.dumps({"number": _library().get_format_locale("sv-SE"), "time": _time_locale()})
    return f"{_IMPORTS}const swedish = {swedish};\n{source}"


def _mark(module: str) -> str:
    return f"// vl-convert {_library().__version__}, {hashlib.sha256(module.encode()).hexdigest()}"


@lru_cache(maxsize=4)
def _bundled(module: str) -> str:
    """It takes a second and 40 MB, which stay."""
    return _library().javascript_bundle(module)


@cache
def _register_fonts() -> None:
    vl_convert = _library()

    vl_convert.register_font_directory(str(typeface.drawn_folder()))
    require_typeface(typeface.DRAWN_FAMILY)


def require_typeface(family: str) -> None:
    """A family that the renderer lacks is measured wrongly and drawn as nothing, without an error: so look."""
    vl_convert = _library()

    words, blank = (vl_convert.svg_to_png(_PROBE.format(family, text)) for text in ("Åäö", ""))
    if words == blank:
        raise ChartNotDrawable(f"the typeface {family} is not there for the charts' text")


@cache
def _time_locale() -> dict[str, Any]:
    """Swedish writes days and months with a small initial; the locale that comes with vl-convert does not."""
    vl_convert = _library()

    locale = vl_convert.get_time_format_locale("sv-SE")
    return {
        key: [name.lower() for name in value] if isinstance(value, list) else value for key, value in locale.items()
    }
