"""The two questions answered for every network, with the cells, the next questions and what may wait: one stage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.case_tables import read_cases
from medlemsnytta.analysis.cells import ALIKE, CELLS
from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.frames import Listing, Rows, WithFrame
from medlemsnytta.analysis.judgements import LOSS, USE, Judgement, SetAnswer, judge
from medlemsnytta.analysis.network_cases import KINDS, decision_kind
from medlemsnytta.analysis.next_questions import Question, next_questions
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.row_ledger import Entry, entries
from medlemsnytta.analysis.selection import records
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.analysis.waiting import Coming, MayWait, answer_needed_by, may_wait
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables


@dataclass(frozen=True)
class NetworkAnswers:
    """What the two questions say of one network, and whether the decision about it may wait."""

    network_id: str
    short: str
    profile: Record
    judgement: Judgement
    waiting: MayWait

    @property
    def cell(self) -> str:
        return self.judgement.cell

    @property
    def kind(self) -> str:
        return decision_kind(self.judgement.case.state)

    @property
    def place(self) -> tuple[str, str]:
        """The cell with the kind of decision, where the cell says which way."""
        return self.cell, "" if self.cell in ALIKE else self.kind

    @property
    def last_day_rows(self) -> tuple[Row, ...]:
        """The membership's row: it says the notice, or leaves it to the deadline."""
        return tuple(row for row, _ in self.judgement.case.shown)

    @property
    def may_wait(self) -> Fact:
        """Whether the decision may wait: yes or no."""
        rows = (*AnswerFacts(self.judgement).cell.rows, *self.last_day_rows)
        return Fact("may_wait", "yes" if self.waiting.allowed else "no", self.network_id, rows=rows)


@dataclass(frozen=True, repr=False, eq=False)
class Answers(WithFrame):
    """`frame` has a row a network. `questions` are the next to ask, of all networks; `ledger` has every row once.

    `names` are the rows that name channels, documents, alternatives and speakers, by their tables and ids.
    """

    networks: tuple[NetworkAnswers, ...]
    names: Mapping[tuple[str, str], Record]
    questions: tuple[Question, ...]
    ledger: tuple[Entry, ...]

    def network(self, network_id: str) -> NetworkAnswers:
        return next(network for network in self.networks if network.network_id == network_id)

    def of_kind(self, kind: str) -> tuple[NetworkAnswers, ...]:
        """The networks of one kind of decision, or of any where `kind` is ""."""
        return tuple(each for each in self.networks if kind in ("", each.kind))

    def number_of_kind(self, kind: str) -> Fact:
        rows = tuple(row for each in self.of_kind(kind) for row in each.last_day_rows)
        return Fact("networks_of_kind", len(self.of_kind(kind)), about=kind, rows=rows)

    @property
    def one_kind(self) -> str:
        """The kind of decision that all are about; mixed, that of members where there are any, else "outside"."""
        kinds = {network.kind for network in self.networks}
        return kinds.pop() if len(kinds) == 1 else "member" if "member" in kinds else "outside"

    @property
    def in_cells(self) -> Mapping[tuple[str, str], tuple[NetworkAnswers, ...]]:
        """The networks by their cell and kind of decision, those that speak most for first; ALIKE cells have no kind."""
        places = [(each, kind) for each in CELLS for kind in ("", *KINDS)]
        found = {place: tuple(one for one in self.networks if one.place == place) for place in places}
        return {place: networks for place, networks in found.items() if networks}

    def number_in_cell(self, cell: str, kind: str) -> Fact:
        rows = [row for each in self.in_cells.get((cell, kind), ()) for row in AnswerFacts(each.judgement).cell.rows]
        return Fact("networks_in_cell", len(self.in_cells.get((cell, kind), ())), "", f"{kind}:{cell}", tuple(rows))

    @property
    def number_of_questions(self) -> Fact:
        """How many questions there are whose answers can change a cell."""
        return Fact("next_questions", len(self.questions))

    def needed_by(self, question: Question) -> Fact:
        """The day by which its answer is needed; not known where no day is."""
        network = self.network(question.network_id)
        due = answer_needed_by(network.waiting.last_day)
        return Fact("answer_needed_by", due, network.network_id, rows=network.last_day_rows)

    def rows_shown(self) -> Rows:
        return [_shown(network) for network in self.networks]

    @property
    def rows_used(self) -> Listing:
        """Every row of the tables read, with the answers that it decides, or the reason why it decides none."""
        return Listing(
            [
                {
                    "table": entry.row.table,
                    "row": entry.row.number,
                    "used_by": ", ".join(entry.used_by),
                    "reason": entry.reason,
                }
                for entry in self.ledger
            ]
        )


def _shown(network: NetworkAnswers) -> dict[str, object]:
    use, loss = network.judgement.use, network.judgement.loss
    return {
        "network": network.short,
        "use": use.answer,
        "use_confirmed": use.confirmed,
        "asked": getattr(use, "asked", None),
        "loss": loss.answer,
        "loss_confirmed": loss.confirmed,
        "cell": network.cell,
        "may_wait": network.waiting.allowed,
    }


def answers_of(
    inputs: ReportInputs, statements: Statements, last_notice_days: Mapping[str, date] | None = None
) -> Answers:
    """Answer the two questions for every network; `last_notice_days` are the last days to give notice, where known."""
    parameters = inputs.parameters
    tables = inputs.rows_read
    read = read_cases(tables, parameters)
    set_answers = {case.network_id: set_answers_of(parameters, case.network_id) for case in read.cases}
    judged = [judge(case, set_answers[case.network_id]) for case in read.cases]
    questions = next_questions(judged, set_answers)
    last_days = last_notice_days or {}
    networks = tuple(
        NetworkAnswers(
            network_id=network.network_id,
            short=network.short,
            profile=network.profile,
            judgement=each,
            waiting=_waiting(each, questions, parameters, last_days.get(network.network_id, parameters.deadline)),
        )
        for network, each in zip(statements.networks, judged, strict=True)
    )
    bases = {f"{each.case.network_id}.{USE}": each.use.basis for each in judged}
    bases |= {f"{each.case.network_id}.{LOSS}": each.loss.basis for each in judged}
    return Answers(networks, _names(tables), questions, entries(read.rows, bases, read.reasons))


_NAMED = {"channels": "channel_id", "documents": "document_id", "alternatives": "id", "speakers": "speaker"}


def _names(tables: Tables) -> Mapping[tuple[str, str], Record]:
    return {(name, row[column]): row for name, column in _NAMED.items() for row in records(tables.frame(name))}


def set_answers_of(parameters: Parameters, network_id: str) -> Mapping[str, SetAnswer]:
    """What the officer has set of one network, by question."""
    found = (each for each in getattr(parameters, "answers", ()) if each.network == network_id)
    return {each.question: SetAnswer(each.question, each.answer, each.reason) for each in found}


def _waiting(
    judged: Judgement, questions: Iterable[Question], parameters: Parameters, last_day: date | None
) -> MayWait:
    own = [each for each in questions if each.network_id == judged.case.network_id]
    coming = [*_expected(judged, own, parameters), *_asked(own, last_day)]
    return may_wait(judged.cell, coming, parameters.report_date, last_day)


def _expected(judged: Judgement, questions: Iterable[Question], parameters: Parameters) -> Iterator[Coming]:
    """What is expected and says which question it answers, where an answer to that question can change the cell."""
    open_questions = {each.about for each in questions}
    for item in parameters.expected_information:
        of_this = item.network in (None, judged.case.network_id)
        if of_this and item.due and (about := getattr(item, "answers", None)) in open_questions:
            yield Coming(item.due, about, item.what, item.from_whom)


def _asked(questions: Iterable[Question], last_day: date | None) -> Iterator[Coming]:
    """The report's own questions that somebody is named to answer."""
    if due := answer_needed_by(last_day):
        for each in questions:
            if each.named:
                yield Coming(due, each.about, asked=each)
