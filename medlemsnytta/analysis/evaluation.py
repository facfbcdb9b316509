"""One municipality's evaluation of its networks in one year: the stages of the method joined, as values.

Each stage is worked out in a module of its own; `evaluate` goes through them in order.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from medlemsnytta.analysis import members
from medlemsnytta.analysis.assignment import Decision, Municipality
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.gaps import Gaps
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.analysis.usage import ChannelUse
from medlemsnytta.inputs.logos import Logo
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import Released
from medlemsnytta.inputs.tables.report_rows import ReportRows


@dataclass(frozen=True)
class NetworkEvaluation:
    """One membership: what every stage says of it, and what the officer recommends."""

    own: NetworkMembership
    fees: NetworkFees
    usage: NetworkUsage
    answers: NetworkAnswers
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
    def fee(self) -> Fee | None:
        return self.fees.fee

    @property
    def history(self) -> tuple[tuple[int, Fee | None], ...]:
        return self.fees.history

    @property
    def channels(self) -> tuple[ChannelUse, ...]:
        return self.usage.channels

    @property
    def documents_informed(self) -> int | None:
        return self.usage.documents_informed

    @property
    def cell(self) -> str:
        """What the evidence says: one of `cells.CELLS`."""
        return self.answers.cell

    @property
    def answered(self) -> bool:
        """Whether anything is known of its use, or of what it would be used for."""
        return self.answers.judgement.use.answer != "unknown"


@dataclass(frozen=True, repr=False)
class Evaluation(WithFrame):
    """The stages, and what follows from all of them together; `frame` has a row a network."""

    memberships: Memberships
    fees: Fees
    usage: Usage
    statements: Statements
    evidence: Evidence
    answers: Answers
    networks: tuple[NetworkEvaluation, ...]
    gaps: Gaps
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

    def network(self, network_id: str) -> NetworkEvaluation:
        return next(network for network in self.networks if network.network_id == network_id)

    def rows_shown(self) -> Rows:
        return [
            {
                "network": network.short,
                "fee_sek": None if network.fees.yearly.ore is None else network.fees.yearly.ore / 100,
                "channels_used": sum(channel.median is not None for channel in network.channels),
                "cell": network.cell,
                "recommended": network.recommended,
                "departs": network.departs,
            }
            for network in self.networks
        ]
