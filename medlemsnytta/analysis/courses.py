"""How the use of one thing has gone over the years, in the degrees that one speaker has given it (docs/method.md, *course of use*)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.network_cases import Case, Statement
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.voices import counted, grouped, no_degree_of_use


@dataclass(frozen=True)
class Course:
    """What one speaker has said of one channel, or of none named: the newest row of each year, oldest first, two at least."""

    network_id: str
    speaker: str
    channel: Record | None
    said: tuple[Record, ...]

    @property
    def direction(self) -> Fact:
        """ "ceased", "less", "more" or "same", from the first year to the last."""
        rows = tuple(each.row for each in self.said)
        return Fact("course_of_use", self._direction, self.network_id, str(self.said[-1].row.number), rows)

    @property
    def _direction(self) -> str:
        first, last = (self.said[place]["intensity"] for place in (0, -1))
        if not last and any(each["intensity"] for each in self.said):
            return "ceased"
        return "same" if first == last else "less" if last < first else "more"


def courses_of(case: Case, records: Sequence[Record], channels: Sequence[Record]) -> tuple[Course, ...]:
    """Every course that has a direction; of statements that count as answers, and never of an undated one."""
    by_row = {each.row: each for each in records}
    names = {each["channel_id"]: each for each in channels}
    statements = [each for each in counted(case, no_degree_of_use)[0] if each.date and each.speaker]
    return tuple(
        found
        for (speaker, channel_id), said in grouped(statements, lambda each: (each.speaker, each.channel_id)).items()
        if len(yearly := list(_newest_of_each_year(said, by_row))) > 1
        for found in [Course(case.network_id, speaker, names.get(channel_id), tuple(by_row[row] for row in yearly))]
        if found.direction.value != "same"
    )


def _newest_of_each_year(said: Sequence[Statement], by_row: dict[Row, Record]) -> Iterator[Row]:
    years = grouped((each for each in said if each.row in by_row), lambda each: each.date[:4])
    for year in sorted(years):
        yield max(years[year], key=lambda each: (first_day(each.date), each.degree or 0)).row
