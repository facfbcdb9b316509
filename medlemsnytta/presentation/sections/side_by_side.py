"""The overview of a batch: its head, what it says in words, where each report stands and what is missing where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.peers import Missing, Overview, SizeClass, alike, invented
from medlemsnytta.presentation.words import swedish, verdicts
from medlemsnytta.rendering.bundles import (
    NOTHING,
    Block,
    Column,
    Head,
    Prose,
    Table,
    callout,
    facts,
    filled,
    paragraph,
    prose,
    strong,
)

IN_TEXT = 40
"""So many rows may stand in the text; a longer table is an appendix."""
NAMED = 6
"""So many reports are named where something is missing; of more only the number is told."""

MISSING = {
    "notice": "Uppsägningstid",
    "fee_period": "När avgiftsåret börjar",
    "membership": "Om medlemskapet är i kraft",
    "since": "När medlemskapet började",
    "fee": "Avgiften för året",
    "demands": "Om kraven för att bli medlem är uppfyllda",
    "documents": "Vilka spår som finns i styrdokument",
    "openness": "Om kanalerna är öppna för andra än medlemmar",
    "channels": "Vilka kanaler nätverket har",
    "hours": "Arbetstid för medlemskapen",
    "hourly_cost": "Vad en arbetstimme kostar",
    "deadline": "När beslutet ska fattas",
    "expected": "När väntade besked kommer",
    "persons": "Hur många som har uttalat sig som grupp",
    "decision_dates": "Datum för beslut och förslag",
    "assignment": "Vem som gav uppdraget",
    "case_number": "Diarienummer",
    "members": "Antal medlemmar",
}
"""Each kind of gap, as it is told of several reports at once."""


def rounded(ore: Fraction) -> str:
    """A middle amount in whole kronor."""
    return f"{swedish.number(ore / 100)}{swedish.HARD_SPACE}kr"


def class_words(each: SizeClass) -> str:
    """ "20 000–49 999 invånare"."""
    if each.below is None:
        return f"minst {swedish.number(each.least)} invånare"
    if not each.least:
        return f"under {swedish.number(each.below)} invånare"
    return f"{swedish.number(each.least)}–{swedish.number(each.below - 1)} invånare"


def _municipalities(overview: Overview) -> str:
    return swedish.counted(len(overview.latest), "en kommun", "kommuner")


def _years(overview: Overview) -> str:
    years = sorted({each.parameters.year for each in overview.reports.values()})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def head(overview: Overview) -> Head:
    """What the document says of itself; its date is that of the newest report, since it has none of its own."""
    day = max(each.parameters.report_date for each in overview.reports.values())
    names = {network.name: None for each in overview.reports.values() for network in each.networks}
    return Head(
        title=f"Nätverksmedlemskap {_years(overview)}: översikt",
        municipality=swedish.capitalised(_municipalities(overview)),
        date=day.isoformat(),
        date_text=swedish.long_date(day),
        case_number="",
        description=f"Översikt över {swedish.counted(len(overview.reports), 'en rapport', 'rapporter')}: avgift, resultat "
        "och vad som inte är känt.",
        keywords=("översikt", "medlemskap", *names),
    )  # fmt: skip


def text(overview: Overview) -> Prose:
    """How much is shown, then any notice that must stand first."""
    return prose(
        facts(
            ("Rapporter", swedish.number(len(overview.reports))),
            ("Kommuner i siffrorna", swedish.number(len(overview.latest))),
            ("Nätverk", swedish.listed(list(overview.networks.values()))),
        ),
        _banner(overview),
    )


def _banner(overview: Overview) -> Block | None:
    made_up = [each.municipality.name for each in overview.reports.values() if invented(each)]
    if not made_up:
        return None
    names = swedish.listed(list(dict.fromkeys(made_up)))
    if len(overview.counted) < len(overview.reports):
        sentence = f"Det som sägs om {names} är påhittat. Det står i tabellen över rapporter, men räknas inte i någon annan siffra."
    else:
        sentence = f"Underlaget för {names} är påhittat. Översikten visar metoden, inte verkligheten."
    return callout("illustrative", "Påhittade uppgifter", paragraph(sentence))


def summary(overview: Overview) -> Prose:
    """What the fees are, how many have a result, and how many lack evidence of their own."""
    return prose(
        paragraph(strong("Avgifterna. "), " ".join(_fee_sentences(overview))),
        paragraph(strong("Resultaten. "), _result_sentence(overview)),
        paragraph(
            "En avgift är vad medlemskapet kostar, eller skulle kosta, enligt föreningens regel. Att en kommun finns med "
            "säger inte att den är medlem."
        ),
    )


def _fee_sentences(overview: Overview) -> list[str]:
    sentences = []
    for network, short in overview.networks.items():
        ore = [each.fee.ore for one in overview.latest for each in one.networks if each.network_id == network]
        if len(set(ore)) == 1:
            sentences.append(f"{short} kostar {swedish.kronor(ore[0])} om året.")
        elif ore:
            sentences.append(
                f"{short} kostar mellan {swedish.kronor(min(ore))} och {swedish.kronor(max(ore))} om året."
            )
    return sentences


def _result_sentence(overview: Overview) -> str:
    pairs = [network for each in overview.latest for network in each.networks]
    assessed = sum(network.answered for network in pairs)
    total = swedish.counted(len(pairs), "ett medlemskap", "medlemskap")
    if not assessed:
        return f"Om inget av {total} finns det svar på om det används: underlaget är inte insamlat."
    if assessed == len(pairs):
        return f"Om {total} finns det svar på om det används."
    return f"Om {swedish.in_words(assessed)} av {total} finns det svar på om det används. Om övriga saknas uppgift."


def sums(overview: Overview) -> Prose:
    """A warning before the map where the municipalities' sums are of different networks."""
    if alike(overview.latest):
        return NOTHING
    return prose(
        paragraph(
            "Kommunernas rapporter gäller inte samma nätverk. Kartan visar summan för de nätverk som varje kommuns rapport "
            "gäller, och en högre summa kan bero på fler nätverk. Tabellen säger vilka."
        )
    )


def standings(overview: Overview) -> Table | Prose:
    """Where each stands, in the text where the rows are few; else those that have been assessed, where they are few."""
    every = _pairs(overview.reports)
    if len(every) <= IN_TEXT:
        return _standings("tabell-rapporter", "Var varje kommun står", every)
    assessed = _assessed(every)
    if 0 < len(assessed) <= IN_TEXT:
        return _standings("tabell-bedomda", "De medlemskap som det finns svar om", assessed)
    return NOTHING


def standings_text(overview: Overview) -> Prose:
    """How many stand where, and where the long table is."""
    if len(_pairs(overview.reports)) <= IN_TEXT:
        return NOTHING
    every = _pairs(overview.counted)
    assessed = _assessed(every)
    counts = Counter(_cell_words(network) for _, network in assessed)
    words = [f"{words} ({swedish.number(count)})" for words, count in counts.most_common()]
    sentences = ["Alla står i bilagan Alla rapporter."]
    if unknown := len(every) - len(assessed):
        total = swedish.counted(unknown, "ett medlemskap", "medlemskap")
        sentences.insert(0, f"Om {total} saknas uppgift.")
    if assessed:
        total = swedish.capitalised(swedish.counted(len(assessed), "ett medlemskap", "medlemskap"))
        sentences.insert(0, f"{total} har svar på om det används. Det underlaget säger: {swedish.listed(words)}.")
    return prose(paragraph(" ".join(sentences)))


def standings_appendix(overview: Overview) -> Table | Prose:
    every = _pairs(overview.reports)
    return NOTHING if len(every) <= IN_TEXT else _standings("tabell-rapporter", "Var varje kommun står", every)


_Pair = tuple[Evaluation, NetworkEvaluation]


def _pairs(reports: Mapping[str, Evaluation]) -> list[_Pair]:
    return [(each, network) for each in reports.values() for network in each.networks]


def _assessed(pairs: Sequence[_Pair]) -> list[_Pair]:
    return [(each, network) for each, network in pairs if network.answered]


def _cell_words(network: NetworkEvaluation) -> str:
    return verdicts.cell_words(network.cell, network.membership.state)


def _standings(table_id: str, caption: str, pairs: Sequence[_Pair]) -> Table:
    columns = (
        Column("Kommun"),
        Column("År", "date"),
        Column("Nätverk"),
        Column("Avgift per år", "number"),
        Column("Vad underlaget säger"),
    )
    rows = [_cells(each, network) for each, network in pairs]
    notes = ("Vad underlaget säger bygger på vad varje kommuns egna användare har svarat. Det går inte att rangordna.",)
    return Table(table_id, caption, columns, tuple(rows), notes)


def _cells(evaluation: Evaluation, network: NetworkEvaluation) -> tuple[str, ...]:
    name = evaluation.municipality.name
    return (
        f"{name} (påhittad)" if invented(evaluation) else name,
        str(evaluation.parameters.year),
        network.short,
        swedish.kronor(network.fee.ore),
        _cell_words(network),
    )


def missing(overview: Overview) -> Table | Prose:
    """What is not known, of how many reports, and of which where they are few."""
    columns = (Column("Vad som inte är känt"), Column("Antal rapporter", "number"), Column("Vilka"))
    rows = [
        (MISSING[each.kind], swedish.number(len(each.reports)), _which(overview, each)) for each in overview.missing
    ]
    notes = ("Påhittade rapporter räknas inte, om inte alla är det.",)
    caption = "Vad som saknas, och i vilka rapporter"
    return filled(Table("tabell-saknas", caption, columns, tuple(rows), notes), "Inget saknas.")


def _which(overview: Overview, each: Missing) -> str:
    total = len(overview.counted)
    if len(each.reports) <= NAMED:
        return swedish.listed([_label(overview, name) for name in each.reports])
    without = [name for name in overview.counted if name not in each.reports]
    if not without:
        return "alla"
    if len(without) <= NAMED:
        return f"alla utom {swedish.listed([_label(overview, name) for name in without])}"
    return f"{swedish.number(len(each.reports))} av {swedish.number(total)}"


def _label(overview: Overview, name: str) -> str:
    evaluation = overview.reports[name]
    return f"{evaluation.municipality.name} {evaluation.parameters.year}"


def method(overview: Overview) -> Prose:
    """How the figures are made, and what they cannot be used for."""
    return prose(
        paragraph(
            "Varje rapport räknas som i sin egen fil. Diagrammen visar den senaste rapporten för varje kommun. Den mittersta "
            "avgiften är den som lika många kommuner ligger över som under. Folkmängden är den som avgiften räknas på."
        ),
        paragraph("Kartans gränser är förenklade och kommer från SCB:s digitala gränser, som är öppna data."),
    )
