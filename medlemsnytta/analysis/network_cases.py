"""One network's case: what the rules of the two questions need of the municipality's tables, and nothing more.

Where it comes from is `case_tables`; what is concluded from it is `answers` and `candidates`. A text is "" and a number
None where it is not known; dates are partial, as people typed them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.row_ledger import NotCounted

LOSSES = ("same", "slower", "worse", "not_at_all")
"""What people say of a thing without the membership, the least lost first; `unknown` is that they do not know."""

COMING = ("candidate", "applied", "declined")
"""The states of what is no membership and has been none."""


KINDS = ("member", "candidate", "left")


def state_of(typed: str, *, planned: bool) -> str:
    """The state of a network: as it was typed; where nobody has, it is a candidate if somebody plans for it, else unknown."""
    return typed or ("candidate" if planned else "unknown")


def decision_kind(state: str) -> str:
    """Which decision a network in this state is about: member (stay or leave), candidate (join), or left (join again)."""
    return "candidate" if state in COMING else "left" if state == "left" else "member"


@dataclass(frozen=True)
class Speaker:
    """Somebody, or a group under one name; `role` is representative, user, author, network or other."""

    speaker: str
    role: str
    persons: int | None
    row: Row

    @property
    def represents(self) -> bool:
        """Whether they represent the municipality in the network."""
        return self.role == "representative"


@dataclass(frozen=True)
class Statement:
    """One statement about the network; `degree` 0–4 says how much, `without` what would be without the membership."""

    excerpt_id: str
    speaker: str
    date: str
    criterion: str
    tense: str
    degree: int | None
    without: str
    channel_id: str
    same_as: str
    source_kind: str
    row: Row


@dataclass(frozen=True)
class Use:
    """A use that somebody noted; in a log, or a steering document that the network has informed."""

    channel_id: str
    date_from: str
    date_to: str
    kind: str
    document_id: str
    count: int | None
    tense: str
    words: tuple[str, ...]
    """All else that was typed in the row, so that two uses alike in everything are one."""
    row: Row


@dataclass(frozen=True)
class Log:
    """The days for which every use was noted; `date_to` None where it still runs."""

    date_from: date
    date_to: date | None
    row: Row


@dataclass(frozen=True)
class Document:
    document_id: str
    year_to: int | None
    seen_by: str
    row: Row


@dataclass(frozen=True)
class KeyFigures:
    """How large a part of a set of key figures the municipality follows itself."""

    set_name: str
    year: int | None
    share: Fraction | None
    row: Row


@dataclass(frozen=True)
class Event:
    """What the network offered; `persons` who attended, None where nobody noted it."""

    date: date
    name: str
    persons: int | None
    row: Row


@dataclass(frozen=True)
class SurveyQuestion:
    """`counts` are how many gave each answer: 0–4, or no and yes."""

    question_id: str
    date: str
    kind: str
    counts: tuple[int, ...]
    row: Row


@dataclass(frozen=True)
class Channel:
    channel_id: str
    type: str
    open_to_nonmembers: str
    row: Row


@dataclass(frozen=True)
class Alternative:
    """What could stand in the place of the things whose ids it `replaces`, or of the whole network."""

    alternative_id: str
    replaces: tuple[str, ...]
    row: Row


@dataclass(frozen=True)
class Candidacy:
    """What a network that is not joined would be used for, by whom, and with how many hours a year."""

    purpose: str
    person_role: str
    hours: Fraction | None
    row: Row


@dataclass(frozen=True)
class Demand:
    """What is asked of one who joins; `state` is met, not_met or not_examined."""

    demand: str
    state: str
    row: Row


@dataclass(frozen=True)
class Case:
    """All that is known of one network at `as_of`; `year` is the one evaluated, `months` are `evidence_months`.

    `state` is member, candidate, applied, left, declined or unknown. `shown` are rows that are about the network and that
    no rule looks at.
    """

    network_id: str
    state: str
    as_of: date
    year: int
    months: int
    since: str = ""
    until: str = ""
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    uses: tuple[Use, ...] = ()
    logs: tuple[Log, ...] = ()
    documents: tuple[Document, ...] = ()
    key_figures: tuple[KeyFigures, ...] = ()
    events: tuple[Event, ...] = ()
    surveys: tuple[SurveyQuestion, ...] = ()
    channels: tuple[Channel, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    candidacies: tuple[Candidacy, ...] = ()
    demands: tuple[Demand, ...] = ()
    shown: tuple[NotCounted, ...] = ()

    @property
    def plan_lacks(self) -> tuple[str, ...]:
        """What has not been said of a membership to come, for the purpose that most is said of: columns of `candidates`."""
        columns = ("purpose", "person_role", "hours")
        plans = [tuple(name for name in columns if getattr(each, name) in ("", None)) for each in self.candidacies]
        return min(plans, key=len, default=columns)

    @property
    def has_representatives(self) -> bool:
        return any(each.represents for each in self.speakers)

    @cached_property
    def speakers_by_name(self) -> Mapping[str, Speaker]:
        return {each.speaker: each for each in self.speakers}

    @cached_property
    def channel_types(self) -> Mapping[str, str]:
        return {each.channel_id: each.type for each in self.channels}
