"""What the section on cost says where the networks' fees differ, as Stockholm's would: one is capped, the other not."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import Record
from medlemsnytta.inputs.parameters import params
from medlemsnytta.pages import report
from medlemsnytta.presentation import charts
from medlemsnytta.presentation.sections import cost, cost_in_short, fee_words
from medlemsnytta.presentation.words.sentences import plain
from medlemsnytta.rendering.bundles import NOTHING

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
    assert (
        "Avgiften till Klimatkommunerna ändras inte av 5 öre mer per invånare, 1 000 fler invånare eller 1 000 färre "
        "invånare." in words
    )
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


def _short(evaluation: Evaluation) -> str:
    return plain(cost_in_short.text(evaluation.fees)).replace("\N{NO-BREAK SPACE}", " ")


def test_page_one_says_which_fees_are_assumed(stockholm):
    assert "antag" not in _short(stockholm)
    one = _with_fee(stockholm, 1, basis="assumed", rule_year=2023)
    assert "uppmätt. Avgiften till SEKOM är antagen." in _short(one)
    assert "uppmätt. Avgifterna är antagna." in _short(_with_fee(one, 0, basis="assumed", rule_year=2023))


def _of_one_part(evaluation: Evaluation, place: int, **changes) -> Evaluation:
    fee = evaluation.fees.networks[place].fee
    part = replace(fee.rule.parts[0], **changes)
    return _with_fee(evaluation, place, fee=replace(fee, rule=replace(fee.rule, parts=(part,))))


def test_a_flat_fee_is_not_worked_out_from_the_inhabitants(stockholm):
    flat = _of_one_part(stockholm, 1, per_inhabitant_ore=Decimal(0), fixed_ore=30267200)
    words = said(flat)
    assert "Avgiften till Sveriges Ekokommuner är 4 000 kr, eller 0,30 kr per invånare." in words
    assert words.count("invånare den 31 december") == 1


def test_the_day_of_the_inhabitants_is_the_one_that_is_used(stockholm):
    note = plain(cost.table(stockholm.fees).notes[-1]).replace("\N{NO-BREAK SPACE}", " ")
    assert note == ("Där källan inte säger vilket års folkmängd avgiften räknas på, används den 31 december 2024.")


def test_a_fee_of_which_one_year_is_known_is_not_drawn(stockholm):
    networks = [replace(each, history=each.history[-1:]) for each in stockholm.fees.networks]
    assert charts.fees(replace(stockholm.fees, networks=tuple(networks))) == NOTHING


def test_a_floor_and_a_cap_are_joined_and_a_whole_rate_has_no_decimals(stockholm):
    fee = stockholm.fees.networks[0].fee
    columns = {"per_inhabitant_sek": Decimal("1.00"), "fixed_sek": Decimal(0), "floor_sek": 35000, "cap_sek": 500000}
    record = Record(fee.rule.parts[0].record | columns, fee.rule.parts[0].record.row)
    part = replace(
        fee.rule.parts[0], fixed_ore=0, floor_ore=3500000, cap_ore=50000000, record=record, cap_inhabitants=None
    )
    assert plain(fee_words.part_words(part)).replace("\N{NO-BREAK SPACE}", " ") == (
        "1 kr per invånare, dock minst 35 000 kr och högst 500 000 kr"
    )
