"""What can be decided of each network, what it costs and saves and by when, and what could stand in a membership's place.

Facts alone: no option is rated, and alternatives are no memberships (method.md, §1, §2 and §7).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.case_tables import alternatives_to, things_of
from medlemsnytta.analysis.facts import Fact, Record, Row, count
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_cases import Statement, decision_kind
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.layouts import ids_in

ACTIONS = {"member": ("stay", "leave"), "candidate": ("join", "decline"), "left": ("join_again", "stay_out")}
"""What can be done of each kind of decision: what is paid for, then what is not."""

WORTH_IN_WORDS = ("symbolic", "voice", "future")
"""The criteria of the values that are no use: symbol and tradition, weight, what may come."""

FEWEST_TOGETHER = 2
CAN_GO = ("channels", "documents")
"""The tables of what has a name and an alternative can replace."""


@dataclass(frozen=True)
class NetworkOptions:
    """What can be done about one network.

    `decision` is the row that the membership's row names, `follow_up` the one that says who comes back and when, `names` are
    the rows that name things and people, and `expected` the days on which something is to be there.
    """

    own: NetworkMembership
    fees: NetworkFees
    answers: NetworkAnswers
    decision: Record | None
    report_date: date
    deadline: date | None
    recommended: str | None
    names: Mapping[tuple[str, str], Record]
    expected: tuple[date, ...] = ()
    recipient: str | None = None
    follow_up: Record | None = None

    @property
    def network_id(self) -> str:
        return self.own.network_id

    @property
    def profile(self) -> Record:
        return self.own.profile

    @property
    def demands(self) -> tuple[Record, ...]:
        return self.own.demands

    @property
    def state(self) -> str:
        return self.answers.judgement.case.state

    @property
    def kind(self) -> str:
        return decision_kind(self.state)

    @property
    def found(self) -> AnswerFacts:
        return AnswerFacts(self.answers.judgement)

    @property
    def yearly(self) -> Fact:
        """What the network costs a year: in all where the hours are known, else the fee."""
        return self.fees.total if self.fees.total.known else self.fees.amount

    @property
    def once(self) -> Fact:
        """What one who joins pays once, or one who comes back."""
        return self.fees.once

    @property
    def last_notice_day(self) -> Fact:
        """The last day to give notice and save the first fee that still can be saved; not known where the terms are not."""
        if terms := self.own.notice:
            return terms.last_notice_day(self.report_date)
        return self._of_own("last_notice_day", None)

    @property
    def first_year_saved(self) -> Fact:
        """The year whose fee notice by that day saves first."""
        if terms := self.own.notice:
            return terms.first_year_saved(self.report_date)
        return self._of_own("first_year_saved", None)

    @property
    def missed_notice_day(self) -> Fact:
        """The last day before a fee period that has not begun, where that day has passed; not known where there is none."""
        terms, missed = self.own.notice, None
        if terms:
            period = terms.first_period_saved(self.report_date)
            earlier = terms.period_before(period)
            missed = terms.last_day_before(earlier) if earlier > self.report_date else None
        return self._of_own("missed_notice_day", missed)

    @property
    def deadline_is_late(self) -> bool:
        """Whether the day to decide lies after the last day to give notice."""
        last = self.last_notice_day.value
        return isinstance(last, date) and self.deadline is not None and self.deadline > last

    def _of_own(self, kind: str, value: date | None) -> Fact:
        row = self.own.membership.own
        return Fact(kind, value, self.network_id, self.report_date.isoformat(), () if row is None else (row.row,))

    @property
    def last_day_to_act(self) -> Fact:
        """The last day to give notice, else the deadline."""
        return Fact("last_day_to_act", self.answers.waiting.last_day, self.network_id, rows=self.last_notice_day.rows)

    @property
    def answer_by(self) -> Fact:
        """The day by which the last of what the decision may wait for is to be there."""
        last = max(self.answers.waiting.coming, key=lambda each: (each.due, each.asked is None), default=None)
        kind = "expected_in_time" if last and last.asked is None else "answer_needed_by"
        return Fact(kind, last and last.due, self.network_id, rows=self.last_notice_day.rows)

    @property
    def expected_by(self) -> Fact:
        """The last day on which something that is expected is to be there, in time or not."""
        return Fact("expected_by", max(self.expected, default=None), self.network_id)

    @property
    def cost_of_waiting(self) -> Fact:
        """The fees in öre that are due if notice is given on that day and not today; not known where the terms are not."""
        terms, until, amount = self.own.notice, self.expected_by.value, self.fees.amount
        if terms is None or not isinstance(until, date) or not amount.known:
            return self._of_own("cost_of_waiting_ore", None)
        periods = terms.periods_paid_by_waiting(self.report_date, until)
        rows = (*periods.rows, *amount.rows)
        return Fact("cost_of_waiting_ore", periods.value * amount.value, self.network_id, until.isoformat(), rows)

    @property
    def asked_for(self) -> Fact:
        """How many demands the network makes of a new member, as far as is known."""
        return count("demands", self.demands, self.network_id)

    def demands_that_are(self, state: str) -> tuple[Record, ...]:
        """Those that are met, not_met or not_examined."""
        return tuple(each for each in self.demands if each["state"] == state)

    def number_that_are(self, state: str) -> Fact:
        return count(f"demands_{state}", self.demands_that_are(state), self.network_id)

    @property
    def worth_in_words(self) -> Fact:
        """How many statements on symbol, weight and what may come there are, which no answer on use counts."""
        rows = tuple(each.row for each in self._of_worth)
        return Fact("statements_of_worth", len(rows), self.network_id, rows=rows)

    @property
    def kinds_of_worth(self) -> tuple[str, ...]:
        """Which of them: symbolic, voice, future."""
        said = {each.criterion for each in self._of_worth}
        return tuple(each for each in WORTH_IN_WORDS if each in said)

    @property
    def _of_worth(self) -> list[Statement]:
        case = self.answers.judgement.case
        said = [each for each in case.statements if each.criterion in WORTH_IN_WORDS]
        return [each for each in said if each.source_kind != "network_own" and first_day(each.date) <= case.as_of]


@dataclass(frozen=True)
class Together:
    """Several memberships left at once; `why` is recommended, or all of those that there are."""

    why: str
    networks: tuple[NetworkOptions, ...]

    @property
    def _about(self) -> str:
        return "+".join(each.network_id for each in self.networks)

    @property
    def number(self) -> Fact:
        return Fact("left_together", len(self.networks), about=self._about)

    @property
    def saved(self) -> Fact:
        """What is no longer paid a year, of what is known, in öre."""
        known = [each.yearly for each in self.networks if each.yearly.known]
        rows = tuple(row for fact in known for row in fact.rows)
        return Fact("saved_together_ore", sum(fact.value for fact in known), about=self._about, rows=rows)

    @property
    def unknown(self) -> Fact:
        """How many of them cost what nobody knows."""
        return Fact("unknown_together", sum(not each.yearly.known for each in self.networks), about=self._about)

    @property
    def last_notice_day(self) -> Fact:
        """The first of their last days to give notice; not known where any of them is not."""
        days = [each.last_notice_day for each in self.networks]
        rows: tuple[Row, ...] = tuple(row for day in days for row in day.rows)
        known = None if any(not day.known for day in days) else min(day.value for day in days)
        return Fact("first_notice_day_together", known, about=self._about, rows=rows)


@dataclass(frozen=True, repr=False, eq=False)
class Options(WithFrame):
    """`frame` has a row a network and what can be done; `alternatives` are the rows of what is no membership.

    `names` are the rows of the networks, and of their channels and documents, by their ids.
    """

    networks: tuple[NetworkOptions, ...]
    together: tuple[Together, ...]
    alternatives: tuple[Record, ...]
    names: Mapping[str, Record]

    def of_kind(self, *kinds: str) -> tuple[NetworkOptions, ...]:
        return tuple(each for each in self.networks if each.kind in kinds)

    @property
    def notice_unknown(self) -> tuple[NetworkOptions, ...]:
        """The memberships whose last day to give notice is not known."""
        return tuple(each for each in self.of_kind("member") if not each.last_notice_day.known)

    @property
    def number_unknown(self) -> Fact:
        rows = tuple(row for each in self.notice_unknown for row in each.last_notice_day.rows)
        return Fact("notice_unknown", len(self.notice_unknown), rows=rows)

    @property
    def number_of_members(self) -> Fact:
        """How many memberships there are to stay in or leave."""
        members = self.of_kind("member")
        rows = tuple(each.own.membership.own.row for each in members if each.own.membership.own)
        return Fact("memberships_held", len(members), rows=rows)

    def rows_shown(self) -> Rows:
        return [
            {
                "network": each.own.short,
                "option": action,
                "cost_sek": _kronor(each.yearly) if pays else 0,
                "saved_sek": 0 if pays else _kronor(each.yearly),
                "last_notice_day": None if pays else each.last_notice_day.value,
                "first_year_saved": None if pays else each.first_year_saved.value,
            }
            for each in self.networks
            for action, pays in zip(ACTIONS[each.kind], (True, False), strict=True)
        ]


def _kronor(ore: Fact) -> float | None:
    return ore.value / 100 if ore.known else None


def options_of(memberships: Memberships, fees: Fees, answers: Answers, inputs: ReportInputs) -> Options:
    """The options of every network, of several memberships left together, and the alternatives to any of them."""
    parameters, tables = inputs.parameters, inputs.tables
    decisions = {each.decision_id: each.record for each in memberships.decisions}
    replaced = things_of(tables, parameters.networks)
    networks = tuple(
        NetworkOptions(
            own=own,
            fees=fees.network(own.network_id),
            answers=answers.network(own.network_id),
            decision=decisions.get(own.membership.own["decision_id"]) if own.membership.own else None,
            report_date=parameters.report_date,
            deadline=parameters.deadline,
            recommended=parameters.recommended_actions.get(own.network_id),
            names=answers.names,
            expected=tuple(_expected(parameters, own.network_id)),
            recipient=parameters.recipient,
            follow_up=_follow_up(memberships, own.network_id),
        )
        for own in memberships.networks
    )
    return Options(
        networks=networks,
        together=tuple(_together(networks)),
        alternatives=alternatives_to(tables, parameters.networks),
        names={
            **{each: row for (table, each), row in answers.names.items() if table in CAN_GO and each in replaced},
            **{own.network_id: own.profile for own in memberships.networks},
        },
    )


def _follow_up(memberships: Memberships, network_id: str) -> Record | None:
    """The first row, of those with a day to come, by which somebody comes back about the network by name."""
    due = [
        each
        for each in memberships.decisions
        if each.kind == "follow_up" and each.due_date is not None and network_id in ids_in(each.network_id)
    ]
    coming = [each for each in due if each.due_date and each.due_date >= memberships.parameters.report_date]
    return min(coming, key=lambda each: each.due_date or date.max).record if coming else None


def _expected(parameters: Parameters, network_id: str) -> Iterator[date]:
    """The days to come of what is expected about a network."""
    for each in parameters.expected_information:
        if each.due is not None and each.due >= parameters.report_date and each.network in (None, network_id):
            yield each.due


def _together(networks: Sequence[NetworkOptions]) -> Iterator[Together]:
    """Those that the officer recommends to leave, and all memberships, where either is more than one."""
    members = tuple(each for each in networks if each.kind == "member")
    left = tuple(each for each in members if each.recommended == "leave")
    if FEWEST_TOGETHER <= len(left) < len(members):
        yield Together("recommended", left)
    if len(members) >= FEWEST_TOGETHER:
        yield Together("all", members)
