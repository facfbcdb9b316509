"""Chart 2: what the networks give by criterion, and how surely it is known."""

import altair as alt

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.network_ratings import Ratings
from medlemsnytta.presentation.charts.drawing import Data, encoding, explained, finished, series, table, unchecked, view
from medlemsnytta.presentation.sections import assessment
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Chart, Column

PICKED = "picked"
"""The parameter that a click in the legend sets; the page's script makes buttons of it."""


@unchecked()
def ratings(rated: Ratings) -> Chart:
    """Chart 2: each criterion's rating as a dot, its plausible interval as a span; the unknown in words."""
    question = "Vad ger nätverken, och hur säkert vet vi det?"
    rows = [
        {
            "network": network.short,
            "criterion": terms.CRITERION[rating.criterion],
            "point": None if rating.point is None else rating.point / 2,
            "low": rating.low / 2,
            "high": rating.high / 2,
            "label": "uppgift saknas" if rating.point is None else "",
            "rating": assessment.rating_words(rating),
        }
        for network in rated.networks
        for rating in network.ratings
    ]
    names = [network.short for network in rated.networks]
    criteria = [terms.CRITERION[name] for name in robustness.CRITERIA]
    colour, shape = series(names)
    scale = alt.Scale(domain=[0, 4], nice=False)
    # What `alt.when(picked)` says, without Altair's search among its classes for those that say it.
    shown = alt.ConditionalParameterValueDefnumberExprRef(param=alt.ParameterName(PICKED), value=1)
    base = encoding(
        y=alt.Y("criterion:N", sort=criteria, title=None, axis=alt.Axis(ticks=False, domain=False)),
        yOffset=alt.YOffset("network:N", sort=names),
        color=alt.Color("network:N", scale=colour, legend=alt.Legend(symbolOpacity=1)),
        opacity=alt.OpacityValue(0.12, condition=[shown]),
        tooltip=explained(network="Nätverk", criterion="Kriterium", rating="Grad"),
    )
    axis = alt.Axis(values=[0, 1, 2, 3, 4], format="d")
    x = alt.X("low:Q", scale=scale, title="0 ger inget, 4 ger mycket", axis=axis)
    known, unknown = "datum.point !== null", "datum.point === null"
    spans = base | encoding(x=x, x2=alt.X2("high:Q"))
    dots = base | encoding(x=alt.X("point:Q", scale=scale), shape=alt.Shape("network:N", scale=shape))
    words = base | encoding(x=alt.XDatum(4), text=alt.Text("label:N"), color=alt.ColorValue(theme.MUTED))
    layers = [
        {"name": "spans", **view(alt.MarkDef(type="bar", height=8, fillOpacity=0.35), spans, known)},
        view(alt.MarkDef(type="rule", strokeDash=[2, 4], strokeWidth=1.5), spans, unknown),
        view(alt.MarkDef(type="point", filled=True, size=120), dots, known),
        view(alt.MarkDef(type="text", align="left", dx=6, fontSize=12, fontStyle="italic"), words, unknown),
    ]
    picking = {"name": PICKED, "select": {"type": "point", "fields": ["network"]}, "bind": "legend", "views": ["spans"]}
    size = {"width": theme.WIDTH - 150, "height": 14 * len(names) * len(criteria)}
    chart = {"layer": layers, "params": [picking], **size}
    sentences = []
    for network in rated.networks:
        known = [
            f"{terms.CRITERION[rating.criterion].lower()} {assessment.rating_words(rating)}"
            for rating in network.ratings
            if rating.point is not None
        ]
        unknown_names = [terms.CRITERION[name].lower() for name in network.unknown_criteria]
        words_for = f"{network.short}: {swedish.listed(known) if known else 'inget kriterium är graderat'}"
        sentences.append(words_for + (f"; {swedish.listed(unknown_names)}: uppgift saknas." if unknown_names else "."))
    alternative = f"Punkter med spann från 0 till 4 för varje kriterium. {' '.join(sentences)}"
    table_rows = [
        (
            terms.CRITERION[rating.criterion],
            *(assessment.rating_words(network.ratings[place]) for network in rated.networks),
        )
        for place, rating in enumerate(rated.networks[0].ratings)
    ]
    columns = [Column("Kriterium"), *(Column(name, "number") for name in names)]
    return Chart(
        "diagram-grader",
        question,
        alternative,
        finished(chart, Data(rows), typed=names),
        table("diagram-grader", question, columns, table_rows),
    )
