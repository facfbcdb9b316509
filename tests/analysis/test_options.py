"""What can be done, what it costs, and when it may wait."""

from datetime import date

import pytest

from medlemsnytta.analysis import options

FEES = [("alfa", 3_829_120), ("beta", 1_000_000)]


def test_two_networks_can_be_kept_left_one_by_one_or_both():
    found = [(each.kind, each.leaves, each.cost_ore, each.saved_ore) for each in options.options_for(FEES, [])]
    assert found == [
        ("keep_all", (), 4_829_120, 0),
        ("leave_one", ("alfa",), 1_000_000, 3_829_120),
        ("leave_one", ("beta",), 3_829_120, 1_000_000),
        ("leave_all", ("alfa", "beta"), 0, 4_829_120),
    ]


def test_deciding_later_is_an_option_only_where_some_decision_may_wait():
    last = options.options_for(FEES, ["beta"])[-1]
    assert (last.kind, last.leaves, last.cost_ore, last.saved_ore) == ("decide_later", ("beta",), 4_829_120, 0)


def test_one_network_is_kept_or_left():
    assert [each.kind for each in options.options_for(FEES[:1], [])] == ["keep_all", "leave_all"]


@pytest.mark.parametrize(
    ("word", "due_dates", "gaps", "allowed"),
    [
        ("open", [None, date(2026, 5, 30)], 1, True),
        ("leans_leave", [date(2026, 5, 30)], 1, True),
        ("clearly_leave", [date(2026, 5, 30)], 1, False),
        ("clearly_stay", [date(2026, 5, 30)], 1, False),
        ("open", [None], 1, False),
        ("open", [], 1, False),
        ("open", [date(2025, 3, 31)], 1, False),
        ("open", [date(2026, 5, 30)], 0, False),
    ],
    ids=[
        "may",
        "leaning may",
        "clearly leave",
        "clearly stay",
        "undated",
        "nothing coming",
        "overdue",
        "nothing to collect",
    ],
)
def test_a_decision_may_wait_only_when_every_condition_holds(word, due_dates, gaps, allowed):
    rule = options.waiting_rule("alfa", word, due_dates, date(2025, 4, 1), 3_829_120, gaps)
    assert (rule.allowed, rule.cost_of_waiting_ore) == (allowed, 3_829_120)
