"""How each membership is used, joined from the tables: the indicators I5–I8 and I11–I13."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from medlemsnytta.analysis import overlaps, surveys, usage, use_logs
from medlemsnytta.analysis.case_tables import read_cases
from medlemsnytta.analysis.courses import Course, courses_of
from medlemsnytta.analysis.facts import Fact, Record, Row, count
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_cases import Case
from medlemsnytta.analysis.recorded_use import Recorded, recorded
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.inputs.tables.frames import Tables


@dataclass(frozen=True)
class NetworkUsage:
    """One network's use; what nobody has looked into is None or empty, as each analysis says.

    `state_facts` are what says the state: the membership's own row, or the plans for it. `noted` are the uses that stand by themselves: those of no log that counts, and the documents'.
    """

    network_id: str
    profile: Record
    state: str
    state_facts: tuple[Fact, ...]
    channels: tuple[usage.ChannelUse, ...]
    traces: tuple[usage.DocumentTrace, ...] | None
    key_figure_sets: tuple[usage.KeyFigureUse, ...]
    closed_channels: usage.ClosedChannels
    logged_use: use_logs.LoggedUse | None
    attendance: use_logs.Attendance | None
    survey: tuple[surveys.SurveyResult, ...]
    overlaps: tuple[overlaps.Overlap, ...]
    low_use: usage.LowUse
    noted: tuple[Record, ...]
    said: tuple[Record, ...]
    """The municipality's own words on how it is used and how relevant it is, the newest first."""
    told: tuple[Row, ...]
    """Every row from which anything of its use can be known."""
    courses: tuple[Course, ...]
    """How its use has gone over the years, by whom and of what."""

    @property
    def name(self) -> str:
        return str(self.profile["name"])

    @property
    def short(self) -> str:
        return str(self.profile["short"])

    @property
    def key_figures(self) -> usage.KeyFigureUse | None:
        """The set that is followed the most."""
        return self.key_figure_sets[0] if self.key_figure_sets else None

    @property
    def documents_informed(self) -> int | None:
        return usage.documents_informed(self.traces)

    @property
    def use_known(self) -> Fact:
        """How many rows say anything at all of its use."""
        return Fact("rows_on_use", len(self.told), self.network_id, rows=self.told)

    @property
    def traces_known(self) -> Fact:
        """The uses in steering documents that are told, planned ones among them."""
        rows = tuple(row for trace in self.traces or () for row in trace.rows)
        return Fact("document_traces", len(self.traces or ()), self.network_id, rows=rows)


@dataclass(frozen=True, repr=False)
class Usage(WithFrame):
    """The use of every network; `frame` has a row an indicator, or a row a channel of I5 and a cause of I13."""

    networks: tuple[NetworkUsage, ...]
    speakers: Mapping[str, Record]
    """Who stands behind each pseudonym."""

    @property
    def channels(self) -> tuple[usage.ChannelUse, ...]:
        return tuple(channel for network in self.networks for channel in network.channels)

    def open_to_others(self, openness: str = "") -> Fact:
        """How many channels there are, or how many are open to others than members: yes, no or unknown."""
        channels = [channel.record for channel in self.channels]
        found = [each for each in channels if openness in ("", each["open_to_nonmembers"])]
        return count("channels_by_openness", found, about=openness)

    def network(self, network_id: str) -> NetworkUsage:
        return next(network for network in self.networks if network.network_id == network_id)

    def rows_shown(self) -> Rows:
        return [
            {"network": network.short, "indicator": indicator, "about": about, **_numbers(value, low, high)}
            for network in self.networks
            for indicator, about, value, low, high in _indicators(network)
        ]


def _numbers(*values: Any) -> dict[str, float | None]:
    named = zip(("value", "low", "high"), values, strict=True)
    return {name: None if value is None else float(value) for name, value in named}


def _indicators(network: NetworkUsage) -> Iterator[tuple[Any, ...]]:
    """Indicator, what it is about, value and bounds; the units are those of docs/method.md."""
    for channel in network.channels:
        yield "I5", channel.name, channel.median, channel.low, channel.high
    yield "I6", "documents_informed", network.documents_informed, None, None
    for figures in network.key_figure_sets:
        yield "I7", figures.set_name, figures.share, figures.low, figures.high
    if attendance := network.attendance:
        yield "I8", "attendance", attendance.share, None, None
    if logged := network.logged_use:
        yield "I9", "uses", logged.uses, None, None
    for overlap in network.overlaps:
        yield "I11", overlap.other_id, overlap.themes, None, None
    closed, unknown = network.closed_channels.closed.value, network.closed_channels.unknown.value
    yield "I12", "closed_channels", None, closed, closed + unknown
    for cause, rows in network.low_use.by_cause.items():
        yield "I13", cause, len(rows), None, None


def usage_of(inputs: ReportInputs, memberships: Memberships, statements: Statements) -> Usage:
    """Every indicator of use, from what people said and what was counted by the report's date."""
    cases = read_cases(inputs.rows_read, inputs.parameters).cases
    each = zip(memberships.networks, cases, strict=True)
    speakers = {row["speaker"]: row for row in records(inputs.tables.speakers)}
    return Usage(tuple(_of_network(inputs, network, case, statements) for network, case in each), speakers)


def _state_facts(inputs: ReportInputs, network: NetworkMembership) -> tuple[Fact, ...]:
    plans = records(where(inputs.tables.candidates, network_id=[network.network_id]))
    if network.membership.own is None and plans:
        return tuple(plan.fact("purpose") for plan in plans)
    return (network.membership.fact("state"),)


def _of_network(inputs: ReportInputs, network: NetworkMembership, case: Case, statements: Statements) -> NetworkUsage:
    tables, parameters, network_id = inputs.tables, inputs.parameters, network.network_id
    channels = usage.channel_uses(tables.channels, statements.excerpts, case)
    others = [other for other in parameters.networks if other != network_id]
    noted = recorded(case)
    return NetworkUsage(
        network_id=network_id,
        profile=network.profile,
        state=case.state,
        state_facts=_state_facts(inputs, network),
        channels=channels,
        traces=usage.document_traces(tables.uses, tables.documents, case, noted.traces),
        key_figure_sets=usage.key_figure_sets(tables.indicators, network_id, parameters.year),
        closed_channels=usage.closed_channels(network_id, channels),
        logged_use=use_logs.logged_use(network_id, noted.log),
        attendance=use_logs.attendance_of(case, noted),
        survey=surveys.survey_results(tables.survey, network_id, parameters.report_date),
        overlaps=overlaps.overlaps_of(tables.themes, tables.uses, tables.overlaps, network_id, others),
        low_use=usage.low_use(statements.excerpts, network_id),
        noted=_noted(tables.uses, network_id, noted),
        said=_said(statements.excerpts, network_id, case.state),
        told=tuple(sorted(_told(tables, statements.excerpts, network_id, case.state))),
        courses=courses_of(
            case,
            records(usage.own_excerpts(statements.excerpts, network_id)),
            [each.record for each in channels],
        ),
    )


_OF_USE = ("uses", "use_logs", "events", "survey", "indicators")


def _told(tables: Tables, excerpts: pd.DataFrame, network_id: str, state: str) -> Iterator[Row]:
    own = usage.own_excerpts(excerpts, network_id)
    yield from (row.row for row in records(where(own, criterion=["use", "context"] if state == "left" else ["use"])))
    for name in _OF_USE:
        yield from (row.row for row in records(where(tables.frame(name), network_id=[network_id])))


def _noted(uses: pd.DataFrame, network_id: str, noted: Recorded) -> tuple[Record, ...]:
    """Documents and plans always, other uses where no log counts; what repeats another is told once."""
    repeated = {row for row, reason in noted.not_counted if reason == "repeats"}
    return tuple(
        row
        for row in records(where(uses, network_id=[network_id]))
        if row.row not in repeated
        and (noted.log is None or row["kind"] == "document" or row["tense"] == "planned")
        and not (noted.log and row.row in noted.log.rows)
    )


def _said(excerpts: pd.DataFrame, network_id: str, state: str) -> tuple[Record, ...]:
    own = records(usage.own_excerpts(excerpts, network_id))
    shown = {row["excerpt_id"] for row in own}
    told = [row for row in own if _tells_of_use(row, network_id, state) and row.get("same_as", "") not in shown]
    return tuple(sorted(told, key=lambda row: row["date"], reverse=True))


def _tells_of_use(row: Record, network_id: str, state: str) -> bool:
    """What is said of its use, or what is relevant of this network and no other; of one that is left all that is said of it since."""
    if state == "left" and row["criterion"] in ("use", "context"):
        return True
    if row["criterion"] == "relevance":
        return row["network_id"] == network_id and row["valence"] not in (None, 0)
    return row["criterion"] == "use"
