"""Chart 1: what the membership costs, year by year."""

import altair as alt

from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.presentation.charts.drawing import (
    Data,
    by_network,
    encoding,
    explained,
    finished,
    table,
    unchecked,
    view,
)
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import cell, cite, fact_words, listed, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose


def _question(charged: Fees) -> str:
    if not charged.paid:
        return "Vad skulle ett medlemskap kosta?"
    return "Vad kostar medlemskapet?" if len(charged.networks) == 1 else "Vad kostar medlemskapen?"


@unchecked()
def fees(charged: Fees) -> Chart | Prose:
    """Chart 1: the fee by year and network, a year without a known rule in words; nothing where no years compare."""
    if not charged.has_history:
        return NOTHING
    question = _question(charged)
    rows = [
        {
            "network": network.short,
            "year": str(year),
            "kronor": None if fee is None else fee.ore / 100,
            "label": "okänd" if fee is None else swedish.whole_kronor(fee.ore),
            "fee": swedish.UNKNOWN if fee is None else swedish.kronor(fee.ore),
        }
        for network in charged.networks
        for year, fee in network.history
    ]
    order = [network.short for network in charged.networks]
    base = encoding(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        tooltip=explained(network="Nätverk", year="År", fee="Årsavgift"),
    )
    known_y = base | encoding(y=alt.Y("kronor:Q", title=None, axis=alt.Axis(tickCount=4, format=",.0f")))
    label = encoding(text=alt.Text("label:N"))
    above = alt.MarkDef(type="text", baseline="bottom", dy=-3, fontSize=11)
    unknown = alt.MarkDef(type="text", baseline="bottom", dy=-4, color=theme.MUTED, fontSize=11, fontStyle="italic")
    layers = [
        view(alt.MarkDef(type="bar", color=theme.ACCENT, width=34), known_y),
        view(above, known_y | label, "datum.kronor !== null"),
        view(unknown, base | encoding(y=alt.YDatum(0)) | label, "datum.kronor === null"),
    ]
    panel = {"layer": layers, "width": theme.WIDTH, "height": 56}
    chart = by_network(panel, order, spacing=14)
    amounts = listed(
        [
            say(
                "{short} {fee}",
                short=cell(network.profile, "short"),
                fee=fact_words(network.fee_in(charged.year), swedish.kronor),
            )
            for network in charged.networks
        ]
    )
    alternative = say(
        "Stapeldiagram över årsavgiften enligt regeln. Avgift {year}: {amounts}. Tabellen intill har varje stapel; "
        "där regeln är okänd finns ingen.",
        year=fact_words(charged.year_fact),
        amounts=amounts,
    )
    years = [year for year, _ in charged.networks[0].history]
    table_rows = [
        (
            cite(str(year), charged.year_fact),
            *(fact_words(network.fee_in(year), swedish.kronor) for network in charged.networks),
        )
        for year in years
    ]
    columns = [Column("År", "date"), *(Column(name, "number") for name in order)]
    return Chart(
        "diagram-avgifter",
        question,
        alternative,
        finished(chart, Data(rows)),
        table("diagram-avgifter", question, columns, table_rows),
        rows_in="tabell-avgifter-ar",
    )
