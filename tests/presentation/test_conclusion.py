"""The officer's words beside the method's result."""

import pytest

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
    callout = next(text for text in _texts(conclusion.text(departing)) if "avviker" in text)
    assert "Rekommendationen för Klimatkommunerna avviker från resultatet" in callout
    assert "Pengarna behövs bättre." in callout
    assert "SEKOM" not in callout


def test_what_follows_the_result_says_nothing_of_departure(evaluation_2025):
    assert not any("avviker" in text for text in _texts(conclusion.text(evaluation_2025)))


def test_the_recommendation_stands_beside_the_quoted_result(evaluation_2025):
    said = " ".join(_texts(conclusion.text(evaluation_2025)))
    assert "Klimatkommunerna: stanna kvar. Resultat: ”lutar åt fortsätt”." in said
