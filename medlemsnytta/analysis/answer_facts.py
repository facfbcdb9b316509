"""The answers to the two questions as facts: what each is, how certain, by how many, and the rows that decide it."""

from collections.abc import Sequence
from dataclasses import dataclass

from medlemsnytta.analysis.candidates import WillBeUsed
from medlemsnytta.analysis.facts import Fact, Row, Value
from medlemsnytta.analysis.judgements import Judgement
from medlemsnytta.analysis.loss_answers import LossAnswer
from medlemsnytta.analysis.use_answers import UseAnswer
from medlemsnytta.analysis.used_things import Thing, ThingWithout


@dataclass(frozen=True)
class AnswerFacts:
    """The facts of one network's judgement; those of people are None where the question is about plans."""

    judgement: Judgement

    @property
    def use(self) -> UseAnswer | WillBeUsed:
        return self.judgement.use

    @property
    def loss(self) -> LossAnswer:
        return self.judgement.loss

    def _of_use(self, kind: str, value: Value) -> Fact:
        return Fact(kind, value, self.judgement.case.network_id, rows=self.use.basis.decides)

    def _of_loss(self, kind: str, value: Value) -> Fact:
        return Fact(kind, value, self.judgement.case.network_id, rows=self.loss.basis.decides)

    @property
    def use_answer(self) -> Fact:
        return self._of_use("use_answer", self.use.answer)

    @property
    def use_certainty(self) -> Fact:
        return self._of_use("use_certainty", "confirmed" if self.use.confirmed else "reported")

    @property
    def asked(self) -> Fact:
        """How many people have said how much it is used."""
        return self._of_use("people_asked", self._count("asked"))

    @property
    def often(self) -> Fact:
        return self._of_use("people_often", self._count("often"))

    @property
    def always(self) -> Fact:
        return self._of_use("people_always", self._count("always"))

    @property
    def never(self) -> Fact:
        return self._of_use("people_never", self._count("never"))

    @property
    def between(self) -> Fact:
        return self._of_use("people_sometimes", self._count("between"))

    @property
    def hardly(self) -> Fact:
        return self._of_use("people_hardly", self._count("hardly"))

    @property
    def independent(self) -> Fact:
        """How many of them neither wrote the evaluation nor represent the municipality in the network."""
        return self._of_use("people_independent", self._count("independent"))

    def representatives(self, rows: Sequence[Row]) -> Fact:
        """How many who represent the municipality in the network stand behind the statements of these rows; not known where it is not said of each."""
        case = self.judgement.case
        speaking = {each.speaker for each in case.statements if each.row in set(rows)}
        found = [each for each in case.speakers if each.speaker in speaking and each.role == "representative"]
        known = all(each.persons for each in found)
        number = sum(each.persons or 0 for each in found) if found and known else None
        said = tuple(each.row for each in case.statements if each.row in set(rows))
        return Fact("representatives_speaking", number, case.network_id, rows=(*said, *(each.row for each in found)))

    @property
    def logged(self) -> Fact:
        """The uses of the log that counts; not known where there is none."""
        return self._of_use("uses_that_count", self._count("uses"))

    @property
    def documents(self) -> Fact:
        """The steering documents with a trace."""
        return self._of_use("documents_that_count", self._count("documents"))

    @property
    def figures(self) -> Fact:
        """The key figures in own follow-up, as a degree."""
        return self._of_use("key_figures_degree", self._count("figures"))

    @property
    def attendance(self) -> Fact:
        """The events that somebody attended, as a degree."""
        return self._of_use("attendance_degree", self._count("attendance"))

    @property
    def demands_not_met(self) -> Fact:
        """How many of the demands on one who joins are not met."""
        demands = self.use.demands_not_met if isinstance(self.use, WillBeUsed) else ()
        rows = tuple(each.row for each in demands)
        return Fact("demands_not_met", len(demands), self.judgement.case.network_id, rows=rows)

    def _count(self, name: str) -> int | None:
        return getattr(self.use, name) if isinstance(self.use, UseAnswer) else None

    @property
    def loss_answer(self) -> Fact:
        return self._of_loss("loss_answer", self.loss.answer)

    @property
    def loss_certainty(self) -> Fact:
        return self._of_loss("loss_certainty", "confirmed" if self.loss.confirmed else "reported")

    @property
    def nothing_used(self) -> Fact:
        """How many things are used."""
        return self._of_use("things_used", len(self.loss.things))

    def without(self, thing: ThingWithout) -> Fact:
        """What becomes of a thing without the membership; not known where nobody says."""
        return Fact(
            "without_membership",
            thing.word or None,
            self.judgement.case.network_id,
            spelled_thing(thing.thing),
            thing.rows,
        )

    @property
    def cell(self) -> Fact:
        rows: tuple[Row, ...] = (*self.use.basis.decides, *self.loss.basis.decides)
        return Fact("cell", self.judgement.cell, self.judgement.case.network_id, rows=rows)


def spelled_thing(thing: Thing) -> str:
    return f"{thing.kind}:{thing.name}" if thing.name else thing.kind
