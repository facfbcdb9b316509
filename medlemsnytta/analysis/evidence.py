"""How strong the evidence is: who spoke, who coded, whose words, how old (indicator I14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from medlemsnytta.analysis import agreement, ratings, usage

STATUSES = ("observed", "estimated", "illustrative")


@dataclass(frozen=True)
class SpeakerGroup:
    """Those who spoke under one pseudonym; `persons` is None where their number is not given."""

    speaker: str
    description: str
    network_id: str
    persons: int | None
    network_representative: bool
    statements: int


@dataclass(frozen=True)
class Evidence:
    """Counts over the statements used; `newest` is a partial ISO date, or empty where no statement is dated."""

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

    @property
    def persons_known(self) -> bool:
        """True where every group that spoke says how many they were."""
        return bool(self.speakers) and all(group.persons is not None for group in self.speakers)

    @property
    def only_representatives(self) -> bool:
        """True where each network was judged by those who represent the municipality in it."""
        linked = [group for group in self.speakers if group.network_id]
        return bool(linked) and all(group.network_representative for group in linked)


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
    own = excerpts["source_kind"].isin(usage.OWN_EVIDENCE)
    spoken = excerpts[own]["speaker"].value_counts()
    newest = max((text for text in excerpts[own]["date"] if text), default="")
    statuses = pd.concat([frame["status"] for frame in rows_by_table.values()]).value_counts()
    return Evidence(
        statements=len(excerpts),
        own_statements=int(own.sum()),
        network_statements=int((excerpts["source_kind"] == "network_own").sum()),
        graded=int(excerpts["intensity"].notna().sum()),
        speakers=tuple(
            SpeakerGroup(
                row["speaker"],
                row["description"],
                row["network_id"],
                None if pd.isna(row["persons"]) else int(row["persons"]),
                row["network_representative"] == "yes",
                int(spoken.get(row["speaker"], 0)),
            )
            for row in speakers.to_dict("records")
        ),
        coders=tuple(sorted({coder for coder in excerpts["coder"] if coder})),
        status_counts={status: int(statuses.get(status, 0)) for status in STATUSES},
        newest=newest,
        months_old=ratings.months_between(newest, as_of) if newest else None,
        months_old_at_deadline=ratings.months_between(newest, deadline) if newest and deadline else None,
        uses=len(uses),
        uses_counted=int((uses["count"].notna() | uses["persons"].notna() | uses["hours"].notna()).sum()),
        hours_logged=len(time_log) > 0,
        agreement=agreement.agreement_of(excerpts[own]),
    )
