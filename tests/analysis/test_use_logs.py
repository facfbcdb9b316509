"""Logged uses, attendance, surveys, closed channels and overlap, and what is said where nothing was counted."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import overlaps, surveys, usage, use_logs
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.recorded_use import recorded
from tests.analysis.answer_cases import case_of, rows

AS_OF = date(2026, 3, 16)


def _uses(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["use_id", "network_id", "date_from", "count", "tense"])
    return frame.astype({"count": "Int64", "date_from": "str"})


USES = [
    {"date_from": "2025-03-15", "count": 9}, {"date_from": "2025-03-16", "count": 3}, {"date_from": "2025-12"},
    {"date_from": "2026-03-15", "count": 8, "tense": "present"}, {"date_from": "2026-03-16", "count": 9},
    {"date_from": "2025-12", "count": 9, "tense": "planned"}, {"date_from": "2025", "count": 9},
]  # fmt: skip


def _logged(first: date, last: date | None, *uses: dict) -> use_logs.LoggedUse | None:
    case = case_of(rows(use_logs=[{"date_from": first, "date_to": last}], uses=list(uses)), AS_OF)
    return use_logs.logged_use("alfa", recorded(case).log)


def test_uses_within_the_last_twelve_months_of_the_log_are_counted():
    found = _logged(date(2024, 1, 1), date(2026, 3, 15), *USES)
    assert (found.first, found.whole, found.uses, found.uses_fact.value) == (date(2025, 3, 16), True, 12, 12)
    assert found.cost_ore(120_000) == 10_000


def test_a_shorter_log_counts_as_it_stands_and_has_no_cost_a_use():
    found = _logged(date(2025, 11, 16), date(2026, 3, 15), *USES)
    assert (found.whole, found.uses, found.cost_ore(100)) == (False, 9, None)


def test_an_open_log_ends_with_the_report_and_one_to_come_is_none():
    assert _logged(date(2025, 3, 17), None).last == AS_OF
    assert _logged(date(2026, 4, 1), None) is None


def test_nothing_used_has_no_cost_per_use():
    assert use_logs.LoggedUse("alfa", date(2025, 1, 1), date(2025, 12, 31), True, 0).cost_ore(100) is None


def test_attendance_is_of_the_year_that_ends_with_the_newest_event_noted():
    days = [
        (date(2024, 9, 1), 5),
        (date(2024, 9, 2), 2),
        (date(2025, 8, 1), 0),
        (date(2025, 9, 1), 1),
        (date(2025, 10, 1), None),
    ]
    case = case_of(rows(events=[{"date": day, "persons": persons} for day, persons in days]), AS_OF)
    found = use_logs.attendance_of(case, recorded(case))
    facts = (found.offered, found.attended, found.not_noted, found.person_times)
    assert [fact.value for fact in facts] == [3, 2, 1, 3]
    assert found.share == Fraction(2, 3)
    assert use_logs.attendance_of(case_of(rows()), recorded(case_of(rows()))) is None


def _survey(kind: str, users: int | None, *counts: int, day: str = "2026-02") -> dict:
    padded = [*counts, *[None] * (5 - len(counts))]
    row = {
        "network_id": "alfa",
        "date": day,
        "question_id": kind,
        "question": "?",
        "kind": kind,
        "users": users,
        "asked": 30,
    }
    return row | {f"count_{step}": count for step, count in enumerate(padded)}


def _results(*rows: dict) -> tuple[surveys.SurveyResult, ...]:
    frame = pd.DataFrame(rows)
    numbers = {name: "Int64" for name in frame if name.startswith("count") or name in ("users", "asked")}
    return surveys.survey_results(frame.astype(numbers), "alfa", AS_OF)


def test_a_share_has_wilson_and_a_mean_dirichlet():
    scale, share = _results(_survey("scale", 24, 0, 1, 3, 9, 5), _survey("yes_no", None, 5, 5))
    assert (scale.mean, scale.low, scale.high) == (3, Decimal("2.448"), Decimal("3.263"))
    assert (share.mean, share.low, share.high) == (Fraction(1, 2), Decimal("0.237"), Decimal("0.763"))


def test_fewer_than_five_answers_are_told_one_by_one():
    few = _results(_survey("scale", 9, 1, 2, 0, 1, 0))[0]
    assert (few.is_few, few.low, few.each_answer) == (True, None, (0, 1, 1, 3))
    assert not _results(_survey("scale", 9, 1, 2, 0, 1, 1))[0].is_few


def test_where_every_user_has_answered_there_is_nothing_to_infer():
    census = _results(_survey("yes_no", 6, 0, 6))[0]
    assert (census.is_census, census.low) == (True, None)
    assert not _results(_survey("yes_no", 7, 0, 6))[0].is_census


def test_the_newest_answers_to_a_question_are_told():
    old, new, coming = (_survey("scale", 9, n, day=day) for n, day in [(5, "2025"), (6, "2026"), (7, "2026-05")])
    assert [result.counts[0] for result in _results(new, old, coming)] == [6]


def _channel(degree: int | None, openness: str) -> usage.ChannelUse:
    record = Record({"channel_id": "k", "network_id": "alfa", "open_to_nonmembers": openness}, Row("channels", 2))
    return usage.ChannelUse(record, () if degree is None else ((degree, Row("excerpts", 2)),), ())


def test_closed_channels_are_counted_among_those_that_are_used():
    channels = tuple(_channel(*each) for each in [(3, "no"), (2, "yes"), (1, "unknown"), (0, "no"), (None, "no")])
    found = usage.closed_channels("alfa", channels)
    assert (found.used.value, found.closed.value, found.unknown.value) == (3, 1, 1)
    assert usage.closed_channels("alfa", channels[3:]).used.value == 0


THEMES = pd.DataFrame(
    [("alfa", "a"), ("alfa", "b"), ("alfa", "c"), ("beta", "b"), ("beta", "d")], columns=["network_id", "theme"]
)


def _judged(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["use_id", "network_id", "met"])


def test_overlap_is_common_themes_and_uses_that_the_other_meets_between_both_bounds():
    uses = _uses(("u1", "alfa", "", 3, "past"), ("u2", "alfa", "", None, "past"), ("u3", "alfa", "", 4, "past"))
    judged = _judged(("u1", "beta", "yes"), ("u2", "beta", "no"), ("u3", "gamma", "yes"))
    found = overlaps.overlaps_of(THEMES, uses, judged, "alfa", ["beta"])[0]
    assert (found.themes, [row["theme"] for row in found.common]) == (Fraction(1, 4), ["b"])
    assert (found.met_low, found.met_high, found.uses) == (Fraction(3, 8), Fraction(7, 8), 8)


def test_nothing_is_said_of_overlap_where_nobody_has_looked():
    assert overlaps.overlaps_of(THEMES, _uses(("u1", "alfa", "", 1, "past")), _judged(), "alfa", ["gamma"]) == ()
    assert (
        overlaps.overlaps_of(THEMES, _uses(("u1", "alfa", "", 1, "past")), _judged(), "alfa", ["beta"])[0].met_low
        is None
    )
