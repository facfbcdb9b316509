"""Chart 5: what has been decided, and when the time is out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Fact, parameter
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.inputs.tables.layouts import ids_in
from medlemsnytta.presentation.charts.canvas import NARROW, WIDE, Canvas, Letters
from medlemsnytta.presentation.charts.drawing import sources, table, unchecked
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, cell, cite, fact_words, listed, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose

FEWEST = 2
"""A line of time joins at least as many events."""
_STEP, _EDGE, _YEAR = 20, 22, 56
"""Pixels: a row's height, the room beside the line, and what a year's figures take."""


class _Event(NamedTuple):
    day: date
    dated: Fact
    said: CitedText
    deadline: bool

    @property
    def what(self) -> str:
        return self.said.text


@unchecked()
def timeline(memberships: Memberships) -> Chart | Prose:
    """The dated decisions and the deadline on one line of time; nothing where there is no line to draw."""
    dated = [decision for decision in memberships.decisions if len(decision.date) == len("2025-04-01")]
    events = [
        _Event(date.fromisoformat(each.date), each.record.fact("date"), _event(memberships, each), False)
        for each in dated
    ]
    if deadline := memberships.parameters.deadline:
        events.append(_Event(deadline, parameter("deadline", deadline), say("Tidsfrist"), True))
    if len(events) < FEWEST:
        return NOTHING
    events.sort(key=lambda event: event.day)
    first, last = events[0], events[-1]
    alternative = say(
        "Tidslinje med {events}, från {first} ({of_first}) till {last} ({of_last}).",
        events=cite(swedish.counted(len(events), "en händelse", "händelser"), *(each.dated for each in events)),
        first=cite(swedish.long_date(first.day), first.dated),
        of_first=first.said.with_first(str.lower),
        last=cite(swedish.long_date(last.day), last.dated),
        of_last=last.said.with_first(str.lower),
    )
    columns = [Column("Datum", "date"), Column("Händelse")]
    return Chart(
        "diagram-tid",
        _title(memberships, dated),
        alternative,
        _drawn(events, WIDE),
        table(
            "diagram-tid",
            "Beslut och tidsfrist",
            columns,
            [(cite(event.day.isoformat(), event.dated), event.said) for event in events],
        ),
        rows_in="tabell-beslut",
        narrow=_drawn(events, NARROW),
        source=sources([decision.record for decision in dated]),
    )


def _title(memberships: Memberships, dated: Sequence[Decision]) -> CitedText:
    """The time that is left or has passed; without a deadline when the latest decision was taken."""
    deadline = parameter("deadline", memberships.parameters.deadline)
    if deadline.known:
        verb = cite("gick ut" if memberships.deadline_passed else "går ut", deadline, memberships.report_date)
        return say("Tidsfristen {verb} {day}", verb=verb, day=fact_words(deadline, swedish.day_in_prose))
    latest = max(dated, key=lambda decision: decision.date).record
    return say("Det senaste hände {day}", day=cell(latest, "date", swedish.partial_date))


def _drawn(events: Sequence[_Event], width: int) -> dict[str, Any]:
    """The words beside the points, or above them where it is narrow."""
    canvas, wide = Canvas(width, day="Datum", event="Händelse"), width == WIDE
    begin, end = date(events[0].day.year, 1, 1).toordinal(), date(events[-1].day.year + 1, 1, 1).toordinal()
    step = _STEP if wide else _STEP + 17
    bottom = step * len(events) + 4

    def place(day: date) -> float:
        return _EDGE + (day.toordinal() - begin) / (end - begin) * (width - 2 * _EDGE)

    for year in _years(events[0].day.year, events[-1].day.year + 1, width):
        at = place(date(year, 1, 1))
        canvas.ground(at, 0, at + 1, bottom, theme.GRID)
        canvas.write(at, bottom + 10, str(year), Letters(12, colour=theme.MUTED, side="center"))
    for number, event in enumerate(events):
        at, middle = place(event.day), step * (number + 1) - _STEP / 2
        words = f"{event.day.isoformat()}  {event.what}"
        told = {"day": swedish.long_date(event.day), "event": event.what}
        colour, shape = (theme.SECOND, "diamond") if event.deadline else (theme.ACCENT, "circle")
        canvas.point(at, middle, colour, shape, **told)
        if wide:
            late = at > width / 2
            letters = Letters(side="right" if late else "left")
            canvas.write(
                at - 11 if late else at + 11, middle, _shortened(words, letters, max(at, width - at) - 11), letters
            )
        else:
            canvas.write(0, middle - 19, _shortened(words, Letters(12), width), Letters(12))
    return canvas.spec()


def _shortened(words: str, letters: Letters, room: float) -> str:
    """As many of the words as have room on a line: the table says them all."""
    line, *more = letters.lines(words, room - letters.wide(" …"))
    return f"{line} …" if more else line


def _years(first: int, last: int, width: int) -> Iterator[int]:
    """The years that are named on the line, as far apart as their figures need."""
    apart = next(each for each in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / each <= width / _YEAR)
    yield from range(-(-first // apart) * apart, last + 1, apart)


def _event(memberships: Memberships, decision: Decision) -> CitedText:
    """What kind of event it is, in words that hold for every row of the kind; the table has the row's own."""
    named = ids_in(decision.network_id)
    names = [
        cell(network.profile, "short")
        for network in memberships.networks
        if network.network_id in named or len(memberships.networks) == 1
    ]
    words = cite(_EVENTS[decision.kind], decision.record.fact("kind"))
    if decision.kind == "report":
        return words
    return say("{what} {about}", what=words, about=listed(names) if names else "nätverken")


_EVENTS = {
    "membership": "Beslut om medlemskap i",
    "application": "Beslut att ansöka om medlemskap i",
    "assignment": "Uppdrag om",
    "recommendation": "Förslag om",
    "report": "Utvärderingen redovisas",
    "follow_up": "Förslag att återkomma om",
}
