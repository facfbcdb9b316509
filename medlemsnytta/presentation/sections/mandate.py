"""Who decided what, when and under which number, and what time is left."""

from datetime import date

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

UNDATED = "utan datum"


def deadline_day(memberships: Memberships) -> str:
    """The deadline with its weekday."""
    deadline = memberships.parameters.deadline
    return swedish.UNKNOWN if deadline is None else f"{swedish.weekday(deadline)} {swedish.long_date(deadline)}"


def deadline_in_prose(memberships: Memberships) -> str:
    """ "lördagen den 30 maj 2026": the definite form that a sentence wants."""
    deadline = memberships.parameters.deadline
    return swedish.UNKNOWN if deadline is None else _day_in_prose(deadline)


def _day_in_prose(day: date) -> str:
    return f"{swedish.weekday(day)}en den {swedish.long_date(day)}"


def deadline_words(memberships: Memberships) -> str:
    """The deadline with its weekday, and that it has passed where it has."""
    return deadline_day(memberships) + (" (har passerat)" if memberships.deadline_passed else "")


def decision_sentence(memberships: Memberships) -> str:
    """What is to be decided next, by whom and when: each follow-up that is due, else the memberships as a whole."""
    parameters = memberships.parameters
    recipient = parameters.recipient or "den som beslutar"
    due: dict[tuple[str, date], list[str]] = {}
    for decision in memberships.decisions:
        if decision.kind == "follow_up" and decision.due_date is not None:
            due.setdefault((decision.body, decision.due_date), []).append(_network_name(memberships, decision))
    if due:
        return " ".join(_due(memberships, body, day, swedish.listed(about)) for (body, day), about in due.items())
    names = swedish.listed([network.name for network in memberships.networks])
    return f"{swedish.capitalised(recipient)} ska ta ställning till medlemskapet i {names}. Tidsfrist: {deadline_words(memberships)}."


def _due(memberships: Memberships, body: str, day: date, about: str) -> str:
    """One follow-up: a body that decides itself takes a stand, another one recommends."""
    recipient = memberships.parameters.recipient
    verb = "skulle" if memberships.parameters.report_date > day else "ska"
    start = f"{body} {verb} senast {_day_in_prose(day)}"
    if recipient is None or body.lower() == recipient.lower():
        return f"{start} ta ställning till medlemskapet i {about}."
    return f"{start} rekommendera {_lower_first(recipient)} antingen att stanna kvar i {about} eller att utträda."


def text(memberships: Memberships) -> Prose:
    """The assignment, the deadline, and what the sources leave undated or addressed differently."""
    return prose(
        paragraph(_assignment(memberships)),
        paragraph(_deadline(memberships)),
        paragraph(*_undated(memberships)),
        paragraph(*_addressee(memberships)),
    )


def _assignment(memberships: Memberships) -> str:
    names = swedish.listed([network.name for network in memberships.networks])
    for decision in memberships.decisions:
        if decision.kind == "assignment":
            when = f"den {swedish.partial_date(decision.date)}" if decision.date else "utan angivet datum"
            return f"Uppdraget gavs av {_lower_first(decision.body)} {when}. Det gäller medlemskapen i {names}."
    return f"Rapporten gäller medlemskapen i {names}. Vem som gav uppdraget framgår inte av underlaget."


def _deadline(memberships: Memberships) -> str:
    deadline, report_date = memberships.parameters.deadline, memberships.parameters.report_date
    if deadline is None:
        return "Ingen tidsfrist är angiven."
    if memberships.deadline_passed:
        return f"Tidsfristen, {deadline_in_prose(memberships)}, har passerat när rapporten lämnas."
    days = (deadline - report_date).days
    left = swedish.counted(days, "en dag", "dagar")
    return f"Tidsfristen är {deadline_in_prose(memberships)}. När rapporten lämnas återstår {left}."


def _undated(memberships: Memberships) -> list[str]:
    """The decisions that the sources mention without a day of their own."""
    kinds = {"assignment": "uppdraget", "recommendation": "rekommendationen", "membership": "beslutet"}
    found = [
        f"{kinds.get(each.kind, terms.DECISION_KIND[each.kind])} om {_network_name(memberships, each)}"
        for each in memberships.decisions
        if not each.date
    ]
    if not found:
        return []
    return [f"Källorna ger inget datum för {swedish.listed(found, 'och för')}. De saknas därför i diagrammet."]


def _addressee(memberships: Memberships) -> list[str]:
    """Said aloud where the assignment was to report to another body than the one that now is to decide."""
    assigned = [decision.body for decision in memberships.decisions if decision.kind == "assignment"]
    recipient = memberships.parameters.recipient
    if not assigned or not recipient or assigned[-1].lower() == recipient.lower():
        return []
    return [f"Utfallet skulle redovisas för {_lower_first(assigned[-1])}, men rekommendationen går till "
            f"{_lower_first(recipient)}. Underlaget förklarar inte varför."]  # fmt: skip


def table(memberships: Memberships) -> Table | Prose:
    """Every decision and proposal in the order in which it came."""
    columns = (Column("Datum", "date"), Column("Vem"), Column("Vad"))
    return filled(
        Table(
            "tabell-beslut",
            "Beslut, uppdrag och rekommendationer",
            columns,
            tuple(_row(decision) for decision in memberships.decisions),
            notes=(" ".join(dict.fromkeys(decision.note for decision in memberships.decisions if decision.note)),),
        ),
        "Inga beslut om medlemskapen finns i underlaget än. Registratorn vet vilka som har fattats.",
    )


def _row(decision: Decision) -> tuple[str, str, str]:
    words = decision.text
    if decision.on_recommendation_of:
        words += f" På förslag av {decision.on_recommendation_of}."
    if decision.due_date:
        words += f" Senast den {swedish.long_date(decision.due_date)}."
    if decision.case_number:
        words += f" Diarienummer {decision.case_number}."
    return decision.date or UNDATED, decision.body, words


def _network_name(memberships: Memberships, decision: Decision) -> str:
    if decision.network_id == "both":
        return swedish.listed([network.name for network in memberships.networks])
    return memberships.network(decision.network_id).name


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]
