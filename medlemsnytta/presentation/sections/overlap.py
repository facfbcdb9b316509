"""How much the networks give of the same, where somebody has looked."""

from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.analysis.overlaps import Overlap
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, Text, capitalised, cell, fact_words, listed, say
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

MANY = 3
"""Of more networks than this only the pairs with something in common are told."""


def table(usage: Usage) -> Table | Prose:
    """Indicator I11, one row for each pair of networks and direction; nothing where nobody has looked."""
    every = [overlap for network in usage.networks for overlap in network.overlaps]
    found = [each for each in every if len(usage.networks) <= MANY or each.themes or each.met_high]
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
        "Gemensamma teman är hur stor del av parets teman som står hos bägge. Där en användning inte är prövad anges ett "
        "spann.",
    )
    return Table("tabell-overlapp", "Vad nätverken ger gemensamt", columns, rows, notes)


def _row(usage: Usage, overlap: Overlap) -> tuple[Text, ...]:
    own, other = (cell(usage.network(name).profile, "short") for name in (overlap.network_id, overlap.other_id))
    return (
        say("{own}, mot {other}", own=own, other=other),
        fact_words(overlap.themes_fact, swedish.percent),
        capitalised(listed([cell(theme, "theme") for theme in overlap.common])) if overlap.common else "–",
        _met(overlap),
    )


def _met(overlap: Overlap) -> CitedText:
    low = fact_words(overlap.low_fact, swedish.percent)
    if overlap.met_low == overlap.met_high:
        return low
    return say("{low} till {high}", low=low, high=fact_words(overlap.high_fact, swedish.percent))
