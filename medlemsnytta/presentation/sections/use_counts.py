"""What was counted of use: the log, attendance, and how many of the channels used are closed to others."""

from collections.abc import Iterator

from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, Text, cell, cite, counted, fact_words, listed, say
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

NOT_COUNTED = "–"


def table(usage: Usage) -> Table | Prose:
    """Indicators I8, I9 and I12, one row a network; nothing where nobody has logged use or noted attendance."""
    shown = [network for network in usage.networks if network.logged_use or network.attendance]
    if not shown:
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Användningar i loggen", "number"),
        Column("Deltog vid", "number"),
        Column("Deltaganden", "number"),
        Column("Använda kanaler som är stängda för andra", "number"),
    )
    rows = tuple(_row(network) for network in shown)
    return Table("tabell-anvandning", "Räknad användning", columns, rows, tuple(_notes(shown)))


def _row(network: NetworkUsage) -> tuple[Text, ...]:
    logged, attendance = network.logged_use, network.attendance
    return (
        cell(network.profile, "short"),
        fact_words(logged.uses_fact, swedish.number) if logged else NOT_COUNTED,
        say("{attended} av {offered}", attended=fact_words(attendance.attended), offered=fact_words(attendance.offered))
        if attendance
        else NOT_COUNTED,
        fact_words(attendance.person_times, swedish.number) if attendance else NOT_COUNTED,
        _closed(network),
    )


def _closed(network: NetworkUsage) -> CitedText:
    """How many of the used channels are closed; where that is not known of some, both bounds."""
    used, closed, unknown = (getattr(network.closed_channels, each) for each in ("used", "closed", "unknown"))
    if not used.value:
        return cite("–", used)
    if unknown.value:
        return say(
            "{closed} av {used}; {unknown} okända" if unknown.value > 1 else "{closed} av {used}; {unknown} okänd",
            closed=fact_words(closed),
            used=fact_words(used),
            unknown=fact_words(unknown),
        )
    return say("{closed} av {used}", closed=fact_words(closed), used=fact_words(used))


def _notes(shown: list[NetworkUsage]) -> Iterator[Text]:
    periods: dict[tuple, list[NetworkUsage]] = {}
    for network in shown:
        if log := network.logged_use:
            periods.setdefault((log.first, log.last, log.whole), []).append(network)
    for (_, _, whole), networks in periods.items():
        log = networks[0].logged_use
        short = "" if whole else ", alltså mindre än ett år"
        yield say(
            "Loggen för {names} gäller {first}–{last}{short}.",
            names=listed([cell(network.profile, "short") for network in networks]),
            first=fact_words(log.first_fact, swedish.long_date),
            last=fact_words(log.last_fact, swedish.long_date),
            short=cite(short, log.first_fact, log.last_fact) if short else "",
        )
    if any(network.attendance for network in shown):
        yield "Deltagande gäller det år som slutar med det senaste tillfället där deltagandet är antecknat."
    for network in shown:
        if network.attendance and network.attendance.unknown:
            yield say(
                "För {number} hos {name} är deltagandet {not_noted}.",
                number=counted(network.attendance.not_noted, "ett tillfälle", "tillfällen"),
                name=cell(network.profile, "short"),
                not_noted=cite("inte antecknat", network.attendance.not_noted),
            )
