"""The overview of a batch: its head, what it says of each network, where each report stands and what is missing where."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.facts import parameter
from medlemsnytta.analysis.members import NOT_YET
from medlemsnytta.analysis.peers import (
    Missing,
    NetworkPeers,
    Overview,
    SizeClass,
    WouldLose,
    invented,
)
from medlemsnytta.presentation.words import questions, swedish, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
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
IN_SENTENCES = 3
"""Of more networks the table alone says what they cost."""
LOST_SHOWN = 3
"""So many things that would be lost are named of a network, the most common first."""

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


def rounded(ore: Fraction | int) -> str:
    """A middle amount in whole kronor."""
    return f"{swedish.number(Fraction(ore) / 100)}{swedish.HARD_SPACE}kr"


def class_words(each: SizeClass) -> CitedText:
    """ "20 000–49 999 invånare"."""
    if each.below is None:
        words = f"minst {swedish.number(each.least)} invånare"
    elif not each.least:
        words = f"under {swedish.number(each.below)} invånare"
    else:
        words = f"{swedish.number(each.least)}–{swedish.number(each.below - 1)} invånare"
    return cite(words, *each.limits)


def network_name(overview: Overview, network_id: str) -> CitedText:
    each = next(one for one in overview.peers if one.network_id == network_id)
    return of_report(cell(each.profile, "short"), each.report)


def _places(overview: Overview) -> CitedText:
    """ "fem kommuner och en region"."""
    found = (overview.number_of("kommun"), overview.number_of("region"))
    words = (("en kommun", "kommuner"), ("en region", "regioner"))
    return listed([counted(fact, *each) for fact, each in zip(found, words, strict=True) if fact.value])


def _place_column(overview: Overview) -> str:
    return "Kommuner och regioner" if overview.number_of("region").value else "Kommuner"


def _years(overview: Overview) -> str:
    years = sorted({each.parameters.year for each in overview.reports.values()})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def head(overview: Overview) -> Head:
    """What the document says of itself; its date is that of the newest report, since it has none of its own."""
    day = max(each.parameters.report_date for each in overview.reports.values())
    names = {network.name: None for each in overview.reports.values() for network in each.networks}
    return Head(
        title=f"Nätverksmedlemskap {_years(overview)}: översikt",
        municipality=capitalised(_places(overview)).text,
        date=day.isoformat(),
        date_text=swedish.long_date(day),
        case_number="",
        description=f"Översikt över {swedish.counted(len(overview.reports), 'en rapport', 'rapporter')}: vad underlaget säger "
        "om varje nätverk, avgift och vad som inte är känt.",
        keywords=("översikt", "medlemskap", *names),
    )  # fmt: skip


def text(overview: Overview) -> Prose:
    """How much is shown, then any notice that must stand first."""
    names = [network_name(overview, network_id) for network_id in overview.networks]
    few = len(names) <= NAMED
    return prose(
        facts(
            ("Rapporter", fact_words(overview.number_of_reports, swedish.number)),
            ("I siffrorna", _places(overview)),
            ("Nätverk", listed(names) if few else fact_words(overview.number_of_networks, swedish.number)),
        ),
        _banner(overview),
    )


def _banner(overview: Overview) -> Block | None:
    made_up = dict.fromkeys(each.municipality.name for each in overview.reports.values() if invented(each))
    if not made_up:
        return None
    if len(overview.counted) < len(overview.reports):
        words = "Det som sägs om {names} är påhittat. Det står i tabellen över rapporter, men räknas inte i någon annan siffra."
    else:
        words = "Underlaget för {names} är påhittat. Översikten visar metoden, inte verkligheten."
    return callout("illustrative", "Påhittade uppgifter", paragraph(say(words, names=listed(list(made_up)))))


def summary(overview: Overview) -> Prose:
    """How many have answers, and what the fees are."""
    return prose(
        paragraph(strong("Svaren. "), _answered(overview)),
        paragraph(strong("Avgifterna. "), joined(_fee_sentences(overview))),
        paragraph("En avgift är vad medlemskapet kostar, eller skulle kosta, enligt det bästa som är känt."),
    )


def _answered(overview: Overview) -> CitedText:
    """Of how many memberships it is known whether they are used."""
    answered, pairs = overview.pairs_answered, overview.pairs
    start = _examined(overview)
    if answered.value == 0:
        said = cite("Än finns det inget svar på om nätverket används.", answered)
    elif answered.value == pairs.value:
        words = {1: "Det finns svar på om nätverket används.", 2: "Om båda finns det svar på om nätverket används."}
        said = cite(words.get(pairs.value, "Om alla finns det svar på om nätverket används."), answered, pairs)
    else:
        said = say(
            "Om {some} av dem finns det svar på om nätverket används.", some=fact_words(answered, swedish.in_words)
        )
    return joined([start, said])


def _examined(overview: Overview) -> CitedText:
    """How many memberships are examined, and how much else that is none, or may not be one."""
    pairs = overview.pairs
    found = [(overview.pairs_in(*states), *words) for states, words in _KINDS.items()]
    known = [(number, one, many) for number, one, many in found if number.value]
    parts = [counted(number, one, many) for number, one, many in known]
    if len(parts) == 1:
        return say("Rapporterna prövar {total}.", total=parts[0])
    total = counted(pairs, "ett fall", "fall")
    return say("Rapporterna prövar {total}: {parts}.", total=total, parts=listed(parts))


_KINDS = {
    ("member",): ("ett medlemskap", "medlemskap"),
    NOT_YET: ("ett möjligt medlemskap", "möjliga medlemskap"),
    ("left",): ("ett medlemskap som har lämnats", "medlemskap som har lämnats"),
    ("unknown",): (
        "ett nätverk som det inte är känt om kommunen är med i",
        "fall där det inte är känt om kommunen är medlem",
    ),
}


def _fee_sentences(overview: Overview) -> Iterator[CitedText]:
    """What each costs, where they are few; and of how many it is not known."""
    for each in overview.peers if len(overview.peers) <= IN_SENTENCES else ():
        lowest, highest = each.fee("lowest"), each.fee("highest")
        name = of_report(cell(each.profile, "short"), each.report)
        if not lowest.known:
            yield say("Vad {name} kostar är {unknown}.", name=name, unknown=cite("inte känt", lowest))
        elif lowest.value == highest.value:
            yield say("{name} kostar {fee} om året.", name=name, fee=fact_words(lowest, swedish.whole_kronor))
        else:
            yield say(
                "{name} kostar mellan {low} och {high} om året.",
                name=name,
                low=fact_words(lowest, swedish.whole_kronor),
                high=fact_words(highest, swedish.whole_kronor),
            )
    if len(overview.peers) > IN_SENTENCES:
        number = overview.number_of_networks
        yield say("Tabellen Nätverken säger vad {many} kostar.", many=counted(number, "ett nätverk", "nätverk"))
    unknown = overview.fees_unknown
    if unknown.value and overview.pairs.value > 1:
        yield say(
            "{many} {known}.",
            many=capitalised(counted(unknown, "en avgift", "avgifter")),
            known=agreeing(unknown, "är inte känd", "är inte kända"),
        )


def networks_table(overview: Overview) -> Table:
    """A row a network: how many reports treat it, how many have answers, in which cells, and what they cost."""
    columns = (
        Column("Nätverk"),
        Column(_place_column(overview), "number"),
        Column("Är medlemmar", "number"),
        Column("Har svar", "number"),
        Column("Vad underlaget säger"),
        Column("Lägsta avgift", "number"),
        Column("Högsta avgift", "number"),
    )
    rows = tuple(
        (
            of_report(cell(each.profile, "short"), each.report),
            fact_words(each.treated, swedish.number),
            fact_words(each.members, swedish.number),
            fact_words(each.answered, swedish.number),
            _cells_words(each),
            fact_words(each.fee("lowest"), swedish.kronor),
            fact_words(each.fee("highest"), swedish.kronor),
        )
        for each in overview.peers
    )
    notes = (
        "Medlemmar är de vars rapport säger det; de övriga är inte med, eller har inte sagt det.",
        "Har svar: rapporten säger om nätverket används, eller kommer att användas. Vad underlaget säger räknas över dem.",
    )
    return Table("tabell-natverken", "Nätverken", columns, rows, notes)


def _cells_words(each: NetworkPeers) -> CitedText:
    """ "talar för att stanna (3), underlaget räcker inte (1)"."""
    if not each.in_cells:
        return cite("inga svar än", each.answered)
    return capitalised(
        joined(
            [
                cite(f"{verdicts.cell_words(one.cell, one.state)} ({swedish.number(one.number.value)})", one.number)
                for one in each.in_cells
            ],
            ", ",
        )
    )


def losses_table(overview: Overview) -> Table | Prose:
    """A row a network of which somebody would lose anything, or has a question open."""
    columns = (Column("Nätverk"), Column("Skulle bli sämre eller gå förlorat"), Column("Vanligaste öppna frågan"))
    rows = tuple(
        (
            of_report(cell(each.profile, "short"), each.report),
            _lost_words(overview, each),
            _question_words(overview, each),
        )
        for each in overview.peers
        if each.lost or each.question
    )
    notes = ("Inom parentes står hur många kommuner eller regioner det gäller.",)
    return (
        Table("tabell-forluster", "Vad som skulle bli sämre, och vad som är obesvarat", columns, rows, notes)
        if rows
        else NOTHING
    )


def _lost_words(overview: Overview, each: NetworkPeers) -> CitedText:
    if not each.lost:
        nothing = each.answered.value and each.answered.value == each.nothing_lost.value
        return cite("Inget" if nothing else "Inte känt", each.answered, each.nothing_lost)
    return capitalised(joined([_lost(overview, one) for one in each.lost[:LOST_SHOWN]], ", "))


def _lost(overview: Overview, each: WouldLose) -> CitedText:
    row = overview.reports[each.report].answers.names.get(each.thing.thing.place)
    number = cite(f" ({swedish.number(each.number.value)})", each.number)
    if row is not None and each.thing.thing.kind == "channel":
        return of_report(cell(row, "name").with_first(str.lower), each.report) + number
    return cite(_LOST[each.thing.thing.kind], each.number) + number


_LOST = {**verdicts.THING, "document": "ett styrdokument", "channel": "en kanal"}


def _question_words(overview: Overview, each: NetworkPeers) -> CitedText:
    if each.question is None:
        return cite("ingen", each.treated)
    asked = of_report(
        questions.what(each.question.question, overview.reports[each.question.report].answers), each.question.report
    )
    number = cite(f" ({swedish.number(each.question.number.value)})", each.question.number)
    return capitalised(asked) + number


def map_text(overview: Overview) -> Prose:
    """What the map does not show."""
    regions = overview.number_of("region")
    if not regions.value:
        return NOTHING
    said = say(
        "{regions} har ingen egen gräns på kartan, och räknas inte i diagrammen: {rules}.",
        regions=capitalised(counted(regions, "en region", "regioner")),
        rules=agreeing(regions, "dess avgifter följer egna regler", "deras avgifter följer egna regler"),
    )
    return prose(paragraph(said))


_Row = tuple[str, Evaluation, NetworkEvaluation]


def standings(overview: Overview) -> Table | Prose:
    """Where each stands, in the text where the rows are few; else those that have answers, where they are few."""
    every = _rows(overview.reports)
    if len(every) <= IN_TEXT:
        return _standings("tabell-rapporter", "Kommun för kommun", every)
    answered = [each for each in every if each[2].answered]
    if 0 < len(answered) <= IN_TEXT:
        return _standings("tabell-bedomda", "De medlemskap som det finns svar om", answered)
    return NOTHING


def standings_text(overview: Overview) -> Prose:
    """Where the long table is."""
    if len(_rows(overview.reports)) <= IN_TEXT:
        return NOTHING
    return prose(paragraph("Varje rapport står i bilagan Rapporterna, rad för rad."))


def standings_appendix(overview: Overview) -> Table | Prose:
    every = _rows(overview.reports)
    return NOTHING if len(every) <= IN_TEXT else _standings("tabell-rapporter", "Kommun för kommun", every)


def _rows(reports: Mapping[str, Evaluation]) -> list[_Row]:
    return [(name, each, network) for name, each in reports.items() for network in each.networks]


def _standings(table_id: str, caption: str, rows: Sequence[_Row]) -> Table:
    columns = (
        Column("Kommun"),
        Column("År", "date"),
        Column("Nätverk"),
        Column("Avgift per år", "number"),
        Column("Vad underlaget säger"),
    )
    notes = ("Vad underlaget säger bygger på det underlag som var och en har samlat, och går inte att rangordna.",)
    return Table(table_id, caption, columns, tuple(_standing(*each) for each in rows), notes)


def _standing(name: str, evaluation: Evaluation, network: NetworkEvaluation) -> tuple[Text, ...]:
    state = network.membership.state
    place = evaluation.municipality.name
    cells: tuple[Text, ...] = (
        f"{place} (påhittad)" if invented(evaluation) else place,
        fact_words(parameter("year", evaluation.parameters.year)),
        cell(network.own.profile, "short"),
        fact_words(network.fees.amount, swedish.kronor),
        capitalised(
            fact_words(AnswerFacts(network.answers.judgement).cell, lambda code: verdicts.cell_words(code, state))
        ),
    )
    return tuple(of_report(each, name) for each in cells)


def missing(overview: Overview) -> Table | Prose:
    """What is not known, of how many reports, and of which where they are few."""
    columns = (Column("Vad som inte är känt"), Column("Antal rapporter", "number"), Column("Vilka"))
    rows = tuple(
        (cite(MISSING[each.kind], each.number), fact_words(each.number, swedish.number), _which(overview, each))
        for each in overview.missing
    )
    notes = ("Påhittade rapporter räknas inte, om det finns andra.",)
    return filled(Table("tabell-saknas", "Vad som inte är känt, och i vilka rapporter", columns, rows, notes), "")


def _which(overview: Overview, each: Missing) -> CitedText:
    without = [name for name in overview.counted if name not in each.reports]
    if not without:
        return cite("alla", each.number, overview.number_counted)
    if len(each.reports) <= NAMED:
        return listed([_label(overview, name) for name in each.reports])
    if len(without) <= NAMED:
        every = cite("alla utom", each.number, overview.number_counted)
        return say("{every} {names}", every=every, names=listed([_label(overview, name) for name in without]))
    return say(
        "{part} av {all}",
        part=fact_words(each.number, swedish.number),
        all=fact_words(overview.number_counted, swedish.number),
    )


def _label(overview: Overview, name: str) -> CitedText:
    evaluation = overview.reports[name]
    year = of_report(fact_words(parameter("year", evaluation.parameters.year)), name)
    return say("{place} {year}", place=evaluation.municipality.name, year=year)


def method(overview: Overview) -> Prose:
    """How the figures are made, and what they cannot be used for."""
    return prose(
        paragraph(
            "Varje rapport räknas som i sin egen fil. Om ett nätverk räknas den senaste rapporten som gäller det för varje kommun "
            "och region, och diagrammen visar den senaste rapporten för varje kommun. Den mittersta avgiften är den som lika "
            "många kommuner ligger över som under. Folkmängden är den som avgiften räknas på, eller den senast kända. Den "
            "avgift som inte är känd räknas inte."
        ),
        paragraph("Kartans gränser är förenklade och kommer från SCB:s digitala gränser, som är öppna data."),
    )
