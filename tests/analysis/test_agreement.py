"""Whether two coders agree, against Krippendorff's own worked example."""

from fractions import Fraction

import pytest

from medlemsnytta.analysis.agreement import Agreement, agreement_of, ordinal_alpha

KRIPPENDORFF = """\
1 1 . 1
2 2 3 2
3 3 3 3
3 3 3 3
2 2 2 2
1 2 3 4
4 4 4 4
1 1 2 1
2 2 2 2
. 5 5 5
. . 1 1
. 3 . .
"""


def _units(text: str) -> list[list[int]]:
    return [[int(value) for value in line.split() if value != "."] for line in text.splitlines()]


def test_alpha_is_that_of_the_published_example():
    """Four observers, twelve units: ordinal alpha 0.815 (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011)."""
    assert round(float(ordinal_alpha(_units(KRIPPENDORFF))), 3) == 0.815


def test_alpha_is_one_for_coders_who_agree_and_nothing_where_all_values_are_alike():
    assert ordinal_alpha([(0, 0), (1, 1), (4, 4)]) == 1
    assert ordinal_alpha([(2, 2), (2, 2)]) is None


def test_a_small_case_worked_by_hand():
    """Values 0, 0, 0, 1: one disagreement of (4 − 2)² = 4; expected 2 · 4 · 3 / 3 = 8; observed 8 / 1; alpha is 0."""
    assert ordinal_alpha([(0, 0), (0, 1)]) == 0


def test_the_order_of_units_and_coders_never_matters():
    units = _units(KRIPPENDORFF)
    assert ordinal_alpha([unit[::-1] for unit in reversed(units)]) == ordinal_alpha(units)


def test_below_fifteen_units_only_the_equal_ones_are_counted():
    found = agreement_of([(1, 1), (2, 3), (None, 2), (None, None)])
    assert found == Agreement(units=2, equal=1, one_sided=1, alpha=None)
    assert found.verdict == "too_few"


def test_from_fifteen_units_alpha_is_given():
    assert agreement_of([*[(1, 1)] * 7, *[(3, 3)] * 7]).alpha is None
    assert agreement_of([*[(1, 1)] * 7, *[(3, 3)] * 8]).alpha == 1


def test_one_coder_is_no_agreement():
    assert agreement_of([(1, None), (2, None)]) is None


@pytest.mark.parametrize(
    ("alpha", "verdict"),
    [
        ("0.8", "reliable"),
        ("0.799", "tentative"),
        ("0.667", "tentative"),
        ("0.666", "unreliable"),
        ("-0.2", "unreliable"),
    ],
)
def test_the_words_for_alpha_have_fixed_limits(alpha, verdict):
    assert Agreement(20, 10, 0, Fraction(alpha)).verdict == verdict
