"""What cannot be counted: expectations, symbolic value, voice, the future, and the arguments on the other side."""

from medlemsnytta.analysis.facts import Record
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.presentation.sections.use import shown_statement
from medlemsnytta.presentation.words import terms
from medlemsnytta.presentation.words.sentences import CitedText, Text, as_sentence, cite, joined
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

KINDS = {
    "expectation": "Förväntan",
    "symbolic": "Symbolvärde",
    "voice": "Tyngd och påverkan",
    "future": "Framtiden",
    "cost": "Kostnad",
    "relevance": "Motargument",
}
CERTAINTY = {"stated": "", "hedged": "(Med förbehåll.)", "approx": "(Ungefärligt.)"}


def text(statements: Statements) -> Prose:
    if not statements.values:
        return prose()
    return prose(
        paragraph("Det här ingår inte i svaren på frågorna. Det står bredvid priset, och den som beslutar väger det.")
    )


def table(statements: Statements) -> Table | Prose:
    rows = [
        (cite(KINDS[row["criterion"]], row.fact("criterion")), networks_of(row, statements), _said(row))
        for row in statements.values
    ]
    columns = (Column("Värde"), Column("Nätverk"), Column("Vad som sagts"))
    return filled(
        Table("tabell-andra-varden", "Andra värden och motargument", columns, tuple(rows)),
        cite("Inget uttalande i underlaget gäller andra värden.", statements.values_fact),
    )


def _said(row: Record) -> CitedText:
    return joined([as_sentence(shown_statement(row)), cite(CERTAINTY[row["certainty"]], row.fact("certainty"))])


def networks_of(row: Record, statements: Statements) -> Text:
    """The networks that a statement is about, by their short names."""
    return cite(terms.networks_named(row["network_id"], statements.shorts), row.fact("network_id"))
