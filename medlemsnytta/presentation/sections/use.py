"""How the networks are used: what is said, traces in documents, key figures, why use is low, and the channels."""

from collections.abc import Iterator

from medlemsnytta.analysis.facts import Record
from medlemsnytta.analysis.network_cases import COMING
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.statements import year_said
from medlemsnytta.analysis.usage import ChannelUse, DocumentTrace, KeyFigureUse
from medlemsnytta.presentation.words import quotations, swedish, terms
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
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
from medlemsnytta.rendering.bundles import NOTHING, Block, Column, Prose, Table, filled, paragraph, prose, strong

INTENSITY = {
    0: "används inte",
    1: "mycket litet",
    2: "ibland",
    3: "ofta",
    4: "löpande",
}

MANY = 3
"""Of more networks than this each has a row in the tables, and the text quotes nobody."""

WAS_MEMBER = ("member", "left")
"""The states in which a membership can have left traces."""


def text(usage: Usage) -> Prose:
    """A paragraph a network, or of many only what holds for all; then of which nothing is known, and whom channels are for."""
    few = usage.networks if len(usage.networks) <= MANY else ()
    return prose(
        paragraph(*_no_membership(usage)),
        *(_network(usage, network) for network in few if network.use_known.value),
        paragraph(*(() if few else _no_traces(usage))),
        paragraph(*_silent(usage)),
        paragraph(*_access(usage)),
    )


def _no_membership(usage: Usage) -> Iterator[CitedText]:
    """Of networks that are all still to be joined, that there is no use of them to tell."""
    if any(network.state not in COMING for network in usage.networks):
        return
    states = [fact for network in usage.networks for fact in network.state_facts]
    yield say(
        "{not_member} i {names}. Vad ett medlemskap skulle ge står under Vad underlaget säger.",
        not_member=cite("Det finns inget medlemskap", *states),
        names=listed([cell(network.profile, "name") for network in usage.networks], "eller"),
    )


def networks_table(usage: Usage) -> Table | Prose:
    """Of many networks a row each: the newest that is said of its use, and what speaks beside people."""
    if len(usage.networks) <= MANY:
        return NOTHING
    rows = [
        (
            cell(network.profile, "short"),
            joined([*courses(usage, network), *list(_said(usage, network))[:1]]) or "–",
            joined([*_traces(network), *map(_key_figures, network.key_figure_sets), *_causes(network)]) or "–",
        )
        for network in usage.networks
        if network.use_known.value
    ]
    columns = (Column("Nätverk"), Column("Vad som sägs"), Column("Spår, nyckeltal och orsaker"))
    return Table("tabell-hur-de-anvands", "Hur nätverken används", columns, tuple(rows)) if rows else NOTHING


def _network(usage: Usage, network: NetworkUsage) -> Block:
    traces = list(_traces(network))
    if not traces and network.state in WAS_MEMBER:
        traces = [cite("Inget spår av ett medlemskap är antecknat i styrdokument.", network.traces_known)]
    figures = map(_key_figures, network.key_figure_sets)
    found = [*courses(usage, network), *_said(usage, network), *traces, *figures, *_causes(network)]
    return paragraph(strong(say("{name}. ", name=cell(network.profile, "name"))), joined(found)) if found else {}


def _no_traces(usage: Usage) -> Iterator[CitedText]:
    facts = [network.traces_known for network in usage.networks]
    if not any(fact.value for fact in facts) and any(network.state in WAS_MEMBER for network in usage.networks):
        yield cite("Inget spår av ett medlemskap är antecknat i styrdokument.", *facts)


def _said(usage: Usage, network: NetworkUsage) -> Iterator[CitedText]:
    """What is said, under who says it and when; the newest first."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for row in network.said:
        groups.setdefault((row["speaker"], row["date"][:4]), []).append(row)
    for (speaker, year), told in groups.items():
        when = fact_words(year_said(told[0])) if year else ""
        who = capitalised(speaker_words(usage, speaker, told[0]))
        yield say(
            "{head}: {said}",
            head=joined([who, when], ", "),
            said=joined(as_sentence(shown_statement(row)) for row in told),
        )


def courses(usage: Usage, network: NetworkUsage) -> Iterator[CitedText]:
    """How use has gone, by each who has said how much in more years than one; what has ceased first."""
    for course in sorted(network.courses, key=lambda each: each.direction.value != "ceased"):
        steps = [
            say("{much} {year}", much=cell(row, "intensity", _AS_SAID.__getitem__), year=fact_words(year_said(row)))
            for row in course.said
        ]
        of = say(" av {channel}", channel=cell(course.channel, "name").with_first(str.lower)) if course.channel else ""
        yield say(
            "Användningen{of} har {gone}, enligt {who}: {steps}.",
            of=of,
            gone=fact_words(course.direction, _GONE.__getitem__),
            who=speaker_words(usage, course.speaker, course.said[-1]),
            steps=listed(steps),
        )


_GONE = {"ceased": "upphört", "less": "minskat", "more": "ökat"}
_AS_SAID = {**INTENSITY, 0: "inte alls"}


def speaker_words(usage: Usage, speaker: str, said: Record) -> CitedText:
    """Who says it, as the table of speakers has them, and that it is not certain where the row is an estimate."""
    if record := usage.speakers.get(speaker):
        likely = cite("troligen ", record.fact("status")) if record["status"] == "estimated" else ""
        return say("{likely}{who}", likely=likely, who=cell(record, "description"))
    return cite(speaker or "utan uppgift om vem som talar", said.fact("speaker"))


def shown_statement(row: Record) -> CitedText:
    """The statement as it may be shown."""
    return cell(row, "text", lambda _: quotations.shown(row))


def _traces(network: NetworkUsage) -> Iterator[CitedText]:
    traces = network.traces or ()
    past = list({trace.name: _document(trace) for trace in traces if not trace.planned}.values())
    planned = list({trace.name: cell(trace.document, "name") for trace in traces if trace.planned}.values())
    if past:
        yield say("Spår i styrdokument: {names}.", names=joined(past, "; "))
    if planned:
        yield say("Planerat: {names}.", names=joined(planned, "; "))


def _document(trace: DocumentTrace) -> CitedText:
    name = cell(trace.document, "name")
    if not trace.expired:
        return name
    return say("{name} (gällde till {year})", name=name, year=cell(trace.document, "year_to"))


def _key_figures(figures: KeyFigureUse) -> CitedText:
    """The share of a set in own follow-up, in the source's words where it has none but words."""
    bounds: Text = ""
    if figures.record["share_words"] and figures.low != figures.high:
        between = cite(swedish.percent_range(figures.low, figures.high), figures.low_fact, figures.high_fact)
        bounds = say(" (räknat som {between})", between=between)
    return say(
        "Nyckeltal ({name}): {share} ingår i egen uppföljning{bounds}.",
        name=cell(figures.record, "set"),
        share=_share(figures),
        bounds=bounds,
    )


def _share(figures: KeyFigureUse) -> CitedText:
    if figures.record["share_words"]:
        return cell(figures.record, "share_words")
    return fact_words(figures.share_fact, swedish.percent)


CAUSE = {
    "own_priority": "egna prioriteringar",
    "network_offer": "nätverkets utbud",
    "access": "att det är svårt att komma åt",
}


def _causes(network: NetworkUsage) -> Iterator[CitedText]:
    """Indicator I13 in words: whose doing low use is said to be."""
    facts = [network.low_use.naming(cause) for cause in CAUSE]
    named = [
        say("{cause} ({number})", cause=cite(CAUSE[fact.about], fact), number=fact_words(fact, swedish.in_words))
        for fact in facts
        if fact.value
    ]
    if network.low_use.all.value == 1 and named:
        cause = next(cite(CAUSE[fact.about], fact) for fact in facts if fact.value)
        one = cite("Ett uttalande är lågt eller negativt", network.low_use.all)
        yield say("{one}; som orsak anges {cause}.", one=one, cause=cause)
    elif named:
        yield say(
            "{number} {are}. Som orsak anges {causes}.",
            number=capitalised(counted(network.low_use.all, "ett uttalande", "uttalanden")),
            are="är låga eller negativa",
            causes=listed(named),
        )


def _silent(usage: Usage) -> Iterator[CitedText]:
    silent = [network for network in usage.networks if not network.use_known.value and network.state == "member"]
    if silent:
        nobody = cite("Ingen har sagt eller antecknat", *(network.use_known for network in silent))
        names = listed([cell(network.profile, "short") for network in silent], "eller")
        yield say("{nobody} hur {names} används.", nobody=nobody, names=names)


def _access(usage: Usage) -> Iterator[CitedText]:
    """Said aloud: whether the channels are open to others decides what paying adds."""
    every, unknown = usage.open_to_others(), usage.open_to_others("unknown")
    if not every.value:
        return
    if unknown.value == every.value:
        what = agreeing(every, "kanalen", "någon av kanalerna")
        not_known = cite("Det är inte känt", unknown)
        yield say("{not_known} om {what} är öppen för andra än medlemmar.", not_known=not_known, what=what)
        return
    if every.value == 1:
        word = usage.channels[0].record
        yield say("Kanalen är {word}.", word=cell(word, "open_to_nonmembers", OPEN.__getitem__))
        return
    is_open, closed = usage.open_to_others("yes"), usage.open_to_others("no")
    parts = [
        say("{number} {word}", number=fact_words(fact, _in_words), word=agreeing(fact, one, many))
        for fact, one, many in (
            (is_open, "öppen för alla", "öppna för alla"),
            (closed, "stängd för andra än medlemmar", "stängda för andra än medlemmar"),
        )
        if fact.value
    ]
    rest = say(
        "; för {number} är det {not_known}", number=fact_words(unknown, _in_words), not_known=cite("inte känt", unknown)
    )
    yield say(
        "Av {channels} är {parts}{rest}.",
        channels=counted(every, "en kanal", "kanaler"),
        parts=listed(parts),
        rest=rest if unknown.value else "",
    )


OPEN = {"yes": "öppen för alla", "no": "stängd för andra än medlemmar"}


def _in_words(number: int) -> str:
    return swedish.in_words(number, "en")


def table(usage: Usage) -> Table | Prose:
    """One row a channel: how often, how many statements, open to others or not."""
    rows = [
        (
            _channel(channel),
            cell(network.profile, "short"),
            capitalised(channel_words(network, channel)),
            fact_words(channel.statements_fact),
            cell(channel.record, "open_to_nonmembers", lambda openness: swedish.capitalised(terms.OPENNESS[openness])),
        )
        for network in usage.networks
        for channel in network.channels
    ]
    columns = (
        Column("Kanal"),
        Column("Nätverk"),
        Column("Hur ofta"),
        Column("Uttalanden", "number"),
        Column("Öppen för andra"),
    )
    whose = "Nätverkens" if len(usage.networks) > 1 else "Nätverkets"
    if not rows and all(network.state in ("left", *COMING) for network in usage.networks):
        return NOTHING
    return filled(
        Table("tabell-kanaler", f"{whose} kanaler och hur de används", columns, tuple(rows), tuple(_authors(usage))),
        cite("Inga kanaler är beskrivna än.", usage.open_to_others()),
    )


def _authors(usage: Usage) -> Iterator[CitedText]:
    """That what the author says of how often a channel is used stands in the text and does not count in the table."""
    silent = {channel.channel_id for channel in usage.channels if channel.low is None}
    told = [
        row.fact("intensity")
        for network in usage.networks
        for row in network.said
        if row["channel_id"] in silent
        and row["source_kind"] == "municipality_assessment"
        and row["criterion"] == "use"
        and row["tense"] != "future"
        and row["intensity"] is not None
    ]
    if told:
        yield cite("Det som utvärderingens författare säger räknas inte i kolumnen Hur ofta.", *told)


def _channel(channel: ChannelUse) -> CitedText:
    name = cell(channel.record, "name")
    return joined([name, cell(channel.record, "feature")], ": ") if channel.record["feature"] else name


def channel_words(network: NetworkUsage, channel: ChannelUse) -> CitedText:
    """How often a channel is used, from the lowest to the highest said; of key figures also the share in own follow-up."""
    shares = [
        say("{share} ingår i egen uppföljning", share=_share(figures))
        for figures in network.key_figure_sets
        if channel.record["type"] == "key_figures"
    ]
    if channel.low is None:
        return joined(shares[:1]) or cite("frekvens ej angiven", channel.lowest)
    low, high = (fact_words(fact, INTENSITY.__getitem__) for fact in (channel.lowest, channel.highest))
    often = low if channel.low == channel.high else say("{low} till {high}", low=low, high=high)
    return joined([often, *shares[:1]], "; ")


def noted_table(usage: Usage) -> Table | Prose:
    """The uses that somebody has noted and no log counts, one row each, with all that was typed of them."""
    rows = [
        (cell(network.profile, "short"), _when(row), cell(row, "text"), joined(_how_much(row), ", ") or "–")
        for network in usage.networks
        for row in network.noted
    ]
    columns = (Column("Nätverk"), Column("När"), Column("Vad"), Column("Hur mycket"))
    return Table("tabell-antecknat", "Antecknad användning", columns, tuple(rows), printed=False) if rows else NOTHING


def _when(row: Record) -> CitedText:
    if row["tense"] == "planned":
        return cite("planerat", row.fact("tense"))
    first, last = row["date_from"], row["date_to"]
    if not first and not last:
        return cite("odaterat", row.fact("date_from"))
    if not last or first == last:
        return cell(row, "date_from")
    return (
        say("{first}–{last}", first=cell(row, "date_from"), last=cell(row, "date_to"))
        if first
        else cell(row, "date_to")
    )


def _how_much(row: Record) -> Iterator[Text]:
    if row["count"] is not None:
        yield say("{count} gånger" if row["count"] != 1 else "{count} gång", count=cell(row, "count", swedish.number))
    if row["count_words"]:
        yield cell(row, "count_words")
    if row["persons"] is not None:
        yield counted(row.fact("persons"), "en person", "personer")
    if row["hours"] is not None:
        yield cell(row, "hours", swedish.hours)
