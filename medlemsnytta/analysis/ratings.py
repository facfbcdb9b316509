"""What a membership gives on each criterion, 0–4 with an interval, and how sure that is.

The rating is the median of what the municipality's own people said, in half steps; steering follows a rule of its own.
Nothing said gives no rating: the whole scale stays possible.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import robustness, usage
from medlemsnytta.analysis.selection import where

CONFIDENCES = ("very_low", "low", "moderate", "high")
HALF_WIDTH = {"high": 0, "moderate": 1, "low": 2}
"""Half the interval's width in half steps; very low confidence leaves the whole scale open."""

TOP = 8
OLD_EVIDENCE_MONTHS = 24
CODES_OF = {criterion: (criterion,) for criterion in robustness.CRITERIA} | {"symbolic_future": ("symbolic", "future")}
"""Which criterion codes of the excerpts stand behind each criterion of the weights."""


@dataclass(frozen=True)
class Rating:
    """One criterion's rating in half steps (0–8), or no point where nothing is known; `excerpt_ids` are what it rests on.

    `doubts` are the reasons why confidence is not high: codes that the wording knows.
    """

    criterion: str
    point: int | None
    low: int
    high: int
    confidence: str
    doubts: tuple[str, ...]
    excerpt_ids: tuple[str, ...]
    statements: int
    rule: str
    override_reason: str = ""

    @property
    def interval(self) -> robustness.Interval:
        """Low, point and high for the enumeration; the middle of the scale stands in for an unknown point."""
        return (self.low, TOP // 2 if self.point is None else self.point, self.high)


def rate(
    criterion: str,
    excerpts: pd.DataFrame,
    speakers: pd.DataFrame,
    network_id: str,
    as_of: date,
    documents: int | None,
    key_figures: usage.KeyFigureUse | None,
) -> Rating:
    """Rate one criterion of one network by what its excerpts, documents and key figures say."""
    own = usage.own_excerpts(excerpts, network_id)
    rows = where(own, criterion=CODES_OF[criterion])
    if criterion == "steering":
        point, rule = steering_point(documents, key_figures), "steering"
        basis = where(rows, tense=lambda tense: tense != "planned")
    else:
        middle = usage.median(usage.intensities(rows))
        point, rule, basis = None if middle is None else int(middle * 2), "median", usage.graded(rows)
    if point is None:
        return Rating(criterion, None, 0, TOP, "very_low", ("nothing_graded",), (), len(rows), rule)
    doubts = doubts_about(basis, speakers, as_of)
    confidence = CONFIDENCES[max(0, len(CONFIDENCES) - 1 - len(doubts))]
    low, high = interval_around(point, confidence)
    return Rating(criterion, point, low, high, confidence, doubts, tuple(basis["excerpt_id"]), len(rows), rule)


def steering_point(documents: int | None, key_figures: usage.KeyFigureUse | None) -> int | None:
    """Half steps by rule: no document 0, one 3, several 4, or the share of key figures × 4; the highest that is known."""
    known = []
    if documents is not None:
        known.append(2 * (0, 3, 4)[min(documents, 2)])
    if key_figures is not None:
        known.append(int(key_figures.share * TOP + Fraction(1, 2)))
    return max(known, default=None)


def interval_around(point: int, confidence: str) -> tuple[int, int]:
    """The plausible interval in half steps, kept within the scale."""
    if confidence == "very_low":
        return 0, TOP
    width = HALF_WIDTH[confidence]
    return max(0, point - width), min(TOP, point + width)


def doubts_about(basis: pd.DataFrame, speakers: pd.DataFrame, as_of: date) -> tuple[str, ...]:
    """Why confidence is lower than high, each reason one step."""
    known = speakers.set_index("speaker")
    voices = [known.loc[name] for name in sorted(set(basis["speaker"])) if name in known.index]
    independent = [voice for voice in voices if voice["network_representative"] == "no"]
    stated = usage.intensities(basis)
    newest = max(basis["date"], default="")
    reasons = {
        "representatives_or_unknown_number": not voices
        or any(voice["network_representative"] == "yes" or pd.isna(voice["persons"]) for voice in voices),
        "fewer_than_two_independent": sum(
            1 if pd.isna(voice["persons"]) else int(voice["persons"]) for voice in independent
        )
        < 2,
        "spread": bool(stated) and stated[-1] - stated[0] > 1,
        "hedged": bool(basis["certainty"].isin(["hedged", "approx"]).any()),
        "old": bool(newest) and months_between(newest, as_of) > OLD_EVIDENCE_MONTHS,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def months_between(earlier: str, later: date) -> int:
    """Whole months from a partial ISO date to a day; a bare year or month is read as its first day."""
    year, month, day = (int(part) for part in (earlier + "-01-01").split("-")[:3])
    return (later.year - year) * 12 + later.month - month - (later.day < day)


def overridden(rating: Rating, point: int, reason: str) -> Rating:
    """The officer's rating, in half steps, in the place of the computed one, with the reason that is printed.

    The officer is taken at moderate confidence where the excerpts gave very low.
    """
    confidence = "moderate" if rating.confidence == "very_low" else rating.confidence
    low, high = interval_around(point, confidence)
    return replace(
        rating, point=point, low=low, high=high, confidence=confidence, rule="override", override_reason=reason
    )
