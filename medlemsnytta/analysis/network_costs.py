"""What each membership costs, joined from the tables: the fee, who pays it, its history in one year's prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medlemsnytta.analysis import fee_scenarios, fees, members, working_time
from medlemsnytta.analysis.assignment import Municipality
from medlemsnytta.analysis.facts import Fact, Record, Row, Value, parameter
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

    base_year: int
    values: Mapping[int, Decimal]
    record: Record = field(repr=False, compare=False)
    rows: Mapping[int, Row] = field(default_factory=dict, repr=False, compare=False)

    @property
    def base(self) -> Fact:
        return Fact("price_index_base_year", self.base_year, rows=(self.record.row,))


@dataclass(frozen=True)
class NetworkFees:
    """What one network costs: this year's fee, its history and scenarios, and the working time beside it."""

    network_id: str
    name: str
    short: str
    profile: Record
    membership: members.Membership
    yearly: fees.YearlyFee
    history: tuple[tuple[int, fees.Fee | None], ...]
    history_real_ore: Mapping[int, int]
    price_index: PriceIndex | None
    scenarios: tuple[fee_scenarios.FeeScenario, ...]
    working_hours: Fraction | None
    total_cost: working_time.TotalCost | None

    @property
    def fee(self) -> fees.Fee | None:
        """The fee by a rule, this year's or an assumed one; None where no rule gives it."""
        return self.yearly.fee

    @property
    def amount(self) -> Fact:
        return self.yearly.amount

    @property
    def per_inhabitant(self) -> Fact:
        """Indicator I2, in öre, of the inhabitants that the fee is worked out by."""
        share = None if self.fee is None else self.fee.per_inhabitant_ore
        return replace(self.amount, kind="fee_per_inhabitant_ore", value=share)

    @property
    def hours_a_year(self) -> Fact:
        """Indicator I4: the working hours that cost as much as the fee."""
        return replace(self.amount, kind="fee_in_hours", value=self.working_hours)

    @property
    def hours_a_week(self) -> Fact:
        """The same shared by the year's 52 weeks."""
        hours = None if self.working_hours is None else self.working_hours / working_time.WEEKS_A_YEAR
        return replace(self.amount, kind="fee_in_hours_a_week", value=hours)

    @property
    def total(self) -> Fact:
        """Indicator I3 in öre; not known where the fee, the hours or their cost are not."""
        if self.total_cost is None:
            return Fact("total_cost_ore", None, self.network_id, str(self.yearly.year))
        rows = (*self.amount.rows, *self.total_cost.rows)
        return Fact("total_cost_ore", self.total_cost.ore, self.network_id, str(self.yearly.year), rows)

    @property
    def cost(self) -> Fact:
        """The total where it is known, else the fee."""
        return self.total if self.total.known else self.amount

    @property
    def work(self) -> Fact:
        """What the hours cost, in öre."""
        return self._of_total("work_cost_ore", self.total_cost and self.total_cost.hours_ore)

    @property
    def travel(self) -> Fact:
        """What the journeys cost, in öre."""
        return self._of_total("travel_cost_ore", self.total_cost and self.total_cost.travel_ore)

    @property
    def hours_spent(self) -> Fact:
        """The hours that were logged, or are set aside for a candidate."""
        return self._of_total("hours_spent", self.total_cost and self.total_cost.hours)

    def _of_total(self, kind: str, value: Value) -> Fact:
        return Fact(
            kind, value, self.network_id, str(self.yearly.year), self.total_cost.rows if self.total_cost else ()
        )

    @property
    def confirmed(self) -> bool:
        """Whether the fee is by a rule, or an amount, of the year itself that nobody calls uncertain."""
        return self.yearly.basis != "assumed" and (self.fee is None or self.fee.rule.status != "estimated")

    @property
    def log_year(self) -> Fact:
        """The year of the time log."""
        return self._of_total("time_log_year", self.total_cost and self.total_cost.year)

    def fee_in(self, year: int) -> Fact:
        """The fee of one of the years of `history`, in öre: by its rule; of the report's own year the best that is known."""
        return self.amount if year == self.yearly.year else self.fee_by_rule(year)

    def fee_by_rule(self, year: int) -> Fact:
        """The fee by the rule of one of the years of `history`, in öre."""
        fee = dict(self.history)[year]
        return Fact("fee_by_rule_ore", fee and fee.ore, self.network_id, str(year), fee.rows if fee else ())

    def is_confirmed(self, year: int) -> bool:
        """Whether the rule of a year of `history` is more than an estimate; what is not known needs no doubt."""
        if year == self.yearly.year:
            return self.confirmed or not self.amount.known
        fee = dict(self.history)[year]
        return fee is None or fee.rule.status != "estimated"

    def real_fee_in(self, year: int) -> Fact:
        """The same in the prices of the index's base year."""
        nominal = self.fee_in(year)
        if year not in self.history_real_ore or self.price_index is None:
            return replace(nominal, kind="real_fee_ore", value=None)
        index = tuple(self.price_index.rows[each] for each in (year, self.price_index.base_year))
        return replace(
            nominal, kind="real_fee_ore", value=self.history_real_ore[year], rows=(*nominal.rows, *dict.fromkeys(index))
        )

    @property
    def rule_year(self) -> Fact:
        """The year whose rule is used."""
        return replace(self.amount, kind="fee_rule_year", value=self.yearly.rule_year)

    def first_year(self, once: Fact) -> Fact:
        """The yearly fee with what is paid `once`, in öre."""
        return replace(self.amount, kind=f"first_year_with_{once.kind}", value=self.amount.value + once.value)

    @property
    def entry_fee(self) -> Fact:
        """What a new member pays once, in öre."""
        ore = None if self.fee is None else self.fee.entry_fee_ore
        return replace(self.amount, kind="entry_fee_ore", value=ore)

    @property
    def reentry_fee(self) -> Fact:
        """What one who has left pays once to come back, in öre."""
        ore = None if self.fee is None else self.fee.reentry_fee_ore
        return replace(self.amount, kind="reentry_fee_ore", value=ore)

    @property
    def once(self) -> Fact:
        """What one who joins pays once, or one who comes back."""
        coming_back = self.membership.state == "left" and self.reentry_fee.known
        return self.reentry_fee if coming_back else self.entry_fee

    @property
    def stated_fee_agrees(self) -> bool | None:
        """Whether this year's rule gives what the source states for the year; None where there are not both."""
        own = self.membership
        if own.stated_fee_sek is None or own.stated_fee_year != self.yearly.year or self.fee is None:
            return None
        return fees.agrees_with_stated(self.fee.ore, own.stated_fee_sek)

    @property
    def yearly_cost_ore(self) -> int | None:
        """Indicator I3 where hours are logged, else the fee alone (I1); None where the fee is not known."""
        return self.yearly.ore if self.total_cost is None else self.total_cost.ore


@dataclass(frozen=True, repr=False)
class Fees(WithFrame):
    """What every network costs in `year`; `frame` has a row a network and year, with the rows of the table behind it."""

    year: int
    networks: tuple[NetworkFees, ...]
    hourly_cost_sek: Fraction | None
    price_index: PriceIndex | None

    def network(self, network_id: str) -> NetworkFees:
        return next(network for network in self.networks if network.network_id == network_id)

    @property
    def year_fact(self) -> Fact:
        return parameter("year", self.year)

    @property
    def has_history(self) -> bool:
        """Whether the rule of two years or more is known of any network, so that there is something to compare."""
        return any(sum(fee is not None for _, fee in network.history) > 1 for network in self.networks)

    @property
    def with_history(self) -> tuple[NetworkFees, ...]:
        """The networks of which the rule of any of the years is known."""
        return tuple(each for each in self.networks if any(fee is not None for _, fee in each.history))

    @property
    def hourly_cost(self) -> Fact:
        """What an hour at work costs, in kronor."""
        return Fact("hourly_cost_sek", self.hourly_cost_sek)

    @property
    def total(self) -> Fact:
        """The yearly fees that are known, together, in öre."""
        known = [network.amount for network in self.networks if network.amount.known]
        rows = tuple(row for amount in known for row in amount.rows)
        return Fact("total_fee_ore", sum(amount.value for amount in known), "", str(self.year), rows)

    @property
    def unknown(self) -> Fact:
        """How many of the fees are not known."""
        return Fact("unknown_fees", sum(not network.amount.known for network in self.networks), "", str(self.year))

    @property
    def paid(self) -> tuple[NetworkFees, ...]:
        """Those that are paid today."""
        return tuple(network for network in self.networks if network.membership.state in members.PAID)

    @property
    def considered(self) -> tuple[NetworkFees, ...]:
        """Those that are not, and would be."""
        return tuple(network for network in self.networks if network.membership.state not in members.PAID)

    def together(self, networks: Sequence[NetworkFees]) -> Fact:
        """What these cost together, the fee alone where no more is known; all of their fees are known."""
        rows = tuple(row for network in networks for row in network.cost.rows)
        return Fact("cost_together_ore", sum(network.cost.value for network in networks), "", _ids(networks), rows)

    def hours_a_week_together(self, networks: Sequence[NetworkFees]) -> Fact:
        """The working hours a week that cost as much as their fees; not known without the cost of an hour."""
        hours = [network.hours_a_week for network in networks]
        whole = None if any(not each.known for each in hours) else sum(each.value for each in hours)
        return Fact(
            "fees_in_hours_a_week", whole, "", _ids(networks), tuple(row for each in hours for row in each.rows)
        )

    def number(self, networks: Sequence[NetworkFees]) -> Fact:
        return Fact("alike", len(networks), "", _ids(networks))

    @property
    def equal(self) -> bool:
        return len({network.yearly.ore for network in self.networks}) == 1 and self.networks[0].yearly.ore is not None

    def rows_shown(self) -> Rows:
        return [
            {"network": network.short, "year": year, **_shown(fee)}
            for network in self.networks
            for year, fee in network.history
        ]


def _ids(networks: Sequence[NetworkFees]) -> str:
    return "+".join(network.network_id for network in networks)


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
    """The fee of every network by the best that is known; raises ProblemsFound with what is mistyped for any of them."""
    tables, parameters = inputs.tables, inputs.parameters
    computed = best_known_fees(inputs, memberships)
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
    )


def _of_network(
    inputs: ReportInputs,
    municipality: Municipality,
    network: NetworkMembership,
    yearly: fees.YearlyFee,
    hourly_cost: Fraction | None,
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
        profile=network.profile,
        membership=network.membership,
        yearly=yearly,
        history=history,
        history_real_ore=in_prices_of_base(history, index),
        price_index=index,
        scenarios=() if yearly.fee is None else fee_scenarios.fee_scenarios(yearly.fee),
        working_hours=None
        if None in (hourly_cost, yearly.ore)
        else working_time.working_hours(yearly.ore, hourly_cost),
        total_cost=_total_cost(inputs, network, yearly.ore, hourly_cost),
    )


def _total_cost(
    inputs: ReportInputs, network: NetworkMembership, fee_ore: int | None, hourly_cost: Fraction | None
) -> working_time.TotalCost | None:
    """By the hours logged, or of what is no membership yet by those set aside."""
    tables, network_id = inputs.tables, network.network_id
    if network.membership.state in members.NOT_YET:
        return working_time.planned_cost(tables.candidates, network_id, fee_ore, hourly_cost)
    return working_time.total_cost(tables.time_log, network_id, fee_ore, inputs.parameters.report_date, hourly_cost)


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
    return Payer(municipality.type, municipality.populations, fee_class, municipality.population_rows)


def best_known_fees(inputs: ReportInputs, memberships: Memberships) -> Mapping[str, fees.YearlyFee]:
    """The fee of each network; raises ProblemsFound with what is mistyped for any of them."""
    tables, year, computed, problems = inputs.tables, inputs.parameters.year, {}, []
    book = fee_tables(tables, inputs.parameters)
    for network in memberships.networks:
        payer = payer_of(tables, memberships.municipality, network.network_id)
        try:
            computed[network.network_id] = fees.best_known_fee(
                book, payer, network.network_id, year, network.membership.own
            )
        except ProblemsFound as mistyped:
            problems.extend(mistyped.problems)
    if problems:
        raise ProblemsFound(problems)
    return computed


def hourly_cost_of(parameters: Parameters) -> Fraction | None:
    """What an hour at work costs, as given or worked out from the salary; None where neither is."""
    if parameters.hourly_cost_sek is not None:
        return Fraction(str(parameters.hourly_cost_sek))
    if parameters.monthly_salary_sek is not None:
        return working_time.hourly_cost_sek(parameters.monthly_salary_sek)
    return None


def price_index_of(tables: Tables, as_of: date) -> PriceIndex | None:
    """The one index of the table, of the years that had ended at the report's date; None where nobody has given one."""
    rows = [row for row in records(tables.price_index) if row["year"] < as_of.year]
    if not rows:
        return None
    newest = max(rows, key=lambda row: row["year"])
    values = {int(row["year"]): row["value"] for row in rows}
    places = {int(row["year"]): row.row for row in rows}
    return PriceIndex(int(newest["year"]), values, newest, places)


def in_prices_of_base(history: Sequence[tuple[int, fees.Fee | None]], index: PriceIndex | None) -> dict[int, int]:
    """The history's fees in öre of the index's base year, for the years whose fee and index are known."""
    if index is None:
        return {}
    return {
        each: fees.deflated_ore(fee.ore, index.values[each], index.values[index.base_year])
        for each, fee in history
        if fee is not None and each in index.values
    }
