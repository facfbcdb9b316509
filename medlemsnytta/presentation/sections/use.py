"""How the networks are used: channels, steering documents, key figures, and why use is low."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.analysis.usage import ChannelUse
from medlemsnytta.inputs.tables.layouts import ids_in
from medlemsnytta.presentation.words import quotations, swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, inlines, paragraph, prose, strong

INTENSITY = {
    0: "används inte",
    1: "mycket litet",
    2: "ibland",
    3: "ofta",
    4: "löpande",
}


def intensity_words(value: Fraction | int | None) -> str:
    """A stated intensity 0–4 in the words of the codebook; halves lie between two words."""
    if value is None:
        return "frekvens ej angiven"
    if Fraction(value).denominator == 1:
        return INTENSITY[int(value)]
    return f"{INTENSITY[int(value)]} till {INTENSITY[int(value) + 1]}"


def is_share(channel: ChannelUse) -> bool:
    """True of key figures: they are used to a share, which is no frequency and has no place on its scale."""
    return channel.type == "key_figures"


def channel_words(network: NetworkUsage, channel: ChannelUse) -> str:
    """How often a channel is used; for key figures, the share that the municipality follows itself."""
    if is_share(channel) and network.key_figures is not None:
        return f"{network.key_figures.words or swedish.percent(network.key_figures.share)} ingår i egen uppföljning"
    return intensity_words(channel.median)


def text(usage: Usage, statements: Statements) -> Prose:
    """One paragraph a network, then what nobody has said."""
    return prose(
        *(paragraph(*_network(network, statements)) for network in usage.networks),
        paragraph(*_access(usage)),
    )


def _network(network: NetworkUsage, statements: Statements) -> list:
    sentences = [*_uses(network, statements), _documents(network), _key_figures(network), _causes(network)]
    return inlines(strong(f"{network.name}. "), " ".join(sentence for sentence in sentences if sentence))


def _uses(network: NetworkUsage, statements: Statements) -> list[str]:
    """What the municipality says of this network's relevance, and of use where a degree is stated."""
    said = where(
        statements.excerpts,
        network_id=lambda cell: network.network_id in ids_in(cell),
        source_kind=lambda source: source != "network_own",
    )
    return [quotations.shown(row) for row in records(said) if _tells_of_use(row)]


def _tells_of_use(row: Mapping[str, Any]) -> bool:
    if row["criterion"] == "relevance":
        return row["valence"] not in (None, 0)
    return row["criterion"] == "use" and row["intensity"] is not None


def _documents(network: NetworkUsage) -> str:
    if network.traces is None:
        return "Om nätverket satt spår i styrdokument är inte undersökt."
    past = [trace.name for trace in network.traces if trace.tense != "planned"]
    planned = [trace.name for trace in network.traces if trace.tense == "planned"]
    words = f"Spår i styrdokument: {swedish.listed(past) if past else 'inga'}."
    return f"{words} Planerat: {swedish.listed(planned)}." if planned else words


def _key_figures(network: NetworkUsage) -> str:
    figures = network.key_figures
    if figures is None:
        return ""
    share = figures.words or swedish.percent(figures.share)
    band = f" (räknat som {swedish.percent_range(figures.low, figures.high)})" if figures.words else ""
    return f"Nyckeltal: {share} ingår i kommunens egen uppföljning{band}."


def _causes(network: NetworkUsage) -> str:
    """Indicator I13 in words: whose doing low use is said to be."""
    named = {cause: count for cause, count in network.causes.items() if count and cause != "na"}
    total = sum(network.causes.values())
    if not named:
        return ""
    main = max(named, key=named.get)
    other = [f"{terms.CAUSE[cause]} ({swedish.in_words(count)})" for cause, count in named.items() if cause != main]
    rest = f"; övriga nämner {swedish.listed(other)}" if other else ""
    return (
        f"Av {swedish.counted(total, 'ett lågt eller negativt uttalande', 'låga eller negativa uttalanden')} anger "
        f"{swedish.in_words(named[main])} {terms.CAUSE[main]} som orsak{rest}."
    )


def _access(usage: Usage) -> list[str]:
    """Said aloud: whether the channels are open to others decides what paying adds."""
    channels = [channel for network in usage.networks for channel in network.channels]
    unknown = [channel for channel in channels if channel.open_to_nonmembers == "unknown"]
    if not unknown:
        return []
    which = "någon av kanalerna" if len(unknown) == len(channels) else "alla kanaler"
    return [f"Det är inte känt om {which} är öppna för andra än medlemmar. Vad avgiften tillför, utöver det som alla "
            "kan läsa, går därför inte att säga."]  # fmt: skip


def table(usage: Usage) -> Table | Prose:
    """One row a channel: how often, how many statements, open to others or not."""
    rows = [
        (
            f"{channel.name}: {channel.feature}" if channel.feature else channel.name,
            network.short,
            swedish.capitalised(channel_words(network, channel)),
            "–" if is_share(channel) else _range(channel),
            str(channel.statements),
            swedish.capitalised(terms.OPENNESS[channel.open_to_nonmembers]),
        )
        for network in usage.networks
        for channel in network.channels
    ]
    columns = (
        Column("Kanal"),
        Column("Nätverk"),
        Column("Hur ofta"),
        Column("Grad 0–4", "number"),
        Column("Uttalanden", "number"),
        Column("Öppen för andra"),
    )
    return filled(
        Table("tabell-kanaler", "Nätverkens kanaler och hur de används", columns, tuple(rows)),
        "Vilka kanaler nätverken erbjuder är inte beskrivet än.",
    )


def _range(channel: ChannelUse) -> str:
    if channel.median is None:
        return "–"
    if channel.low == channel.high:
        return swedish.number(channel.low)
    return f"{swedish.number(channel.median, channel.median.denominator - 1)} ({channel.low}–{channel.high})"
