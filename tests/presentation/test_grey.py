"""In grey, as most council papers are printed, what a chart tells apart by colour is still told apart."""

from itertools import combinations, pairwise

import pytest

from medlemsnytta.presentation.charts import cost_chart, overview_charts, two_questions_chart
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.colours import contrast, lightness

GROUNDS = {
    "the map": (overview_charts._SHADES, 6),
    "the boxes of the two questions": (two_questions_chart._SHADES, 5),
    "the parts of a cost": ({kind: colour for kind, (_, colour) in cost_chart._PARTS.items()}, 12),
}
"""Each chart's colours that stand beside each other, and by how many steps of a hundred any two of them differ at least."""


@pytest.mark.parametrize("chart", GROUNDS)
def test_no_two_colours_are_equally_light(chart: str) -> None:
    shades, least = GROUNDS[chart]
    alike = [
        (one, other)
        for one, other in combinations(shades, 2)
        if abs(lightness(shades[one]) - lightness(shades[other])) < least
    ]
    assert alike == []


def test_the_map_goes_from_dark_to_light_and_has_a_colour_for_all_that_it_can_say() -> None:
    told = overview_charts._SHADES
    assert set(told) == {*overview_charts.STANDING, overview_charts.OUTSIDE}
    assert all(lightness(dark) < lightness(light) for dark, light in pairwise(told.values()))


def test_networks_that_share_a_lightness_have_shapes_of_their_own() -> None:
    assert len(set(theme.SHAPES)) == len(theme.SHAPES) == len(theme.SERIES)


def test_words_can_be_read_on_every_box() -> None:
    assert min(contrast(ground, theme.MUTED) for ground in two_questions_chart._SHADES.values()) >= 4.5


def test_lightness_is_that_of_cielab() -> None:
    assert lightness("#000000") == 0
    assert lightness("#ffffff") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50, abs=0.1)
