"""A fee rule in words: fixed part, rate, floor, cap, currency and VAT, as its source gives them."""

from dataclasses import replace
from decimal import Decimal

from medlemsnytta.analysis.fee_rules import KRONOR, FeePart
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.presentation.words import swedish, terms


def rule_words(fee: Fee) -> str:
    """The rule in words, the part that holds for this many inhabitants: "4 000 kr plus 0,30 kr per invånare"."""
    return " samt ".join(_named(part, fee) for part in fee.charged_parts)


def charged_words(fee: Fee) -> str:
    """The fixed part and the rate alone, without limits that the municipality does not reach."""
    parts = fee.charged_parts
    reached = any(part.amount_ore(fee.inhabitants) != unlimited(part).amount_ore(fee.inhabitants) for part in parts)
    return rule_words(fee) if reached else " samt ".join(_named(unlimited(part), fee) for part in parts)


def _named(part: FeePart, fee: Fee) -> str:
    """With the part's own name where there are several."""
    return f"{part_words(part)} ({part.part})" if len(fee.charged_parts) > 1 else part_words(part)


def unlimited(part: FeePart) -> FeePart:
    return replace(part, floor_ore=None, cap_ore=None, cap_inhabitants=None)


def part_words(part: FeePart) -> str:
    """One part, in the currency that its source uses."""
    words = []
    if part.fixed_ore or not part.rate_ore:
        words.append(_money(part.fixed_ore, part.currency))
    if part.per_inhabitant_ore:
        words.append(f"{_rate(part.per_inhabitant_ore, part.currency)} per invånare")
    if part.tax_base_permille is not None:
        share = f"{_exact(part.tax_base_permille)}{swedish.HARD_SPACE}promille"
        words.append(f"{share} av medelskattekraften {part.tax_base_year} per invånare")
    rule = " plus ".join(words) + _step_words(part)
    if part.floor_ore is not None:
        rule += f", dock minst {_money(part.floor_ore, part.currency)}"
    if part.cap_ore is not None:
        rule += f", dock högst {_money(part.cap_ore, part.currency)}"
    elif part.cap_inhabitants is not None:
        rule += f", för högst {swedish.number(part.cap_inhabitants)} invånare"
    return rule


def _step_words(part: FeePart) -> str:
    """Which step of a scale it is: " (steget 10 000–24 999 invånare)"."""
    if part.tier_from is None:
        return ""
    if part.tier_to is None:
        return f" (steget från {swedish.number(part.tier_from)} invånare)"
    return f" (steget {swedish.number(part.tier_from)}–{swedish.number(part.tier_to)} invånare)"


def _money(hundredths: int, currency: str) -> str:
    if currency == KRONOR:
        return swedish.kronor(hundredths)
    amount = swedish.number(Decimal(hundredths) / 100, 2 if hundredths % 100 else 0)
    return f"{amount}{swedish.HARD_SPACE}{terms.CURRENCY[currency]}"


def _rate(hundredths: Decimal, currency: str) -> str:
    return f"{_exact(hundredths / 100)}{swedish.HARD_SPACE}{terms.CURRENCY[currency]}"


def _exact(value: Decimal) -> str:
    """Every decimal that the source gives, at least two: 0,30 and 0,0073."""
    decimals = -int(value.normalize().as_tuple().exponent)
    return swedish.number(value, max(2, decimals))


def rate_words(fee: Fee) -> str:
    """The exchange rate that the fee was worked out by, with its day; nothing for fees in kronor."""
    foreign = next((part for part in fee.charged_parts if part.currency != KRONOR), None)
    if foreign is None or foreign.rate_date is None:
        return ""
    rate = f"{_exact(foreign.sek_per_unit)}{swedish.HARD_SPACE}kr"
    return f"Kursen är {rate} per {terms.CURRENCY[foreign.currency]} den {swedish.long_date(foreign.rate_date)}."


def vat_words(fee: Fee) -> str:
    """The VAT that is added, and why it stands outside the amounts; nothing where the source names none."""
    parts = [part.part for part in fee.charged_parts if part.vat == "yes"]
    if not parts:
        return ""
    return (
        f"Moms tillkommer på {swedish.listed(parts)} med {swedish.kronor(fee.vat_ore)}. Den ingår inte i beloppen, "
        "eftersom kommuner får ersättning för moms."
    )
