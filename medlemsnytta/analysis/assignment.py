"""What a report is about: one municipality, and what has been decided there of its memberships."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from medlemsnytta.analysis.facts import Record, Row


@dataclass(frozen=True)
class Municipality:
    """Name, code and number of inhabitants on 31 December each year known at the report's date."""

    code: str
    name: str
    type: str
    populations: Mapping[int, int]
    population_rows: Mapping[int, Row] = field(default_factory=dict, repr=False, compare=False)
    record: Record | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Decision:
    """What some body decided or proposed, by its row; `date` is partial, or empty where the source gives none."""

    record: Record

    @property
    def decision_id(self) -> str:
        return self.record["decision_id"]

    @property
    def network_id(self) -> str:
        return self.record["network_id"]

    @property
    def kind(self) -> str:
        return self.record["kind"]

    @property
    def body(self) -> str:
        return self.record["body"]

    @property
    def date(self) -> str:
        return self.record["date"]

    @property
    def due_date(self) -> datetime.date | None:
        return self.record["due_date"]
