"""The figures of several reports side by side, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from medlemsnytta.analysis.peers import (
    Missing,
    Spread,
    fee_years,
    latest_of,
    missing_of,
    overview_of,
    peers_of,
    size_classes,
    standing,
)
from medlemsnytta.analysis.peers import spread as spread_of
from tests.conftest import _evaluation

ID = "klimatkommunerna"


def _with_fee(evaluation, code: str, ore: int, inhabitants: int, history=()):
    network = evaluation.network(ID)
    fee = replace(network.fee, ore=ore, inhabitants=inhabitants)
    changed = replace(
        network,
        fees=replace(network.fees, yearly=replace(network.fees.yearly, fee=fee, ore=fee.ore), history=tuple(history)),
    )
    municipality = replace(evaluation.municipality, code=code)
    memberships = replace(evaluation.memberships, municipality=municipality)
    return replace(evaluation, memberships=memberships, networks=(changed,))


def test_the_middle_of_an_even_number_is_halfway():
    assert spread_of([400, 100, 300, 201]) == Spread(4, 100, Fraction(501, 2), 400)
    assert spread_of([7]) == Spread(1, 7, Fraction(7), 7)
    assert spread_of([9, 1, 5]).median == 5


def test_a_municipality_at_the_limit_of_a_class_is_in_the_larger_one(evaluation_2025):
    sizes = [("0001", 100, 4_999), ("0002", 200, 5_000), ("0003", 300, 9_999), ("0004", 900, 200_000)]
    found = size_classes([_with_fee(evaluation_2025, *each) for each in sizes], ID)
    assert [(each.least, each.below, each.fees.count) for each in found] == [
        (0, 5_000, 1),
        (5_000, 10_000, 2),
        (200_000, None, 1),
    ]
    assert (found[1].fees.lowest, found[1].fees.highest) == (200, 300)


def test_a_year_counts_those_whose_fee_is_known_and_those_whose_is_not(evaluation_2025):
    fee = evaluation_2025.network(ID).fee
    one = _with_fee(evaluation_2025, "0001", 1, 1, [(2023, None), (2024, replace(fee, ore=100))])
    two = _with_fee(evaluation_2025, "0002", 1, 1, [(2023, None), (2024, None), (2025, replace(fee, ore=300))])
    found = fee_years([one, two], ID)
    assert [(each.year, each.fees and each.fees.count, each.unknown) for each in found] == [
        (2023, None, 2),
        (2024, 1, 1),
        (2025, 1, 0),
    ]


def test_the_latest_report_of_a_municipality_stands_for_it(evaluation_2025, evaluation_2026):
    assert latest_of({"b": evaluation_2026, "a": evaluation_2025}) == {"b": evaluation_2026}


def test_a_gap_is_told_once_a_report_and_the_most_common_first(evaluation_2025, evaluation_2026):
    found = missing_of({"a": evaluation_2025, "b": evaluation_2026})
    assert Missing("notice", ("a", "b")) in found
    assert Missing("case_number", ("b",)) in found
    counts = [len(each.reports) for each in found]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("name", ["exempelkommun-2025"])
def test_an_invented_report_is_shown_but_not_counted(name, evaluation_2025):
    invented = _evaluation(name)
    both = overview_of({name: invented, "huddinge-2025": evaluation_2025})
    assert list(both.reports) == ["huddinge-2025", name]
    assert list(both.counted) == ["huddinge-2025"]
    assert both.latest == {"huddinge-2025": evaluation_2025}
    assert overview_of({name: invented}).latest == {name: invented}


def _of_place(evaluation, code: str, type_: str = "kommun"):
    municipality = replace(evaluation.municipality, code=code, type=type_)
    return replace(evaluation, memberships=replace(evaluation.memberships, municipality=municipality))


def _with_state(evaluation, state: str):
    """Every membership in another state."""
    changed = tuple(
        replace(each, own=replace(each.own, membership=replace(each.membership, state=state)))
        for each in evaluation.networks
    )
    return replace(evaluation, networks=changed)


def _without_fee(evaluation):
    changed = tuple(
        replace(each, fees=replace(each.fees, yearly=replace(each.fees.yearly, basis="unknown", ore=None, fee=None)))
        for each in evaluation.networks
    )
    return replace(evaluation, networks=changed)


def test_a_network_is_counted_once_a_municipality_by_its_newest_report_that_treats_it(evaluation_2025, evaluation_2026):
    alone = replace(evaluation_2026, networks=evaluation_2026.networks[1:])
    reports = {"a": evaluation_2025, "b": alone, "c": _of_place(evaluation_2025, "0114")}
    found = peers_of(reports, ID)
    assert (found.treated.value, found.answered.value, found.unknown.value) == (2, 2, 0)
    assert [(each.cell, each.number.value) for each in found.in_cells] == [("nearest_for", 2)]


def test_the_question_that_most_have_open_is_told_with_how_many(evaluation_2025):
    found = peers_of({"a": evaluation_2025, "b": _of_place(evaluation_2025, "0114")}, ID)
    asked = found.question
    assert (asked.report, asked.question.about, asked.number.value) == ("b", "loss", 2)


@pytest.mark.slow
def test_what_would_be_worse_or_lost_is_counted_by_name_the_most_common_first():
    invented = _evaluation("exempelkommun-2026")
    found = peers_of({"a": invented, "b": _of_place(invented, "0114")}, "exempeleuropa")
    assert found.lost
    counts = [each.number.value for each in found.lost]
    assert set(counts) == {2}


def test_a_fee_that_is_not_known_is_no_fee_and_is_counted_as_unknown(evaluation_2025):
    found = peers_of({"a": _without_fee(evaluation_2025)}, ID)
    assert (found.fees, found.unknown.value, found.fee("lowest").value) == (None, 1, None)
    assert size_classes([_without_fee(evaluation_2025)], ID) == ()


def test_a_municipality_stands_where_all_its_networks_do_or_where_its_membership_is(evaluation_2025):
    assert standing("a", evaluation_2025).value == "mixed"
    first = replace(evaluation_2025, networks=evaluation_2025.networks[:1])
    assert standing("a", first).value == "nearest_for"
    unanswered = replace(
        first, networks=tuple(replace(each, answers=_unanswered(each.answers)) for each in first.networks)
    )
    found = {state: standing("a", _with_state(unanswered, state)).value for state in ("member", "candidate", "unknown")}
    assert found == {"member": "member", "candidate": "outside", "unknown": "unknown"}


@pytest.mark.parametrize(
    ("cells", "stands"),
    [
        (("for", "for"), "for"),
        (("for", "nearest_for"), "nearest_for"),
        (("against", "nearest_against"), "nearest_against"),
        (("for", "against"), "mixed"),
        (("nearest_for", "not_enough"), "mixed"),
    ],
)
def test_of_networks_the_map_says_no_more_than_holds_of_all(evaluation_2025, cells, stands):
    networks = tuple(
        replace(each, answers=replace(each.answers, judgement=replace(each.answers.judgement, cell=cell)))
        for each, cell in zip(evaluation_2025.networks, cells, strict=True)
    )
    assert standing("a", replace(evaluation_2025, networks=networks)).value == stands


def _unanswered(answers):
    judged = answers.judgement
    return replace(answers, judgement=replace(judged, use=replace(judged.use, answer="unknown"), cell="not_enough"))


def test_a_region_stands_in_no_class_of_municipalities(evaluation_2025):
    region = _of_place(evaluation_2025, "R01", "region")
    shown = overview_of({"a": evaluation_2025, "r": region})
    assert [shown.number_of(kind).value for kind in ("kommun", "region")] == [1, 1]
    assert {each.fees.count for each in shown.sizes} == {1}
    assert shown.peers[0].treated.value == 2
