"""The two questions about a network that is no membership: one that may be joined, and one that has been left."""

from fractions import Fraction

import pytest

from tests.analysis.answer_cases import judged, rows, said

PLAN = {"purpose": "Klimatanpassning", "person_role": "miljöstrateg", "hours": Fraction(40)}


def member(state: str, until: str = "") -> list[dict]:
    return [{"state": state, "since": "2010" if until else "", "until": until}]


@pytest.mark.parametrize(
    ("plans", "answer"),
    [
        ([], "unknown"),
        ([{}], "unknown"),
        ([PLAN], "yes"),
        ([PLAN | {"hours": None}], "partly"),
        ([PLAN | {"hours": Fraction(0)}], "partly"),
        ([PLAN | {"person_role": ""}], "partly"),
        ([PLAN | {"person_role": "", "hours": Fraction(0)}], "no"),
        ([{"purpose": "Nätverkande"}, PLAN], "yes"),
        ([{"hours": Fraction(0)}, {}], "no"),
    ],
)
def test_it_will_be_used_where_a_purpose_a_person_and_hours_are_set_aside(plans, answer):
    found = judged(rows(memberships=member("candidate"), candidates=plans))
    assert (found.use.answer, found.use.confirmed) == (answer, False)


@pytest.mark.parametrize("state", ["candidate", "applied", "declined"])
def test_what_is_no_membership_never_gets_the_strong_word(state):
    plans = {"memberships": member(state), "candidates": [PLAN]}
    worse = [said(None, "worse", speaker=each, channel_id=ch) for each in "AB" for ch in "abck"]
    assert judged(rows(excerpts=worse, **plans)).cell == "nearest_for"
    same = [row | said(None, "same") | {"speaker": row["speaker"], "channel_id": row["channel_id"]} for row in worse]
    found = judged(rows(excerpts=same, **plans))
    assert (found.loss.answer, found.loss.confirmed, found.cell) == ("no", True, "nearest_against")


def test_what_it_gives_is_asked_of_all_that_it_offers():
    plans = {"memberships": member("candidate"), "candidates": [PLAN]}
    found = judged(
        rows(**plans, channels=[{"channel_id": "a"}, {"channel_id": "b"}], alternatives=[{"replaces": ["b"]}])
    )
    assert [(each.thing.name, each.by) for each in found.loss.things] == [("a", ""), ("b", "alternative")]
    assert (found.loss.answer, found.cell) == ("unknown", "nearest_for")
    nothing_known = judged(rows(**plans, channels=[]))
    assert (nothing_known.loss.answer, nothing_known.cell) == ("unknown", "nearest_for")


def test_without_plans_the_evidence_is_not_enough():
    found = judged(rows(memberships=member("candidate"), excerpts=[said(None, "worse")]))
    assert (found.loss.answer, found.cell) == ("unknown", "not_enough")


def test_the_demands_that_are_not_met_stand_before_it():
    states = {"a": "met", "b": "not_met", "c": "not_examined"}
    demands = [{"demand": name, "state": state} for name, state in states.items()]
    found = judged(rows(memberships=member("candidate"), entry_requirements=demands)).use
    assert [each.demand for each in found.demands_not_met] == ["b"]
    assert [each.demand for each in found.demands_not_examined] == ["c"]


def test_what_has_been_left_is_missed_by_what_people_say_since():
    left = {"memberships": member("left", "2023")}
    before, since = said(4, date="2023-12-31"), said(0, date="2024-01-01", speaker="B")
    found = judged(rows(excerpts=[before, since], **left))
    assert (found.use.answer, found.use.asked) == ("no", 1)
    assert dict(found.use.basis.shown)[("excerpts", 2, False)] == "before_leaving"
    assert judged(rows(excerpts=[before], **left)).use.answer == "unknown"


def test_records_of_a_membership_that_was_left_do_not_say_that_it_is_missed():
    uses = [{"kind": "document", "document_id": "d", "date_from": "2022"}]
    found = judged(rows(uses=uses, documents=[{"document_id": "d"}], memberships=member("left", "2023")))
    assert (found.use.answer, found.cell) == ("unknown", "not_enough")


def test_what_has_been_left_and_is_missed_may_be_joined_again():
    missed = [said(4, "not_at_all", speaker=each, channel_id="a") for each in "AB"]
    assert judged(rows(excerpts=missed, memberships=member("left", "2023"))).cell == "for"
