"""One membership's figures joined: fee, size, use, ratings and robustness, for the evaluation."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis import (
    fee_scenarios,
    fees,
    gaps,
    members,
    network_costs,
    options,
    overlaps,
    ratings,
    robustness,
    surveys,
    usage,
    use_logs,
    working_time,
)
from medlemsnytta.analysis.evaluation import Municipality, NetworkEvaluation
from medlemsnytta.analysis.rows import HISTORY_YEARS
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables


def rate_network(
    tables: Tables, excerpts: pd.DataFrame, parameters: Parameters, network_id: str
) -> tuple[ratings.Rating, ...]:
    traces = usage.document_traces(tables.uses, tables.documents, network_id)
    documents = usage.documents_informed(traces)
    figures = usage.key_figure_use(tables.indicators, network_id, parameters.year)
    overrides = {each.criterion: each for each in parameters.rating_overrides if each.network == network_id}
    found = []
    for criterion in robustness.CRITERIA:
        rating = ratings.rate(
            criterion, excerpts, tables.speakers, network_id, parameters.report_date, documents, figures
        )
        if criterion in overrides:
            change = overrides[criterion]
            rating = ratings.overridden(rating, int(change.rating * 2), change.reason)
        found.append(rating)
    return tuple(found)


def evaluate_network(
    tables: Tables,
    parameters: Parameters,
    municipality: Municipality,
    row: Mapping[str, object],
    excerpts: pd.DataFrame,
    fee: fees.Fee,
    rated: Mapping[str, tuple[ratings.Rating, ...]],
    hourly_cost: Decimal | None,
) -> NetworkEvaluation:
    network_id = fee.network_id
    level, order = parameters.requirement_level, tuple(parameters.criteria_order)
    limits = parameters.word_limits.model_dump()
    years = range(parameters.year - HISTORY_YEARS + 1, parameters.year + 1)
    payer = network_costs.payer_of(tables, municipality, network_id)
    history = fees.fee_history(network_costs.fee_tables(tables, parameters), payer, network_id, years)
    index = network_costs.price_index_of(tables, parameters.report_date)
    membership = members.membership_of(tables.memberships, tables.network_years, network_id, parameters.year)
    channels = usage.channel_uses(tables.channels, excerpts, network_id)
    traces = usage.document_traces(tables.uses, tables.documents, network_id)
    profiles = {each: tuple(rating.interval for rating in found) for each, found in rated.items()}
    shares = robustness.shares(profiles[network_id], order)
    answers = robustness.what_if(profiles[network_id], level, order)
    others = [profile for other, profile in profiles.items() if other != network_id]
    overlapping = robustness.with_full_overlap(profiles[network_id], others)
    overlap = robustness.shares(overlapping, order, (level,))[level] if others else None
    assessed = any(rating.point is not None for rating in rated[network_id])
    word = _word(shares[level].point, limits, assessed)
    facts = gaps.NetworkFacts(network_id, fee, history, membership, channels, traces, rated[network_id], answers)
    found = gaps.network_gaps(facts)
    due_dates = [item.due for item in parameters.expected_information if item.network in (None, network_id)]
    waiting = options.waiting_rule(network_id, word, due_dates, parameters.report_date, fee.ore, len(found))
    recommended = parameters.recommended_actions.get(network_id)
    return NetworkEvaluation(
        network_id=network_id,
        name=row["name"],
        short=row["short"],
        profile=row,
        fee=fee,
        history=history,
        history_real_ore=network_costs.in_prices_of_base(history, index),
        scenarios=fee_scenarios.fee_scenarios(fee),
        working_hours=None if hourly_cost is None else working_time.working_hours(fee.ore, hourly_cost),
        total_cost=working_time.total_cost(tables.time_log, network_id, fee.ore, parameters.report_date, hourly_cost),
        stated_fee_agrees=_stated_fee_agrees(membership, fee),
        membership=membership,
        channels=channels,
        traces=traces,
        key_figures=usage.key_figure_use(tables.indicators, network_id, parameters.year),
        closed_channels=usage.closed_channels(channels),
        logged_use=use_logs.logged_use(tables.use_logs, tables.uses, network_id, parameters.report_date),
        attendance=use_logs.attendance_of(tables.events, network_id, parameters.report_date),
        survey=surveys.survey_results(tables.survey, network_id, parameters.report_date),
        overlaps=overlaps.overlaps_of(
            tables.themes,
            tables.uses,
            tables.overlaps,
            network_id,
            [other for other in parameters.networks if other != network_id],
        ),
        causes=usage.causes_of_low_use(excerpts, network_id),
        ratings=rated[network_id],
        shares=shares,
        result=shares[level],
        word=word,
        word_low=_word(shares[level].low, limits, assessed),
        word_high=_word(shares[level].high, limits, assessed),
        what_if=answers,
        most_telling=robustness.most_telling(answers),
        overlap_share=overlap,
        overlap_word=None if overlap is None else _word(overlap.point, limits, assessed),
        gaps=found,
        waiting=waiting,
        recommended=recommended,
        departs=recommended is not None and options.departs(recommended, word, waiting),
    )


def _stated_fee_agrees(membership: members.Membership, fee: fees.Fee) -> bool | None:
    if membership.stated_fee_sek is None or membership.stated_fee_year != fee.year:
        return None
    return fees.agrees_with_stated(fee.ore, membership.stated_fee_sek)


def _word(share: Fraction, limits: Mapping[str, int], assessed: bool) -> str:
    """The word for a share, or that there is none: where no criterion is rated the share says nothing of the network."""
    return robustness.word_for(share, limits) if assessed else robustness.NO_WORD
