"""The next questions gathered by whom they are put to, so that nobody has to be asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.cells import CELLS
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.used_things import NO_CHANNEL
from medlemsnytta.analysis.waiting import answer_needed_by


@dataclass(frozen=True)
class Asked:
    """All that is asked of one person, or of several who are asked the same, about networks of one `kind` of decision.

    `whom` are speakers, empty where nobody is named; then so many `persons` are to be found in each network.
    """

    whom: tuple[str, ...]
    persons: int
    kind: str
    questions: tuple[Question, ...]
    networks: tuple[NetworkAnswers, ...]

    def networks_asked(self, about: str) -> tuple[NetworkAnswers, ...]:
        """The networks of which the question on use, or on loss, is asked."""
        asked = {each.network_id for each in self.questions if each.about == about}
        return tuple(each for each in self.networks if each.network_id in asked)

    def questions_on(self, network: NetworkAnswers, about: str) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if (each.network_id, each.about) == (network.network_id, about))

    def can_give(self, network: NetworkAnswers) -> Fact:
        """The other cells that one of the answers gives by itself, joined by "+"; not known where only with others."""
        given = {cell for each in self.questions if each.network_id == network.network_id for cell in each.alone}
        cells = "+".join(cell for cell in CELLS if cell in given)
        return Fact("answers_can_give", cells or None, network.network_id, self._asked_of)

    @property
    def number(self) -> Fact:
        """How many networks it is about."""
        return Fact("networks_asked_about", len(self.networks), about=self._about)

    @property
    def number_alone(self) -> Fact:
        """How many of them have a cell that one of the answers can change by itself."""
        alone = sum(self.can_give(each).known for each in self.networks)
        return Fact("networks_changed_alone", alone, about=f"{self._about}:{self._asked_of}")

    @property
    def due(self) -> Fact:
        """The first day by which the answers are needed; not known where no day is."""
        return answer_due(self.networks)

    @property
    def late(self) -> bool:
        """Whether that day had passed at the report's date."""
        return answer_is_late(self.networks)

    @property
    def _asked_of(self) -> str:
        """Those who are named, or how many are to be found."""
        return "+".join(self.whom) or str(self.persons)

    @property
    def _about(self) -> str:
        return "+".join(each.network_id for each in self.networks)


def answer_due(networks: Sequence[NetworkAnswers]) -> Fact:
    """The first day by which answers about any of these are needed; not known where no day is."""
    rows = tuple(row for each in networks for row in each.last_day_rows)
    about = "+".join(each.network_id for each in networks)
    return Fact("answer_needed_by", min(_days(networks), default=None), about=about, rows=rows)


def answer_is_late(networks: Sequence[NetworkAnswers]) -> bool:
    """Whether such a day had passed at the report's date."""
    return any(day < network.judgement.case.as_of for day in _days(networks) for network in networks)


def _days(networks: Sequence[NetworkAnswers]) -> list[date]:
    days = (answer_needed_by(network.waiting.last_day) for network in networks)
    return [day for day in days if day is not None]


def by_person(answers: Answers) -> tuple[Asked, ...]:
    """All the next questions by who is asked, the easiest first; who is asked the very same stand together."""
    put: dict[tuple[str, int, str], list[Question]] = {}
    for question in answers.questions:
        kind = answers.network(question.network_id).kind
        for person in question.ask or ("",):
            put.setdefault((person, 0 if person else question.persons, kind), []).append(question)
    alike: dict[tuple[int, str, tuple[Question, ...]], list[str]] = {}
    for (person, persons, kind), questions in put.items():
        alike.setdefault((persons, kind, tuple(questions)), []).append(person)
    return tuple(
        Asked(
            whom=tuple(each for each in people if each),
            persons=persons,
            kind=kind,
            questions=questions,
            networks=tuple(each for each in answers.networks if each.network_id in {one.network_id for one in questions}),
        )
        for (persons, kind, questions), people in alike.items()
    )  # fmt: skip


def names_things(questions: Sequence[Question]) -> bool:
    """Whether the questions are about anything else than the network as a whole."""
    return any(each.thing != NO_CHANNEL for each in questions)
