"""What cannot be counted: symbolic value, voice, the future, and the arguments on the other side."""

from medlemsnytta.analysis.selection import records
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.presentation.words import quotations, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

KINDS = {"symbolic": "Symbolvärde", "voice": "Tyngd och påverkan", "future": "Framtiden"}
CERTAINTY = {"stated": "", "hedged": " (Med förbehåll.)", "approx": " (Ungefärligt.)"}


def text() -> Prose:
    return prose(
        paragraph(
            "De här värdena skrivs alltid ut, även när de inte går att mäta. De ingår i bedömningen som okända, inte som "
            "noll: ingen har angett hur stora de är.",
        )
    )


def _rows(statements: Statements) -> list[tuple[str, dict]]:
    """The statements on each kind of value, then those that speak against reading low use as low worth."""
    found = []
    said = [row for row in records(statements.excerpts) if row["source_kind"] != "network_own"]
    for criterion, kind in KINDS.items():
        found.extend((kind, row) for row in said if row["criterion"] == criterion)
    found.extend(("Motargument", row) for row in said if counter_argument(row))
    return found


def counter_argument(row: dict) -> bool:
    """True of a statement that says why use, low or high, should not decide alone: a cause without a verdict."""
    return row["criterion"] == "relevance" and row["valence"] == 0 and row["cause"] == "own_priority"


def table(statements: Statements) -> Table | Prose:
    names = {network.network_id: network.short for network in statements.networks}
    rows = [
        (
            kind,
            terms.networks_named(row["network_id"], names),
            quotations.shown(row) + CERTAINTY[row["certainty"]],
        )
        for kind, row in _rows(statements)
    ]
    columns = (Column("Värde"), Column("Nätverk"), Column("Vad som sagts"))
    return filled(
        Table("tabell-andra-varden", "Andra värden och motargument", columns, tuple(rows)),
        "Ingen har sagt något om de här värdena än.",
    )
