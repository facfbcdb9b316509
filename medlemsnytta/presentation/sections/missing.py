"""What is still missing for a firm answer, as questions, those that can bear on the decision first."""

from collections.abc import Iterable
from dataclasses import dataclass

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.presentation.sections import unknowns
from medlemsnytta.presentation.sections.unknowns import Question
from medlemsnytta.presentation.words import swedish


@dataclass(frozen=True)
class Missing:
    """A question, the networks that it is about (none: the whole report), and whether it bears on the decision."""

    question: Question
    about: tuple[str, ...]
    decisive: bool


def missing(evaluation: Evaluation) -> list[Missing]:
    """Every gap of the report, the same question of several networks once."""
    found: dict[Question, Missing] = {}
    for gap in evaluation.shared_gaps:
        question = unknowns.SHARED[gap.kind](gap, evaluation)
        found[question] = Missing(question, (), gap.kind in unknowns.BEARS_ON_THE_DECISION)
    for network in evaluation.networks:
        for gap in network.gaps:
            question = unknowns.OF_NETWORK[gap.kind](gap, network)
            about = found[question].about if question in found else ()
            decisive = gap.kind in unknowns.BEARS_ON_THE_DECISION
            found[question] = Missing(question, (*about, network.short), decisive)
    return sorted(found.values(), key=lambda one: (not one.decisive, bool(one.about)))


def lines(every: Iterable[Missing]) -> list[str]:
    """One numbered line a question: what is missing, about what, and what to ask whom."""
    return [f"{number:2}. {_line(one)}" for number, one in enumerate(every, start=1)]


def _line(one: Missing) -> str:
    about = f" ({swedish.listed(list(one.about))})" if one.about else ""
    return f"{one.question.missing}{about}. {one.question.whom}: {one.question.ask}"
