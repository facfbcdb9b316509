"""What the next fee would be if one thing changed: only what can change the fee of such a rule."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.fee_rules import KRONOR, FeePart
from medlemsnytta.analysis.fees import AmountUndefined, Fee, TierUndefined, annual_fee_ore

FIVE_ORE = 5


@dataclass(frozen=True)
class FeeScenario:
    """What the fee would be if one thing changed; None where the rule gives no amount for it.

    `change_ore` is against the rule unchanged; `inhabitants` is the number that the next tier begins at.
    """

    kind: str
    ore: int | None
    change_ore: int | None
    inhabitants: int | None = None
    basis: Fact = field(default=Fact("", None), repr=False, compare=False)

    @property
    def amount(self) -> Fact:
        return replace(self.basis, kind=f"fee_if_{self.kind}", value=self.ore)

    @property
    def limit(self) -> Fact:
        """The inhabitants from which the next tier holds."""
        return replace(self.basis, kind="next_tier_from", value=self.inhabitants)

    @property
    def change(self) -> Fact:
        return replace(self.basis, kind=f"change_if_{self.kind}", value=self.change_ore)


def fee_scenarios(fee: Fee) -> tuple[FeeScenario, ...]:
    """Rule unchanged, 10 % more, and what else the shape of the rule is sensitive to.

    5 öre more where there is a rate in kronor; 1 000 inhabitants more or fewer where inhabitants decide; the next tier;
    a currency or a tax base that rises by 10 %. The annual meeting decides the fee: these are no forecasts, and no
    inflation is assumed.
    """
    basis = Fact("", None, fee.network_id, str(fee.year), fee.rows)
    return tuple(replace(each, basis=basis) for each in _scenarios(fee))


def _scenarios(fee: Fee) -> Iterator[FeeScenario]:
    parts, charged = fee.rule.parts, fee.charged_parts
    yield FeeScenario("unchanged", fee.ore, 0)
    if any(part.per_inhabitant_ore and part.currency == KRONOR for part in charged):
        yield _changed(fee, "rate_plus_5_ore", fee.inhabitants, [_rate_raised(part) for part in parts])
    more = (fee.ore * 11 + 5) // 10
    yield FeeScenario("plus_10_percent", more, more - fee.ore)
    if any(part.rate_ore or part.tier_from is not None for part in parts):
        yield _changed(fee, "population_plus_1000", fee.inhabitants + 1000, parts)
        yield _changed(fee, "population_minus_1000", max(fee.inhabitants - 1000, 0), parts)
    last = min((part.tier_to for part in charged if part.tier_to is not None), default=None)
    if last is not None:
        found = _changed(fee, "next_tier", last + 1, parts)
        yield replace(found, inhabitants=last + 1)
    if any(part.currency != KRONOR for part in charged):
        yield _changed(fee, "currency_plus_10_percent", fee.inhabitants, [_dearer(part) for part in parts])
    if any(part.tax_base_sek is not None for part in charged):
        yield _changed(fee, "tax_base_plus_10_percent", fee.inhabitants, [_richer(part) for part in parts])


def _changed(fee: Fee, kind: str, inhabitants: int, parts: list[FeePart] | tuple[FeePart, ...]) -> FeeScenario:
    try:
        ore = annual_fee_ore(inhabitants, parts)
    except (TierUndefined, AmountUndefined):
        return FeeScenario(kind, None, None)
    return FeeScenario(kind, ore, ore - fee.ore)


def _rate_raised(part: FeePart) -> FeePart:
    raised = part.per_inhabitant_ore and part.currency == KRONOR
    return replace(part, per_inhabitant_ore=part.per_inhabitant_ore + FIVE_ORE) if raised else part


def _dearer(part: FeePart) -> FeePart:
    return part if part.currency == KRONOR else replace(part, sek_per_unit=part.sek_per_unit * 11 / 10)


def _richer(part: FeePart) -> FeePart:
    return part if part.tax_base_sek is None else replace(part, tax_base_sek=part.tax_base_sek * 11 / 10)
