"""What the section on cost says where the networks' fees differ, as Stockholm's would: one is capped, the other not."""

from dataclasses import replace
from pathlib import Path

import pytest

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.inputs.parameters import params
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import cost

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def stockholm() -> Evaluation:
    changed = {"municipality_code": '"0180"', "recommended_actions": "{}"}
    parameters = params.read_parameters(ROOT / "params" / "huddinge-2025.yaml", changed, root=ROOT)
    return report.open_evaluation(ROOT, parameters)


def said(evaluation: Evaluation) -> str:
    return (
        cost.text(evaluation.fees, evaluation.parameters)
        ._repr_mimebundle_()["text/plain"]
        .replace("\N{NO-BREAK SPACE}", " ")
    )


def test_a_capped_fee_does_not_speak_for_the_other(stockholm):
    words = said(stockholm)
    assert "avgiften till Klimatkommunerna ändras: 5 öre mer per invånare ±0 kr; 1 000 fler invånare ±0 kr" in words
    assert (
        "avgiften till Sveriges Ekokommuner ändras: 5 öre mer per invånare +49 779 kr; 1 000 fler invånare +300"
        in words
    )


def test_each_stated_fee_is_compared_with_its_own(stockholm):
    stated = "uppger källan 40 000 kr år 2025. Det stämmer inte med regeln, som ger"
    assert f"För Klimatkommunerna {stated} 49 000 kr." in said(stockholm)
    assert f"För SEKOM {stated} 302 672 kr." in said(stockholm)


def _with_fee(evaluation: Evaluation, place: int, **changes) -> Evaluation:
    networks = list(evaluation.fees.networks)
    networks[place] = replace(networks[place], yearly=replace(networks[place].yearly, **changes), scenarios=())
    return replace(evaluation, fees=replace(evaluation.fees, networks=tuple(networks)))


def test_a_fee_that_nobody_knows_is_said_to_be_unknown_and_is_not_in_the_sum(stockholm):
    changed = _with_fee(stockholm, 1, basis="unknown", ore=None, fee=None)
    assert "Vad Sveriges Ekokommuner kostar är inte känt." in said(changed)
    assert "tillsammans 49 000 kr om året. En avgift är inte känd och ingår inte." in said(changed)
    assert "Vi har ingen uppgift om avgiften till Sveriges Ekokommuner." in said(changed)
    assert [row[-1].text for row in cost.table(changed.fees).rows] == ["Årets regel", "Inte känd"]


def test_an_assumed_fee_says_whose_years_rule_it_is(stockholm):
    words = said(_with_fee(stockholm, 0, basis="assumed", rule_year=2023))
    assert "Regeln för 2025 är inte känd. Avgiften är antagen efter regeln för 2023." in words


@pytest.mark.parametrize(
    ("status", "words"),
    [("observed", "(löneregistret)"), ("estimated", "(uppskattning: löneregistret)"), (None, "(löneregistret)")],
)
def test_a_salary_is_called_an_estimate_only_where_it_is_one(stockholm, status, words):
    salary = {"monthly_salary_source": "löneregistret", "monthly_salary_status": status}
    parameters = stockholm.parameters.model_copy(update=salary)
    memberships = replace(stockholm.memberships, parameters=parameters)
    assert words in said(replace(stockholm, memberships=memberships))
