"""The forms in which a value may be printed, and the words that may not be printed without a fact."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober"),
    *("november", "december"),
)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
IN_WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
COUNTING = re.compile(
    r"\b(ingen|inget|inga|alla|allt|bara|båda|varje|samtliga|aldrig|alltid|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|"
    r"tolv|saknas|inte (?:undersökt|uppmätt|känt|räknad)\w*)\b",
    re.IGNORECASE,
)
"""Words that say how many, or that nothing is known: each is the claim of some fact."""


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


def has(text: str, value: object) -> bool:
    """Whether the text says the value in any of its forms."""
    said = plain(text).lower()
    return any(plain(form).lower() in said for form in forms(value))


def forms(value: object) -> Iterator[str]:
    if value is None:
        yield "uppgift saknas"
        return
    spelled = str(value)
    yield spelled
    if re.fullmatch(r"\d{4}-\d\d-\d\d", spelled):
        day = date.fromisoformat(spelled)
        yield f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    elif re.fullmatch(r"\d{4}-\d\d", spelled):
        yield f"{MONTHS[int(spelled[5:]) - 1]} {spelled[:4]}"
    try:
        number = Fraction(spelled)
    except ValueError:
        return
    if number.denominator == 1 and 0 <= number < len(IN_WORDS):
        yield IN_WORDS[int(number)]
        yield {1: "ett"}.get(int(number), IN_WORDS[int(number)])
    for decimals in range(3):
        yield _decimal(number, decimals)
        yield _decimal(number / 100, decimals)
    yield f"{_decimal(number * 100, 0)} %"


def _decimal(number: Fraction, decimals: int) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", " ").replace(".", ",").replace("-", "\N{MINUS SIGN}")
