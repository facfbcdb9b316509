"""What each network is, in its own words marked as such, and how many members it has."""

from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.facts import Fact, Record, convention
from medlemsnytta.analysis.members import ITSELF, MUNICIPALITIES_IN_SWEDEN, MemberCount, Membership
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in
from medlemsnytta.presentation.words import actions, swedish
from medlemsnytta.presentation.words.sentences import (
    Text,
    as_sentence,
    capitalised,
    cell,
    cite,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import Block, Column, Prose, Table, paragraph, prose, strong

MOOD = {-1: "minskar", 0: "oförändrat", 1: "ökar"}


def text(memberships: Memberships, statements: Statements) -> Prose:
    """One paragraph a network: what it says of itself, what it demands; then what the municipality sees as different."""
    told = [(network, joined([_described(network), _demanded(network)])) for network in memberships.networks]
    return prose(
        *(paragraph(strong(say("{name}. ", name=cell(each.profile, "name"))), words) for each, words in told if words),
        paragraph(_not_described([network for network in memberships.networks if not network.profile["profile"]])),
        *_differences(memberships, statements),
    )


def _described(network: NetworkMembership) -> Text:
    """What it is, marked where the words are its own."""
    profile = network.profile
    if not profile["profile"]:
        return ""
    own_words = "Så beskriver nätverket sig självt: " if profile["source_kind"] == "network_own" else ""
    return say("{whose}{profile}", whose=own_words, profile=as_sentence(cell(profile, "profile")))


def _not_described(networks: Sequence[NetworkMembership]) -> Text:
    """Those of which nobody has written what they are, in one sentence."""
    if not networks:
        return ""
    lacking = cite("Ingen beskrivning finns", *(network.profile.fact("profile") for network in networks))
    return say(
        "{lacking} av {names}.",
        lacking=lacking,
        names=listed([cell(one.profile, "short") for one in networks], "eller"),
    )


def _demanded(network: NetworkMembership) -> Text:
    """What the network asks of a new member; of one that can be joined the table of demands says it."""
    requirement = network.profile["entry_requirement"]
    if network.demands and (network.kind != "member" or not requirement):
        demands = joined([cell(row, "demand") for row in network.demands], "; ")
        return say("Krav för att bli medlem: {demands}.", demands=demands) if network.kind == "member" else ""
    demand = as_sentence(cell(network.profile, "entry_requirement").with_first(str.lower))
    return say("Krav för att bli medlem: {demand}", demand=demand) if requirement else ""


def _differences(memberships: Memberships, statements: Statements) -> list[Block]:
    seen = where(
        statements.excerpts,
        theme=lambda theme: as_read(theme) == "fokusområden",
        source_kind=lambda source: source != "network_own",
    )
    sentences = [_difference(memberships, row) for row in records(seen)]
    start = "Jämförelsen i underlaget. " if len(memberships.networks) > 1 else "Ur underlaget. "
    return [paragraph(strong(start), joined(sentences))] if sentences else []


def _difference(memberships: Memberships, row: Record) -> Text:
    if row["network_id"] == BOTH:
        return as_sentence(cell(row, "text"))
    named = ids_in(row["network_id"])
    shorts = [cell(network.profile, "short") for network in memberships.networks if network.network_id in named]
    return say("{shorts}: {text}", shorts=listed(shorts), text=as_sentence(cell(row, "text").with_first(str.lower)))


def table(memberships: Memberships) -> Table:
    """One row a network: since when, how many members, share of the 290, and which way it goes."""
    columns = (
        Column("Nätverk"),
        Column("Medlemskap"),
        Column("Medlemmar"),
        Column("Tidigare uppgifter"),
        Column("Engagemang"),
    )
    rows = tuple(_row(network) for network in memberships.networks)
    notes = [note for network in memberships.networks for note in _disagreements(network)]
    return Table("tabell-medlemmar", "Medlemskap och storlek", columns, rows, tuple(notes))


def _row(network: NetworkMembership) -> tuple[Text, ...]:
    membership = network.membership
    return (
        cell(network.profile, "short"),
        _standing(membership),
        _size(network),
        _earlier(membership),
        _mood(membership),
    )


def _standing(membership: Membership) -> Text:
    """How it stands: "sedan 2012", "medlem från 2012 till 2019", "inte medlem"."""
    state = fact_words(membership.fact("state"), actions.membership)
    if membership.state not in ("member", "left"):
        return state
    since, until = membership.fact("since"), membership.fact("until")
    if membership.state == "member":
        return (
            say("{state} sedan {since}", state=state, since=fact_words(since, swedish.partial_date))
            if since.known
            else state
        )
    first, last = fact_words(since, swedish.partial_date), fact_words(until, swedish.partial_date)
    if since.known and until.known:
        return say(
            "{was} från {since} till {until}", was=cite("medlem", membership.fact("state")), since=first, until=last
        )
    if until.known:
        return say("{state}, medlem till {until}", state=state, until=last)
    return say("{state} (medlem från {since})", state=state, since=first) if since.known else state


def _size(network: NetworkMembership) -> Text:
    """The latest count; as a share of the country's municipalities where the members are these and no others."""
    latest = network.membership.latest
    if latest is None:
        return fact_words(Fact("latest_members", None, network.network_id))
    if network.profile["scope"] != "Sverige" or as_read(network.profile["org_types"]) != "kommuner":
        return _dated(latest)
    return say(
        "{size}, motsvarar {share} av landets {all} kommuner",
        size=_dated(latest),
        share=fact_words(network.membership.share_of_municipalities, swedish.percent),
        all=fact_words(convention("municipalities", MUNICIPALITIES_IN_SWEDEN)),
    )


def _dated(count: MemberCount) -> Text:
    return say("{size} ({year})", size=_count(count), year=cell(count.record, "year"))


def _count(count: MemberCount) -> Text:
    size = cell(count.record, "members", swedish.number)
    return say("cirka {size}", size=size) if count.qualifier == "cirka" else size


def _earlier(membership: Membership) -> Text:
    """Every earlier count with its year: two ends would hide what lies between, and counts of several sources differ."""
    return listed([_dated(count) for count in membership.earlier]) or "–"


def _mood(membership: Membership) -> Text:
    mood = membership.mood
    if mood is None:
        return fact_words(Fact("engagement", None, membership.network_id))
    return say("{mood} ({who})", mood=cell(mood, "engagement", MOOD.__getitem__), who=cell(mood, "said_by"))


def _disagreements(network: NetworkMembership) -> Iterator[Text]:
    """What the network itself says, undated, where it is not what others say."""
    latest, undated = network.membership.latest, network.membership.undated
    for count in undated if latest else ():
        if count.members != latest.members and count.said_by.startswith(ITSELF):
            yield say(
                "{short}: {one} anger {size} {members}. {other}{comma} anger {another}. {note}",
                short=cell(network.profile, "short"),
                one=cell(latest.record, "said_by"),
                size=_count(latest),
                members="medlem" if latest.members == 1 else "medlemmar",
                other=capitalised(cell(count.record, "said_by")),
                comma="," if "," in count.said_by else "",
                another=_count(count),
                note=cell(count.record, "note") if count.note else "",
            )
