"""What else is not known and matters for the decision, found by rule: each gap is a question that somebody can answer.

Here are days, fees, hours, channels and papers. What people can be asked so that a cell changes is in `next_questions`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from medlemsnytta.analysis.candidates import WillBeUsed
from medlemsnytta.analysis.facts import Fact, count, parameter
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.used_things import thing_of_channel
from medlemsnytta.analysis.working_time import newest_log

KINDS = (
    *(
        "notice",
        "fee_period",
        "membership",
        "since",
        "fee",
        "demands",
        "documents",
        "openness",
        "channels",
        "hours",
        "hourly_cost",
    ),
    *("deadline", "expected", "persons", "decision_dates", "assignment", "case_number", "members"),
)
"""The kinds of gap in the order in which they are asked: what may be too late to ask first."""


@dataclass(frozen=True)
class Gap:
    """One thing unknown: a `kind` of KINDS, the `facts` that are not known or only assumed, and its network, if any.

    `what` and `from_whom` are of a piece of information that is expected without a day.
    """

    kind: str
    facts: tuple[Fact, ...]
    network: NetworkMembership | None = None
    what: str = ""
    from_whom: str = ""


@dataclass(frozen=True, repr=False)
class Gaps(WithFrame):
    """Every gap, in the order of KINDS; `frame` has a row for each."""

    found: tuple[Gap, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.kind for each in self.found))

    def rows_shown(self) -> Rows:
        return [
            {"gap": each.kind, "network": each.network.short if each.network else "", "unknown": each.facts[0].kind}
            for each in self.found
        ]


def gaps_of(inputs: ReportInputs, memberships: Memberships, fees: Fees, usage: Usage, answers: Answers) -> Gaps:
    """The gaps of every network and of the report as a whole."""
    found = list(_of_report(memberships, fees, answers))
    stages = zip(memberships.networks, fees.networks, usage.networks, answers.networks, strict=True)
    for own, cost, used, answered in stages:
        found += [Gap(kind, tuple(facts), own) for kind, facts in _of_network(own, cost, answered, answers)]
        if own.membership.state != "member":
            continue
        if used.traces is None:
            found.append(Gap("documents", (Fact("documents_examined", None, own.network_id),), own))
        if newest_log(inputs.tables.time_log, own.network_id, inputs.parameters.report_date) is None:
            found.append(Gap("hours", (Fact("hours_logged", None, own.network_id),), own))
    return Gaps(tuple(sorted(found, key=lambda each: KINDS.index(each.kind))))


def _of_network(
    own: NetworkMembership, cost: NetworkFees, answered: NetworkAnswers, answers: Answers
) -> Iterator[tuple[str, list[Fact]]]:
    membership, case = own.membership, answered.judgement.case
    if membership.own is None:
        yield "membership", [membership.fact("state")]
    if membership.state == "member":
        for kind, name in (("notice", "notice_months"), ("fee_period", "fee_period_start")):
            if not (fact := membership.fact(name)).known:
                yield kind, [fact]
        if not membership.since:
            yield "since", [membership.fact("since")]
    if not cost.amount.known or cost.yearly.basis == "assumed" or (cost.fee and cost.fee.rule.status == "estimated"):
        yield "fee", [cost.amount, cost.rule_year] if cost.amount.known else [cost.amount]
    if isinstance(use := answered.judgement.use, WillBeUsed) and use.demands_not_examined:
        rows = tuple(each.row for each in use.demands_not_examined)
        yield "demands", [Fact("demands_not_examined", len(rows), own.network_id, rows=rows)]
    open_to_whom = {each.thing for each in answered.judgement.loss.things if not each.word}
    unknown = [
        answers.names["channels", each.channel_id].fact("open_to_nonmembers")
        for each in case.channels
        if each.open_to_nonmembers == "unknown" and thing_of_channel(case, each.channel_id) in open_to_whom
    ]
    if unknown:
        yield "openness", unknown
    if membership.state == "member" and not case.channels:
        yield "channels", [Fact("channels_known", 0, own.network_id)]
    if membership.latest is None:
        yield "members", [Fact("latest_members", None, own.network_id)]


def _of_report(memberships: Memberships, fees: Fees, answers: Answers) -> Iterator[Gap]:
    parameters = memberships.parameters
    if not fees.hourly_cost.known:
        yield Gap("hourly_cost", (fees.hourly_cost,))
    for name in ("deadline", "case_number"):
        if not (fact := parameter(name, getattr(parameters, name))).known:
            yield Gap(name, (fact,))
    undated = [each for each in parameters.expected_information if each.due is None]
    for each in undated:
        about = memberships.network(each.network) if each.network else None
        yield Gap("expected", (Fact("undated_information", len(undated)),), about, each.what, each.from_whom)
    if groups := _groups_of_unknown_number(answers):
        yield Gap("persons", groups)
    if lacking := [each.record for each in memberships.decisions if not each.date]:
        yield Gap("decision_dates", (count("undated_decisions", lacking),))
    if not memberships.assignments.value and not parameters.asked_by:
        yield Gap("assignment", (memberships.assignments, parameter("asked_by", parameters.asked_by)))


def _groups_of_unknown_number(answers: Answers) -> tuple[Fact, ...]:
    """The users who have spoken and of whom nobody says how many they are; representatives are one voice anyway."""
    found = {}
    for network in answers.networks:
        case = network.judgement.case
        spoken = {each.speaker for each in case.statements}
        for each in case.speakers:
            if each.role == "user" and each.persons is None and each.speaker in spoken:
                found[each.speaker] = answers.names["speakers", each.speaker].fact("persons")
    return tuple(found.values())
