"""The officer's text is filled with figures, and nothing in it is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.officer_text import fill, mistakes, paragraphs

VALUES = {"avgift.sekom": "38\u00a0291,20 kr", "namn.sekom": "Sveriges Ekokommuner", "kommun": "Huddinge"}


def problems_in(text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        fill(text, VALUES, "params/x.yaml, conclusion")
    return [str(problem) for problem in found.value.problems]


def test_placeholders_become_their_values_and_the_rest_stays_as_typed():
    text = "  {{ namn.sekom }} kostar {{avgift.sekom}}.\n\n100 % & <b> i {{ kommun }}\n"
    filled = "  Sveriges Ekokommuner kostar 38\u00a0291,20 kr.\n\n100 % & <b> i Huddinge\n"
    assert fill(text, VALUES, "") == filled


def test_a_value_is_text_even_if_it_looks_like_a_placeholder():
    assert fill("{{ kommun }}", {"kommun": "{{ kommun }} {% if %}"}, "") == "{{ kommun }} {% if %}"


def test_unknown_placeholder_is_told_with_its_line_and_the_nearest_name():
    assert problems_in("Första raden\nkostar {{ avgift.sekomm }}") == [
        "params/x.yaml, conclusion, rad 2 i texten: okänd platshållare 'avgift.sekomm'. Menade du 'avgift.sekom'?"
    ]


def test_unknown_placeholder_unlike_all_others_is_told_with_every_name():
    with pytest.raises(ProblemsFound) as found:
        fill("{{ x }}", VALUES, "p")
    fix = "Namnen som finns är avgift.sekom, kommun, namn.sekom."
    assert found.value.problems == (Problem("p, rad 1 i texten", "okänd platshållare 'x'.", fix),)


def test_every_mistake_and_every_unknown_name_is_told_at_once_in_the_order_of_lines():
    found = problems_in("{{ komun }}\n{{ kommun | upper }}\n{{ namn.seckom }}")
    assert [line.split(": ")[1].split(" ", 2)[:2] for line in found] == [
        ["okänd", "platshållare"],
        ["mellan", "klammerparenteserna"],
        ["okänd", "platshållare"],
    ]
    assert ["rad 1" in found[0], "rad 2" in found[1], "rad 3" in found[2]] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "{{ kommun | upper }}",
        "{{ kommun() }}",
        "{{ kommun.upper() }}",
        "{{ avgift['sekom'] }}",
        "{{ avgift.0 }}",
        "{{ 1 + 1 }}",
        "{{ 'text' }}",
        "{{ not kommun }}",
        "{{ kommun, kommun }}",
        "{{ kommun if kommun }}",
        "{{ none }}",
        "{{- kommun }}",
        "{{ kommun -}}",
        "{{ }}",
        "{{ kommun }",
        "{{",
        "{# kommentar #}",
        "{#",
        "{% if kommun %}ja{% endif %}",
        "{% raw %}{{ kommun }}{% endraw %}",
        "{%",
        pytest.param("{{" + "(" * 20_000 + "kommun" + ")" * 20_000 + "}}", id="thousands of parentheses"),
        pytest.param("{{ " + "not " * 20_000 + "kommun }}", id="thousands of negations"),
        pytest.param("{{" + "9" * 5_000 + "}}", id="a number of thousands of digits"),
    ],
)
def test_only_names_may_stand_between_the_braces(text: str):
    assert {mistake.line for mistake in mistakes(text)} == {1}
    assert "platshållare" in problems_in(text)[0]


def test_attributes_of_python_objects_are_unknown_names():
    assert "okänd platshållare 'kommun.__class__.__mro__'" in problems_in("{{ kommun.__class__.__mro__ }}")[0]


def test_each_line_of_a_folded_text_is_a_paragraph():
    assert paragraphs("Ett stycke.\n Ett till.\n \n\nDet tredje.\n") == ("Ett stycke.", "Ett till.", "Det tredje.")


SCRAPS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{{ kommun }}", "raw", "-", "\n", "(", "|", ".", "'", "#"]
)


@given(st.one_of(st.text(), st.lists(SCRAPS | st.text(max_size=4), max_size=12).map(" ".join)))
def test_any_text_is_filled_or_refused(text: str):
    if mistakes(text):
        assert problems_in(text)
        return
    try:
        filled = fill(text, VALUES, "p")
    except ProblemsFound:
        filled = None
    # Without placeholders only the ends of lines may change.
    assert "{{" in text or filled.splitlines() == text.splitlines()
