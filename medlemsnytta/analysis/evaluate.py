"""The evaluation worked out from tables and parameters: the one place where the analyses meet."""

from collections.abc import Sequence

from medlemsnytta.analysis import evidence, gaps, network_costs, options, rows
from medlemsnytta.analysis.evaluation import Decision, Evaluation
from medlemsnytta.analysis.network_figures import evaluate_network, rate_network
from medlemsnytta.analysis.selection import where
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables


def evaluate(tables: Tables, parameters: Parameters) -> Evaluation:
    """Work out the evaluation as of the report's date; raises ProblemsFound where a figure that it needs is lacking."""
    tables = rows.until_report_date(tables, parameters)
    municipality = rows.municipality_of(tables, parameters)
    known = rows.networks_known(tables, parameters)
    excerpts = rows.usable_excerpts(tables.excerpts, parameters)
    hourly_cost = network_costs.hourly_cost_of(parameters)
    computed = network_costs.fees_or_problems(tables, parameters, municipality)
    rated = {each: rate_network(tables, excerpts, parameters, each) for each in parameters.networks}
    networks = tuple(
        evaluate_network(tables, parameters, municipality, known[each], excerpts, computed[each], rated, hourly_cost)
        for each in parameters.networks
    )
    decisions = rows.decisions_of(tables.decisions)
    used = rows.rows_used(tables, parameters, excerpts, list(computed.values()))
    found = evidence.evidence_for(
        excerpts,
        rows.speakers_about(tables.speakers, excerpts, parameters),
        where(tables.uses, network_id=parameters.networks),
        where(tables.time_log, network_id=parameters.networks),
        used,
        parameters.report_date,
        parameters.deadline,
    )
    undecided = [network.network_id for network in networks if network.waiting.allowed]
    evaluation = Evaluation(
        parameters=parameters,
        municipality=municipality,
        networks=networks,
        evidence=found,
        decisions=decisions,
        excerpts=excerpts,
        options=options.options_for([(network.network_id, network.fee.ore) for network in networks], undecided),
        shared_gaps=_shared_gaps(parameters, found, decisions),
        sources=rows.sources_named(tables, parameters, used),
        hourly_cost_sek=hourly_cost,
        price_index=network_costs.price_index_of(tables, parameters.report_date),
    )
    _demand_reason_for_departure(evaluation)
    return evaluation


def _shared_gaps(
    parameters: Parameters, found: evidence.Evidence, decisions: Sequence[Decision]
) -> tuple[gaps.Gap, ...]:
    return gaps.shared_gaps(
        found,
        years_old=bool(found.newest) and int(found.newest[:4]) < parameters.year,
        undated_decisions=[decision.decision_id for decision in decisions if not decision.date],
        case_number_known=bool(parameters.case_number),
        own_salary_known=parameters.hourly_cost_sek is not None,
        officer_text_written=bool(parameters.conclusion and parameters.recommendation),
        undated_information=[item.what for item in parameters.expected_information if item.due is None],
    )


def _demand_reason_for_departure(evaluation: Evaluation) -> None:
    """A departure needs its reason, and a reason needs a departure: else the report would say what is not so."""
    departing = [network for network in evaluation.networks if network.departs]
    reason = evaluation.parameters.departure_reason
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
