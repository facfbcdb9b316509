"""Colours as WCAG counts them: how light they are, their contrast, and the nearest one that can be read."""

import re

LIGHT_GROUND = "#eff4f5"
"""The darkest ground that text in the municipality's colour stands on; on white the contrast is greater."""

DARK_GROUND = "#1a262a"
"""The lightest ground that it stands on where the reader has chosen a dark page."""

READABLE = 4.5
"""The least contrast of text, WCAG 2.2 success criterion 1.4.3."""

_PAPER_LIGHTNESS = 0.206
"""Of a dark page's ground, #11191c, in Oklab: what was white is no lighter than the page."""
_EVENNESS = 0.7
"""Under 1, so that dark ink and deep colours become light enough to be read."""
_COLOUR = re.compile("#[0-9a-f]{6}")
_STEPS = 1000

_Triple = tuple[float, float, float]


def is_colour(value: str) -> bool:
    """Whether `value` is written #rrggbb with small letters."""
    return _COLOUR.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """From 1, alike, to 21, black against white."""
    dark, light = sorted((_luminance(_linear(one)), _luminance(_linear(other))))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """L* of CIELAB, from 0, black, to 100, white: what is left of a colour on a grey printer, in steps that look equal."""
    light = _luminance(_linear(colour))
    return 116 * light ** (1 / 3) - 16 if light > (6 / 29) ** 3 else light * (29 / 3) ** 3


def readable_on(colour: str, ground: str, least: float = READABLE) -> str:
    """`colour` itself, or the nearest shade of the same hue with the contrast `least` against `ground`."""
    if contrast(colour, ground) >= least:
        return colour
    lightness, a, b = _oklab(_linear(colour))
    end = 1.0 if _luminance(_linear(ground)) < 0.18 else 0.0
    for step in range(1, _STEPS + 1):
        share = step / _STEPS
        # The way to black or white runs through ever greyer shades, so that no channel leaves its range by much.
        shade = _hex(_from_oklab((lightness + (end - lightness) * share, a * (1 - share), b * (1 - share))))
        if contrast(shade, ground) >= least:
            return shade
    raise ValueError(f"no shade has the contrast {least} against {ground}")


def on_dark(colour: str) -> str:
    """`colour` where the page is dark: the lighter it was on white the darker it is, with its hue kept."""
    lightness, a, b = _oklab(_linear(colour))
    shade = _PAPER_LIGHTNESS + (1 - _PAPER_LIGHTNESS) * max(0.0, 1 - lightness) ** _EVENNESS
    return _hex(_from_oklab((shade, a, b)))


def _linear(colour: str) -> _Triple:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _curved(share: float) -> float:
    return share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055


def _luminance(linear: _Triple) -> float:
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(linear: _Triple) -> _Triple:
    """Oklab (Björn Ottosson, 2020), in which equal steps look equal and a hue keeps its look when it darkens."""
    red, green, blue = linear
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(oklab: _Triple) -> _Triple:
    lightness, a, b = oklab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _hex(linear: _Triple) -> str:
    channels = (round(255 * _curved(min(1.0, max(0.0, share)))) for share in linear)
    return "#" + "".join(f"{channel:02x}" for channel in channels)
