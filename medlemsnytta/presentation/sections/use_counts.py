"""What was counted of use: the log, attendance, and how many of the channels used are closed to others."""

from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.use_logs import LoggedUse
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

NOT_COUNTED = "inte räknat"


def table(usage: Usage) -> Table | Prose:
    """Indicators I8, I9 and I12, one row a network; nothing where nobody has logged use or listed events."""
    if not any(network.logged_use or network.attendance for network in usage.networks):
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Användningar på ett år", "number"),
        Column("Deltog vid", "number"),
        Column("Deltaganden", "number"),
        Column("Använda kanaler som är stängda för andra", "number"),
    )
    rows = tuple(_row(network) for network in usage.networks)
    return Table("tabell-anvandning", "Räknad användning", columns, rows, _notes(usage))


def _row(network: NetworkUsage) -> tuple[str, ...]:
    attendance = network.attendance
    return (
        network.short,
        NOT_COUNTED if network.logged_use is None else swedish.number(network.logged_use.a_year),
        NOT_COUNTED if attendance is None else _attended(network),
        NOT_COUNTED if attendance is None else swedish.number(attendance.person_times),
        _closed(network),
    )


def _attended(network: NetworkUsage) -> str:
    attendance = network.attendance
    known = attendance.offered - attendance.unknown
    words = f"{attendance.attended} av {known} tillfällen"
    return words if attendance.share is None else f"{words} ({swedish.percent(attendance.share)})"


def _closed(network: NetworkUsage) -> str:
    """How many of the used channels are closed; where that is not known of some, both bounds."""
    found = network.closed_channels
    if found is None:
        return "ingen kanal används"
    if found.unknown == found.used:
        return "okänt"
    number = str(found.closed) if not found.unknown else f"{found.closed}–{found.closed + found.unknown}"
    return f"{number} av {found.used} ({swedish.percent_range(found.low, found.high)})"


def _notes(usage: Usage) -> tuple[str, ...]:
    logs = {network.logged_use for network in usage.networks if network.logged_use}
    notes = [_log_words(log) for log in sorted({(log.first, log.last, log.months) for log in logs})]
    if any(network.attendance for network in usage.networks):
        notes.append("Deltagande gäller det som nätverket bjöd in till under de senaste tolv månaderna.")
    unknown = sum(network.attendance.unknown for network in usage.networks if network.attendance)
    if unknown:
        notes.append(f"För {swedish.counted(unknown, 'ett tillfälle', 'tillfällen')} är deltagandet inte antecknat.")
    return tuple(notes)


def _log_words(log: tuple) -> str:
    first, last, months = log
    period = f"Loggen gäller {swedish.long_date(first)}–{swedish.long_date(last)}"
    whole = LoggedUse(first, last, months, 0).months == 12
    return f"{period}." if whole else f"{period}, {months} månader, omräknat till ett år."
