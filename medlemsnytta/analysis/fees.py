"""What a membership costs a year by its fee rule, in whole öre; nothing here rounds to kronor.

Each named part of a rule is charged, and a part with tiers is charged by the one tier that holds the inhabitants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from medlemsnytta.analysis.fee_rules import YEARS_BACK, FeePart, FeeRule, FeeTables, FeeUnknown, Payer, rule_for
from medlemsnytta.errors import Problem, ProblemsFound

VAT_RATE = Decimal("0.25")
"""The standard rate of Swedish value added tax (mervärdesskattelagen 2023:200, chapter 9)."""


@dataclass(frozen=True)
class Fee:
    """The fee of one network and year without VAT, with the population it rests on."""

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

    @property
    def charged_parts(self) -> tuple[FeePart, ...]:
        """The parts that hold for so many inhabitants."""
        return tuple(part for part in self.rule.parts if part.holds(self.inhabitants))

    @property
    def vat_ore(self) -> int:
        """What is added in VAT on the parts that the source says it is added to; municipalities are compensated for it."""
        return sum(vat_ore(part.amount_ore(self.inhabitants)) for part in self.charged_parts if part.vat == "yes")


class TierUndefined(ValueError):
    """A part's tiers leave so many `inhabitants` undefined, or define them twice."""

    def __init__(self, part: str, rows: int, inhabitants: int) -> None:
        self.inhabitants = inhabitants
        super().__init__(f"{part}: {rows} rows for {inhabitants} inhabitants")


class AmountUndefined(ValueError):
    """The source leaves the amount of `part` undefined for so many inhabitants."""

    def __init__(self, part: FeePart, inhabitants: int) -> None:
        self.part = part
        super().__init__(f"{part.part}, {inhabitants} inhabitants: {part.undefined}")


def annual_fee_ore(inhabitants: int, parts: Sequence[FeePart]) -> int:
    """The year's fee in öre (indicator I1): the sum over the named parts, each charged once.

    Raises TierUndefined or AmountUndefined where the rule gives no amount.
    """
    return sum(_row_of(name, inhabitants, parts).amount_ore(inhabitants) for name in _names(parts))


def vat_ore(amount_ore: int) -> int:
    """The VAT on an amount; half an öre is rounded up."""
    return int((amount_ore * VAT_RATE).to_integral_value(ROUND_HALF_UP))


def _names(parts: Iterable[FeePart]) -> list[str]:
    return sorted({part.part for part in parts})


def _row_of(name: str, inhabitants: int, parts: Sequence[FeePart]) -> FeePart:
    holding = [part for part in parts if part.part == name and part.holds(inhabitants)]
    if len(holding) != 1:
        raise TierUndefined(name, len(holding), inhabitants)
    if holding[0].undefined:
        raise AmountUndefined(holding[0], inhabitants)
    return holding[0]


def fee_in_year(tables: FeeTables, payer: Payer, network_id: str, year: int) -> Fee:
    """The fee of `year`; raises FeeUnknown, which names the row lacking or the source that leaves it undefined."""
    rule = rule_for(tables, payer, network_id, year)
    population_year = year - YEARS_BACK[rule.population_reference]
    inhabitants = payer.populations.get(population_year)
    if inhabitants is None:
        what = f"folkmängd saknas för det år som avgiften {year} för {network_id} räknas på, {population_year}."
        raise FeeUnknown(
            Problem(tables.where_to_add("population"), what, "Lägg till kommunens folkmängd för det året.")
        )
    try:
        ore = annual_fee_ore(inhabitants, rule.parts)
    except TierUndefined:
        what = (
            f"regeln för {network_id} ({payer.member_type}) {year} ger inte en enda avgift för {inhabitants} invånare."
        )
        fix = "Rätta tier_from och tier_to, eller fråga nätverket."
        raise FeeUnknown(Problem(rule.parts[0].place, what, fix)) from None
    except AmountUndefined as hole:
        what = (
            f"{hole.part.part} för {network_id} {year} är inte känd för {inhabitants} invånare: {hole.part.undefined}"
        )
        fix = "Fråga nätverket, och skriv beloppet på raden i stället för undefined."
        raise FeeUnknown(Problem(hole.part.place, what, fix)) from None
    return Fee(network_id, year, ore, inhabitants, population_year, rule)


def fee_history(
    tables: FeeTables, payer: Payer, network_id: str, years: Iterable[int]
) -> tuple[tuple[int, Fee | None], ...]:
    """The fee of each year, None where anything that it rests on is not known."""

    def known(year: int) -> Fee | None:
        try:
            return fee_in_year(tables, payer, network_id, year)
        except FeeUnknown:
            return None

    return tuple((year, known(year)) for year in years)


def fee_of(tables: FeeTables, payer: Payer, network_id: str, year: int) -> Fee:
    """The fee of the evaluation's own year; a report is not built without it, and the error names what is lacking."""
    try:
        return fee_in_year(tables, payer, network_id, year)
    except FeeUnknown as lacking:
        raise ProblemsFound([lacking.problem]) from None


def deflated_ore(ore: int, index_then: Decimal, index_now: Decimal) -> int:
    """An earlier year's amount in a later year's prices, by one and the same price index; half an öre is rounded up."""
    return int((ore * index_now / index_then).to_integral_value(ROUND_HALF_UP))


def agrees_with_stated(fee_ore: int, stated_sek: int) -> bool:
    """True where the computed fee, rounded to tens of thousands of kronor, is the source's "cirka" amount."""
    return (fee_ore + 500_000) // 1_000_000 * 10_000 == stated_sek
