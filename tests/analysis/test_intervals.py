"""How sure a share or a mean of few answers is, against published values, closed forms and a simulation."""

from decimal import Decimal
from math import asin, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.analysis import intervals


@pytest.mark.parametrize(
    ("yes", "answers", "low", "high"),
    [(0, 10, "0.000", "0.278"), (1, 10, "0.018", "0.404"), (5, 10, "0.237", "0.763"), (9, 10, "0.596", "0.982"),
     (81, 263, "0.255", "0.366"), (15, 148, "0.062", "0.160")],
)  # fmt: skip
def test_wilson_is_the_published_interval(yes, answers, low, high):
    """The last two are the examples of Newcombe, Statistics in Medicine 17, 1998, table I, method 3."""
    assert intervals.wilson(yes, answers) == (Decimal(low), Decimal(high))


@given(st.integers(1, 200).flatmap(lambda answers: st.tuples(st.integers(0, answers), st.just(answers))))
def test_wilson_stays_within_the_scale_and_holds_the_share(case):
    yes, answers = case
    low, high = intervals.wilson(yes, answers)
    assert 0 <= low <= Decimal(yes) / answers + Decimal("0.0005")
    assert Decimal(yes) / answers - Decimal("0.0005") <= high <= 1


@given(st.floats(0.001, 0.999))
def test_the_beta_function_is_exact_where_there_is_a_closed_form(x):
    assert intervals.beta_below(x, 1, 1) == pytest.approx(x, abs=1e-12)
    assert intervals.beta_below(x, 0.5, 0.5) == pytest.approx(2 / pi * asin(sqrt(x)), abs=1e-10)
    assert intervals.beta_below(x, 3, 1) == pytest.approx(x**3, abs=1e-12)
    assert intervals.beta_quantile(x, 1, 4) == pytest.approx(1 - (1 - x) ** 0.25, abs=1e-10)


def test_two_steps_give_the_interval_of_the_beta_distribution_itself():
    low, high = intervals.dirichlet_mean((5, 5))
    assert (low, high) == (Decimal("0.224"), Decimal("0.776"))
    assert low == round(Decimal(intervals.beta_quantile(0.025, 5.5, 5.5)), 3)


@pytest.mark.parametrize(
    "counts", [(0, 1, 4, 7, 3), (3, 3, 3, 3, 3), (0, 0, 0, 0, 6), (10, 0, 0, 0, 1), (0, 0, 40, 60, 20)]
)
def test_the_mean_of_dirichlet_shares_is_simulated_alike(counts):
    draws = np.random.default_rng(1).dirichlet(np.array(counts) + 0.5, 200_000) @ np.arange(5)
    low, high = intervals.dirichlet_mean(counts)
    assert [float(low), float(high)] == pytest.approx(np.quantile(draws, [0.025, 0.975]), abs=0.04)


def test_more_answers_of_the_same_kind_make_the_interval_narrower():
    few, many = intervals.dirichlet_mean((1, 1, 2, 3, 1)), intervals.dirichlet_mean((10, 10, 20, 30, 10))
    assert few[0] < many[0] < many[1] < few[1]
