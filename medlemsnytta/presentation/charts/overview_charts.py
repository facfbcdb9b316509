"""The overview's charts: fees by size and over the years, and on a map what the evidence says; a mark or outline a municipality."""

from collections.abc import Mapping, Sequence

import altair as alt

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.peers import STANDINGS, FeeYear, Overview, SizeClass, inhabitants_of, municipal
from medlemsnytta.presentation.charts.drawing import Data, by_network, encoding, explained, finished, table, view
from medlemsnytta.presentation.sections.side_by_side import class_words, network_name, rounded
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    of_report,
    say,
)
from medlemsnytta.presentation.words.swedish import whole_kronor
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose

MAP_RADIUS = 270
"""Pixels from the middle of the country to its northern end."""
MAP_WIDTH = 1.3
"""Of its radius: the map to the right, and room for the legend where Norway is."""
OUTSIDE = "utanför urvalet"
MOST_PANELS = 6
"""So many networks are drawn, those that most municipalities' fees are known of; the table has all."""


def _drawn(overview: Overview, known: Mapping[str, int]) -> list[str]:
    """The ids of the networks that are drawn, in the overview's order."""
    most = sorted(known, key=lambda network_id: -known[network_id])[:MOST_PANELS]
    return [network_id for network_id in overview.networks if network_id in most]


def _left_out(overview: Overview, drawn: Sequence[str], known: Mapping[str, int]) -> CitedText:
    """That not all networks are drawn."""
    if len(drawn) == len(known):
        return say("")
    numbers = (Fact("networks_drawn", len(drawn)), overview.number_of_networks)
    shown = cite(f"{swedish.in_words(len(drawn))} nätverk", *numbers)
    return say(" Diagrammet visar {shown}; tabellen har de övriga.", shown=shown)


def by_size(overview: Overview) -> Chart | Prose:
    """Each municipality's known fee by its inhabitants, a panel a network; nothing where none is known."""
    question = "Vad kostar medlemskapet för små och stora kommuner?"
    known: dict[str, int] = {}
    for each in overview.sizes:
        known[each.network_id] = known.get(each.network_id, 0) + each.fees.count
    if not known:
        return NOTHING
    drawn = _drawn(overview, known)
    rows = [
        {
            "network": network.short,
            "municipality": evaluation.municipality.name,
            "inhabitants": inhabitants,
            "kronor": network.fees.yearly.ore / 100,
            "people": swedish.number(inhabitants),
            "fee": swedish.kronor(network.fees.yearly.ore),
        }
        for evaluation in municipal(overview.latest.values())
        for network in evaluation.networks
        if network.network_id in drawn and network.fees.yearly.ore is not None
        if (inhabitants := inhabitants_of(evaluation, network)) is not None
    ]
    names = [overview.networks[network_id] for network_id in drawn]
    tip = explained(municipality="Kommun", network="Nätverk", people="Invånare", fee="Årsavgift")
    ticks = alt.Axis(values=[2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000], format=",.0f")
    amounts = alt.Axis(values=[1_000, 5_000, 10_000, 50_000, 100_000, 500_000], format=",.0f")
    least, most = min(row["kronor"] for row in rows), max(row["kronor"] for row in rows)
    fees = {"type": "log", "domain": [min(2_000, least), max(500_000, most)]} if least else {"type": "linear"}
    scale = alt.Scale(**fees, nice=False)
    people = [row["inhabitants"] for row in rows]
    sizes = alt.Scale(type="log", domain=[min(2_000, *people), max(1_100_000, *people)], nice=False)
    point = alt.MarkDef(type="point", filled=True, size=34, opacity=0.65, color=theme.ACCENT)
    scales = "Båda skalorna är logaritmiska." if least else "Skalan är logaritmisk."
    channels = encoding(
        x=alt.X("inhabitants:Q", title=f"Invånare. {scales}", scale=sizes, axis=ticks),
        y=alt.Y("kronor:Q", title="Kronor per år", scale=scale, axis=amounts if least else alt.Axis(format=",.0f")),
        tooltip=tip,
    )
    panel = view(point, channels) | {"width": theme.WIDTH, "height": 150}
    columns = (Column("Nätverk och invånare"), *(Column(name, "number") for name in _SPREAD))
    table_rows = [
        (
            say("{network}, {size}", network=network_name(overview, each.network_id), size=class_words(each)),
            *_spread_cells(each),
        )
        for each in overview.sizes
    ]
    ends = [_ends_words(overview, first, last) for first, last in _ends(overview, drawn)]
    alternative = say(
        "Punktdiagram, en punkt för en kommun och ett nätverk. {ends}.{rest}",
        ends=capitalised(listed(ends)),
        rest=_left_out(overview, drawn, known),
    )
    return Chart(
        "diagram-storlek",
        question,
        alternative,
        finished(by_network(panel, names, spacing=14), Data(rows), typed=names),
        table("diagram-storlek", question, columns, table_rows),
    )


def _spread_cells(each: SizeClass | FeeYear) -> tuple[Text, ...]:
    return (
        fact_words(each.fact("count"), swedish.number),
        fact_words(each.fact("lowest"), swedish.kronor),
        fact_words(each.fact("median"), rounded),
        fact_words(each.fact("highest"), swedish.kronor),
    )


_SPREAD = ("Kommuner", "Lägsta avgift", "Mittersta avgift", "Högsta avgift")


def _ends(overview: Overview, drawn: Sequence[str]) -> list[tuple[SizeClass, SizeClass]]:
    classes = [[each for each in overview.sizes if each.network_id == network] for network in drawn]
    return [(each[0], each[-1]) for each in classes if each]


def _ends_words(overview: Overview, first: SizeClass, last: SizeClass) -> CitedText:
    name, lowest, highest = network_name(overview, first.network_id), first.fact("lowest"), last.fact("highest")
    low, high = (fact_words(each, swedish.kronor) for each in (lowest, highest))
    if first is not last:
        return say(
            "{name} från {low} bland de minsta ({first}) till {high} bland de största ({last})",
            name=name,
            low=low,
            first=class_words(first),
            high=high,
            last=class_words(last),
        )
    if lowest.value == highest.value:
        return say("{name} {fee} ({size})", name=name, fee=low, size=class_words(first))
    return say("{name} {low} till {high} ({size})", name=name, low=low, high=high, size=class_words(first))


def over_years(overview: Overview) -> Chart | Prose:
    """The middle fee of each year; a year without a known rule says so in words; nothing where no year has one."""
    question = "Hur har avgiften ändrats över åren?"
    known: dict[str, int] = {}
    for each in overview.years:
        if each.fees:
            known[each.network_id] = known.get(each.network_id, 0) + each.fees.count
    if not known:
        return NOTHING
    drawn = _drawn(overview, known)
    rows = [_year_row(each, overview.networks[each.network_id]) for each in overview.years if each.network_id in drawn]
    names = [overview.networks[network_id] for network_id in drawn]
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
        _years_alternative(overview, drawn) + _left_out(overview, drawn, known),
        finished(by_network(panel, names, spacing=14), Data(rows), typed=names),
        table("diagram-ar", question, columns, [_year_cells(each, overview) for each in overview.years if each.fees]),
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


def _year_cells(each: FeeYear, overview: Overview) -> tuple[Text, ...]:
    year = cite(str(each.year), each.fact("count"))
    return say("{network} {year}", network=network_name(overview, each.network_id), year=year), *_spread_cells(each)


def _years_alternative(overview: Overview, drawn: Sequence[str]) -> CitedText:
    sentences = ["Stapeldiagram över den mittersta kommunens årsavgift."]
    for network_id in drawn:
        known = [each for each in overview.years if each.network_id == network_id and each.fees]
        ends = [
            say(
                "{fee} år {year}",
                fee=fact_words(each.fact("median"), rounded),
                year=cite(str(each.year), each.fact("count")),
            )
            for each in dict.fromkeys((known[0], known[-1]))
        ]
        sentences.append(say("{name}: {ends}.", name=network_name(overview, network_id), ends=listed(ends)))
    unknown = [each for each in overview.years if each.network_id in drawn and not each.fees]
    if unknown:
        sentences.append(
            cite("För de år som saknar stapel är regeln okänd.", *(each.fact("median") for each in unknown))
        )
    return joined(sentences)


def on_map(overview: Overview, outlines: Mapping[str, str]) -> Chart | Prose:
    """What the evidence of each municipality says, or whether it is a member; nothing where neither is known of any."""
    question = "Vad säger underlaget i olika delar av landet?"
    standings = overview.standings()
    if all(each.value == "unknown" for _, each in standings.values()):
        return NOTHING
    rows = []
    for code, outline in outlines.items():
        evaluation, stands = standings.get(code, (None, None))
        rows.append(
            {
                "municipality": evaluation.municipality.name if evaluation else OUTSIDE,
                "class": STANDING[stands.value] if stands else OUTSIDE,
                "outline": outline,
            }
        )
    shown = [words for words in (*STANDING.values(), OUTSIDE) if any(row["class"] == words for row in rows)]
    shades = {STANDING.get(code, code): shade for code, shade in _SHADES.items()}
    colours = alt.Scale(domain=shown, range=[shades[words] for words in shown])
    legend = alt.Legend(orient="top-left", offset=0, symbolType="square", title=None)
    outline = alt.MarkDef(
        type="point", filled=True, opacity=1, size=(2 * MAP_RADIUS) ** 2, stroke=theme.RULE, strokeWidth=0.4
    )
    channels = encoding(
        x=alt.XValue(MAP_RADIUS * (MAP_WIDTH - 0.47)),
        y=alt.YValue(MAP_RADIUS),
        shape=alt.Shape("outline:N", scale=None),
        color=alt.Color("class:N", scale=colours, legend=legend, sort=None),
        tooltip=explained(**{"municipality": "Kommun", "class": "Kartan visar"}),
    )
    chart = view(outline, channels) | {"width": MAP_RADIUS * MAP_WIDTH, "height": MAP_RADIUS * 2}
    columns = (Column("Kommun"), Column("Län"), Column("Medlem i"), Column("Kartan visar"))
    return Chart(
        "diagram-karta",
        question,
        _map_alternative(overview, outlines),
        finished(chart, Data(rows)),
        table("diagram-karta", question, columns, [_map_cells(name, *each) for name, each in _named(overview)]),
    )


STANDING = {
    "for": "talar för",
    "nearest_for": "talar närmast för",
    "weigh": "får vägas mot priset",
    "nearest_against": "talar närmast emot",
    "against": "talar emot",
    "mixed": "olika för olika nätverk",
    "not_enough": "underlaget räcker inte",
    "member": "medlem, inget svar än",
    "outside": "inte medlem, inget svar än",
    "unknown": "inget känt",
}
"""What a municipality's colour says, in the words of a box in the table of the two questions."""
_SHADES = {
    "for": "#07495a",
    "mixed": "#624194",
    "against": "#9c4d00",
    "nearest_for": "#387e8f",
    "nearest_against": "#b87a3e",
    "weigh": "#c4933c",
    "not_enough": "#9fb0b8",
    "member": "#a5c7d1",
    "outside": "#e4cfbf",
    "unknown": "#e1e6e9",
    OUTSIDE: "#f6f9fa",
}
"""From dark to light, each some seven steps of a hundred lighter than the one before: in grey too no two are alike."""


def _named(overview: Overview) -> list[tuple[str, tuple[Evaluation, Fact]]]:
    """Where each municipality stands, by its report's name."""
    standings = overview.standings()
    return [(name, standings[each.municipality.code]) for name, each in overview.latest.items()]


def _map_cells(name: str, evaluation: Evaluation, stands: Fact) -> tuple[Text, ...]:
    states = [network.membership.fact("state") for network in evaluation.networks]
    members = [
        of_report(cell(network.own.profile, "short"), name)
        for network, state in zip(evaluation.networks, states, strict=True)
        if state.value == "member"
    ]
    nothing = of_report(cite("inget känt medlemskap", *states), name)
    return (
        evaluation.municipality.name,
        _county(evaluation),
        listed(members) if members else nothing,
        fact_words(stands, STANDING.__getitem__),
    )


def _county(evaluation: Evaluation) -> str:
    return terms.COUNTY.get(evaluation.municipality.code[:2], swedish.UNKNOWN)


def _map_alternative(overview: Overview, outlines: Mapping[str, str]) -> CitedText:
    standings = overview.standings()
    on_it = [each for code, each in standings.items() if code in outlines]
    many = counted(overview.number_of("kommun"), "en kommun", "kommuner")
    sentences = [say("Karta över {many}, färgad efter vad underlaget säger.", many=many)]
    for code in STANDINGS:
        if there := [each for each in on_it if each[1].value == code]:
            sentences.append(say("{word}: {where}.", word=swedish.capitalised(STANDING[code]), where=_where(there)))
    outside = [each.municipality.name for code, (each, _) in standings.items() if code not in outlines]
    if outside:
        sentences.append(say("Inte på kartan: {names}.", names=listed(outside)))
    return joined(sentences)


def _where(there: Sequence[tuple[Evaluation, Fact]]) -> CitedText:
    """Every place that stands there, with its county; how many, where they are more than six."""
    if len(there) > 6:
        number = Fact("places_standing", len(there), about=str(there[0][1].value))
        return counted(number, "en kommun", "kommuner")
    return listed([cite(f"{each.municipality.name} ({_county(each)})", stands) for each, stands in there])
