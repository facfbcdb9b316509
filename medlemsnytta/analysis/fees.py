"""What a membership costs a year by its fee rule, in whole öre; nothing here rounds to kronor.

A rule is one or more rows of the `fees` table: each named part is charged, and a part with tiers is charged by the one
tier that holds the number of inhabitants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.errors import Problem, ProblemsFound

FEES_FILE = "data/reference/fees.csv"
POPULATION_FILE = "data/reference/population.csv"

YEARS_BACK = {"year_before": 1, "two_years_before": 2, "unknown": 1}
"""How many years before the fee year the population of 31 December is taken; unknown is read as the year before."""

WORKING_HOURS_A_MONTH = 142
"""Hours at work in a month of full time, holidays and absence taken off (method, I4)."""

EMPLOYER_COST_FACTOR = Decimal("1.54")
"""Salary with social fees, pension and overhead, as a multiple of the salary (method, I4)."""


@dataclass(frozen=True)
class FeePart:
    """One row of the fee table. Amounts in öre; limits and tiers in inhabitants, `tier_to` inclusive."""

    part: str
    fixed_ore: int
    per_inhabitant_ore: Decimal
    floor_ore: int | None = None
    cap_ore: int | None = None
    cap_inhabitants: int | None = None
    tier_from: int | None = None
    tier_to: int | None = None

    def holds(self, inhabitants: int) -> bool:
        """True where the row has no tier, or its tier holds so many inhabitants."""
        above = self.tier_from is None or inhabitants >= self.tier_from
        return above and (self.tier_to is None or inhabitants <= self.tier_to)

    def amount_ore(self, inhabitants: int) -> int:
        """Fixed part and rate times inhabitants, then the floor and the cap; half an öre is rounded up."""
        charged = inhabitants if self.cap_inhabitants is None else min(inhabitants, self.cap_inhabitants)
        exact = self.fixed_ore + self.per_inhabitant_ore * charged
        amount = int(exact.to_integral_value(ROUND_HALF_UP)) if isinstance(exact, Decimal) else exact
        if self.floor_ore is not None:
            amount = max(amount, self.floor_ore)
        return amount if self.cap_ore is None else min(amount, self.cap_ore)


@dataclass(frozen=True)
class FeeRule:
    """The rule of one network, member type and year, with what its source leaves unsaid."""

    parts: tuple[FeePart, ...]
    population_reference: str
    status: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Fee:
    """The fee of one network and year, with the population it rests on."""

    network_id: str
    year: int
    ore: int
    inhabitants: int
    population_year: int
    rule: FeeRule

    @property
    def per_inhabitant_ore(self) -> Fraction:
        """Indicator I2: the fee shared by the municipality's inhabitants."""
        return Fraction(self.ore, self.inhabitants)


@dataclass(frozen=True)
class FeeScenario:
    """What the fee would be if one thing changed; `change_ore` is against the rule unchanged."""

    kind: str
    ore: int
    change_ore: int


class TierUndefined(ValueError):
    """A part's tiers leave so many `inhabitants` undefined, or define them twice."""

    def __init__(self, part: str, rows: int, inhabitants: int) -> None:
        self.inhabitants = inhabitants
        super().__init__(f"{part}: {rows} rows for {inhabitants} inhabitants")


def annual_fee_ore(inhabitants: int, parts: Sequence[FeePart]) -> int:
    """The year's fee in öre (indicator I1): the sum over the named parts, each charged once."""
    return sum(_row_of(name, inhabitants, parts).amount_ore(inhabitants) for name in _names(parts))


def _names(parts: Iterable[FeePart]) -> list[str]:
    return sorted({part.part for part in parts})


def _row_of(name: str, inhabitants: int, parts: Sequence[FeePart]) -> FeePart:
    holding = [part for part in parts if part.part == name and part.holds(inhabitants)]
    if len(holding) != 1:
        raise TierUndefined(name, len(holding), inhabitants)
    return holding[0]


def rule_for(fees: pd.DataFrame, network_id: str, member_type: str, year: int) -> FeeRule | None:
    """The rule in force on 1 January of `year`, or None where nobody has seen one."""
    first = date(year, 1, 1)
    candidates = fees[(fees["network_id"] == network_id) & (fees["member_type"] == member_type)]
    rows = [
        row
        for row in candidates.to_dict("records")
        if row["valid_from"] <= first and (row["valid_to"] is None or first <= row["valid_to"])
    ]
    if not rows:
        return None
    return FeeRule(
        parts=tuple(_part(row) for row in rows),
        population_reference=rows[0]["pop_reference"],
        status=max((row["status"] for row in rows), key=["observed", "estimated", "illustrative"].index),
        sources=tuple(sorted({row["source"] for row in rows})),
        notes=tuple(dict.fromkeys(row["note"] for row in rows if row["note"])),
    )


def _part(row: dict) -> FeePart:
    def ore(name: str) -> int | None:
        return None if row[name] is None else int((row[name] * 100).to_integral_value(ROUND_HALF_UP))

    def whole(name: str) -> int | None:
        return None if pd.isna(row[name]) else int(row[name])

    return FeePart(
        part=row["part"],
        fixed_ore=ore("fixed_sek") or 0,
        per_inhabitant_ore=(row["per_inhabitant_sek"] or Decimal(0)) * 100,
        floor_ore=ore("floor_sek"),
        cap_ore=ore("cap_sek"),
        cap_inhabitants=whole("cap_inhabitants"),
        tier_from=whole("tier_from"),
        tier_to=whole("tier_to"),
    )


def fee_in_year(
    fees: pd.DataFrame, populations: dict[int, int], network_id: str, member_type: str, year: int
) -> Fee | None:
    """The fee of `year`, or None where the rule or the population it rests on is not known.

    Raises TierUndefined where the rule's tiers say nothing of so many inhabitants.
    """
    rule = rule_for(fees, network_id, member_type, year)
    if rule is None:
        return None
    population_year = year - YEARS_BACK[rule.population_reference]
    inhabitants = populations.get(population_year)
    if inhabitants is None:
        return None
    return Fee(network_id, year, annual_fee_ore(inhabitants, rule.parts), inhabitants, population_year, rule)


def fee_history(
    fees: pd.DataFrame, populations: dict[int, int], network_id: str, member_type: str, years: Iterable[int]
) -> tuple[tuple[int, Fee | None], ...]:
    """The fee of each year, None where the rule, its tier or the population is not known."""

    def known(year: int) -> Fee | None:
        try:
            return fee_in_year(fees, populations, network_id, member_type, year)
        except TierUndefined:
            return None

    return tuple((year, known(year)) for year in years)


def fee_of(fees: pd.DataFrame, populations: dict[int, int], network_id: str, member_type: str, year: int) -> Fee:
    """The fee of the evaluation's own year; a report is not built without it, and the error names the row lacking."""
    foreign = fees[(fees["network_id"] == network_id) & (fees["currency"] != "SEK")]
    if len(foreign):
        what = f"avgiften för {network_id} är satt i {foreign['currency'].iloc[0]}, som inte kan räknas om än."
        raise ProblemsFound([Problem(f"{FEES_FILE}, rad {foreign.index[0]}", what, "Ange avgiften i SEK.")])
    try:
        fee = fee_in_year(fees, populations, network_id, member_type, year)
    except TierUndefined as undefined:
        what = f"regeln för {network_id} ({member_type}) {year} ger inte en enda avgift för {undefined.inhabitants} invånare."
        raise ProblemsFound([Problem(FEES_FILE, what, "Rätta tier_from och tier_to, eller fråga nätverket.")]) from None
    if fee is not None:
        return fee
    if rule_for(fees, network_id, member_type, year) is None:
        what = f"avgiftsregel för {network_id} ({member_type}) saknas för {year}."
        fix = f"Lägg till en rad som gäller den 1 januari {year}; är regeln inte bekräftad, skriv status estimated."
        raise ProblemsFound([Problem(FEES_FILE, what, fix)])
    what = f"folkmängd saknas för det år som avgiften {year} för {network_id} räknas på."
    raise ProblemsFound([Problem(POPULATION_FILE, what, "Lägg till kommunens folkmängd för det året.")])


def fee_scenarios(fee: Fee) -> tuple[FeeScenario, ...]:
    """What the next fee would be: rule unchanged, 5 öre more an inhabitant, 10 % more, 1 000 inhabitants more or fewer.

    The annual meeting decides the fee; these are not forecasts, and no inflation is assumed.
    """
    parts = fee.rule.parts

    def raised(part: FeePart) -> FeePart:
        lifted = part.per_inhabitant_ore + 5 if part.per_inhabitant_ore else part.per_inhabitant_ore
        return FeePart(**{**vars(part), "per_inhabitant_ore": lifted})

    amounts = {
        "unchanged": fee.ore,
        "rate_plus_5_ore": annual_fee_ore(fee.inhabitants, [raised(part) for part in parts]),
        "plus_10_percent": (fee.ore * 11 + 5) // 10,
        "population_plus_1000": annual_fee_ore(fee.inhabitants + 1000, parts),
        "population_minus_1000": annual_fee_ore(max(fee.inhabitants - 1000, 0), parts),
    }
    return tuple(FeeScenario(kind, ore, ore - fee.ore) for kind, ore in amounts.items())


def hourly_cost_sek(monthly_salary_sek: Decimal) -> Decimal:
    """What an hour at work costs the employer: salary / 142 × 1,54 kronor."""
    return monthly_salary_sek / WORKING_HOURS_A_MONTH * EMPLOYER_COST_FACTOR


def working_hours(fee_ore: int, hourly_cost: Decimal) -> Decimal:
    """Indicator I4: how many hours at work cost as much as the fee."""
    return Decimal(fee_ore) / 100 / hourly_cost


def agrees_with_stated(fee_ore: int, stated_sek: int) -> bool:
    """True where the computed fee, rounded to tens of thousands of kronor, is the source's "cirka" amount."""
    return (fee_ore + 500_000) // 1_000_000 * 10_000 == stated_sek
