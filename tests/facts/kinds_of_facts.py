"""What each kind of fact is, worked out from raw rows by the tests' own code: nothing here is imported from the package."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import kinds_of_use
from raw_rows import Cells, Project, RawRow

Expected = tuple[object, set[RawRow]]
"""The value, None where it is not known, and the rows that it rests on."""

CONVENTIONS = {
    "employer_cost_factor": Fraction("1.54"),
    "few_uses": 4,
    "many_uses": 12,
    "municipalities": 290,
    "people_who_confirm": 2,
    "version": "1",
    "working_hours_a_month": 142,
}
DEFAULTS = {"evidence_months": 36}
"""The parameters that have a value where none is typed."""


def expected(project: Project, fact: dict) -> Expected:
    """What the fact should be; raises KeyError for a kind that the tests do not know."""
    kind, network, about = fact["kind"], fact["network"], fact["about"]
    group, _, name = kind.partition(".")
    if group == "method":
        return CONVENTIONS[name], set()
    if group == "params":
        value = project.parameters.get(name, DEFAULTS.get(name))
        return (None if value in (None, "") else value), set()
    if name:
        rows = [tuple(row) for row in fact["rows"]]
        return (_cell(project.row(rows[0])[name]), set(rows)) if rows else _absent(project, group, network)
    if kind in OF_ROWS:
        return OF_ROWS[kind](project, fact)
    return (KINDS | kinds_of_use.KINDS)[kind](project, network, about)


def _cell(text: str) -> object:
    return text or None


def _absent(project: Project, table: str, network: str) -> Expected:
    """A cell of no row is not known because there is no such row."""
    assert [row for row in project.rows(table) if row["network_id"] == network] == []
    return None, set()


def same(value: object, spelled: str | None) -> bool:
    """Whether a fact's spelling is this value: dates, numbers and text as a person would compare them."""
    if value is None or spelled is None:
        return value is None and spelled in (None, "")
    if isinstance(value, date):
        return spelled == value.isoformat()
    try:
        return Fraction(str(value)) == Fraction(spelled)
    except (ValueError, InvalidOperation):
        return str(value) == spelled


def _counts(project: Project, network: str) -> tuple[list[Cells], list[Cells]]:
    rows = [row for row in project.rows("network_years") if row["network_id"] == network and row["members"]]
    year = int(project.parameters["year"])
    dated = sorted((row for row in rows if row["year"] and int(row["year"]) <= year), key=lambda row: int(row["year"]))
    return dated, [row for row in rows if not row["year"]]


def _latest_members(project: Project, network: str, _: str) -> Expected:
    dated, _undated = _counts(project, network)
    return (dated[-1]["members"], {dated[-1].place}) if dated else (None, set())


def _share_of_municipalities(project: Project, network: str, about: str) -> Expected:
    members, rows = _latest_members(project, network, about)
    return (None if members is None else Fraction(int(str(members)), 290)), rows


def _engagement(project: Project, network: str, _: str) -> Expected:
    year = int(project.parameters["year"])
    rows = [row for row in project.rows("network_years") if row["network_id"] == network and row["engagement"]]
    assert [row for row in rows if not row["year"] or int(row["year"]) <= year] == []
    return None, set()


def _decisions(project: Project, *, kind: str | None = None) -> Expected:
    about = {*project.networks, "both", ""}
    rows = {
        row.place
        for row in project.rows("decisions")
        if row["network_id"] in about and row["date"] <= project.report_date.isoformat() and kind in (None, row["kind"])
    }
    return len(rows), rows


def _days_left(project: Project, _network: str, _about: str) -> Expected:
    deadline = project.parameters.get("deadline")
    return (None if deadline is None else (date.fromisoformat(str(deadline)) - project.report_date).days), set()


KINDS: dict[str, Callable[[Project, str, str], Expected]] = {
    "assignments": lambda project, *_: _decisions(project, kind="assignment"),
    "days_left": _days_left,
    "decisions": lambda project, *_: _decisions(project),
    "engagement": _engagement,
    "latest_members": _latest_members,
    "share_of_municipalities": _share_of_municipalities,
}


def _used(project: Project, fact: dict) -> Expected:
    """Which rows are used is what test_row_ledger holds against all that is cited; here their number and status."""
    rows = {tuple(row) for row in fact["rows"]}
    assert rows <= {row.place for row in kinds_of_use.own_rows(project)}
    if fact["about"] in STATUSES:
        assert {project.row(row)["status"] for row in rows} <= {fact["about"]}
    if ":" in fact["about"]:
        table, _, group = fact["about"].partition(":")
        assert {row[0] for row in rows} == {table}
        assert all(WHY[group.partition(".")[2]](project, project.row(row)) for row in rows)
    return len(rows), rows


STATUSES = ("observed", "estimated", "illustrative")


class _Why(dict):
    """What must hold of a row that is said to be unused, or not counted, for a reason; the others are what is left."""

    def __missing__(self, reason: str) -> Callable[[Project, Cells], bool]:
        return lambda project, row: True


WHY = _Why(
    another_network=lambda project, row: row["network_id"] not in (*project.networks, "both", ""),
    network_own=lambda project, row: row["source_kind"] == "network_own",
    author=lambda project, row: bool(row["speaker"]),
    planned=lambda project, row: row["tense"] in ("planned", "future"),
    ungraded=lambda project, row: not row["intensity"],
    repeats=lambda project, row: row.place[0] == "uses" or bool(row["same_as"]),
)

OF_ROWS: dict[str, Callable[[Project, dict], Expected]] = {
    "own_rows_accounted": _used,
    "own_rows_used": _used,
    "own_rows_with_status": _used,
}

Number = int | Fraction | Decimal
