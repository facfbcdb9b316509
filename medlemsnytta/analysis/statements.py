"""The coded statements that a report uses, which are those that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from medlemsnytta.analysis import rows
from medlemsnytta.analysis.facts import Fact, Record, count
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records

SHOWN = ("excerpt_id", "network_id", "criterion", "valence", "intensity", "tense", "speaker", "date", "source", "text")


VALUES = ("expectation", "symbolic", "voice", "future", "cost")
"""The criteria of what is no use, and stands in words beside the price."""


def counter_argument(row: Record) -> bool:
    """True of a statement that says why use, low or high, should not decide alone: a cause without a verdict."""
    return row["criterion"] == "relevance" and row["valence"] == 0 and row["cause"] == "own_priority"


def year_said(row: Record) -> Fact:
    """The year of a statement; not known where it has no day."""
    return Fact("year_said", row["date"][:4] or None, row["network_id"], str(row.row.number), (row.row,))


@dataclass(frozen=True, repr=False, eq=False)
class Statements(WithFrame):
    """`excerpts` holds one coded statement a row, about `networks`, with the columns of the table."""

    networks: tuple[NetworkMembership, ...]
    excerpts: pd.DataFrame

    @property
    def shorts(self) -> Mapping[str, str]:
        """The short name of each network by its id."""
        return {network.network_id: network.short for network in self.networks}

    @property
    def values(self) -> tuple[Record, ...]:
        """What the municipality says of each kind of value, then what speaks against reading low use as low worth."""
        own = [row for row in records(self.excerpts) if row["source_kind"] != "network_own"]
        valued = [row for criterion in VALUES for row in own if row["criterion"] == criterion]
        return (*valued, *(row for row in own if counter_argument(row)))

    @property
    def values_fact(self) -> Fact:
        return count("statements_on_values", self.values)

    @property
    def repeating(self) -> Mapping[str, str]:
        """The number of the statement that each repeats, of those that repeat one that is shown."""
        shown = set(self.excerpts["excerpt_id"]) if len(self.excerpts) else set()
        found = {row["excerpt_id"]: row.get("same_as", "") for row in records(self.excerpts)}
        return {name: other for name, other in found.items() if other in shown}

    def rows_shown(self) -> Rows:
        return [{name: row[name] for name in SHOWN} for row in records(self.excerpts)]


def statements_of(inputs: ReportInputs, memberships: Memberships) -> Statements:
    """The statements about the networks, made by the report's date, that are not for internal use."""
    return Statements(memberships.networks, rows.usable_excerpts(inputs.tables.excerpts, inputs.parameters))
