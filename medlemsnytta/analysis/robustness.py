"""In how many of all ways to weigh the criteria does a membership reach the level required for its fee?

Full enumeration in whole numbers: 1 001 ways to share ten tenths over five criteria, every combination of low, point
and high of each rating, three readings of the five-step scale. No seed, no floating point, no ties by rounding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise, product

import numpy as np

CRITERIA = ("relevance", "use", "steering", "voice", "symbolic_future")
LEVELS = (1, 2, 3, 4)
TENTHS = 10

SCALE_READINGS: Mapping[str, tuple[int, ...]] = {
    "even": (0, 25, 50, 75, 100),
    "diminishing": (0, 40, 70, 90, 100),
    "increasing": (0, 10, 30, 60, 100),
}
"""What the steps 0–4 of the scale are worth. The even reading is the point reading; the others give the range."""

Interval = tuple[int, int, int]
"""A rating as low, point and high, each in half steps (0–8)."""

Profile = tuple[Interval, ...]
"""One interval a criterion, in the order of `CRITERIA`."""


@dataclass(frozen=True)
class Share:
    """The part of all weightings and ratings that reaches a level: even reading, and the range over the readings."""

    point: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class WhatIf:
    """The share at the required level if one criterion's rating were known to be each of 0–4."""

    criterion: str
    share_if: tuple[Fraction, ...]
    plausible: tuple[int, int]

    @property
    def movement(self) -> Fraction:
        """How far the share can move within what is plausible today."""
        inside = self.share_if[self.plausible[0] : self.plausible[1] + 1]
        return max(inside) - min(inside)


@cache
def weightings(order: tuple[str, ...] = ()) -> np.ndarray:
    """Every way to share ten tenths over the criteria, shape (n, 5); n is 1 001 without an order.

    `order` keeps the weightings in which each criterion named weighs at least as much as the next one named.
    """
    rows = [
        weights
        for weights in product(range(TENTHS + 1), repeat=len(CRITERIA))
        if sum(weights) == TENTHS and _in_order(weights, order)
    ]
    return np.array(rows, dtype=np.int32)


def _in_order(weights: Sequence[int], order: tuple[str, ...]) -> bool:
    ranked = [weights[CRITERIA.index(criterion)] for criterion in order]
    return all(first >= second for first, second in pairwise(ranked))


def half_step_values(reading: str) -> np.ndarray:
    """Twice the value of each half step 0, ½, … 4 of the scale, so that halves stay whole numbers; shape (9,)."""
    steps = SCALE_READINGS[reading]
    doubled = [2 * steps[half // 2] if half % 2 == 0 else steps[half // 2] + steps[half // 2 + 1] for half in range(9)]
    return np.array(doubled, dtype=np.int32)


@cache
def shares(profile: Profile, order: tuple[str, ...] = ()) -> dict[int, Share]:
    """The share at each level 1–4 for one membership's `profile`."""
    by_reading = {reading: _counts(profile, order, reading) for reading in SCALE_READINGS}
    result = {}
    for level in LEVELS:
        fractions = {reading: Fraction(hits[level], total) for reading, (hits, total) in by_reading.items()}
        result[level] = Share(fractions["even"], min(fractions.values()), max(fractions.values()))
    return result


def _counts(profile: Profile, order: tuple[str, ...], reading: str) -> tuple[dict[int, int], int]:
    values = half_step_values(reading)
    combinations = np.array(list(product(*(_distinct(interval) for interval in profile))), dtype=np.intp)
    scores = weightings(order) @ values[combinations[:, :, 0]].T
    multiplicity = combinations[:, :, 1].prod(axis=1)
    hits = {level: int(((scores >= TENTHS * values[2 * level]) @ multiplicity).sum()) for level in LEVELS}
    return hits, int(multiplicity.sum()) * len(scores)


def _distinct(interval: Interval) -> list[tuple[int, int]]:
    """Each different value of low, point and high with how often it occurs, so that all three weigh alike."""
    return [(value, interval.count(value)) for value in sorted(set(interval))]


def what_if(profile: Profile, level: int, order: tuple[str, ...] = ()) -> tuple[WhatIf, ...]:
    """For each criterion, the share (even reading) at `level` if its rating were known to be 0, 1, 2, 3 or 4."""
    answers = []
    for place, criterion in enumerate(CRITERIA):
        known = [(*profile[:place], (2 * step,) * 3, *profile[place + 1 :]) for step in range(5)]
        low, _, high = profile[place]
        plausible = (-(-low // 2), max(high // 2, -(-low // 2)))
        answers.append(WhatIf(criterion, tuple(shares(each, order)[level].point for each in known), plausible))
    return tuple(answers)


def most_telling(answers: Sequence[WhatIf]) -> WhatIf:
    """The question that can move the share most; the first in the order of `CRITERIA` among equals."""
    return max(answers, key=lambda answer: (answer.movement, -CRITERIA.index(answer.criterion)))


INFORMATION_CRITERIA = ("relevance", "use")


def with_full_overlap(profile: Profile, others: Sequence[Profile]) -> Profile:
    """`profile` where the information criteria count only what the best of the `others` does not already give."""
    reduced = list(profile)
    for criterion in INFORMATION_CRITERIA:
        place = CRITERIA.index(criterion)
        given = max((other[place][1] for other in others), default=0)
        reduced[place] = tuple(max(0, half - given) for half in profile[place])
    return tuple(reduced)


def word_for(share: Fraction, limits: Mapping[str, int]) -> str:
    """The word fixed beforehand for a share; `limits` in percent: clearly_stay, leans_stay, open, leans_leave."""
    percent = share * 100
    if percent >= limits["clearly_stay"]:
        return "clearly_stay"
    if percent >= limits["leans_stay"]:
        return "leans_stay"
    if percent >= limits["open"]:
        return "open"
    return "leans_leave" if percent > limits["leans_leave"] else "clearly_leave"
