"""Numbers, amounts, dates and lists as Swedish print has them: hard spaces, decimal comma, no machine's locale."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = Locale("sv", "SE")
HARD_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
UNKNOWN = "uppgift saknas"

Number = int | float | Decimal | Fraction

_COUNTED = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def number(value: Number, decimals: int = 0) -> str:
    """`114304` → "114 304"; halves are rounded up, away from zero."""
    rounded = _rounded(value, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded, pattern, locale=LOCALE).replace("-", MINUS)


def _rounded(value: Number, decimals: int) -> Decimal:
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def kronor(ore: int) -> str:
    """Whole öre as kronor: "38 291,20 kr", and "40 000 kr" where no öre are left over."""
    return f"{number(Decimal(ore) / 100, 2 if ore % 100 else 0)}{HARD_SPACE}kr"


def whole_kronor(ore: Number) -> str:
    """An amount in öre to the nearest krona, for running text: "38 291 kr"."""
    return f"{number(_rounded(ore, 0) / 100)}{HARD_SPACE}kr"


def kronor_change(ore: int) -> str:
    """A difference to the nearest krona with its sign: "+5 715 kr", "−300 kr", "±0 kr"."""
    sign = "±" if ore == 0 else "+" if ore > 0 else MINUS
    return sign + whole_kronor(abs(ore))


def kronor_a_head(ore: Fraction) -> str:
    """An amount for each inhabitant: "0,33 kr"."""
    return f"{number(ore / 100, 2)}{HARD_SPACE}kr"


def hours(amount: Number) -> str:
    """ "en timme", "99 timmar", "2,5 timmar": whole hours from ten."""
    rounded = _rounded(amount, 0 if amount >= 10 else 1)
    return (
        counted(1, "en timme", "")
        if rounded == 1
        else f"{number(rounded, 0 if rounded == int(rounded) else 1)}{HARD_SPACE}timmar"
    )


def hours_a_week(amount: Fraction) -> str:
    """ "knappt två timmar", "drygt en timme", "cirka 20 minuter": a share of a week as a person would say it."""
    if amount < Fraction(9, 10):
        near = 5 * int(_rounded(amount * 12, 0))
        start = f"cirka{HARD_SPACE}{near}" if near else f"mindre än{HARD_SPACE}5" if amount else "0"
        return f"{start}{HARD_SPACE}minuter"
    whole = int(_rounded(amount, 0))
    words = counted(whole, "en timme", "timmar")
    near = abs(amount - whole) < Fraction(1, 20)
    return words if near else f"knappt {words}" if amount < whole else f"drygt {words}"


def percent(share: Fraction | float, decimals: int = 0) -> str:
    """A share of 0–1 as "87 %"; what is not exactly 0 or 1 is never printed as 0 % or 100 %."""
    rounded = _rounded(share * 100, decimals)
    if rounded == 100 and share < 1:
        return f"över{HARD_SPACE}99{HARD_SPACE}%"
    if rounded == 0 and share > 0:
        return f"under{HARD_SPACE}1{HARD_SPACE}%"
    return f"{number(rounded, decimals)}{HARD_SPACE}%"


def percent_range(low: Fraction, high: Fraction) -> str:
    """ "83–95 %", or one figure where both ends print alike."""
    first, last = percent(low), percent(high)
    if first == last:
        return first
    if first[0].isdigit() and last[0].isdigit():
        return f"{number(_rounded(low * 100, 0))}–{last}"
    return f"{first} till {last}"


def in_words(amount: int, one: str = "ett") -> str:
    """A small amount in words, a larger one in figures; `one` is "en" before words such as rad and månad."""
    if amount == 1:
        return one
    return _COUNTED[amount] if amount < len(_COUNTED) else number(amount)


def counted(amount: int, one: str, many: str) -> str:
    """An amount with its noun: "två nätverk", "27 uttalanden"; `one` is the whole phrase for one, "en rad"."""
    return one if amount == 1 else f"{in_words(amount)}{HARD_SPACE}{many}"


def long_date(day: date) -> str:
    """ "1 april 2025", with hard spaces so that it stays on one line."""
    return format_date(day, "d MMMM y", locale=LOCALE).replace(" ", HARD_SPACE)


def weekday(day: date) -> str:
    return format_date(day, "EEEE", locale=LOCALE)


def day_in_prose(day: date) -> str:
    """ "lördagen den 30 maj 2026": the definite form that a sentence wants."""
    return f"{weekday(day)}en den {long_date(day)}"


def partial_date(text: str) -> str:
    """A partial ISO date in prose: "2022" → "2022", "2022-06" → "juni 2022", a whole one as `long_date`."""
    if len(text) == 10:
        return long_date(date.fromisoformat(text))
    if len(text) == 7:
        return format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=LOCALE).replace(" ", HARD_SPACE)
    return text or UNKNOWN


def listed(words: Sequence[str], last: str = "och") -> str:
    """ "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def genitive(name: str) -> str:
    """Huddinges, but Västerås: a name that ends in s, x or z takes no further s."""
    return name if name[-1:].lower() in "sxz" else f"{name}s"
