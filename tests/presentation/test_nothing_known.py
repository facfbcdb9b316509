"""A report of which only the fee is known says so: no word, no share, no empty table, and the questions to ask."""

import json

import pytest

from medlemsnytta.pages import report
from medlemsnytta.presentation import charts, sections
from medlemsnytta.presentation.sections import (
    answers,
    conclusion,
    evidence_strength,
    mandate,
    summary,
    trial,
    unknowns,
    use,
    values,
)
from medlemsnytta.rendering.bundles import Chart, Prose, Table
from medlemsnytta.starting.new_report import begin


@pytest.fixture
def evaluation(project):
    begin(project, "botkyrka", 2026, ["klimatkommunerna", "sekom"], as_csv=True)
    return report.page(project, "botkyrka-2026").check()


def said(*shown: Prose | Table | Chart) -> str:
    bundles = [each._repr_mimebundle_() for each in shown]
    return json.dumps(bundles, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " ").replace('"', "'")


def test_the_summary_says_what_it_costs_and_that_the_rest_is_unknown(evaluation):
    words = said(summary.text(evaluation))
    assert "kostar 66 050 kr år 2026 (33 025 kr vardera)" in words
    assert "Förvaltningen har inte skrivit någon rekommendation än." in words
    assert "underlaget räcker inte" in words
    assert "Vi vet inte om det används." in words
    assert "Frågan bör besvaras av två som kan ha använt nätverket" in words


def test_what_is_not_known_can_be_tried(evaluation):
    klimat, _ = trial.trial(evaluation.answers).subjects
    assert klimat.questions == ("Används det?", "Skulle något av det som används gå förlorat?")
    assert klimat.chosen == ("unknown", "unknown")
    assert klimat.outcomes[0] == (
        "Talar närmast för att stanna",
        "Talar närmast för att stanna",
        "Talar närmast för att lämna",
    )


def test_no_word_is_given_where_nothing_is_known(evaluation):
    assert {network.cell for network in evaluation.networks} == {"not_enough"}
    assert conclusion.placeholders(evaluation)["cell.sekom"] == "underlaget räcker inte"
    assert conclusion.placeholders(evaluation)["svar.anvandning.sekom"] == "vet vi inte"


def test_what_is_empty_is_said_in_a_sentence_and_never_shown_as_an_empty_table(evaluation):
    each = evaluation
    shown = [
        *(charts.timeline(each.memberships), charts.channels(each.usage)),
        *(mandate.text(each.memberships), mandate.table(each.memberships)),
        *(evidence_strength.text(each.evidence, each.parameters), evidence_strength.table(each.evidence)),
        *(use.text(each.usage), use.table(each.usage)),
        *(values.text(each.statements), values.table(each.statements)),
        *(unknowns.text(each.answers), unknowns.table(each.answers)),
        *(answers.text(each.answers), answers.table(each.answers, each.fees)),
        *(sections.networks.text(each.memberships, each.statements), sections.networks.table(each.memberships)),
    ]
    assert all(each.rows for each in shown if isinstance(each, Table))
    words = said(*shown)
    assert "Inga beslut om nätverken finns i underlaget än." in words
    assert "noll hur mycket" not in words


def test_the_questions_say_whom_to_ask(evaluation):
    found, year = evaluation, evaluation.fees.year_fact
    words = said(unknowns.table(found.answers), unknowns.other_table(found.gaps, found.answers, year))
    assert "Två per nätverk som kan ha använt det" in words
    assert "Hur ofta använder ni …?" in words
    assert "'Är medlemskapet i kraft, och sedan när?', 'Klimatkommunerna och SEKOM', 'Registrator'" in words
    assert "uppsägningstiden" not in words
