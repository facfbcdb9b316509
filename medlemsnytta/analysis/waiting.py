"""When a decision may wait, and when a recommendation departs from the evidence (method.md, *Decide later*)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from medlemsnytta.analysis.cells import STRONG
from medlemsnytta.analysis.next_questions import Question

SIDES = {"stay": "for", "join": "for", "leave": "against", "decline": "against", "decide_later": "decide_later"}
"""Which way each recommended action goes."""
DAYS_TO_HANDLE_AN_ANSWER = 14
"""A question that the report asks must be answered so many days before the last day to act."""


@dataclass(frozen=True)
class Coming:
    """Something on its way that can change the cell, to be there by `due`.

    Either what is expected, with `what` and `from_whom`, or a question of the report's own that is `asked`.
    `about` is which of the two questions it answers.
    """

    due: date
    about: str
    what: str = ""
    from_whom: str = ""
    asked: Question | None = None


@dataclass(frozen=True)
class MayWait:
    """`allowed` where the cell is not a strong one and something is `coming` in time; `last_day` is the last to act on."""

    allowed: bool
    coming: tuple[Coming, ...]
    last_day: date | None
    cell_speaks: bool


def may_wait(cell: str, coming: Iterable[Coming], as_of: date, last_day: date | None) -> MayWait:
    """What is due before the report, or not before the last day to act, is not waited for."""
    in_time = [each for each in coming if as_of <= each.due and (last_day is None or each.due < last_day)]
    in_time.sort(key=lambda each: each.due)
    speaks = cell in STRONG
    return MayWait(not speaks and bool(in_time), tuple(in_time), last_day, speaks)


def answer_needed_by(last_day: date | None) -> date | None:
    """The day by which a question of the report's own is to be answered; None where no last day is known."""
    return None if last_day is None else last_day - timedelta(days=DAYS_TO_HANDLE_AN_ANSWER)


def departs(action: str, cell: str, waiting: MayWait) -> bool:
    """True where the recommended action goes against the evidence, so that a written reason is demanded.

    `action` is one of the values of SIDES.
    """
    if action == "for":
        return cell in ("against", "nearest_against")
    if action == "against":
        return cell in ("for", "nearest_for")
    return not waiting.allowed and cell != "not_enough"
