"""What a report is about: one municipality, and what has been decided there of its memberships."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from medlemsnytta.analysis.facts import Record


@dataclass(frozen=True)
class Municipality:
    """Name, code and number of inhabitants on 31 December each year known at the report's date."""

    code: str
    name: str
    type: str
    populations: Mapping[int, int]


@dataclass(frozen=True)
class Decision:
    """What some body decided or proposed; `date` is partial, or empty where the source gives none."""

    decision_id: str
    date: str
    body: str
    case_number: str
    kind: str
    network_id: str
    text: str
    on_recommendation_of: str
    due_date: date | None
    note: str
    record: Record = field(repr=False, compare=False)
