"""The case of each network made from the loaded tables: the one place that knows their columns.

A table or a column that the tables do not have is read as empty. Rows of other networks are told apart, with the reason.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from medlemsnytta.analysis import usage
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.network_cases import (
    Alternative,
    Candidacy,
    Case,
    Channel,
    Demand,
    Document,
    Event,
    KeyFigures,
    Log,
    Speaker,
    Statement,
    SurveyQuestion,
    Use,
    state_of,
)
from medlemsnytta.analysis.periods import first_day
from medlemsnytta.analysis.selection import records
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in

EVIDENCE_MONTHS = 36
"""What is older than that at the report's date confirms nothing, where the parameters do not say otherwise."""

OF_NETWORKS = (
    *("memberships", "excerpts", "channels", "uses", "use_logs", "events", "survey", "indicators"),
    *("candidates", "entry_requirements"),
)
"""The tables read here whose rows are each about a network."""

OF_THE_MUNICIPALITY = ("speakers", "documents", "alternatives")
"""The others that are read here."""

Cells = tuple[Row, Mapping[str, Any]]


@dataclass(frozen=True)
class CaseTables:
    """The cases in the order of the parameters, every row that was looked at, and why those of no network are not used."""

    cases: tuple[Case, ...]
    rows: tuple[Row, ...]
    reasons: Mapping[Row, str]


def read_cases(tables: Tables, parameters: Parameters) -> CaseTables:
    """The case of every network of the parameters."""
    read = {name: _cells(tables, name) for name in (*OF_NETWORKS, *OF_THE_MUNICIPALITY)}
    networks, rows = parameters.networks, tuple(row for cells in read.values() for row, _ in cells)
    reasons = {row: reason for name in OF_NETWORKS for row, reason in _unrelated(read[name], networks)}
    named = {each.row for each in alternatives_to(tables, networks)}
    reasons |= {row: "another_network" for row, _ in read["alternatives"] if row not in named}
    read["alternatives"] = [(row, each) for row, each in read["alternatives"] if row in named]
    return CaseTables(tuple(_case(read, parameters, network_id) for network_id in networks), rows, reasons)


def alternatives_to(tables: Tables, networks: Sequence[str]) -> tuple[Record, ...]:
    """The alternatives that replace something of these networks, or nothing that is named."""
    replaced = things_of(tables, networks)
    named = ((each, ids_in(each["replaces"])) for each in records(tables.alternatives))
    return tuple(each for each, ids in named if not ids or replaced.intersection(ids))


def things_of(tables: Tables, networks: Sequence[str]) -> set[str]:
    """The ids that an alternative can name: the networks, their channels, uses and sets of key figures, and documents.

    A document that only other networks' uses name is theirs.
    """
    found = {*networks, *tables.documents["document_id"].tolist()}
    informed: dict[bool, set[str]] = {True: set(), False: set()}
    for name, column in (("channels", "channel_id"), ("uses", "use_id"), ("indicators", "set")):
        for each in records(tables.frame(name)):
            ours = not networks_named(each["network_id"], networks).isdisjoint(networks)
            found |= {each[column]} if ours else set()
            informed[ours].add(each.get("document_id", ""))
    return found - (informed[False] - informed[True])


def networks_named(cell: str, networks: Sequence[str]) -> frozenset[str]:
    """The networks that a statement is about: each that it names, or with "both" the two of a report with two."""
    if cell == BOTH:
        return frozenset(networks) if len(networks) == 2 else frozenset()
    return frozenset(ids_in(cell))


def _cells(tables: Tables, name: str) -> list[Cells]:
    frame: pd.DataFrame | None = getattr(tables, name, None)
    if frame is None or frame.empty:
        return []
    return [(record.row._replace(table=name), record) for record in records(frame)]


def _unrelated(cells: Iterable[Cells], networks: Sequence[str]) -> Iterator[tuple[Row, str]]:
    for row, each in cells:
        if not networks_named(each["network_id"], networks) & set(networks):
            yield row, "names_no_network" if each["network_id"] == BOTH else "another_network"


def _case(read: Mapping[str, list[Cells]], parameters: Parameters, network_id: str) -> Case:
    def of(name: str) -> list[Cells]:
        named = parameters.networks
        return [(row, each) for row, each in read[name] if network_id in networks_named(each["network_id"], named)]

    membership = next((each for _, each in of("memberships")), {})
    candidacies = tuple(_candidacy(row, each) for row, each in of("candidates"))
    statements = tuple(_statement(row, each) for row, each in of("excerpts"))
    heard = {each.speaker for each in statements if first_day(each.date) <= parameters.report_date}
    return Case(
        network_id=network_id,
        state=state_of(membership.get("state", ""), planned=bool(candidacies)),
        as_of=parameters.report_date,
        year=parameters.year,
        months=getattr(parameters, "evidence_months", None) or EVIDENCE_MONTHS,
        since=membership.get("since", ""),
        until=membership.get("until", ""),
        speakers=tuple(_speakers(read["speakers"], heard, network_id)),
        statements=statements,
        uses=tuple(_use(row, each) for row, each in of("uses")),
        logs=tuple(Log(each["date_from"], each["date_to"], row) for row, each in of("use_logs")),
        documents=tuple(_document(row, each) for row, each in read["documents"]),
        key_figures=tuple(_key_figures(row, each) for row, each in of("indicators")),
        events=tuple(Event(each["date"], each["name"], _whole(each["persons"]), row) for row, each in of("events")),
        surveys=tuple(_survey(row, each) for row, each in of("survey")),
        channels=tuple(_channel(row, each) for row, each in of("channels")),
        alternatives=tuple(_alternative(row, each) for row, each in read["alternatives"]),
        candidacies=candidacies,
        demands=tuple(Demand(each["demand"], each.get("state", ""), row) for row, each in of("entry_requirements")),
        shown=tuple((row, "supports") for row, _ in of("memberships")),
    )


def _speakers(cells: Iterable[Cells], heard: Collection[str], network_id: str) -> Iterator[Speaker]:
    """Those who speak for or about the network, or for no one network.

    Whoever represents the municipality in another network is heard as somebody else: neither one of this network's
    representatives nor independent.
    """
    for row, each in cells:
        linked = each["network_id"] in ("", network_id)
        if linked or each["speaker"] in heard:
            role = role_of(each)
            yield Speaker(
                each["speaker"],
                "other" if role == "representative" and not linked else role,
                _whole(each["persons"]),
                row,
            )


def role_of(each: Mapping[str, Any]) -> str:
    """Where no role is given, whoever is no representative is a user."""
    return each.get("role") or ("representative" if each.get("network_representative") == "yes" else "user")


def _statement(row: Row, each: Mapping[str, Any]) -> Statement:
    return Statement(
        excerpt_id=each["excerpt_id"],
        speaker=each["speaker"],
        date=each["date"],
        criterion=each["criterion"],
        tense=each["tense"],
        degree=_whole(each["intensity"]),
        without=each.get("without_membership", ""),
        channel_id=each["channel_id"],
        same_as=each.get("same_as", ""),
        source_kind=each["source_kind"],
        row=row,
    )


_OF_USE = ("use_id", "network_id", "channel_id", "date_from", "date_to", "kind", "document_id", "count", "tense")


def _use(row: Row, each: Mapping[str, Any]) -> Use:
    return Use(
        channel_id=each["channel_id"],
        date_from=each["date_from"],
        date_to=each["date_to"],
        kind=each["kind"],
        document_id=each["document_id"],
        count=_whole(each["count"]),
        tense=each["tense"],
        words=tuple(str(value) for name, value in each.items() if name not in _OF_USE),
        row=row,
    )


def _document(row: Row, each: Mapping[str, Any]) -> Document:
    return Document(each["document_id"], _whole(each["year_to"]), each.get("seen_by", ""), row)


def _key_figures(row: Row, each: Mapping[str, Any]) -> KeyFigures:
    return KeyFigures(each["set"], _whole(each["year"]), usage.followed_share(each), row)


def _survey(row: Row, each: Mapping[str, Any]) -> SurveyQuestion:
    counts = tuple(_whole(each[f"count_{step}"]) or 0 for step in range(5))
    return SurveyQuestion(each["question_id"], each["date"], each["kind"], counts, row)


def _channel(row: Row, each: Mapping[str, Any]) -> Channel:
    return Channel(each["channel_id"], each["type"], each["open_to_nonmembers"], row)


def _alternative(row: Row, each: Mapping[str, Any]) -> Alternative:
    return Alternative(each["id"], ids_in(each.get("replaces", "")), row)


def _candidacy(row: Row, each: Mapping[str, Any]) -> Candidacy:
    hours = each.get("hours")
    return Candidacy(
        each.get("purpose", ""), each.get("person_role", ""), None if hours is None else Fraction(hours), row
    )


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)
