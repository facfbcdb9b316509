"""Rules for the charts as SVG."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import altair as alt
import pytest

from medlemsnytta.rendering import svg as svg_module
from medlemsnytta.rendering.svg import _draw, chart_svg
from medlemsnytta.rendering.vega import ChartNotDrawable, require_typeface
from tests.rendering.sample_notebook import bar_spec, history_spec, rating_spec

HANDED_DOWN = {
    "fill",
    "font-size",
    "font-style",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-width",
    "text-anchor",
}


def test_months_are_swedish_with_small_initials() -> None:
    assert ">juli 2025<" in chart_svg(history_spec())


def test_numbers_have_decimal_comma_and_hard_thousands_space() -> None:
    assert ">2,5<" in chart_svg(rating_spec())
    assert ">40\u00a0000<" in chart_svg(bar_spec())


def test_same_spec_gives_same_bytes_whatever_was_drawn_before() -> None:
    _draw.cache_clear()
    first = chart_svg(rating_spec())
    chart_svg(history_spec())
    _draw.cache_clear()
    assert chart_svg(rating_spec()) == first


def test_order_of_keys_in_the_spec_does_not_matter() -> None:
    spec = rating_spec()
    assert chart_svg(dict(reversed(spec.items()))) == chart_svg(spec)


def test_every_reference_finds_its_id_in_the_same_chart() -> None:
    svg = chart_svg(rating_spec())
    ids = set(re.findall(r' id="([^"]+)"', svg))
    assert len(ids) == 2
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == ids


def test_ids_of_two_charts_never_meet() -> None:
    other = rating_spec()
    other["height"] = 200
    one, two = (set(re.findall(r' id="([^"]+)"', chart_svg(spec))) for spec in (rating_spec(), other))
    assert not one & two


def test_size_and_viewbox_remain_so_that_the_chart_scales() -> None:
    svg = chart_svg(history_spec())
    width, height = re.match(r'<svg [^>]*width="(\d+)" height="(\d+)"', svg).groups()
    assert f'viewBox="0 0 {width} {height}"' in svg


def test_roles_labels_classes_and_styles_of_vega_are_gone() -> None:
    assert not re.search(r'<[^>]* (role|aria-[a-z]+|class|style|pointer-events)="', chart_svg(rating_spec()))


def _marks(svg: str) -> list[dict[str, str]]:
    """What each mark says of itself or is handed down by its groups."""

    def inside(parent: ElementTree.Element, handed: dict[str, str]) -> Iterator[dict[str, str]]:
        for child in parent:
            here = handed | {key: value for key, value in child.attrib.items() if key in HANDED_DOWN}
            here["transform"] = handed.get("transform", "") + child.get("transform", "")
            yield from inside(child, here) if child.tag.endswith("}g") else [here]

    return list(inside(ElementTree.fromstring(svg), {}))


def test_what_a_group_s_marks_have_in_common_is_said_once_and_nothing_else_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = chart_svg(rating_spec())
    monkeypatch.setattr(svg_module, "_said_once", lambda _: None)
    _draw.cache_clear()
    long = chart_svg(rating_spec())
    _draw.cache_clear()
    assert len(short) < 0.9 * len(long)
    assert _marks(short) == _marks(long)


def test_no_group_is_left_that_says_nothing() -> None:
    assert "<g>" not in chart_svg(rating_spec())


def test_coordinates_have_at_most_three_decimals_and_no_minus_zero() -> None:
    svg = chart_svg(history_spec())
    assert not re.search(r'="[^"]*\d\.\d{4,}', svg)
    assert not re.search(r'[( ,"]-0[)," ]', svg)


def test_words_in_the_data_stay_words() -> None:
    svg = chart_svg(bar_spec('<script> & role="img" 1.23456'))
    assert '>&lt;script&gt; &amp; role="img" 1.23456</text>' in svg


def test_chart_with_a_link_is_refused() -> None:
    with pytest.raises(ChartNotDrawable, match="<a>"):
        chart_svg(bar_spec(href=alt.value("https://example.org/")))


def test_chart_with_a_picture_is_refused() -> None:
    spec = alt.Chart(alt.Data(values=[{"x": 1}])).mark_image(url="https://example.org/a.png").encode(x="x:Q")
    with pytest.raises(ChartNotDrawable, match="<image>"):
        chart_svg(spec.to_dict())


def test_data_from_elsewhere_are_refused() -> None:
    with pytest.raises(ValueError, match="not allowed"):
        chart_svg(alt.Chart("https://example.org/a.csv").mark_bar().encode(x="x:Q").to_dict())


def test_chart_in_another_typeface_is_refused() -> None:
    spec = bar_spec()
    spec["config"]["font"] = "Comic Neue"
    with pytest.raises(ChartNotDrawable, match="Comic Neue"):
        chart_svg(spec)


def test_chart_without_text_is_refused() -> None:
    spec = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x=alt.X("x:Q", axis=None))
    with pytest.raises(ChartNotDrawable, match="without text"):
        chart_svg(spec.to_dict())


def test_typeface_that_the_renderer_lacks_is_noticed() -> None:
    with pytest.raises(ChartNotDrawable, match="No Such Typeface"):
        require_typeface("No Such Typeface")
