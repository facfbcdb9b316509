"""The letters that a page carries for its charts, and for what it says."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.page_typeface import face_rules, letters_of
from medlemsnytta.rendering.typeface import advances
from tests.rendering.sample_notebook import HEAD, notebook_of, sample_notebook, shown

DRAWING = (
    '<svg><g font-weight="600"><text>Åre</text><g font-weight="400"><text>ö\u00a0₂</text></g></g><text>x</text></svg>'
)


def fonts(page: str) -> dict[str, TTFont]:
    """The fonts of a page by their weight."""
    found = re.findall(r"@font-face\{[^}]*font-weight:([\d ]+);src:url\(data:font/otf;base64,([^)]+)\)\}", page)
    return {weight: TTFont(io.BytesIO(base64.b64decode(font))) for weight, font in found}


def test_each_face_has_the_letters_that_are_set_in_it():
    letters = letters_of([DRAWING])
    assert letters == {"Regular": frozenset("ö\u00a0₂x"), "Semibold": frozenset("Åre")}


def test_letters_that_the_typeface_lacks_are_left_to_the_reader_s_machine():
    assert letters_of(["<svg><text>a漢🙂</text></svg>"])["Regular"] == {"a"}


def test_a_page_s_own_words_are_set_in_both_faces():
    assert letters_of([DRAWING], "ŋ") == {"Regular": frozenset("ö\u00a0₂xŋ"), "Semibold": frozenset("Åreŋ")}


@pytest.mark.parametrize(("face", "weight"), [("Regular", "400"), ("Semibold", "600 900")])
def test_a_font_has_those_letters_as_wide_as_they_were_measured_and_no_others(face: str, weight: str):
    font = fonts(face_rules({face: frozenset("Åbč–5")}))[weight]
    glyphs = font.getBestCmap()
    assert {chr(code) for code in glyphs} == set("Åbč–5")
    per_em = font["head"].unitsPerEm
    measured = {chr(code): font["hmtx"][glyph][0] / per_em for code, glyph in glyphs.items()}
    assert measured == pytest.approx({sign: advances(face)[sign] for sign in "Åbč–5"})
    assert "GPOS" not in font


def test_the_same_letters_give_the_same_bytes_whatever_their_order_and_time():
    assert face_rules({"Regular": frozenset("abc")}) == face_rules({"Regular": frozenset("cba")})
    one = fonts(face_rules({"Regular": frozenset("abc")}))["400"]
    assert one["head"].modified == fonts(face_rules({"Regular": frozenset("abd")}))["400"]["head"].modified


def test_a_page_with_charts_carries_what_it_says_and_a_small_one_what_its_charts_say():
    whole, small = (
        CouncilHTMLExporter(static=static).from_notebook_node(sample_notebook())[0] for static in (False, True)
    )
    assert all("font-src data:;" in page for page in (whole, small))
    said = "".join(re.findall(r">([^<]*)<", re.sub(r"<(style|script).*?</\1>", "", whole, flags=re.DOTALL)))
    letters = {sign for sign in said if sign in advances("Regular")} - set("\n")
    assert letters <= {chr(code) for code in fonts(whole)["400"].getBestCmap()}
    assert len(fonts(small)["400"].getBestCmap()) < len(fonts(whole)["400"].getBestCmap())


def test_a_page_without_charts_carries_no_typeface():
    notebook = notebook_of(shown(HEAD, bundles.prose(bundles.paragraph("Bara ord."))))
    page = CouncilHTMLExporter().from_notebook_node(notebook)[0]
    assert "@font-face" not in page
    assert "font-src" not in page
