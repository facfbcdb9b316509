"""The evaluation worked out stage by stage, as the notebook does it: the one place where the stages meet."""

from collections.abc import Sequence

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.evidence import Evidence, evidence_of
from medlemsnytta.analysis.gaps import gaps_of
from medlemsnytta.analysis.members import ACTIONS
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership, memberships_of
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers, answers_of
from medlemsnytta.analysis.network_costs import Fees, NetworkFees, fees_of
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage, usage_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements, statements_of
from medlemsnytta.analysis.waiting import SIDES, departs
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters


def evaluate(inputs: ReportInputs) -> Evaluation:
    """Work out the evaluation as of the report's date; raises ProblemsFound where a figure that it needs is lacking."""
    memberships = memberships_of(inputs)
    fees = fees_of(inputs, memberships)
    statements = statements_of(inputs, memberships)
    usage = usage_of(inputs, memberships, statements)
    evidence = evidence_of(inputs, statements, fees)
    answers = answers_of(inputs, statements, memberships.last_notice_days)
    return evaluation_of(inputs, memberships, fees, usage, statements, evidence, answers)


def evaluation_of(
    inputs: ReportInputs,
    memberships: Memberships,
    fees: Fees,
    usage: Usage,
    statements: Statements,
    evidence: Evidence,
    answers: Answers,
) -> Evaluation:
    """Join the stages; raises ProblemsFound where the officer recommends against the evidence without a reason."""
    stages = zip(memberships.networks, fees.networks, usage.networks, answers.networks, strict=True)
    networks = tuple(_network(inputs.parameters, *each) for each in stages)
    if wrong := [*_unfitting(networks), *_without_reason(inputs.parameters, networks)]:
        raise ProblemsFound(wrong)
    return Evaluation(
        memberships=memberships,
        fees=fees,
        usage=usage,
        statements=statements,
        evidence=evidence,
        answers=answers,
        networks=networks,
        gaps=gaps_of(inputs, memberships, fees, usage, answers),
        released=inputs.released,
        read=inputs.read,
        logo=inputs.logo,
    )


def _network(
    parameters: Parameters, own: NetworkMembership, fees: NetworkFees, usage: NetworkUsage, answers: NetworkAnswers
) -> NetworkEvaluation:
    network_id = own.network_id
    recommended = parameters.recommended_actions.get(network_id)
    return NetworkEvaluation(
        own=own,
        fees=fees,
        usage=usage,
        answers=answers,
        recommended=recommended,
        departs=recommended is not None and departs(SIDES[recommended], answers.cell, answers.waiting),
    )


def _unfitting(networks: Sequence[NetworkEvaluation]) -> list[Problem]:
    """Who is no member can neither stay nor leave, and who is one cannot join."""
    return [
        Problem(
            "recommended_actions",
            f"{network.recommended} går inte att rekommendera om {network.name}: medlemskapets state är "
            f"{network.membership.state}.",
            f"Skriv {', '.join(fitting[:-1])} eller {fitting[-1]}, eller rätta state i tabellen memberships.",
        )
        for network in networks
        if network.recommended and network.recommended not in (fitting := ACTIONS[network.membership.state])
    ]


def _without_reason(parameters: Parameters, networks: Sequence[NetworkEvaluation]) -> list[Problem]:
    if parameters.departure_reason:
        return []
    return [
        Problem(
            "recommended_actions",
            f"rekommendationen om {network.name}, {network.recommended}, går emot vad underlaget säger.",
            "Skriv skälet i departure_reason; det trycks i rapporten.",
        )
        for network in networks
        if network.departs
    ]
