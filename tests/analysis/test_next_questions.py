"""Which questions to ask next, whom, and what may wait for the answers."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings

from medlemsnytta.analysis.judgements import LOSS, USE, SetAnswer, judge
from medlemsnytta.analysis.next_questions import (
    ANSWERS,
    Question,
    answered,
    next_questions,
    open_questions,
    questions_of,
)
from medlemsnytta.analysis.used_things import KEY_FIGURES, NO_CHANNEL, Thing
from medlemsnytta.analysis.waiting import Coming, answer_needed_by, departs, may_wait
from tests.analysis.answer_cases import AS_OF, Rows, case_of, judged, rows, said, worlds

EVERY_ANSWER = {USE: "01234", LOSS: ("same", "slower", "worse", "not_at_all", "unknown")}
KNOWN = [{"speaker": "R", "role": "representative"}, {"speaker": "A", "persons": 1}]


def asked(tables: Rows, **set_answers: SetAnswer) -> list[tuple]:
    found = next_questions([judge(case_of(tables), set_answers)], {"alfa": set_answers})
    return [(each.about, each.thing, each.ask, each.persons) for each in found]


def test_those_who_use_it_are_asked_what_they_would_miss_of_each_thing_and_the_rest_whether_they_use_it():
    tables = rows(speakers=KNOWN, excerpts=[said(3, speaker="R", channel_id="a")])
    thing = Thing("channel", "a")
    assert asked(tables) == [
        (LOSS, thing, ("R",), 1),
        (USE, NO_CHANNEL, ("A",), 1),
        (LOSS, thing, (), 2),
        (USE, NO_CHANNEL, (), 2),
    ]


def test_whoever_has_answered_is_not_asked_again_until_the_answer_is_old():
    tables = rows(speakers=KNOWN[:1], excerpts=[said(3, "slower", speaker="R", date="2024")])
    assert [ask for _, _, ask, _ in asked(tables)] == [(), ()]
    assert ("R",) in [
        ask for _, _, ask, _ in asked(rows(speakers=KNOWN[:1], excerpts=[said(3, "slower", speaker="R", date="2020")]))
    ]


def test_whoever_does_not_know_may_be_asked_again():
    tables = rows(speakers=KNOWN[:1], excerpts=[said(3, "unknown", speaker="R")])
    assert (LOSS, NO_CHANNEL, ("R",), 1) in asked(tables)


def test_key_figures_and_documents_are_asked_about_too():
    tables = rows(
        indicators=[{"share": "0.5"}], uses=[{"kind": "document", "document_id": "d"}], documents=[{"document_id": "d"}]
    )
    assert {(about, thing) for about, thing, _, _ in asked(tables)} >= {
        (LOSS, KEY_FIGURES),
        (LOSS, Thing("document", "d")),
    }


def test_the_authors_and_the_network_are_not_asked():
    assert asked(rows(speakers=[{"speaker": "W", "role": "author"}, {"speaker": "N", "role": "network"}]))[0][2] == ()


def test_no_question_is_asked_where_no_answer_can_change_the_cell():
    speakers = [{"speaker": "A"}, {"speaker": "H", "persons": 5}]
    many = rows(speakers=speakers, excerpts=[said(4, "not_at_all", speaker="H"), said(4, "worse", speaker="A")])
    assert judged(many).cell == "for"
    assert asked(many) == []


def test_what_the_officer_has_set_is_not_asked():
    tables = rows(excerpts=[said(3)])
    assert {about for about, *_ in asked(tables, loss=SetAnswer(LOSS, "no", "Skäl."))} <= {USE}


def test_a_question_that_can_change_more_cells_per_person_comes_first():
    ask_one = rows(speakers=KNOWN[:1], excerpts=[said(3, speaker="R")])
    ask_five = rows(
        speakers=[{"speaker": "H", "role": "representative", "persons": 5}], excerpts=[said(3, speaker="H")]
    )
    found = next_questions([judged(ask_five), judged(ask_one)], {})
    assert [(each.ask, each.persons) for each in found if each.named] == [(("R",), 1), (("H",), 5)]


def test_what_changes_a_cell_only_with_other_answers_comes_last():
    found = next_questions([judged(rows(speakers=KNOWN[:1]))], {})
    assert [(each.about, each.ask, bool(each.alone), each.together) for each in found] == [
        (USE, ("R",), True, True),
        (USE, (), True, True),
        (LOSS, ("R",), False, True),
        (LOSS, (), False, True),
    ]


@pytest.mark.slow
@given(worlds(odd=False))
@settings(max_examples=settings.default.max_examples // 5)
def test_nothing_is_asked_only_where_no_combination_of_answers_changes_the_cell(tables):
    tables["speakers"] = [row for row in tables["speakers"] if row["speaker"] in "ARH"]
    found = judged(tables)
    every = open_questions(found)
    if not questions_of(found, {}) and len(questions := list(every)) <= 3:
        for answers in product(*(("", *EVERY_ANSWER[each.about]) for each in questions)):
            case = found.case
            for question, answer in zip(questions, answers, strict=True):
                case = answered(case, question, answer) if answer else case
            assert judge(case, {}).cell == found.cell


@pytest.mark.slow
@given(worlds())
@settings(max_examples=settings.default.max_examples // 5)
def test_every_cell_that_a_question_can_give_alone_is_one_that_its_answer_gives(tables):
    found = judged(tables)
    for question in questions_of(found, {}):
        plain = Question(*(getattr(question, name) for name in ("network_id", "about", "thing", "ask", "persons")))
        cells = {judge(answered(found.case, plain, answer), {}).cell for answer in ANSWERS[question.about]}
        assert set(question.alone) == cells - {found.cell}


DEADLINE = AS_OF + timedelta(days=60)


def coming(days: int) -> Coming:
    return Coming(AS_OF + timedelta(days=days), LOSS, "svar", "nätverket")


@pytest.mark.parametrize(
    ("cell", "days", "last_day", "allowed"),
    [
        ("not_enough", 30, DEADLINE, True),
        ("nearest_for", 30, DEADLINE, True),
        ("weigh", 0, DEADLINE, True),
        ("for", 30, DEADLINE, False),
        ("against", 30, DEADLINE, False),
        ("not_enough", -1, DEADLINE, False),
        ("not_enough", 60, DEADLINE, False),
        ("not_enough", 59, DEADLINE, True),
        ("not_enough", 30, None, True),
        ("not_enough", 30, AS_OF - timedelta(days=1), False),
    ],
)
def test_a_decision_may_wait_for_what_comes_before_the_last_day_unless_the_cell_speaks(cell, days, last_day, allowed):
    assert may_wait(cell, [coming(days)], AS_OF, last_day).allowed is allowed


def test_a_decision_never_waits_for_nothing():
    assert not may_wait("not_enough", [], AS_OF, DEADLINE).allowed


def test_an_answer_is_needed_two_weeks_before_the_last_day():
    assert answer_needed_by(date(2026, 5, 30)) == date(2026, 5, 16)
    assert answer_needed_by(None) is None


@pytest.mark.parametrize(
    ("action", "cell", "allowed", "expected"),
    [
        ("for", "nearest_against", True, True),
        ("for", "weigh", False, False),
        ("against", "nearest_for", True, True),
        ("against", "not_enough", False, False),
        ("decide_later", "nearest_for", False, True),
        ("decide_later", "nearest_for", True, False),
        ("decide_later", "not_enough", False, False),
    ],
)
def test_what_goes_against_the_evidence_departs(action, cell, allowed, expected):
    waiting = may_wait("weigh", [coming(1)] if allowed else [], AS_OF, DEADLINE)
    assert departs(action, cell, waiting) is expected
