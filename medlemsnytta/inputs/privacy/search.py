"""One text searched for every kind of personal data."""

import re
from datetime import date
from functools import lru_cache
from itertools import chain

from medlemsnytta.inputs.privacy import contacts, identity_numbers, names
from medlemsnytta.inputs.privacy.findings import Finding, plain

_MANY_DIGITS = re.compile(r"\d(?:\D{0,5}\d){6}|\d\D{1,60}\b(?:fyra|sista|slut)|streck", re.IGNORECASE)
"""Most texts have fewer digits than any number that is looked for, and need not be looked at closer."""


@lru_cache(maxsize=10_000)
def search(text: str, latest: date) -> tuple[Finding, ...]:
    """What `text` holds, in its order; `latest` is the last day on which a person in it can be born.

    The text is made plain once, and each finding's place is that in `text`. A number that is both a personal number and a
    telephone number is told as the first. What was searched is remembered, because the same texts stand in several files and in
    many reports.
    """
    made_plain = plain(text)
    words = made_plain.words
    covered, taken = bytearray(len(words)), []
    numbers = (identity_numbers.find(words, latest), contacts.phones(words)) if _MANY_DIGITS.search(words) else ()
    for finding in chain(
        *numbers[:1], contacts.mails(words), *numbers[1:], contacts.addresses(words), names.find(words)
    ):
        if not any(covered[finding.begin : finding.end]):
            covered[finding.begin : finding.end] = b"\x01" * (finding.end - finding.begin)
            begin, end = made_plain.place(finding.begin), made_plain.place(finding.end)
            taken.append(Finding(finding.kind, finding.value.replace("\n", " "), begin, end))
    return tuple(sorted(taken, key=lambda finding: finding.begin))
