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
from medlemsnytta.presentation.words.sentences import capitalised, cell, cite, listed, plain, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose


@unchecked()
def channels(usage: Usage) -> Chart | Prose:
    """Chart 3: which channels are used and how much, from the lowest to the highest said; nothing where nobody says."""
    question = "Vilka kanaler används?"
    every = [(network, channel) for network in usage.networks for channel in network.channels if channel.degrees]
    if not every:
        return NOTHING
    shown = [(network, channel, use.channel_words(network, channel)) for network, channel in every]
    rows = [
        {
            "network": network.short,
            "channel": channel.name,
            "key": channel.channel_id,
            "degree": degree,
            "label": plain(words),
        }
        for network, channel, words in shown
        for degree in sorted({channel.low, channel.high})
    ]
    names = [network.short for network in usage.networks if any(each is network for each, _ in every)]
    order = [channel.channel_id for _, channel in every]
    axis = alt.Axis(ticks=False, domain=False, labelExpr=label_of(order, [channel.name for _, channel in every]))
    scale = alt.Scale(domain=[0, 4], nice=False)
    steps = "['används inte', 'mycket litet', 'ibland', 'ofta', 'löpande'][datum.value]"
    x = alt.X(
        "degree:Q",
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
    layers = [view(dot, base | dots)]
    panel = {"layer": layers, "width": theme.WIDTH - 150, "height": {"step": 19}}
    chart = by_network(panel, names, spacing=12) | {"resolve": {"scale": {"y": "independent"}}}
    silent = [channel.lowest for channel in usage.channels if not channel.degrees]
    known = [
        say(
            "{channel} ({network}) {words}",
            channel=cell(channel.record, "name").with_first(str.lower),
            network=cell(network.profile, "short"),
            words=words,
        )
        for network, channel, words in shown
    ]
    alternative = say("Punktdiagram över hur ofta kanalerna används. {known}.", known=capitalised(listed(known)))
    if silent:
        alternative += cite(" För övriga är frekvensen inte angiven.", *silent)
    table_rows = [
        (cell(channel.record, "name"), cell(network.profile, "short"), capitalised(words))
        for network, channel, words in shown
    ]
    columns = [Column("Kanal"), Column("Nätverk"), Column("Hur ofta")]
    return Chart(
        "diagram-kanaler",
        question,
        alternative,
        finished(chart, Data(rows), typed=[*names, *(channel.name for _, channel in every)]),
        table("diagram-kanaler", question, columns, table_rows),
        rows_in="tabell-kanaler",
    )
