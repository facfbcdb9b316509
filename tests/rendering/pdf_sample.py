"""An executed notebook of the size of a real evaluation: 12 sections, 10 tables, 5 charts and two appendices."""

import altair
from nbformat import NotebookNode, v4

from medlemsnytta.rendering import bundles as b

NBSP = "\u00a0"
LONG = (
    "Underlaget används löpande i miljöstrategernas arbete och har gett en tydlig överblick över vilka åtgärder andra "
    "kommuner har vidtagit. Relevanta frågor och svar är sökbara på nätverkets webbplats, vilket gör det lätt att ta "
    "del av tidigare frågeställningar och att bedriva omvärldsbevakning i specifika frågor."
)
SHORT = "Ingen har räknat hur ofta kanalerna används. Uppgiften bygger på vad kommunens representanter har sagt."
SECTIONS = (
    "Uppdrag och beslut",
    "Underlag och dess styrka",
    "Nätverken",
    "Kostnad",
    "Användning",
    "Andra värden och motargument",
    "Bedömning",
    "Klarar medlemskapet kravet?",
    "Handlingsalternativ",
    "Slutsats och rekommendation",
    "Vad vi inte vet",
    "Sedan förra utvärderingen",
)

HEAD = b.Head(
    title="Utvärdering av medlemskapen i Klimatkommunerna och Sveriges Ekokommuner",
    municipality="Huddinge kommun",
    date="2026-05-30",
    date_text="30 maj 2026",
    case_number="KS-2025/475",
    description="Vad medlemskapen kostar, hur de används och hur säkert det stöder att stanna eller lämna.",
    keywords=("utvärdering", "nätverk", "medlemskap"),
)


def fees_table(table_id: str = "avgifter") -> b.Table:
    return b.Table(
        table_id,
        "Avgift per nätverk och år",
        (b.Column("Nätverk"), b.Column("Årsavgift", "number", "kr"), b.Column("Per invånare", "number", "kr")),
        (
            ("Klimatkommunerna", f"38{NBSP}291,20", "0,33"),
            ("Sveriges Ekokommuner (SEKOM)", f"38{NBSP}291,20", "0,33"),
            ("Tillsammans", f"76{NBSP}582,40", "0,67"),
        ),
        ("Avgiften är beräknad på 114\u00a0304 invånare den 31 december 2024.",),
    )


def options_table() -> b.Table:
    names = ("Behåll båda", "Lämna Klimatkommunerna", "Lämna Sveriges Ekokommuner", "Lämna båda", "Besluta senare")
    rows = tuple((name, f"{38 * i}{NBSP}291", LONG[:120], SHORT, "2026-12-31") for i, name in enumerate(names))
    columns = (
        b.Column("Alternativ"),
        b.Column("Kostnad", "number", "kr/år"),
        b.Column("Vad som går förlorat"),
        b.Column("Vad kommunen får veta"),
        b.Column("Senast", "date"),
    )
    return b.Table("alternativ", "Fem handlingsalternativ med kostnad och följder", columns, rows)


def channels_table() -> b.Table:
    columns = (
        b.Column("Kanal"),
        b.Column("Nätverk"),
        b.Column("Typ"),
        b.Column("Öppen för icke-medlemmar"),
        b.Column("Intensitet", "number", "0–4"),
        b.Column("Uppgiftslämnare", "number", "antal"),
        b.Column("Orsak till låg användning"),
    )
    rows = tuple(
        (channel, network, kind, "uppgift saknas", value, "1", cause)
        for channel, network, kind, value, cause in (
            ("Webbplatsen", "Klimatkommunerna", "kunskap", "3,5", "–"),
            ("E-postlistan", "Klimatkommunerna", "erfarenhetsutbyte", "4,0", "–"),
            ("Nyhetsbrevet", "Sveriges Ekokommuner", "kunskap", "1,0", "egna prioriteringar i kommunen"),
            ("Seminarierna", "Sveriges Ekokommuner", "kompetenshöjning", "0,5", "egna prioriteringar i kommunen"),
            ("Gröna nyckeltal", "Sveriges Ekokommuner", "uppföljning", "2,0", "cirka hälften ingår i uppföljningen"),
        )
    )
    return b.Table("kanaler", "Nätverkens kanaler och hur de används", columns, rows, (SHORT,))


def gaps_table() -> b.Table:
    columns = (b.Column("Lucka"), b.Column("Fråga att ställa"), b.Column("Till vem"))
    rows = tuple((f"Uppgift {i} saknas", LONG[: 40 + 9 * i], "Klimatkommunernas kansli") for i in range(1, 9))
    return b.Table("luckor", "Luckor i underlaget", columns, rows)


def chart(chart_id: str, question: str, height: int = 150) -> b.Chart:
    rows = [{"net": "Klimatkommunerna", "kr": 38291.2}, {"net": "Sveriges Ekokommuner", "kr": 31250.0}]
    spec = (
        altair.Chart(altair.Data(values=rows), width=520, height=height)
        .mark_bar(color="#0b4557")
        .encode(x=altair.X("kr:Q", title="Kronor per år"), y=altair.Y("net:N", title=None))
        .to_dict()
    )
    alternative = (
        f"Liggande staplar. {question} Klimatkommunerna 38{NBSP}291 kr och Sveriges Ekokommuner 31{NBSP}250 kr."
    )
    return b.Chart(chart_id, question, alternative, spec, fees_table(f"{chart_id}-siffror"))


def summary() -> b.Prose:
    return b.prose(
        b.facts(
            ("Diarienummer", "KS-2025/475"),
            ("Datum", "30 maj 2026"),
            ("Uppdragsgivare", "Klimat- och stadsmiljönämnden"),
            ("Beslutas av", "Kommunstyrelsen"),
            ("Underlag", ["Se ", b.link("kommunens diarium", "https://www.huddinge.se/diarium")]),
        )
    )


def notebook() -> NotebookNode:
    cells = [
        _shown(HEAD, summary()),
        _markdown("## Sammanfattning", "unnumbered"),
        _shown(
            b.prose(
                b.paragraph(SHORT, " ", b.strong("Metoden beslutar inte."), " ", LONG),
                b.bullets(
                    "Klimatkommunerna: lutar åt fortsätt i 83–95\u00a0% av viktningarna.",
                    ["SEKOM: ", b.emphasis("öppet"), ", mot utträde."],
                    "Det som saknas för beslutet står i avsnittet Vad vi inte vet.",
                ),
                b.callout("illustrative", "Påhittade uppgifter", b.paragraph("Tre rader är påhittade exempel.")),
            ),
            fees_table(),
        ),
    ]
    extra = {
        3: [channels_table()],
        4: [options_table()],
        8: [gaps_table()],
    }
    for index, name in enumerate(SECTIONS):
        cells.append(_markdown(f"## {name}\n\n{LONG}"))
        cells.append(_shown(b.prose(b.paragraph(LONG), b.paragraph(SHORT)), *extra.get(index, [])))
        if index % 2 == 0 and index < 10:
            cells.append(_shown(chart(f"diagram-{index}", f"Vad kostar medlemskapet {index}?")))
        elif index < 12:
            cells.append(_shown(fees_table(f"avgifter-{index}")))
        if index in {1, 6}:
            cells.append(
                _shown(
                    b.prose(
                        b.subheading("Vad de som använder nätverken säger"),
                        b.quote("Det är enkelt att komma i kontakt med andra miljöstrateger.", "S1, intervju 2025"),
                        b.callout("result", "Resultat", b.paragraph(SHORT), b.bullets("Ett", "Två")),
                        b.callout("notice", "Att notera", b.paragraph("Tidsfristen har passerat.")),
                    )
                )
            )
    cells.append(_markdown("## Metod, källor och inställningar\n\n" + LONG, "appendix"))
    cells.append(_shown(b.prose(b.paragraph("Se ", b.link("tabell 1", "#avgifter"), "."))))
    cells.append(_markdown("## Källor\n\n" + LONG, "appendix"))
    return v4.new_notebook(cells=cells)


def small_notebook(*shown: object) -> NotebookNode:
    """A head, one heading and what the test is about."""
    return v4.new_notebook(cells=[_shown(HEAD), _markdown("## Avsnitt"), _shown(*shown)])


def _markdown(source: str, *tags: str) -> NotebookNode:
    return v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def _shown(*values: object) -> NotebookNode:
    outputs = [v4.new_output("display_data", data=value._repr_mimebundle_()) for value in values]
    return v4.new_code_cell("show()", outputs=outputs)
