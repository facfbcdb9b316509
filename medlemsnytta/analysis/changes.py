"""Two evaluations of the same municipality held against each other: what is said, figures, method and wording, kept apart.

Both are worked out by today's program from the parameters and rows of each, so that a difference in figures is never
one in program. Nothing here is said in words.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from medlemsnytta.analysis import method_version
from medlemsnytta.analysis.answer_facts import AnswerFacts, spelled_thing
from medlemsnytta.analysis.case_tables import EVIDENCE_MONTHS
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.facts import Fact, Record, Row, Value
from medlemsnytta.analysis.followed_up import FollowedUp, Move, followed_up, move_of
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.network_answers import set_answers_of
from medlemsnytta.analysis.selection import records
from medlemsnytta.inputs.parameters import officer_text

CODED = (
    "network_id",
    "criterion",
    "theme",
    "valence",
    "intensity",
    "cause",
    "tense",
    "certainty",
    "form",
    "without_membership",
)
OFFICER_TEXTS = ("conclusion", "recommendation", "departure_reason")
IN_WORDS = ("cell", "recommended", "may_wait")
"""The kinds of figures that are codes, of which no difference can be taken."""


@dataclass(frozen=True)
class FigureKey:
    """Which figure: its kind, and the network it is of (empty for the whole)."""

    kind: str
    network_id: str = ""


@dataclass(frozen=True)
class Setting:
    """A parameter of the method that differs."""

    name: str
    before: Fact
    after: Fact


@dataclass(frozen=True)
class TextChange:
    """The officer's text of one kind: the sentences that are gone and those that are new, placeholders unfilled."""

    name: str
    written_before: bool
    written_after: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class StatementChanges(WithFrame):
    """Coded statements: new, gone, worded otherwise, coded otherwise; rows of the evaluation that each is in."""

    new: tuple[Record, ...]
    gone: tuple[Record, ...]
    reworded: tuple[tuple[Record, Record], ...]
    recoded: tuple[tuple[Record, Record], ...]

    def number(self, what: str) -> Fact:
        """How many are `new`, `gone`, `reworded` or `recoded`."""
        return Fact(f"statements_{what}", len(getattr(self, what)))

    @property
    def none(self) -> bool:
        return not (self.new or self.gone or self.reworded or self.recoded)

    def rows_shown(self) -> Rows:
        changed = [("new", row) for row in self.new] + [("gone", row) for row in self.gone]
        changed += [("reworded", row) for _, row in self.reworded] + [("recoded", row) for _, row in self.recoded]
        return [{"excerpt_id": row["excerpt_id"], "change": change, "text": row["text"]} for change, row in changed]


@dataclass(frozen=True, repr=False)
class Comparison(WithFrame):
    """`frame` has a row a figure of the two that are compared; `evaluations` are all that are shown side by side, oldest first; the last two are the ones compared.

    `reports` are their names, empty for the report that the page is of. `moves` are of the networks that both treat,
    and `questions` those of the earlier report about them, the same thing asked of several together.
    """

    reports: tuple[str, ...]
    evaluations: tuple[Evaluation, ...]
    figures: tuple[Mapping[FigureKey, Fact], ...]
    moves: tuple[Move, ...]
    questions: tuple[tuple[FollowedUp, ...], ...]
    settings: tuple[Setting, ...]
    texts: tuple[TextChange, ...]
    statements: StatementChanges

    @property
    def earlier(self) -> Evaluation:
        return self.evaluations[-2]

    @property
    def later(self) -> Evaluation:
        return self.evaluations[-1]

    @property
    def changed(self) -> tuple[FigureKey, ...]:
        """The figures that differ, those that only one of the two has among them; the later's order first."""
        before, after = self.figures[-2:]
        return tuple(key for key in {**after, **before} if _said(before.get(key)) != _said(after.get(key)))

    @property
    def unchanged(self) -> Fact:
        """How many figures both have alike."""
        before, after = self.figures[-2:]
        return Fact("unchanged_figures", len({**after, **before}) - len(self.changed))

    @property
    def in_both(self) -> tuple[str, ...]:
        """The networks that both treat, in the order of the later."""
        return tuple(each.network_id for each in self.moves)

    @property
    def joined(self) -> tuple[NetworkEvaluation, ...]:
        """The networks that only the later treats."""
        return tuple(each for each in self.later.networks if each.network_id not in self.in_both)

    @property
    def gone(self) -> tuple[NetworkEvaluation, ...]:
        """Those that only the earlier treats."""
        return tuple(each for each in self.earlier.networks if each.network_id not in self.in_both)

    def alike(self, kind: str) -> tuple[str, ...]:
        """The networks of both whose figure of a kind stands."""
        return tuple(each for each in self.in_both if FigureKey(kind, each) not in self.changed)

    def differing(self, kind: str) -> tuple[str, ...]:
        return tuple(each for each in self.in_both if FigureKey(kind, each) in self.changed)

    def pair(self, key: FigureKey) -> tuple[Fact, Fact]:
        """A figure that both have."""
        return self.figures[-2][key], self.figures[-1][key]

    def number(self, networks: Sequence[str]) -> Fact:
        """How many networks the same is said of."""
        return Fact("alike", len(networks), "", "+".join(networks))

    def difference(self, key: FigureKey) -> Fact:
        """How much more it is; not known where either is not known, no number, or about so much."""
        before, after = (figures.get(key) for figures in self.figures[-2:])
        value: Value = None
        if before and after and before.known and after.known and key.kind not in IN_WORDS:
            exact = key.kind != "members" or not (before.about or after.about)
            value = after.value - before.value if exact else None
        return Fact(f"change_of_{key.kind}", value, key.network_id, rows=self._rows([key]))

    def _rows(self, keys: Iterable[FigureKey]) -> tuple[Row, ...]:
        return tuple(
            row for key in keys for figures in self.figures[-2:] if key in figures for row in figures[key].rows
        )

    def rows_of_earlier(self, data_folder: str) -> frozenset[Row]:
        """The rows of a folder of tables that what is compared of the earlier evaluations rests on."""
        earlier = zip(self.evaluations[:-1], self.figures[:-1], strict=True)
        of_folder = [figures for each, figures in earlier if each.parameters.data_folder == data_folder]
        return frozenset(row for figures in of_folder for fact in figures.values() for row in fact.rows)

    def why(self, move: Move) -> Fact:
        """Why a cell has moved."""
        return Fact("why_moved", move.because, move.network_id, rows=self._rows([FigureKey("cell", move.network_id)]))

    @property
    def asked(self) -> Fact:
        """How many questions the earlier report put about networks that both treat."""
        return Fact("questions_asked", len(self.questions))

    @property
    def answered(self) -> Fact:
        """How many of them have been answered since."""
        answers = [each[0].answered_by for each in self.questions if each[0].answered_by]
        return Fact("questions_answered", len(answers), rows=tuple(row for rows in answers for row in rows))

    def rows_shown(self) -> Rows:
        before, after = self.figures[-2:]
        return [
            {
                "figure": key.kind,
                "network": key.network_id,
                "before": _number(key, before.get(key)),
                "after": _number(key, after.get(key)),
                "changed": key in self.changed,
            }
            for key in {**after, **before}
        ]


def answers_since(followed: FollowedUp) -> Fact:
    """How many rows have answered a question since it was asked."""
    asked = followed.question
    about = f"{asked.about}:{spelled_thing(asked.thing)}"
    return Fact("answers_since", len(followed.answered_by), asked.network_id, about, followed.answered_by)


def _said(figure: Fact | None) -> object:
    """What two figures are compared by: of a count of members also whether it is exact."""
    return None if figure is None else (figure.value, figure.about if figure.kind == "members_counted" else "")


def _number(key: FigureKey, figure: Fact | None) -> float | None:
    """The figure to count and draw with, amounts in kronor; a code is none."""
    if figure is None or not figure.known or key.kind in IN_WORDS:
        return None
    return float(figure.value) / (100 if key.kind in ("fee", "cost", "fees_together") else 1)


def compare(evaluations: Mapping[str, Evaluation]) -> Comparison:
    """Compare the last two of `evaluations`, which are of one municipality, oldest first, by the names of their reports."""
    earlier, later = list(evaluations.values())[-2:]
    statements = statement_changes(records(earlier.excerpts), records(later.excerpts))
    return Comparison(
        reports=tuple(evaluations),
        evaluations=tuple(evaluations.values()),
        figures=tuple(_of_report(figures_of(each), name) for name, each in evaluations.items()),
        moves=tuple(_moves(earlier, later, statements)),
        questions=_followed_up(earlier, later),
        settings=tuple(_settings(evaluations)),
        texts=tuple(_text_changes(earlier, later)),
        statements=statements,
    )


def _of_report(figures: Mapping[FigureKey, Fact], report: str) -> Mapping[FigureKey, Fact]:
    return {key: replace(fact, report=report) for key, fact in figures.items()}


def figures_of(evaluation: Evaluation) -> Mapping[FigureKey, Fact]:
    """Every figure that two years are compared by, in the order in which they are shown: what matters most first."""
    found: dict[FigureKey, Fact] = {}
    for network in evaluation.networks:
        found |= {FigureKey(kind, network.network_id): fact for kind, fact in _of_network(network).items()}
    total, unknown = evaluation.fees.total, evaluation.fees.unknown
    excerpts = tuple(record.row for record in records(evaluation.excerpts))
    return found | {
        FigureKey("fees_together"): replace(total, kind="fees_together", value=None if unknown.value else total.value),
        FigureKey("inhabitants"): inhabitants_of(evaluation),
        FigureKey("statements"): Fact("statements", len(excerpts), rows=excerpts),
        FigureKey("months_old"): Fact("newest_statement_months_old", evaluation.evidence.months_old),
    }


def inhabitants_of(evaluation: Evaluation) -> Fact:
    """Those that the fees are worked out by; not known where no fee is by a rule."""
    fee = next((each.fee for each in evaluation.networks if each.fee), None)
    return fee.population if fee else Fact("inhabitants", None)


def _of_network(network: NetworkEvaluation) -> Mapping[str, Fact]:
    """The total beside the fee only where work or journeys are in it."""
    network_id, latest = network.network_id, network.membership.latest
    cost = {"cost": network.fees.total} if network.fees.total.known else {}
    members = Fact("members_counted", None, network_id)
    if latest:
        members = Fact("members_counted", latest.members, network_id, latest.qualifier, (latest.record.row,))
    return {
        "cell": AnswerFacts(network.answers.judgement).cell,
        "recommended": Fact("recommended_action", network.recommended, network_id),
        "may_wait": network.answers.may_wait,
        **cost,
        "fee": network.fees.amount,
        "members": members,
        "channels_used": Fact(
            "channels_with_degree", sum(each.median is not None for each in network.channels), network_id
        ),
        "documents": Fact("documents_informed", network.documents_informed, network_id),
    }


def _moves(earlier: Evaluation, later: Evaluation, statements: StatementChanges) -> Iterator[Move]:
    recoded = {before["excerpt_id"]: now["excerpt_id"] for before, now in statements.recoded}
    then = {each.network_id: each.answers.judgement for each in earlier.networks}
    for network in later.networks:
        if network.network_id in then:
            set_then, set_now = (set_answers_of(each.parameters, network.network_id) for each in (earlier, later))
            yield move_of(then[network.network_id], network.answers.judgement, set_then, set_now, recoded)


def _followed_up(earlier: Evaluation, later: Evaluation) -> tuple[tuple[FollowedUp, ...], ...]:
    """By what is asked: whoever of those asked answers, it is answered."""
    now = [each.answers.judgement for each in later.networks]
    cases = {each.network_id: each.answers.judgement.case for each in earlier.networks}
    found: dict[tuple[object, ...], list[FollowedUp]] = {}
    for each in followed_up(earlier.answers.questions, now, cases):
        found.setdefault((each.question.network_id, each.question.about, each.question.thing), []).append(each)
    return tuple(tuple(_answered_together(each)) for each in found.values())


def _answered_together(asked: Sequence[FollowedUp]) -> Iterator[FollowedUp]:
    answers = tuple(sorted({row for each in asked for row in each.answered_by}))
    yield from (replace(each, answered_by=answers) for each in asked)


def _settings(evaluations: Mapping[str, Evaluation]) -> Iterator[Setting]:
    """What was chosen for the method, and the version of the method that each report was handed over with."""
    before, after = ({fact.kind: fact for fact in _chosen(*each)} for each in list(evaluations.items())[-2:])
    for name, fact in before.items():
        if fact.value != after[name].value or (name == "answers_set" and fact.about != after[name].about):
            yield Setting(name, fact, after[name])


def _chosen(report: str, evaluation: Evaluation) -> Iterator[Fact]:
    parameters = evaluation.parameters
    found = [set_answers_of(parameters, network_id) for network_id in parameters.networks]
    said = sorted(f"{each.question}:{each.answer}:{each.reason}" for answers in found for each in answers.values())
    yield Fact("evidence_months", getattr(parameters, "evidence_months", None) or EVIDENCE_MONTHS, report=report)
    yield Fact("answers_set", len(said), about="; ".join(said), report=report)
    yield replace(evaluation.fees.hourly_cost, report=report)
    yield Fact("method_version", parameters.method_version or method_version.VERSION, report=report)


def _text_changes(earlier: Evaluation, later: Evaluation) -> Iterator[TextChange]:
    for name in OFFICER_TEXTS:
        before, after = (getattr(each.parameters, name) or "" for each in (earlier, later))
        if before.split() != after.split():
            gone = _only_in(officer_text.sentences(before), officer_text.sentences(after))
            new = _only_in(officer_text.sentences(after), officer_text.sentences(before))
            yield TextChange(name, bool(before), bool(after), gone, new)


def _only_in(these: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in these if sentence not in others)


def statement_changes(before: Sequence[Record], after: Sequence[Record]) -> StatementChanges:
    """Match statements by number and words, then by words alone, then by number; a row may be both worded and coded otherwise.

    A number that was left out is the row's own, and is another's once a row has been put in above it.
    """
    left, right, pairs = list(before), list(after), []
    for columns in (("excerpt_id", "text"), ("text", "network_id", "speaker"), ("excerpt_id",)):
        found = _matched(left, right, columns)
        pairs += found
        taken = {id(row) for pair in found for row in pair}
        left, right = ([row for row in rows if id(row) not in taken] for rows in (left, right))
    return StatementChanges(
        new=tuple(right),
        gone=tuple(left),
        reworded=tuple((old, now) for old, now in pairs if old["text"] != now["text"]),
        recoded=tuple((old, now) for old, now in pairs if _differ(old, now)),
    )


def _matched(left: Sequence[Record], right: Sequence[Record], columns: Sequence[str]) -> list[tuple[Record, Record]]:
    """The rows that agree in the columns, each paired once, in the order of the later."""
    waiting = defaultdict(deque)
    for row in left:
        waiting[tuple(row[name] for name in columns)].append(row)
    keyed = ((waiting[tuple(row[name] for name in columns)], row) for row in right)
    return [(same.popleft(), row) for same, row in keyed if same]


def _differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return any(_plain(before.get(name)) != _plain(after.get(name)) for name in CODED)


def _plain(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value
