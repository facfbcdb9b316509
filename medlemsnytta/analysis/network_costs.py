"""What each membership costs, joined from the tables: the fee, who pays it, its history in one year's prices."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from medlemsnytta.analysis import fees, working_time
from medlemsnytta.analysis.evaluation import Municipality, PriceIndex
from medlemsnytta.analysis.fee_rules import FeeTables, Payer
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables


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
