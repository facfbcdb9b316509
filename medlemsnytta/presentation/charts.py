"""The report's charts: one message each, the title is the question it answers; the one module that knows Altair.

A chart's text alternative and table are made from the same rows as its marks.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.presentation import swedish, terms, theme
from medlemsnytta.presentation.bundles import Chart, Column, Table
from medlemsnytta.presentation.sections import assessment, cost, use
from medlemsnytta.presentation.sections.summary import share_words

Rows = Sequence[Mapping[str, Any]]


def _values(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def _finished(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    return chart.configure(**theme.config()).to_dict()


def _series(evaluation: Evaluation) -> tuple[alt.Scale, alt.Scale]:
    names = [network.short for network in evaluation.networks]
    return (
        alt.Scale(domain=names, range=list(theme.SERIES[: len(names)])),
        alt.Scale(domain=names, range=list(theme.SHAPES[: len(names)])),
    )


def _table(chart_id: str, question: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    return Table(f"{chart_id}-siffror", question, tuple(columns), tuple(tuple(row) for row in rows))


def fees(evaluation: Evaluation) -> Chart:
    """Chart 1: the fee by year and network; a year without a known rule says so in words."""
    question = "Vad kostar medlemskapen?"
    rows = [
        {
            "network": network.short,
            "year": str(year),
            "kronor": None if fee is None else fee.ore / 100,
            "label": "okänd" if fee is None else cost.rounded_kronor(fee.ore),
        }
        for network in evaluation.networks
        for year, fee in network.history
    ]
    order = [network.short for network in evaluation.networks]
    base = alt.Chart(_values(rows)).encode(x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)))
    y = alt.Y("kronor:Q", title=None, axis=alt.Axis(tickCount=4, format=",.0f"))
    bars = base.mark_bar(color=theme.ACCENT, width=34).encode(y=y)
    labels = (
        base.transform_filter("datum.kronor !== null")
        .mark_text(baseline="bottom", dy=-3, fontSize=11)
        .encode(y=y, text="label:N")
    )
    missing = (
        base.transform_filter("datum.kronor === null")
        .mark_text(baseline="bottom", dy=-4, color=theme.MUTED, fontSize=11, fontStyle="italic")
        .encode(y=alt.datum(0), text="label:N")
    )
    panel = alt.layer(bars, labels, missing).properties(width=theme.WIDTH, height=64)
    chart = panel.facet(
        row=alt.Row("network:N", sort=order, header=alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start")),
        spacing=14,
    )
    known = [row for row in rows if row["kronor"] is not None]
    latest = {network.short: network.fee for network in evaluation.networks}
    amounts = swedish.listed([f"{name} {swedish.kronor(fee.ore)}" for name, fee in latest.items()])
    alternative = (
        f"Stapeldiagram över årsavgiften enligt regeln. {evaluation.parameters.year} kostar {amounts}. "
        f"{swedish.capitalised(swedish.in_words(len(known)))} av {swedish.in_words(len(rows))} staplar är kända; för övriga år är "
        "regeln okänd."
    )  # fmt: skip
    years = [str(year) for year, _ in evaluation.networks[0].history]
    cells = {(row["network"], row["year"]): swedish.kronor(round(row["kronor"] * 100)) for row in known}
    table_rows = [(year, *(cells.get((name, year), swedish.UNKNOWN) for name in order)) for year in years]
    columns = [Column("År", "date"), *(Column(name, "number") for name in order)]
    return Chart(
        "diagram-avgifter",
        question,
        alternative,
        _finished(chart),
        _table("diagram-avgifter", question, columns, table_rows),
    )


def ratings(evaluation: Evaluation) -> Chart:
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
        }
        for network in evaluation.networks
        for rating in network.ratings
    ]
    names = [network.short for network in evaluation.networks]
    criteria = [terms.CRITERION[name] for name in robustness.CRITERIA]
    colour, shape = _series(evaluation)
    scale = alt.Scale(domain=[0, 4], nice=False)
    base = alt.Chart(_values(rows)).encode(
        y=alt.Y("criterion:N", sort=criteria, title=None, axis=alt.Axis(ticks=False, domain=False)),
        yOffset=alt.YOffset("network:N", sort=names),
        color=alt.Color("network:N", scale=colour, legend=alt.Legend(symbolOpacity=1)),
    )
    axis = alt.Axis(values=[0, 1, 2, 3, 4], format="d")
    x = alt.X("low:Q", scale=scale, title="0 ger inget, 4 ger mycket", axis=axis)
    spans = base.transform_filter("datum.point !== null").mark_bar(height=8, opacity=0.35).encode(x=x, x2="high:Q")
    dots = (
        base.transform_filter("datum.point !== null")
        .mark_point(filled=True, size=120, opacity=1)
        .encode(x=alt.X("point:Q", scale=scale), shape=alt.Shape("network:N", scale=shape))
    )
    unknown = base.transform_filter("datum.point === null")
    lines = unknown.mark_rule(strokeDash=[2, 4], strokeWidth=1.5).encode(x=x, x2="high:Q")
    words = unknown.mark_text(align="left", dx=6, fontSize=12, fontStyle="italic").encode(
        x=alt.datum(4), text="label:N", color=alt.value(theme.MUTED)
    )
    panel = alt.layer(spans, lines, dots, words)
    chart = panel.properties(width=theme.WIDTH - 150, height=14 * len(names) * len(criteria))
    sentences = []
    for network in evaluation.networks:
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
            *(assessment.rating_words(network.ratings[place]) for network in evaluation.networks),
        )
        for place, rating in enumerate(evaluation.networks[0].ratings)
    ]
    columns = [Column("Kriterium"), *(Column(name, "number") for name in names)]
    return Chart(
        "diagram-grader",
        question,
        alternative,
        _finished(chart),
        _table("diagram-grader", question, columns, table_rows),
    )


def channels(evaluation: Evaluation) -> Chart | None:
    """Chart 3: which channels are used and how much; a share never sits on this axis. None without channels."""
    question = "Vilka kanaler används?"
    rows = [
        {
            "network": network.short,
            "channel": channel.name,
            "key": channel.channel_id,
            "median": None if channel.median is None or use.is_share(channel) else float(channel.median),
            "label": use.channel_words(network, channel),
        }
        for network in evaluation.networks
        for channel in network.channels
    ]
    if not rows:
        return None
    names = [network.short for network in evaluation.networks]
    order = [row["key"] for row in rows]
    labels = ", ".join(f"'{row['key']}': '{row['channel']}'" for row in rows)
    axis = alt.Axis(ticks=False, domain=False, labelExpr=f"({{{labels}}})[datum.value]")
    scale = alt.Scale(domain=[0, 4], nice=False)
    steps = "['används inte', 'mycket litet', 'ibland', 'ofta', 'löpande'][datum.value]"
    x = alt.X(
        "median:Q",
        scale=scale,
        title=None,
        axis=alt.Axis(values=[0, 1, 2, 3, 4], labelExpr=steps, labelOverlap=False, labelFontSize=11),
    )
    colour, shape = _series(evaluation)
    base = alt.Chart(_values(rows)).encode(y=alt.Y("key:N", sort=order, title=None, axis=axis))
    dots = (
        base.transform_filter("datum.median !== null")
        .mark_point(filled=True, size=150, opacity=1)
        .encode(
            x=x,
            color=alt.Color("network:N", scale=colour, legend=None),
            shape=alt.Shape("network:N", scale=shape, legend=None),
        )
    )
    words = (
        base.transform_filter("datum.median === null")
        .mark_text(align="left", dx=4, fontStyle="italic", fontSize=12, color=theme.MUTED)
        .encode(x=alt.datum(0), text="label:N")
    )
    panel = alt.layer(dots, words).properties(width=theme.WIDTH - 150, height={"step": 19})
    header = alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start")
    chart = panel.facet(row=alt.Row("network:N", sort=names, header=header), spacing=12).resolve_scale(y="independent")
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
        _finished(chart),
        _table("diagram-kanaler", question, columns, table_rows),
    )


def result(evaluation: Evaluation) -> Chart:
    """Chart 4: the share that reaches the requirement, its range, and the words' limits."""
    question = "Klarar medlemskapet kravet?"
    limits = evaluation.parameters.word_limits
    rows = [
        {
            "network": network.short,
            "point": float(network.result.point) * 100,
            "low": float(network.result.low) * 100,
            "high": float(network.result.high) * 100,
            "label": terms.WORD[network.word],
        }
        for network in evaluation.networks
    ]
    edges = [0, limits.leans_leave, limits.open, limits.leans_stay, limits.clearly_stay, 100]
    words = ["clearly_leave", "leans_leave", "open", "leans_stay", "clearly_stay"]
    zones = [
        {"from": low, "to": high, "middle": (low + high) / 2, "word": _zone_words(word), "shade": place % 2}
        for place, (low, high, word) in enumerate(zip(edges, edges[1:], words, strict=False))
    ]
    names = [network.short for network in evaluation.networks]
    colour, shape = _series(evaluation)
    scale = alt.Scale(domain=[0, 100], nice=False)
    ticks = alt.Axis(values=edges, labelExpr="datum.value + '\N{NO-BREAK SPACE}%'", grid=False)
    x = alt.X("low:Q", scale=scale, title="andel av fallen som når kravet", axis=ticks)
    shade = alt.Color("shade:N", scale=alt.Scale(domain=[0, 1], range=["#eef3f5", "#dde7ea"]), legend=None)
    bands = (
        alt.Chart(_values(zones))
        .mark_rect()
        .encode(
            x=alt.X("from:Q", scale=scale, axis=ticks, title="andel av fallen som når kravet"), x2="to:Q", color=shade
        )
    )
    names_of_zones = (
        alt.Chart(_values(zones))
        .mark_text(baseline="bottom", fontSize=11, color=theme.MUTED, lineBreak="|")
        .encode(x=alt.X("middle:Q", scale=scale), y=alt.value(-18), text="word:N")
    )
    y = alt.Y(
        "network:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False), scale=alt.Scale(paddingOuter=0.2)
    )
    base = alt.Chart(_values(rows)).encode(y=y, color=alt.Color("network:N", scale=colour, legend=None))
    spans = base.mark_bar(height=9, opacity=0.45).encode(x=x, x2="high:Q")
    dots = base.mark_point(filled=True, size=170, opacity=1).encode(
        x=alt.X("point:Q", scale=scale), shape=alt.Shape("network:N", scale=shape, legend=None)
    )
    chart = (
        alt.layer(bands, names_of_zones, spans, dots)
        .resolve_scale(color="independent", shape="independent")
        .properties(width=theme.WIDTH - 40, height=36 * len(names))
    )
    said = swedish.listed(
        [f"{network.short} {share_words(network)}, {terms.WORD[network.word]}" for network in evaluation.networks]
    )
    alternative = f"Punkter med spann från 0 till 100 procent. Andelen av fallen som når kravet: {said}."
    table_rows = [
        (network.short, share_words(network), swedish.capitalised(terms.WORD[network.word]))
        for network in evaluation.networks
    ]
    columns = [Column("Nätverk"), Column("Andel som når kravet", "number"), Column("Ord")]
    return Chart(
        "diagram-krav", question, alternative, _finished(chart), _table("diagram-krav", question, columns, table_rows)
    )


def _zone_words(word: str) -> str:
    return terms.WORD[word].replace(", ", ",|").replace("lutar åt ", "lutar åt|")


def timeline(evaluation: Evaluation) -> Chart | None:
    """Chart 5: the dated decisions and the deadline on one line of time; None where nothing is dated."""
    question = "Vad har beslutats, och när går tidsfristen ut?"
    dated = [decision for decision in evaluation.decisions if len(decision.date) == len("2025-04-01")]
    rows = [
        {
            "date": decision.date,
            "label": f"{decision.date}  {_event(evaluation, decision)}",
            "event": _event(evaluation, decision),
            "kind": "beslut",
        }
        for decision in dated
    ]
    deadline = evaluation.parameters.deadline
    if deadline:
        rows.append(
            {
                "date": deadline.isoformat(),
                "label": f"{deadline.isoformat()}  Tidsfrist",
                "event": "Tidsfrist",
                "kind": "tidsfrist",
            }
        )
    if not rows:
        return None
    begin, end = (date.fromisoformat(rows[place]["date"]).toordinal() for place in (0, -1))
    for place, row in enumerate(rows):
        row["place"] = place
        row["late"] = 2 * date.fromisoformat(row["date"]).toordinal() > begin + end
    time = alt.X(
        "date:T", scale=alt.Scale(type="utc", nice="year"), title=None, axis=alt.Axis(format="%Y", tickCount=8)
    )
    base = alt.Chart(_values(rows)).encode(x=time, y=alt.Y("place:O", axis=None))
    kinds = ["beslut", "tidsfrist"]
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[theme.ACCENT, theme.SECOND]), legend=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=None),
    )
    right = base.transform_filter("!datum.late").mark_text(align="left", dx=10).encode(text="label:N")
    left = base.transform_filter("datum.late").mark_text(align="right", dx=-10).encode(text="label:N")
    chart = alt.layer(dots, right, left).properties(width=theme.WIDTH + 60, height={"step": 21})
    first, last = rows[0], rows[-1]
    alternative = (
        f"Tidslinje med {swedish.counted(len(rows), 'en händelse', 'händelser')}, från {swedish.partial_date(first['date'])} "
        f"({_lower(first['event'])}) till {swedish.partial_date(last['date'])} ({_lower(last['event'])})."
    )
    table_rows = [(row["date"], row["event"]) for row in rows]
    columns = [Column("Datum", "date"), Column("Händelse")]
    return Chart(
        "diagram-tid", question, alternative, _finished(chart), _table("diagram-tid", question, columns, table_rows)
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _event(evaluation: Evaluation, decision: Any) -> str:
    names = {network.network_id: network.short for network in evaluation.networks}
    about = names.get(decision.network_id, "nätverken")
    return {
        "membership": f"Beslut om medlemskap i {about}",
        "assignment": "Uppdrag att utvärdera",
        "recommendation": f"Rekommendation om {about}",
        "report": "Utvärderingen redovisas",
        "follow_up": f"Förslag att återkomma om {about}",
    }[decision.kind]
