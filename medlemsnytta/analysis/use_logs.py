"""What was counted of use: logged uses and their cost, and attendance (indicators I8 and I9)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from medlemsnytta.analysis.facts import Fact, Row
from medlemsnytta.analysis.network_cases import Case, Event
from medlemsnytta.analysis.periods import year_ending
from medlemsnytta.analysis.recorded_use import ATTENDANCE, LogYear, Recorded


@dataclass(frozen=True)
class LoggedUse:
    """The uses of the log that counts, as they stand: at most twelve months, `whole` where it is all of them."""

    network_id: str
    first: date
    last: date
    whole: bool
    uses: int
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def uses_fact(self) -> Fact:
        return self._fact("logged_uses", self.uses)

    @property
    def first_fact(self) -> Fact:
        return self._fact("logged_from", self.first)

    @property
    def last_fact(self) -> Fact:
        return self._fact("logged_to", self.last)

    def _fact(self, kind: str, value: int | date) -> Fact:
        return Fact(kind, value, self.network_id, rows=self.rows)

    def cost_ore(self, yearly_cost_ore: int) -> Fraction | None:
        """Indicator I9: what each use costs; None where nothing was used, or where the log is not of a whole year."""
        return Fraction(yearly_cost_ore, self.uses) if self.uses and self.whole else None


def logged_use(network_id: str, log: LogYear | None) -> LoggedUse | None:
    return None if log is None else LoggedUse(network_id, log.first, log.last, log.whole, log.uses, log.rows)


@dataclass(frozen=True)
class Attendance:
    """Indicator I8 over the twelve months that end with the newest event whose attendance was noted."""

    network_id: str
    known: tuple[Event, ...]
    unknown: tuple[Event, ...]
    """The events of these months whose attendance nobody noted."""

    def _fact(self, kind: str, value: int, events: Iterable[Event]) -> Fact:
        return Fact(kind, value, self.network_id, rows=tuple(each.row for each in events))

    @property
    def offered(self) -> Fact:
        return self._fact("events_noted", len(self.known), self.known)

    @property
    def attended(self) -> Fact:
        return self._fact("events_attended", sum(bool(each.persons) for each in self.known), self.known)

    @property
    def person_times(self) -> Fact:
        return self._fact("person_times", sum(each.persons or 0 for each in self.known), self.known)

    @property
    def not_noted(self) -> Fact:
        return self._fact("events_not_noted", len(self.unknown), self.unknown)

    @property
    def share(self) -> Fraction:
        return Fraction(sum(bool(each.persons) for each in self.known), len(self.known))


def attendance_of(case: Case, noted: Recorded) -> Attendance | None:
    """The attendance that counts as a voice; None where nobody noted any. Events alike in everything are one."""
    voice = next((each for each in noted.voices if each.name == ATTENDANCE), None)
    if voice is None:
        return None
    known = tuple(sorted((each for each in case.events if each.row in voice.rows), key=_by_day))
    unknown = {
        (each.date, each.name): each
        for each in sorted(case.events, key=_by_day, reverse=True)
        if each.persons is None and year_ending(voice.newest) <= each.date <= case.as_of
    }
    return Attendance(case.network_id, known, tuple(sorted(unknown.values(), key=_by_day)))


def _by_day(event: Event) -> tuple[date, Row]:
    return event.date, event.row
