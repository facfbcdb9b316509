"""In how many of all ways to weigh the criteria does a membership reach the level required for its fee?

Full enumeration in whole numbers: 1 001 ways to share ten tenths over five criteria, every combination of low, point
and high of each rating, three readings of the five-step scale. No seed, no floating point, no ties by rounding.

No score is ever added up whole: three criteria fall short of the level by something, the other two make that up or not,
and one comparison of small whole numbers tells. That is what makes it quick (`benchmarks/robustness.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np

CRITERIA = ("relevance", "use", "steering", "voice", "symbolic_future")
LEVELS = (1, 2, 3, 4)
NO_WORD = "unknown"
"""In place of a word, where no criterion of a membership is rated."""

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

    `order` keeps the weightings in which no criterion weighs more than one named before it; those that are not named
    weigh at most as much as the last one named, and are free among themselves.
    """
    all_but_last = (some for some in product(range(TENTHS + 1), repeat=len(CRITERIA) - 1) if sum(some) <= TENTHS)
    rows = ((*some, TENTHS - sum(some)) for some in all_but_last)
    return np.array([weights for weights in rows if _in_order(weights, order)], dtype=np.int16)


def _in_order(weights: Sequence[int], order: tuple[str, ...]) -> bool:
    ranked = [weights[CRITERIA.index(criterion)] for criterion in order]
    others = [weight for criterion, weight in zip(CRITERIA, weights, strict=True) if criterion not in order]
    falling = sorted(ranked, reverse=True) == ranked
    return falling and (not ranked or all(weight <= ranked[-1] for weight in others))


def half_step_values(reading: str) -> np.ndarray:
    """Twice the value of each half step 0, ½, … 4 of the scale, so that halves stay whole numbers; shape (9,)."""
    steps = SCALE_READINGS[reading]
    doubled = [2 * steps[half // 2] if half % 2 == 0 else steps[half // 2] + steps[half // 2 + 1] for half in range(9)]
    return np.array(doubled, dtype=np.int16)


@cache
def shares(profile: Profile, order: tuple[str, ...] = (), levels: tuple[int, ...] = LEVELS) -> dict[int, Share]:
    """The share at each of the `levels` for one membership's `profile`."""
    by_reading = {reading: _shares_read(profile, order, levels, reading) for reading in SCALE_READINGS}
    result = {}
    for level in levels:
        found = [by_reading[reading][level] for reading in SCALE_READINGS]
        result[level] = Share(by_reading["even"][level], min(found), max(found))
    return result


@cache
def _shares_read(
    profile: Profile, order: tuple[str, ...], levels: tuple[int, ...], reading: str
) -> dict[int, Fraction]:
    """The part of all weightings, and of all combinations of low, point and high, that reaches each level."""
    values, weights = half_step_values(reading), weightings(order)
    given = [_given(interval, values, weights[:, place]) for place, interval in enumerate(profile)]
    three = (given[0][:, None, None] + given[1][None, :, None] + given[2][None, None, :]).reshape(-1, len(weights))
    two = (given[3][:, None] + given[4][None, :]).reshape(-1, len(weights))
    found = {}
    for level in levels:
        lacking = TENTHS * values[2 * level] - three
        reached = two[:, None] >= lacking[None, :]
        found[level] = Fraction(int(np.count_nonzero(reached)), reached.size)
    return found


def _given(interval: Interval, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What one criterion adds to the score at low, point and high, for every weighting; a sure rating is one row."""
    halves = interval[:1] if len(set(interval)) == 1 else interval
    return values[list(halves)][:, None] * weights[None, :]


def what_if(profile: Profile, level: int, order: tuple[str, ...] = ()) -> tuple[WhatIf, ...]:
    """For each criterion, the share (even reading) at `level` if its rating were known to be 0, 1, 2, 3 or 4."""
    answers = []
    for place, criterion in enumerate(CRITERIA):
        known = [(*profile[:place], (2 * step,) * 3, *profile[place + 1 :]) for step in range(5)]
        low, _, high = profile[place]
        plausible = (-(-low // 2), max(high // 2, -(-low // 2)))
        answers.append(
            WhatIf(criterion, tuple(_shares_read(each, order, (level,), "even")[level] for each in known), plausible)
        )
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
