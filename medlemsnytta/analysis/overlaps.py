"""What two networks give alike: themes in common, and uses of one that the other could meet (indicator I11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis.selection import records, where


@dataclass(frozen=True)
class Overlap:
    """How much another network gives of what this one gives; None where nobody has looked.

    `themes` is the Jaccard share of the two networks' themes. `met_low`–`met_high` is the part of this network's uses that
    the other meets too; uses that nobody has judged widen it to both bounds.
    """

    network_id: str
    other_id: str
    themes: Fraction | None
    common: tuple[str, ...]
    met_low: Fraction | None
    met_high: Fraction | None
    uses: int


def overlaps_of(
    themes: pd.DataFrame, uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, others: Sequence[str]
) -> tuple[Overlap, ...]:
    """One for each other network of the evaluation of which something is known."""
    found = (_overlap(themes, uses, judged, network_id, other) for other in others)
    return tuple(each for each in found if each.themes is not None or each.met_low is not None)


def _overlap(themes: pd.DataFrame, uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, other: str) -> Overlap:
    own, theirs = (set(where(themes, network_id=[each])["theme"].tolist()) for each in (network_id, other))
    jaccard = Fraction(len(own & theirs), len(own | theirs)) if own and theirs else None
    low, high, counted = _met(uses, judged, network_id, other)
    return Overlap(network_id, other, jaccard, tuple(sorted(own & theirs)), low, high, counted)


def _met(
    uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, other: str
) -> tuple[Fraction, Fraction, int] | tuple[None, None, int]:
    answers = {row["use_id"]: row["met"] for row in records(where(judged, network_id=[other]))}
    rows = where(uses, network_id=[network_id], tense=lambda tense: tense != "planned")
    weight = {row["use_id"]: 1 if pd.isna(row["count"]) else int(row["count"]) for row in records(rows)}
    total = sum(weight.values())
    if not total or not any(use in answers for use in weight):
        return None, None, total
    met = sum(count for use, count in weight.items() if answers.get(use) == "yes")
    not_judged = sum(count for use, count in weight.items() if use not in answers)
    return Fraction(met, total), Fraction(met + not_judged, total), total
