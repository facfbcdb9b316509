"""Chart 5: what has been decided, and when the time is out."""

from datetime import date

import altair as alt

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.inputs.tables.layouts import ids_in
from medlemsnytta.presentation.charts.drawing import Data, encoding, explained, finished, table, unchecked, view
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose

FEWEST = 2
"""A line of time joins at least as many events."""


@unchecked()
def timeline(memberships: Memberships) -> Chart | Prose:
    """Chart 5: the dated decisions and the deadline on one line of time; nothing where there is no line to draw."""
    question = "Vad har beslutats, och när går tidsfristen ut?"
    dated = [decision for decision in memberships.decisions if len(decision.date) == len("2025-04-01")]
    rows = [
        {
            "date": decision.date,
            "label": f"{decision.date}  {_event(memberships, decision)}",
            "event": _event(memberships, decision),
            "kind": "beslut",
        }
        for decision in dated
    ]
    deadline = memberships.parameters.deadline
    if deadline:
        rows.append(
            {
                "date": deadline.isoformat(),
                "label": f"{deadline.isoformat()}  Tidsfrist",
                "event": "Tidsfrist",
                "kind": "tidsfrist",
            }
        )
    if len(rows) < FEWEST:
        return NOTHING
    rows.sort(key=lambda row: row["date"])
    begin, end = (date.fromisoformat(rows[place]["date"]).toordinal() for place in (0, -1))
    for place, row in enumerate(rows):
        row["place"] = place
        row["day"] = swedish.partial_date(row["date"])
        row["late"] = 2 * date.fromisoformat(row["date"]).toordinal() > begin + end
    years = int(rows[-1]["date"][:4]) - int(rows[0]["date"][:4]) + 1
    # So few years would else be cut into months, each labelled with the year.
    ticks = 8 if years >= 8 else "year"
    time = alt.X(
        "date:T", scale=alt.Scale(type="utc", nice="year"), title=None, axis=alt.Axis(format="%Y", tickCount=ticks)
    )
    base = encoding(x=time, y=alt.Y("place:O", axis=None), tooltip=explained(day="Datum", event="Händelse"))
    kinds = ["beslut", "tidsfrist"]
    dots = encoding(
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[theme.ACCENT, theme.SECOND]), legend=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=None),
    )
    words = base | encoding(text=alt.Text("label:N"))
    layers = [
        view(alt.MarkDef(type="point", filled=True, size=130, opacity=1), base | dots),
        view(alt.MarkDef(type="text", align="left", dx=10), words, "!datum.late"),
        view(alt.MarkDef(type="text", align="right", dx=-10), words, "datum.late"),
    ]
    chart = {"layer": layers, "width": theme.WIDTH + 60, "height": {"step": 21}}
    first, last = rows[0], rows[-1]
    alternative = (
        f"Tidslinje med {swedish.counted(len(rows), 'en händelse', 'händelser')}, från {swedish.partial_date(first['date'])} "
        f"({_lower(first['event'])}) till {swedish.partial_date(last['date'])} ({_lower(last['event'])})."
    )
    table_rows = [(row["date"], row["event"]) for row in rows]
    columns = [Column("Datum", "date"), Column("Händelse")]
    return Chart(
        "diagram-tid",
        question,
        alternative,
        finished(chart, Data(rows)),
        table("diagram-tid", question, columns, table_rows),
        rows_in="tabell-beslut",
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _event(memberships: Memberships, decision: Decision) -> str:
    """What kind of event it is, in words that hold for every row of the kind; the table has the row's own."""
    named = ids_in(decision.network_id)
    names = [
        network.short
        for network in memberships.networks
        if network.network_id in named or len(memberships.networks) == 1
    ]
    about = swedish.listed(names) or "nätverken"
    return {
        "membership": f"Beslut om medlemskap i {about}",
        "application": f"Beslut att ansöka om medlemskap i {about}",
        "assignment": f"Uppdrag om {about}",
        "recommendation": f"Förslag om {about}",
        "report": "Utvärderingen redovisas",
        "follow_up": f"Förslag att återkomma om {about}",
    }[decision.kind]
