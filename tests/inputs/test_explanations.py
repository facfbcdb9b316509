"""Every table, column and code is explained in Swedish to the one who fills it in, and nothing else is."""

import pytest

from medlemsnytta.inputs.tables.code_words import CODE_WORDS, meant_by
from medlemsnytta.inputs.tables.explanations import COLUMNS, COMMON, TABLES, of_column
from medlemsnytta.inputs.tables.layouts import LAYOUTS


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_of_the_table_is_explained(name):
    assert TABLES[name]
    assert [column for column in LAYOUTS[name].column_names if not of_column(name, column)] == []


def test_nothing_is_explained_that_does_not_exist():
    assert set(TABLES) <= set(LAYOUTS)
    columns = {column for layout in LAYOUTS.values() for column in layout.column_names}
    assert set(COMMON) <= columns
    assert all(set(explained) <= set(LAYOUTS[name].column_names) for name, explained in COLUMNS.items())


def test_every_code_has_a_swedish_word():
    allowed = {str(code) for layout in LAYOUTS.values() for column in layout.columns for code in column.allowed}
    assert {code for code in allowed if not code.lstrip("-").isdigit()} <= set(CODE_WORDS)


@pytest.mark.parametrize(
    ("typed", "codes", "code"),
    [
        ("ja", ("yes", "no"), "yes"),
        ("Belagd", ("observed", "estimated"), "observed"),
        ("MEMBER", ("member", "left"), "member"),
        ("med egna ord", ("quote", "paraphrase"), "paraphrase"),
        ("SANT", ("yes", "no"), "yes"),
        ("okänt", ("yes", "no"), None),
    ],
)
def test_a_swedish_word_leads_to_its_code(typed, codes, code):
    assert meant_by(typed, codes) == code
