"""Every width a column gets: room for all, none below its longest word while there is room, titles unbroken where they can be."""

import json

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.rendering.pdf_columns import MILLIMETRE, ROOM, WORD_LIMIT, Setting, setting
from medlemsnytta.rendering.typeface import advances, folder

LETTERS, BOLD = (advances(face) for face in ("Regular", "Semibold"))
MEASURE = """
#set page(width: 2000mm)
#set text(font: "Source Sans Pro", size: 10pt, number-width: "tabular")
#context [#metadata(json(bytes(sys.inputs.words)).map(it => measure(it).width.pt())) <widths>]
"""
cells = st.text(st.sampled_from("abcåäö 0123456789–-\n\u00a0"), max_size=60)


def set_table(kinds: list[str], rows: list[list[str]], header: list[str] | None = None) -> Setting:
    return setting(header or ["Titel"] * len(kinds), kinds, rows, LETTERS, BOLD)


def width(text: str, size: float) -> float:
    return sum(LETTERS[sign] for sign in text) * size


@given(
    st.lists(st.sampled_from(["text", "number", "date"]), min_size=1, max_size=9).flatmap(
        lambda kinds: st.tuples(
            st.just(kinds),
            st.lists(st.lists(cells, min_size=len(kinds), max_size=len(kinds)), max_size=6),
        )
    )
)
def test_columns_fill_the_page_and_no_more(table: tuple[list[str], list[list[str]]]) -> None:
    made = set_table(*table)
    assert all(column > 2 * made.inset for column in made.widths)
    if not made.hyphenate or set(table[0]) == {"text"}:
        assert sum(made.widths) == pytest.approx(ROOM, abs=0.1)


def test_a_column_has_room_for_its_longest_word() -> None:
    word = "hållbarhetsstrategi"
    made = set_table(["text", "text"], [[word, "en lång text " * 40]])
    assert made.widths[0] - 2 * made.inset >= width(word, made.size) - 0.01
    assert not made.hyphenate


def test_numbers_stand_on_one_line_even_in_a_crowded_table() -> None:
    amount = "38\u00a0291,20\u00a0kr"
    row = ["Medborgarförslagshandläggning" * 2, amount, *["Miljöstrategiska funktionen"] * 5]
    made = set_table(["text", "number", *["text"] * 5], [row])
    assert made.hyphenate
    assert made.size == 8.5
    assert made.widths[1] - 2 * made.inset >= width(amount, made.size) - 0.01


def test_a_word_of_any_length_asks_for_no_more_than_its_limit() -> None:
    made = set_table(["text", "text"], [["x" * 500, "kort text här"]])
    assert not made.hyphenate
    assert made.widths[0] - 2 * made.inset >= WORD_LIMIT - 0.01


def test_a_title_is_not_broken_for_half_a_point() -> None:
    kinds = ["text", "date", "text", "text", "text"]
    header = ["Nätverk", "Medlem sedan", "Medlemmar", "Utveckling", "Engagemang"]
    rows = [
        [
            "Klimatkommunerna",
            "2022",
            "cirka 50 (2025), motsvarar 17\u00a0% av landets 290 kommuner",
            "35 (2015) till cirka 50 (2025)",
            "uppgift saknas",
        ],
        [
            "SEKOM",
            "1996-06-12",
            "cirka 100 (2025), motsvarar 34\u00a0% av landets 290 kommuner",
            "cirka 20 (1995) till cirka 100 (2025)",
            "minskar (föreningen själv, enligt KS-2025/475)",
        ],
    ]
    made = set_table(kinds, rows, header)
    title = sum(BOLD[sign] for sign in header[1]) * made.size
    assert made.widths[1] - 2 * made.inset >= title - 0.01


def test_a_table_without_rows_shares_evenly_after_its_titles() -> None:
    made = set_table(["text", "text"], [], ["A", "B"])
    assert made.widths[0] == pytest.approx(made.widths[1], abs=2 * MILLIMETRE)


def test_what_is_counted_is_what_typst_sets() -> None:
    words = ["Medlem sedan", "1996-06-12", "38\u00a0291,20\u00a0kr", "cirka 100 (2025), motsvarar 34\u00a0%", "Å–ö"]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())])
    answer = typst.query(
        MEASURE.encode(), "<widths>", font_paths=fonts, sys_inputs={"words": json.dumps(words)}, field="value", one=True
    )
    for word, measured in zip(words, json.loads(answer), strict=True):
        assert measured <= width(word, 10) + 0.01
        assert measured == pytest.approx(width(word, 10), rel=0.02)
