"""What a membership costs a year by its fee rule, in whole öre; nothing here rounds to kronor.

Each named part of a rule is charged, and a part with tiers is charged by the one tier that holds the inhabitants.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.fee_rules import (
    YEARS_BACK,
    FeePart,
    FeeRule,
    FeeTables,
    FeeUnknown,
    Payer,
    nearest_year_with_rule,
    rule_for,
    undated_rule,
)
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
    population_row: Row | None = field(default=None, repr=False, compare=False)

    @property
    def per_inhabitant_ore(self) -> Fraction:
        """Indicator I2: the fee shared by the municipality's inhabitants."""
        return Fraction(self.ore, self.inhabitants)

    @property
    def by_population(self) -> bool:
        """Whether the fee follows from the number of inhabitants; a flat one does not."""
        return any(part.by_population for part in self.rule.parts)

    @property
    def charged_parts(self) -> tuple[FeePart, ...]:
        """The parts that hold for so many inhabitants."""
        return tuple(part for part in self.rule.parts if part.holds(self.inhabitants))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that the amount rests on."""
        parts = tuple(row for part in self.charged_parts for row in part.rows)
        return parts if self.population_row is None else (*parts, self.population_row)

    @property
    def entry_fee_ore(self) -> int | None:
        """What a new member pays once beside the yearly fee; None where nobody has said."""
        known = [part.entry_fee_ore for part in self.charged_parts if part.entry_fee_ore is not None]
        return sum(known) if known else None

    @property
    def reentry_fee_ore(self) -> int | None:
        """What one who has left pays once to come back; half an öre is rounded up. None where nobody has said."""
        known = [
            int((part.entry_fee_ore * part.reentry_share).to_integral_value(ROUND_HALF_UP))
            for part in self.charged_parts
            if part.entry_fee_ore is not None and part.reentry_share is not None
        ]
        return sum(known) if known else None

    @property
    def population(self) -> Fact:
        """The inhabitants that the fee is worked out by."""
        rows = () if self.population_row is None else (self.population_row,)
        return Fact("inhabitants", self.inhabitants, "", str(self.population_year), rows)

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
    return _charged(tables, payer, network_id, year, rule_for(tables, payer, network_id, year))


def _charged(
    tables: FeeTables, payer: Payer, network_id: str, year: int, rule: FeeRule, population_year: int | None = None
) -> Fee:
    """The fee by a rule, of another year's population where one is named."""
    if population_year is None:
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
    return Fee(network_id, year, ore, inhabitants, population_year, rule, payer.population_rows.get(population_year))


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
    """The fee of a year by its own rule; raises ProblemsFound, which names what is lacking."""
    try:
        return fee_in_year(tables, payer, network_id, year)
    except FeeUnknown as lacking:
        raise ProblemsFound([lacking.problem]) from None


Basis = Literal["own", "rule", "stated", "assumed", "unknown"]


@dataclass(frozen=True)
class YearlyFee:
    """The best that is known of one year's fee: in öre, and what it is known by.

    `basis` is the municipality's "own" row, the "rule" of the year, what the source "stated", or the rule "assumed" from
    the nearest year that has one (`rule_year`, None where its source names no year); else `ore` is None and `lacking`
    says what would have to be known.
    """

    network_id: str
    year: int
    basis: Basis
    ore: int | None
    fee: Fee | None = None
    rule_year: int | None = None
    stated: Record | None = field(default=None, repr=False, compare=False)
    lacking: Problem | None = None

    @property
    def amount(self) -> Fact:
        rows = self.fee.rows if self.fee else (self.stated.row,) if self.stated else ()
        return Fact("yearly_fee_ore", self.ore, self.network_id, str(self.year), rows)


def best_known_fee(
    tables: FeeTables, payer: Payer, network_id: str, year: int, stated: Record | None = None
) -> YearlyFee:
    """The year's fee, by the best that is known; `stated` is the membership's row.

    Raises ProblemsFound for what somebody mistyped. Nothing that is lacking stops a report.
    """
    try:
        fee = fee_in_year(tables, payer, network_id, year)
        return YearlyFee(network_id, year, "own" if fee.rule.own else "rule", fee.ore, fee, year)
    except FeeUnknown as unknown:
        if unknown.mistyped:
            raise ProblemsFound([unknown.problem]) from None
        lacking = unknown.problem
    amount, of_year = (stated["stated_fee_sek"], stated["stated_fee_year"]) if stated else (None, None)
    if amount is not None and of_year == year:
        return YearlyFee(network_id, year, "stated", int(amount) * 100, stated=stated, lacking=lacking)
    for rule_year, rule in _rules_to_assume(tables, payer, network_id, year):
        with suppress(FeeUnknown):
            fee = _charged(tables, payer, network_id, year, rule, _nearest_population(payer, rule, year))
            return YearlyFee(network_id, year, "assumed", fee.ore, fee, rule_year, lacking=lacking)
    if amount is not None:
        return YearlyFee(network_id, year, "stated", int(amount) * 100, stated=stated, lacking=lacking)
    return YearlyFee(network_id, year, "unknown", None, lacking=lacking)


def _rules_to_assume(
    tables: FeeTables, payer: Payer, network_id: str, year: int
) -> Iterator[tuple[int | None, FeeRule]]:
    """The nearest dated rule, then the one without a year, as far as their rows can be used."""
    nearest = nearest_year_with_rule(tables, payer, network_id, year)
    with suppress(FeeUnknown):
        if nearest is not None:
            yield nearest, rule_for(tables, payer, network_id, nearest)
    with suppress(FeeUnknown):
        undated = undated_rule(tables, payer, network_id, year)
        if undated is not None:
            yield None, undated


def _nearest_population(payer: Payer, rule: FeeRule, year: int) -> int:
    """The year of the rule's own population where that is known, else the nearest, the earlier of two."""
    wanted = year - YEARS_BACK[rule.population_reference]
    return min(payer.populations, key=lambda each: (abs(each - wanted), each), default=wanted)


def deflated_ore(ore: int, index_then: Decimal, index_now: Decimal) -> int:
    """An earlier year's amount in a later year's prices, by one and the same price index; half an öre is rounded up."""
    return int((ore * index_now / index_then).to_integral_value(ROUND_HALF_UP))


def stated_precision(stated_sek: int) -> int:
    """The step, in kronor, to which an amount is stated: 8 200 to hundreds, 40 000 to tens of thousands, 0 to one krona."""
    step = 1
    while stated_sek and stated_sek % (step * 10) == 0:
        step *= 10
    return step


def agrees_with_stated(fee_ore: int, stated_sek: int) -> bool:
    """True where the computed fee is nearer to the stated amount than half the step in which that is stated."""
    return abs(fee_ore - stated_sek * 100) * 2 < stated_precision(stated_sek) * 100
