"""Who speaks about a network, and how much they say it is used (method.md, *Two questions*, rules 1 and 2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.network_cases import Case, Statement
from medlemsnytta.analysis.periods import UNDATED, first_day, last_day, months_before
from medlemsnytta.analysis.row_ledger import NotCounted

REPRESENTATIVES = "representatives"
NOBODY = ""
"""The voice of what the source attributes to nobody."""
INDEPENDENT = "user"
"""The only role whose words make an answer certain."""

_Group = TypeVar("_Group")


@dataclass(frozen=True)
class Voice:
    """A person or a group: its highest current degree counts for so many `persons`; `said` is each degree with its day."""

    name: str
    role: str
    persons: int
    said: tuple[tuple[date, int], ...]
    rows: tuple[Row, ...]

    @property
    def independent(self) -> bool:
        return self.role == INDEPENDENT

    @property
    def degree(self) -> int:
        return max(degree for _, degree in self.said)

    @property
    def newest(self) -> date:
        return max(day for day, _ in self.said)

    def says_since(self, since: date, lowest: int, highest: int) -> bool:
        """Whether its degree is in the range, and one that it has said since a day is too."""
        lately = any(lowest <= degree <= highest for day, degree in self.said if day >= since)
        return lately and lowest <= self.degree <= highest


@dataclass(frozen=True)
class Heard:
    """The voices, the statements that count of each (the newest of a channel), and those that do not, with the reason."""

    voices: tuple[Voice, ...]
    current: tuple[Statement, ...]
    not_counted: tuple[NotCounted, ...]


def voice_of(case: Case, statement: Statement) -> tuple[str, str, int]:
    """The voice's name, role and number of persons: rule 1, the representatives are one voice, whatever their number."""
    if not statement.speaker:
        return NOBODY, "other", 1
    speaker = case.speakers_by_name.get(statement.speaker)
    if speaker is None:
        return statement.speaker, "other", 1
    if speaker.represents:
        return REPRESENTATIVES, "representative", 1
    return speaker.speaker, speaker.role, speaker.persons or 1


def counted(case: Case, about: Callable[[Case, Statement], str]) -> tuple[list[Statement], list[NotCounted]]:
    """The statements that answer a question, and the others with the reason; `about` says why one does not answer it.

    A row that repeats another counts where the other does not.
    """
    reasons = {each.excerpt_id: _not_heard(case, each) or about(case, each) for each in case.statements}
    leads = {each.excerpt_id: each.same_as for each in case.statements}
    found, not_counted = [], []
    for each in case.statements:
        if reason := reasons[each.excerpt_id] or ("repeats" if _repeats(each.excerpt_id, leads, reasons) else ""):
            not_counted.append((each.row, reason))
        else:
            found.append(each)
    return found, not_counted


def _not_heard(case: Case, statement: Statement) -> str:
    """Why nothing that is said in the statement counts, or "": rule 1."""
    if first_day(statement.date) > case.as_of:
        return "after_report"
    role = voice_of(case, statement)[1]
    if statement.source_kind == "network_own" or role == "network":
        return "network_own"
    if statement.source_kind == "third_party":
        return "third_party"
    return "author" if role == "author" else ""


def _repeats(name: str, leads: Mapping[str, str], reasons: Mapping[str, str]) -> bool:
    """True where a row that counts is repeated; of rows that repeat each other in a ring the first by name counts."""
    return any(
        not reasons[other] and not (name in _led_to(other, leads) and name < other) for other in _led_to(name, leads)
    )


def _led_to(name: str, leads: Mapping[str, str]) -> list[str]:
    path: list[str] = []
    following = leads[name]
    while following in leads and following != name and following not in path:
        path.append(following)
        following = leads[following]
    return path


def hear(case: Case) -> Heard:
    """What every voice says of use, past or present, with a degree: rules 1 and 2."""
    statements, not_counted = counted(case, no_degree_of_use)
    current: list[Statement] = []
    for said in grouped(statements, lambda each: voice_of(case, each)).values():
        kept, left = _current(said, case.months)
        current.extend(kept)
        not_counted.extend(left)
    return Heard(voices_of(case, current), tuple(current), tuple(not_counted))


def voices_of(case: Case, current: Iterable[Statement]) -> tuple[Voice, ...]:
    """Each voice by its highest current degree: rule 2."""
    return tuple(
        Voice(
            *(name, role, persons),
            said=tuple((first_day(each.date), each.degree or 0) for each in statements),
            rows=tuple(each.row for each in statements),
        )
        for (name, role, persons), statements in sorted(grouped(current, lambda each: voice_of(case, each)).items())
    )


def no_degree_of_use(case: Case, statement: Statement) -> str:
    """Why the statement says nothing of how much the network is used, or ""."""
    if statement.criterion != "use":
        return "not_the_question"
    if statement.tense not in ("past", "present"):
        return "planned"
    if statement.degree is None:
        return "ungraded"
    left = case.state == "left" and case.until and first_day(statement.date) <= last_day(case.until)
    return "before_leaving" if left else ""


def _current(statements: Iterable[Statement], months: int) -> tuple[list[Statement], list[NotCounted]]:
    """One voice's newest statements of each channel, without what is history beside its newest one."""
    kept, left = [], []
    for of_channel in grouped(statements, lambda each: each.channel_id).values():
        best = max((first_day(each.date), each.degree or 0) for each in of_channel)
        for each in of_channel:
            if (first_day(each.date), each.degree or 0) == best:
                kept.append(each)
            else:
                left.append((each.row, "newer"))
    newest = max(first_day(each.date) for each in kept)
    oldest = UNDATED if newest == UNDATED else months_before(newest, months)
    left.extend((each.row, "history") for each in kept if first_day(each.date) < oldest)
    return [each for each in kept if first_day(each.date) >= oldest], left


def grouped(statements: Iterable[Statement], key: Callable[[Statement], _Group]) -> dict[_Group, list[Statement]]:
    groups: dict[_Group, list[Statement]] = defaultdict(list)
    for each in statements:
        groups[key(each)].append(each)
    return dict(groups)
