"""How much the networks give of the same, where somebody has looked."""

from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.analysis.overlaps import Overlap
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table


def table(usage: Usage) -> Table | Prose:
    """Indicator I11, one row for each pair of networks and direction; nothing where nobody has looked."""
    found = [overlap for network in usage.networks for overlap in network.overlaps]
    if not found:
        return NOTHING
    columns = (
        Column("Nätverk och jämförelse"),
        Column("Gemensamma teman", "number"),
        Column("Vilka"),
        Column("Användningar som det andra också ger", "number"),
    )
    rows = tuple(_row(usage, overlap) for overlap in found)
    notes = (
        "Gemensamma teman är antalet teman som båda har, delat med alla som någon av dem har. Där någon användning inte är "
        "prövad står båda gränserna.",
    )
    return Table("tabell-overlapp", "Vad nätverken ger gemensamt", columns, rows, notes)


def _row(usage: Usage, overlap: Overlap) -> tuple[str, ...]:
    own, other = (usage.network(name).short for name in (overlap.network_id, overlap.other_id))
    return (
        f"{own}, mot {other}",
        swedish.UNKNOWN if overlap.themes is None else swedish.percent(overlap.themes),
        swedish.capitalised(swedish.listed(overlap.common)) or "–",
        swedish.UNKNOWN if overlap.met_low is None else swedish.percent_range(overlap.met_low, overlap.met_high),
    )
