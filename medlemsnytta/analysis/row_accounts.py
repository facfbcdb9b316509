"""Every row of the municipality's own tables: what it is used for, or why it is not used (method.md, *Nothing typed is lost*).

A row is used where the report prints something of it. What is printed and decides no answer has its reason as well. Where
the report before was worked out from the same folder, what it is compared by is used here too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from medlemsnytta.analysis.case_tables import alternatives_to
from medlemsnytta.analysis.changes import Comparison
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.analysis.network_answers import Answers
from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.other_municipalities import others_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM, Tables
from medlemsnytta.inputs.tables.layouts import BOTH, LAYOUTS, ids_in

INTERNAL = "internal"
"""The consent of what may leave no table; how many there are is told by `check` alone."""

PRINTED = {
    "answers": "an answer to one of the two questions",
    "memberships": "the membership",
    "decisions": "the table of decisions",
    "statements": "the table of statements",
    "speakers": "the table of those who have spoken",
    "use": "the section on use",
    "overlap": "what two networks give alike",
    "costs": "the cost",
    "decided": "what can be decided: demands on who joins, and alternatives",
    "others": "what other municipalities have done",
    "since": "the report before, which this one is compared with",
}
"""What a row can be used for."""


@dataclass(frozen=True)
class Account:
    """One row: `used_for` are keys of PRINTED; `reason` says why it is not used, or is used and decides no answer.

    `table` and `number` are as the municipality's own file has them.
    """

    row: Row
    status: str
    used_for: tuple[str, ...]
    reason: str

    @property
    def group(self) -> str:
        """What is said of the row: "decides", "printed", or why not as "printed.reason" or "unused.reason"."""
        if "answers" in self.used_for:
            return "decides"
        if self.used_for and self.reason in ("", "supports"):
            return "printed"
        return f"{'printed' if self.used_for else 'unused'}.{self.reason}"


@dataclass(frozen=True, repr=False)
class RowAccounts(WithFrame):
    """`accounts` has every row once, in the order of the tables; `frame` a row each."""

    accounts: tuple[Account, ...]

    @property
    def used(self) -> tuple[Account, ...]:
        return tuple(each for each in self.accounts if each.used_for)

    @property
    def unused(self) -> tuple[Account, ...]:
        return tuple(each for each in self.accounts if not each.used_for)

    @property
    def all_rows(self) -> Fact:
        return _counted("own_rows", self.accounts)

    @property
    def used_rows(self) -> Fact:
        return _counted("own_rows_used", self.used)

    def used_with(self, status: str) -> Fact:
        return _counted("own_rows_with_status", (each for each in self.used if each.status == status), status)

    @property
    def grouped(self) -> Mapping[tuple[str, str], Fact]:
        """How many rows of each table and group there are, in the order of the tables."""
        found: dict[tuple[str, str], list[Account]] = {}
        for each in self.accounts:
            found.setdefault((each.row.table, each.group), []).append(each)
        return {
            (table, group): _counted("own_rows_accounted", rows, f"{table}:{group}")
            for (table, group), rows in found.items()
        }

    def rows_shown(self) -> Rows:
        return [
            {
                "table": each.row.table,
                "row": each.row.number,
                "used_for": ", ".join(each.used_for),
                "reason": each.reason,
            }
            for each in self.accounts
        ]


def _counted(kind: str, accounts: Iterable[Account], about: str = "") -> Fact:
    rows = tuple(each.row for each in accounts)
    return Fact(kind, len(rows), about=about, rows=rows)


def row_accounts(
    inputs: ReportInputs,
    memberships: Memberships,
    fees: Fees,
    usage: Usage,
    evidence: Evidence,
    answers: Answers,
    since: Comparison | None = None,
) -> RowAccounts:
    """Account for every row of the municipality's own tables that may be shown; `since` is what the report looks back on."""
    used: dict[Row, list[str]] = {}
    for what, rows in _printed(inputs, memberships, fees, usage, evidence, answers):
        for row in rows:
            if what not in used.setdefault(row, []):
                used[row].append(what)
    for row in since.rows_of_earlier(inputs.parameters.data_folder) if since else ():
        used.setdefault(row, ["since"])
    because = {entry.row: entry.reason for entry in answers.ledger if entry.reason}
    tables = inputs.read.reading.whole(inputs.parameters.data_folder) if inputs.read else inputs.tables
    accounts = [
        Account(
            row.row,
            row.get("status", ""),
            tuple(used.get(row.row, ())),
            "" if "answers" in used.get(row.row, ()) else _reason(row, because, inputs, bool(used.get(row.row))),
        )
        for row in own_rows(tables)
    ]
    order = list(LAYOUTS)
    return RowAccounts(tuple(sorted([*accounts, *_waiting(tables)], key=lambda each: order.index(each.row.table))))


def _waiting(tables: Tables) -> Iterator[Account]:
    """The rows that nobody has accepted; nothing but that is known of them here."""
    for table, rows in tables.waiting.items():
        for number, each in rows.items():
            if not each.internal:
                yield Account(Row(table, number), "", (), each.review)


def own_rows(tables: Tables) -> Iterator[Record]:
    """Every row of the municipality's folder that may be shown."""
    for name, layout in LAYOUTS.items():
        frame = tables.frame(name)
        if layout.reference:
            frame = frame[frame.index >= OWN_ROWS_FROM]
        yield from records(_without_internal(frame))


def _without_internal(frame: pd.DataFrame) -> pd.DataFrame:
    return where(frame, consent=lambda consent: consent != INTERNAL) if "consent" in frame else frame


def _printed(
    inputs: ReportInputs, memberships: Memberships, fees: Fees, usage: Usage, evidence: Evidence, answers: Answers
) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "answers", (entry.row for entry in answers.ledger if entry.used_by)
    yield "memberships", _membership_rows(memberships)
    yield "decisions", (each.record.row for each in memberships.decisions)
    yield "statements", (each.row for each in evidence.excerpts)
    yield "speakers", (each.record.row for each in evidence.speakers)
    for network in usage.networks:
        yield "use", _use_rows(network)
        for overlap in network.overlaps:
            yield "overlap", (*overlap.theme_rows, *overlap.use_rows)
    yield "costs", _cost_rows(fees)
    yield "decided", (each.row for each in alternatives_to(inputs.tables, inputs.parameters.networks))
    for network in memberships.networks:
        if network.kind != "member" or not network.profile["entry_requirement"]:
            yield "decided", (each.row for each in network.demands)
    for others in others_of(inputs, memberships).networks:
        yield "others", (each.record.row for each in (*others.members, *others.decisions))


def _membership_rows(memberships: Memberships) -> Iterator[Row]:
    if memberships.municipality.record is not None:
        yield memberships.municipality.record.row
    for network in memberships.networks:
        own = network.membership
        yield network.profile.row
        yield from (each.row for each in (own.own, own.mood) if each is not None)
        yield from (each.record.row for each in (*own.counts, *own.undated))


def _use_rows(network: NetworkUsage) -> Iterator[Row]:
    yield from (each.record.row for each in network.channels)
    yield from (row for trace in network.traces or () for row in trace.rows)
    yield from (each.record.row for each in network.key_figure_sets)
    yield from (each.row for each in network.noted)
    yield from (each.record.row for each in network.survey)
    if network.logged_use:
        yield from network.logged_use.rows
    if network.attendance:
        yield from (each.row for each in (*network.attendance.known, *network.attendance.unknown))


def _cost_rows(fees: Fees) -> Iterator[Row]:
    if fees.price_index is not None and any(network.history_real_ore for network in fees.networks):
        yield fees.price_index.record.row
    for network in fees.networks:
        yield from network.amount.rows
        if network.total_cost:
            yield from network.total_cost.rows
        for year, _ in network.history:
            yield from network.real_fee_in(year).rows


def _reason(row: Record, because: Mapping[Row, str], inputs: ReportInputs, printed: bool) -> str:
    """Why a row decides no answer; of a table that no answer is made of, only why it is not used."""
    if not printed and _after(row, inputs):
        return "after_report"
    if row.row in because and (printed or because[row.row] != "supports"):
        return because[row.row]
    if printed:
        return ""
    networks = inputs.parameters.networks
    if row.row.table == "privacy_exceptions":
        return "lets_through"
    if row.get("code", inputs.parameters.municipality_code) != inputs.parameters.municipality_code:
        return "another_municipality"
    named = row.get("network_id", "")
    if named == BOTH and len(networks) != len((1, 2)) and row.row.table == "excerpts":
        return "names_no_network"
    if named and named != BOTH and not set(ids_in(named)) & set(networks):
        return "another_network"
    if row.row.table == "documents":
        return _of_document(row, because, inputs)
    if row.row.table == "time_log" and not _has_newer(row, inputs):
        return "not_priced"
    return REST.get(row.row.table, "outside_years")


def _has_newer(log: Record, inputs: ReportInputs) -> bool:
    same = records(where(inputs.tables.time_log, network_id=[log["network_id"]]))
    return any(log["year"] < each["year"] < inputs.parameters.report_date.year for each in same)


def _of_document(document: Record, because: Mapping[Row, str], inputs: ReportInputs) -> str:
    """A document is not used for the reason why the uses that name it are not."""
    naming = records(where(inputs.rows_read.uses, document_id=[document["document_id"]]))
    if not naming:
        return "not_named"
    of_these = [row for row in naming if row["network_id"] in inputs.parameters.networks]
    return because.get(of_these[0].row, "not_used") if of_these else "another_network"


REST = {"speakers": "another_network", "time_log": "newer_figures", "overlaps": "not_used"}
"""Why what is left of a table is not used."""


def _after(row: Record, inputs: ReportInputs) -> bool:
    """Whether the row is of a day after the report, or judges a use that is."""
    if row.row.table == "overlaps":
        return row["use_id"] not in inputs.tables.uses["use_id"].tolist()
    if row.row.table == "time_log":
        return bool(row["year"] >= inputs.parameters.report_date.year)
    day = row.get("date") or row.get("date_from")
    return bool(day) and row.get("tense") != "planned" and str(day) > inputs.parameters.report_date.isoformat()
