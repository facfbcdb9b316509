"""How a membership is used: channels, steering documents, key figures, and why use is low (indicators I5–I7, I13)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from medlemsnytta.analysis.selection import records, where
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in

CAUSES = ("own_priority", "network_offer", "access", "na")
OWN_EVIDENCE = ("municipality_assessment", "interview", "survey")
"""Source kinds that are the municipality's own; what a network says of itself is context and never rated."""


@dataclass(frozen=True)
class ChannelUse:
    """Indicator I5 for one channel: intensity 0–4, or None where nobody stated how often."""

    channel_id: str
    type: str
    name: str
    feature: str
    open_to_nonmembers: str
    median: Fraction | None
    low: int | None
    high: int | None
    speakers: int
    statements: int


@dataclass(frozen=True)
class DocumentTrace:
    """Indicator I6 for one steering document that a membership informed, or is planned to inform."""

    name: str
    tense: str
    text: str


@dataclass(frozen=True)
class KeyFigureUse:
    """Indicator I7: the share of a network's key figures that the municipality follows itself."""

    set_name: str
    size: int | None
    share: Fraction
    low: Fraction
    high: Fraction
    words: str
    status: str


def own_excerpts(excerpts: pd.DataFrame, network_id: str) -> pd.DataFrame:
    """The municipality's own statements about one network; rows about both networks count for each."""
    named = {network_id, BOTH}
    return where(excerpts, network_id=lambda cell: not named.isdisjoint(ids_in(cell)), source_kind=OWN_EVIDENCE)


def intensities(excerpts: pd.DataFrame) -> list[int]:
    """The stated intensities 0–4 of what is or has been; planned and future use never raises present use."""
    return sorted(int(value) for value in graded(excerpts)["intensity"])


def graded(excerpts: pd.DataFrame) -> pd.DataFrame:
    """The statements that say how much of what is or has been."""
    return where(excerpts, intensity=pd.notna, tense=("past", "present"))


def median(values: list[int]) -> Fraction | None:
    """The median of sorted whole numbers, exact in half steps; None of nothing."""
    if not values:
        return None
    middle = len(values) // 2
    return Fraction(values[middle] + values[~middle], 2)


def channel_uses(channels: pd.DataFrame, excerpts: pd.DataFrame, network_id: str) -> tuple[ChannelUse, ...]:
    """Indicator I5 for each of the network's channels, in the order of the table."""
    own = own_excerpts(excerpts, network_id)
    result = []
    for channel in records(where(channels, network_id=[network_id])):
        rows = where(own, channel_id=[channel["channel_id"]])
        stated = intensities(rows)
        result.append(
            ChannelUse(
                channel_id=channel["channel_id"],
                type=channel["type"],
                name=channel["name"],
                feature=channel["feature"],
                open_to_nonmembers=channel["open_to_nonmembers"],
                median=median(stated),
                low=stated[0] if stated else None,
                high=stated[-1] if stated else None,
                speakers=rows["speaker"].nunique(),
                statements=len(rows),
            )
        )
    return tuple(result)


@dataclass(frozen=True)
class ClosedChannels:
    """Indicator I12: which of the channels that are used are closed to others; `unknown` of them nobody has asked about."""

    used: int
    closed: int
    unknown: int

    @property
    def low(self) -> Fraction:
        return Fraction(self.closed, self.used)

    @property
    def high(self) -> Fraction:
        return Fraction(self.closed + self.unknown, self.used)


def closed_channels(channels: tuple[ChannelUse, ...]) -> ClosedChannels | None:
    """Indicator I12 over the channels that somebody says are used; None where none is."""
    used = [channel for channel in channels if channel.median]
    if not used:
        return None
    openness = [channel.open_to_nonmembers for channel in used]
    return ClosedChannels(len(used), openness.count("no"), openness.count("unknown"))


def document_traces(uses: pd.DataFrame, documents: pd.DataFrame, network_id: str) -> tuple[DocumentTrace, ...] | None:
    """Indicator I6: the steering documents with a trace of the network, or None where nobody has looked."""
    rows = records(where(uses, network_id=[network_id], kind=["document"]))
    if not rows:
        return None
    names = {row["document_id"]: row["name"] for row in records(documents)}
    return tuple(
        DocumentTrace(names[row["document_id"]], row["tense"], row["text"]) for row in rows if row["document_id"]
    )


def documents_informed(traces: tuple[DocumentTrace, ...] | None) -> int | None:
    """How many documents the network has informed already; planned ones do not count, None where nobody looked."""
    return None if traces is None else len({trace.name for trace in traces if trace.tense != "planned"})


def key_figure_use(indicators: pd.DataFrame, network_id: str, year: int) -> KeyFigureUse | None:
    """Indicator I7 from the newest row not later than `year`; counted where counts are given, else the stated share."""
    rows = where(indicators, network_id=[network_id], year=lambda each: pd.isna(each) or each <= year)
    if rows.empty:
        return None
    row = records(rows.sort_values("year", na_position="first", kind="stable"))[-1]
    share, size = followed_share(row), row["size"]
    if share is None:
        return None
    low = high = share
    if row["in_own_followup"] is None or not size:
        low, high = (share if row[bound] is None else Fraction(row[bound]) for bound in ("share_low", "share_high"))
    return KeyFigureUse(row["set"], size, share, low, high, row["share_words"], row["status"])


def followed_share(row: Mapping[str, Any]) -> Fraction | None:
    """The part of a set of key figures in own follow-up: counted where counts are given, else as stated."""
    if row["in_own_followup"] is not None and row["size"]:
        return Fraction(int(row["in_own_followup"]), int(row["size"]))
    return None if row["share"] is None else Fraction(row["share"])


def causes_of_low_use(excerpts: pd.DataFrame, network_id: str) -> dict[str, int]:
    """Indicator I13: how many low (0–1) or negative statements name each cause, in the order of `CAUSES`."""
    counts = Counter(row["cause"] for row in records(own_excerpts(excerpts, network_id)) if _is_low(row))
    return {cause: counts[cause] for cause in CAUSES}


def _is_low(row: Mapping[str, Any]) -> bool:
    valence, intensity = row["valence"], row["intensity"]
    return bool((pd.notna(valence) and valence == -1) or (pd.notna(intensity) and intensity <= 1))
