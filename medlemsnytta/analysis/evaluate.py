"""The evaluation worked out stage by stage, as the notebook does it: the one place where the stages meet."""

from collections.abc import Sequence

from medlemsnytta.analysis import gaps, options
from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.evidence import Evidence, evidence_of
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership, memberships_of
from medlemsnytta.analysis.network_costs import Fees, NetworkFees, fees_of
from medlemsnytta.analysis.network_ratings import NetworkRatings, Ratings, ratings_of
from medlemsnytta.analysis.network_results import NetworkResult, Results, results_of
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage, usage_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements, statements_of
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters


def evaluate(inputs: ReportInputs) -> Evaluation:
    """Work out the evaluation as of the report's date; raises ProblemsFound where a figure that it needs is lacking."""
    memberships = memberships_of(inputs)
    fees = fees_of(inputs, memberships)
    statements = statements_of(inputs, memberships)
    usage = usage_of(inputs, memberships, statements)
    evidence = evidence_of(inputs, statements, fees)
    ratings = ratings_of(inputs, usage, statements)
    results = results_of(inputs, ratings)
    return evaluation_of(inputs, memberships, fees, usage, statements, evidence, ratings, results)


def evaluation_of(
    inputs: ReportInputs,
    memberships: Memberships,
    fees: Fees,
    usage: Usage,
    statements: Statements,
    evidence: Evidence,
    ratings: Ratings,
    results: Results,
) -> Evaluation:
    """Join the stages; raises ProblemsFound where the officer recommends otherwise without a reason, or the reverse."""
    stages = zip(memberships.networks, fees.networks, usage.networks, ratings.networks, results.networks, strict=True)
    networks = tuple(_network(inputs.parameters, *each) for each in stages)
    undecided = [network.network_id for network in networks if network.waiting.allowed]
    _demand_reason_for_departure(inputs.parameters, networks)
    return Evaluation(
        memberships=memberships,
        fees=fees,
        usage=usage,
        statements=statements,
        evidence=evidence,
        ratings=ratings,
        results=results,
        networks=networks,
        options=options.options_for([(network.network_id, network.fee.ore) for network in networks], undecided),
        shared_gaps=_shared_gaps(inputs.parameters, evidence, memberships.decisions),
        released=inputs.released,
        read=inputs.read,
        logo=inputs.logo,
    )


def _network(
    parameters: Parameters,
    own: NetworkMembership,
    fees: NetworkFees,
    usage: NetworkUsage,
    rated: NetworkRatings,
    outcome: NetworkResult,
) -> NetworkEvaluation:
    network_id, word = own.network_id, outcome.word
    found = gaps.network_gaps(
        gaps.NetworkFacts(
            network_id,
            fees.fee,
            fees.history,
            own.membership,
            usage.channels,
            usage.traces,
            rated.ratings,
            outcome.what_if,
        )
    )
    due_dates = [item.due for item in parameters.expected_information if item.network in (None, network_id)]
    waiting = options.waiting_rule(network_id, word, due_dates, parameters.report_date, fees.fee.ore, len(found))
    recommended = parameters.recommended_actions.get(network_id)
    return NetworkEvaluation(
        own=own,
        fees=fees,
        usage=usage,
        rated=rated,
        outcome=outcome,
        gaps=found,
        waiting=waiting,
        recommended=recommended,
        departs=recommended is not None and options.departs(recommended, word, waiting),
    )


def _shared_gaps(parameters: Parameters, found: Evidence, decisions: Sequence[Decision]) -> tuple[gaps.Gap, ...]:
    return gaps.shared_gaps(
        found,
        years_old=bool(found.newest) and int(found.newest[:4]) < parameters.year,
        undated_decisions=[decision.decision_id for decision in decisions if not decision.date],
        case_number_known=bool(parameters.case_number),
        own_salary_known=parameters.hourly_cost_sek is not None,
        officer_text_written=bool(parameters.conclusion and parameters.recommendation),
        undated_information=[item.what for item in parameters.expected_information if item.due is None],
    )


def _demand_reason_for_departure(parameters: Parameters, networks: Sequence[NetworkEvaluation]) -> None:
    """A departure needs its reason, and a reason needs a departure: else the report would say what is not so."""
    departing = [network for network in networks if network.departs]
    reason = parameters.departure_reason
    if departing and not reason:
        raise ProblemsFound(
            Problem(
                "recommended_actions",
                f"rekommendationen för {network.name} avviker från metodens resultat.",
                "Skriv skälet i departure_reason; det trycks i rapporten.",
            )
            for network in departing
        )
    if reason and not departing:
        what = "ett skäl att avvika är skrivet, men ingen rekommendation avviker från resultatet."
        raise ProblemsFound([Problem("departure_reason", what, "Ta bort skälet, eller ändra recommended_actions.")])
