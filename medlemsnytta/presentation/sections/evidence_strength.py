"""Whose words the report rests on, how old they are, and what nobody has counted."""

from collections.abc import Iterator

from medlemsnytta.analysis.agreement import Agreement
from medlemsnytta.analysis.evidence import ASKED, WHO, Evidence, SpeakerGroup
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.words import swedish
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
    quantity,
    say,
)
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose

BY = {
    "representative": ("av företrädare i nätverket", "av företrädare i nätverken"),
    "user": ("från oberoende håll", "från oberoende håll"),
    "other": ("av andra", "av andra"),
    "unattributed": ("utan uppgift om vem som talar", "utan uppgift om vem som talar"),
    "author": ("av dem som har skrivit utvärderingen", "av dem som har skrivit utvärderingen"),
    "network_own": ("av nätverket självt", "av nätverken själva"),
    "third_party": ("av utomstående", "av utomstående"),
}
"""Whose words, after a number of statements, where one network is evaluated and where several are."""
BY_ONE = {
    "representative": ("av en företrädare i nätverket", "av en företrädare i nätverken"),
    "author": ("av den som har skrivit utvärderingen", "av den som har skrivit utvärderingen"),
}
"""The same where they are the words of one person."""

ROLE = {
    "representative": "företrädare i nätverket",
    "user": "oberoende",
    "author": "har skrivit utvärderingen",
    "network": "nätverket",
    "other": "annan",
}

YEARS_FROM_MONTHS = 24
"""From this age on it is told in years."""


def text(evidence: Evidence, parameters: Parameters) -> Prose:
    """What the evidence is, and what it is not."""
    return prose(
        paragraph(joined(_statements(evidence))),
        paragraph(joined([*_asked(evidence), *_coders(evidence)])),
        paragraph(joined([*_graded(evidence), *_not_counted(evidence)])),
        paragraph(age_sentence(evidence)),
    )


def _statements(evidence: Evidence) -> Iterator[Text]:
    """How many, and whose: the numbers make up the whole."""
    if not evidence.statements:
        yield cite("Det finns inga uttalanden om nätverken än.", evidence.statements_fact)
        yield "Rapporten visar kostnaden och vad som behöver frågas."
        return
    facts = {who: fact for who in WHO if (fact := evidence.by(who)).value}
    total = counted(evidence.statements_fact, "ett uttalande", "uttalanden")
    by = {who: _by(evidence, who) for who in facts}
    parts = [say("{number} {by}", number=fact_words(facts[who], swedish.in_words), by=by[who]) for who in facts]
    if len(facts) == 1:
        yield say("I underlaget finns {total} {by}.", total=total, by=by[next(iter(facts))])
    else:
        yield say("I underlaget finns {total}: {parts}.", total=total, parts=listed(parts))
    shown = [agreeing(evidence.networks_fact, *SHOWN_ONLY[who]) for who in SHOWN_ONLY if who in facts]
    if shown:
        yield say("Det som {who} säger visas men räknas inte i svaren.", who=listed(shown))


def _by(evidence: Evidence, who: str) -> CitedText:
    """Whose words, after a number; of one person alone it is said that it is one."""
    person = evidence.only_person(who)
    if who in BY_ONE and person is not None:
        return cite(BY_ONE[who][evidence.networks > 1], person, evidence.networks_fact)
    return agreeing(evidence.networks_fact, *BY[who])


SHOWN_ONLY = {
    "author": ("utvärderingens författare", "utvärderingens författare"),
    "network_own": ("nätverket självt", "nätverken själva"),
    "third_party": ("utomstående", "utomstående"),
}
"""Those whose words describe and never answer."""


def _asked(evidence: Evidence) -> Iterator[CitedText]:
    """Who they are whose words can count: that no independent user is among them, in what number, and how they were heard."""
    if not evidence.statements:
        return
    if not evidence.by("user").value:
        yield cite("Ingen oberoende person har uttalat sig.", evidence.by("user"))
    unknown = [group for group in _asked_groups(evidence) if group.persons is None]
    if unknown:
        who = listed([cell(group.record, "description") for group in unknown])
        number = cite("Antalet personer är okänt", *(group.record.fact("persons") for group in unknown))
        yield say("{number} för {who}.", number=number, who=who)
    if assumed := [group for group in _asked_groups(evidence) if group.record["status"] == "estimated"]:
        who = "de" if assumed == unknown else listed([cell(group.record, "description") for group in assumed])
        not_said = cite("Källan säger inte vem som har sagt vad", *(group.record.fact("status") for group in assumed))
        yield say("{not_said}. Att det är {who} som talar är antaget.", not_said=not_said, who=who)
    yield from _interviews(evidence)


def _interviews(evidence: Evidence) -> Iterator[CitedText]:
    """Only where somebody was interviewed: how many of the statements that gave."""
    found, every = evidence.interviews, evidence.statements_fact
    if found.value and found.value == every.value:
        yield agreeing(every, "Uttalandet lämnades vid intervju.", "Uttalandena lämnades vid intervju.")
    elif found.value:
        number = capitalised(counted(found, "ett uttalande", "uttalanden"))
        yield say("{number} lämnades vid intervju.", number=number)


def _asked_groups(evidence: Evidence) -> list[SpeakerGroup]:
    return [group for group in evidence.speakers if group.statements and group.role in ASKED]


def _coders(evidence: Evidence) -> Iterator[CitedText]:
    if evidence.agreement is not None:
        yield _agreement(evidence, evidence.agreement)
    elif evidence.coders_fact.value == 1 and evidence.graded:
        what = "Graden är satt" if evidence.graded == 1 else "Graderna är satta"
        yield cite(f"{what} av en enda person.", evidence.coders_fact)
    elif evidence.coders_fact.value > 1:
        yield say("{number} har satt grader.", number=capitalised(counted(evidence.coders_fact, "", "personer")))


AGREEMENT = {
    "reliable": "tillförlitligt",
    "tentative": "osäkert men användbart",
    "unreliable": "för lågt för att lita på",
}


def _agreement(evidence: Evidence, found: Agreement) -> CitedText:
    """How two coders agree: alpha with its number of statements, or below fifteen how many they coded alike."""
    same, both = evidence.coded_alike, evidence.coded_twice
    if not both.value:
        return cite("Två personer har satt grader, men inte på samma uttalanden.", evidence.coders_fact, both)
    how_many = quantity(same, both, "men inte samma", "", "och satt samma")
    if 0 < same.value < both.value:
        how_many = say("och satt samma på {same} av dem", same=fact_words(same, swedish.in_words))
    alike = say(
        "{two} har var för sig satt grad på {both}, {how_many}.",
        two=cite("Två personer", evidence.coders_fact),
        both=counted(both, "ett uttalande", "uttalanden"),
        how_many=how_many,
    )
    if found.alpha is None:
        return alike + cite(" Det räcker inte för ett mått på samstämmighet.", both)
    alpha = fact_words(evidence.alpha, lambda alpha: swedish.number(alpha, 2))
    return alike + say(
        " Krippendorffs alfa är {alpha}, vilket är {verdict}.", alpha=alpha, verdict=AGREEMENT[found.verdict]
    )


def _graded(evidence: Evidence) -> Iterator[CitedText]:
    """How many of those whose words can count say how much."""
    graded, asked = evidence.graded_fact, evidence.asked_fact
    if not asked.value:
        return
    if asked.value == 1:
        yield cite("Uttalandet säger hur mycket." if graded.value else "Uttalandet säger inte hur mycket.", graded)
    elif graded.value in (0, asked.value):
        yield quantity(
            graded,
            asked,
            "Inget av uttalandena säger hur mycket.",
            "",
            "Alla uttalanden som kan räknas säger hur mycket.",
        )
    else:
        yield say(
            "{part} av de {whole} uttalanden som kan räknas säger hur mycket.",
            part=capitalised(fact_words(graded, swedish.in_words)),
            whole=fact_words(asked, swedish.in_words),
        )


COUNTED = {
    "uses": "användningar",
    "time_log": "arbetstimmar",
    "events": "deltaganden",
    "survey": "enkätsvar",
}
"""What can be counted, by the table it stands in; a log of uses is told with the uses."""


def _not_counted(evidence: Evidence) -> Iterator[CitedText]:
    if not evidence.statements:
        return
    lacking = [evidence.measured_fact(table) for table in COUNTED if not evidence.measured.get(table)]
    if evidence.measured.get("use_logs"):
        lacking = [fact for fact in lacking if fact.about != "uses"]
    if lacking:
        what = listed([cite(COUNTED[fact.about], fact) for fact in lacking], "eller")
        yield say("{no} {what} är räknade.", no=cite("Inga", *lacking), what=what)


def age_sentence(evidence: Evidence) -> CitedText:
    """How old the newest statement is, and whether any has come since the evaluation before."""
    if not evidence.newest:
        return say("")
    newest = say(
        "Det nyaste uttalandet är från {day}{age}.",
        day=fact_words(evidence.newest_fact, swedish.partial_date),
        age=_age(evidence),
    )
    if evidence.since_earlier.known and not evidence.since_earlier.value:
        return newest + cite(" Inget uttalande har kommit till sedan förra utvärderingen.", evidence.since_earlier)
    return newest


def _age(evidence: Evidence) -> CitedText:
    months = evidence.months_old
    if not months or months < 1:
        return say("")
    if months >= YEARS_FROM_MONTHS:
        return say(" och är {age} gammalt", age=counted(evidence.years_old, "ett år", "år"))
    return say(" och är {age} gammalt", age=counted(evidence.age, "en månad", "månader"))


def table(evidence: Evidence) -> Table | Prose:
    """One row for each group that can have spoken."""
    rows = [
        (
            capitalised(cell(group.record, "description")),
            capitalised(_role(group)),
            cell(group.record, "persons"),
            fact_words(group.statements_fact),
        )
        for group in evidence.speakers
    ]
    columns = (Column("Vem"), Column("Roll"), Column("Antal personer", "number"), Column("Antal uttalanden", "number"))
    return filled(Table("tabell-underlag", "Vilka som har uttalat sig", columns, tuple(rows)), "")


def _role(group: SpeakerGroup) -> CitedText:
    return cite(ROLE[group.role], group.record.fact("role"))
