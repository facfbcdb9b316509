"""The appendix on cost: the fee year by year, and what could change it."""

from medlemsnytta.analysis.fee_scenarios import FeeScenario
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Table


def history_table(fees: Fees) -> Table:
    """The fee by year where a rule has been seen, and in one year's prices where an index is given."""
    years = [year for year, _ in fees.networks[0].history]
    index = fees.price_index
    rows = []
    for year in years:
        cells = [_history_cell(dict(network.history)[year]) for network in fees.networks]
        if index is not None:
            cells += [_real_cell(network.history_real_ore.get(year)) for network in fees.networks]
        rows.append((str(year), *cells))
    names = [network.short for network in fees.networks]
    columns = [Column("År", "date"), *(Column(name, "number") for name in names)]
    notes = ["Uppgift saknas betyder att ingen regel för året har setts. Beloppen är vad regeln ger för kommunens "
             "folkmängd, även för år då kommunen inte var medlem."]  # fmt: skip
    if index is not None:
        columns += [Column(f"{name}, {index.base_year} års priser", "number") for name in names]
        notes.append(
            f"Omräkningen till {index.base_year} års priser följer {index.name}, utgåva {index.vintage}. Indexet för senare år är inte känt."
        )
    return Table("tabell-avgifter-ar", "Avgift enligt regeln, år för år", tuple(columns), tuple(rows), tuple(notes))


def _history_cell(fee: Fee | None) -> str:
    if fee is None:
        return swedish.UNKNOWN
    return swedish.kronor(fee.ore) + (" (antagen)" if fee.rule.status == "estimated" else "")


def _real_cell(ore: int | None) -> str:
    return swedish.UNKNOWN if ore is None else swedish.kronor(ore)


def scenario_table(fees: Fees) -> Table:
    """What the fee would be if one thing changed; a dash where it cannot change the fee of such a rule."""
    kinds = [kind for kind in terms.SCENARIO if any(_scenario(network, kind) for network in fees.networks)]
    rows = [
        (_scenario_words(fees, kind), *(_scenario_cell(network, kind) for network in fees.networks)) for kind in kinds
    ]
    columns = (Column("Om"), *(Column(network.short, "number") for network in fees.networks))
    return Table("tabell-avgifter-om", "Vad avgiften skulle bli", columns, tuple(rows))


def _scenario(network: NetworkFees, kind: str) -> FeeScenario | None:
    return next((scenario for scenario in network.scenarios if scenario.kind == kind), None)


def _scenario_words(fees: Fees, kind: str) -> str:
    found = [scenario for network in fees.networks if (scenario := _scenario(network, kind))]
    limits = sorted({scenario.inhabitants for scenario in found if scenario.inhabitants is not None})
    if not limits:
        return terms.SCENARIO[kind]
    return f"{terms.SCENARIO[kind]} ({swedish.listed([swedish.number(limit) for limit in limits])} invånare)"


def _scenario_cell(network: NetworkFees, kind: str) -> str:
    scenario = _scenario(network, kind)
    if scenario is None:
        return "–"
    if scenario.ore is None or scenario.change_ore is None:
        return swedish.UNKNOWN
    return f"{swedish.kronor(scenario.ore)} ({swedish.kronor_change(scenario.change_ore)})"
