"""Who is to do what by when, in the summary's first sentence."""

from dataclasses import replace
from datetime import date

import pytest

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Record
from medlemsnytta.files.program import FILES
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words.sentences import plain
from tests.loaded import evaluate, load_tables


@pytest.fixture(scope="module")
def huddinge():
    parameters = read_parameters(FILES / "params" / "huddinge-2025.yaml")
    return evaluate(load_tables(FILES, "data/huddinge"), parameters)


def _with(evaluation, *changes: dict, **parameters):
    follow_up = next(decision for decision in evaluation.decisions if decision.kind == "follow_up")
    decisions = tuple(Decision(Record(follow_up.record | change, follow_up.record.row)) for change in changes)
    changed = evaluation.parameters.model_copy(update=parameters)
    memberships = replace(evaluation.memberships, decisions=decisions, parameters=changed)
    return replace(evaluation, memberships=memberships)


def _said(evaluation) -> str:
    return plain(mandate.decision_sentence(evaluation.memberships)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_follow_up_is_told_with_its_own_day_not_the_report_s_deadline(huddinge):
    changed = _with(huddinge, {"due_date": date(2026, 3, 2)})
    assert _said(changed) == (
        "Förvaltningen ska senast måndagen den 2 mars 2026 rekommendera kommunstyrelsen antingen att stanna kvar i "
        "Sveriges Ekokommuner eller att utträda."
    )


def test_bodies_with_days_of_their_own_get_a_sentence_each(huddinge):
    changed = _with(huddinge, {}, {"body": "Kommunstyrelsen", "network_id": "klimatkommunerna"})
    assert _said(changed).split(". ")[1] == (
        "Kommunstyrelsen ska senast lördagen den 30 maj 2026 ta ställning till medlemskapet i Klimatkommunerna."
    )


def test_a_day_that_has_passed_is_spoken_of_as_past(huddinge):
    assert "Förvaltningen skulle senast" in _said(_with(huddinge, {"due_date": date(2025, 3, 31)}))


def test_without_a_follow_up_the_recipient_takes_a_stand_on_all(huddinge):
    assert _said(_with(huddinge, deadline=None, recipient=None)) == (
        "Den som beslutar ska ta ställning till medlemskapen i Klimatkommunerna och Sveriges Ekokommuner. "
        "Tidsfrist: uppgift saknas."
    )
