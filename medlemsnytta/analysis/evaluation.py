"""One municipality's evaluation of its networks in one year: everything the report says, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from medlemsnytta.analysis import evidence, fees, gaps, members, options, ratings, robustness, usage
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.inputs.tables import Tables

HISTORY_YEARS = 8
MUNICIPALITIES_FILE = "data/reference/municipalities.csv"
NETWORKS_FILE = "data/reference/networks.csv"


@dataclass(frozen=True)
class Municipality:
    """Name, code and number of inhabitants on 31 December each year known at the report's date."""

    code: str
    name: str
    type: str
    populations: Mapping[int, int]


@dataclass(frozen=True)
class Decision:
    """What some body decided or proposed; `date` is partial, or empty where the source gives none."""

    decision_id: str
    date: str
    body: str
    case_number: str
    kind: str
    network_id: str
    text: str
    on_recommendation_of: str
    due_date: date | None
    note: str


@dataclass(frozen=True)
class NetworkEvaluation:
    """One membership: what it costs, how it is used, what it gives, and whether that meets the requirement."""

    network_id: str
    name: str
    short: str
    profile: Mapping[str, object]
    fee: fees.Fee
    history: tuple[tuple[int, fees.Fee | None], ...]
    scenarios: tuple[fees.FeeScenario, ...]
    working_hours: Decimal | None
    stated_fee_agrees: bool | None
    membership: members.Membership
    channels: tuple[usage.ChannelUse, ...]
    traces: tuple[usage.DocumentTrace, ...] | None
    key_figures: usage.KeyFigureUse | None
    causes: Mapping[str, int]
    ratings: tuple[ratings.Rating, ...]
    shares: Mapping[int, robustness.Share]
    result: robustness.Share
    word: str
    word_low: str
    word_high: str
    what_if: tuple[robustness.WhatIf, ...]
    most_telling: robustness.WhatIf
    overlap_share: robustness.Share | None
    overlap_word: str | None
    gaps: tuple[gaps.Gap, ...]
    waiting: options.WaitingRule
    recommended: str | None

    @property
    def documents_informed(self) -> int | None:
        return usage.documents_informed(self.traces)

    @property
    def unknown_criteria(self) -> tuple[str, ...]:
        return tuple(rating.criterion for rating in self.ratings if rating.point is None)


@dataclass(frozen=True)
class Evaluation:
    """The whole evaluation; `excerpts` holds the coded rows that may be shown, one statement a row."""

    parameters: Parameters
    municipality: Municipality
    networks: tuple[NetworkEvaluation, ...]
    evidence: evidence.Evidence
    decisions: tuple[Decision, ...]
    excerpts: pd.DataFrame
    options: tuple[options.Option, ...]
    shared_gaps: tuple[gaps.Gap, ...]
    sources: tuple[str, ...]
    hourly_cost_sek: Decimal | None

    @property
    def total_fee_ore(self) -> int:
        return sum(network.fee.ore for network in self.networks)

    @property
    def deadline_passed(self) -> bool:
        deadline = self.parameters.deadline
        return deadline is not None and self.parameters.report_date > deadline

    @property
    def fees_equal(self) -> bool:
        return len({network.fee.ore for network in self.networks}) == 1

    def network(self, network_id: str) -> NetworkEvaluation:
        return next(network for network in self.networks if network.network_id == network_id)


def evaluate(tables: Tables, parameters: Parameters) -> Evaluation:
    """Work out the evaluation as of the report's date; raises ProblemsFound where a figure that it needs is lacking."""
    municipality = municipality_of(tables, parameters)
    known = _networks_known(tables, parameters)
    excerpts = usable_excerpts(tables.excerpts, parameters)
    hourly_cost = _hourly_cost(parameters)
    computed = _computed_or_problems(tables, parameters, municipality)
    rated = {each: _ratings(tables, excerpts, parameters, each) for each in parameters.networks}
    networks = tuple(
        _network(tables, parameters, municipality, known[each], excerpts, computed[each], rated, hourly_cost)
        for each in parameters.networks
    )
    decisions = decisions_until(tables.decisions, parameters)
    rows_used = _rows_used(tables, parameters, excerpts)
    found = evidence.evidence_for(
        excerpts,
        _speakers_about(tables.speakers, excerpts, parameters),
        tables.uses[tables.uses["network_id"].isin(parameters.networks)],
        tables.time_log[tables.time_log["network_id"].isin(parameters.networks)],
        rows_used,
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
        sources=_sources(tables, parameters, rows_used),
        hourly_cost_sek=hourly_cost,
    )
    _demand_reason_for_departure(evaluation)
    return evaluation


def municipality_of(tables: Tables, parameters: Parameters) -> Municipality:
    """The municipality of the parameters, with the populations known at the report's date."""
    rows = tables.municipalities[tables.municipalities["code"] == parameters.municipality_code]
    if rows.empty:
        what = f"kommunkoden {parameters.municipality_code} finns inte."
        raise ProblemsFound([Problem("municipality_code", what, f"Koderna står i {MUNICIPALITIES_FILE}.")])
    counts = tables.population[
        (tables.population["code"] == parameters.municipality_code) & (tables.population["kind"] == "outcome")
    ]
    populations = {
        int(row["year"]): int(row["inhabitants"])
        for row in counts.to_dict("records")
        if date(int(row["year"]), 12, 31) <= parameters.report_date
    }
    row = rows.iloc[0]
    return Municipality(row["code"], row["name"], row["type"], populations)


def usable_excerpts(excerpts: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The statements about the networks in question, made by the report's date; `internal` rows never leave the table."""
    about = excerpts["network_id"].isin([*parameters.networks, "both"])
    made = excerpts["date"] <= parameters.report_date.isoformat()
    return excerpts[about & made & (excerpts["consent"] != "internal")]


def _speakers_about(speakers: pd.DataFrame, excerpts: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Those who speak for or about the networks in question: by their own network, or by what they have said."""
    linked = speakers["network_id"].isin(["", *parameters.networks])
    return speakers[linked | speakers["speaker"].isin(excerpts["speaker"])]


def decisions_until(decisions: pd.DataFrame, parameters: Parameters) -> tuple[Decision, ...]:
    """Decisions made by the report's date, in the order of the table, which is the order of events."""
    rows = decisions[decisions["date"] <= parameters.report_date.isoformat()]
    fields = Decision.__dataclass_fields__
    return tuple(Decision(**{name: row[name] for name in fields}) for row in rows.to_dict("records"))


def _networks_known(tables: Tables, parameters: Parameters) -> Mapping[str, Mapping[str, object]]:
    known = {row["network_id"]: row for row in tables.networks.to_dict("records")}
    missing = [network_id for network_id in parameters.networks if network_id not in known]
    if missing:
        fix = f"Nätverken står i {NETWORKS_FILE}: {', '.join(sorted(known))}."
        raise ProblemsFound([Problem("networks", f"nätverket {name} finns inte.", fix) for name in missing])
    return known


def _hourly_cost(parameters: Parameters) -> Decimal | None:
    if parameters.hourly_cost_sek is not None:
        return Decimal(str(parameters.hourly_cost_sek))
    if parameters.monthly_salary_sek is not None:
        return fees.hourly_cost_sek(Decimal(parameters.monthly_salary_sek))
    return None


def _computed_or_problems(tables: Tables, parameters: Parameters, municipality: Municipality) -> Mapping[str, fees.Fee]:
    computed, problems = {}, []
    for network_id in parameters.networks:
        try:
            computed[network_id] = fees.fee_of(
                tables.fees, municipality.populations, network_id, municipality.type, parameters.year
            )
        except ProblemsFound as lacking:
            problems.extend(lacking.problems)
    if problems:
        raise ProblemsFound(problems)
    return computed


def _ratings(
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


def _network(
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
    history = fees.fee_history(tables.fees, municipality.populations, network_id, municipality.type, years)
    membership = members.membership_of(tables.memberships, tables.network_years, network_id, parameters.year)
    channels = usage.channel_uses(tables.channels, excerpts, network_id)
    traces = usage.document_traces(tables.uses, tables.documents, network_id)
    profiles = {each: tuple(rating.interval for rating in found) for each, found in rated.items()}
    shares = robustness.shares(profiles[network_id], order)
    answers = robustness.what_if(profiles[network_id], level, order)
    others = [profile for other, profile in profiles.items() if other != network_id]
    overlap = (
        robustness.shares(robustness.with_full_overlap(profiles[network_id], others), order)[level] if others else None
    )
    word = robustness.word_for(shares[level].point, limits)
    facts = gaps.NetworkFacts(network_id, fee, history, membership, channels, traces, rated[network_id], answers)
    found = gaps.network_gaps(facts)
    due_dates = [item.due for item in parameters.expected_information if item.network in (None, network_id)]
    return NetworkEvaluation(
        network_id=network_id,
        name=row["name"],
        short=row["short"],
        profile=row,
        fee=fee,
        history=history,
        scenarios=fees.fee_scenarios(fee),
        working_hours=None if hourly_cost is None else fees.working_hours(fee.ore, hourly_cost),
        stated_fee_agrees=_stated_fee_agrees(membership, fee),
        membership=membership,
        channels=channels,
        traces=traces,
        key_figures=usage.key_figure_use(tables.indicators, network_id, parameters.year),
        causes=usage.causes_of_low_use(excerpts, network_id),
        ratings=rated[network_id],
        shares=shares,
        result=shares[level],
        word=word,
        word_low=robustness.word_for(shares[level].low, limits),
        word_high=robustness.word_for(shares[level].high, limits),
        what_if=answers,
        most_telling=robustness.most_telling(answers),
        overlap_share=overlap,
        overlap_word=None if overlap is None else robustness.word_for(overlap.point, limits),
        gaps=found,
        waiting=options.waiting_rule(network_id, word, due_dates, fee.ore, len(found)),
        recommended=parameters.recommended_actions.get(network_id),
    )


def _stated_fee_agrees(membership: members.Membership, fee: fees.Fee) -> bool | None:
    if membership.stated_fee_sek is None or membership.stated_fee_year != fee.year:
        return None
    return fees.agrees_with_stated(fee.ore, membership.stated_fee_sek)


def _rows_used(tables: Tables, parameters: Parameters, excerpts: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The rows the report rests on: what people typed of these networks, and their fee rules of the year."""
    chosen = [*parameters.networks, "both"]
    first = date(parameters.year, 1, 1)
    rules = tables.fees[tables.fees["network_id"].isin(chosen)]
    in_force = [
        row["valid_from"] <= first and (row["valid_to"] is None or first <= row["valid_to"])
        for row in rules.to_dict("records")
    ]
    used = {"excerpts": excerpts, "fees": rules[in_force]}
    for name in ("memberships", "decisions", "channels", "uses", "indicators", "time_log"):
        frame = getattr(tables, name)
        used[name] = frame[frame["network_id"].isin(chosen)]
    return used


def _sources(tables: Tables, parameters: Parameters, rows_used: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Every source named by a row that the report uses, and by the salary, each once in alphabetical order."""
    chosen, code = parameters.networks, parameters.municipality_code
    population = tables.population
    frames = [
        *rows_used.values(),
        tables.networks[tables.networks["network_id"].isin(chosen)],
        tables.network_years[tables.network_years["network_id"].isin(chosen)],
        population[(population["code"] == code) & (population["year"] >= parameters.year - HISTORY_YEARS - 1)],
    ]
    named = {source for frame in frames for source in frame["source"]}
    if parameters.monthly_salary_source:
        named.add(parameters.monthly_salary_source)
    return tuple(sorted(named))


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
    if evaluation.parameters.departure_reason:
        return
    problems = [
        Problem(
            "recommended_actions",
            f"rekommendationen för {network.name} avviker från metodens resultat.",
            "Skriv skälet i departure_reason; det trycks i rapporten.",
        )
        for network in evaluation.networks
        if network.recommended and options.departs(network.recommended, network.word, network.waiting)
    ]
    if problems:
        raise ProblemsFound(problems)
