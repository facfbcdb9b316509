"""How a membership is used: channels, steering documents, key figures, and why use is low (indicators I5–I7, I13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.network_cases import Case
from medlemsnytta.analysis.recorded_use import Trace
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.voices import hear
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in

CAUSES = ("own_priority", "network_offer", "access", "na")
OWN_EVIDENCE = ("", "municipality_assessment", "interview", "survey")
"""Source kinds that are the municipality's own; what a network says of itself is context and never rated."""


@dataclass(frozen=True)
class ChannelUse:
    """Indicator I5 for one channel: the `degrees` 0–4 that count, each with its rows; none where nobody stated how often.

    `said` are the municipality's own statements about the channel.
    """

    record: Record
    degrees: tuple[tuple[int, Row], ...]
    said: tuple[Row, ...]

    @property
    def channel_id(self) -> str:
        return self.record["channel_id"]

    @property
    def network_id(self) -> str:
        return self.record["network_id"]

    @property
    def name(self) -> str:
        return self.record["name"]

    @property
    def open_to_nonmembers(self) -> str:
        return self.record["open_to_nonmembers"]

    @property
    def median(self) -> Fraction | None:
        return median([degree for degree, _ in self.degrees])

    @property
    def low(self) -> int | None:
        return self.degrees[0][0] if self.degrees else None

    @property
    def high(self) -> int | None:
        return self.degrees[-1][0] if self.degrees else None

    @property
    def statements(self) -> int:
        return len(self.said)

    @property
    def lowest(self) -> Fact:
        return self._fact("channel_lowest", self.low, [row for _, row in self.degrees])

    @property
    def highest(self) -> Fact:
        return self._fact("channel_highest", self.high, [row for _, row in self.degrees])

    @property
    def statements_fact(self) -> Fact:
        return self._fact("channel_statements", len(self.said), self.said)

    def _fact(self, kind: str, value: int | None, rows: Iterable[Row]) -> Fact:
        return Fact(kind, value, self.network_id, self.channel_id, tuple(rows))


@dataclass(frozen=True)
class DocumentTrace:
    """Indicator I6 for one steering document that a membership informed, or is planned to inform.

    `expired` where the document had ended at the report's date, which is said of it.
    """

    use: Record
    document: Record
    expired: bool = False

    @property
    def name(self) -> str:
        return self.document["name"]

    @property
    def tense(self) -> str:
        return self.use["tense"]

    @property
    def planned(self) -> bool:
        return self.tense == "planned"

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.use.row, self.document.row


@dataclass(frozen=True)
class KeyFigureUse:
    """Indicator I7: the share of a set of key figures that the municipality follows itself, with its bounds."""

    record: Record
    share: Fraction
    low: Fraction
    high: Fraction

    @property
    def set_name(self) -> str:
        return self.record["set"]

    @property
    def share_fact(self) -> Fact:
        return self._fact("key_figure_share", self.share)

    @property
    def low_fact(self) -> Fact:
        return self._fact("key_figure_share_low", self.low)

    @property
    def high_fact(self) -> Fact:
        return self._fact("key_figure_share_high", self.high)

    def _fact(self, kind: str, share: Fraction) -> Fact:
        return Fact(kind, share, self.record["network_id"], self.set_name, (self.record.row,))


@dataclass(frozen=True)
class LowUse:
    """Indicator I13: the low (0–1) or negative statements, and which of them name each cause, in the order of `CAUSES`."""

    network_id: str
    rows: tuple[Row, ...]
    by_cause: Mapping[str, tuple[Row, ...]]

    @property
    def all(self) -> Fact:
        return Fact("low_statements", len(self.rows), self.network_id, rows=self.rows)

    def naming(self, cause: str) -> Fact:
        rows = self.by_cause[cause]
        return Fact("low_statements_naming", len(rows), self.network_id, cause, rows)


def own_excerpts(excerpts: pd.DataFrame, network_id: str) -> pd.DataFrame:
    """The municipality's own statements about one network; of rows about several each network has its own."""
    return where(
        excerpts,
        network_id=lambda cell: network_id in ids_in(cell) or cell == BOTH,
        source_kind=OWN_EVIDENCE,
    )


def graded(excerpts: pd.DataFrame) -> pd.DataFrame:
    """The statements that say how much of what is or has been."""
    return where(excerpts, intensity=pd.notna, tense=("past", "present"))


def median(values: list[int]) -> Fraction | None:
    """The median of sorted whole numbers, exact in half steps; None of nothing."""
    if not values:
        return None
    middle = len(values) // 2
    return Fraction(values[middle] + values[~middle], 2)


def channel_uses(channels: pd.DataFrame, excerpts: pd.DataFrame, case: Case) -> tuple[ChannelUse, ...]:
    """Indicator I5 for each of the network's channels, in the order of the table.

    The degrees are those that answer whether the network is used: how much of the key figures is in own follow-up is
    none of them.
    """
    own, current = own_excerpts(excerpts, case.network_id), hear(case).current
    result = []
    for channel in records(where(channels, network_id=[case.network_id])):
        name = channel["channel_id"]
        degrees = sorted((each.degree or 0, each.row) for each in current if each.channel_id == name)
        said = tuple(sorted(row.row for row in records(where(own, channel_id=[name]))))
        result.append(ChannelUse(channel, tuple(degrees), said))
    return tuple(result)


@dataclass(frozen=True)
class ClosedChannels:
    """Indicator I12: which of the channels that are used are closed to others; `unknown` of them nobody has asked about."""

    network_id: str
    channels: tuple[ChannelUse, ...]

    def _number(self, kind: str, openness: str = "") -> Fact:
        found = [each for each in self.channels if openness in ("", each.open_to_nonmembers)]
        rows = [row for each in found for row in (each.record.row, *(row for _, row in each.degrees))]
        return Fact(kind, len(found), self.network_id, rows=tuple(rows))

    @property
    def used(self) -> Fact:
        return self._number("channels_used")

    @property
    def closed(self) -> Fact:
        return self._number("channels_used_closed", "no")

    @property
    def unknown(self) -> Fact:
        return self._number("channels_used_unknown", "unknown")


def closed_channels(network_id: str, channels: tuple[ChannelUse, ...]) -> ClosedChannels:
    """Indicator I12 over the channels that somebody says are used."""
    return ClosedChannels(network_id, tuple(channel for channel in channels if channel.high))


def document_traces(
    uses: pd.DataFrame, documents: pd.DataFrame, case: Case, traces: Iterable[Trace]
) -> tuple[DocumentTrace, ...] | None:
    """Indicator I6: the steering documents with a trace from the membership, and those that are planned to have one.

    None where nobody has noted any.
    """
    rows = records(where(uses, network_id=[case.network_id], kind=["document"]))
    if not rows:
        return None
    named = {row["document_id"]: row for row in records(documents)}
    from_membership = {trace.rows[0] for trace in traces}
    told = [row for row in rows if row["document_id"] and (row.row in from_membership or row["tense"] == "planned")]
    return tuple(DocumentTrace(row, named[row["document_id"]], _ended(named[row["document_id"]], case)) for row in told)


def _ended(document: Record, case: Case) -> bool:
    return document["year_to"] is not None and int(document["year_to"]) < case.as_of.year


def documents_informed(traces: tuple[DocumentTrace, ...] | None) -> int | None:
    """How many documents the network has informed already; planned ones do not count, None where nobody looked."""
    return None if traces is None else len({trace.name for trace in traces if not trace.planned})


def key_figure_sets(indicators: pd.DataFrame, network_id: str, year: int) -> tuple[KeyFigureUse, ...]:
    """Indicator I7 of each set, by its newest row not later than `year` that gives a share; the most followed first."""
    rows = where(indicators, network_id=[network_id], year=lambda each: pd.isna(each) or each <= year)
    newest: dict[str, KeyFigureUse] = {}
    for row in records(rows.sort_values("year", na_position="first", kind="stable")):
        share = followed_share(row)
        if share is None:
            continue
        low = high = share
        if row["in_own_followup"] is None or not row["size"]:
            low, high = (share if row[bound] is None else Fraction(row[bound]) for bound in ("share_low", "share_high"))
        newest[row["set"]] = KeyFigureUse(row, share, low, high)
    return tuple(sorted(newest.values(), key=lambda each: -each.share))


def followed_share(row: Mapping[str, Any]) -> Fraction | None:
    """The part of a set of key figures in own follow-up: counted where counts are given, else as stated."""
    if row["in_own_followup"] is not None and row["size"]:
        return Fraction(int(row["in_own_followup"]), int(row["size"]))
    return None if row["share"] is None else Fraction(row["share"])


def low_use(excerpts: pd.DataFrame, network_id: str) -> LowUse:
    """Indicator I13; a statement that repeats another counts once."""
    own = records(own_excerpts(excerpts, network_id))
    shown = {row["excerpt_id"] for row in own}
    low = [row for row in own if _is_low(row) and row.get("same_as", "") not in shown]
    by_cause = {cause: tuple(sorted(row.row for row in low if row["cause"] == cause)) for cause in CAUSES}
    return LowUse(network_id, tuple(sorted(row.row for row in low)), by_cause)


def _is_low(row: Mapping[str, Any]) -> bool:
    valence, intensity = row["valence"], row["intensity"]
    return bool((pd.notna(valence) and valence == -1) or (pd.notna(intensity) and intensity <= 1))
