"""What each row was used for: a row decides an answer, or is shown and not counted, with the reason (method.md, *Nothing
typed is lost*).

The reasons are codes; how they are worded is the presentation's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from medlemsnytta.analysis.facts import Row

REASONS = {
    "another_network": "it is about a network that this report does not treat",
    "names_no_network": "it says both, in a report that does not have two networks",
    "after_report": "it is dated after the report",
    "repeats": "it repeats another row",
    "network_own": "the network's own words",
    "author": "the words of those who wrote the evaluation",
    "third_party": "somebody else's words, who is not of the municipality",
    "not_the_question": "it is about something else than use, and says nothing of what would be lost",
    "planned": "it is about what is to come",
    "ungraded": "it says that, not how much",
    "newer": "the same voice has said something newer of the same thing",
    "history": "the same voice has said something much newer",
    "before_leaving": "it was said of a membership that has been left since",
    "does_not_know": "it says that the speaker does not know",
    "not_in_log": "a use outside the days of the log that counts",
    "log_too_short": "a log of under a year with too few uses to count",
    "newer_log": "a newer log counts",
    "no_document": "it names no document: somebody has looked",
    "before_membership": "the document was informed outside the membership",
    "expired": "the document has expired and was not used lately",
    "unknown_share": "it gives no share",
    "newer_figures": "newer figures of the same set count",
    "attendance_unknown": "nobody noted who attended",
    "before_the_year": "before the year that counts",
    "not_about_use": "the question is about something else than use",
    "unanswered": "nobody has answered it",
    "another_question": "another question of the same survey is about use",
    "not_used": "it is about something that is not used",
    "answered": "people have answered, and their words come first",
    "no_membership": "a record of use, of a network that is not joined",
    "about_joining": "it is about joining, and the network is or has been a membership",
    "supports": "it describes a row that another table uses",
    "not_priced": "the fee or what an hour costs is not known, so the hours make no total",
    "not_named": "no other row names it",
    "another_municipality": "it is about another municipality",
    "outside_years": "it is of other years or cases than the report's",
    "to_review": "it was read in from answers and waits for a person to accept it",
    "rejected": "it was read in from answers and not accepted",
    "lets_through": "it says what the search for personal data is to let through",
}
"""Why a row is shown and not counted."""


NotCounted = tuple[Row, str]
"""A row and its reason, one of REASONS."""


@dataclass(frozen=True)
class Basis:
    """The rows that an answer rests on: those that decide it, and those shown beside it that are not counted."""

    decides: tuple[Row, ...] = ()
    shown: tuple[NotCounted, ...] = ()


def basis(decides: Iterable[Row], shown: Iterable[NotCounted]) -> Basis:
    """Each row once, in the order of the tables' names; a row that decides is not also shown."""
    deciding = sorted(set(decides))
    others: dict[Row, str] = {}
    for row, reason in shown:
        others.setdefault(row, reason)
    return Basis(tuple(deciding), tuple(sorted((row, why) for row, why in others.items() if row not in set(deciding))))


@dataclass(frozen=True)
class Entry:
    """One row, and what it did: `used_by` are the answers that it decides, as "network.question"; else `reason` says why."""

    row: Row
    used_by: tuple[str, ...]
    reason: str


def entries(every: Iterable[Row], bases: Mapping[str, Basis], reasons: Mapping[Row, str]) -> tuple[Entry, ...]:
    """Every row once: the answers that it decides, or else the reason of the first that shows it, or else its own."""
    return tuple(_entries(sorted(set(every)), bases, reasons))


def _entries(every: Iterable[Row], bases: Mapping[str, Basis], reasons: Mapping[Row, str]) -> Iterator[Entry]:
    used: dict[Row, list[str]] = {}
    shown: dict[Row, str] = {}
    for name, each in bases.items():
        for row in each.decides:
            used.setdefault(row, []).append(name)
        for row, reason in each.shown:
            shown.setdefault(row, reason)
    for row in every:
        by = tuple(used.get(row, ()))
        yield Entry(row, by, "" if by else shown.get(row) or reasons.get(row, ""))
