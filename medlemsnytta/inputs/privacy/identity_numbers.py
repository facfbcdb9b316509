"""Personnummer and samordningsnummer in running text: a day that can be a birthday, and a checksum that agrees."""

import re
from collections.abc import Iterator
from datetime import date

from medlemsnytta.inputs.privacy.findings import Finding

OLDEST_YEAR = 1800
COORDINATION_DAYS = 60
"""What a coordination number adds to the day of birth."""

_BEFORE = r"(?:(?<![\w])|(?<=nr))(?<!\d[.,/:])"
_AFTER = r"(?!\w)(?![.,/:]\d)(?!\s?(?:kr|kronor|sek|tkr|mnkr|euro|eur|invånare|personer|procent|%)\b)"
_JOINED = r"(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?: ?[-+] ?| )?(?P<last>\d{4})"
_SPACED = r"(?P<century>18|19|20)?(?P<year>\d\d)(?P<gap>[- ])(?P<month>\d\d)(?P=gap)(?P<day>\d\d)[-+](?P<last>\d{4})"
_PATTERNS = tuple(re.compile(_BEFORE + form + _AFTER, re.IGNORECASE) for form in (_JOINED, _SPACED))


def find(text: str, latest: date) -> Iterator[Finding]:
    """Every number in the plain `text` that can belong to a person born by the day `latest`."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            day = int(match["day"])
            coordination = day > COORDINATION_DAYS
            born = _can_be_born(match["century"], match["year"], match["month"], day % COORDINATION_DAYS, latest)
            if born and _checksum_agrees(match["year"] + match["month"] + match["day"] + match["last"]):
                yield Finding("coordination_number" if coordination else "identity_number", match[0], match.start())


def _can_be_born(century: str | None, year: str, month: str, day: int, latest: date) -> bool:
    return any(_exists(int(each + year), int(month), day, latest) for each in ([century] if century else ["19", "20"]))


def _exists(year: int, month: int, day: int, latest: date) -> bool:
    try:
        return year >= OLDEST_YEAR and date(year, month, day) <= latest
    except ValueError:
        return False


def _checksum_agrees(ten: str) -> bool:
    """Luhn's sum over ten digits: every other one counts double, and the whole ends with 0."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
