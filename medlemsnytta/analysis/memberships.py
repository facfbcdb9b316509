"""Which memberships are evaluated: the networks, since when, how many members they have, and what has been decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis import members, rows
from medlemsnytta.analysis.assignment import Decision, Municipality
from medlemsnytta.analysis.facts import Fact, Record, count, parameter
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.network_cases import decision_kind
from medlemsnytta.analysis.notice_calendar import NoticeTerms, notice_terms
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in


@dataclass(frozen=True)
class NetworkMembership:
    """The municipality's membership in one network; `profile` is the network's own row, `demands` what it asks of a new member."""

    network_id: str
    name: str
    short: str
    profile: Record
    membership: members.Membership
    demands: tuple[Record, ...] = ()

    @property
    def kind(self) -> str:
        """Which decision it is about: member, candidate or left."""
        return decision_kind(self.membership.state)

    @property
    def notice(self) -> NoticeTerms | None:
        """The terms of notice, where they are known."""
        own = self.membership.own
        if own is None or self.membership.state != "member":
            return None
        months, start = own.get("notice_months"), own.get("fee_period_start")
        return notice_terms(self.network_id, None if months is None else int(months), start, (own.row,))


@dataclass(frozen=True, repr=False)
class Memberships(WithFrame):
    """A municipality's memberships, in the order of the parameters, and the `decisions` on them in the order of events."""

    parameters: Parameters
    municipality: Municipality
    networks: tuple[NetworkMembership, ...]
    decisions: tuple[Decision, ...]

    @property
    def deadline_passed(self) -> bool:
        deadline = self.parameters.deadline
        return deadline is not None and self.parameters.report_date > deadline

    @property
    def report_date(self) -> Fact:
        return parameter("report_date", self.parameters.report_date)

    @property
    def last_notice_days(self) -> Mapping[str, date]:
        """The next last day to give notice of each network, where it is known."""
        today = self.parameters.report_date
        terms = ((network.network_id, network.notice) for network in self.networks)
        return {network_id: each.last_notice_day(today).value for network_id, each in terms if each}

    @property
    def days_left(self) -> Fact:
        """Days from the report's date to the deadline, negative where it has passed."""
        deadline = self.parameters.deadline
        return Fact("days_left", deadline and (deadline - self.parameters.report_date).days)

    @property
    def number(self) -> Fact:
        """How many networks the report treats."""
        return Fact("networks", len(self.networks))

    @property
    def decided(self) -> Fact:
        """How many decisions and proposals there are."""
        return count("decisions", (each.record for each in self.decisions))

    def of_kind(self, kind: str) -> tuple[NetworkMembership, ...]:
        return tuple(each for each in self.networks if each.kind == kind)

    def number_of_kind(self, kind: str) -> Fact:
        """How many networks the decision is about that are of a kind."""
        rows = tuple(each.membership.own.row for each in self.of_kind(kind) if each.membership.own)
        return Fact("networks_of_kind", len(self.of_kind(kind)), about=kind, rows=rows)

    @property
    def assignments(self) -> Fact:
        """How many of them give the assignment."""
        return count("assignments", (each.record for each in self.decisions if each.kind == "assignment"))

    def network(self, network_id: str) -> NetworkMembership:
        return next(network for network in self.networks if network.network_id == network_id)

    def rows_shown(self) -> Rows:
        found = []
        for network in self.networks:
            own, latest = network.membership, network.membership.latest
            found.append(
                {
                    "network": network.short,
                    "since": own.since,
                    "members": None if latest is None else latest.members,
                    "members_year": None if latest is None else latest.year,
                    "stated_fee_sek": own.stated_fee_sek,
                    "decisions": sum(
                        each.network_id == BOTH or network.network_id in ids_in(each.network_id)
                        for each in self.decisions
                    ),
                }
            )
        return found


def memberships_of(inputs: ReportInputs) -> Memberships:
    """The memberships that the parameters name; raises ProblemsFound where a municipality or network is not known."""
    tables, parameters = inputs.tables, inputs.parameters
    municipality = rows.municipality_of(tables, parameters)
    known = rows.networks_known(tables, parameters)
    planned = {row["network_id"] for row in records(tables.candidates)}
    return Memberships(
        parameters=parameters,
        municipality=municipality,
        networks=tuple(
            NetworkMembership(
                network_id=each,
                name=str(known[each]["name"]),
                short=str(known[each]["short"]),
                profile=known[each],
                membership=members.membership_of(
                    tables.memberships, tables.network_years, each, parameters.year, planned=each in planned
                ),
                demands=tuple(records(where(tables.entry_requirements, network_id=[each]))),
            )
            for each in parameters.networks
        ),
        decisions=rows.decisions_of(tables.decisions, parameters),
    )
