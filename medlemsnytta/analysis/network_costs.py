"""What each membership costs, joined from the tables: the fee, who pays it, its history in one year's prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from medlemsnytta.analysis import fee_scenarios, fees, members, working_time
from medlemsnytta.analysis.assignment import Municipality
from medlemsnytta.analysis.fee_rules import KRONOR, FeePart, FeeTables, Payer
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.rows import HISTORY_YEARS
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables


@dataclass(frozen=True)
class PriceIndex:
    """The price index that history is compared by; amounts are told in the prices of `base_year`, the newest known."""

    name: str
    vintage: str
    base_year: int
    values: Mapping[int, Decimal]


@dataclass(frozen=True)
class NetworkFees:
    """What one network costs: this year's fee, its history and scenarios, and the working time beside it."""

    network_id: str
    name: str
    short: str
    membership: members.Membership
    fee: fees.Fee
    history: tuple[tuple[int, fees.Fee | None], ...]
    history_real_ore: Mapping[int, int]
    scenarios: tuple[fee_scenarios.FeeScenario, ...]
    working_hours: Decimal | None
    total_cost: working_time.TotalCost | None

    @property
    def stated_fee_agrees(self) -> bool | None:
        """Whether the fee is what the source says that it was; None where it says nothing of this year."""
        own = self.membership
        if own.stated_fee_sek is None or own.stated_fee_year != self.fee.year:
            return None
        return fees.agrees_with_stated(self.fee.ore, own.stated_fee_sek)

    @property
    def yearly_cost_ore(self) -> int:
        """Indicator I3 where hours are logged, else the fee alone (I1)."""
        return self.fee.ore if self.total_cost is None else self.total_cost.ore


@dataclass(frozen=True, repr=False)
class Fees(WithFrame):
    """What every network costs in `year`; `frame` has a row a network and year, with the rows of the table behind it."""

    year: int
    networks: tuple[NetworkFees, ...]
    hourly_cost_sek: Decimal | None
    price_index: PriceIndex | None
    hours_logged: bool

    @property
    def total_ore(self) -> int:
        return sum(network.fee.ore for network in self.networks)

    @property
    def equal(self) -> bool:
        return len({network.fee.ore for network in self.networks}) == 1

    def rows_shown(self) -> Rows:
        return [
            {"network": network.short, "year": year, **_shown(fee)}
            for network in self.networks
            for year, fee in network.history
        ]


def _shown(fee: fees.Fee | None) -> dict[str, Any]:
    if fee is None:
        return dict.fromkeys(("inhabitants", "rule", "fee_sek", "status", "rows"))
    return {
        "inhabitants": fee.inhabitants,
        "rule": " + ".join(_formula(part) for part in fee.charged_parts),
        "fee_sek": fee.ore / 100,
        "status": fee.rule.status,
        "rows": ", ".join(part.place for part in fee.charged_parts),
    }


def _formula(part: FeePart) -> str:
    """As it would be keyed into a calculator, in the currency of the source: "4000 + 0.3 × inhabitants"."""
    heads = "inhabitants" if part.cap_inhabitants is None else f"min({part.cap_inhabitants}, inhabitants)"
    words = f"{Decimal(part.fixed_ore) / 100:f} + {(part.rate_ore / 100).normalize():f} × {heads}"
    if part.floor_ore is not None:
        words = f"max({Decimal(part.floor_ore) / 100:f}, {words})"
    if part.cap_ore is not None:
        words = f"min({Decimal(part.cap_ore) / 100:f}, {words})"
    return words if part.currency == KRONOR else f"({words}) × {part.sek_per_unit:f}"


def fees_of(inputs: ReportInputs, memberships: Memberships) -> Fees:
    """The fee of every network by its rule; raises ProblemsFound with what is lacking for any of them."""
    tables, parameters = inputs.tables, inputs.parameters
    computed = fees_or_problems(tables, parameters, memberships.municipality)
    hourly_cost = hourly_cost_of(parameters)
    index = price_index_of(tables, parameters.report_date)
    return Fees(
        year=parameters.year,
        networks=tuple(
            _of_network(inputs, memberships.municipality, network, computed[network.network_id], hourly_cost, index)
            for network in memberships.networks
        ),
        hourly_cost_sek=hourly_cost,
        price_index=index,
        hours_logged=len(where(tables.time_log, network_id=parameters.networks)) > 0,
    )


def _of_network(
    inputs: ReportInputs,
    municipality: Municipality,
    network: NetworkMembership,
    fee: fees.Fee,
    hourly_cost: Decimal | None,
    index: PriceIndex | None,
) -> NetworkFees:
    tables, parameters, network_id = inputs.tables, inputs.parameters, network.network_id
    years = range(parameters.year - HISTORY_YEARS + 1, parameters.year + 1)
    payer = payer_of(tables, municipality, network_id)
    history = fees.fee_history(fee_tables(tables, parameters), payer, network_id, years)
    return NetworkFees(
        network_id=network_id,
        name=network.name,
        short=network.short,
        membership=network.membership,
        fee=fee,
        history=history,
        history_real_ore=in_prices_of_base(history, index),
        scenarios=fee_scenarios.fee_scenarios(fee),
        working_hours=None if hourly_cost is None else working_time.working_hours(fee.ore, hourly_cost),
        total_cost=working_time.total_cost(tables.time_log, network_id, fee.ore, parameters.report_date, hourly_cost),
    )


def fee_tables(tables: Tables, parameters: Parameters) -> FeeTables:
    def place(row: int) -> str:
        return tables.place("fees", row)

    return FeeTables(
        tables.fees,
        tables.exchange_rates,
        tables.tax_base,
        parameters.report_date,
        parameters.data_folder,
        place,
        tables.where_to_add,
    )


def payer_of(tables: Tables, municipality: Municipality, network_id: str) -> Payer:
    """The municipality as one network charges it."""
    classes = where(tables.memberships, network_id=[network_id])["fee_class"]
    fee_class = classes.iloc[0] if len(classes) else ""
    return Payer(municipality.type, municipality.populations, fee_class)


def fees_or_problems(tables: Tables, parameters: Parameters, municipality: Municipality) -> Mapping[str, fees.Fee]:
    """The fee of each network; raises ProblemsFound with what is lacking for any of them."""
    book, computed, problems = fee_tables(tables, parameters), {}, []
    for network_id in parameters.networks:
        try:
            computed[network_id] = fees.fee_of(
                book, payer_of(tables, municipality, network_id), network_id, parameters.year
            )
        except ProblemsFound as lacking:
            problems.extend(lacking.problems)
    if problems:
        raise ProblemsFound(problems)
    return computed


def hourly_cost_of(parameters: Parameters) -> Decimal | None:
    """What an hour at work costs, as given or worked out from the salary; None where neither is."""
    if parameters.hourly_cost_sek is not None:
        return Decimal(str(parameters.hourly_cost_sek))
    if parameters.monthly_salary_sek is not None:
        return working_time.hourly_cost_sek(Decimal(parameters.monthly_salary_sek))
    return None


def price_index_of(tables: Tables, as_of: date) -> PriceIndex | None:
    """The one index of the table, of the years that had ended at the report's date; None where nobody has given one."""
    rows = [row for row in records(tables.price_index) if row["year"] < as_of.year]
    if not rows:
        return None
    newest = max(rows, key=lambda row: row["year"])
    values = {int(row["year"]): row["value"] for row in rows}
    return PriceIndex(newest["index"], newest["vintage"], int(newest["year"]), values)


def in_prices_of_base(history: Sequence[tuple[int, fees.Fee | None]], index: PriceIndex | None) -> dict[int, int]:
    """The history's fees in öre of the index's base year, for the years whose fee and index are known."""
    if index is None:
        return {}
    return {
        each: fees.deflated_ore(fee.ore, index.values[each], index.values[index.base_year])
        for each, fee in history
        if fee is not None and each in index.values
    }
