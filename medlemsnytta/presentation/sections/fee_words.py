"""A fee rule in words: fixed part, rate, floor, cap, currency and VAT, as its source gives them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.fee_rules import KRONOR, FeePart
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.sentences import CitedText, cell, fact_words, joined, listed, say


def rule_words(fee: Fee) -> CitedText:
    """The rule in words, the part that holds for this many inhabitants: "4 000 kr plus 0,30 kr per invånare"."""
    return _joined_parts(fee, limited=True)


def charged_words(fee: Fee) -> CitedText:
    """The fixed part and the rate alone, without limits that the municipality does not reach."""
    return _joined_parts(fee, limited=any(part.is_limited(fee.inhabitants) for part in fee.charged_parts))


def _joined_parts(fee: Fee, *, limited: bool) -> CitedText:
    """Each part, with its own name where there are several."""
    parts = [part_words(part, limited=limited) for part in fee.charged_parts]
    if len(parts) > 1:
        named = zip(parts, fee.charged_parts, strict=True)
        parts = [say("{rule} ({name})", rule=words, name=cell(part.record, "part")) for words, part in named]
    return joined(parts, " samt ")


def part_words(part: FeePart, *, limited: bool = True) -> CitedText:
    """One part, in the currency that its source uses; without its limits where they are not `limited`."""
    money, words = _money(part.currency), []
    if part.fixed_ore or not part.rate_ore:
        words.append(cell(part.record, "fixed_sek", money))
    if part.per_inhabitant_ore:
        words.append(say("{rate} per invånare", rate=cell(part.record, "per_inhabitant_sek", _rate(part.currency))))
    if part.tax_base is not None:
        share = cell(part.record, "tax_base_permille", lambda share: f"{_exact(share)}{swedish.HARD_SPACE}promille")
        year = cell(part.tax_base, "year")
        words.append(say("{share} av medelskattekraften {year} per invånare", share=share, year=year))
    rule = joined(words, " plus ") + _step_words(part)
    limits = []
    if limited and part.floor_ore is not None:
        limits.append(say("minst {floor}", floor=cell(part.record, "floor_sek", money)))
    if limited and part.cap_ore is not None:
        limits.append(say("högst {cap}", cap=cell(part.record, "cap_sek", money)))
    if limits:
        rule += say(", dock {limits}", limits=listed(limits))
    if limited and part.cap_ore is None and part.cap_inhabitants is not None:
        rule += say(", för högst {cap} invånare", cap=cell(part.record, "cap_inhabitants", swedish.number))
    return rule


def _step_words(part: FeePart) -> CitedText:
    """Which step of a scale it is: " (steget 10 000–24 999 invånare)"."""
    if part.tier_from is None:
        return say("")
    first = cell(part.record, "tier_from", swedish.number)
    if part.tier_to is None:
        return say(" (steget från {first} invånare)", first=first)
    return say(" (steget {first}–{last} invånare)", first=first, last=cell(part.record, "tier_to", swedish.number))


def _money(currency: str) -> Callable[[Any], str]:
    """Amounts of a row, which are whole units of its currency."""
    if currency == KRONOR:
        return lambda amount: swedish.kronor(int(amount * 100))
    return lambda amount: (
        f"{swedish.number(amount, 0 if amount == int(amount) else 2)}{swedish.HARD_SPACE}{terms.CURRENCY[currency]}"
    )


def _rate(currency: str) -> Callable[[Any], str]:
    return lambda amount: f"{_exact(amount)}{swedish.HARD_SPACE}{terms.CURRENCY[currency]}"


def _exact(value: Decimal) -> str:
    """Every decimal that the source gives, none or at least two: 12, 0,30 and 0,0073."""
    decimals = -int(value.normalize().as_tuple().exponent)
    return swedish.number(value, max(2, decimals) if decimals > 0 else 0)


def rate_words(fee: Fee) -> CitedText:
    """The exchange rate that the fee was worked out by, with its day; nothing for fees in kronor."""
    foreign = next((part for part in fee.charged_parts if part.rate is not None), None)
    if foreign is None or foreign.rate is None:
        return say("")
    return say(
        "Kursen är {rate} per {currency} den {day}.",
        rate=cell(foreign.rate, "sek", _rate(KRONOR)),
        currency=cell(foreign.rate, "currency", terms.CURRENCY.__getitem__),
        day=cell(foreign.rate, "date", swedish.long_date),
    )


def vat_words(fee: Fee) -> CitedText:
    """The VAT that is added, and why it stands outside the amounts; nothing where the source names none."""
    parts = [part for part in fee.charged_parts if part.vat == "yes"]
    if not parts:
        return say("")
    vat = Fact("vat_ore", fee.vat_ore, fee.network_id, str(fee.year), fee.rows)
    return say(
        "Moms tillkommer med {vat} ({parts}). Den ingår inte i beloppen, eftersom kommuner och regioner får ersättning för moms.",
        parts=listed([cell(part.record, "part") for part in parts]),
        vat=fact_words(vat, swedish.whole_kronor),
    )
