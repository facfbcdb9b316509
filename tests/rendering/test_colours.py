"""Rules for colours: counted as in WCAG, and the nearest legible one is legible, near and of the same hue."""

import colorsys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.rendering import colours
from tests.inputs.test_params import SMALLEST

any_colour = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0a4a5c", "#0a4a5c", 1.0)]
)
def test_contrast_is_counted_as_in_wcag(one: str, other: str, ratio: float) -> None:
    assert round(colours.contrast(one, other), 2) == round(colours.contrast(other, one), 2) == ratio


@given(any_colour, st.sampled_from([colours.LIGHT_GROUND, colours.DARK_GROUND]))
def test_every_colour_has_a_readable_shade(colour: str, ground: str) -> None:
    assert colours.contrast(colours.readable_on(colour, ground), ground) >= 4.5


@given(any_colour)
def test_a_readable_colour_is_left_alone(colour: str) -> None:
    near = colours.readable_on(colour, colours.LIGHT_GROUND)
    assert colours.readable_on(near, colours.LIGHT_GROUND) == near


@pytest.mark.parametrize("colour", ["#e0a030", "#4fb04f", "#4f9ff0", "#f08080"])
def test_the_nearest_shade_keeps_its_hue_and_is_no_darker_than_it_must_be(colour: str) -> None:
    near = colours.readable_on(colour, colours.LIGHT_GROUND)
    before, after = (
        colorsys.rgb_to_hls(*(int(each[place : place + 2], 16) / 255 for place in (1, 3, 5)))[0]
        for each in (colour, near)
    )
    assert abs(before - after) < 0.04
    assert colours.contrast(near, colours.LIGHT_GROUND) < 4.6


def test_more_contrast_takes_a_lighter_shade_on_a_dark_ground() -> None:
    shades = [colours.readable_on("#6a2c70", colours.DARK_GROUND, least) for least in (3, 4.5, 7)]
    assert all(colours.contrast(less, "#000000") < colours.contrast(more, "#000000") for less, more in pairwise(shades))


def test_an_illegible_colour_is_refused_with_its_contrast_and_the_nearest_legible() -> None:
    with pytest.raises(ProblemsFound) as found:
        parameters_from(SMALLEST | {"colour": "#E0A030"}, "params/x.yaml")
    (problem,) = found.value.problems
    assert problem.what == (
        "'colour' är #e0a030, som är svår att läsa: kontrasten mot rapportens botten är 2,0 till 1, men 4,5 till 1 krävs."
    )
    assert problem.fix == 'Den närmaste läsliga färgen är "#93671c".'
    assert parameters_from(SMALLEST | {"colour": "#93671c"}, "p").colour == "#93671c"


@pytest.mark.parametrize("colour", ["blue", "#fff", "#12345g", "0a4a5c", "#0a4a5c;}"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ProblemsFound, match="som inte är en färg"):
        parameters_from(SMALLEST | {"colour": colour}, "p")
