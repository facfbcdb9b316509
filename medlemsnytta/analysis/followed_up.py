"""What came of last year's questions, and whether and why a cell has moved (method.md, *The next questions*).

Both years are judged by today's rules, so that a moved cell is never the rules' doing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.judgements import Judgement, SetAnswer, judge
from medlemsnytta.analysis.network_cases import Case, Statement
from medlemsnytta.analysis.next_questions import Question, is_answer
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.voices import counted


@dataclass(frozen=True)
class FollowedUp:
    """A question of the earlier report; `answered_by` are the rows that answer it since then, of whoever was asked or not."""

    question: Question
    answered_by: tuple[Row, ...]


@dataclass(frozen=True)
class Move:
    """A network's cell then and now; `because` is unmoved, age, officer or evidence."""

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
    def not_this(case: Case, each: Statement) -> str:
        since = earlier.as_of < first_day(each.date)
        return "" if since and is_answer(case, each, question.about, question.thing) else "not_the_question"

    return tuple(each.row for each in counted(now, not_this)[0])


def move_of(
    before: Judgement, after: Judgement, set_then: Mapping[str, SetAnswer], set_now: Mapping[str, SetAnswer]
) -> Move:
    """Why the cell has moved: only by age, where the earlier rows give it at the later date; by the officer, where the rows alone do not."""
    network_id = after.case.network_id
    if before.cell == after.cell:
        return Move(network_id, before.cell, after.cell, "unmoved")
    if judge(replace(before.case, as_of=after.case.as_of), set_then).cell == after.cell:
        return Move(network_id, before.cell, after.cell, "age")
    by_rows = judge(after.case, set_then).cell
    return Move(
        network_id, before.cell, after.cell, "officer" if set_now != set_then and by_rows == before.cell else "evidence"
    )
