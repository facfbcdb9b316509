"""What could stand in a membership's place without being one: shown with its cost and what it replaces, never rated."""

from collections.abc import Mapping

from medlemsnytta.analysis.decision_options import Options
from medlemsnytta.analysis.facts import Record
from medlemsnytta.inputs.tables.layouts import ids_in
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, Text, cell, cite, listed
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

KIND = {
    "tool": "köpt verktyg",
    "network": "annat nätverk",
    "own_work": "eget arbete",
    "money": "pengarna till annat",
}


def table(options: Options) -> Table | Prose:
    """One row an alternative."""
    columns = (
        Column("Alternativ"),
        Column("Slag"),
        Column("Ersätter"),
        Column("Kostar per år", "number"),
        Column("Arbetstid per år", "number"),
        Column("Vad som sägs om det"),
    )
    rows = tuple(_row(each, options.names) for each in options.alternatives)
    caption = "Vad som kan stå i stället för ett medlemskap"
    note = "Alternativen är inte medlemskap, och metoden bedömer dem inte."
    return Table("tabell-i-stallet", caption, columns, rows, (note,)) if rows else NOTHING


def _row(each: Record, names: Mapping[str, Record]) -> tuple[Text, ...]:
    return (
        cell(each, "name"),
        cell(each, "kind", KIND.__getitem__),
        _replaced(each, names),
        cell(each, "cost_sek", lambda kronor: swedish.whole_kronor(kronor * 100)),
        cell(each, "hours", swedish.hours),
        cell(each, "text") if each["text"] else "–",
    )


def _replaced(each: Record, names: Mapping[str, Record]) -> CitedText:
    """The things by name, as the row says, of the report's networks; or that it says of nothing that it replaces it."""
    ids = ids_in(each["replaces"])
    if named := [cell(names[name], "name") for name in ids if name in names]:
        return listed(named)
    return cite("antecknad användning" if ids else "inget som anges", each.fact("replaces"))
