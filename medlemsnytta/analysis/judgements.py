"""What the two questions say of one network: the answers of its kind, as the officer may have set them, and the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from medlemsnytta.analysis.candidates import WillBeUsed, will_be_used
from medlemsnytta.analysis.cells import cell_of
from medlemsnytta.analysis.loss_answers import LossAnswer, gain_answer, loss_answer
from medlemsnytta.analysis.network_cases import COMING, Case
from medlemsnytta.analysis.recorded_use import Recorded, recorded
from medlemsnytta.analysis.use_answers import UseAnswer, use_answer, use_evidence

USE, LOSS = "use", "loss"


@dataclass(frozen=True)
class SetAnswer:
    """An answer that the officer has set otherwise than the rows give it, with the reason, which is printed."""

    question: str
    answer: str
    reason: str


@dataclass(frozen=True)
class Judgement:
    """A network's two answers and its cell. `use` is of the past for what has been left, of the plans for what is coming."""

    case: Case
    use: UseAnswer | WillBeUsed
    loss: LossAnswer
    cell: str


def judge(case: Case, set_answers: Mapping[str, SetAnswer], noted: Recorded | None = None) -> Judgement:
    """Answer both questions; an answer that the officer has set counts as reported, never as confirmed.

    `noted` is what was recorded of the case's use, where that has been worked out already.
    """
    return _judged(case, *_answers(case, noted or recorded(case)), set_answers)


def tried(judged: Judgement, use: str, loss: str) -> str:
    """The cell if the questions were answered so by somebody who tries it: what is the judgement's own keeps its certainty.

    Any other answer counts as reported, like the officer's.
    """
    own = {USE: judged.use.answer, LOSS: judged.loss.answer}
    other = {
        question: SetAnswer(question, answer, "")
        for question, answer in ((USE, use), (LOSS, loss))
        if answer != own[question]
    }
    return _judged(judged.case, judged.use, judged.loss, other).cell


def _judged(
    case: Case, use: UseAnswer | WillBeUsed, loss: LossAnswer, set_answers: Mapping[str, SetAnswer]
) -> Judgement:
    if of_use := set_answers.get(USE):
        use = replace(use, answer=of_use.answer, confirmed=False, set_because=of_use.reason)
    if of_loss := set_answers.get(LOSS):
        loss = replace(
            loss,
            answer=of_loss.answer,
            confirmed=False,
            only_slower=False,
            somebody_says_same=False,
            nothing_used=False,
            set_because=of_loss.reason,
        )
    cell = cell_of(
        use.answer,
        loss.answer,
        use_confirmed=use.confirmed,
        loss_confirmed=loss.confirmed,
        only_slower=loss.only_slower,
        somebody_says_same=loss.somebody_says_same,
        at_most_nearest=case.state in COMING,
    )
    return Judgement(case, use, loss, cell)


def _answers(case: Case, noted: Recorded) -> tuple[UseAnswer | WillBeUsed, LossAnswer]:
    if case.state in COMING:
        plans = will_be_used(case)
        return plans, gain_answer(case, plans.answer)
    if case.state == "left":
        since = after_leaving(case)
        missed = use_answer(since, use_evidence(since, recorded(since)))
        return missed, gain_answer(case, missed.answer)
    evidence = use_evidence(case, noted)
    return use_answer(case, evidence), loss_answer(case, evidence)


def after_leaving(case: Case) -> Case:
    """What can say whether a network that has been left is missed: people's statements since then, and no records of use."""
    records = (*case.uses, *case.logs, *case.key_figures, *case.events, *case.surveys)
    shown = (*case.shown, *((each.row, "before_leaving") for each in records))
    return replace(case, uses=(), logs=(), key_figures=(), events=(), surveys=(), shown=shown)
