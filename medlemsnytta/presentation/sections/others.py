"""What other municipalities and regions have done about the same networks, and what is not known of it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from medlemsnytta.analysis.facts import Fact, Record, convention
from medlemsnytta.analysis.other_municipalities import LIKE_SIZE, NetworkOthers, OtherMember, Others, PeerDecision
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, paragraph, prose, strong

MOST_IN_TEXT = 3

_DONE = {
    "stay": "stannade kvar",
    "leave": "lämnade",
    "decide_later": "sköt upp beslutet",
    "join": "gick med",
    "decline": "avstod",
    "apply": "ansökte",
}
_SAID = {
    "stay": "uppges ha stannat kvar",
    "leave": "uppges ha lämnat",
    "decide_later": "uppges ha skjutit upp beslutet",
    "join": "uppges ha gått med",
    "decline": "uppges ha avstått",
    "apply": "uppges ha ansökt",
}
_PROPOSED = {
    "stay": "förslag om att stanna kvar",
    "leave": "förslag om att lämna",
    "decide_later": "förslag om att besluta senare",
    "join": "förslag om att gå med",
    "decline": "förslag om att avstå",
    "apply": "förslag om att ansöka",
}
WORDS = {"decided": _DONE, "reported": _SAID, "proposed": _PROPOSED}
"""By how far it has come: a proposal is never printed as a decision."""


def text(others: Others) -> Prose:
    """What is known of the members of each network, in the county first; of many networks of how many nothing is."""
    few = len(others.networks) <= MOST_IN_TEXT
    lines = [*_named(others), *_unnamed(others)] if few else [_of_many(others)]
    said = joined([*lines, _elsewhere(others)])
    return prose(paragraph(strong("Vad andra har gjort. "), said)) if said else NOTHING


def _elsewhere(others: Others) -> CitedText:
    """Where the decisions of those who are not near are to be read."""
    if not others.elsewhere:
        return say("")
    number = counted(others.number_elsewhere, "ett ställningstagande", "ställningstaganden")
    return say("{number} av andra, längre bort eller av annan storlek, står i bilagan.", number=capitalised(number))


def _named(others: Others) -> Iterator[CitedText]:
    yield from (_members(others, each) for each in others.networks if each.members)


def _unnamed(others: Others) -> Iterator[CitedText]:
    """In one sentence the networks of which no other member is known."""
    if none := [each for each in others.networks if not each.members]:
        shorts = listed([cell(each.network.profile, "short") for each in none], "eller")
        unknown = cite("vet vi inte", *(each.named for each in none))
        yield say("Vilka andra som är med i {shorts} {unknown}.", shorts=shorts, unknown=unknown)


def _members(others: Others, each: NetworkOthers) -> CitedText:
    short = cell(each.network.profile, "short")
    unknown = cite("vet vi inte", each.named)
    return say(
        "{number} i {short} är {known} vid namn{undated}.{county} Vilka de övriga är {unknown}.",
        number=capitalised(counted(each.named, "en annan medlem", "andra medlemmar")),
        short=short,
        known=agreeing(each.named, "känd", "kända"),
        county=_in_county(others, each),
        undated=_undated(each),
        unknown=unknown,
    )


def _undated(each: NetworkOthers) -> CitedText:
    """That the sources name members without saying when."""
    if not each.undated.value:
        return say("")
    if each.undated.value == each.named.value:
        return cite("; vilka år det gäller är inte känt", each.undated)
    some = fact_words(each.undated, lambda number: swedish.in_words(number, "en"))
    return say("; för {some} är {year}", some=some, year=cite("året inte känt", each.undated))


def _in_county(others: Others, each: NetworkOthers) -> CitedText:
    """Those of the same county by name; nothing where there is none known."""
    own = others.municipality.record
    if own is None or not each.in_county:
        return say("")
    county = cell(own, "county_code", terms.COUNTY.__getitem__)
    groups: dict[str, list[OtherMember]] = {}
    for one in each.in_county:
        groups.setdefault(_when(one.record).text, []).append(one)
    return say(" I {county}: {names}.", county=county, names=listed([_alike(group) for group in groups.values()]))


def _alike(group: Sequence[OtherMember]) -> CitedText:
    """The names of those of whom the same is known: since when, or the year of the source."""
    names, when = listed([cell(one.other.named, "name") for one in group]), _when(group[0].record)
    return say("{names} ({when})", names=names, when=when) if when else names


def _when(record: Record) -> CitedText:
    if record["since"]:
        return say("sedan {since}", since=cell(record, "since", swedish.partial_date))
    if record["source_date"]:
        return say("enligt en källa från {year}", year=cell(record, "source_date", _year))
    return say("")


def _year(day: str) -> str:
    return day[:4]


def _of_many(others: Others) -> CitedText:
    if not others.number_unknown.value:
        return say("")
    return say(
        "Om andra medlemmar i {count} {unknown}.",
        count=counted(others.number_unknown, "ett av nätverken", "av nätverken"),
        unknown=cite("vet vi ingenting", others.number_unknown),
    )


def table(others: Others) -> Table | Prose:
    """One row a decision or proposal of those of the same county or of like size, the county first."""
    notes = (_meaning(),) if any(each.other.of_like_size for each in others.near) else ()
    return _table(
        "tabell-nara", "Vad andra i länet och av liknande storlek har föreslagit och gjort", others, others.near, notes
    )


def elsewhere_table(others: Others) -> Table | Prose:
    """The same of all others."""
    return _table("tabell-langre-bort", "Vad andra har föreslagit och gjort", others, others.elsewhere, ())


def _table(
    table_id: str, caption: str, others: Others, decisions: Sequence[PeerDecision], notes: tuple[Text, ...]
) -> Table | Prose:
    columns = (
        Column("Vem"),
        Column("Invånare", "number"),
        Column("Nätverk"),
        Column("År", "date"),
        Column("Vad"),
        Column("Skäl"),
        Column("Källa"),
    )
    rows = tuple(_row(others, each) for each in decisions)
    return Table(table_id, caption, columns, rows, notes) if rows else NOTHING


def _meaning() -> CitedText:
    times = fact_words(convention("like_size", LIKE_SIZE), swedish.in_words)
    return say("Liknande storlek är från hälften till {times} gånger så många invånare.", times=times)


def _row(others: Others, each: PeerDecision) -> tuple[Text, ...]:
    record = each.record
    return (
        _who(others, each),
        _inhabitants(each),
        cell(each.network.profile, "short"),
        cell(record, "year"),
        capitalised(_what(record)),
        cell(record, "reason"),
        cell(record, "source", site),
    )


def _who(others: Others, each: PeerDecision) -> CitedText:
    """The name, and what makes it near: the county, and the size."""
    name, own, near = cell(each.other.named, "name"), others.municipality.record, []
    if own and each.other.in_county:
        near.append(cite("samma län", each.other.named.fact("county_code"), own.fact("county_code")))
    if each.other.of_like_size:
        near.append(cite("liknande storlek", each.other.like_size))
    return say("{name} ({near})", name=name, near=joined(near, ", ")) if near else name


def _inhabitants(each: PeerDecision) -> CitedText:
    counted_people = each.other.inhabitants
    if counted_people is None:
        return fact_words(Fact("inhabitants_of", None, about=each.other.named["code"]))
    return cell(counted_people, "inhabitants", swedish.number)


def _what(record: Record) -> CitedText:
    stage, decision = record.fact("stage"), record.fact("decision")
    return cite(WORDS[record["stage"]][record["decision"]], decision, stage)


def site(source: str) -> str:
    """The site of an address, for the appendix has the whole; another source as it is."""
    host = urlsplit(source).netloc
    return host.removeprefix("www.") or source
