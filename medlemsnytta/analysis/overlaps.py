"""What two networks give alike: themes in common, and uses of one that the other could meet (indicator I11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis.facts import Fact, Record, Row
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
    common: tuple[Record, ...]
    met_low: Fraction | None
    met_high: Fraction | None
    uses: int
    theme_rows: tuple[Row, ...] = field(default=(), repr=False)
    use_rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def themes_fact(self) -> Fact:
        return Fact("themes_in_common", self.themes, self.network_id, self.other_id, self.theme_rows)

    @property
    def low_fact(self) -> Fact:
        return Fact("uses_met_low", self.met_low, self.network_id, self.other_id, self.use_rows)

    @property
    def high_fact(self) -> Fact:
        return Fact("uses_met_high", self.met_high, self.network_id, self.other_id, self.use_rows)


def overlaps_of(
    themes: pd.DataFrame, uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, others: Sequence[str]
) -> tuple[Overlap, ...]:
    """One for each other network of the evaluation of which something is known."""
    found = (_overlap(themes, uses, judged, network_id, other) for other in others)
    return tuple(each for each in found if each.themes is not None or each.met_low is not None)


def _overlap(themes: pd.DataFrame, uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, other: str) -> Overlap:
    own, theirs = (records(where(themes, network_id=[each])) for each in (network_id, other))
    known, known_there = ({row["theme"] for row in rows} for rows in (own, theirs))
    shared = known & known_there
    jaccard = Fraction(len(shared), len(known | known_there)) if own and theirs else None
    low, high, counted, used = _met(uses, judged, network_id, other)
    return Overlap(
        network_id,
        other,
        jaccard,
        tuple(sorted((row for row in own if row["theme"] in shared), key=lambda row: row["theme"])) if jaccard else (),
        low,
        high,
        counted,
        _rows((*own, *theirs)) if jaccard is not None else (),
        used,
    )


def _rows(found: Iterable[Record]) -> tuple[Row, ...]:
    return tuple(sorted(row.row for row in found))


def _met(
    uses: pd.DataFrame, judged: pd.DataFrame, network_id: str, other: str
) -> tuple[Fraction | None, Fraction | None, int, tuple[Row, ...]]:
    own = records(where(uses, network_id=[network_id], tense=lambda tense: tense != "planned"))
    weight = {row["use_id"]: 1 if row["count"] is None else int(row["count"]) for row in own}
    told = [row for row in records(where(judged, network_id=[other])) if row["use_id"] in weight]
    answers = {row["use_id"]: row["met"] for row in told}
    total = sum(weight.values())
    if not total or not answers:
        return None, None, total, ()
    met = sum(count for use, count in weight.items() if answers.get(use) == "yes")
    not_judged = sum(count for use, count in weight.items() if use not in answers)
    return Fraction(met, total), Fraction(met + not_judged, total), total, _rows((*own, *told))
