"""How each membership is used, joined from the tables: the indicators I5–I8 and I11–I13."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medlemsnytta.analysis import overlaps, surveys, usage, use_logs
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements


@dataclass(frozen=True)
class NetworkUsage:
    """One network's use; what nobody has looked into is None or empty, as each analysis says."""

    network_id: str
    name: str
    short: str
    channels: tuple[usage.ChannelUse, ...]
    traces: tuple[usage.DocumentTrace, ...] | None
    key_figures: usage.KeyFigureUse | None
    closed_channels: usage.ClosedChannels | None
    logged_use: use_logs.LoggedUse | None
    attendance: use_logs.Attendance | None
    survey: tuple[surveys.SurveyResult, ...]
    overlaps: tuple[overlaps.Overlap, ...]
    causes: Mapping[str, int]

    @property
    def documents_informed(self) -> int | None:
        return usage.documents_informed(self.traces)


@dataclass(frozen=True, repr=False)
class Usage(WithFrame):
    """The use of every network; `frame` has a row an indicator, or a row a channel of I5 and a cause of I13."""

    networks: tuple[NetworkUsage, ...]

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
    if figures := network.key_figures:
        yield "I7", figures.set_name, figures.share, figures.low, figures.high
    if attendance := network.attendance:
        yield "I8", "attendance", attendance.share, None, None
    if logged := network.logged_use:
        yield "I9", "uses_a_year", logged.a_year, None, None
    for overlap in network.overlaps:
        yield "I11", overlap.other_id, overlap.themes, None, None
    if closed := network.closed_channels:
        yield "I12", "closed_channels", None, closed.low, closed.high
    for cause, count in network.causes.items():
        yield "I13", cause, count, None, None


def usage_of(inputs: ReportInputs, memberships: Memberships, statements: Statements) -> Usage:
    """Every indicator of use, from what people said and what was counted by the report's date."""
    return Usage(tuple(_of_network(inputs, network, statements) for network in memberships.networks))


def _of_network(inputs: ReportInputs, network: NetworkMembership, statements: Statements) -> NetworkUsage:
    tables, parameters, network_id = inputs.tables, inputs.parameters, network.network_id
    channels = usage.channel_uses(tables.channels, statements.excerpts, network_id)
    others = [other for other in parameters.networks if other != network_id]
    return NetworkUsage(
        network_id=network_id,
        name=network.name,
        short=network.short,
        channels=channels,
        traces=usage.document_traces(tables.uses, tables.documents, network_id),
        key_figures=usage.key_figure_use(tables.indicators, network_id, parameters.year),
        closed_channels=usage.closed_channels(channels),
        logged_use=use_logs.logged_use(tables.use_logs, tables.uses, network_id, parameters.report_date),
        attendance=use_logs.attendance_of(tables.events, network_id, parameters.report_date),
        survey=surveys.survey_results(tables.survey, network_id, parameters.report_date),
        overlaps=overlaps.overlaps_of(tables.themes, tables.uses, tables.overlaps, network_id, others),
        causes=usage.causes_of_low_use(statements.excerpts, network_id),
    )
