"""One text searched for every kind of personal data."""

import re
from datetime import date
from functools import lru_cache

from medlemsnytta.inputs.privacy import contacts, identity_numbers, names
from medlemsnytta.inputs.privacy.findings import Finding, plain

_MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){7}")
"""Most texts have fewer digits than any number that is looked for, and need not be looked at closer."""


@lru_cache(maxsize=30_000)
def search(text: str, latest: date) -> tuple[Finding, ...]:
    """What `text` holds, in its order; `latest` is the last day on which a person in it can be born.

    A number that is both a personal number and a telephone number is told as the first. What was searched is remembered,
    because the same texts stand in several files and in many reports.
    """
    words = plain(text).replace("\n", " ")
    found = [*contacts.find(words), *names.find(words)]
    if _MANY_DIGITS.search(words):
        found = [*identity_numbers.find(words, latest), *found]
    taken: list[Finding] = []
    for finding in found:
        if not any(
            finding.begin < one.begin + len(one.value) and one.begin < finding.begin + len(finding.value)
            for one in taken
        ):
            taken.append(finding)
    return tuple(sorted(taken, key=lambda finding: finding.begin))
