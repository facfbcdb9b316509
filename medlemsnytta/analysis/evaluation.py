"""One municipality's evaluation of its networks in one year: everything the report says, as values.

How they are worked out is in `evaluating` and `network_evaluating`; which rows they rest on in `rows`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import (
    evidence,
    fee_scenarios,
    fees,
    gaps,
    members,
    options,
    overlaps,
    ratings,
    robustness,
    surveys,
    usage,
    use_logs,
    working_time,
)
from medlemsnytta.inputs.logos import Logo
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import Released
from medlemsnytta.inputs.tables.report_rows import ReportRows


@dataclass(frozen=True)
class Municipality:
    """Name, code and number of inhabitants on 31 December each year known at the report's date."""

    code: str
    name: str
    type: str
    populations: Mapping[int, int]


@dataclass(frozen=True)
class PriceIndex:
    """The price index that history is compared by; amounts are told in the prices of `base_year`, the newest known."""

    name: str
    vintage: str
    base_year: int
    values: Mapping[int, Decimal]


@dataclass(frozen=True)
class Decision:
    """What some body decided or proposed; `date` is partial, or empty where the source gives none."""

    decision_id: str
    date: str
    body: str
    case_number: str
    kind: str
    network_id: str
    text: str
    on_recommendation_of: str
    due_date: date | None
    note: str


@dataclass(frozen=True)
class NetworkEvaluation:
    """One membership: what it costs, how it is used, what it gives, and whether that meets the requirement."""

    network_id: str
    name: str
    short: str
    profile: Mapping[str, object]
    fee: fees.Fee
    history: tuple[tuple[int, fees.Fee | None], ...]
    history_real_ore: Mapping[int, int]
    scenarios: tuple[fee_scenarios.FeeScenario, ...]
    working_hours: Decimal | None
    total_cost: working_time.TotalCost | None
    stated_fee_agrees: bool | None
    membership: members.Membership
    channels: tuple[usage.ChannelUse, ...]
    traces: tuple[usage.DocumentTrace, ...] | None
    key_figures: usage.KeyFigureUse | None
    closed_channels: usage.ClosedChannels | None
    logged_use: use_logs.LoggedUse | None
    attendance: use_logs.Attendance | None
    survey: tuple[surveys.SurveyResult, ...]
    overlaps: tuple[overlaps.Overlap, ...]
    causes: Mapping[str, int]
    ratings: tuple[ratings.Rating, ...]
    shares: Mapping[int, robustness.Share]
    result: robustness.Share
    word: str
    word_low: str
    word_high: str
    what_if: tuple[robustness.WhatIf, ...]
    most_telling: robustness.WhatIf
    overlap_share: robustness.Share | None
    overlap_word: str | None
    gaps: tuple[gaps.Gap, ...]
    waiting: options.WaitingRule
    recommended: str | None
    departs: bool

    @property
    def yearly_cost_ore(self) -> int:
        """Indicator I3 where hours are logged, else the fee alone (I1)."""
        return self.fee.ore if self.total_cost is None else self.total_cost.ore

    @property
    def cost_per_use_ore(self) -> Fraction | None:
        """Indicator I9; None without a log of three months, or where nothing was used."""
        return None if self.logged_use is None else self.logged_use.cost_ore(self.yearly_cost_ore)

    @property
    def documents_informed(self) -> int | None:
        return usage.documents_informed(self.traces)

    @property
    def assessed(self) -> bool:
        """True where at least one criterion is rated; else no share says anything of the network."""
        return any(rating.point is not None for rating in self.ratings)

    @property
    def unknown_criteria(self) -> tuple[str, ...]:
        return tuple(rating.criterion for rating in self.ratings if rating.point is None)


@dataclass(frozen=True)
class Evaluation:
    """The whole evaluation; `excerpts` holds the coded rows that may be shown, one statement a row."""

    parameters: Parameters
    municipality: Municipality
    networks: tuple[NetworkEvaluation, ...]
    evidence: evidence.Evidence
    decisions: tuple[Decision, ...]
    excerpts: pd.DataFrame
    options: tuple[options.Option, ...]
    shared_gaps: tuple[gaps.Gap, ...]
    sources: tuple[str, ...]
    hourly_cost_sek: Decimal | None
    price_index: PriceIndex | None
    released: tuple[Released, ...] = ()
    """What the search for personal data was told to let through, and why."""
    read: ReportRows | None = field(default=None, repr=False, compare=False)
    """What it was read from."""
    logo: Logo | None = None

    @property
    def total_fee_ore(self) -> int:
        return sum(network.fee.ore for network in self.networks)

    @property
    def deadline_passed(self) -> bool:
        deadline = self.parameters.deadline
        return deadline is not None and self.parameters.report_date > deadline

    @property
    def fees_equal(self) -> bool:
        return len({network.fee.ore for network in self.networks}) == 1

    def network(self, network_id: str) -> NetworkEvaluation:
        return next(network for network in self.networks if network.network_id == network_id)
