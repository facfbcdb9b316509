"""All ways to weigh the criteria, counted in whole numbers."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.robustness import CRITERIA, SCALE_READINGS, shares, what_if, word_for

LIMITS = {"clearly_stay": 90, "leans_stay": 67, "open": 33, "leans_leave": 10}
UNKNOWN = (0, 4, 8)


def known(*steps):
    return tuple((2 * step,) * 3 for step in steps)


WEIGHTINGS = [(a, b, c, d, 10 - a - b - c - d) for a, b, c, d in product(range(11), repeat=4) if a + b + c + d <= 10]


def brute_force(profile, level, reading, order=()):
    """The same share, counted one case at a time; values doubled so that half steps stay whole."""
    scale = SCALE_READINGS[reading]
    worth = [scale[half // 2] + scale[-(-half // 2)] for half in range(9)]
    hits = cases = 0
    for weights in WEIGHTINGS:
        ranked = [weights[CRITERIA.index(name)] for name in order]
        others = [weight for name, weight in zip(CRITERIA, weights, strict=True) if name not in order]
        if ranked != sorted(ranked, reverse=True) or (ranked and max(others, default=0) > ranked[-1]):
            continue
        for combination in product(*profile):
            cases += 1
            score = sum(weight * worth[half] for weight, half in zip(weights, combination, strict=True))
            hits += score >= 10 * 2 * scale[level]
    return Fraction(hits, cases)


def test_there_are_1001_weightings():
    assert robustness.weightings().shape == (1001, 5)
    assert set(robustness.weightings().sum(axis=1)) == {10}


def test_an_order_keeps_only_the_weightings_in_that_order():
    rows = robustness.weightings(("use", "voice"))
    assert 0 < len(rows) < 1001
    assert (rows[:, CRITERIA.index("use")] >= rows[:, CRITERIA.index("voice")]).all()


def test_what_is_not_named_in_the_order_weighs_no_more_than_the_last_one_named():
    rows = robustness.weightings(("voice",))
    assert (rows.max(axis=1) == rows[:, CRITERIA.index("voice")]).all()
    assert [10, 0, 0, 0, 0] not in rows.tolist()
    assert [2, 2, 2, 2, 2] in rows.tolist()


def test_a_full_order_leaves_the_30_ways_to_write_ten_as_at_most_five_falling_parts():
    assert len(robustness.weightings(CRITERIA)) == 30
    # Twelve of them have no part over four, so that the first criterion alone reaches the middle in the other 18.
    assert shares(known(4, 0, 0, 0, 0), CRITERIA)[2].point == Fraction(18, 30)


@pytest.mark.parametrize(
    ("steps", "level", "share"), [((2,) * 5, 2, 1), ((1,) * 5, 2, 0), ((4,) * 5, 4, 1), ((0,) * 5, 1, 0)]
)
def test_the_same_rating_everywhere_gives_all_or_nothing(steps, level, share):
    assert shares(known(*steps))[level].point == share


def test_one_criterion_at_the_top_reaches_the_middle_where_it_weighs_half():
    # The other four share at most five tenths: sum of C(k + 3, 3) for k = 0..5 is 126.
    assert shares(known(4, 0, 0, 0, 0))[2].point == Fraction(126, 1001)


def test_low_point_and_high_count_alike():
    # At point and high (4) the membership reaches the level in 126 weightings of 1 001, at low (0) in none.
    profile = ((0, 8, 8), *known(0, 0, 0, 0))
    assert shares(profile)[2].point == Fraction(2 * 126, 3 * 1001)


def smaa(profile, level, reading, draws, seed):
    """Monte Carlo after the textbook: draw weights and ratings, score, and count; shares nothing with the package.

    Weights are stars and bars: four bars among fourteen places leave five groups of stars that sum to ten.
    """
    random = np.random.default_rng(seed)
    bars = np.sort(np.argsort(random.random((draws, 14)), axis=1)[:, :4], axis=1)
    edges = np.hstack([np.full((draws, 1), -1), bars, np.full((draws, 1), 14)])
    weights = (np.diff(edges, axis=1) - 1) / 10
    ratings = np.array(profile)[np.arange(5), random.integers(0, 3, (draws, 5))] / 2
    worth = np.interp(ratings, range(5), SCALE_READINGS[reading])
    return np.mean((weights * worth).sum(axis=1) >= SCALE_READINGS[reading][level] - 1e-9)


@pytest.mark.parametrize("level", robustness.LEVELS)
@pytest.mark.parametrize(
    "profile",
    [(UNKNOWN, (6, 8, 8), (4, 6, 8), UNKNOWN, UNKNOWN), ((1, 2, 3), (3, 5, 7), UNKNOWN, (4, 4, 4), (2, 6, 7))],
    ids=["as Klimatkommunerna", "mixed"],
)
def test_shares_agree_with_an_independent_monte_carlo(profile, level):
    found = shares(profile)[level]
    drawn = [smaa(profile, level, reading, draws=40_000, seed=20250401) for reading in SCALE_READINGS]
    # Four standard errors of a share drawn 40 000 times are at most one hundredth.
    assert float(found.point) == pytest.approx(drawn[0], abs=0.01)
    assert float(found.low) == pytest.approx(min(drawn), abs=0.01)
    assert float(found.high) == pytest.approx(max(drawn), abs=0.01)


@pytest.mark.parametrize(
    ("profile", "order"),
    [
        ((UNKNOWN, *known(3), (6, 8, 8), *known(1, 2)), ()),
        ((UNKNOWN, *known(1, 2, 3), (3, 5, 7)), ("use", "relevance", "voice")),
    ],
    ids=["no order", "with an order"],
)
def test_shares_agree_with_counting_one_case_at_a_time(profile, order):
    found = shares(profile, order)
    for level in (2, 3):
        counted = {reading: brute_force(profile, level, reading, order) for reading in SCALE_READINGS}
        assert found[level].point == counted["even"]
        assert (found[level].low, found[level].high) == (min(counted.values()), max(counted.values()))


half_steps = st.integers(0, 8)
intervals = st.tuples(half_steps, half_steps, half_steps).map(sorted).map(tuple)
profiles = st.tuples(*[intervals] * 5)


@settings(max_examples=12)
@given(profiles)
def test_shares_lie_between_0_and_1_and_do_not_rise_with_the_level(profile):
    found = shares(profile)
    for share in found.values():
        assert 0 <= share.low <= share.point <= share.high <= 1
    points = [found[level].point for level in robustness.LEVELS]
    assert points == sorted(points, reverse=True)


@settings(max_examples=12)
@given(profiles, st.integers(0, 4), st.integers(1, 8))
def test_a_higher_rating_never_lowers_the_share(profile, place, lift):
    raised = tuple(min(8, half + lift) for half in profile[place])
    higher = (*profile[:place], raised, *profile[place + 1 :])
    for level in robustness.LEVELS:
        before, after = shares(profile)[level], shares(higher)[level]
        assert after.low >= before.low
        assert after.point >= before.point
        assert after.high >= before.high


@settings(max_examples=12)
@given(profiles, st.permutations(range(5)))
def test_the_order_of_the_criteria_in_a_profile_never_matters(profile, places):
    assert shares(tuple(profile[place] for place in places)) == shares(profile)


@settings(max_examples=6)
@given(profiles, st.permutations(CRITERIA))
def test_a_full_order_and_its_first_four_give_the_same_share(profile, order):
    assert shares(profile, tuple(order)) == shares(profile, tuple(order[:4]))


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (90, "clearly_stay"),
        ("89.99", "leans_stay"),
        (67, "leans_stay"),
        ("66.9", "open"),
        (33, "open"),
        (32, "leans_leave"),
        (10, "clearly_leave"),
        ("10.1", "leans_leave"),
    ],
)
def test_the_word_follows_the_limits(percent, word):
    assert word_for(Fraction(str(percent)) / 100, LIMITS) == word


def test_what_if_moves_only_within_what_is_plausible():
    answers = what_if((UNKNOWN, *known(2, 2, 2), (1, 2, 3)), 2)
    assert answers[0].plausible == (0, 4)
    assert answers[1].plausible == (2, 2)
    assert answers[1].movement == 0
    assert answers[4].plausible == (1, 1)
    assert robustness.most_telling(answers).criterion == "relevance"
    assert answers[0].movement == answers[0].share_if[4] - answers[0].share_if[0] > 0


def test_full_overlap_takes_what_the_other_gives_from_the_information_criteria_alone():
    ours, other = known(4, 3, 2, 1, 0), known(1, 4, 4, 4, 4)
    assert robustness.with_full_overlap(ours, [other]) == known(3, 0, 2, 1, 0)
