"""Which questions to ask next, and whom: those whose answers can change a cell (method.md, *The next questions*).

What an answer would do is found by giving it, and judging anew: no rule of the two questions is repeated here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.judgements import LOSS, USE, Judgement, SetAnswer, judge
from medlemsnytta.analysis.network_cases import COMING, LOSSES, Candidacy, Case, Speaker, Statement
from medlemsnytta.analysis.periods import first_day, months_before
from medlemsnytta.analysis.recorded_use import Recorded, recorded
from medlemsnytta.analysis.used_things import NO_CHANNEL, Thing, thing_of_channel
from medlemsnytta.analysis.voices import no_degree_of_use

UNNAMED = ("?1", "?2")
"""Two people who use the network and do not represent the municipality in it, where nobody is named."""
ANSWERS: Mapping[str, tuple[str, ...]] = {USE: ("0", "2", "4"), LOSS: ("same", "slower", "not_at_all")}
"""The answers that are tried: the ends and the middle of each scale. What lies between moves no cell further."""
ASKED_OF = ("representative", "user")
_ASKED = Row("", 0)


@dataclass(frozen=True)
class Question:
    """One question to put: `about` use or loss, of a `thing` where about loss. `ask` are speakers, empty where unnamed.

    `alone` are the other cells that its answer can give by itself; `together` whether it can with answers to others.
    """

    network_id: str
    about: str
    thing: Thing
    ask: tuple[str, ...]
    persons: int
    alone: tuple[str, ...] = ()
    together: bool = False

    @property
    def named(self) -> bool:
        return bool(self.ask)


@dataclass(frozen=True)
class _Given:
    question: Question
    answer: str


@dataclass(frozen=True)
class _Trial:
    """What every answer is tried on: the case with the statements that can count, and what was recorded of its use."""

    case: Case
    set_answers: Mapping[str, SetAnswer]
    noted: Recorded


def next_questions(
    judged: Sequence[Judgement], set_answers: Mapping[str, Mapping[str, SetAnswer]]
) -> tuple[Question, ...]:
    """The questions of all networks, the easiest first: how many cells those who are asked can change, per person asked.

    What changes a cell alone stands before what does so only with other answers. Empty only where no answers change any.
    """
    found = [each for one in judged for each in questions_of(one, set_answers.get(one.case.network_id, {}))]
    order = {one.case.network_id: place for place, one in enumerate(judged)}

    def ease(question: Question) -> tuple[bool, Fraction, int, str, Thing]:
        asked_alike = [each for each in found if _who(each) == _who(question)]
        cells = {each.network_id for each in asked_alike if bool(each.alone) is bool(question.alone)}
        easiest = -Fraction(len(cells), question.persons)
        return not question.alone, easiest, order[question.network_id], question.about, question.thing

    return tuple(sorted(found, key=ease))


def _who(question: Question) -> tuple[str, ...]:
    """Those who are named are the same people in every network; who is not named is not."""
    return question.ask or (question.network_id, *UNNAMED)


def questions_of(judged: Judgement, set_answers: Mapping[str, SetAnswer]) -> tuple[Question, ...]:
    """The questions about one network whose answers can change its cell."""
    questions = [each for each in open_questions(judged) if each.about not in set_answers]
    trial = _Trial(_that_answer(judged.case), set_answers, recorded(judged.case))
    found = []
    for each in questions:
        alone = _cells(trial, [each]) - {judged.cell}
        others = [other for other in questions if other != each]
        together = bool(alone) or any(_changed_beside(trial, each, others))
        if together:
            found.append(replace(each, alone=tuple(sorted(alone)), together=True))
    return tuple(found)


def _that_answer(case: Case) -> Case:
    said = (each for each in case.statements if each.degree is not None or each.without or each.same_as)
    return replace(case, statements=tuple(said))


def _cells(trial: _Trial, questions: Sequence[Question]) -> set[str]:
    """The cells that one answer to all of these questions gives."""
    tried = product(*(ANSWERS[about] for about in dict.fromkeys(each.about for each in questions)))
    return {_cell(trial, _given(questions, answers)) for answers in tried}


def _given(questions: Sequence[Question], answers: Iterable[str]) -> list[_Given]:
    by_kind = dict(zip(dict.fromkeys(each.about for each in questions), answers, strict=True))
    return [_Given(each, by_kind[each.about]) for each in questions if by_kind[each.about]]


def _changed_beside(trial: _Trial, question: Question, others: Sequence[Question]) -> Iterator[bool]:
    """Whether an answer matters once all the others are answered in one way or another."""
    kinds = list(dict.fromkeys(each.about for each in others))
    for answers in product(*(("", *ANSWERS[kind]) for kind in kinds)):
        beside = _given(others, answers)
        without = _cell(trial, beside)
        for answer in ANSWERS[question.about]:
            yield _cell(trial, [*beside, _Given(question, answer)]) != without


def _cell(trial: _Trial, given: Iterable[_Given]) -> str:
    case = trial.case
    for each in given:
        case = answered(case, each.question, each.answer)
    return judge(case, trial.set_answers, trial.noted).cell


def answered(case: Case, question: Question, answer: str) -> Case:
    """The case with one of ANSWERS, given on the report's day by each of those asked."""
    if question.about == USE and case.state in COMING:
        planned = {"0": ("", "", Fraction(0)), "2": ("?", "", None), "4": ("?", "?", Fraction(1))}[answer]
        return replace(case, candidacies=(Candidacy(*planned, _ASKED),))
    speakers = case.speakers
    if not question.ask:
        speakers = (
            *speakers,
            *(Speaker(each, "user", 1, _ASKED) for each in UNNAMED if each not in case.speakers_by_name),
        )
    statements = (_statement(case, question, answer, speaker) for speaker in question.ask or UNNAMED)
    return replace(case, speakers=speakers, statements=(*case.statements, *statements))


def _statement(case: Case, question: Question, answer: str, speaker: str) -> Statement:
    of_use = question.about == USE
    return Statement(
        excerpt_id=f"?{question.about}{question.thing}{speaker}",
        speaker=speaker,
        date=case.as_of.isoformat(),
        criterion="use" if of_use else "relevance",
        tense="present",
        degree=int(answer) if of_use else None,
        without="" if of_use else answer,
        channel_id="" if question.thing == NO_CHANNEL else question.thing.name or question.thing.kind,
        same_as="",
        source_kind="interview",
        row=_ASKED,
    )


def open_questions(judged: Judgement) -> Iterator[Question]:
    """Every question that the tables leave open: to those known who have not answered it lately, and to two not known."""
    case, network_id = judged.case, judged.case.network_id
    things = tuple(each.thing for each in judged.loss.things) or (NO_CHANNEL,)
    for about, thing in ((USE, NO_CHANNEL), *((LOSS, each) for each in things)):
        if about == USE and case.state in COMING:
            if case.plan_lacks:
                yield Question(network_id, about, thing, (), 1)
            continue
        if known := _silent(case, about, thing):
            asked = tuple(each.speaker for each in known)
            yield Question(network_id, about, thing, asked, sum(each.persons or 1 for each in known))
        yield Question(network_id, about, thing, (), len(UNNAMED))


def _silent(case: Case, about: str, thing: Thing) -> list[Speaker]:
    """Those who have not answered; of a thing those who use the network, where any of them is known."""
    window = months_before(case.as_of, case.months)
    recent = [each for each in case.statements if window <= first_day(each.date) <= case.as_of]
    use = {each.speaker for each in recent if is_answer(case, each, USE, NO_CHANNEL)}
    loss = {each.speaker for each in recent if is_answer(case, each, LOSS, thing)}
    known = [each for each in case.speakers if each.role in ASKED_OF]
    if about == USE:
        return [each for each in known if each.speaker not in use]
    users = [each for each in known if each.speaker in use] or known
    return [each for each in users if each.speaker not in loss]


def is_answer(case: Case, statement: Statement, about: str, thing: Thing) -> bool:
    """Whether a statement says how much the network is used, or what would become of the thing."""
    if about == USE:
        return not no_degree_of_use(case, statement)
    return statement.without in LOSSES and thing_of_channel(case, statement.channel_id) == thing
