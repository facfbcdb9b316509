"""The report held against six questions that decision material should answer; each is graded by rule, with reasons.

The questions are those that Riksrevisionen asks of material for decisions: problem, target group, counterfactual,
alternatives, consequences and sensitivity. A reason is a code that the wording knows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from medlemsnytta.analysis.evaluation import Evaluation

MEETS, PARTLY, FAILS = "meets", "partly", "fails"


@dataclass(frozen=True)
class Answer:
    """One question's grade, and every reason why it is not better; none where it is met."""

    question: str
    grade: str
    reasons: tuple[str, ...]


def self_audit(evaluation: Evaluation) -> tuple[Answer, ...]:
    """The six answers in the order of the questions."""
    return tuple(Answer(question, *rule(evaluation)) for question, rule in RULES.items())


Graded = tuple[str, tuple[str, ...]]


def _problem(evaluation: Evaluation) -> Graded:
    """Met where an assignment with its day says what is to be evaluated."""
    assignments = [decision for decision in evaluation.decisions if decision.kind == "assignment"]
    if not assignments:
        return FAILS, ("no_assignment",)
    return (MEETS, ()) if any(decision.date for decision in assignments) else (PARTLY, ("assignment_undated",))


def _target_group(evaluation: Evaluation) -> Graded:
    """Met where those who use the networks are asked, counted, and not only the representatives."""
    found = evaluation.evidence
    if not found.asked_fact.value:
        return FAILS, ("nobody_asked",)
    reasons = _those(
        {"speakers_not_counted": not found.persons_known, "only_representatives": found.only_representatives}
    )
    return (PARTLY if reasons else MEETS), reasons


def _counterfactual(evaluation: Evaluation) -> Graded:
    """Met where it is known of every channel whether others than members reach it."""
    known = [channel.open_to_nonmembers != "unknown" for network in evaluation.networks for channel in network.channels]
    if not any(known):
        return FAILS, ("openness_unknown",)
    return (MEETS, ()) if all(known) else (PARTLY, ("openness_partly_unknown",))


def _alternatives(evaluation: Evaluation) -> Graded:
    """Met where each way to act has its cost, and every exit its notice."""
    unknown = any(network.membership.notice_months is None for network in evaluation.networks)
    return (PARTLY, ("notice_unknown",)) if unknown else (MEETS, ())


def _consequences(evaluation: Evaluation) -> Graded:
    """Met where working hours and uses are measured beside the fee."""
    found = evaluation.evidence
    reasons = _those({"hours_not_logged": not found.hours_logged, "uses_not_counted": found.uses_counted == 0})
    return (PARTLY if reasons else MEETS), reasons


def _sensitivity(evaluation: Evaluation) -> Graded:
    """Met where weights, scales and intervals are tried (always), every criterion is rated and two people have coded."""
    if not any(network.assessed for network in evaluation.networks):
        return FAILS, ("nothing_rated",)
    unrated = any(network.unknown_criteria for network in evaluation.networks)
    reasons = _those({"criteria_unrated": unrated, "one_coder": evaluation.evidence.coders_fact.value < 2})
    return (PARTLY if reasons else MEETS), reasons


def _those(holds: dict[str, bool]) -> tuple[str, ...]:
    return tuple(reason for reason, true in holds.items() if true)


RULES: dict[str, Callable[[Evaluation], Graded]] = {
    "problem": _problem,
    "target_group": _target_group,
    "counterfactual": _counterfactual,
    "alternatives": _alternatives,
    "consequences": _consequences,
    "sensitivity": _sensitivity,
}
