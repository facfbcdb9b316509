"""What the facts of a decision are, worked out from raw rows: notice, options, demands, and what others have done."""

from collections.abc import Callable
from datetime import date

import kinds_of_facts
from questions_anew import tables_of
from raw_rows import Cells, Project, RawRow

from tests.analysis.answers_anew import COMING, state_of

Expected = tuple[object, set[RawRow]]


def _membership(project: Project, network: str) -> tuple[Cells | None, set[RawRow]]:
    own = next((row for row in project.rows("memberships") if row["network_id"] == network), None)
    return own, set() if own is None else {own.place}


def _kind(project: Project, network: str) -> str:
    state = state_of(tables_of(project, network))
    return "candidate" if state in COMING else "left" if state == "left" else "member"


def _notice(project: Project, network: str) -> list[tuple[date, date]] | None:
    """Each last day to give notice with the fee period that it saves, in the order of time."""
    own, _ = _membership(project, network)
    if own is None or own["state"] != "member" or not own["notice_months"] or not own["fee_period_start"]:
        return None
    start, months = date.fromisoformat(own["fee_period_start"]), int(own["notice_months"])
    found = []
    for year in range(project.report_date.year - 1, project.report_date.year + 9):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        period = start.replace(year=year, day=28 if (start.month, start.day) == (2, 29) and not leap else start.day)
        back_year, back_month = divmod(year * 12 + start.month - 1 - months, 12)
        day = period.day
        while True:
            try:
                ends = date(back_year, back_month + 1, day)
                break
            except ValueError:
                day -= 1
        found.append((date.fromordinal(ends.toordinal() - 1), period))
    return found


def _next_notice(project: Project, network: str) -> tuple[date, date] | None:
    days = _notice(project, network)
    return None if days is None else next(each for each in days if each[0] >= project.report_date)


def _last_notice_day(project: Project, network: str, _: str) -> Expected:
    found = _next_notice(project, network)
    return found and found[0], _membership(project, network)[1]


def _first_year_saved(project: Project, network: str, _: str) -> Expected:
    found = _next_notice(project, network)
    return found and found[1].year, _membership(project, network)[1]


def _missed_notice_day(project: Project, network: str, _: str) -> Expected:
    today = project.report_date
    missed = [last for last, period in _notice(project, network) or () if last < today < period]
    return (missed[-1] if missed else None), _membership(project, network)[1]


def last_day(project: Project, network: str) -> date | None:
    found, deadline = _next_notice(project, network), project.parameters.get("deadline")
    return found[0] if found else None if deadline is None else date.fromisoformat(str(deadline))


def _last_day_to_act(project: Project, network: str, _: str) -> Expected:
    return last_day(project, network), _membership(project, network)[1]


def _answer_needed_by(project: Project, network: str, about: str) -> Expected:
    """A fortnight before the last day to act, of several networks the first."""
    networks = [network] if network else about.split("+")
    days = [day for day in (last_day(project, each) for each in networks) if day]
    rows = {row for each in networks for row in _membership(project, each)[1]}
    return (date.fromordinal(min(days).toordinal() - 14) if days else None), rows


def _expected(project: Project, network: str, *, answering: bool) -> list[date]:
    items = project.parameters.get("expected_information") or ()
    due = [
        date.fromisoformat(str(each["due"]))
        for each in items
        if each.get("due") and each.get("network") in (None, network) and (each.get("answers") or not answering)
    ]
    return [day for day in due if day >= project.report_date]


def _expected_by(project: Project, network: str, _: str) -> Expected:
    return max(_expected(project, network, answering=False), default=None), set()


def _expected_in_time(project: Project, network: str, _: str) -> Expected:
    last = last_day(project, network) or date.max
    in_time = [day for day in _expected(project, network, answering=True) if day < last]
    return max(in_time), _membership(project, network)[1]


def _cost_of_waiting(project: Project, network: str, about: str) -> Expected:
    """A yearly fee for each last day to give notice that passes."""
    days, own = _notice(project, network), _membership(project, network)[1]
    if days is None:
        return None, own
    fee, rows = kinds_of_facts.KINDS["yearly_fee_ore"](project, network, str(project.parameters["year"]))
    if fee is None:
        return None, own
    passed = [last for last, _ in days if project.report_date <= last < date.fromisoformat(about)]
    return len(passed) * int(str(fee)), rows | own


def _periods_paid(project: Project, network: str, about: str) -> Expected:
    days, own = _notice(project, network), _membership(project, network)[1]
    return sum(project.report_date <= last < date.fromisoformat(about) for last, _ in days or ()), own


def _yearly_cost(project: Project, network: str) -> Expected:
    """In all, or the fee where the hours are not known."""
    year = str(project.parameters["year"])
    total = kinds_of_facts.KINDS["total_cost_ore"](project, network, year)
    return total if total[0] is not None else kinds_of_facts.KINDS["yearly_fee_ore"](project, network, year)


def _together(project: Project, about: str) -> list[Expected]:
    return [_yearly_cost(project, network) for network in about.split("+")]


def _saved_together(project: Project, _: str, about: str) -> Expected:
    known = [(value, rows) for value, rows in _together(project, about) if value is not None]
    return sum(int(str(value)) for value, _ in known), {row for _, rows in known for row in rows}


def _first_notice_day_together(project: Project, _: str, about: str) -> Expected:
    days = [_last_notice_day(project, network, "") for network in about.split("+")]
    rows = {row for _, each in days for row in each}
    return (None if any(day is None for day, _ in days) else min(str(day) for day, _ in days)), rows


def _of_kind(project: Project, kind: str) -> list[str]:
    return [network for network in project.networks if _kind(project, network) == kind]


def _networks_of_kind(project: Project, _: str, about: str) -> Expected:
    networks = _of_kind(project, about) if about else project.networks
    return len(networks), {place for network in networks for place in _membership(project, network)[1]}


def _notice_unknown(project: Project, *_: str) -> Expected:
    unknown = [each for each in _of_kind(project, "member") if _notice(project, each) is None]
    return len(unknown), {place for network in unknown for place in _membership(project, network)[1]}


def _demands(project: Project, network: str, state: str | None = None) -> Expected:
    """The municipality's own rows about the network; where it has none, the shared ones."""
    every = [row for row in project.rows("entry_requirements") if row["network_id"] == network]
    rows = [row for row in every if row.place[2]] or every
    found = {row.place for row in rows if state in (None, row["state"] or "not_examined")}
    return len(found), found


def _statements_of_worth(project: Project, network: str, _: str) -> Expected:
    named = {network, "both"} if len(project.networks) == 2 else {network}
    rows = {
        row.place
        for row in project.rows("excerpts")
        if named & set(row["network_id"].split(";"))
        and row["criterion"] in ("symbolic", "voice", "future")
        and row["source_kind"] != "network_own"
        and row["consent"] != "internal"
        and row["date"] <= project.report_date.isoformat()
    }
    return len(rows), rows


def _others(project: Project, table: str, network: str) -> list[Cells]:
    own, today = str(project.parameters["municipality_code"]), project.report_date.isoformat()
    return [
        row
        for row in project.rows(table)
        if row["network_id"] == network and row["code"] != own and row["source_date"] <= today
    ]


def _members_named(project: Project, network: str, _: str, *, undated: bool = False) -> Expected:
    today = project.report_date.isoformat()
    rows = {
        row.place
        for row in _others(project, "network_members", network)
        if row["since"] <= today
        and not (row["until"] and row["until"] <= today[: len(row["until"])])
        and not (undated and (row["since"] or row["source_date"]))
    }
    return len(rows), rows


def _networks_without_others(project: Project, _: str, about: str) -> Expected:
    def known(network: str) -> bool:
        decided = [row for row in _others(project, "peer_decisions", network) if not _later(project, row["year"])]
        return bool(decided or _members_named(project, network, "")[0])

    return sum(not known(network) for network in about.split("+")), set()


def _later(project: Project, year: str) -> bool:
    return bool(year) and int(year) > project.report_date.year


def _of_like_size(project: Project, _: str, about: str) -> Expected:
    own, last_ended = str(project.parameters["municipality_code"]), project.report_date.year - 1
    counts = {
        (row["code"], int(row["year"])): row
        for row in project.rows("population")
        if row["code"] in (own, about) and row["kind"] == "outcome" and int(row["year"]) <= last_ended
    }
    year = max(year for code, year in counts if code == own)
    ours, theirs = counts[own, year], counts[about, year]
    smaller, larger = sorted((int(ours["inhabitants"]), int(theirs["inhabitants"])))
    return ("yes" if larger <= 2 * smaller else "no"), {ours.place, theirs.place}


def _peer_decisions_elsewhere(project: Project, *_: str) -> Expected:
    """Of other counties, and not of like size."""
    own = str(project.parameters["municipality_code"])
    counties = {row["code"]: row["county_code"] for row in project.rows("municipalities")}
    rows = {
        row.place
        for network in project.networks
        for row in _others(project, "peer_decisions", network)
        if not _later(project, row["year"])
        and counties[row["code"]] != counties[own]
        and not _is_of_like_size(project, row["code"])
    }
    return len(rows), rows


def _is_of_like_size(project: Project, code: str) -> bool:
    try:
        return _of_like_size(project, "", code)[0] == "yes"
    except (KeyError, ValueError):
        return False


def _inhabitants_of(project: Project, _: str, about: str) -> Expected:
    """Printed only as not known."""
    years = [row["year"] for row in project.rows("population") if row["code"] == about and row["kind"] == "outcome"]
    assert str(project.report_date.year - 1) not in years
    return None, set()


def _in_cell(project: Project, _: str, about: str) -> Expected:
    """Of a kind of decision, or of all kinds where the cell says the same of each."""
    kind, _, cell = about.partition(":")
    found = [each for each in project.networks if kind in ("", _kind(project, each))]
    cells = {each: kinds_of_facts.KINDS["cell"](project, each, "") for each in found}
    there = [rows for value, rows in cells.values() if value == cell]
    return len(there), {row for rows in there for row in rows}


DECISIONS: dict[str, Callable[[Project, str, str], Expected]] = {
    "answer_needed_by": _answer_needed_by,
    "cost_of_waiting_ore": _cost_of_waiting,
    "demands": lambda project, network, _: _demands(project, network),
    **{
        f"demands_{state}": lambda project, network, _, state=state: _demands(project, network, state)
        for state in ("met", "not_met", "not_examined")
    },
    "expected_by": _expected_by,
    "expected_in_time": _expected_in_time,
    "first_notice_day_together": _first_notice_day_together,
    "first_year_saved": _first_year_saved,
    "inhabitants_of": _inhabitants_of,
    "last_day_to_act": _last_day_to_act,
    "last_notice_day": _last_notice_day,
    "left_together": lambda _project, _network, about: (len(about.split("+")), set()),
    "members_named": _members_named,
    "members_undated": lambda project, network, about: _members_named(project, network, about, undated=True),
    "memberships_held": lambda project, *_: _networks_of_kind(project, "", "member"),
    "missed_notice_day": _missed_notice_day,
    "networks_in_cell": _in_cell,
    "networks_of_kind": _networks_of_kind,
    "networks_without_others": _networks_without_others,
    "notice_unknown": _notice_unknown,
    "peer_decisions_elsewhere": _peer_decisions_elsewhere,
    "of_like_size": _of_like_size,
    "periods_paid_by_waiting": _periods_paid,
    "saved_together_ore": _saved_together,
    "statements_of_worth": _statements_of_worth,
    "unknown_together": lambda project, _, about: (
        sum(value is None for value, _ in _together(project, about)),
        set(),
    ),
}
