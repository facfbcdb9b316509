"""What would be lost and what would remain without a membership, and what it takes to come back."""

from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.decision_options import NetworkOptions, Options
from medlemsnytta.analysis.facts import Fact, Record
from medlemsnytta.analysis.used_things import SaidOfThing, ThingWithout, thing_of_channel
from medlemsnytta.analysis.voices import NOBODY, REPRESENTATIVES
from medlemsnytta.presentation.sections.answers import representatives
from medlemsnytta.presentation.words import swedish, things, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    as_sentence,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, paragraph, prose

MOST_IN_TEXT = 3


def table(options: Options) -> Table | Prose:
    """One row a thing that is used or, of a network that is not joined, offered; one of those that nobody says anything of.

    Last the values that stand in words.
    """
    columns = (
        Column("Nätverk"),
        Column("Vad"),
        Column("Utan medlemskapet"),
        Column("Vem som säger det"),
        Column("Vad som ersätter, och vad det kostar"),
    )
    rows = [row for each in options.networks for row in _rows(each)]
    if not any(each.replaced_by for network in options.networks for each in network.found.loss.things):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    note = "Raderna är det som används eller, för nätverk som inte är medlemskap i dag, det som erbjuds."
    outside = any(each.kind != "member" and each.found.loss.things for each in options.networks)
    caption = "Vad som skulle gå förlorat, och vad som blir kvar"
    if all(each.kind != "member" for each in options.networks):
        caption, note = "Vad ett medlemskap skulle ge, och vad som går att få ändå", "Raderna är det som erbjuds."
    return Table("tabell-utan", caption, columns, tuple(rows), (note,) if outside else ()) if rows else NOTHING


def _rows(each: NetworkOptions) -> Iterator[tuple[Text, ...]]:
    short = cell(each.profile, "short")
    every = each.found.loss.things
    nobody_says = [thing for thing in every if not thing.word and thing.open_to_others != "yes"]
    for thing in every:
        if thing not in nobody_says:
            what = capitalised(listed(things.each_named([thing], every, each.names, each.kind)))
            yield short, what, _word(each, thing), _who(each, thing), _replaced(each, thing)
    if nobody_says:
        facts = [each.found.without(thing) for thing in nobody_says]
        what = capitalised(listed(things.each_named(nobody_says, every, each.names, each.kind)))
        yield short, what, cite("vet vi inte", *facts), cite("Ingen har sagt det", *facts), "–"
    if each.worth_in_words.value:
        said = counted(each.worth_in_words, "ett uttalande", "uttalanden")
        yield (
            short,
            capitalised(cite(swedish.listed([_WORTH[kind] for kind in each.kinds_of_worth]), each.worth_in_words)),
            "räknas inte, utan vägs",
            say("{said}, under Andra värden och motargument", said=capitalised(said)),
            "–",
        )


_WORTH = {"symbolic": "symbol", "voice": "tyngd", "future": "framtid"}


def _word(each: NetworkOptions, thing: ThingWithout) -> CitedText:
    """What becomes of it; of what nobody has answered for, that others may have it too, where they may."""
    without = each.found.without(thing)
    if thing.word:
        return fact_words(without, verdicts.WITHOUT.__getitem__)
    unknown = cite("vet vi inte", without)
    # Key figures are no channel of their own: what is known of theirs is in what they would be without the membership.
    case = each.found.judgement.case
    channels = [one.channel_id for one in case.channels if thing_of_channel(case, one.channel_id) == thing.thing]
    doors = [each.names["channels", channel].fact("open_to_nonmembers") for channel in channels]
    is_open = cite("öppet för andra än medlemmar", *([door for door in doors if door.value == "yes"] or [without]))
    return say("{unknown}; {open}", unknown=unknown, open=is_open)


def _who(each: NetworkOptions, thing: ThingWithout) -> CitedText:
    """Who says so; where they differ each with the word of their own."""
    without = each.found.without(thing)
    if thing.by == "people":
        differ = len({said.word for said in thing.said}) > 1
        return capitalised(listed([_said(each, said, with_word=differ) for said in thing.said]))
    words = {
        "alternative": "Ett alternativ ersätter det",
        "closed": "Kanalen är stängd för andra än medlemmar",
        "": "Ingen har sagt det",
    }
    return cite(words[thing.by], without)


def _said(each: NetworkOptions, said: SaidOfThing, *, with_word: bool) -> CitedText:
    word = Fact("excerpts.without_membership", said.word, each.network_id, str(said.rows[0].number), said.rows)
    who = _voice(each, said, word)
    if not with_word:
        return who
    return say("{who} ({word})", who=who, word=fact_words(word, verdicts.WITHOUT.__getitem__))


def _voice(each: NetworkOptions, said: SaidOfThing, word: Fact) -> CitedText:
    if said.voice == REPRESENTATIVES:
        return cite(representatives(each.found, said.rows), word)
    speaker = each.names.get(("speakers", said.voice))
    if said.voice == NOBODY or speaker is None:
        return cite("källan säger inte vem", word)
    return cell(speaker, "description")


def _replaced(each: NetworkOptions, thing: ThingWithout) -> Text:
    found = [_with_cost(each.names["alternatives", name]) for name in thing.replaced_by]
    return listed(found) if found else "–"


def _with_cost(alternative: Record) -> CitedText:
    """The alternative, and what it costs in kronor and hours as far as is said."""
    said = [
        cell(alternative, column, form)
        for column, form in (("cost_sek", lambda kronor: swedish.whole_kronor(kronor * 100)), ("hours", swedish.hours))
        if alternative[column] is not None
    ]
    name = cell(alternative, "name")
    return say("{name} ({cost})", name=name, cost=joined(said, ", ")) if said else name


def text(options: Options) -> Prose:
    """What it takes to come back to each network that can be left; of many those of which it is known."""
    members = options.of_kind("member", "left")
    shown = members if len(members) <= MOST_IN_TEXT else [each for each in members if _known(each)]
    unknown = [each for each in shown if not _known(each)]
    return prose(paragraph(joined([*map(_coming_back, shown), *_way_back_unknown(unknown), *map(_way_in, shown)])))


def _known(each: NetworkOptions) -> bool:
    return each.fees.reentry_fee.known or each.profile.fact("reentry").known


def _coming_back(each: NetworkOptions) -> CitedText:
    """The fee, else the rules, for one who returns, as far as somebody has said."""
    short, rules = cell(each.profile, "short"), each.profile.fact("reentry")
    fee = each.fees.reentry_fee
    if fee.known and each.kind == "member":
        paid = fact_words(fee, swedish.whole_kronor)
        return say("Den som lämnar {short} och kommer tillbaka betalar {fee} en gång.", short=short, fee=paid)
    if rules.known:
        words = as_sentence(fact_words(rules).with_first(str.lower))
        return say("Att komma tillbaka till {short}: {rules}", short=short, rules=words)
    return say("")


def _way_back_unknown(networks: Sequence[NetworkOptions]) -> Iterator[CitedText]:
    if networks:
        shorts = listed([cell(each.profile, "short") for each in networks], "eller")
        unknown = cite("är inte känt", *(each.profile.fact("reentry") for each in networks))
        yield say("Vad som gäller för den som vill tillbaka till {shorts} {unknown}.", shorts=shorts, unknown=unknown)


def _way_in(each: NetworkOptions) -> CitedText:
    """What a new member does, which is the nearest that is known of coming back."""
    if each.kind != "member" or not each.profile.fact("entry_process").known:
        return say("")
    short, process = cell(each.profile, "short"), as_sentence(cell(each.profile, "entry_process"))
    return say("En ny medlem i {short} går med så här: {process}", short=short, process=process)
