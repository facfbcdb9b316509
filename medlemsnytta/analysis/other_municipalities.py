"""What other municipalities and regions have done about the same networks, as far as it is known (method.md, §8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.assignment import Municipality
from medlemsnytta.analysis.facts import Fact, Record, Row, count
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where

LIKE_SIZE = 2
"""A municipality is of like size when it has at most so many times as many inhabitants, and at least as small a part."""


@dataclass(frozen=True)
class Other:
    """Another municipality or region by its row; `inhabitants` is its newest known population, None where there is none."""

    named: Record
    inhabitants: Record | None
    in_county: bool
    like_size: Fact

    @property
    def of_like_size(self) -> bool:
        return self.like_size.value == "yes"


@dataclass(frozen=True)
class PeerDecision:
    """What one of them proposed, decided or is said to have done."""

    other: Other
    record: Record
    network: NetworkMembership


@dataclass(frozen=True)
class OtherMember:
    """One of the network's members, by its row; it may be one no longer known to be."""

    other: Other
    record: Record


@dataclass(frozen=True)
class NetworkOthers:
    """What is known of others in one network: `members` by name, and `decisions`."""

    network: NetworkMembership
    members: tuple[OtherMember, ...]
    decisions: tuple[PeerDecision, ...]

    @property
    def named(self) -> Fact:
        """How many other members are known by name."""
        return count("members_named", (each.record for each in self.members), self.network.network_id)

    @property
    def undated(self) -> Fact:
        """Of how many of these no source says any year."""
        undated = (each.record for each in self.members if not each.record["since"] and not each.record["source_date"])
        return count("members_undated", undated, self.network.network_id)

    @property
    def in_county(self) -> tuple[OtherMember, ...]:
        return tuple(each for each in self.members if each.other.in_county)

    @property
    def nothing_known(self) -> bool:
        return not self.members and not self.decisions


@dataclass(frozen=True, repr=False, eq=False)
class Others(WithFrame):
    """`frame` has a row a decision of another municipality or region, those of the same county and of like size first."""

    municipality: Municipality
    networks: tuple[NetworkOthers, ...]

    @property
    def decisions(self) -> tuple[PeerDecision, ...]:
        found = [each for network in self.networks for each in network.decisions]
        return tuple(sorted(found, key=_nearest_first))

    @property
    def near(self) -> tuple[PeerDecision, ...]:
        """Those of the same county or of like size."""
        return tuple(each for each in self.decisions if each.other.in_county or each.other.of_like_size)

    @property
    def elsewhere(self) -> tuple[PeerDecision, ...]:
        return tuple(each for each in self.decisions if each not in self.near)

    @property
    def number_elsewhere(self) -> Fact:
        return count("peer_decisions_elsewhere", (each.record for each in self.elsewhere))

    @property
    def unknown(self) -> tuple[NetworkOthers, ...]:
        """The networks of whose other members nothing is known by name."""
        return tuple(each for each in self.networks if each.nothing_known)

    @property
    def number_unknown(self) -> Fact:
        about = "+".join(each.network.network_id for each in self.networks)
        return Fact("networks_without_others", len(self.unknown), about=about)

    def rows_shown(self) -> Rows:
        return [
            {
                "network": each.network.short,
                "municipality": each.other.named["name"],
                "in_county": each.other.in_county,
                "of_like_size": each.other.of_like_size,
                **{name: each.record[name] for name in ("year", "decision", "stage", "reason", "source")},
            }
            for each in self.decisions
        ]


def _nearest_first(each: PeerDecision) -> tuple[bool, bool, int, str]:
    other = each.other
    return not other.in_county, not other.of_like_size, -(each.record["year"] or 0), other.named["code"]


def others_of(inputs: ReportInputs, memberships: Memberships) -> Others:
    """What was known of others at the report's date; the municipality's own rows are left out."""
    own, day = memberships.municipality, inputs.parameters.report_date
    others = {each.named["code"]: each for each in _others(inputs, own)}
    members = [each for each in records(inputs.tables.network_members) if _known(each, day) and each["code"] in others]
    decided = [each for each in records(inputs.tables.peer_decisions) if _known(each, day) and each["code"] in others]
    return Others(
        own,
        tuple(
            NetworkOthers(
                network,
                tuple(_members(network, members, others, day)),
                tuple(
                    PeerDecision(others[each["code"]], each, network)
                    for each in decided
                    if each["network_id"] == network.network_id and (each["year"] is None or each["year"] <= day.year)
                ),
            )
            for network in memberships.networks
        ),
    )


def _members(
    network: NetworkMembership, members: Sequence[Record], others: Mapping[str, Other], day: date
) -> Iterator[OtherMember]:
    for each in members:
        joined, left = each["since"], each["until"]
        ended = bool(left) and left <= day.isoformat()[: len(left)]
        if each["network_id"] == network.network_id and joined <= day.isoformat() and not ended:
            yield OtherMember(others[each["code"]], each)


def _known(record: Record, day: date) -> bool:
    """Whether the source is of the report's day at the latest, or undated."""
    return record["source_date"] <= day.isoformat()


def _others(inputs: ReportInputs, own: Municipality) -> Iterator[Other]:
    """Every other municipality and region whose name the report's tables have."""
    newest = max(own.populations, default=None)
    size = own.populations.get(newest) if newest else None
    counts = where(inputs.tables.population, kind=["outcome"], year=lambda year: year == newest)
    by_code = {each["code"]: each for each in records(counts)}
    county = own.record["county_code"] if own.record else None
    own_row = own.population_rows.get(newest)
    for named in records(inputs.tables.municipalities):
        if named["code"] != own.code:
            counted = by_code.get(named["code"])
            yield Other(
                named,
                counted,
                in_county=named["county_code"] == county,
                like_size=_like_size(named["code"], counted, size, own_row),
            )


def _like_size(code: str, counted: Record | None, own: int | None, own_row: Row | None) -> Fact:
    if counted is None or own is None or own_row is None:
        return Fact("of_like_size", None, about=code)
    alike = own <= counted["inhabitants"] * LIKE_SIZE and counted["inhabitants"] <= own * LIKE_SIZE
    return Fact("of_like_size", "yes" if alike else "no", about=code, rows=(counted.row, own_row))
