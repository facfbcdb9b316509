"""Would anything that is used be lost? The second of the two questions (method.md, *Two questions*, rules 4–7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.network_cases import Case
from medlemsnytta.analysis.periods import UNDATED, months_before
from medlemsnytta.analysis.row_ledger import Basis, NotCounted, basis
from medlemsnytta.analysis.use_answers import (
    FEWEST_WHO_CONFIRM,
    UseEvidence,
    answer_of,
    independent_part,
)
from medlemsnytta.analysis.used_things import (
    Said,
    Thing,
    ThingWithout,
    offered_things,
    said_without,
    used_things,
    without_membership,
)

SLOWER = "slower"
LOST = ("worse", "not_at_all")


@dataclass(frozen=True)
class LossAnswer:
    """`answer` is yes, no or unknown, thing by thing in `things`.

    `only_slower` where nothing worse would come of it; `nothing_used` where the no is for want of anything to lose;
    `somebody_says_same` where a person says so of a thing used.
    """

    answer: str
    confirmed: bool
    only_slower: bool
    nothing_used: bool
    somebody_says_same: bool
    things: tuple[ThingWithout, ...]
    basis: Basis
    set_because: str = ""

    @property
    def lost(self) -> tuple[ThingWithout, ...]:
        """The things that would be worse, or not at all there."""
        return tuple(each for each in self.things if each.word in LOST)

    @property
    def not_known(self) -> tuple[ThingWithout, ...]:
        return tuple(each for each in self.things if not each.word)


@dataclass(frozen=True)
class _Outcome:
    answer: str
    only_slower: bool = False


def loss_answer(case: Case, evidence: UseEvidence) -> LossAnswer:
    """Answer the question from a case and what counts of its use, with its things, counts and rows."""
    said = said_without(case)
    things = without_membership(case, _things(case, evidence), said)
    outcome = _outcome(answer_of(evidence), things)
    nothing_used = outcome.answer == "no" and not things
    confirmed = _confirmed_by_log(evidence, case) if nothing_used else _confirmed(outcome, evidence, said, case)
    return _told(case, outcome, confirmed, things, said)


def gain_answer(case: Case, use: str) -> LossAnswer:
    """Does it give anything that cannot be had anyway? The second question where there is no membership.

    It is over all that the network offers; `use` is the answer to the first question.
    """
    said = said_without(case)
    things = without_membership(case, offered_things(case, said), said)
    alone = without_membership(_without_stand_ins(case), offered_things(case, said), _independent(said))
    outcome = outcome_of_things(things) if use != "unknown" else _Outcome("unknown")
    confirmed = outcome.answer != "unknown" and outcome_of_things(alone) == outcome and _two_say(outcome, alone, case)
    return _told(case, outcome, confirmed, things, said)


def _told(case: Case, outcome: _Outcome, confirmed: bool, things: tuple[ThingWithout, ...], said: Said) -> LossAnswer:
    return LossAnswer(
        answer=outcome.answer,
        confirmed=confirmed,
        only_slower=outcome.only_slower,
        nothing_used=outcome.answer == "no" and not things,
        somebody_says_same=any(each.word == "same" for thing in things for each in thing.said),
        things=things,
        basis=_basis(case, things, said),
    )


def _things(case: Case, evidence: UseEvidence) -> tuple[Thing, ...]:
    return used_things(case, evidence.current, evidence.log, evidence.traces, evidence.figures)


def _outcome(used: str, things: Sequence[ThingWithout]) -> _Outcome:
    """Rule 6. Where the first answer is unknown, nothing is known to be used, and so there is no thing."""
    if not things:
        return _Outcome("no" if used == "no" else "unknown")
    return outcome_of_things(things)


def outcome_of_things(things: Sequence[ThingWithout]) -> _Outcome:
    """Rule 6, for one thing or more: any loss is a yes, and only where every thing is the same is it a no."""
    words = {each.word for each in things}
    if words & {SLOWER, *LOST}:
        return _Outcome("yes", only_slower=not words & set(LOST))
    return _Outcome("no" if words == {"same"} else "unknown")


def _confirmed(outcome: _Outcome, evidence: UseEvidence, said: Said, case: Case) -> bool:
    """Rule 7: the same from independent people, seen documents and logs alone, and two of these people say it lately."""
    alone = independent_part(evidence)
    things = without_membership(_without_stand_ins(case), _things(case, alone), _independent(said))
    return (
        outcome.answer != "unknown"
        and _outcome(answer_of(alone), things) == outcome
        and _two_say(outcome, things, case)
    )


def _without_stand_ins(case: Case) -> Case:
    """The case without what answers in people's stead."""
    return replace(
        case, alternatives=(), channels=tuple(replace(each, open_to_nonmembers="") for each in case.channels)
    )


def _independent(said: Said) -> Said:
    return replace(said, answers=tuple(each for each in said.answers if each.independent))


def _two_say(outcome: _Outcome, things: Iterable[ThingWithout], case: Case) -> bool:
    """Two people or more say it within the window."""
    recent = months_before(case.as_of, case.months)
    return persons_who_say(things, lost=outcome.answer == "yes", since=recent) >= FEWEST_WHO_CONFIRM


def persons_who_say(things: Iterable[ThingWithout], *, lost: bool, since: date = UNDATED) -> int:
    """How many people say that something would be lost, or that something would be the same; each counted once."""
    voices = {
        each.voice: each.persons
        for thing in things
        for each in thing.said
        if (each.word != "same") is lost and each.date >= since
    }
    return sum(voices.values())


def _confirmed_by_log(evidence: UseEvidence, case: Case) -> bool:
    """That nothing is used is certain only by a year's log; one with a use in it would have made a thing used."""
    log = evidence.log
    return bool(log and log.whole and log.last >= months_before(case.as_of, case.months))


def _basis(case: Case, things: Sequence[ThingWithout], said: Said) -> Basis:
    deciding = {row for thing in things for row in thing.rows}
    spoken = {each.speaker for each in case.statements if each.row in deciding}
    deciding |= {each.row for each in case.speakers if each.speaker in spoken}
    return basis(deciding, (*said.not_counted, *_beside(case, things, said)))


def _beside(case: Case, things: Sequence[ThingWithout], said: Said) -> Iterable[NotCounted]:
    """Answers about what is not used, and alternatives and channels that no answer rests on."""
    asked = {each.thing for each in things}
    rows: list[Row] = [row for each in said.answers if each.thing not in asked for row in each.rows]
    yield from ((row, "not_used") for row in rows)
    for each in case.alternatives:
        used = any(each.alternative_id in thing.replaced_by for thing in things)
        yield each.row, "answered" if used else "not_used"
    yield from ((each.row, "supports") for each in case.channels)
