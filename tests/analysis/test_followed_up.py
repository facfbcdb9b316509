"""What came of the questions of the report before, and why a cell has moved."""

from dataclasses import replace
from datetime import date

from medlemsnytta.analysis.followed_up import followed_up, move_of
from medlemsnytta.analysis.judgements import SetAnswer, judge
from medlemsnytta.analysis.next_questions import questions_of
from tests.analysis.answer_cases import AS_OF, case_of, judged, rows, said

LATER = date(2026, 6, 1)
SINCE = "2026-03-01"


def because(
    then: list[dict], now: list[dict], later: date = LATER, set_now: dict | None = None
) -> tuple[str, str, str]:
    before, after = judged(rows(excerpts=then)), judged(rows(excerpts=now), later, **(set_now or {}))
    found = move_of(before, after, {}, set_now or {})
    return found.before, found.after, found.because


def test_a_question_is_answered_by_what_is_said_since_of_the_same_thing():
    before = judged(rows(excerpts=[said(3, channel_id="a")]))
    questions = questions_of(before, {})
    answers = [
        said(3, channel_id="a"),
        said(None, "worse", channel_id="a", date=SINCE),
        said(None, "worse", channel_id="b", date=SINCE),
    ]
    found = followed_up(questions, [judged(rows(excerpts=answers), LATER)], {"alfa": before.case})
    rows_by = {
        (each.question.about, each.question.thing.name): [row.number for row in each.answered_by] for each in found
    }
    assert rows_by == {("use", ""): [], ("loss", "a"): [3]}


def test_what_the_author_says_since_is_no_answer():
    before = judged(rows(excerpts=[said(3)]))
    now = judged(rows(excerpts=[said(3), said(1, "same", speaker="W", date=SINCE)]), LATER)
    found = followed_up(questions_of(before, {}), [now], {"alfa": before.case})
    assert {each.answered_by for each in found} == {()}


def test_questions_about_a_network_that_is_no_longer_treated_are_left_out():
    assert followed_up(questions_of(judged(rows()), {}), [], {"alfa": case_of(rows(), AS_OF)}) == ()


def test_a_cell_that_stands_is_unmoved():
    assert because([said(3)], [said(3), said(3, date=SINCE)]) == ("nearest_for", "nearest_for", "unmoved")


def test_a_cell_that_moves_by_new_words_moves_by_evidence():
    assert because([said(3)], [said(3), said(None, "slower", date=SINCE)]) == ("nearest_for", "weigh", "evidence")


def test_a_cell_that_moves_though_nothing_is_new_moves_by_age():
    two = [said(3, "worse"), said(3, "worse", speaker="B")]
    assert because(two, two, date(2029, 1, 1)) == ("for", "nearest_for", "age")


def test_a_cell_that_the_officer_moves_is_the_officers():
    set_now = {"loss": SetAnswer("loss", "no", "Köpt verktyg.")}
    assert because([said(3)], [said(3)], set_now=set_now) == ("nearest_for", "nearest_against", "officer")


def test_rows_that_are_later_than_the_report_before_are_new_though_both_years_read_the_same_table():
    table = [said(3), said(None, "slower", date=SINCE)]
    assert because(table, table) == ("nearest_for", "weigh", "evidence")


def test_a_cell_that_moves_by_an_alternative_moves_by_other_rows_than_the_statements():
    before, after = (
        judged(rows(excerpts=[said(3, channel_id="a")])),
        judged(rows(excerpts=[said(3, channel_id="a")], alternatives=[{"id": "x", "replaces": "a"}]), LATER),
    )
    found = move_of(before, after, {}, {})
    assert (found.before, found.after, found.because) == ("nearest_for", "nearest_against", "figures")


def test_a_cell_that_moves_because_the_same_words_are_coded_otherwise_moves_by_coding():
    then, now = [said(3, excerpt_id="e1")], [said(0, excerpt_id="e1")]
    before, after = judged(rows(excerpts=then)), judged(rows(excerpts=now), LATER)
    assert move_of(before, after, {}, {}, {"e1": "e1"}).because == "coding"
    assert move_of(before, after, {}, {}).because == "evidence"


def test_a_cell_that_moves_because_less_time_confirms_moves_by_the_window():
    two = [said(3, "worse", date="2024-06-01"), said(3, "worse", speaker="B", date="2024-06-01")]
    before, after = judged(rows(excerpts=two)), judged(rows(excerpts=two), AS_OF)
    shorter = replace(after.case, months=6)
    found = move_of(before, judge(shorter, {}), {}, {})
    assert (found.before, found.after, found.because) == ("for", "nearest_for", "window")
