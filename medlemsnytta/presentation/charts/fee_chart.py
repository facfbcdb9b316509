"""Chart 1: what the membership costs, year by year."""

import altair as alt

from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.presentation.charts.drawing import assembled_at_once, explained, finished, table, values
from medlemsnytta.presentation.sections import cost
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Chart, Column


@assembled_at_once()
def fees(charged: Fees) -> Chart:
    """Chart 1: the fee by year and network; a year without a known rule says so in words."""
    question = "Vad kostar medlemskapen?"
    rows = [
        {
            "network": network.short,
            "year": str(year),
            "kronor": None if fee is None else fee.ore / 100,
            "label": "okänd" if fee is None else cost.rounded_kronor(fee.ore),
            "fee": swedish.UNKNOWN if fee is None else swedish.kronor(fee.ore),
        }
        for network in charged.networks
        for year, fee in network.history
    ]
    order = [network.short for network in charged.networks]
    base = alt.Chart(values(rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        tooltip=explained(network="Nätverk", year="År", fee="Årsavgift"),
    )
    y = alt.Y("kronor:Q", title=None, axis=alt.Axis(tickCount=4, format=",.0f"))
    bars = base.mark_bar(color=theme.ACCENT, width=34).encode(y=y)
    labels = (
        base.transform_filter("datum.kronor !== null")
        .mark_text(baseline="bottom", dy=-3, fontSize=11)
        .encode(y=y, text=alt.Text("label:N"))
    )
    missing = (
        base.transform_filter("datum.kronor === null")
        .mark_text(baseline="bottom", dy=-4, color=theme.MUTED, fontSize=11, fontStyle="italic")
        .encode(y=alt.YDatum(0), text=alt.Text("label:N"))
    )
    panel = alt.layer(bars, labels, missing).properties(width=theme.WIDTH, height=56)
    chart = panel.facet(
        row=alt.Row(
            "network:N",
            sort=order,
            header=alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start", labelPadding=2),
        ),
        spacing=14,
    )
    known = [row for row in rows if row["kronor"] is not None]
    latest = {network.short: network.fee for network in charged.networks}
    amounts = swedish.listed([f"{name} {swedish.kronor(fee.ore)}" for name, fee in latest.items()])
    alternative = (
        f"Stapeldiagram över årsavgiften enligt regeln. {charged.year} kostar {amounts}. "
        f"{swedish.capitalised(swedish.in_words(len(known)))} av {swedish.in_words(len(rows))} staplar är kända; för övriga år är "
        "regeln okänd."
    )  # fmt: skip
    years = [str(year) for year, _ in charged.networks[0].history]
    cells = {(row["network"], row["year"]): swedish.kronor(round(row["kronor"] * 100)) for row in known}
    table_rows = [(year, *(cells.get((name, year), swedish.UNKNOWN) for name in order)) for year in years]
    columns = [Column("År", "date"), *(Column(name, "number") for name in order)]
    return Chart(
        "diagram-avgifter",
        question,
        alternative,
        finished(chart),
        table("diagram-avgifter", question, columns, table_rows),
    )
