"""A small executed notebook with every kind of block, its contents made up."""

import altair as alt
import nbformat
from nbformat import NotebookNode

from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.bundles import Chart, Column, Head, Prose, Table

HEAD = Head(
    title="Utvärdering av Exempelkommuns medlemskap i miljö- och klimatnätverk",
    municipality="Exempelkommun",
    date="2026-04-14",
    date_text="14 april 2026",
    case_number="MN 2026/0123",
    description="Vad medlemskapen kostar, hur de används och hur säkert det är.",
    keywords=("nätverk", "medlemskap"),
)

SUMMARY = bundles.prose(
    bundles.callout(
        "illustrative",
        "Rapporten bygger på påhittade uppgifter",
        bundles.paragraph("Alla 38 rader i underlaget är påhittade för att visa hur en rapport ser ut."),
    ),
    bundles.facts(
        ("Beslutas av", "Kommunstyrelsen"),
        ("Tidsfrist", ["lördag 30 maj 2026 ", bundles.emphasis("(46 dagar kvar)")]),
        ("Källa", [bundles.link("Kommunens diarium", "https://example.org/diarium")]),
    ),
    bundles.callout(
        "result",
        "Klimatnätverket lutar åt fortsätt, Ekonätverket är öppet",
        bundles.paragraph("Klimatnätverket når kravet i ", bundles.strong("83 procent"), " av viktningarna."),
        bundles.bullets("Avgiften är 38\u00a0291,20\u00a0kr per år och nätverk.", "Arbetstiden är inte uppmätt."),
    ),
    bundles.callout(
        "notice", "Tre uppgifter saknas", bundles.bullets("Antal intervjuer", "Öppna kanaler", "Arbetstid")
    ),
    bundles.subheading("Så säger de som använder nätverken"),
    bundles.quote("Vi läser mejltrådarna ibland, men hinner sällan fråga själva.", "S1, miljöstrateg, intervju 2026"),
)

LONG_SENTENCE = (
    "Kommunens miljöstrateger använder framför allt erfarenhetsutbytet kring energieffektiviseringsåtgärder och "
    "klimatanpassningsplanering, medan kommunikationsverksamheten och kompetensutvecklingsinsatserna utnyttjas mindre, "
    "vilket enligt de intervjuade beror på egna prioriteringar snarare än på vad nätverket erbjuder sina medlemmar."
)

FEES = Table(
    "avgifter",
    "Vad medlemskapen kostar per år och vad det motsvarar",
    (
        Column("Nätverk"),
        Column("Medlem sedan", "date"),
        Column("Årsavgift", "number", "kr"),
        Column("Per invånare", "number", "kr"),
        Column("Motsvarar arbetstid", "number", "timmar"),
        Column("Hur uppgiften är känd"),
        Column("Förutsättningar för medlemskapet"),
    ),
    (
        (
            "Klimatkommunsnätverket",
            "2013-01-01",
            "38\u00a0291,20",
            "0,33",
            "94",
            "Beräknad ur avgiftsregel och folkmängd den 31 december 2024",
            "Kommunfullmäktiges klimatmål och energieffektiviseringsstrategi",
        ),
        (
            "Föreningen Ekokommunerna",
            "1995-06-30",
            "38\u00a0291,20",
            "0,33",
            "94",
            "Beräknad; underlaget säger cirka 40\u00a0000",
            "Hållbarhetsredovisning med gröna nyckeltal",
        ),
        ("Summa", "", "76\u00a0582,40", "0,67", "uppgift saknas", "", ""),
    ),
    ("Invånare: 114\u00a0304 den 31 december 2024.", "Källa: nätverkens avgiftsregler."),
)

USES = Table(
    "styrdokument",
    "Styrdokument med spår av nätverken",
    (Column("Styrdokument"), Column("Spår", "number", "antal"), Column("Anmärkning")),
    (("Klimatstrategi", "3", "två av dem planerade"), ("Översiktsplan", "0", "ej undersökt")),
)

RATING_ROWS = Table(
    "bedomning-siffror",
    "Bedömningar med intervall",
    (Column("Kriterium"), Column("Bedömning", "number"), Column("Intervall", "number")),
    (("Relevans", "3,0", "2,5–3,5"), ("Användning", "1,5", "1,0–2,0"), ("CO₂-styrning", "2,0", "0,0–4,0")),
)

HISTORY_ROWS = Table(
    "tidslinje-siffror",
    "Beslut i tidsordning",
    (Column("Datum", "date"), Column("Beslut")),
    (("2025-05-30", "Beslut om prövotid"), ("2026-05-30", "Återrapportering")),
)


def rating_spec() -> dict:
    """Points with spans, a gradient legend and a clipped layer: the marks to which Vega gives ids."""
    rows = [
        {"criterion": "Relevans", "low": 2.5, "rating": 3.0, "high": 3.5},
        {"criterion": "Användning", "low": 1.0, "rating": 1.5, "high": 2.0},
        {"criterion": "CO₂-styrning", "low": 0.0, "rating": 2.0, "high": 4.0},
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("criterion:N", title=None, sort=None), tooltip=alt.Tooltip("criterion:N", title="Kriterium")
    )
    span = base.mark_bar(height=6, clip=True, color="#9bb4bc").encode(
        x=alt.X("low:Q", title="Bedömning, 0–4").axis(format=".1f"), x2="high:Q"
    )
    point = base.mark_point(filled=True, size=140, opacity=1).encode(
        x="rating:Q", color=alt.Color("rating:Q", title="Bedömning").scale(range=["#4c8091", "#0a4a5c"])
    )
    return (span + point).properties(width=440, height=140).to_dict()


def history_spec() -> dict:
    rows = [{"date": "2025-05-30", "what": "Beslut om prövotid"}, {"date": "2026-05-30", "what": "Återrapportering"}]
    date = alt.X("date:T", title=None).scale(type="utc", domain=["2025-03-01", "2026-10-01"]).axis(format="%B %Y")
    base = alt.Chart(alt.Data(values=rows)).encode(x=date)
    chart = base.mark_point(filled=True, size=120, color="#0a4a5c", opacity=1)
    return (chart + base.mark_text(dy=-16).encode(text="what:N")).properties(width=560, height=90).to_dict()


def bar_spec(name: str = "Å", **channels: object) -> dict:
    rows = alt.Data(values=[{"name": name, "value": 38291.2}])
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="name:N", **channels).to_dict()


def rating_chart() -> Chart:
    alternative = "Relevans bedöms till 3,0, användning till 1,5 och CO₂-styrning till 2,0 av 4."
    question = "Hur bedöms medlemskapet, och hur säkert är det?"
    return Chart("bedomning", question, alternative, rating_spec(), RATING_ROWS)


def history_chart() -> Chart:
    alternative = "Beslutet om prövotid togs den 30 maj 2025 och återrapporteras den 30 maj 2026."
    return Chart("tidslinje", "När ska det beslutas?", alternative, history_spec(), HISTORY_ROWS)


def shown(*bundle: Head | Prose | Table | Chart) -> NotebookNode:
    """A code cell as it stands after it has displayed each bundle."""
    outputs = [nbformat.v4.new_output("display_data", data=each._repr_mimebundle_()) for each in bundle]
    return nbformat.v4.new_code_cell("show()", outputs=outputs)


def said(markdown: str, *tags: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(markdown, metadata={"tags": list(tags)})


def notebook_of(*cells: NotebookNode) -> NotebookNode:
    """The cells in order, with ids of their place."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return nbformat.v4.new_notebook(cells=list(cells))


def sample_notebook() -> NotebookNode:
    return notebook_of(
        shown(HEAD),
        said("## Sammanfattning", "unnumbered"),
        shown(SUMMARY),
        said("## Kostnad\n\nAvgiften följer av *folkmängden*: en fast del och en del per invånare. " + LONG_SENTENCE),
        shown(FEES),
        said("## Användning\n\n- Mejltrådar\n- Nätverksträffar\n\n1. Först\n2. Sedan"),
        shown(USES, history_chart()),
        said("## Bedömning och dess osäkerhet"),
        shown(rating_chart()),
        said("## Metod, källor och inställningar\n\nMetoden beslutar inte.", "appendix"),
        said("## Diagrammens underlag\n\nSiffrorna står under varje diagram.", "appendix"),
    )
