"""What is not known: the questions whose answers can change the picture, whether a decision may wait for them, and the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.gaps import Gap, Gaps
from medlemsnytta.analysis.judgements import LOSS, USE
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.questions_by_person import Asked, answer_due, answer_is_late, by_person, names_things
from medlemsnytta.analysis.waiting import Coming
from medlemsnytta.presentation.words import questions, swedish, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    capitalised,
    cell,
    cite,
    fact_words,
    joined,
    listed,
    plain,
    say,
)
from medlemsnytta.rendering.bundles import Column, Prose, Table, bullets, filled, paragraph, prose

QUESTIONS = (USE, LOSS)
MOST_IN_A_CELL = 3
"""Of more networks than these only the names stand in a cell, or how many they are."""


def text(answers: Answers) -> Prose:
    """What the questions of the tables are, or that there is none left."""
    number = answers.number_of_questions
    if not number.value:
        return prose(paragraph(cite("Inga fler frågor kan ändra bilden.", number)))
    return prose(
        paragraph(
            "Svaren på de här frågorna kan ändra vad underlaget säger. De som är lättast att få svar av står först. Prickarna i "
            "en fråga står för det som anges i rutan under den."
        )
    )


def table(answers: Answers) -> Table | Prose:
    """The next questions about memberships, a row for each who is asked."""
    return _table("member", "tabell-fragor", "Frågor som kan ändra bilden", answers)


def candidates_table(answers: Answers) -> Table | Prose:
    """The same about what is no membership yet."""
    return _table("candidate", "tabell-fragor-kandidater", "Frågor om nätverk att gå med i", answers)


def left_table(answers: Answers) -> Table | Prose:
    """The same about what has been left."""
    return _table("left", "tabell-fragor-lamnade", "Frågor om nätverk som har lämnats", answers)


def _table(kind: str, table_id: str, caption: str, answers: Answers) -> Table | Prose:
    asked = [each for each in by_person(answers) if each.kind == kind]
    put = [place for place, about in enumerate(QUESTIONS) if any(each.networks_asked(about) for each in asked)]
    columns = ("Till vem", *(questions.PUT[kind][place] for place in put), "Kan ändra", DUE)
    rows = tuple(
        (
            capitalised(questions.put_to(each, answers)),
            *(capitalised(_about(each, QUESTIONS[place], answers)) for place in put),
            capitalised(_can_change(each)),
            _by(each.networks),
        )
        for each in asked
    )
    of_many = {len(each.networks) > MOST_IN_A_CELL for each in asked}
    note = _LAST_COLUMN[frozenset(of_many)]
    return _dated(
        Table(table_id, caption, tuple(map(Column, columns)), rows, (note,)), [each.networks for each in asked]
    )


DUE = "Senast"
"""The last column, of the day by which an answer is needed."""


def _dated(shown: Table, networks: Sequence[Sequence[NetworkAnswers]]) -> Table | Prose:
    """The table whose rows are about these networks; with one day for all of them as a note, and else as its last column."""
    days = {(answer_due(each).value, answer_is_late(each)) for each in networks}
    if len(days) > 1:
        return filled(shown, "")
    every = list({one.network_id: one for each in networks for one in each}.values())
    due = answer_due(every)
    by = _by(every).with_first(str.lower)
    said = say(
        "Svaren behövs {when}{by}.", when="senast den " if due.known and not answer_is_late(every) else "", by=by
    )
    if not due.known:
        said = say("Senaste dag att svara: {unknown}.", unknown=by)
    rows = tuple(row[:-1] for row in shown.rows)
    return filled(replace(shown, columns=shown.columns[:-1], rows=rows, notes=(*filter(None, shown.notes), said)), "")


_LAST_COLUMN = {
    frozenset(): "",
    frozenset({False}): "Kolumnen Kan ändra visar vad underlaget kan säga när de som får frågan har svarat lika.",
    frozenset(
        {True}
    ): "Kolumnen Kan ändra visar hur många nätverk svaren kan ändra bilden av, när de som får frågan svarar lika.",
    frozenset(
        {False, True}
    ): "Kolumnen Kan ändra visar vad underlaget kan säga, eller hur många nätverk svaren kan ändra bilden "
    "av, när de som får frågan svarar lika.",
}
"""By whether a row is about so many networks that only their number stands in the last column."""


def _about(asked: Asked, about: str, answers: Answers) -> CitedText:
    """The networks, and of a few of them the things that are used."""
    networks = asked.networks_asked(about)
    if not networks:
        return say("–")
    if (
        about == USE
        or len(networks) > MOST_IN_A_CELL
        or not any(names_things(asked.questions_on(each, about)) for each in networks)
    ):
        return _names_among(networks, answers, asked.kind)
    return joined([_of_things(network, asked.questions_on(network, about), answers) for network in networks], "; ")


def _of_things(network: NetworkAnswers, put: Sequence[Question], answers: Answers) -> CitedText:
    name = cell(network.profile, "short")
    if not names_things(put):
        return name
    return say("{name}: {things}", name=name, things=listed([questions.thing(each, answers) for each in put]))


def _by(networks: Sequence[NetworkAnswers]) -> CitedText:
    """The day by which answers about these are needed, or that it has passed."""
    due = answer_due(networks)
    return (
        cite("Så snart det går", due) if answer_is_late(networks) else capitalised(fact_words(due, swedish.long_date))
    )


def _can_change(asked: Asked) -> CitedText:
    """What the answers can make of each network by themselves, or that it takes other answers too."""
    if len(asked.networks) > MOST_IN_A_CELL:
        alone, every = asked.number_alone, asked.number
        if not alone.value:
            return cite("bara tillsammans med andra svar", alone)
        if alone.value == every.value:
            return cite(f"alla {swedish.in_words(every.value)}", alone, every)
        part, whole = (fact_words(each, swedish.in_words) for each in (alone, every))
        others = cite("övriga bara tillsammans med andra svar", alone, every)
        return say("{part} av {whole}, {others}", part=part, whole=whole, others=others)
    alike: dict[str, list[NetworkAnswers]] = {}
    for network in asked.networks:
        alike.setdefault(_outcomes(asked, network), []).append(network)
    said = [(networks, cite(words, *(asked.can_give(each) for each in networks))) for words, networks in alike.items()]
    if len(said) == 1:
        return said[0][1]
    return joined([say("{names}: {words}", names=_names(networks), words=words) for networks, words in said], "; ")


def _outcomes(asked: Asked, network: NetworkAnswers) -> str:
    given, state = asked.can_give(network), network.judgement.case.state
    if not given.known:
        return "bara tillsammans med andra svar"
    return swedish.listed([verdicts.cell_words(each, state) for each in str(given.value).split("+")], "eller")


def waiting(answers: Answers) -> Prose:
    """Which decisions may wait, and for what; of the others why not."""
    said = list(_waiting(answers))
    return prose(paragraph(*said) if len(said) == 1 else bullets(*said))


def _waiting(answers: Answers) -> Iterator[CitedText]:
    alike: dict[tuple[Coming, ...], list[NetworkAnswers]] = {}
    for network in answers.networks:
        if network.waiting.allowed:
            alike.setdefault(_awaited(network), []).append(network)
    for coming, networks in alike.items():
        yield _may_wait(coming, networks, answers)
    settled = [each for each in answers.networks if each.waiting.cell_speaks]
    if settled:
        clear = cite("underlaget är tydligt", *(AnswerFacts(each.judgement).cell for each in settled))
        yield say(
            "Att vänta behövs inte i fråga om {names}: {clear}.", names=_names_among(settled, answers), clear=clear
        )
    nothing = [each for each in answers.networks if not each.waiting.allowed and not each.waiting.cell_speaks]
    if nothing:
        none = [Fact("information_coming", 0, each.network_id) for each in nothing]
        said = say(
            "{no} är på väg som kan ändra bilden av {names}.",
            no=cite("Ingen uppgift med bestämd dag", *none),
            names=_names_among(nothing, answers, last="eller"),
        )
        yield joined([said, *_of_nobody_named(nothing, answers)])


def _of_nobody_named(networks: Sequence[NetworkAnswers], answers: Answers) -> Iterator[CitedText]:
    """Why a question with a day is nothing on its way: nobody is named to answer it."""
    dated = [each for each in by_person(answers) if each.due.known and not each.late]
    concerned = [network for network in networks if any(network in each.networks for each in dated)]
    if concerned:
        why = cite("vilka som ska svara är inte bestämt", *(each.due for each in dated))
        yield say("Frågorna om {names} räknas inte dit: {why}.", names=_names_among(concerned, answers), why=why)


def _awaited(network: NetworkAnswers) -> tuple[Coming, ...]:
    """What is expected, and the day of the report's own questions once, whatever they are."""
    coming = network.waiting.coming
    own = [Coming(each.due, "") for each in coming if each.asked]
    return (*(each for each in coming if not each.asked), *own[:1])


def _names(networks: Sequence[NetworkAnswers], last: str = "och") -> CitedText:
    return listed([cell(each.profile, "short") for each in networks], last)


def _names_among(networks: Sequence[NetworkAnswers], answers: Answers, kind: str = "", last: str = "och") -> CitedText:
    """The networks by name; nearly all of many as "alla tolv utom SEKOM". Of one `kind` of decision, or of all."""
    others = [each for each in answers.of_kind(kind) if each not in networks]
    if len(networks) <= MOST_IN_A_CELL or len(others) > MOST_IN_A_CELL:
        return _names(networks, last)
    number = answers.number_of_kind(kind)
    one, many = ("medlemskap", "medlemskapen") if kind == "member" else ("nätverk", "nätverken")
    words = f"alla {swedish.in_words(number.value)} {one}"
    if last == "eller":
        words = f"något av de {swedish.in_words(number.value)} {many}"
    every = cite(words, number)
    return say("{every} utom {others}", every=every, others=_names(others)) if others else every


def _may_wait(coming: Sequence[Coming], networks: Sequence[NetworkAnswers], answers: Answers) -> CitedText:
    """What the decisions may wait for, each thing once."""
    what = "Besluten" if len(networks) > 1 else "Beslutet"
    parts = listed([_expected(each) if each.what else _answers_by(each, networks) for each in coming])
    return say("{what} om {names} får vänta: {parts}.", what=what, names=_names_among(networks, answers), parts=parts)


def _answers_by(coming: Coming, networks: Sequence[NetworkAnswers]) -> CitedText:
    rows = tuple(row for each in networks for row in each.last_day_rows)
    due = Fact("answer_needed_by", coming.due, about="+".join(each.network_id for each in networks), rows=rows)
    return say("svar på frågorna ovan kan finnas senast {day}", day=fact_words(due, swedish.day_in_prose))


def _expected(coming: Coming) -> CitedText:
    fact = Fact("information_due", coming.due, about=coming.what)
    return say(
        "{what} väntas från {whom} {day}",
        what=cite(f"{coming.what[:1].lower()}{coming.what[1:]}", fact),
        whom=cite(coming.from_whom, fact),
        day=fact_words(fact, swedish.day_in_prose),
    )


NETWORK, OFFICER, REGISTRAR = "Nätverket", "Förvaltningen", "Registrator"

_ASK: Mapping[str, tuple[str, str]] = {
    "notice": ("Hur lång är uppsägningstiden?", NETWORK),
    "fee_period": ("Vilken dag börjar avgiftsåret?", NETWORK),
    "membership": ("Är medlemskapet i kraft, och sedan när?", REGISTRAR),
    "since": ("När började medlemskapet?", REGISTRAR),
    "documents": ("I vilka styrdokument finns underlag från nätverket?", OFFICER),
    "openness": ("Vad kan den som inte är medlem använda?", NETWORK),
    "channels": ("Vilka kanaler har nätverket?", NETWORK),
    "hours": ("Hur många timmar om året läggs på medlemskapet?", "De som arbetar med nätverket"),
    "members": ("Hur många medlemmar har nätverket?", NETWORK),
    "hourly_cost": ("Vad kostar en arbetstimme?", "Ekonomi eller HR"),
    "deadline": ("När ska beslutet fattas?", "Den som gav uppdraget"),
    "persons": ("Hur många är de som har uttalat sig som grupp?", OFFICER),
    "assignment": ("Vem gav uppdraget?", REGISTRAR),
    "case_number": ("Vilket diarienummer har ärendet?", REGISTRAR),
}
"""What is asked of each kind of gap, and whom, where neither holds a figure or a name."""
_WHOM = {"fee": NETWORK, "decision_dates": REGISTRAR, "demands": OFFICER}
"""Whom else."""


def _question(gap: Gap, year: Fact) -> CitedText:
    match gap.kind:
        case "fee":
            return say("{what} {year}?", what=cite("Vilken avgift gäller för", *gap.facts), year=fact_words(year))
        case "decision_dates":
            (number,) = gap.facts
            many = f"Vilka datum har de {swedish.in_words(number.value)} rader som saknar datum"
            which = cite("Vilket datum har den rad som saknar datum" if number.value == 1 else many, number)
            return say("{which} i tabellen Beslut, uppdrag och förslag?", which=which)
        case "demands":
            one = sum(fact.value for fact in gap.facts) == 1
            words = "det krav som inte är undersökt uppfyllt" if one else "de krav som inte är undersökta uppfyllda"
            return cite(f"Är {words}?", *gap.facts)
        case "expected":
            return say(
                "{when} {what}?", when="När kommer", what=cite(f"{gap.what[:1].lower()}{gap.what[1:]}", *gap.facts)
            )
    return cite(_ASK[gap.kind][0], *gap.facts)


def _whom(gap: Gap) -> Text:
    if gap.kind == "expected":
        return cite(gap.from_whom, *gap.facts)
    return _WHOM.get(gap.kind) or _ASK[gap.kind][1]


def other_table(gaps: Gaps, answers: Answers, year: Fact) -> Table | Prose:
    """Every other question, one row each; the same of several networks is asked once."""
    groups: dict[tuple[str, str], list[Gap]] = {}
    for each in gaps.found:
        groups.setdefault((each.kind, each.what), []).append(each)
    rows = tuple(_other_row(alike, answers, year) for alike in groups.values())
    columns = (Column("Fråga"), Column("Gäller"), Column("Till vem"), Column(DUE))
    table = Table("tabell-fragor-ovriga", "Övriga frågor", columns, rows)
    return _dated(table, [_concerned(alike, answers) or answers.networks for alike in groups.values()])


def _other_row(alike: Sequence[Gap], answers: Answers, year: Fact) -> tuple[Text, ...]:
    first = replace(alike[0], facts=tuple(fact for each in alike for fact in each.facts))
    networks = _concerned(alike, answers)
    kind = "member" if {each.kind for each in networks} == {"member"} else ""
    about = capitalised(_names_among(networks, answers, kind)) if networks else "Rapporten"
    return _question(first, year), about, _whom(first), _by(networks or answers.networks)


def _concerned(alike: Sequence[Gap], answers: Answers) -> list[NetworkAnswers]:
    """The networks that they are about; none where they are about the report as a whole."""
    return [answers.network(each.network.network_id) for each in alike if each.network]


def lines(answers: Answers, gaps: Gaps, year: Fact) -> list[str]:
    """One numbered line a question for the screen: whom to ask, what, and about which networks."""
    found = [
        f"{plain(capitalised(questions.put_to(each, answers)))} ({plain(_about(each, about, answers))}): {put}"
        for each in by_person(answers)
        for about, put in zip(QUESTIONS, questions.PUT[each.kind], strict=True)
        if each.networks_asked(about)
    ]
    if isinstance(others := other_table(gaps, answers, year), Table):
        found += [f"{plain(whom)} ({plain(about)}): {plain(ask)}" for ask, about, whom, *_ in others.rows]
    return [f"{number:2}. {line}" for number, line in enumerate(found, 1)]
