"""Personnummer, samordningsnummer and interim numbers in running text, however they are divided.

A number counts where its day can be a birthday and its checksum agrees; an interim number, which has a letter in place of
the first of the last four, has no checksum. A samordningsnummer may say that the month (00) or the day (60) of birth is unknown.
So does a birthday with its last four told apart from it.
"""

import re
from collections.abc import Iterator
from datetime import date

from medlemsnytta.inputs.privacy.findings import Finding, Kind, found

OLDEST_YEAR = 1800
COORDINATION_DAYS = 60
"""What a coordination number adds to the day of birth."""
LATE_YEARS = 15
"""How far back a day that is written with hyphens is rather that of a meeting than of a birth."""

_BEFORE = r"(?:(?<![^\W_])|(?<=[^\W\d_a-f])|(?<=[^\W\d_]{3})|(?<=[^\W\d_])(?=(?:18|19|20)\d{10}))(?<!\d[.,/:-])"
"""Not within a number, nor after a letter or two that may be of a checksum in hexadecimal, but of twelve figures."""
_AFTER = r"(?![^\W_])(?![.,/:-]\d)(?!\s?(?:kr|kronor|sek|tkr|mnkr|euro|eur|invånare|personer|procent|%)\b)"
_BETWEEN = r"[^0-9A-Za-z]{0,3}"
_BEFORE_LAST = r"(?:[^0-9A-Za-z]{0,5}|[ (\[]{1,2}(?:streck|bindestreck)[ )\]]{1,2})"
_NUMBER = re.compile(
    rf"{_BEFORE}(?:(?P<century>18|19|20){_BETWEEN})?(?P<year>\d\d){_BETWEEN}(?P<month>\d\d){_BETWEEN}(?P<day>\d\d)"
    rf"(?P<gap>{_BEFORE_LAST})(?P<last>[TRSUWXJKLMN\d]\d[ -]?\d ?\d){_AFTER}",
    re.IGNORECASE,
)
_MOBILE_IN_PAIRS = re.compile(r"07[02369]\d [\d -]{1,6}\d\d \d\d$")
"""How a mobile number is divided, and no personal number: "0701 74 06 80"."""
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_APART = re.compile(
    rf"(?<![^\W_])(?:(?P<century>18|19|20)?(?P<year>\d\d)[-./ ]?(?P<month>\d\d)[-./ ]?(?P<day>\d\d)"
    rf"|(?P<spelt_day>\d{{1,2}}) (?P<name>{'|'.join(_MONTHS)}) (?P<spelt_century>18|19|20)(?P<spelt_year>\d\d))"
    r"(?![^\W_])(?P<gap>[^\d\n]{1,40}\b(?:fyra|sista|slut\w{0,5})\b[^\d\n]{0,20})(?P<last>\d{4})(?![^\W_])",
    re.IGNORECASE,
)
"""A birthday and, some words after it, what is told to be the end of a number: "född 1964-08-23, sista fyra 3234"."""


def find(text: str, latest: date) -> Iterator[Finding]:
    """Every number in the plain `text` that can belong to a person born by the day `latest`."""
    match = _NUMBER.search(text)
    while match:
        kind = None if _day_and_year(match, latest) else _kind(match, latest)
        if kind:
            yield found(kind, text, match.start(), match.end())
        # What is no number from here may be one from the next figure on.
        match = _NUMBER.search(text, match.end() if kind else match.start() + 1)
    for match in _APART.finditer(text):
        if kind := _kind(match, latest):
            yield found(kind, text, match.start(), match.end())


def _kind(match: re.Match[str], latest: date) -> Kind | None:
    parts = match.groupdict()
    century, year, month = parts["century"], parts["year"], parts["month"]
    day = int(parts["day"] or parts["spelt_day"])
    if parts.get("name"):
        century, year = parts["spelt_century"], parts["spelt_year"]
        month = f"{_MONTHS.index(parts['name'].lower()) + 1:02}"
    last = re.sub(r"\D", "", match["last"]) if match["last"][0].isdigit() else ""
    if not _can_be_born(century, year, month, day, latest) or _MOBILE_IN_PAIRS.match(match[0]):
        return None
    if last and not _checksum_agrees(f"{year}{month}{day:02}{last}"):
        return None
    return "coordination_number" if day >= COORDINATION_DAYS else "identity_number"


def _day_and_year(match: re.Match[str], latest: date) -> bool:
    """A day that is written as one and something after it: "2024-05-21 – 2025", or of late years "2024-05-21 1300"."""
    divided = match.string[match.end("year") : match.start("month")].strip()
    if not divided or int(match["day"]) >= COORDINATION_DAYS or match["gap"] in ("-", "+"):
        return False
    late = match["century"] == "20" and int(match["year"]) > latest.year - 2000 - LATE_YEARS
    return match["last"][:2] in ("19", "20") or (late and not match["gap"].strip())


def _can_be_born(century: str | None, year: str, month: str, day: int, latest: date) -> bool:
    return any(_exists(int(each + year), int(month), day, latest) for each in ([century] if century else ["19", "20"]))


def _exists(year: int, month: int, day: int, latest: date) -> bool:
    """True of a day of birth; a coordination number's may lack its day, its month or both."""
    if day >= COORDINATION_DAYS:
        month, day = month or 1, day - COORDINATION_DAYS or 1
    try:
        return year >= OLDEST_YEAR and date(year, month, day) <= latest
    except ValueError:
        return False


def _checksum_agrees(ten: str) -> bool:
    """Luhn's sum over ten digits: every other one counts double, and the whole ends with 0."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
