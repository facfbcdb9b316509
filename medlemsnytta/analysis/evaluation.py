"""One municipality's evaluation of its networks in one year: the stages of the method joined, as values.

Each stage is worked out in a module of its own; `evaluate` goes through them in order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import gaps, members, options, ratings, robustness
from medlemsnytta.analysis.assignment import Decision, Municipality
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.network_ratings import NetworkRatings, Ratings
from medlemsnytta.analysis.network_results import NetworkResult, Results
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.analysis.usage import ChannelUse, DocumentTrace, KeyFigureUse
from medlemsnytta.inputs.logos import Logo
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import Released
from medlemsnytta.inputs.tables.report_rows import ReportRows


@dataclass(frozen=True)
class NetworkEvaluation:
    """One membership: what every stage says of it, what is not known of it, and what the officer recommends."""

    own: NetworkMembership
    fees: NetworkFees
    usage: NetworkUsage
    rated: NetworkRatings
    outcome: NetworkResult
    gaps: tuple[gaps.Gap, ...]
    waiting: options.WaitingRule
    recommended: str | None
    departs: bool

    @property
    def network_id(self) -> str:
        return self.own.network_id

    @property
    def name(self) -> str:
        return self.own.name

    @property
    def short(self) -> str:
        return self.own.short

    @property
    def membership(self) -> members.Membership:
        return self.own.membership

    @property
    def fee(self) -> Fee:
        return self.fees.fee

    @property
    def history(self) -> tuple[tuple[int, Fee | None], ...]:
        return self.fees.history

    @property
    def channels(self) -> tuple[ChannelUse, ...]:
        return self.usage.channels

    @property
    def traces(self) -> tuple[DocumentTrace, ...] | None:
        return self.usage.traces

    @property
    def key_figures(self) -> KeyFigureUse | None:
        return self.usage.key_figures

    @property
    def documents_informed(self) -> int | None:
        return self.usage.documents_informed

    @property
    def cost_per_use_ore(self) -> Fraction | None:
        """Indicator I9; None without a log of three months, or where nothing was used."""
        logged = self.usage.logged_use
        return None if logged is None else logged.cost_ore(self.fees.yearly_cost_ore)

    @property
    def ratings(self) -> tuple[ratings.Rating, ...]:
        return self.rated.ratings

    @property
    def assessed(self) -> bool:
        return self.rated.assessed

    @property
    def unknown_criteria(self) -> tuple[str, ...]:
        return self.rated.unknown_criteria

    @property
    def shares(self) -> Mapping[int, robustness.Share]:
        return self.outcome.shares

    @property
    def result(self) -> robustness.Share:
        return self.outcome.result

    @property
    def word(self) -> str:
        return self.outcome.word

    @property
    def word_low(self) -> str:
        return self.outcome.word_low

    @property
    def word_high(self) -> str:
        return self.outcome.word_high

    @property
    def what_if(self) -> tuple[robustness.WhatIf, ...]:
        return self.outcome.what_if

    @property
    def most_telling(self) -> robustness.WhatIf:
        return self.outcome.most_telling

    @property
    def overlap_share(self) -> robustness.Share | None:
        return self.outcome.overlap_share

    @property
    def overlap_word(self) -> str | None:
        return self.outcome.overlap_word


@dataclass(frozen=True, repr=False)
class Evaluation(WithFrame):
    """The stages, and what follows from all of them together; `frame` has a row a network."""

    memberships: Memberships
    fees: Fees
    usage: Usage
    statements: Statements
    evidence: Evidence
    ratings: Ratings
    results: Results
    networks: tuple[NetworkEvaluation, ...]
    options: tuple[options.Option, ...]
    shared_gaps: tuple[gaps.Gap, ...]
    released: tuple[Released, ...] = ()
    """What the search for personal data was told to let through, and why."""
    read: ReportRows | None = field(default=None, repr=False, compare=False)
    """What it was read from."""
    logo: Logo | None = None

    @property
    def parameters(self) -> Parameters:
        return self.memberships.parameters

    @property
    def municipality(self) -> Municipality:
        return self.memberships.municipality

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self.memberships.decisions

    @property
    def deadline_passed(self) -> bool:
        return self.memberships.deadline_passed

    @property
    def excerpts(self) -> pd.DataFrame:
        return self.statements.excerpts

    @property
    def hourly_cost_sek(self) -> Decimal | None:
        return self.fees.hourly_cost_sek

    @property
    def total_fee_ore(self) -> int:
        return self.fees.total_ore

    def network(self, network_id: str) -> NetworkEvaluation:
        return next(network for network in self.networks if network.network_id == network_id)

    def rows_shown(self) -> Rows:
        return [
            {
                "network": network.short,
                "fee_sek": network.fee.ore / 100,
                "channels_used": sum(channel.median is not None for channel in network.channels),
                "criteria_rated": sum(rating.point is not None for rating in network.ratings),
                "share_percent": float(network.result.point * 100) if network.assessed else None,
                "word": network.word,
                "gaps": len(network.gaps),
            }
            for network in self.networks
        ]
