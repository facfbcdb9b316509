"""The rules of the two questions one by one, numbered as docs/method.md numbers them, on literal rows."""

from datetime import date
from fractions import Fraction

import pytest

from medlemsnytta.analysis.cells import CELLS, cell_of
from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.judgements import SetAnswer
from medlemsnytta.analysis.recorded_use import attendance_degree, figures_degree
from medlemsnytta.analysis.used_things import KEY_FIGURES, NO_CHANNEL, Thing
from tests.analysis.answer_cases import judged, rows, said

YEAR = {"date_from": date(2024, 6, 1), "date_to": date(2025, 5, 31)}


def use_of(*excerpts: dict, **tables: list) -> str:
    return judged(rows(excerpts=list(excerpts), **tables)).use.answer


def loss_of(*excerpts: dict, **tables: list) -> str:
    return judged(rows(excerpts=list(excerpts), **tables)).loss.answer


def reasons_of(*excerpts: dict, **tables: list) -> list[str]:
    """Why each of the statements was not counted on use; "" where it was."""
    found = judged(rows(excerpts=list(excerpts), **tables)).use.basis
    shown = dict(found.shown)
    return [
        "" if Row("excerpts", n) in found.decides else shown[Row("excerpts", n)] for n in range(2, 2 + len(excerpts))
    ]


def used(channel: str = "", count: int | None = None, **cells: object) -> dict:
    return dict(channel_id=channel, date_from="2024-09-01", count=count, **cells)


# 1. Whose statements answer, and what for.


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (said(3), ""),
        (said(3, tense="past"), ""),
        (said(3, tense="planned"), "planned"),
        (said(3, tense="future"), "planned"),
        (said(None), "ungraded"),
        (said(3, criterion="relevance"), "not_the_question"),
        (said(3, speaker="W"), "author"),
        (said(3, speaker="N"), "network_own"),
        (said(3, source_kind="network_own"), "network_own"),
        (said(3, source_kind="third_party"), "third_party"),
        (said(3, date="2025-06-02"), "after_report"),
    ],
)
def test_1_only_graded_statements_on_past_or_present_use_by_the_municipalitys_own_people_answer(statement, reason):
    assert reasons_of(statement) == [reason]
    assert use_of(statement) == ("unknown" if reason else "yes")


def test_1_the_representatives_are_one_voice_whatever_their_number():
    found = judged(rows(excerpts=[said(3, speaker="R"), said(4, speaker="Q")]))
    assert (found.use.asked, found.use.often, found.use.only_representatives) == (1, 1, True)


@pytest.mark.parametrize(("speaker", "persons"), [("A", 1), ("G", 1), ("H", 5), ("O", 2), ("", 1), ("Z", 1)])
def test_1_a_group_counts_as_its_stated_number_and_unknown_as_one(speaker, persons):
    assert judged(rows(excerpts=[said(2, speaker=speaker)])).use.asked == persons


def test_1_what_is_attributed_to_nobody_is_one_voice_and_never_independent():
    found = judged(rows(excerpts=[said(3, speaker=""), said(3, speaker="", channel_id="a")]))
    assert (found.use.asked, found.use.independent) == (1, 0)


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ("", "excerpts00", ["", "repeats"]),
        ("excerpts01", "", ["repeats", ""]),
        ("excerpts01", "excerpts00", ["", "repeats"]),
        ("excerpts00", "nowhere", ["", ""]),
    ],
    ids=["the second repeats the first", "the first repeats the second", "each repeats the other", "none repeats any"],
)
def test_1_a_row_that_repeats_another_counts_once(first, second, reasons):
    assert reasons_of(said(3, same_as=first), said(3, speaker="B", same_as=second)) == reasons


def test_1_a_row_that_repeats_the_authors_counts_in_its_place():
    assert reasons_of(said(1, speaker="W"), said(1, same_as="excerpts00")) == ["author", ""]


# 2. The newest of each channel, the highest of these.


def test_2_per_person_and_channel_the_newest_statement_counts():
    pair = [said(4, date="2024-02"), said(0, date="2025-02")]
    assert reasons_of(*pair) == ["newer", ""]
    assert use_of(*pair) == "no"


def test_2_of_two_that_day_the_higher_counts():
    assert use_of(said(0), said(4)) == "yes"


def test_2_per_person_the_highest_of_the_channels_counts():
    found = judged(rows(excerpts=[said(0, channel_id="a"), said(3, channel_id="b")])).use
    assert (found.asked, found.often, found.hardly) == (1, 1, 0)


@pytest.mark.parametrize(("old", "reason"), [("2022-03-01", ""), ("2022-02-28", "history"), ("", "history")])
def test_2_what_is_over_36_months_older_than_the_persons_newest_is_history(old, reason):
    assert reasons_of(said(4, channel_id="a", date=old), said(1, date="2025-03-01")) == [reason, ""]


def test_2_nothing_is_dropped_for_its_distance_to_the_report():
    found = judged(rows(excerpts=[said(4, date="1999")])).use
    assert (found.answer, found.confirmed, found.newest) == ("yes", False, date(1999, 1, 1))


# 3. What speaks beside people.


@pytest.mark.parametrize(
    ("counts", "answer"),
    [((12,), "yes"), ((11, 1), "yes"), ((11,), "partly"), ((4,), "partly"), ((3,), "no"), ((None,), "no"), ((), "no")],
)
def test_3_a_years_log_answers_alone(counts, answer):
    uses = [used("a", count) for count in counts]
    assert use_of(use_logs=[YEAR], uses=uses) == answer


def test_3_identical_rows_of_the_log_count_once_and_planned_ones_not():
    uses = [used(count=6), used(count=6), used(count=6, text="annat"), used(count=6, tense="planned")]
    found = judged(rows(use_logs=[YEAR], uses=uses)).use
    assert found.uses == 12
    assert [reason for row, reason in found.basis.shown if row.table == "uses"] == ["repeats", "planned"]


def test_3_a_use_dated_to_a_year_is_in_no_log():
    year = {"date_from": date(2024, 1, 1), "date_to": date(2024, 12, 31)}
    uses = [{"date_from": "2024", "count": 9}, {"date_from": "2024-01", "count": 4}]
    assert judged(rows(use_logs=[year], uses=uses)).use.uses == 4


@pytest.mark.parametrize(("count", "answer"), [(12, "yes"), (4, "partly"), (3, "unknown"), (0, "unknown")])
def test_3_a_shorter_log_counts_upward_as_it_stands_and_never_towards_no(count, answer):
    short = {"date_from": date(2025, 1, 1), "date_to": date(2025, 4, 30)}
    uses = [{"date_from": "2025-02", "count": count}]
    assert use_of(use_logs=[short], uses=uses) == answer
    beside = judged(rows(excerpts=[said(3)], use_logs=[short], uses=uses)).use
    assert (beside.answer, beside.whole_year) == ("yes", False)


def test_3_a_running_log_counts_for_the_part_that_has_passed():
    running = {"date_from": date(2024, 1, 1), "date_to": None}
    uses = [{"date_from": "2024-05-31", "count": 12}, {"date_from": "2024-06-02", "count": 5}, used(count=6)]
    assert judged(rows(use_logs=[running], uses=uses)).use.uses == 11
    assert judged(rows(use_logs=[running | {"date_from": date(2025, 6, 2)}], uses=uses)).use.uses is None


def test_3_a_short_log_that_has_begun_does_not_hide_the_year_before_it():
    begun = {"date_from": date(2025, 5, 1), "date_to": None}
    year = {"date_from": date(2024, 1, 1), "date_to": date(2024, 12, 31)}
    found = judged(rows(use_logs=[year, begun], uses=[used(count=5), {"date_from": "2025-05", "count": 2}])).use
    assert (found.uses, found.whole_year) == (5, True)
    found = judged(rows(use_logs=[year, begun], uses=[used(count=5), {"date_from": "2025-05", "count": 6}])).use
    assert (found.uses, found.whole_year) == (6, False)


def trace(**cells: object) -> dict:
    return dict(kind="document", document_id="d", **cells)


@pytest.mark.parametrize(
    ("cells", "year_to", "documents"),
    [
        ({"date_from": "2012"}, 2030, 1),
        ({"date_from": "2012"}, None, 1),
        ({"date_from": "2012"}, 2025, 1),
        ({"date_from": "2022-06"}, 2024, 1),
        ({"date_from": "2022-05"}, 2024, 0),
        ({"date_from": "2009", "date_to": "2010"}, 2030, 1),
        ({"date_from": "2009"}, 2030, 0),
        ({"date_from": "2025-07"}, 2030, 0),
        ({"tense": "planned"}, 2030, 0),
        ({"document_id": ""}, 2030, 0),
        ({}, 2030, 1),
        ({"date_from": "2010-01-01"}, 2030, 1),
        ({"date_from": "2022"}, 2024, 1),
    ],
)
def test_3_documents_with_trace_from_the_membership_in_force_or_used_lately(cells, year_to, documents):
    found = judged(
        rows(excerpts=[said(2)], uses=[trace() | cells], documents=[{"document_id": "d", "year_to": year_to}])
    ).use
    assert (found.documents, found.answer) == (documents, "yes" if documents else "partly")


def test_3_a_document_informed_after_the_membership_ended_is_no_trace():
    ended = [{"state": "member", "since": "2010", "until": "2012"}]
    documents = [{"document_id": "d"}]
    for year, count in (("2012", 1), ("2013", 0)):
        found = judged(rows(memberships=ended, documents=documents, uses=[trace(date_from=year)]))
        assert found.use.documents == count


def test_3_expired_documents_speak_only_where_nothing_else_does_and_it_is_said():
    expired = {"uses": [trace(date_from="2012")], "documents": [{"document_id": "d", "year_to": 2015, "seen_by": "S"}]}
    alone = judged(rows(**expired)).use
    assert (alone.answer, alone.only_expired, alone.confirmed) == ("yes", True, False)
    assert judged(rows(excerpts=[said(1)], **expired)).use.answer == "no"
    assert judged(rows(indicators=[{"share": "0.1"}], **expired)).use.answer == "yes"


@pytest.mark.parametrize(("share", "degree"), [("0", 1), ("0.24", 1), ("0.25", 2), ("0.75", 2), ("0.76", 3), ("1", 3)])
def test_3_key_figures_in_own_follow_up(share, degree):
    assert figures_degree(Fraction(share)) == degree


@pytest.mark.parametrize(("share", "answer"), [("0.1", "unknown"), ("0.5", "partly"), ("0.8", "yes")])
def test_3_key_figures_alone(share, answer):
    assert use_of(indicators=[{"share": share}]) == answer


def test_3_the_newest_key_figures_of_a_set_count_and_of_sets_the_most_followed():
    sets = [
        {"year": 2024, "share": "0.9"},
        {"year": 2025, "share": "0.1"},
        {"set": "annan", "year": 2020, "share": "0.5"},
    ]
    assert judged(rows(indicators=[*sets, {"year": 2026, "share": "0.9"}])).use.figures == 2


@pytest.mark.parametrize(
    ("share", "degree"),
    [(Fraction(0), 0), (Fraction(1, 3), 1), (Fraction(1, 2), 2), (Fraction(3, 4), 2), (Fraction(4, 5), 3)],
)
def test_3_attendance_is_one_voice(share, degree):
    assert attendance_degree(share) == degree


def test_3_attendance_is_of_the_twelve_months_to_the_newest_event():
    days = [(date(2023, 1, 1), 0), (date(2024, 9, 1), 0), (date(2025, 2, 1), 2), (date(2025, 2, 2), None)]
    found = judged(rows(events=[{"date": day, "persons": persons} for day, persons in days])).use
    assert (found.attendance, found.answer, found.asked, found.independent) == (2, "partly", 0, 0)


def test_3_a_surveys_question_on_use_counts_as_its_answering_people():
    scale = {"counts": (0, 1, 4, 7, 3)}
    benefit = {"question_id": "nytta", "counts": (9, 9, 9, 9, 9)}
    found = judged(rows(survey=[scale, benefit])).use
    assert (found.asked, found.often, found.hardly, found.answer, found.confirmed) == (15, 10, 1, "yes", True)
    yes_no = {"kind": "yes_no", "counts": (4, 11, 0, 0, 0)}
    found = judged(rows(survey=[yes_no])).use
    assert (found.asked, found.between, found.hardly, found.answer) == (15, 11, 4, "partly")


def test_3_of_two_questions_on_use_the_newest_counts_and_of_one_day_the_scale():
    older = {"date": "2024-02", "counts": (9, 0, 0, 0, 0)}
    yes_no = {"question_id": "anvander", "kind": "yes_no", "counts": (0, 5, 0, 0, 0)}
    scale = {"question_id": "anvandning", "counts": (0, 0, 0, 0, 3)}
    assert judged(rows(survey=[older, yes_no])).use.asked == 5
    assert judged(rows(survey=[scale, yes_no])).use.asked == 3


# The table of the first question.


def people(*degrees: int) -> list[dict]:
    return [said(degree, speaker=speaker) for degree, speaker in zip(degrees, "ABCDEF", strict=False)]


@pytest.mark.parametrize(
    ("degrees", "answer"),
    [
        ((), "unknown"),
        ((3,), "yes"),
        ((2,), "partly"),
        ((1,), "no"),
        ((3, 2, 2), "yes"),
        ((3, 2, 2, 2), "partly"),
        ((3, 2, 1), "partly"),
        ((3, 1), "partly"),
        ((3, 3, 2, 2, 2, 2), "yes"),
        ((3, 3, 1), "yes"),
        ((3, 3, 1, 1), "partly"),
        ((0, 1), "no"),
        ((0, 2), "partly"),
        ((0, 1, 2), "no"),
        ((0, 2, 2), "partly"),
        ((0, 1, 3), "partly"),
        ((0, 0, 1, 1, 2, 2), "no"),
        ((0, 0, 1, 2, 2, 2), "partly"),
    ],
)
def test_the_table_of_the_first_question_for_people_alone(degrees, answer):
    assert use_of(*people(*degrees)) == answer


def test_two_often_of_seven_are_too_few():
    group = said(2, speaker="H")
    assert use_of(*people(3, 3), group) == "partly"
    assert use_of(*people(3, 3), *[said(2, speaker=each) for each in "CDEF"]) == "yes"


@pytest.mark.parametrize(("count", "answer"), [(3, "partly"), (4, "yes"), (12, "yes")])
def test_with_a_log_under_four_nothing_makes_a_yes(count, answer):
    log = {"use_logs": [YEAR], "uses": [used("a", count)]}
    assert use_of(*people(3, 4), **log) == answer
    assert use_of(said(2), uses=[*log["uses"], trace()], use_logs=[YEAR], documents=[{"document_id": "d"}]) == answer
    assert use_of(said(2), indicators=[{"share": "0.9"}], **log) == answer


@pytest.mark.parametrize(("degrees", "answer"), [((), "yes"), ((2, 2, 1), "yes"), ((2, 1), "partly"), ((1,), "partly")])
def test_a_document_or_most_key_figures_with_at_most_a_third_who_hardly_use_it(degrees, answer):
    assert use_of(*people(*degrees), uses=[trace()], documents=[{"document_id": "d"}]) == answer
    assert use_of(*people(*degrees), indicators=[{"share": "0.9"}]) == answer


# 4. Things that are used.


def things_of(*excerpts: dict, **tables: list) -> set[Thing]:
    return {each.thing for each in judged(rows(excerpts=list(excerpts), **tables)).loss.things}


def test_4_a_thing_is_used_where_a_current_statement_gives_it_two():
    assert things_of(said(2, channel_id="a"), said(1, channel_id="b"), said(3)) == {Thing("channel", "a"), NO_CHANNEL}
    assert things_of(said(4, channel_id="a", date="2024"), said(1, channel_id="a")) == set()


def test_4_a_log_a_trace_or_key_figures_at_two_make_a_thing_used():
    documents = [{"document_id": "d"}]
    assert things_of(use_logs=[YEAR], uses=[used("a", 1), used("b", 0)]) == {Thing("channel", "a")}
    assert things_of(uses=[used("a", 9)]) == set()
    assert things_of(uses=[trace()], documents=documents) == {Thing("document", "d")}
    assert things_of(uses=[trace(channel_id="b")], documents=documents) == {Thing("channel", "b")}
    assert things_of(indicators=[{"share": "0.5"}]) == {KEY_FIGURES}
    assert things_of(indicators=[{"share": "0.2"}]) == set()


def test_4_a_channel_for_key_figures_is_the_key_figures():
    answered = said(None, "worse", channel_id="k", criterion="steering")
    assert loss_of(said(2, channel_id="k"), answered, indicators=[{"share": "0.5"}]) == "yes"
    assert things_of(said(2, channel_id="k"), indicators=[{"share": "0.5"}]) == {KEY_FIGURES}


def test_4_a_statement_may_name_a_document_in_the_place_of_a_channel():
    document = {"uses": [trace()], "documents": [{"document_id": "d"}]}
    assert loss_of(said(None, "same", channel_id="d"), **document) == "no"


# 5. What becomes of each thing.


def thing(*excerpts: dict, **tables: list):
    (found,) = judged(rows(excerpts=list(excerpts), **tables)).loss.things
    return found


@pytest.mark.parametrize(
    ("channel", "answers", "alternatives", "word", "by"),
    [
        ("a", [], [], "", ""),
        ("b", [], [], "not_at_all", "closed"),
        ("c", [], [], "", ""),
        ("b", [], ["b"], "same", "alternative"),
        ("b", [], ["alfa"], "same", "alternative"),
        ("b", ["same"], [], "same", "people"),
        ("b", ["unknown"], [], "not_at_all", "closed"),
        ("a", ["worse"], ["a"], "worse", "people"),
        ("a", ["same", "slower", "unknown"], [], "slower", "people"),
        ("a", ["not_at_all", "same"], [], "not_at_all", "people"),
    ],
)
def test_5_people_come_first_then_an_alternative_then_a_closed_channel(channel, answers, alternatives, word, by):
    statements = [said(None, each, speaker=who, channel_id=channel) for who, each in zip("BCD", answers, strict=False)]
    found = thing(
        said(3, channel_id=channel), *statements, alternatives=[{"replaces": each} for each in [alternatives] if each]
    )
    assert (found.word, found.by) == (word, by)
    assert found.open_to_others == {"a": "yes", "b": "no", "c": "unknown"}[channel]


def test_5_both_answers_are_told_where_they_differ():
    found = thing(
        said(3), said(None, "same", speaker="B"), said(None, "worse", speaker="C"), said(None, "unknown", speaker="D")
    )
    assert [(each.voice, each.word) for each in found.said] == [("B", "same"), ("C", "worse")]
    assert found.does_not_know == 1


def test_5_the_same_person_newest_counts_and_not_to_know_takes_nothing_back():
    pair = [said(3, "not_at_all", date="2024"), said(None, "same", date="2025")]
    assert loss_of(*pair) == "no"
    assert loss_of(*pair[:1], said(None, "unknown", date="2025")) == "yes"


@pytest.mark.parametrize(
    "cells", [{"speaker": "W"}, {"speaker": "N"}, {"source_kind": "third_party"}, {"date": "2026"}]
)
def test_5_whoever_is_not_heard_on_use_is_not_heard_on_loss(cells):
    assert loss_of(said(3), said(None, "worse", **cells)) == "unknown"


# 6. Whether anything would be lost.


def test_6_something_used_that_would_be_worse_is_a_yes_and_is_named():
    found = judged(rows(excerpts=[said(3, "worse", channel_id="a"), said(3, "same", channel_id="b")])).loss
    assert (found.answer, found.only_slower, [each.thing.name for each in found.lost]) == ("yes", False, ["a"])


def test_6_no_where_every_used_thing_is_the_same():
    assert loss_of(said(3, "same", channel_id="a")) == "no"
    assert loss_of(said(3, "same", channel_id="a"), said(2, channel_id="c")) == "unknown"
    assert loss_of(said(3, "same", channel_id="a"), said(None, "worse", channel_id="c")) == "no"


def test_6_no_where_nothing_is_used():
    found = judged(rows(excerpts=[said(1)])).loss
    assert (found.answer, found.nothing_used, found.confirmed) == ("no", True, False)


def test_6_unknown_where_the_first_question_is():
    assert loss_of(said(None, "worse", channel_id="a")) == "unknown"
    assert loss_of(events=[{"date": date(2025, 2, 1), "persons": 3}]) == "unknown"


def test_6_only_slower_is_a_yes_to_be_weighed():
    found = judged(rows(excerpts=[said(3, "slower"), said(3, "same", channel_id="a")]))
    assert (found.loss.answer, found.loss.only_slower, found.cell) == ("yes", True, "weigh")
    assert judged(rows(excerpts=[said(3, "slower"), said(3, "worse", channel_id="a")])).cell == "nearest_for"


# 7. Confirmed or reported.


def test_7_what_is_a_yes_only_by_key_figures_is_reported():
    people_alone = people(3, 3, 0, 0, 2, 2)
    assert use_of(*people_alone) == "partly"
    found = judged(rows(excerpts=people_alone, indicators=[{"share": "0.9"}])).use
    assert (found.answer, found.confirmed) == ("yes", False)


def test_7_a_high_degree_said_before_the_window_confirms_nothing_though_the_person_has_spoken_since():
    old, since = said(4, channel_id="a", date="2022-05-01"), said(0, channel_id="b")
    pair = [old, since, old | {"speaker": "B"}, since | {"speaker": "B"}]
    found = judged(rows(excerpts=pair)).use
    assert (found.answer, found.often, found.confirmed) == ("yes", 2, False)
    assert judged(rows(excerpts=[row | {"intensity": 3} for row in pair])).use.confirmed


@pytest.mark.parametrize(
    ("excerpts", "tables", "confirmed"),
    [
        (people(3, 3), {}, True),
        (people(3, 3, 1), {}, True),
        ([said(3)], {}, False),
        ([said(3, speaker="H")], {}, True),
        ([said(3, speaker="R"), said(3)], {}, False),
        ([said(3, speaker="O")], {}, False),
        ([said(3, speaker="R"), *people(3, 3)], {}, True),
        ([said(3, date="2022-06-01"), said(3, speaker="B")], {}, True),
        ([said(3, date="2022-05-31"), said(3, speaker="B")], {}, False),
        ([said(3, date=""), said(3, speaker="B")], {}, False),
        (people(0, 1), {}, True),
        (people(2, 2), {}, True),
        ([said(3, speaker="R"), *people(2, 2)], {}, False),
        ([], {"use_logs": [YEAR], "uses": [used(count=12)]}, True),
        ([], {"use_logs": [YEAR], "uses": [used(count=5)]}, True),
        ([], {"use_logs": [YEAR]}, True),
        ([said(3)], {"use_logs": [YEAR], "uses": [used(count=5)]}, False),
        ([], {"use_logs": [{"date_from": date(2021, 5, 1), "date_to": date(2022, 5, 31)}]}, False),
        ([], {"use_logs": [{"date_from": date(2021, 5, 1), "date_to": date(2022, 6, 1)}]}, True),
        ([], {"use_logs": [{"date_from": date(2025, 1, 1), "date_to": None}], "uses": [{"date_from": "2025-02", "count": 12}]}, False),
        ([], {"uses": [trace(date_from="2024")], "documents": [{"document_id": "d", "seen_by": "S"}]}, True),
        ([], {"uses": [trace(date_from="2024")], "documents": [{"document_id": "d"}]}, False),
        ([], {"uses": [trace()], "documents": [{"document_id": "d", "seen_by": "S"}]}, False),
        ([], {"indicators": [{"share": "0.9"}]}, False),
    ],
)  # fmt: skip
def test_7_use_is_confirmed_by_two_independent_people_lately_a_seen_document_or_a_years_log(
    excerpts, tables, confirmed
):
    assert judged(rows(excerpts=excerpts, **tables)).use.confirmed is confirmed


@pytest.mark.parametrize(
    ("excerpts", "confirmed"),
    [
        ([said(3, "worse"), said(3, "worse", speaker="B")], True),
        ([said(3, "worse"), said(3, "slower", speaker="B")], True),
        ([said(3, "worse"), said(3, "same", speaker="B")], False),
        ([said(3, "worse"), said(3, speaker="B")], False),
        ([said(3, "worse", speaker="H")], True),
        ([said(3, "worse", date="2020"), said(3, "worse", speaker="B")], False),
        ([said(3, "same"), said(3, "same", speaker="B")], True),
        ([said(3, "same", channel_id="a"), said(3, "same", speaker="B", channel_id="c")], True),
        ([said(3, "slower"), said(3, "slower", speaker="B"), said(3, "worse", speaker="R")], False),
        ([said(3, "worse", speaker="R"), said(3, "worse", speaker="O")], False),
    ],
)
def test_7_loss_is_confirmed_by_two_independent_people_on_the_same_side(excerpts, confirmed):
    assert judged(rows(excerpts=excerpts)).loss.confirmed is confirmed


def test_7_what_an_alternative_or_a_closed_channel_answers_is_reported():
    two = [said(3, "same", channel_id="a"), said(3, "same", speaker="B", channel_id="a")]
    assert (
        judged(rows(excerpts=[*two, said(3, channel_id="b")], alternatives=[{"replaces": ["b"]}])).loss.confirmed
        is False
    )
    assert judged(rows(excerpts=[*people(3, 3)[:1], said(3, speaker="B", channel_id="b")])).loss.confirmed is False


@pytest.mark.parametrize(
    ("log", "confirmed"), [(YEAR, True), ({"date_from": date(2020, 1, 1), "date_to": date(2021, 1, 1)}, False)]
)
def test_7_that_nothing_is_used_is_confirmed_only_by_a_years_log_without_a_use(log, confirmed):
    assert judged(rows(excerpts=people(0, 0, 0))).loss.confirmed is False
    assert judged(rows(excerpts=people(0, 0, 0), use_logs=[log])).loss.confirmed is confirmed


def test_7_an_answer_that_the_officer_sets_is_reported_with_its_reason():
    found = judged(rows(excerpts=people(3, 3)), use=SetAnswer("use", "no", "Bytt arbetssätt."))
    assert (found.use.answer, found.use.confirmed, found.use.set_because) == ("no", False, "Bytt arbetssätt.")
    assert found.cell == "nearest_against"
    found = judged(rows(excerpts=people(3, 3)), loss=SetAnswer("loss", "no", "Köpt verktyg."))
    assert (found.loss.answer, found.loss.set_because, found.cell) == ("no", "Köpt verktyg.", "nearest_against")


# 8. The table of two questions.


@pytest.mark.parametrize(
    ("use", "cells"),
    [
        ("yes", ("for", "nearest_for", "against")),
        ("partly", ("weigh", "not_enough", "against")),
        ("no", ("weigh", "nearest_against", "against")),
        ("unknown", ("not_enough", "not_enough", "not_enough")),
    ],
)
def test_8_the_table_of_two_questions(use, cells):
    found = tuple(cell_of(use, loss, use_confirmed=True, loss_confirmed=True) for loss in ("yes", "unknown", "no"))
    assert found == cells
    assert set(found) <= set(CELLS)


@pytest.mark.parametrize(
    ("use", "loss", "use_confirmed", "loss_confirmed", "cell"),
    [
        ("yes", "yes", True, True, "for"),
        ("yes", "yes", True, False, "nearest_for"),
        ("yes", "yes", False, True, "nearest_for"),
        ("yes", "no", False, True, "against"),
        ("yes", "no", True, False, "nearest_against"),
        ("partly", "no", False, True, "against"),
        ("no", "no", False, True, "against"),
        ("no", "no", True, False, "nearest_against"),
        ("yes", "unknown", True, False, "nearest_for"),
        ("no", "unknown", True, False, "nearest_against"),
    ],
)
def test_8_the_strong_word_needs_both_confirmed_and_against_the_answer_on_loss(
    use, loss, use_confirmed, loss_confirmed, cell
):
    assert cell_of(use, loss, use_confirmed=use_confirmed, loss_confirmed=loss_confirmed) == cell


def test_8_a_yes_is_not_enough_once_somebody_has_said_that_one_thing_is_the_same():
    known, not_known = said(3, channel_id="a"), said(3, channel_id="c")
    assert judged(rows(excerpts=[known, not_known])).cell == "nearest_for"
    found = judged(rows(excerpts=[known | said(3, "same"), not_known]))
    assert (found.use.answer, found.loss.answer, found.cell) == ("yes", "unknown", "not_enough")
    assert judged(rows(excerpts=[known, not_known, said(None, "same", channel_id="b")])).cell == "nearest_for"


@pytest.mark.parametrize("state", ["member", "candidate", "applied", "declined", "left"])
def test_every_row_of_the_case_decides_or_is_shown_with_a_reason(state):
    tables = rows(
        excerpts=[said(3, "worse"), said(1, speaker="W"), said(None, "unknown", speaker="B")],
        uses=[trace(), used("a", 2)],
        use_logs=[YEAR],
        indicators=[{"share": "0.5"}],
        events=[{"date": date(2025, 2, 1), "persons": 2}],
        survey=[{"counts": (0, 0, 0, 1, 1)}],
        documents=[{"document_id": "d"}, {"document_id": "e"}],
        alternatives=[{"replaces": ["a"]}],
        candidates=[{"purpose": "Klimat"}],
        entry_requirements=[{"demand": "Mål", "state": "met"}],
        memberships=[{"state": state}],
    )
    found = judged(tables)
    seen = {row for each in (found.use.basis, found.loss.basis) for row in (*each.decides, *(r for r, _ in each.shown))}
    every = {Row(name, number) for name, listed in tables.items() for number in range(2, 2 + len(listed))}
    assert every - seen == {Row("memberships", 2)}
