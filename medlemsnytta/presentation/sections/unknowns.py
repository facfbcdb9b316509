"""What is not known: every gap as a question, whom to ask, and what the answer decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.gaps import Gap
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

REPRESENTATIVES = "Representanterna"
OFFICER = "Förvaltningen"
NETWORK = "Nätverket"


@dataclass(frozen=True)
class Question:
    """What is missing, the question to ask and whom."""

    missing: str
    ask: str
    whom: str


def _years(gap: Gap) -> str:
    return swedish.listed([str(year) for year in gap.years])


def _subjects(gap: Gap) -> str:
    return swedish.listed([name[:1].lower() + name[1:] for name in gap.subject])


OF_NETWORK: Mapping[str, Callable[[Gap, NetworkEvaluation], Question]] = {
    "no_channels": lambda gap, network: Question(
        "Vilka kanaler nätverket erbjuder", "Vilka kanaler finns, och vilka använder ni?", REPRESENTATIVES
    ),
    "membership_unknown": lambda gap, network: Question(
        "Om kommunen är medlem, och sedan när", "När beslutades medlemskapet, och av vem?", "Registrator"
    ),
    "documents_not_examined": lambda gap, network: Question(
        "Spår i styrdokument är inte undersökta", "I vilka styrdokument finns underlag från nätverket?", OFFICER
    ),
    "channel_frequency": lambda gap, network: Question(
        "Hur ofta de flesta kanalerna används", "Hur många gånger det senaste året?", REPRESENTATIVES
    ),
    "open_to_nonmembers": lambda gap, network: Question(
        "Om kanalerna är öppna för andra än medlemmar", "Vad når den som inte är medlem?", NETWORK
    ),
    "fee_not_confirmed": lambda gap, network: Question(
        f"Avgiftsregeln {_years(gap)} är antagen, inte bekräftad", "Vilken avgift beslutade årsmötet?", NETWORK
    ),
    "population_date": lambda gap, network: Question(
        "Vilket datums folkmängd avgiften räknas på", "Vilken dag gäller?", NETWORK
    ),
    "fee_history": lambda gap, network: Question(
        "Avgiftsregeln för några tidigare år", "Vilken regel gällde?", NETWORK
    ),
    "notice_period": lambda gap, network: Question(
        "Uppsägningstid", "När måste ett utträde anmälas för att gälla nästa år?", NETWORK
    ),
    "member_count": lambda gap, network: Question(
        "Antal medlemmar är ungefärligt eller olika i olika källor", "Hur många medlemmar finns i dag?", NETWORK
    ),
}  # fmt: skip

SHARED: Mapping[str, Callable[[Gap, Evaluation], Question]] = {
    "no_new_evidence": lambda gap, evaluation: Question(
        f"Inga uttalanden från {evaluation.parameters.year}", "Har användningen ändrats sedan förra utvärderingen?", REPRESENTATIVES
    ),
    "officer_text": lambda gap, evaluation: Question(
        "Förvaltningens slutsats och rekommendation", "Vad rekommenderar förvaltningen, och varför?", OFFICER
    ),
    "nobody_asked": lambda gap, evaluation: Question(
        "Vad de som använder nätverken säger", "Vad använder ni, hur ofta, och vad skulle ni sakna?", REPRESENTATIVES
    ),
    "number_of_speakers": lambda gap, evaluation: Question(
        "Hur många som intervjuats", "Vilka roller, och hur många i varje?", OFFICER
    ),
    "one_coder": lambda gap, evaluation: Question(
        "Om en annan person kodar uttalandena lika", "Kan en andra person koda samma uttalanden?", OFFICER
    ),
    "no_counts": lambda gap, evaluation: Question(
        "Antal användningar och deltaganden", "Hur ofta används nätverken? För logg i minst tre månader.", REPRESENTATIVES
    ),
    "hours": lambda gap, evaluation: Question(
        "Arbetstid för medlemskapen", "Hur många timmar om året går åt?", REPRESENTATIVES
    ),
    "own_salary": lambda gap, evaluation: Question(
        "Kommunens egen timkostnad", "Vad kostar en arbetstimme för rollen?", "Ekonomi eller HR"
    ),
    "case_number": lambda gap, evaluation: Question("Diarienummer", "Vilket nummer har ärendet?", "Registrator"),
    "undated_decisions": lambda gap, evaluation: Question(
        f"Datum för {swedish.counted(len(gap.subject), 'ett beslut', 'beslut och förslag')}",
        "Vilken dag gäller för vart och ett?", "Registrator"
    ),
    "undated_information": lambda gap, evaluation: Question(
        f"När besked kommer: {_subjects(gap)}", "När blir det klart?", "Den som ska lämna beskedet"
    ),
}  # fmt: skip


BEARS_ON_THE_DECISION = (
    "nobody_asked",
    "membership_unknown",
    "no_channels",
    "documents_not_examined",
    "channel_frequency",
    "open_to_nonmembers",
    "notice_period",
    "no_new_evidence",
    "officer_text",
)
"""The gaps whose answer can move the result, or that say when and on what a decision can be made."""


def text(evaluation: Evaluation) -> Prose:
    """How many gaps there are, which stand here and where the rest are."""
    first, rest = _rows(evaluation, decisive=True), _rows(evaluation, decisive=False)
    total = swedish.capitalised(swedish.counted(len(first) + len(rest), "en uppgift", "uppgifter"))
    elsewhere = "; övriga står i bilagan Fler siffror och frågor" if rest else ""
    return prose(
        paragraph(
            f"{total} saknas. Ingen av dem har ersatts med en gissning. Här står de frågor vars svar kan påverka "
            f"beslutet{elsewhere}."
        )
    )


def _rows(evaluation: Evaluation, decisive: bool) -> list[tuple[str, str, str, str]]:
    """One row a question; the same question about several networks is asked once, of all of them."""
    about: dict[Question, list[str]] = {}
    for network in evaluation.networks:
        for gap in network.gaps:
            if (gap.kind in BEARS_ON_THE_DECISION) == decisive:
                about.setdefault(OF_NETWORK[gap.kind](gap, network), []).append(network.short)
    for gap in evaluation.shared_gaps:
        if (gap.kind in BEARS_ON_THE_DECISION) == decisive:
            about[SHARED[gap.kind](gap, evaluation)] = ["Rapporten"]
    everyone = [network.short for network in evaluation.networks]
    whole = "Båda" if len(everyone) == 2 else "Alla"
    return [
        (each.missing, whole if names == everyone and len(names) > 1 else swedish.listed(names), each.ask, each.whom)
        for each, names in about.items()
    ]


_COLUMNS = (Column("Vad vi inte vet"), Column("Gäller"), Column("Fråga"), Column("Till vem"))


def table(evaluation: Evaluation) -> Table | Prose:
    """The gaps that bear on the decision, one row each."""
    rows = _rows(evaluation, decisive=True)
    return filled(Table("tabell-luckor", "Frågor att ställa före beslut", _COLUMNS, tuple(rows)), "Inga.")


def other_table(evaluation: Evaluation) -> Table | Prose:
    """Appendix: every other gap, one row each."""
    rows = _rows(evaluation, decisive=False)
    return filled(Table("tabell-luckor-ovriga", "Övriga frågor", _COLUMNS, tuple(rows)), "")
