"""What is still missing for a firm answer, as questions, those that could move the result most first."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.presentation.sections import unknowns
from medlemsnytta.presentation.sections.unknowns import Question
from medlemsnytta.presentation.words import swedish


@dataclass(frozen=True)
class Missing:
    """A question, the networks that it is about (none: the whole report), and how far its answer could move a share."""

    question: Question
    about: tuple[str, ...]
    movement: Fraction


def missing(evaluation: Evaluation) -> list[Missing]:
    """Every gap of the report, the same question of several networks once."""
    found: dict[Question, tuple[list[str], Fraction]] = {}
    for network in evaluation.networks:
        for gap in network.gaps:
            about, movement = found.get(question := unknowns.OF_NETWORK[gap.kind](gap, network), ([], Fraction(0)))
            found[question] = ([*about, network.short], max(movement, gap.movement))
    farthest = max((movement for _, movement in found.values()), default=Fraction(0))
    for gap in evaluation.shared_gaps:
        # Those who have not been asked can answer every question.
        movement = farthest if gap.kind == "nobody_asked" else gap.movement
        found.setdefault(unknowns.SHARED[gap.kind](gap, evaluation), ([], movement))
    every = [Missing(question, tuple(about), movement) for question, (about, movement) in found.items()]
    return sorted(every, key=lambda one: (-one.movement, bool(one.about)))


def lines(every: Iterable[Missing]) -> list[str]:
    """One numbered line a question: what is missing, about what, what to ask whom, and what the answer can do."""
    return [f"{number:2}. {_line(one)}" for number, one in enumerate(every, start=1)]


def _line(one: Missing) -> str:
    about = f" ({swedish.listed(list(one.about))})" if one.about else ""
    points = round(one.movement * 100)
    effect = f" Svaret kan flytta andelen upp till {points} procentenheter." if points else ""
    return f"{one.question.missing}{about}. {one.question.whom}: {one.question.ask}{effect}"
