"""What the section on cost says where the networks' fees differ, as Stockholm's would: one is capped, the other not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from medlemsnytta.analysis import working_time
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import Record
from medlemsnytta.inputs.parameters import params
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import cost, cost_appendix, cost_in_short, cost_of_use, fee_words
from medlemsnytta.rendering.bundles import NOTHING, plain

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
        "Avgiften till Klimatkommunerna ändras varken av 5 öre mer per invånare eller 1 000 invånare fler eller färre."
        in words
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
    assert "tillsammans" not in said(changed)
    assert "Vi har ingen uppgift om avgiften till Sveriges Ekokommuner." in said(changed)
    assert [row[-1].text for row in cost.table(changed.fees).rows] == ["Årets regel", "Inte känd"]


def test_an_assumed_fee_says_whose_years_rule_it_is(stockholm):
    words = said(_with_fee(stockholm, 0, basis="assumed", rule_year=2023))
    assert "Regeln för 2025 är inte känd. Avgiften är ett antagande efter regeln för 2023." in words


@pytest.mark.parametrize(
    ("status", "words"),
    [("observed", "(löneregistret)"), ("estimated", "(uppskattning: löneregistret)"), (None, "(löneregistret)")],
)
def test_a_salary_is_called_an_estimate_only_where_it_is_one(stockholm, status, words):
    salary = {"monthly_salary_source": "löneregistret", "monthly_salary_status": status}
    parameters = stockholm.parameters.model_copy(update=salary)
    memberships = replace(stockholm.memberships, parameters=parameters)
    assert words in said(replace(stockholm, memberships=memberships))


def _flat(evaluation: Evaluation, place: int) -> Evaluation:
    """The same without the rate an inhabitant."""
    fee = evaluation.fees.networks[place].fee
    parts = tuple(replace(part, per_inhabitant_ore=Decimal(0)) for part in fee.rule.parts)
    return _with_fee(evaluation, place, fee=replace(fee, rule=replace(fee.rule, parts=parts)))


def test_a_flat_fee_is_not_worked_out_from_the_number_of_inhabitants(stockholm):
    start = "Avgiften till Sveriges Ekokommuner är "
    rated = said(stockholm).split(start)[1].split("\n")[0]
    flat = said(_flat(stockholm, 1)).split(start)[1].split("\n")[0]
    assert "invånare den 31 december 2024 blir det 302 672 kr" in rated
    assert "och följer inte folkmängden." in flat
    assert "invånare" not in flat


def test_which_years_population_is_used_is_not_asked_of_flat_fees(stockholm):
    def asked(evaluation: Evaluation) -> list[str]:
        return [words for note in cost.table(evaluation.fees).notes if "folkmängd" in (words := plain(note))]

    assert len(asked(stockholm)) == 1
    assert asked(_flat(_flat(stockholm, 0), 1)) == []


def test_a_fee_that_is_assumed_is_said_to_be_so_on_page_one(stockholm):
    assumed = _with_fee(stockholm, 0, basis="assumed", rule_year=2023)
    assert "Avgiften till Klimatkommunerna bygger på ett antagande." in plain(cost_in_short.text(assumed.fees))
    both = _with_fee(assumed, 1, basis="assumed", rule_year=2023)
    assert "Avgifterna bygger på ett antagande." in plain(cost_in_short.text(both.fees))
    assert "antag" not in plain(cost_in_short.text(stockholm.fees))


def test_fees_of_one_year_are_no_history(stockholm):
    networks = tuple(replace(each, history=each.history[-1:]) for each in stockholm.fees.networks)
    fees = replace(stockholm.fees, networks=networks)
    assert cost_appendix.history_table(fees) == NOTHING


def test_journeys_that_nobody_has_priced_are_not_free():
    table = pd.DataFrame([{"network_id": "alfa", "hours": Decimal(200)}])
    found = working_time.planned_cost(table, "alfa", 1_000_000, Fraction(400))
    assert (found.travel_ore, found.ore) == (None, 9_000_000)


def _with_part(evaluation: Evaluation, place: int, **columns) -> Evaluation:
    fee = evaluation.fees.networks[place].fee
    record = Record(fee.rule.parts[0].record | columns, fee.rule.parts[0].record.row)
    rule = replace(fee.rule, parts=(replace(fee.rule.parts[0], record=record),), status=record["status"])
    return _with_fee(evaluation, place, fee=replace(fee, rule=rule))


def test_an_own_row_that_is_an_estimate_is_said_to_be_one(stockholm):
    estimated = _with_fee(_with_part(stockholm, 1, status="estimated"), 1, basis="own")
    assert "Regeln för 2025 är ett antagande för SEKOM." in said(estimated)
    assert cost.table(estimated.fees).rows[1][-1].text == "Egen uppgift, antagande"
    assert "Avgiften till Sveriges Ekokommuner bygger på ett antagande." in plain(
        cost_in_short.text(estimated.fees)
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_the_day_of_the_inhabitants_is_the_one_that_is_used(stockholm):
    note = plain(cost.table(stockholm.fees).notes[-1]).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        note
        == "Där källan inte säger vilket års folkmängd avgiften räknas på, används folkmängden den 31 december 2024."
    )


def test_what_is_paid_and_what_would_be_are_not_added(stockholm):
    networks = list(stockholm.fees.networks)
    networks[1] = replace(networks[1], membership=replace(networks[1].membership, state="left"))
    mixed = replace(stockholm, fees=replace(stockholm.fees, networks=tuple(networks)))
    assert "tillsammans" in said(stockholm)
    assert "tillsammans" not in said(mixed)


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


def test_the_table_of_working_time_has_those_of_which_something_is_logged(stockholm):
    networks = list(stockholm.fees.networks)
    spent = working_time.TotalCost(2024, Decimal(40), 1800000, None, 6700000, "tidredovisning")
    networks[0] = replace(networks[0], total_cost=spent)
    table = cost_of_use.table(replace(stockholm.fees, networks=tuple(networks)), stockholm.usage)
    assert [plain(row[0]) for row in table.rows] == ["Klimatkommunerna"]
    assert cost_of_use.table(stockholm.fees, stockholm.usage) == NOTHING


def test_of_many_networks_the_hours_of_each_stand_in_the_table_alone(stockholm):
    many = replace(stockholm.fees, networks=(*stockholm.fees.networks, *stockholm.fees.networks))
    words = said(replace(stockholm, fees=many))
    assert "En timme räknas som" in words
    assert "timmar om året" not in words
