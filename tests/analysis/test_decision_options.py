"""What can be decided of each network: the last days, what is saved together, and what a new member must meet."""

from datetime import date

from medlemsnytta.analysis.decision_options import NetworkOptions
from tests.small_cases import memberships, small_case

SIX_MONTHS = memberships("alfa,2022,,member,6,b1 2020-01-01")
TWO = "alfa,2022,,member,6,b1 2020-01-01", "beta,2010,,member,3, 2020-01-01"
FEES = """\
network_id,member_type,member_class,valid_from,valid_to,part,fixed_sek,per_inhabitant_sek,tax_base_permille,\
tax_base_reference,floor_sek,cap_sek,cap_inhabitants,tier_from,tier_to,currency,vat,pop_reference,undefined,source,source_date,status,note
alfa,kommun,,2025-01-01,2025-12-31,avgift,4000,0.30,,,,,,,,SEK,unknown,unknown,,x,,observed,
beta,kommun,,2025-01-01,2025-12-31,avgift,500,0,,,,,,,,SEK,unknown,unknown,,x,,observed,
"""
DEMANDS = """\
network_id,demand,state,text,source
alfa,ett mål,met,,x
alfa,en plan,not_met,,x
alfa,en budget,not_met,,x
alfa,en kontakt,,,x
beta,ett program,not_met,,x
"""


def test_the_last_day_to_give_notice_and_the_first_year_saved(tmp_path):
    alfa = small_case(tmp_path, more={"memberships": SIX_MONTHS}).options.networks[0]
    assert alfa.last_notice_day.value == date(2025, 6, 30)
    assert alfa.first_year_saved.value == 2026
    assert alfa.missed_notice_day.value is None


def test_a_last_day_that_has_passed_is_told_while_its_year_has_not_begun(tmp_path):
    found = small_case(tmp_path, more={"memberships": SIX_MONTHS}, report_date="2025-09-01")
    alfa = found.options.networks[0]
    assert (alfa.missed_notice_day.value, alfa.last_notice_day.value) == (date(2025, 6, 30), date(2026, 6, 30))
    assert alfa.first_year_saved.value == 2027


def test_a_deadline_after_the_last_notice_day_is_late(tmp_path):
    late = small_case(tmp_path, more={"memberships": SIX_MONTHS}, deadline="2025-07-01")
    assert late.options.networks[0].deadline_is_late
    in_time = small_case(tmp_path, more={"memberships": SIX_MONTHS}, deadline="2025-06-30")
    assert not in_time.options.networks[0].deadline_is_late


def test_where_the_fee_period_is_not_known_there_is_no_last_day(tmp_path):
    found = small_case(tmp_path, more={"memberships": memberships("alfa,2022,,member,6,b1")}).options
    assert not found.networks[0].last_notice_day.known
    assert [each.network_id for each in found.notice_unknown] == ["alfa"]
    assert found.number_unknown.value == 1


def expecting(tmp_path, due: str) -> NetworkOptions:
    coming = [{"what": "Svar", "from_whom": "Alfa", "due": due, "answers": "loss"}]
    return small_case(tmp_path, more={"memberships": SIX_MONTHS}, expected_information=coming).options.networks[0]


def test_waiting_for_what_comes_in_time_costs_no_fee(tmp_path):
    alfa = expecting(tmp_path, "2025-06-20")
    assert (alfa.answer_by.kind, alfa.answer_by.value) == ("expected_in_time", date(2025, 6, 20))
    assert alfa.last_day_to_act.value == date(2025, 6, 30)
    assert alfa.cost_of_waiting.value == 0


def test_waiting_for_what_comes_after_the_last_day_costs_a_fee(tmp_path):
    alfa = expecting(tmp_path, "2025-07-01")
    assert (alfa.answer_by.kind, alfa.answer_by.value) == ("answer_needed_by", date(2025, 6, 16))
    assert alfa.expected_by.value == date(2025, 7, 1)
    assert alfa.cost_of_waiting.value == 700_000


def test_several_left_together_save_their_fees_from_the_earliest_day(tmp_path):
    found = small_case(
        tmp_path, more={"memberships": memberships(*TWO), "fees": FEES}, networks=["alfa", "beta"]
    ).options
    assert [(each.why, each.number.value) for each in found.together] == [("all", 2)]
    together = found.together[0]
    assert together.saved.value == 700_000 + 50_000
    assert together.last_notice_day.value == date(2025, 6, 30)


def test_those_that_are_recommended_to_be_left_are_one_option(tmp_path):
    networks = [*TWO, "gamma,2010,,member,,"]
    tables = {"memberships": memberships(*networks), "networks": _three_networks()}
    actions = {"beta": "leave", "gamma": "leave", "alfa": "stay"}
    found = small_case(
        tmp_path,
        more=tables,
        networks=["alfa", "beta", "gamma"],
        recommended_actions=actions,
        departure_reason="Pengarna behövs.",
    ).options
    recommended = found.together[0]
    assert [each.network_id for each in recommended.networks] == ["beta", "gamma"]
    assert (recommended.saved.value, recommended.unknown.value) == (0, 2)
    assert recommended.last_notice_day.value is None


def _three_networks() -> str:
    head = "network_id,name,short,founded,org_types,scope,profile,entry_requirement,website,source_kind,source,source_date,status,note\n"
    return head + "".join(
        f"{each},{each},{each},,,,,,,network_own,x,,observed,\n" for each in ("alfa", "beta", "gamma")
    )


def test_the_options_follow_the_kind_of_decision(tmp_path):
    def actions(state: str) -> list[str]:
        until = "2024" if state == "left" else ""
        found = small_case(tmp_path, more={"memberships": memberships(f"alfa,2020,{until},{state},,")}).options
        return found.frame["option"].tolist()

    assert actions("member") == ["stay", "leave"]
    assert actions("candidate") == actions("applied") == actions("declined") == ["join", "decline"]
    assert actions("left") == ["join_again", "stay_out"]


def test_demands_are_counted_by_their_state_and_by_network(tmp_path):
    tables = {"memberships": memberships("alfa,,,candidate,,"), "entry_requirements": DEMANDS}
    alfa = small_case(tmp_path, more=tables).options.networks[0]
    states = ("met", "not_met", "not_examined")
    assert (alfa.asked_for.value, *(alfa.number_that_are(state).value for state in states)) == (4, 1, 2, 1)


def test_statements_of_symbol_and_weight_are_counted_without_the_networks_own(tmp_path):
    rows = """\
network_id,text,criterion,intensity,speaker,consent,source_kind
alfa,Det är värt något som symbol.,symbolic,,S1,publish,interview
alfa,Det ger tyngd.,voice,,S1,publish,interview
alfa,Vi har tyngd.,voice,,S1,publish,network_own
alfa,Används ofta.,use,3,S1,publish,interview
"""
    assert small_case(tmp_path, more={"excerpts": rows}).options.networks[0].worth_in_words.value == 2
