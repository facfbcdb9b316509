"""Chart 4: whether the membership reaches the requirement."""

import altair as alt

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.presentation.charts.drawing import Data, encoding, explained, finished, series, table, unchecked, view
from medlemsnytta.presentation.sections.summary import share_words
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose


@unchecked()
def result(evaluation: Evaluation) -> Chart | Prose:
    """Chart 4: the share that reaches the requirement, its range, and the words' limits; of the networks assessed."""
    networks = [network for network in evaluation.networks if network.assessed]
    if not networks:
        return NOTHING
    question = "Klarar medlemskapet kravet?"
    limits = evaluation.parameters.word_limits
    rows = [
        {
            "network": network.short,
            "point": float(network.result.point) * 100,
            "low": float(network.result.low) * 100,
            "high": float(network.result.high) * 100,
            "label": terms.WORD[network.word],
            "share": share_words(network),
        }
        for network in networks
    ]
    edges = [0, limits.leans_leave, limits.open, limits.leans_stay, limits.clearly_stay, 100]
    words = ["clearly_leave", "leans_leave", "open", "leans_stay", "clearly_stay"]
    zones = [
        {"from": low, "to": high, "middle": (low + high) / 2, "word": _zone_words(word), "shade": place % 2}
        for place, (low, high, word) in enumerate(zip(edges, edges[1:], words, strict=False))
    ]
    names = [network.short for network in networks]
    colour, shape = series([network.short for network in evaluation.networks])
    scale = alt.Scale(domain=[0, 100], nice=False)
    ticks = alt.Axis(values=edges, labelExpr="datum.value + '\N{NO-BREAK SPACE}%'", grid=False)
    x = alt.X("low:Q", scale=scale, title="andel av fallen som når kravet", axis=ticks)
    shade = alt.Color("shade:N", scale=alt.Scale(domain=[0, 1], range=["#eef3f5", "#dde7ea"]), legend=None)
    bands = encoding(
        x=alt.X("from:Q", scale=scale, axis=ticks, title="andel av fallen som når kravet"),
        x2=alt.X2("to:Q"),
        color=shade,
    )
    names_of_zones = encoding(x=alt.X("middle:Q", scale=scale), y=alt.YValue(-18), text=alt.Text("word:N"))
    y = alt.Y(
        "network:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False), scale=alt.Scale(paddingOuter=0.2)
    )
    base = encoding(
        y=y,
        color=alt.Color("network:N", scale=colour, legend=None),
        tooltip=explained(network="Nätverk", share="Andel som når kravet", label="Ord"),
    )
    spans = base | encoding(x=x, x2=alt.X2("high:Q"))
    dots = base | encoding(x=alt.X("point:Q", scale=scale), shape=alt.Shape("network:N", scale=shape, legend=None))
    limits_of_words, shares = Data(zones), Data(rows)
    zone_name = alt.MarkDef(type="text", baseline="bottom", fontSize=11, color=theme.MUTED, lineBreak="|")
    layers = [
        view(alt.MarkDef(type="rect"), bands, data=limits_of_words),
        view(zone_name, names_of_zones, data=limits_of_words),
        view(alt.MarkDef(type="bar", height=9, opacity=0.45), spans, data=shares),
        view(alt.MarkDef(type="point", filled=True, size=170, opacity=1), dots, data=shares),
    ]
    apart = {"scale": {"color": "independent", "shape": "independent"}}
    chart = {"layer": layers, "resolve": apart, "width": theme.WIDTH - 40, "height": 36 * len(names)}
    said = swedish.listed(
        [f"{network.short} {share_words(network)}, {terms.WORD[network.word]}" for network in networks]
    )
    alternative = f"Punkter med spann från 0 till 100 procent. Andelen av fallen som når kravet: {said}."
    table_rows = [
        (network.short, share_words(network), swedish.capitalised(terms.WORD[network.word])) for network in networks
    ]
    columns = [Column("Nätverk"), Column("Andel som når kravet", "number"), Column("Ord")]
    return Chart(
        "diagram-krav",
        question,
        alternative,
        finished(chart, limits_of_words, shares, typed=names),
        table("diagram-krav", question, columns, table_rows),
    )


def _zone_words(word: str) -> str:
    return terms.WORD[word].replace(", ", ",|").replace("lutar åt ", "lutar åt|")
