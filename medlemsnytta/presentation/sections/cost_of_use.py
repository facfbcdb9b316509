"""What the memberships cost with working time and journeys, and what each use of them costs."""

from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.use_logs import USES_A_YEAR, cost_per_use_ore
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

NOT_LOGGED = "inte uppmätt"


def table(fees: Fees, usage: Usage) -> Table | Prose:
    """Indicators I3 and I9, one row a network; nothing where neither hours nor uses are logged."""
    both = list(zip(fees.networks, usage.networks, strict=True))
    if not any(cost.total_cost or use.logged_use for cost, use in both):
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Avgift", "number"),
        Column("Arbetstid", "number"),
        Column("Resor", "number"),
        Column("Totalt per år", "number"),
        Column("Per användning", "number"),
    )
    rows = tuple(_row(cost, use) for cost, use in both)
    return Table("tabell-totalkostnad", "Vad medlemskapen kostar med arbetstid", columns, rows, _notes(fees))


def _row(cost: NetworkFees, use: NetworkUsage) -> tuple[str, ...]:
    total = cost.total_cost
    spent = (NOT_LOGGED, NOT_LOGGED)
    if total is not None:
        hours = swedish.number(total.hours, 0 if total.hours == int(total.hours) else 1)
        spent = (
            f"{hours}{swedish.HARD_SPACE}timmar, {swedish.kronor(total.hours_ore)}",
            swedish.kronor(total.travel_ore),
        )
    return (
        cost.short,
        swedish.kronor(cost.fee.ore),
        *spent,
        swedish.kronor(cost.yearly_cost_ore),
        _per_use(cost, use),
    )


def _per_use(cost: NetworkFees, use: NetworkUsage) -> str:
    if use.logged_use is None:
        return NOT_LOGGED
    ore = use.logged_use.cost_ore(cost.yearly_cost_ore)
    return "ingen användning" if ore is None else _whole_kronor(ore)


def _whole_kronor(ore) -> str:
    return f"{swedish.number(ore / 100)}{swedish.HARD_SPACE}kr"


def _notes(fees: Fees) -> tuple[str, ...]:
    years = sorted({network.total_cost.year for network in fees.networks if network.total_cost})
    notes = []
    if years and fees.hourly_cost_sek is not None:
        cost = swedish.kronor(int(fees.hourly_cost_sek * 100))
        year = swedish.listed([str(year) for year in years])
        notes.append(f"Arbetstid och resor är de som loggades {year}; en timme räknas som {cost}.")
    if any(network.total_cost is None for network in fees.networks):
        notes.append("Där arbetstiden inte är uppmätt är totalen avgiften ensam.")
    return tuple(notes)


def break_even_table(fees: Fees, usage: Usage) -> Table | Prose:
    """Appendix: what each use would cost, for the networks without a log; nothing where every network has one."""
    both = zip(fees.networks, usage.networks, strict=True)
    networks = [cost for cost, use in both if use.logged_use is None]
    if not networks:
        return NOTHING
    costs = [dict(cost_per_use_ore(network.yearly_cost_ore)) for network in networks]
    rows = tuple((_times(uses), *(_whole_kronor(cost[uses]) for cost in costs)) for uses in USES_A_YEAR)
    columns = (Column("Om nätverket används"), *(Column(network.short, "number") for network in networks))
    notes = ("Det finns ingen logg över användningen på minst tre månader.",)
    return Table("tabell-per-anvandning", "Vad varje användning skulle kosta", columns, rows, notes)


def _times(uses: int) -> str:
    often = {4: "en gång i kvartalet", 12: "en gång i månaden", 26: "varannan vecka", 52: "varje vecka"}
    return f"{uses} gånger om året ({often[uses]})"
