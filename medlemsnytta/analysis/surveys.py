"""What a survey among a network's users says, and how sure that is; surveys stand beside the ratings, never in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import intervals
from medlemsnytta.analysis.facts import Fact, Record
from medlemsnytta.analysis.selection import records, where

STEPS = range(5)
FEWEST_FOR_AN_INTERVAL = 5


@dataclass(frozen=True)
class SurveyResult:
    """One question about one network; `counts` are how many gave each answer 0–4, or no and yes.

    `mean` is the mean step, or the share of yes. There is no interval where all users have answered (a census: the doubt
    is in the judgement) or where fewer than five have (then the answers themselves are told).
    """

    network_id: str
    question: str
    kind: str
    date: str
    users: int | None
    asked: int
    counts: tuple[int, ...]
    low: Decimal | None
    high: Decimal | None
    record: Record = field(repr=False, compare=False)

    def _fact(self, kind: str, value: int | Fraction | None) -> Fact:
        return Fact(kind, value, self.network_id, str(self.record.row.number), (self.record.row,))

    @property
    def answers_fact(self) -> Fact:
        return self._fact("survey_answers", self.answers)

    @property
    def mean_fact(self) -> Fact:
        return self._fact("survey_mean", self.mean)

    @property
    def low_fact(self) -> Fact:
        return self._fact("survey_low", None if self.low is None else Fraction(self.low))

    @property
    def high_fact(self) -> Fact:
        return self._fact("survey_high", None if self.high is None else Fraction(self.high))

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        if not self.answers:
            return None
        return Fraction(sum(step * count for step, count in enumerate(self.counts)), self.answers)

    @property
    def is_census(self) -> bool:
        return self.users is not None and self.answers == self.users

    @property
    def is_few(self) -> bool:
        return self.answers < FEWEST_FOR_AN_INTERVAL

    @property
    def each_answer(self) -> tuple[int, ...]:
        """The answers one by one, lowest first."""
        return tuple(step for step, count in enumerate(self.counts) for _ in range(count))


def survey_results(survey: pd.DataFrame, network_id: str, as_of: date) -> tuple[SurveyResult, ...]:
    """The newest answers to each question about the network at the report's date, in the order of the table."""
    rows = records(where(survey, network_id=[network_id], date=lambda day: day <= as_of.isoformat()))
    newest = {}
    for row in sorted(rows, key=lambda row: row["date"]):
        newest[row["question_id"]] = row
    order = dict.fromkeys(row["question_id"] for row in rows)
    return tuple(_result(newest[question]) for question in order)


def _result(row: Record) -> SurveyResult:
    steps = STEPS if row["kind"] == "scale" else range(2)
    counts = tuple(0 if pd.isna(row[f"count_{step}"]) else int(row[f"count_{step}"]) for step in steps)
    users = None if pd.isna(row["users"]) else int(row["users"])
    low, high = _interval(row["kind"], counts, users)
    return SurveyResult(
        row["network_id"], row["question"], row["kind"], row["date"], users, int(row["asked"]), counts, low, high, row
    )


def _interval(kind: str, counts: Sequence[int], users: int | None) -> tuple[Decimal, Decimal] | tuple[None, None]:
    answers = sum(counts)
    if answers < FEWEST_FOR_AN_INTERVAL or answers == users:
        return None, None
    return intervals.wilson(counts[1], answers) if kind == "yes_no" else intervals.dirichlet_mean(counts)
