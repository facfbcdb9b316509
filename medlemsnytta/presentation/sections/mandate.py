"""Who decided what, when and under which number, and what time is left."""

from collections.abc import Iterator, Sequence
from datetime import date

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Fact, Record, parameter
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in
from medlemsnytta.presentation.words import actions, municipalities, swedish
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    as_sentence,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

UNDATED = "utan datum"
WHOLE_DAY = len("2025-04-01")
MOST_NAMED = 3
"""Of more networks than these the text gives the number, and tables have the names."""


def deadline_day(memberships: Memberships) -> CitedText:
    """The deadline with its weekday."""
    return fact_words(_deadline_fact(memberships), lambda day: f"{swedish.weekday(day)} {swedish.long_date(day)}")


def deadline_in_prose(memberships: Memberships) -> CitedText:
    """ "lördagen den 30 maj 2026": the definite form that a sentence wants."""
    return fact_words(_deadline_fact(memberships), swedish.day_in_prose)


def _deadline_fact(memberships: Memberships) -> Fact:
    return parameter("deadline", memberships.parameters.deadline)


def what_comes(memberships: Memberships) -> str:
    """What page one calls what comes next: a decision, or a step towards one where it is a recommendation that is due."""
    recipient = memberships.parameters.recipient
    due = (each for each in memberships.decisions if each.kind == "follow_up" and each.due_date is not None)
    return "Nästa steg. " if any(_only_recommends(each, recipient) for each in due) else "Beslutet. "


def _only_recommends(decision: Decision, recipient: str | None) -> bool:
    return recipient is not None and decision.body.lower() != recipient.lower()


def decision_sentence(memberships: Memberships) -> CitedText:
    """What is to be decided next, by whom and when: each follow-up that is due, else the memberships as a whole."""
    due: dict[tuple[str, date], list[Decision]] = {}
    for decision in memberships.decisions:
        if decision.kind == "follow_up" and decision.due_date is not None:
            due.setdefault((decision.body, decision.due_date), []).append(decision)
    if due:
        return joined(_due(memberships, decisions) for decisions in due.values())
    recipient = memberships.parameters.recipient
    who = capitalised(_recipient(memberships)) if recipient else "Den som beslutar"
    what = _about(memberships, memberships.networks, "till ")
    stand = say("{who} ska ta ställning {what}.", who=who, what=what)
    if memberships.parameters.deadline is None:
        return joined([stand, _no_deadline(memberships)])
    return joined([stand, _deadline_in_short(memberships)])


def _deadline_in_short(memberships: Memberships) -> CitedText:
    if memberships.deadline_passed:
        passed = cite("har passerat", memberships.days_left)
        return say("Tidsfristen, {day}, {passed}.", day=deadline_in_prose(memberships), passed=passed)
    return say("Tidsfristen är {day}.", day=deadline_in_prose(memberships))


def _no_deadline(memberships: Memberships) -> CitedText:
    return cite("Ingen tidsfrist är angiven.", _deadline_fact(memberships))


def _due(memberships: Memberships, decisions: list[Decision]) -> CitedText:
    """One follow-up: a body that decides itself takes a stand, another one recommends."""
    first, recipient = decisions[0], memberships.parameters.recipient
    day = first.record.fact("due_date")
    passed = first.due_date is not None and memberships.parameters.report_date > first.due_date
    late = cite(" Den dagen har passerat.", day, memberships.report_date) if passed else ""
    start = say(
        "{body} {verb} senast {day}",
        body=cell(first.record, "body"),
        verb=cite("skulle" if passed else "ska", day, memberships.report_date),
        day=fact_words(day, swedish.day_in_prose),
    )
    networks = [network for each in decisions for network in _networks_of(memberships, each)]
    decided = [each for each in memberships.networks if each in networks]
    if not _only_recommends(first, recipient):
        return start + say(" ta ställning {what}.{late}", what=_about(memberships, decided, "till "), late=late)
    what = _about(memberships, decided)
    who = _recipient(memberships).with_first(str.lower)
    if any(each.kind != "member" for each in networks):
        return start + say(" lämna ett förslag till {who}. Det gäller {what}.{late}", who=who, what=what, late=late)
    return start + say(
        " lämna en rekommendation till {who}: att stanna kvar i {about} eller att utträda.{late}",
        late=late,
        who=who,
        about=listed([_network_name(memberships, decision) for decision in decisions]),
    )


def text(memberships: Memberships) -> Prose:
    """The assignment, the deadline, and what the sources leave addressed differently."""
    return prose(
        paragraph(_assignment(memberships)),
        paragraph(_deadline(memberships)),
        paragraph(*_addressee(memberships)),
    )


def _given(memberships: Memberships) -> Decision | None:
    return next((each for each in memberships.decisions if each.kind == "assignment"), None)


def asked_by(memberships: Memberships) -> CitedText:
    """Who gave the assignment: by its row, else by the parameter."""
    given = _given(memberships)
    if given is not None:
        return cell(given.record, "body")
    return fact_words(parameter("asked_by", memberships.parameters.asked_by))


def _assignment(memberships: Memberships) -> CitedText:
    given, what = _given(memberships), what_is_decided(memberships)
    if given is None and not memberships.parameters.asked_by:
        start = say("Rapporten gäller {what}.", what=what)
        return start + cite(" Vem som gav uppdraget framgår inte av underlaget.", memberships.assignments)
    who = asked_by(memberships).with_first(str.lower)
    if given is None:
        return say("Uppdraget gavs av {who}. Det gäller {what}.", who=who, what=what)
    start = say("Uppdraget gavs av {who}{when}.", who=who, when=_when(given.record))
    if _names_no_network(memberships, given):
        return joined([start, say("Rapporten gäller {what}.", what=what)])
    return joined([start, say("Det gäller {what}.", what=_about(memberships, _networks_of(memberships, given)))])


def _when(decision: Record) -> CitedText:
    """ " den 28 januari 2019", " i januari 2019", " 2019": as far as the day is known."""
    day = decision.fact("date")
    if not day.known:
        return cite("; datum framgår inte", day)
    before = {WHOLE_DAY: " den ", len("2019-01"): " i "}.get(len(decision["date"]), " ")
    return cite(before + swedish.partial_date(decision["date"]), day)


def _names_no_network(memberships: Memberships, decision: Decision) -> bool:
    """A row about both, in a report of more: which two it is about nobody has said."""
    return decision.network_id == BOTH and len(memberships.networks) > len((1, 2))


def _deadline(memberships: Memberships) -> CitedText:
    if memberships.parameters.deadline is None:
        return _no_deadline(memberships)
    day = deadline_in_prose(memberships)
    if memberships.deadline_passed:
        passed = cite("har passerat", memberships.days_left)
        return say("Tidsfristen, {day}, {passed} när rapporten lämnas.", day=day, passed=passed)
    if not memberships.days_left.value:
        same_day = cite("samma dag som rapporten lämnas", memberships.days_left)
        return say("Tidsfristen är {day}, {same_day}.", day=day, same_day=same_day)
    left = counted(memberships.days_left, "en dag", "dagar")
    return say("Tidsfristen är {day}. När rapporten lämnas återstår {left}.", day=day, left=left)


def _addressee(memberships: Memberships) -> Iterator[CitedText]:
    """Said aloud where the assignment's own words ask for a report, and another body than the one that gave it decides."""
    given = (decision.record for decision in memberships.decisions if decision.kind == "assignment")
    assigned = [record for record in given if "redovisa" in record["text"].lower()]
    recipient = memberships.parameters.recipient
    if assigned and recipient and assigned[-1]["body"].lower() != recipient.lower():
        yield say(
            "Utfallet skulle redovisas för {body}, men rekommendationen går till {recipient}. Underlaget förklarar inte "
            "varför.",
            body=cell(assigned[-1], "body").with_first(str.lower),
            recipient=_recipient(memberships).with_first(str.lower),
        )


def table(memberships: Memberships) -> Table | Prose:
    """Every decision and proposal in the order in which it came."""
    columns = (Column("Datum", "date"), Column("Vem"), Column("Vad"))
    noted = {each.record["note"]: each.record for each in memberships.decisions if each.record["note"]}
    return filled(
        Table(
            "tabell-beslut",
            "Beslut, uppdrag och förslag",
            columns,
            tuple(_row(decision.record) for decision in memberships.decisions),
            notes=(joined(cell(record, "note") for record in noted.values()),) if noted else (),
        ),
        say(
            "{none} om {networks} finns i underlaget än. Registratorn kan svara på vilka som har fattats.",
            none=cite("Inga beslut", memberships.decided),
            networks=agreeing(memberships.number, "nätverket", "nätverken"),
        ),
    )


def _row(decision: Record) -> tuple[Text, ...]:
    words = [as_sentence(cell(decision, "text"))]
    if decision["on_recommendation_of"]:
        words.append(say("På förslag av {who}.", who=cell(decision, "on_recommendation_of")))
    if decision["due_date"]:
        words.append(say("Senast den {day}.", day=cell(decision, "due_date", swedish.long_date)))
    if decision["case_number"]:
        words.append(say("Diarienummer {number}.", number=cell(decision, "case_number")))
    day = cell(decision, "date") if decision["date"] else cite(UNDATED, decision.fact("date"))
    return day, cell(decision, "body"), joined(words)


def what_is_decided(memberships: Memberships) -> CitedText:
    """ "medlemskapen i A och B, och att gå med i C": what there is to decide, by the kind of decision."""
    return _about(memberships, memberships.networks)


def _about(memberships: Memberships, networks: Sequence[NetworkMembership], before: str = "") -> CitedText:
    """What is decided of these networks, each kind of decision with the same word `before` it."""
    kinds = [kind for kind in actions.KINDS if any(each.kind == kind for each in networks)]
    if len(networks) > MOST_NAMED:
        return before + listed([_number_of_kind(memberships, kind) for kind in kinds])
    said = []
    for kind in kinds:
        names = [cell(each.profile, "name") for each in networks if each.kind == kind]
        about = actions.about(kind, len(names), municipalities.definite(memberships.municipality))
        said.append(say("{before}{about} {names}", before=before, about=about, names=listed(names)))
    return listed(said)


def _number_of_kind(memberships: Memberships, kind: str) -> CitedText:
    number = memberships.number_of_kind(kind)
    return cite(actions.counted_about(kind, number.value), number)


def _network_name(memberships: Memberships, decision: Decision) -> CitedText:
    return listed([cell(network.profile, "name") for network in _networks_of(memberships, decision)])


def _networks_of(memberships: Memberships, decision: Decision) -> Sequence[NetworkMembership]:
    """Those that a decision names; one that names none, or both, is about all."""
    named = ids_in(decision.network_id)
    return [each for each in memberships.networks if each.network_id in named] or memberships.networks


def _recipient(memberships: Memberships) -> CitedText:
    return fact_words(parameter("recipient", memberships.parameters.recipient))
