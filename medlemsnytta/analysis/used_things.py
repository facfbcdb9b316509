"""What is used of a network, thing by thing, and what becomes of each without the membership (method.md, rules 4 and 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.network_cases import LOSSES, Case, Statement
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.recorded_use import FollowedFigures, LogYear, Trace
from medlemsnytta.analysis.row_ledger import NotCounted
from medlemsnytta.analysis.voices import INDEPENDENT, counted, grouped, voice_of

USED_FROM = 2
"""The degree from which a statement, or the key figures, make a thing used."""


class Thing(NamedTuple):
    """`kind` is channel, document, key_figures or no_channel; `name` the id of a channel or a document."""

    kind: str
    name: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The table and the id of the row that names it, where one does."""
        return f"{self.kind}s", self.name


KEY_FIGURES, NO_CHANNEL = Thing("key_figures"), Thing("no_channel")


@dataclass(frozen=True)
class SaidOfThing:
    """What one voice says of a thing without the membership, the newest; `word` is one of LOSSES."""

    thing: Thing
    word: str
    voice: str
    role: str
    persons: int
    date: date
    rows: tuple[Row, ...]

    @property
    def independent(self) -> bool:
        return self.role == INDEPENDENT


@dataclass(frozen=True)
class ThingWithout:
    """One thing without the membership: `word` of LOSSES, or "" where nobody knows; `by` says who or what answers.

    `by` is people, alternative, closed or "". `said` are the people's answers, `does_not_know` how many do not know, and
    `open_to_others` is yes, no or unknown where the thing is a channel.
    """

    thing: Thing
    word: str
    by: str
    said: tuple[SaidOfThing, ...]
    does_not_know: int
    open_to_others: str
    replaced_by: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Said:
    """All that people say of things, and the rows that say nothing of it; `does_not_know` by thing and voice."""

    answers: tuple[SaidOfThing, ...]
    does_not_know: Mapping[Thing, Mapping[str, int]]
    not_counted: tuple[NotCounted, ...]


def thing_of_channel(case: Case, channel_id: str) -> Thing:
    """A channel for key figures is the key figures; in the place of a channel a document may be named, or nothing."""
    if not channel_id:
        return NO_CHANNEL
    kind = case.channel_types.get(channel_id, "")
    if "key_figures" in (kind, channel_id):
        return KEY_FIGURES
    named = not kind and any(each.document_id == channel_id for each in case.documents)
    return Thing("document" if named else "channel", channel_id)


def used_things(
    case: Case,
    current: Iterable[Statement],
    log: LogYear | None,
    traces: Iterable[Trace],
    figures: FollowedFigures | None,
) -> tuple[Thing, ...]:
    """Rule 4: what a current statement gives 2 or more, or a log, a trace or the key figures."""
    found = {thing_of_channel(case, each.channel_id) for each in current if (each.degree or 0) >= USED_FROM}
    if log:
        found |= {thing_of_channel(case, use.channel_id) for use in log.used if use.count != 0}
    for trace in traces:
        named = thing_of_channel(case, trace.channel_id)
        found.add(Thing("document", trace.document_id) if named == NO_CHANNEL else named)
    if figures and figures.degree >= USED_FROM:
        found.add(KEY_FIGURES)
    return tuple(sorted(found))


def offered_things(case: Case, said: Said) -> tuple[Thing, ...]:
    """What a network that is not joined would give: its channels, and what anybody has said something of."""
    named = {thing_of_channel(case, each.channel_id) for each in case.channels}
    return tuple(sorted(named | {each.thing for each in said.answers} | set(said.does_not_know)))


def said_without(case: Case) -> Said:
    """What each voice says of each thing: its newest word, of several that day the one that loses most.

    Not to know takes nothing back that the same voice has said.
    """
    statements, not_counted = counted(case, lambda _, each: "" if each.without else "not_the_question")
    answers: list[SaidOfThing] = []
    not_knowing: dict[Thing, dict[str, int]] = {}
    groups = grouped(statements, lambda each: (thing_of_channel(case, each.channel_id), voice_of(case, each)))
    for (thing, (name, role, persons)), said in sorted(groups.items()):
        known = [each for each in said if each.without in LOSSES]
        not_counted.extend((each.row, "does_not_know") for each in said if each not in known)
        if not known:
            not_knowing.setdefault(thing, {})[name] = persons
            continue
        best = max(_by_day_and_loss(each) for each in known)
        rows = tuple(each.row for each in known if _by_day_and_loss(each) == best)
        not_counted.extend((each.row, "newer") for each in known if _by_day_and_loss(each) != best)
        answers.append(SaidOfThing(thing, LOSSES[best[1]], name, role, persons, best[0], rows))
    return Said(tuple(answers), not_knowing, tuple(not_counted))


def _by_day_and_loss(statement: Statement) -> tuple[date, int]:
    return first_day(statement.date), LOSSES.index(statement.without)


def without_membership(case: Case, things: Sequence[Thing], said: Said) -> tuple[ThingWithout, ...]:
    """Rule 5: people's answers first, and the worst counts; then an alternative; then a channel closed to others."""
    return tuple(_without(case, thing, said) for thing in things)


def _without(case: Case, thing: Thing, said: Said) -> ThingWithout:
    answers = tuple(each for each in said.answers if each.thing == thing)
    channels = [each for each in case.channels if thing_of_channel(case, each.channel_id) == thing]
    replacing = [each for each in case.alternatives if _replaces(case, thing, each.replaces)]
    closed = bool(channels) and all(each.open_to_nonmembers == "no" for each in channels)
    open_to_others = (
        "no" if closed else "yes" if any(each.open_to_nonmembers == "yes" for each in channels) else "unknown"
    )
    word, by, rows = "", "", ()
    if answers:
        word, by = max((each.word for each in answers), key=LOSSES.index), "people"
        rows = tuple(row for each in answers for row in each.rows)
    elif replacing:
        word, by, rows = "same", "alternative", tuple(each.row for each in replacing)
    elif closed:
        word, by, rows = "not_at_all", "closed", tuple(each.row for each in channels)
    return ThingWithout(
        thing=thing,
        word=word,
        by=by,
        said=answers,
        does_not_know=sum(said.does_not_know.get(thing, {}).values()),
        open_to_others=open_to_others,
        replaced_by=tuple(each.alternative_id for each in replacing),
        rows=rows,
    )


def _replaces(case: Case, thing: Thing, ids: Iterable[str]) -> bool:
    """An alternative names channels, documents, or the network for all that it gives."""
    return any(each == case.network_id or thing_of_channel(case, each) == thing for each in ids)
