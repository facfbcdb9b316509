"""Will it be used? The first question about a network that is not joined (method.md, *What it says*, Candidates)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from medlemsnytta.analysis.network_cases import Candidacy, Case, Demand
from medlemsnytta.analysis.row_ledger import Basis, NotCounted, basis

_BY_WEIGHT = ("unknown", "no", "partly", "yes")


@dataclass(frozen=True)
class WillBeUsed:
    """`answer` is yes, partly, no or unknown; never confirmed, for it has not been tried.

    `demands_not_met` stand before it: the municipality cannot join yet.
    """

    answer: str
    candidacies: tuple[Candidacy, ...]
    demands_not_met: tuple[Demand, ...]
    demands_not_examined: tuple[Demand, ...]
    basis: Basis
    set_because: str = ""
    confirmed: bool = False

    @property
    def hours(self) -> Fraction | None:
        """The hours a year that are set aside, over all purposes; None where nobody says."""
        known = [each.hours for each in self.candidacies if each.hours is not None]
        return sum(known, Fraction(0)) if known else None

    @property
    def newest(self) -> date | None:
        return None


def will_be_used(case: Case) -> WillBeUsed:
    """The answer of the purpose that is best provided for."""
    answers = [_answer(each) for each in case.candidacies]
    return WillBeUsed(
        answer=max(answers, key=_BY_WEIGHT.index, default="unknown"),
        candidacies=case.candidacies,
        demands_not_met=tuple(each for each in case.demands if each.state == "not_met"),
        demands_not_examined=tuple(each for each in case.demands if each.state == "not_examined"),
        basis=basis((each.row for each in (*case.candidacies, *case.demands)), _shown(case)),
    )


def _shown(case: Case) -> Iterable[NotCounted]:
    yield from case.shown
    records = (*case.uses, *case.logs, *case.key_figures, *case.events, *case.surveys)
    yield from ((each.row, "no_membership") for each in records)
    yield from ((each.row, "supports") for each in (*case.speakers, *case.documents))


def _answer(each: Candidacy) -> str:
    """A named purpose, a person and hours are a yes; no hours at all and nobody a no; anything else known is partly."""
    if each.purpose and each.person_role and each.hours:
        return "yes"
    if each.hours == 0 and not each.person_role:
        return "no"
    return "partly" if each.purpose or each.person_role or each.hours is not None else "unknown"
