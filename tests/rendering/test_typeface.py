"""Rules for the characters that the PDF can and cannot draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.rendering.typeface import drawable, only_upright, printable


def shown(value: str) -> str:
    return printable(value)


@pytest.mark.parametrize(
    "value", ["Åäö ÅÄÖ é ü", "CO₂ ≥ 0,5 – 1\u00a0000 kr", "#panic() $x$ *a* <script>", "av\u00adgift"]
)
def test_what_the_typeface_has_is_left_alone(value: str) -> None:
    assert shown(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("bra 😀", "bra [U+1F600]", id="a smiley is printed as its code"),
        pytest.param("❤\ufe0f", "[U+2764]", id="a variation selector says nothing by itself"),
        pytest.param("abc\u202edef", "abcdef", id="a mark that turns the direction is left out"),
        pytest.param("\ufeffnamn", "namn", id="a byte order mark is left out"),
        pytest.param("a\x00b\x0bc\nd\te", "a b c d e", id="control characters become spaces"),
        pytest.param("A\u030angström", "Ångström", id="a letter and its ring become one character"),
        pytest.param("e\u2011post", "e-post", id="a non-breaking hyphen becomes a hyphen"),
        pytest.param("①", "1", id="a number in a ring becomes the number"),
        pytest.param("\ue000", "[U+E000]", id="a private character is printed as its code"),
        pytest.param("\ud83d", "[U+D83D]", id="half a character is printed as its code"),
    ],
)
def test_what_the_typeface_lacks_is_replaced(value: str, expected: str) -> None:
    assert shown(value) == expected


@pytest.mark.parametrize("word", ["Giŧŧa", "Ŋgálla", "Διοίκηση", "Жизнь"])
def test_sami_greek_and_cyrillic_words_stand_as_they_are(word: str) -> None:
    assert shown(word) == word
    assert set(word) & set(only_upright())


def test_what_the_italic_faces_have_too_is_not_only_upright() -> None:
    assert not set("Åäö é ü 0,5 –") & set(only_upright())


@given(st.text(st.characters()))
def test_nothing_undrawable_is_left(value: str) -> None:
    assert drawable().issuperset(shown(value))


@given(st.text(st.characters()))
def test_replacing_twice_changes_no_more(value: str) -> None:
    assert shown(shown(value)) == shown(value)
