"""How strong the evidence is: who spoke, who coded, whose words, how old (indicator I14)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

import pandas as pd

from medlemsnytta.analysis import agreement, rows, usage
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.analysis.periods import months_between
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements

STATUSES = ("observed", "estimated", "illustrative")
_COUNTS = ("count", "persons", "hours")


@dataclass(frozen=True)
class SpeakerGroup:
    """Those who spoke under one pseudonym; `persons` is None where their number is not given."""

    speaker: str
    description: str
    network_id: str
    persons: int | None
    network_representative: bool
    statements: int


@dataclass(frozen=True, repr=False)
class Evidence(WithFrame):
    """Counts over the statements used; `newest` is a partial ISO date, or empty where no statement is dated.

    `frame` has a row a group that spoke.
    """

    statements: int
    own_statements: int
    network_statements: int
    graded: int
    speakers: tuple[SpeakerGroup, ...]
    coders: tuple[str, ...]
    status_counts: Mapping[str, int]
    newest: str
    months_old: int | None
    months_old_at_deadline: int | None
    uses: int
    uses_counted: int
    hours_logged: bool
    agreement: agreement.Agreement | None
    sources: tuple[str, ...] = ()
    """Every source that the report's rows name, each once."""

    def rows_shown(self) -> Rows:
        return [asdict(group) for group in self.speakers]

    @property
    def persons_known(self) -> bool:
        """True where every group that spoke says how many they were."""
        return bool(self.speakers) and all(group.persons is not None for group in self.speakers)

    @property
    def only_representatives(self) -> bool:
        """True where each network was judged by those who represent the municipality in it."""
        linked = [group for group in self.speakers if group.network_id]
        return bool(linked) and all(group.network_representative for group in linked)


def evidence_of(inputs: ReportInputs, statements: Statements, fees: Fees) -> Evidence:
    """How strong everything is that the report rests on, the rows that the fees follow from included."""
    tables, parameters, excerpts = inputs.tables, inputs.parameters, statements.excerpts
    used = rows.rows_used(tables, parameters, excerpts, [network.fee for network in fees.networks if network.fee])
    found = evidence_for(
        excerpts,
        rows.speakers_about(tables.speakers, excerpts, parameters),
        where(tables.uses, network_id=parameters.networks),
        where(tables.time_log, network_id=parameters.networks),
        used,
        parameters.report_date,
        parameters.deadline,
    )
    return replace(found, sources=rows.sources_named(tables, parameters, used))


def evidence_for(
    excerpts: pd.DataFrame,
    speakers: pd.DataFrame,
    uses: pd.DataFrame,
    time_log: pd.DataFrame,
    rows_by_table: Mapping[str, pd.DataFrame],
    as_of: date,
    deadline: date | None,
) -> Evidence:
    """Examine the statements about the networks in question; `rows_by_table` holds every row the report rests on."""
    own = where(excerpts, source_kind=usage.OWN_EVIDENCE)
    spoken = Counter(own["speaker"].tolist())
    newest = max(filter(None, own["date"].tolist()), default="")
    statuses = Counter(status for frame in rows_by_table.values() for status in frame["status"].tolist())
    return Evidence(
        statements=len(excerpts),
        own_statements=len(own),
        network_statements=len(where(excerpts, source_kind=["network_own"])),
        graded=len(where(excerpts, intensity=pd.notna)),
        speakers=tuple(
            SpeakerGroup(
                row["speaker"],
                row["description"],
                row["network_id"],
                None if pd.isna(row["persons"]) else int(row["persons"]),
                row["network_representative"] == "yes",
                spoken[row["speaker"]],
            )
            for row in records(speakers)
        ),
        coders=tuple(sorted(set(filter(None, excerpts["coder"].tolist())))),
        status_counts={status: statuses[status] for status in STATUSES},
        newest=newest,
        months_old=months_between(newest, as_of) if newest else None,
        months_old_at_deadline=months_between(newest, deadline) if newest and deadline else None,
        uses=len(uses),
        uses_counted=sum(any(pd.notna(row[name]) for name in _COUNTS) for row in records(uses)),
        hours_logged=len(time_log) > 0,
        agreement=agreement.agreement_of(own),
    )
