"""What holds of the two questions for every case (docs/method.md, *What holds for every case*), on random rows."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medlemsnytta.analysis.judgements import Judgement
from medlemsnytta.analysis.periods import months_before
from tests.analysis.answer_cases import AS_OF, CHANNELS, Rows, judged, rows, said, statements, worlds

pytestmark = pytest.mark.slow
USE = ("no", "partly", "yes")
LOSS = ("no", "unknown", "yes")
TOWARDS_STAYING = {"against": 0, "nearest_against": 1, "weigh": 2, "not_enough": 2, "nearest_for": 3, "for": 4}
NEWEST = "2025-05-31"
WHO = st.sampled_from("ABGHRQOM")
CHANNEL = st.sampled_from(CHANNELS)


def with_statement(tables: Rows, statement: dict[str, Any]) -> Rows:
    return tables | {"excerpts": [*tables["excerpts"], statement | {"excerpt_id": "new"}]}


def answers(found: Judgement) -> tuple:
    return (
        found.use.answer,
        found.use.confirmed,
        found.loss.answer,
        found.loss.confirmed,
        found.loss.only_slower,
        found.cell,
    )


@given(worlds(), WHO, CHANNEL, st.sampled_from((0, 1, 3, 4)))
@example(rows(excerpts=[said(4, speaker=each) for each in "AB"]), "M", "", 3)
def test_a_higher_answer_on_use_never_moves_the_first_answer_down_nor_a_lower_one_up(tables, who, channel, degree):
    before = judged(tables).use.answer
    after = judged(with_statement(tables, said(degree, speaker=who, channel_id=channel, date=NEWEST))).use.answer
    if before == "unknown":
        assert after != ("no" if degree >= 3 else "yes")
    elif degree >= 3:
        assert USE.index(after) >= USE.index(before)
    else:
        assert USE.index(after) <= USE.index(before)


@given(worlds(), WHO, CHANNEL, st.sampled_from(("worse", "not_at_all", "same")))
@example(rows(excerpts=[said(3, "same", channel_id="a")]), "M", "a", "worse")
def test_an_answer_on_loss_never_moves_the_cell_the_other_way(tables, who, channel, word):
    before = judged(tables)
    after = judged(with_statement(tables, said(None, word, speaker=who, channel_id=channel, date=NEWEST)))
    moved = TOWARDS_STAYING[after.cell] - TOWARDS_STAYING[before.cell]
    changed = LOSS.index(after.loss.answer) - LOSS.index(before.loss.answer)
    assert (after.use.answer, after.use.confirmed) == (before.use.answer, before.use.confirmed)
    assert (moved <= 0 and changed <= 0) if word == "same" else (moved >= 0 and changed >= 0)


@given(worlds(), WHO, CHANNEL)
def test_that_it_would_only_be_slower_never_moves_the_cell_past_the_middle(tables, who, channel):
    before = TOWARDS_STAYING[judged(tables).cell] - 2
    after = (
        TOWARDS_STAYING[judged(with_statement(tables, said(None, "slower", speaker=who, channel_id=channel))).cell] - 2
    )
    assert before * after >= 0


@given(worlds(), WHO, CHANNEL)
@example(rows(excerpts=[said(3, "worse"), said(None, "same", speaker="B")]), "A", "")
def test_not_to_know_changes_nothing_and_so_never_makes_a_no(tables, who, channel):
    after = judged(with_statement(tables, said(None, "unknown", speaker=who, channel_id=channel, date=NEWEST)))
    assert answers(after) == answers(judged(tables))


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tables, random):
    numbered = deepcopy(tables)
    for number, row in enumerate(numbered["excerpts"]):
        row.setdefault("excerpt_id", f"excerpts{number:02}")
    mixed = {name: random.sample(listed, len(listed)) for name, listed in numbered.items()}
    assert answers(judged(mixed)) == answers(judged(numbered))


@given(worlds(), st.data())
def test_a_copied_row_changes_nothing(tables, data):
    name = data.draw(
        st.sampled_from([each for each in ("excerpts", "uses", "events", "alternatives") if tables.get(each)] or [""])
    )
    if name:
        again = data.draw(st.sampled_from(tables[name]))
        assert answers(judged(tables | {name: [*tables[name], again]})) == answers(judged(tables))


@given(worlds(odd=False), WHO, st.data())
@example(rows(excerpts=[said(1, speaker="W")]), "A", None)
def test_a_row_that_repeats_one_that_counts_changes_nothing_whoever_is_said_to_say_it(tables, who, data):
    counted = [
        (number, row)
        for number, row in enumerate(tables["excerpts"])
        if row["intensity"] is not None and row.get("without_membership")
    ]
    if counted and data:
        number, row = data.draw(st.sampled_from(counted))
        again = row | {"speaker": who, "same_as": f"excerpts{number:02}"}
        assert answers(judged(with_statement(tables, again))) == answers(judged(tables))


@given(st.lists(statements(tuple("ABCGH")), max_size=6))
def test_doubling_everybody_changes_no_answer(excerpts):
    tables = rows(excerpts=excerpts)
    twins = [{"speaker": each["speaker"] * 2, "persons": each.get("persons")} for each in tables["speakers"]]
    doubled = rows(excerpts=[*excerpts, *(row | {"speaker": row["speaker"] * 2} for row in excerpts)])
    doubled["speakers"] = [*tables["speakers"], *twins]
    before, after = judged(tables), judged(doubled)
    assert (after.use.answer, after.loss.answer) == (before.use.answer, before.loss.answer)
    assert after.use.asked == 2 * before.use.asked
    assert (after.use.confirmed, after.loss.confirmed) >= (before.use.confirmed, before.loss.confirmed)


@given(worlds(documents=False), st.sampled_from((1, 12, 36, 400)))
def test_time_turns_confirmed_to_reported_and_nothing_else(tables, months):
    happened = {
        "excerpts": [row for row in tables["excerpts"] if row.get("date", "") <= "2025-06-01"],
        "events": [row for row in tables.get("events", []) if row["date"] <= AS_OF],
        "survey": [row for row in tables.get("survey", []) if row["date"] < "2026"],
    }
    before = judged(tables | happened)
    after = judged(tables | happened, as_of=months_before(AS_OF, -months))
    assert (after.use.answer, after.loss.answer) == (before.use.answer, before.loss.answer)
    assert (after.use.confirmed, after.loss.confirmed) <= (before.use.confirmed, before.loss.confirmed)
    assert abs(TOWARDS_STAYING[after.cell] - 2) <= abs(TOWARDS_STAYING[before.cell] - 2)


@given(worlds())
def test_time_only_retires_documents_that_have_expired(tables):
    in_force = tables | {"documents": [row | {"year_to": None} for row in tables.get("documents", [])]}
    happened = in_force | {
        "excerpts": [row for row in tables["excerpts"] if row.get("date", "") <= "2025-06-01"],
        "uses": [row for row in tables.get("uses", []) if row["date_from"] < "2026"],
        "events": [], "survey": [],
    }  # fmt: skip
    before, after = judged(happened), judged(happened, as_of=date(2040, 1, 1))
    assert (after.use.answer, after.loss.answer) == (before.use.answer, before.loss.answer)


@given(st.lists(statements(("R", "Q", "W", "O", "")), max_size=6), st.sampled_from(("0.1", "0.5", "0.9", None)))
def test_nothing_is_confirmed_by_representatives_alone(excerpts, share):
    found = judged(rows(excerpts=excerpts, indicators=[{"share": share}]))
    assert not found.use.confirmed
    assert not found.loss.confirmed


@given(worlds(), CHANNEL)
def test_one_more_who_agrees_never_unsettles(tables, channel):
    before = judged(tables)
    degree = {"yes": 4, "no": 0}.get(before.use.answer)
    if before.use.confirmed and degree is not None:
        after = judged(with_statement(tables, said(degree, speaker="F", channel_id=channel, date=NEWEST)))
        assert (after.use.answer, after.use.confirmed) == (before.use.answer, True)


@given(worlds())
def test_where_nobody_has_said_how_much_and_nothing_is_logged_nothing_speaks_against(tables):
    silent = [row | {"intensity": None} for row in tables["excerpts"]]
    unknown = tables | {"excerpts": silent, "use_logs": [], "events": [], "survey": []}
    assert judged(unknown).use.answer != "no"


@pytest.mark.parametrize(
    ("tables", "before", "after"),
    [
        (
            rows(excerpts=[said(2, channel_id="b")], alternatives=[{"replaces": ["b"]}]),
            "nearest_against",
            "nearest_against",
        ),
        (
            rows(excerpts=[said(1, channel_id="b")], alternatives=[{"replaces": ["b"]}]),
            "nearest_against",
            "nearest_against",
        ),
    ],
    ids=["sometimes", "hardly"],
)
def test_known_and_intended_much_use_of_what_an_alternative_replaces_says_leave(tables, before, after):
    assert judged(tables).cell == before
    assert judged(with_statement(tables, said(4, speaker="F", channel_id="b"))).cell == after


def test_known_and_intended_use_of_something_new_unsettles_a_no():
    tables = rows(excerpts=[said(3, "same", channel_id="a"), said(3, "same", channel_id="a", speaker="B")])
    assert judged(tables).cell == "against"
    found = judged(with_statement(tables, said(2, "unknown", channel_id="c", speaker="D")))
    assert (found.loss.answer, found.cell) == ("unknown", "not_enough")
