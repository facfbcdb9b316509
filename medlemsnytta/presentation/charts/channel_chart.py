"""Chart 3: which channels are used."""

import altair as alt

from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.presentation.charts.drawing import (
    Data,
    by_network,
    encoding,
    explained,
    finished,
    label_of,
    series,
    table,
    unchecked,
    view,
)
from medlemsnytta.presentation.sections import use
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose


@unchecked()
def channels(usage: Usage) -> Chart | Prose:
    """Chart 3: which channels are used and how much; a share never sits on this axis. Nothing without channels."""
    question = "Vilka kanaler används?"
    rows = [
        {
            "network": network.short,
            "channel": channel.name,
            "key": channel.channel_id,
            "median": None if channel.median is None or use.is_share(channel) else float(channel.median),
            "label": use.channel_words(network, channel),
        }
        for network in usage.networks
        for channel in network.channels
    ]
    if not rows:
        return NOTHING
    names = [network.short for network in usage.networks]
    order = [row["key"] for row in rows]
    axis = alt.Axis(ticks=False, domain=False, labelExpr=label_of(order, [row["channel"] for row in rows]))
    scale = alt.Scale(domain=[0, 4], nice=False)
    steps = "['används inte', 'mycket litet', 'ibland', 'ofta', 'löpande'][datum.value]"
    x = alt.X(
        "median:Q",
        scale=scale,
        title=None,
        axis=alt.Axis(values=[0, 1, 2, 3, 4], labelExpr=steps, labelOverlap=False, labelFontSize=11),
    )
    colour, shape = series(names)
    base = encoding(
        y=alt.Y("key:N", sort=order, title=None, axis=axis),
        tooltip=explained(network="Nätverk", channel="Kanal", label="Hur ofta"),
    )
    dots = encoding(
        x=x,
        color=alt.Color("network:N", scale=colour, legend=None),
        shape=alt.Shape("network:N", scale=shape, legend=None),
    )
    dot = alt.MarkDef(type="point", filled=True, size=150, opacity=1)
    word = alt.MarkDef(type="text", align="left", dx=4, fontStyle="italic", fontSize=12, color=theme.MUTED)
    layers = [
        view(dot, base | dots, "datum.median !== null"),
        view(word, base | encoding(x=alt.XDatum(0), text=alt.Text("label:N")), "datum.median === null"),
    ]
    panel = {"layer": layers, "width": theme.WIDTH - 150, "height": {"step": 19}}
    chart = by_network(panel, names, spacing=12) | {"resolve": {"scale": {"y": "independent"}}}
    said = [row for row in rows if row["median"] is not None]
    known = swedish.listed([f"{row['channel'].lower()} ({row['network']}) {row['label']}" for row in said])
    rest = len(rows) - len(said)
    alternative = (
        f"Punktdiagram över hur ofta kanalerna används. {swedish.capitalised(known) if known else 'Ingen kanal har angiven frekvens'}. "
        f"För {swedish.counted(rest, 'en kanal', 'kanaler')} anges ingen frekvens."
    )
    table_rows = [(row["channel"], row["network"], swedish.capitalised(row["label"])) for row in rows]
    columns = [Column("Kanal"), Column("Nätverk"), Column("Hur ofta")]
    return Chart(
        "diagram-kanaler",
        question,
        alternative,
        finished(chart, Data(rows), typed=[*names, *(row["channel"] for row in rows)]),
        table("diagram-kanaler", question, columns, table_rows),
    )
