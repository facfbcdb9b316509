"""What each network is, in its own words marked as such, and how many members it has."""

from medlemsnytta.analysis.members import MemberCount, Membership
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.layouts import BOTH
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, inlines, paragraph, prose, strong

ITSELF = "föreningen"
"""How `said_by` begins where a network counts its own members."""

MOOD = {-1: "minskar", 0: "oförändrat", 1: "ökar"}


def text(memberships: Memberships, statements: Statements) -> Prose:
    """One paragraph a network: what it says of itself, what it demands; then what the municipality sees as different."""
    return prose(
        *(paragraph(*_profile(network)) for network in memberships.networks), *_differences(memberships, statements)
    )


def _profile(network: NetworkMembership) -> list:
    profile = network.profile
    runs = [strong(f"{network.name}. ")]
    if profile["profile"]:
        marked = "Så beskriver nätverket sig självt: " if profile["source_kind"] == "network_own" else ""
        runs.append(f"{marked}{profile['profile']} ")
    else:
        runs.append(f"Beskrivning: {swedish.UNKNOWN}. ")
    if profile["entry_requirement"]:
        runs.append(f"Krav för att bli medlem: {profile['entry_requirement']}")
    return inlines(*runs)


def _differences(memberships: Memberships, statements: Statements) -> list:
    names = {network.network_id: network.short for network in memberships.networks}
    seen = where(
        statements.excerpts,
        theme=lambda theme: as_read(theme) == "fokusområden",
        source_kind=lambda source: source != "network_own",
    )
    sentences = [row["text"] if row["network_id"] == BOTH else f"{terms.networks_named(row['network_id'], names)}: "
                 f"{row['text'][:1].lower()}{row['text'][1:]}" for row in records(seen)]  # fmt: skip
    return [paragraph(strong("Kommunens jämförelse. "), " ".join(sentences))] if sentences else []


def table(memberships: Memberships) -> Table:
    """One row a network: since when, how many members, share of the 290, and which way it goes."""
    columns = (
        Column("Nätverk"),
        Column("Medlem sedan", "date"),
        Column("Medlemmar"),
        Column("Utveckling"),
        Column("Engagemang"),
    )
    rows = tuple(_row(network) for network in memberships.networks)
    notes = [note for network in memberships.networks for note in _disagreements(network)]
    return Table("tabell-medlemmar", "Medlemskapen och nätverkens storlek", columns, rows, tuple(notes))


def _row(network: NetworkMembership) -> tuple[str, ...]:
    membership = network.membership
    return (
        network.short,
        membership.since or swedish.UNKNOWN,
        _size(network),
        _trend(membership),
        _mood(membership),
    )


def _size(network: NetworkMembership) -> str:
    """The latest count; as a share of the country's municipalities where the network is one of the country."""
    membership = network.membership
    if membership.latest is None:
        return swedish.UNKNOWN
    size = f"{_count(membership.latest)} ({membership.latest.year})"
    if network.profile["scope"] != "Sverige":
        return size
    return f"{size}, motsvarar {swedish.percent(membership.share_of_municipalities)} av landets 290 kommuner"


def _count(count: MemberCount) -> str:
    return f"cirka {swedish.number(count.members)}" if count.qualifier == "cirka" else swedish.number(count.members)


def _trend(membership: Membership) -> str:
    if membership.change is None:
        return swedish.UNKNOWN
    first, last = membership.change
    return f"{_count(first)} ({first.year}) till {_count(last)} ({last.year})"


def _mood(membership: Membership) -> str:
    if membership.engagement is None:
        return swedish.UNKNOWN
    return f"{MOOD[membership.engagement]} ({membership.engagement_said_by})"


def _disagreements(network: NetworkMembership) -> list[str]:
    """What the network itself says, undated, where it is not what the municipality says."""
    membership = network.membership
    if membership.latest is None:
        return []
    last = membership.latest.members
    other = [count for count in membership.undated if count.members != last and count.said_by.startswith(ITSELF)]
    return [
        f"{network.short}: {membership.latest.said_by} anger {_count(membership.latest)} medlemmar; {count.said_by}, "
        f"anger {_count(count)}. {count.note}"
        for count in other
    ]
