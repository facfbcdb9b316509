"""How many members a network has, and which way that goes (indicator I10)."""

from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis.facts import Fact, Record
from medlemsnytta.analysis.network_cases import state_of
from medlemsnytta.analysis.selection import records, where

MUNICIPALITIES_IN_SWEDEN = 290

ITSELF = "föreningen"
"""How `said_by` begins where a network counts its own members: of undated counts these alone are told."""

NOT_YET = ("candidate", "applied", "declined")
"""The states in which the question is whether to join."""


PAID = ("member", "unknown")
"""Those whose fee is paid today; where nobody has written the state, it is taken for a membership."""
ACTIONS = {
    "member": ("stay", "leave", "decide_later"),
    **dict.fromkeys((*NOT_YET, "left"), ("join", "decline", "decide_later")),
    "unknown": ("stay", "leave", "decide_later", "join", "decline"),
}
"""What can be recommended of a network in each state; one who has left joins again or stays outside."""


@dataclass(frozen=True)
class MemberCount:
    """One count of members with its year (None where the source is undated), qualifier and who said it."""

    year: int | None
    members: int
    qualifier: str
    said_by: str
    source: str
    note: str
    record: Record = field(repr=False, compare=False)


@dataclass(frozen=True)
class Membership:
    """The municipality's membership in one network, and the network's size as the sources give it.

    `counts` are dated and not later than the as-of year, oldest first; `undated` are the rest; `latest` is the newest
    dated one. `own` is the row of the membership, `mood` that of the engagement, None where there is none.
    """

    network_id: str
    since: str
    state: str
    notice_months: int | None
    stated_fee_sek: int | None
    stated_fee_year: int | None
    counts: tuple[MemberCount, ...]
    undated: tuple[MemberCount, ...]
    latest: MemberCount | None
    own: Record | None = field(default=None, repr=False, compare=False)
    mood: Record | None = field(default=None, repr=False, compare=False)

    def fact(self, column: str) -> Fact:
        """What the membership's own row says; not known where there is no row."""
        if self.own is None:
            return Fact(f"memberships.{column}", None, self.network_id)
        return self.own.fact(column)

    @property
    def share_of_municipalities(self) -> Fact:
        """The latest count as a share of the country's 290 municipalities (regions may be among the members)."""
        if self.latest is None:
            return Fact("share_of_municipalities", None, self.network_id)
        share = Fraction(self.latest.members, MUNICIPALITIES_IN_SWEDEN)
        return Fact("share_of_municipalities", share, self.network_id, rows=(self.latest.record.row,))

    @property
    def earlier(self) -> tuple[MemberCount, ...]:
        """The dated counts before the latest, the newest first."""
        return self.counts[-2::-1]


def membership_of(
    memberships: pd.DataFrame, network_years: pd.DataFrame, network_id: str, year: int, *, planned: bool = False
) -> Membership:
    """Join the membership's row with what is known of the network's size up to `year`; `planned` as in `state_of`."""
    rows = records(where(memberships, network_id=[network_id]))
    own = rows[0] if rows else {"since": "", "state": "", "notice_months": pd.NA}
    sizes = where(network_years, network_id=[network_id], members=pd.notna)
    every = [
        MemberCount(
            None if pd.isna(row["year"]) else int(row["year"]),
            int(row["members"]),
            row["qualifier"],
            row["said_by"],
            row["source"],
            row["note"],
            row,
        )
        for row in records(sizes)
    ]
    dated = sorted((count for count in every if count.year is not None and count.year <= year), key=lambda c: c.year)
    mood = where(
        network_years,
        network_id=[network_id],
        engagement=pd.notna,
        year=lambda each: pd.isna(each) or each <= year,
    )
    last_mood = None if mood.empty else records(mood.sort_values("year", na_position="first", kind="stable"))[-1]

    def whole(name: str) -> int | None:
        return None if pd.isna(own.get(name, pd.NA)) else int(own[name])

    return Membership(
        network_id=network_id,
        since=own["since"],
        state=state_of(own["state"], planned=planned),
        notice_months=whole("notice_months"),
        stated_fee_sek=whole("stated_fee_sek"),
        stated_fee_year=whole("stated_fee_year"),
        counts=tuple(dated),
        undated=tuple(count for count in every if count.year is None),
        latest=dated[-1] if dated else None,
        own=rows[0] if rows else None,
        mood=last_mood,
    )
