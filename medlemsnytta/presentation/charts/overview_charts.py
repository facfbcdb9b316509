"""The overview's charts: fees by size, on the map and over the years; one mark or outline a municipality."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

import altair as alt

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.peers import FeeYear, Overview, SizeClass, alike
from medlemsnytta.presentation.charts.drawing import Data, by_network, encoding, explained, finished, table, view
from medlemsnytta.presentation.sections.side_by_side import class_words, rounded
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.swedish import whole_kronor
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Chart, Column

MAP_RADIUS = 270
"""Pixels from the middle of the country to its northern end."""
MAP_WIDTH = 1.3
"""Of its radius: the map to the right, and room for the legend where Norway is."""
CLASSES = ("#d5e5ea", "#a3c4ce", "#6a9dac", "#347a8d", theme.ACCENT)
OUTSIDE = "utanför urvalet"


def by_size(overview: Overview) -> Chart:
    """Each municipality's fee by its inhabitants, a panel a network."""
    question = "Vad kostar medlemskapet för små och stora kommuner?"
    names = overview.networks.values()
    rows = [
        {
            "network": network.short,
            "municipality": evaluation.municipality.name,
            "inhabitants": network.fee.inhabitants,
            "kronor": network.fee.ore / 100,
            "people": swedish.number(network.fee.inhabitants),
            "fee": swedish.kronor(network.fee.ore),
        }
        for evaluation in overview.latest
        for network in evaluation.networks
    ]
    tip = explained(municipality="Kommun", network="Nätverk", people="Invånare", fee="Årsavgift")
    ticks = alt.Axis(values=[2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000], format=",.0f")
    amounts = alt.Axis(values=[1_000, 5_000, 10_000, 50_000, 100_000, 500_000], format=",.0f")
    least, most = min(row["kronor"] for row in rows), max(row["kronor"] for row in rows)
    fees = {"type": "log", "domain": [min(2_000, least), max(500_000, most)]} if least else {"type": "linear"}
    scale = alt.Scale(**fees, nice=False)
    people = [row["inhabitants"] for row in rows]
    sizes = alt.Scale(type="log", domain=[min(2_000, *people), max(1_100_000, *people)], nice=False)
    point = alt.MarkDef(type="point", filled=True, size=34, opacity=0.65, color=theme.ACCENT)
    channels = encoding(
        x=alt.X("inhabitants:Q", title="Invånare. Båda skalorna är logaritmiska.", scale=sizes, axis=ticks),
        y=alt.Y("kronor:Q", title="Kronor per år", scale=scale, axis=amounts),
        tooltip=tip,
    )
    panel = view(point, channels) | {"width": theme.WIDTH, "height": 150}
    columns = (Column("Nätverk och invånare"), *(Column(name, "number") for name in _SPREAD))
    table_rows = [
        (
            f"{overview.networks[each.network_id]}, {class_words(each)}",
            swedish.number(each.fees.count),
            swedish.kronor(each.fees.lowest),
            rounded(each.fees.median),
            swedish.kronor(each.fees.highest),
        )
        for each in overview.sizes
    ]
    ends = [_ends_words(overview, first, last) for first, last in _ends(overview)]
    alternative = f"Punktdiagram med logaritmiska skalor, en punkt för varje kommun och nätverk. {swedish.capitalised(swedish.listed(ends))}."
    return Chart(
        "diagram-storlek",
        question,
        alternative,
        finished(by_network(panel, names, spacing=14), Data(rows), typed=names),
        table("diagram-storlek", question, columns, table_rows),
    )


_SPREAD = ("Kommuner", "Lägsta avgift", "Mittersta avgift", "Högsta avgift")


def _ends(overview: Overview) -> list[tuple[SizeClass, SizeClass]]:
    classes = [[each for each in overview.sizes if each.network_id == network] for network in overview.networks]
    return [(each[0], each[-1]) for each in classes if each]


def _ends_words(overview: Overview, first: SizeClass, last: SizeClass) -> str:
    name, lowest, highest = overview.networks[first.network_id], first.fees.lowest, last.fees.highest
    if first is last:
        amounts = (
            f"{swedish.kronor(lowest)} till {swedish.kronor(highest)}" if lowest < highest else swedish.kronor(lowest)
        )
        return f"{name} {amounts} ({class_words(first)})"
    return (
        f"{name} från {swedish.kronor(lowest)} bland de minsta ({class_words(first)}) till {swedish.kronor(highest)} bland de "
        f"största ({class_words(last)})"
    )


def over_years(overview: Overview) -> Chart:
    """The lowest, middle and highest fee of each year; a year without a known rule says so in words."""
    question = "Hur har avgiften ändrats över åren?"
    rows = [_year_row(each, overview.networks[each.network_id]) for each in overview.years]
    names = overview.networks.values()
    base = encoding(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        tooltip=explained(network="Nätverk", year="År", count="Kommuner", middle="Mittersta avgift"),
    )
    middle = base | encoding(y=alt.Y("median:Q", title=None, axis=alt.Axis(tickCount=4, format=",.0f")))
    label = encoding(text=alt.Text("label:N"))
    above = alt.MarkDef(type="text", baseline="bottom", dy=-3, fontSize=11)
    style = {"baseline": "bottom", "dy": -4, "color": theme.MUTED, "fontSize": 11, "fontStyle": "italic"}
    layers = [
        view(alt.MarkDef(type="bar", color=theme.ACCENT, width=34), middle, "datum.median !== null"),
        view(above, middle | label, "datum.median !== null"),
        view(alt.MarkDef(type="text", **style), base | encoding(y=alt.YDatum(0)) | label, "datum.median === null"),
    ]
    panel = {"layer": layers, "width": theme.WIDTH, "height": 70}
    columns = (Column("Nätverk och år"), *(Column(name, "number") for name in _SPREAD))
    return Chart(
        "diagram-ar",
        question,
        _years_alternative(overview),
        finished(by_network(panel, names, spacing=14), Data(rows), typed=names),
        table("diagram-ar", question, columns, [_year_cells(each, overview) for each in overview.years]),
    )


def _year_row(each: FeeYear, network: str) -> dict[str, object]:
    fees = each.fees
    return {
        "network": network,
        "year": str(each.year),
        "count": swedish.number(fees.count) if fees else "0",
        "median": float(fees.median / 100) if fees else None,
        "label": whole_kronor(round(fees.median)) if fees else "okänd",
        "middle": rounded(fees.median) if fees else swedish.UNKNOWN,
    }


def _year_cells(each: FeeYear, overview: Overview) -> tuple[str, ...]:
    first, fees = f"{overview.networks[each.network_id]} {each.year}", each.fees
    if fees is None:
        return first, "0", swedish.UNKNOWN, swedish.UNKNOWN, swedish.UNKNOWN
    amounts = (swedish.kronor(fees.lowest), rounded(fees.median), swedish.kronor(fees.highest))
    return first, swedish.number(fees.count), *amounts


def _years_alternative(overview: Overview) -> str:
    sentences = ["Stapeldiagram över den mittersta kommunens årsavgift."]
    for network, short in overview.networks.items():
        known = [each for each in overview.years if each.network_id == network and each.fees]
        if known:
            first, last = known[0], known[-1]
            sentences.append(
                f"{short}: {rounded(first.fees.median)} år {first.year} och {rounded(last.fees.median)} år {last.year}."
            )
    if any(each.fees is None for each in overview.years):
        sentences.append("För de år som saknar stapel är regeln okänd.")
    return " ".join(sentences)


def on_map(overview: Overview, outlines: Mapping[str, str]) -> Chart:
    """Each municipality's outline, darker the more the report's networks cost together."""
    question = "Var i landet kostar medlemskapen mest och minst?"
    amounts = {each.municipality.code: each for each in overview.latest}
    limits = _limits([each.total_fee_ore for each in overview.latest])
    labels = _class_labels([each.total_fee_ore for each in overview.latest], limits)
    rows = []
    for code, outline in outlines.items():
        evaluation = amounts.get(code)
        rows.append(
            {
                "municipality": evaluation.municipality.name if evaluation else OUTSIDE,
                "fee": swedish.kronor(evaluation.total_fee_ore) if evaluation else swedish.UNKNOWN,
                "class": labels[bisect_right(limits, evaluation.total_fee_ore)] if evaluation else OUTSIDE,
                "outline": outline,
            }
        )
    outside = [OUTSIDE] if any(row["class"] == OUTSIDE for row in rows) else []
    colours = alt.Scale(domain=[*labels, *outside], range=[*_colours(len(labels)), *["#f4f6f7"] * len(outside)])
    legend = alt.Legend(
        orient="top-left", offset=0, symbolType="square", title="Årsavgift, alla nätverk", titleFontWeight="normal"
    )
    outline = alt.MarkDef(
        type="point", filled=True, opacity=1, size=(2 * MAP_RADIUS) ** 2, stroke=theme.RULE, strokeWidth=0.4
    )
    channels = encoding(
        x=alt.XValue(MAP_RADIUS * (MAP_WIDTH - 0.47)),
        y=alt.YValue(MAP_RADIUS),
        shape=alt.Shape("outline:N", scale=None),
        color=alt.Color("class:N", scale=colours, legend=legend, sort=None),
        tooltip=explained(municipality="Kommun", fee="Årsavgift"),
    )
    chart = view(outline, channels) | {"width": MAP_RADIUS * MAP_WIDTH, "height": MAP_RADIUS * 2}
    unlike = not alike(overview.latest)
    columns = (
        Column("Kommun"),
        Column("Län"),
        *([Column("Nätverk")] if unlike else []),
        Column("Invånare", "number"),
        Column("Avgift per år", "number"),
    )
    return Chart(
        "diagram-karta",
        question,
        _map_alternative(overview, outlines),
        finished(chart, Data(rows)),
        table("diagram-karta", question, columns, [_map_cells(each, unlike) for each in overview.latest]),
    )


def _limits(amounts: Sequence[int]) -> list[int]:
    """The least amount of each class but the first: as many municipalities in each as equal amounts allow."""
    ordered = sorted(amounts)
    steps = {ordered[len(ordered) * part // len(CLASSES)] for part in range(1, len(CLASSES))}
    return sorted(steps - {ordered[0]})


def _class_labels(amounts: Sequence[int], limits: Sequence[int]) -> list[str]:
    inside = [[each for each in amounts if bisect_right(limits, each) == place] for place in range(len(limits) + 1)]
    return [_label(min(each), max(each)) for each in inside]


def _label(low: int, high: int) -> str:
    """Whole kronor, outward, so that every amount lies within."""
    if low == high:
        return rounded(Fraction(low))
    return f"{swedish.number(low // 100)}–{swedish.number(-(-high // 100))}{swedish.HARD_SPACE}kr"


def _colours(count: int) -> list[str]:
    """The darkest for the last class, whatever their number."""
    return list(CLASSES[-count:])


def _map_cells(evaluation: Evaluation, with_networks: bool) -> tuple[str, ...]:
    municipality, fee = evaluation.municipality, evaluation.networks[0].fee
    county = terms.COUNTY.get(municipality.code[:2], swedish.UNKNOWN)
    networks = [swedish.listed([each.short for each in evaluation.networks])] if with_networks else []
    amounts = swedish.number(fee.inhabitants), swedish.kronor(evaluation.total_fee_ore)
    return municipality.name, county, *networks, *amounts


def _map_alternative(overview: Overview, outlines: Mapping[str, str]) -> str:
    ordered = sorted(overview.latest, key=lambda each: (each.total_fee_ore, each.municipality.code))
    lowest, highest = ordered[0], ordered[-1]
    outside = [each.municipality.name for each in ordered if each.municipality.code not in outlines]
    sentences = [f"Karta över {swedish.counted(len(ordered), 'en kommun', 'kommuner')}, mörkare ju högre avgift."]
    if lowest.total_fee_ore == highest.total_fee_ore:
        sentences.append(f"Avgiften är {swedish.kronor(lowest.total_fee_ore)}: {_where(overview, highest)}.")
    else:
        sentences.append(f"Lägst är {swedish.kronor(lowest.total_fee_ore)}: {_where(overview, lowest)}.")
        sentences.append(f"Högst är {swedish.kronor(highest.total_fee_ore)}: {_where(overview, highest)}.")
    if outside:
        sentences.append(f"Inte på kartan: {swedish.listed(outside)}.")
    return " ".join(sentences)


def _where(overview: Overview, evaluation: Evaluation) -> str:
    """Every municipality with that total fee, with its county; how many, where they are more than six."""
    alike = [each for each in overview.latest if each.total_fee_ore == evaluation.total_fee_ore]
    if len(alike) > 6:
        return swedish.counted(len(alike), "en kommun", "kommuner")
    return swedish.listed([f"{cells[0]} ({cells[1]})" for cells in (_map_cells(each, False) for each in alike)])
