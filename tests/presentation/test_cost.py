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
    assert (
        "Så ändras årsavgiften: 5 öre mer per invånare ±0 kr för Klimatkommunerna och +49 778,70 kr för SEKOM; "
        "1 000 fler invånare ±0 kr för Klimatkommunerna och +300 kr för SEKOM; "
        "1 000 färre invånare ±0 kr för Klimatkommunerna och −300 kr för SEKOM."
    ) in said(stockholm)


def test_each_stated_fee_is_compared_with_its_own(stockholm):
    assert "cirka 40 000 kr för Klimatkommunerna. Det stämmer inte med regeln, som ger 49 000 kr." in said(stockholm)
    assert "cirka 40 000 kr för SEKOM. Det stämmer inte med regeln, som ger 302 672,20 kr." in said(stockholm)


@pytest.mark.parametrize(
    ("status", "words"),
    [("observed", "(löneregistret)"), ("estimated", "(uppskattning: löneregistret)"), (None, "(löneregistret)")],
)
def test_a_salary_is_called_an_estimate_only_where_it_is_one(stockholm, status, words):
    salary = {"monthly_salary_source": "löneregistret", "monthly_salary_status": status}
    parameters = stockholm.parameters.model_copy(update=salary)
    memberships = replace(stockholm.memberships, parameters=parameters)
    assert words in said(replace(stockholm, memberships=memberships))
