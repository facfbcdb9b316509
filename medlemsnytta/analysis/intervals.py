"""How sure a share or a mean of few answers is: closed forms and exact numerics, no randomness, no bootstrap."""

from collections.abc import Sequence
from decimal import Decimal
from math import exp, lgamma, log

NORMAL_QUANTILE = Decimal("1.959964")
"""The 97.5 % point of the normal distribution: intervals are two-sided 95 %."""

TAIL = 0.025
DECIMALS = Decimal("0.001")


def wilson(successes: int, answers: int) -> tuple[Decimal, Decimal]:
    """The Wilson score interval, 95 %, for a share of `answers`, to three decimals."""
    share, z = Decimal(successes) / answers, NORMAL_QUANTILE
    middle = share + z * z / (2 * answers)
    half = z * (share * (1 - share) / answers + z * z / (4 * answers * answers)).sqrt()
    scale = 1 + z * z / answers
    return _rounded((middle - half) / scale), _rounded((middle + half) / scale)


def dirichlet_mean(counts: Sequence[int]) -> tuple[Decimal, Decimal]:
    """95 % interval for the mean of answers 0, 1, 2 … with so many of each, to three decimals.

    The shares of the answers are Dirichlet(counts + ½); the mean's distribution is read as the Beta distribution over
    the scale with the same mean and variance, which for a scale of two steps is the exact one.
    """
    weights = [count + 0.5 for count in counts]
    total, top = sum(weights), len(weights) - 1
    mean = sum(step * weight for step, weight in enumerate(weights)) / total
    square = sum(step * step * weight for step, weight in enumerate(weights)) / total
    share, variance = mean / top, (square - mean * mean) / (total + 1) / top**2
    size = share * (1 - share) / variance - 1
    low, high = (beta_quantile(point, share * size, (1 - share) * size) * top for point in (TAIL, 1 - TAIL))
    return _rounded(Decimal(low)), _rounded(Decimal(high))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The point that a Beta(a, b) stays under with the `probability`, by halving; exact to twelve decimals."""
    low, high = 0.0, 1.0
    for _ in range(45):
        middle = (low + high) / 2
        if beta_below(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(x: float, a: float, b: float) -> float:
    """How likely a Beta(a, b) is to lie below `x`: the regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * _continued_fraction(x, a, b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    """The beta function's continued fraction, from its innermost step outwards; 200 steps are more than it needs."""
    value = 0.0
    for step in range(200, 0, -1):
        m, odd = divmod(step, 2)
        if odd:
            coefficient = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            coefficient = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        value = coefficient / (1 + value)
    return 1 / (1 + value)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(DECIMALS)
