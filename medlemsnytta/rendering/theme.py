"""The charts' colours, sizes and typeface; what differs by colour differs by shape or words as well."""

from typing import Any

INK = "#1b2528"
MUTED = "#43535a"
RULE = "#9aa7ad"
GRID = "#e3e9eb"
ACCENT = "#0a4a5c"
SECOND = "#a4550b"
FONT = "Source Sans Pro"

SERIES = (ACCENT, SECOND, "#5b3a8c", "#3f6b1f", "#7a1f4b")
"""One colour a network, each at least 4,5:1 against white.

The first three are told apart by the colour-blind too; in grey, and from the fourth on, the shapes tell, one a colour.
"""

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")
"""One shape a network."""

WIDTH = 560
"""Pixels of a chart's plot; the exporters scale the whole to the width of the text."""


LABEL_LIMIT = 260
"""Pixels after which the label of an axis or a legend is cut."""


def config(label_limit: int = 0) -> dict[str, Any]:
    """Vega-Lite's configuration for every chart; 0 is no limit, and spares measuring each label for it."""
    axis = {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": GRID,
        "labelLimit": label_limit,
    }
    return {
        "font": FONT,
        "background": "#ffffff",
        "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None},
        "axis": axis,
        "legend": {
            "labelColor": INK,
            "labelFontSize": 13,
            "title": None,
            "orient": "top",
            "symbolSize": 110,
            "labelLimit": label_limit,
        },
        "header": {"labelColor": INK, "labelFontSize": 14, "labelFontWeight": 600, "title": None},
        "text": {"color": INK, "fontSize": 13},
    }
