"""What came of last year's questions, and whether and why a cell has moved (method.md, *The next questions*).

Both years are judged by today's rules, so that a moved cell is never the rules' doing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.judgements import Judgement, SetAnswer, judge
from medlemsnytta.analysis.network_cases import Case, Statement
from medlemsnytta.analysis.next_questions import Question, is_answer
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.voices import INDEPENDENT, counted, voice_of


@dataclass(frozen=True)
class FollowedUp:
    """A question of the earlier report; `answered_by` are the rows that answer it since then, of those it was put to."""

    question: Question
    answered_by: tuple[Row, ...]


@dataclass(frozen=True)
class Move:
    """A network's cell then and now; `because` is unmoved, or one of the steps of `move_of`."""

    network_id: str
    before: str
    after: str
    because: str


def followed_up(
    questions: Iterable[Question], now: Sequence[Judgement], earlier: Mapping[str, Case]
) -> tuple[FollowedUp, ...]:
    """Each question of the earlier report about a network that is still treated, with the answers since then."""
    cases = {each.case.network_id: each.case for each in now}
    return tuple(
        FollowedUp(each, _answers_since(each, cases[each.network_id], earlier[each.network_id]))
        for each in questions
        if each.network_id in cases
    )


def _answers_since(question: Question, now: Case, earlier: Case) -> tuple[Row, ...]:
    def put_to(case: Case, each: Statement) -> bool:
        return each.speaker in question.ask if question.ask else voice_of(case, each)[1] == INDEPENDENT

    def not_this(case: Case, each: Statement) -> str:
        since = earlier.as_of < first_day(each.date) and put_to(case, each)
        return "" if since and is_answer(case, each, question.about, question.thing) else "not_the_question"

    return tuple(each.row for each in counted(now, not_this)[0])


def move_of(
    before: Judgement,
    after: Judgement,
    set_then: Mapping[str, SetAnswer],
    set_now: Mapping[str, SetAnswer],
    recoded: Mapping[str, str] | None = None,
) -> Move:
    """Why the cell has moved: the step from which on it is what it is now, when one thing at a time is made as it is now.

    The steps are state (what kind of decision it is), age, window (`evidence_months`), coding (of statements in the same
    words: `recoded` has their numbers then and now), evidence (statements), figures (all other rows) and officer.
    """
    if before.cell == after.cell:
        return Move(after.case.network_id, before.cell, after.cell, "unmoved")
    because, cell = "", before.cell
    for step, judged in _steps(before.case, after.case, set_then, set_now, recoded or {}):
        if judged.cell != cell:
            because, cell = step, judged.cell
    return Move(after.case.network_id, before.cell, after.cell, because)


def _steps(
    then: Case,
    now: Case,
    set_then: Mapping[str, SetAnswer],
    set_now: Mapping[str, SetAnswer],
    recoded: Mapping[str, str],
) -> Iterator[tuple[str, Judgement]]:
    case = replace(known_then(then), state=now.state, since=now.since, until=now.until)
    yield "state", judge(case, set_then)
    case = replace(case, as_of=now.as_of, year=now.year)
    yield "age", judge(case, set_then)
    case = replace(case, months=now.months)
    yield "window", judge(case, set_then)
    case = replace(case, statements=_recoded(case, now, recoded))
    yield "coding", judge(case, set_then)
    case = replace(case, statements=now.statements, speakers=now.speakers)
    yield "evidence", judge(case, set_then)
    yield "figures", judge(now, set_then)
    yield "officer", judge(now, set_now)


def known_then(case: Case) -> Case:
    """The case without the rows that are later than it: two reports often read the same tables."""
    as_of = case.as_of
    logs = (each for each in case.logs if each.date_from <= as_of)
    return replace(
        case,
        statements=tuple(each for each in case.statements if first_day(each.date) <= as_of),
        uses=tuple(each for each in case.uses if first_day(each.date_from or each.date_to) <= as_of),
        logs=tuple(replace(each, date_to=min(each.date_to or as_of, as_of)) for each in logs),
        key_figures=tuple(each for each in case.key_figures if (each.year or 0) <= case.year),
        events=tuple(each for each in case.events if each.date <= as_of),
        surveys=tuple(each for each in case.surveys if first_day(each.date) <= as_of),
    )


def _recoded(then: Case, now: Case, recoded: Mapping[str, str]) -> tuple[Statement, ...]:
    by_number = {each.excerpt_id: each for each in now.statements}
    return tuple(by_number.get(recoded.get(each.excerpt_id, ""), each) for each in then.statements)
