"""The municipality's colour and logo, as the page's style and as a picture that stands in the page itself."""

from typing import Any

from medlemsnytta.rendering.colours import DARK_GROUND, is_colour, readable_on

DARK_CONTRAST = 7.0
_MIMES = ("image/svg+xml", "image/png")


def colour_rules(head: dict[str, Any]) -> str:
    """Style that gives the page the municipality's colour, lightened where the page is dark; none without a colour."""
    colour = (head.get("look") or {}).get("colour", "")
    if not colour:
        return ""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is no colour")
    light_enough = readable_on(colour, DARK_GROUND, DARK_CONTRAST)
    return (
        f":root {{ --accent: {colour}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {light_enough}; }} }}\n"
    )


def logo_address(logo: dict[str, str]) -> str:
    """The logo as a data address, which an <img> shows without running or fetching anything in it."""
    if logo["mime"] not in _MIMES:
        raise ValueError(f"a logo of the kind {logo['mime']!r}")
    return f"data:{logo['mime']};base64,{logo['base64']}"
