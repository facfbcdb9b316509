"""One text searched for every kind of personal data."""

from datetime import date

from medlemsnytta.inputs.privacy import contacts, identity_numbers, names
from medlemsnytta.inputs.privacy.findings import Finding, plain


def search(text: str, latest: date) -> tuple[Finding, ...]:
    """What `text` holds, in its order; `latest` is the last day on which a person in it can be born.

    A number that is both a personal number and a telephone number is told as the first.
    """
    words = plain(text).replace("\n", " ")
    found = [*identity_numbers.find(words, latest), *contacts.find(words), *names.find(words)]
    taken: list[Finding] = []
    for finding in found:
        if not any(
            finding.begin < one.begin + len(one.value) and one.begin < finding.begin + len(finding.value)
            for one in taken
        ):
            taken.append(finding)
    return tuple(sorted(taken, key=lambda finding: finding.begin))
