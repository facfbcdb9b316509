"""Whether two coders give the same statements the same degree: Krippendorff's alpha for ordered degrees, exactly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

FEWEST_UNITS = 15
RELIABLE = Fraction(80, 100)
TENTATIVE = Fraction(667, 1000)


@dataclass(frozen=True)
class Agreement:
    """How two coders agree over the `units` that both gave a degree; `alpha` is None below fifteen units.

    `one_sided` are the statements that only one of them gave a degree; `verdict` is a code that the wording knows.
    """

    units: int
    equal: int
    one_sided: int
    alpha: Fraction | None

    @property
    def verdict(self) -> str:
        if self.alpha is None:
            return "too_few"
        if self.alpha >= RELIABLE:
            return "reliable"
        return "tentative" if self.alpha >= TENTATIVE else "unreliable"


def agreement_of(degrees: Sequence[tuple[int | None, int | None]]) -> Agreement | None:
    """The two coders' degrees of each statement compared; None where nobody has coded a second time."""
    if not any(second is not None for _, second in degrees):
        return None
    pairs = [(int(one), int(other)) for one, other in degrees if one is not None and other is not None]
    alpha = ordinal_alpha(pairs) if len(pairs) >= FEWEST_UNITS else None
    one_sided = sum((one is None) is not (other is None) for one, other in degrees)
    return Agreement(len(pairs), sum(one == other for one, other in pairs), one_sided, alpha)


def ordinal_alpha(units: Sequence[Sequence[int]]) -> Fraction | None:
    """Krippendorff's alpha, ordinal metric, over units with any number of values; None where all values are alike.

    Units with fewer than two values say nothing. Krippendorff, Content Analysis, chapter on reliability.
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    if len(totals) < 2:
        return None
    size = sum(totals.values())
    distance = {(one, other): _ordinal_distance(one, other, totals) for one in totals for other in totals}
    observed = sum(Fraction(sum(distance[pair] for pair in permutations(unit, 2)), len(unit) - 1) for unit in paired)
    expected = Fraction(
        sum(distance[one, other] * totals[one] * totals[other] for one in totals for other in totals), size - 1
    )
    return 1 - observed / expected


def _ordinal_distance(one: int, other: int, totals: Counter[int]) -> Fraction:
    """The squared number of values between two ranks, the ends counted half."""
    low, high = sorted((one, other))
    between = sum(count for value, count in totals.items() if low <= value <= high)
    return (between - Fraction(totals[low] + totals[high], 2)) ** 2 if one != other else Fraction(0)
