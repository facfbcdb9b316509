"""The coded statements that a report uses, which are those that may be shown."""

from dataclasses import dataclass

import pandas as pd

from medlemsnytta.analysis import rows
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records

SHOWN = ("excerpt_id", "network_id", "criterion", "valence", "intensity", "tense", "speaker", "date", "source", "text")


@dataclass(frozen=True, repr=False, eq=False)
class Statements(WithFrame):
    """`excerpts` holds one coded statement a row, about `networks`, with the columns of the table."""

    networks: tuple[NetworkMembership, ...]
    excerpts: pd.DataFrame

    def rows_shown(self) -> Rows:
        return [{name: row[name] for name in SHOWN} for row in records(self.excerpts)]


def statements_of(inputs: ReportInputs, memberships: Memberships) -> Statements:
    """The statements about the networks, made by the report's date, that are not for internal use."""
    return Statements(memberships.networks, rows.usable_excerpts(inputs.tables.excerpts, inputs.parameters))
