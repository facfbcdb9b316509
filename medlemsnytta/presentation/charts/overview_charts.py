"""The overview's charts: fees by size, on the map and over the years; one mark or outline a municipality."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import altair as alt

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.peers import (
    FeeYear,
    Overview,
    SizeClass,
    alike,
    inhabitants_fact,
    inhabitants_of,
    municipal,
    paid_fees,
    pays,
)
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
CLASSES = ("#d5e5ea", "#a3c4ce", "#6a9dac", "#347a8d", theme.ACCENT)
OUTSIDE = "utanför urvalet"
UNKNOWN_FEE = "avgift ej känd"
PAYS_NOTHING = "inget medlemskap"
PALE = {OUTSIDE: "#f4f6f7", UNKNOWN_FEE: "#e3e6e8", PAYS_NOTHING: "#ffffff"}
"""What has no fee to show, and its colour."""
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
    """Each municipality's outline, darker the more its memberships cost together; nothing where no sum is known."""
    question = "Var i landet kostar medlemskapen mest och minst?"
    sums = _sums(overview)
    known = sorted(each.value for _, each in sums.values() if each.known)
    if not known:
        return NOTHING
    limits = _limits(known)
    labels = _class_labels(known, limits)
    rows = []
    for code, outline in outlines.items():
        evaluation, paid = sums.get(code, (None, None))
        rows.append(
            {
                "municipality": evaluation.municipality.name if evaluation else OUTSIDE,
                "fee": swedish.kronor(paid.value) if paid and paid.known else swedish.UNKNOWN,
                "class": _class(evaluation, paid, labels, limits),
                "outline": outline,
            }
        )
    pale = [name for name in PALE if any(row["class"] == name for row in rows)]
    colours = alt.Scale(domain=[*labels, *pale], range=[*_colours(len(labels)), *(PALE[name] for name in pale)])
    legend = alt.Legend(
        orient="top-left", offset=0, symbolType="square", title="Årsavgift tillsammans", titleFontWeight="normal"
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
    unlike = not alike(overview.latest.values())
    columns = (
        Column("Kommun"),
        Column("Län"),
        *([Column("Nätverk")] if unlike else []),
        Column("Invånare", "number"),
        Column("Avgift per år", "number"),
    )
    table_rows = [_map_cells(name, each, unlike) for name, each in overview.latest.items()]
    return Chart(
        "diagram-karta",
        question,
        _map_alternative(overview, outlines),
        finished(chart, Data(rows)),
        table("diagram-karta", question, columns, table_rows),
    )


def _sums(overview: Overview) -> dict[str, tuple[Evaluation, Fact]]:
    """What each municipality pays, by its code."""
    return {each.municipality.code: (each, paid_fees(name, each)) for name, each in overview.latest.items()}


def _class(evaluation: Evaluation | None, paid: Fact | None, labels: Sequence[str], limits: Sequence[int]) -> str:
    if evaluation is None or paid is None:
        return OUTSIDE
    if not pays(evaluation):
        return PAYS_NOTHING
    return labels[bisect_right(limits, paid.value)] if paid.known else UNKNOWN_FEE


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
        return rounded(low)
    return f"{swedish.number(low // 100)}–{swedish.number(-(-high // 100))}{swedish.HARD_SPACE}kr"


def _colours(count: int) -> list[str]:
    """The darkest for the last class, whatever their number."""
    return list(CLASSES[-count:])


def _map_cells(name: str, evaluation: Evaluation, with_networks: bool) -> tuple[Text, ...]:
    place, networks = evaluation.municipality, evaluation.networks
    names = [of_report(cell(each.own.profile, "short"), name) for each in networks]
    paid = paid_fees(name, evaluation)
    nothing = cite(PAYS_NOTHING, paid)
    return (
        place.name,
        _county(evaluation),
        *([listed(names)] if with_networks else []),
        fact_words(inhabitants_fact(name, evaluation, networks[0]), swedish.number),
        fact_words(paid, swedish.kronor) if pays(evaluation) else nothing,
    )


def _county(evaluation: Evaluation) -> str:
    return terms.COUNTY.get(evaluation.municipality.code[:2], swedish.UNKNOWN)


def _map_alternative(overview: Overview, outlines: Mapping[str, str]) -> CitedText:
    sums = {code: each for code, each in _sums(overview).items() if each[1].known}
    lowest, highest = (end(each.value for _, each in sums.values()) for end in (min, max))
    at_ends = {amount: [each for each in sums.values() if each[1].value == amount] for amount in (lowest, highest)}
    sentences = [
        say(
            "Karta över {many}, mörkare ju högre avgift.",
            many=counted(overview.number_of("kommun"), "en kommun", "kommuner"),
        )
    ]
    words = {lowest: "Lägst", highest: "Högst"} if lowest != highest else {lowest: "Avgiften"}
    for amount, word in words.items():
        fee = fact_words(at_ends[amount][0][1], swedish.kronor)
        sentences.append(say("{word} är {fee}: {where}.", word=word, fee=fee, where=_where(at_ends[amount])))
    if outside := [
        each.municipality.name for each in overview.latest.values() if each.municipality.code not in outlines
    ]:
        sentences.append(say("Inte på kartan: {names}.", names=listed(outside)))
    return joined(sentences)


def _where(there: Sequence[tuple[Evaluation, Fact]]) -> CitedText:
    """Every place with that sum, with its county; how many, where they are more than six."""
    if len(there) > 6:
        number = Fact("places_alike", len(there), about=str(there[0][1].value))
        return counted(number, "en kommun", "kommuner")
    return listed([cite(f"{each.municipality.name} ({_county(each)})", paid) for each, paid in there])
