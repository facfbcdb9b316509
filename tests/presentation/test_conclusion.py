"""The officer's words beside the method's result."""

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import conclusion
from tests.conftest import ROOT


def _texts(prose) -> list[str]:
    return [str(block) for block in prose.blocks]


@pytest.fixture
def departing(evaluation_2026):
    changed = evaluation_2026.parameters.model_copy(
        update={"recommended_actions": {"klimatkommunerna": "leave"}, "departure_reason": "Pengarna behövs bättre."}
    )
    return report.open_evaluation(ROOT, changed)


def test_a_departure_is_said_with_its_network_and_its_reason(departing):
    callout = next(text for text in _texts(conclusion.text(departing)) if "går emot" in text)
    assert "Rekommendationen om Klimatkommunerna går emot vad underlaget säger" in callout
    assert "Pengarna behövs bättre." in callout
    assert "SEKOM" not in callout
    assert "Rekommendationen om Klimatkommunerna går emot vad underlaget säger" in conclusion.in_short(departing).text


def test_what_follows_the_evidence_says_nothing_of_departure(evaluation_2025):
    assert not any("går emot" in text for text in _texts(conclusion.text(evaluation_2025)))
    assert "går emot" not in conclusion.in_short(evaluation_2025).text


def _with(evaluation, **changes):
    return report.open_evaluation(ROOT, evaluation.parameters.model_copy(update=changes))


def test_a_departure_without_a_reason_is_refused(evaluation_2026):
    with pytest.raises(ProblemsFound) as found:
        _with(evaluation_2026, recommended_actions={"klimatkommunerna": "leave"})
    assert [problem.where for problem in found.value.problems] == ["recommended_actions"]
    assert "rekommendationen om Klimatkommunerna, leave, går emot vad underlaget säger" in str(found.value.problems[0])


def test_a_reason_that_nothing_demands_is_printed_all_the_same(evaluation_2025):
    found = _with(evaluation_2025, departure_reason="Priset är lågt.")
    assert any("Priset är lågt." in text for text in _texts(conclusion.text(found)))


def test_who_is_a_member_cannot_join(evaluation_2025):
    with pytest.raises(ProblemsFound) as found:
        _with(evaluation_2025, recommended_actions={"sekom": "join"})
    assert [str(problem) for problem in found.value.problems] == [
        "recommended_actions: join går inte att rekommendera om Sveriges Ekokommuner: medlemskapets state är member. Skriv "
        "stay, leave eller decide_later, eller rätta state i tabellen memberships."
    ]


def test_a_proposed_decision_is_printed_sentence_by_sentence(evaluation_2025):
    found = _with(evaluation_2025, proposed_decision=("{{ kommun }} är kvar.", "Avgiften är {{ avgift.sekom }}."))
    said = " ".join(_texts(conclusion.text(found))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Förslag till beslut" in said
    assert "Huddinge kommun är kvar." in said
    assert "Avgiften är 38 291 kr." in said.replace("\\xa0", " ")


def test_without_recommended_actions_the_officers_first_sentences_are_told(evaluation_2025):
    found = _with(evaluation_2025, recommended_actions={}, recommendation="Ett. Två. Tre.")
    assert conclusion.in_short(found).text == "Ett. Två."


def test_two_texts_that_are_not_written_are_spoken_of_as_two(evaluation_2026):
    nothing = {"recommended_actions": {}, "departure_reason": None, "recommendation": None}
    both, one = (
        "".join(_texts(conclusion.text(_with(evaluation_2026, **nothing, conclusion=words)))) for words in (None, "Ja.")
    )
    assert "Förvaltningens slutsats och rekommendation är inte skrivna" in both
    assert "Handläggaren skriver dem innan rapporten lämnas. Metoden ersätter dem inte." in both
    assert "Förvaltningens rekommendation är inte skriven" in one
