"""What can be done, and what it costs."""

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
