"""What each kind of fact of an overview is, worked out from the raw rows of all its reports."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from kinds_of_facts import KINDS as OF_ONE
from questions_anew import next_questions, reckoned, tables_of
from raw_rows import Project

from tests.analysis.answers_anew import COMING, state_of

Reports = Mapping[str, Project]
SIZES = (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def _invented(project: Project) -> bool:
    folder = project.root / project.parameters["data_folder"]
    return any(row["status"] == "illustrative" for each in folder.glob("*.csv") for row in project.rows(each.stem))


def _counted(reports: Reports) -> Reports:
    """Those that nothing is invented in; all where everything is."""
    return {name: each for name, each in reports.items() if not _invented(each)} or reports


def _by_place(project: Project) -> tuple[str, int, object]:
    return project.parameters["municipality_code"], int(project.parameters["year"]), project.report_date


def latest(reports: Reports) -> list[Project]:
    """The newest report of each municipality."""
    return list({_by_place(each)[0]: each for each in sorted(_counted(reports).values(), key=_by_place)}.values())


def _treating(reports: Reports, network: str) -> list[Project]:
    """The newest of each municipality that treats the network."""
    return latest({name: each for name, each in _counted(reports).items() if network in each.networks})


def _networks(reports: Reports) -> set[str]:
    return {network for each in _counted(reports).values() for network in each.networks}


def _of_all(kind: Callable[[Reports, str, str], object]) -> Callable[[Reports, str, str], object]:
    return lambda reports, *_: sum(int(str(kind(reports, network, ""))) for network in _networks(reports))


def _answer(kind: str, project: Project, network: str) -> object:
    return OF_ONE[kind](project, network, "")[0]


def _answered(reports: Reports, network: str, _: str) -> int:
    return sum(_answer("use_answer", each, network) != "unknown" for each in _treating(reports, network))


def _fee(project: Project, network: str) -> object:
    return OF_ONE["yearly_fee_ore"](project, network, str(project.parameters["year"]))[0]


def _fees(projects: Iterable[Project], network: str) -> list[int]:
    return [int(str(fee)) for each in projects if (fee := _fee(each, network)) is not None]


def _unknown(reports: Reports, network: str, _: str) -> int:
    treating = _treating(reports, network)
    return len(treating) - len(_fees(treating, network))


def _no_loss(reports: Reports, network: str, _: str) -> int:
    answered = [each for each in _treating(reports, network) if _answer("use_answer", each, network) != "unknown"]
    return sum(_answer("loss_answer", each, network) == "no" for each in answered)


def _kind(project: Project, network: str) -> str:
    state = state_of(tables_of(project, network))
    return "candidate" if state in COMING else "left" if state == "left" else "member"


def _in_cell(reports: Reports, network: str, about: str) -> int:
    kind, _, cell = about.partition(":")
    return sum(
        (_kind(each, network), _answer("cell", each, network)) == (kind, cell)
        for each in _treating(reports, network)
        if _answer("use_answer", each, network) != "unknown"
    )


def _would_lose(reports: Reports, network: str, about: str) -> int:
    kind, _, name = about.partition(":")
    return sum(_loses(each, network, kind, name) for each in _treating(reports, network))


def _loses(project: Project, network: str, kind: str, name: str) -> bool:
    if _kind(project, network) != "member" or _answer("use_answer", project, network) == "unknown":
        return False
    names = {row["channel_id"]: row["name"].lower() for row in project.rows("channels")}
    for thing in reckoned(project, tables_of(project, network))["things"]:
        spelled = (thing, "") if isinstance(thing, str) else thing
        of = {"nothing named": "no_channel", "key figures": "key_figures"}.get(spelled[0], spelled[0])
        called = names.get(spelled[1], "") if of == "channel" else ""
        about = {"no_channel": "no_channel", "key_figures": "key_figures"}.get(of, f"{of}:{spelled[1]}")
        without = OF_ONE["without_membership"](project, network, about)[0]
        if (of, called) == (kind, name) and without in ("slower", "worse", "not_at_all"):
            return True
    return False


def _ask(reports: Reports, network: str, about: str) -> int:
    kind, question, *thing = about.split(":")
    asked = "use" if question == "use" else ":".join(each for each in thing if each)
    return sum(
        _kind(each, network) == kind
        and any((one.about, one.thing) == (question, asked) for one, _ in next_questions(each, network))
        for each in _treating(reports, network)
    )


SPREAD: Mapping[str, Callable[[list[int]], object]] = {
    "count": len,
    "lowest": lambda amounts: min(amounts, default=None),
    "highest": lambda amounts: max(amounts, default=None),
    "median": lambda amounts: (
        Fraction(sorted(amounts)[(len(amounts) - 1) // 2] + sorted(amounts)[len(amounts) // 2], 2) if amounts else None
    ),
}


def _municipal(reports: Reports, network: str) -> list[Project]:
    return [each for each in latest(reports) if network in each.networks and _type(each) != "region"]


def _type(project: Project) -> str:
    code = project.parameters["municipality_code"]
    return next(row["type"] for row in project.rows("municipalities") if row["code"] == code)


def _inhabitants(project: Project, network: str) -> int:
    """Those that the fee follows from, else the newest known."""
    _, rows = OF_ONE["yearly_fee_ore"](project, network, str(project.parameters["year"]))
    by_rule = [project.row(row)["inhabitants"] for row in rows if row[0] == "population"]
    code, day = project.parameters["municipality_code"], project.report_date.year
    known = {
        int(row["year"]): row["inhabitants"]
        for row in project.rows("population")
        if (row["code"], row["kind"]) == (code, "outcome") and int(row["year"]) < day
    }
    return int(by_rule[0] if by_rule else known[max(known)])


def _in_class(name: str) -> Callable[[Reports, str, str], object]:
    def of_size(reports: Reports, network: str, about: str) -> object:
        least, _, below = about.partition("-")
        assert int(least) in SIZES
        inside = [
            each
            for each in _municipal(reports, network)
            if int(least) <= _inhabitants(each, network) < (int(below) if below else 10**9)
        ]
        return SPREAD[name](_fees(inside, network))

    return of_size


def _in_year(name: str) -> Callable[[Reports, str, str], object]:
    def of_year(reports: Reports, network: str, about: str) -> object:
        fees = [OF_ONE["fee_by_rule_ore"](each, network, about)[0] for each in _municipal(reports, network)]
        return SPREAD[name]([int(str(fee)) for fee in fees if fee is not None])

    return of_year


def _paid(project: Project) -> list[str]:
    states = {network: state_of(tables_of(project, network)) for network in project.networks}
    return [network for network, state in states.items() if state == "member"]


def paid_fees(project: Project) -> tuple[object, set]:
    """Of the page's one report: together for what is a membership."""
    found = [OF_ONE["yearly_fee_ore"](project, each, str(project.parameters["year"])) for each in _paid(project)]
    known = bool(found) and all(value is not None for value, _ in found)
    rows = {row for _, each in found for row in each}
    return (sum(int(str(value)) for value, _ in found) if known else None), rows


def _alike(reports: Reports, _: str, about: str) -> int:
    return sum(str(paid_fees(each)[0]) == about for each in latest(reports))


def _with_gap(reports: Reports, _: str, about: str) -> int:
    return sum(GAPS[about](each) for each in _counted(reports).values())


def _any(holds: Callable[[Project, str], bool]) -> Callable[[Project], bool]:
    return lambda project: any(holds(project, network) for network in project.networks)


def _of_members(column: str) -> Callable[[Project], bool]:
    return lambda project: any(
        not row[column]
        for row in project.rows("memberships")
        if row["network_id"] in project.networks and row["state"] == "member"
    )


def _fee_gap(project: Project, network: str) -> bool:
    value, rows = OF_ONE["yearly_fee_ore"](project, network, str(project.parameters["year"]))
    if value is None or any(project.row(row)["status"] == "estimated" for row in rows if row[0] == "fees"):
        return True
    own_year = OF_ONE["fee_by_rule_ore"](project, network, str(project.parameters["year"]))[0]
    stated = [row for row in rows if row[0] == "memberships"]
    return own_year is None and not any(
        project.row(row)["stated_fee_year"] == str(project.parameters["year"]) for row in stated
    )


def _is_member(project: Project, network: str) -> bool:
    return any(
        row["state"] == "member" for row in project.rows("memberships") if row["network_id"] == network
    )  # fmt: skip


def _openness(project: Project, network: str) -> bool:
    tables = tables_of(project, network)
    for row in tables["channels"]:
        thing = "key_figures" if row["type"] == "key_figures" else f"channel:{row['channel_id']}"
        things = {each if isinstance(each, str) else ":".join(each) for each in reckoned(project, tables)["things"]}
        used = thing in {{"key figures": "key_figures"}.get(each, each) for each in things}
        without = OF_ONE["without_membership"](project, network, thing)[0] if used else ""
        if without is None and row["open_to_nonmembers"] == "unknown":
            return True
    return False


def _groups(project: Project, network: str) -> bool:
    tables = tables_of(project, network)
    spoken = {row["speaker"] for row in tables["excerpts"]}
    return any(row["role"] == "user" and not row["persons"] and row["speaker"] in spoken for row in tables["speakers"])


def _decided(project: Project, **cells: str) -> bool:
    about, day = {*project.networks, "both", ""}, project.report_date.isoformat()
    return any(
        about & set(row["network_id"].split(";")) and row["date"] <= day and all(row[name] == each for name, each in cells.items())
        for row in project.rows("decisions")
    )  # fmt: skip


GAPS: Mapping[str, Callable[[Project], bool]] = {
    "notice": _of_members("notice_months"),
    "fee_period": _of_members("fee_period_start"),
    "since": _of_members("since"),
    "membership": _any(lambda project, network: not tables_of(project, network)["memberships"]),
    "fee": _any(_fee_gap),
    "demands": _any(
        lambda project, network: (
            _kind(project, network) == "candidate"
            and any(
                (row["state"] or "not_examined") == "not_examined"
                for row in tables_of(project, network)["entry_requirements"]
            )
        )
    ),
    "documents": _any(
        lambda project, network: (
            _is_member(project, network)
            and not any(row["kind"] == "document" for row in tables_of(project, network)["uses"])
        )
    ),
    "openness": _any(_openness),
    "channels": _any(lambda project, network: not tables_of(project, network)["channels"]),
    "hours": _any(
        lambda project, network: (
            _is_member(project, network)
            and not any(
                row["network_id"] == network and int(row["year"]) < project.report_date.year
                for row in project.rows("time_log")
            )
        )
    ),
    "hourly_cost": lambda project: (
        not (project.parameters.get("hourly_cost_sek") or project.parameters.get("monthly_salary_sek"))
    ),
    "deadline": lambda project: not project.parameters.get("deadline"),
    "case_number": lambda project: not project.parameters.get("case_number"),
    "expected": lambda project: any(
        not each.get("due") for each in project.parameters.get("expected_information") or ()
    ),
    "persons": _any(_groups),
    "decision_dates": lambda project: _decided(project, date=""),
    "assignment": lambda project: not (_decided(project, kind="assignment") or project.parameters.get("asked_by")),
    "members": _any(lambda project, network: OF_ONE["latest_members"](project, network, "")[0] is None),
}


def standing(project: Project) -> tuple[object, set]:
    """Of the page's one report: what its evidence says of all its networks, else whether it is a member of any."""
    states = {state_of(tables_of(project, network)) for network in project.networks}
    rows = {row.place for row in project.rows("memberships") if row["network_id"] in project.networks}
    if all(_answer("use_answer", project, network) == "unknown" for network in project.networks):
        return "member" if "member" in states else "unknown" if "unknown" in states else "outside", rows
    cells = {str(_answer("cell", project, network)) for network in project.networks}
    sides = {cell.removeprefix("nearest_") for cell in cells}
    return cells.pop() if len(cells) == 1 else f"nearest_{sides.pop()}" if len(sides) == 1 else "mixed", rows


def _in_state(reports: Reports, _: str, about: str) -> int:
    states = about.split("+")
    return sum(
        state_of(tables_of(each, network)) in states
        for network in _networks(reports)
        for each in _treating(reports, network)
    )


KINDS: Mapping[str, Callable[[Reports, str, str], object]] = {
    "members_among": lambda reports, network, _: sum(
        state_of(tables_of(each, network)) == "member" for each in _treating(reports, network)
    ),
    "treated_in_state": _in_state,
    "places_standing": lambda reports, _, about: sum(standing(each)[0] == about for each in latest(reports)),
    "reports": lambda reports, *_: len(reports),
    "reports_counted": lambda reports, *_: len(_counted(reports)),
    "reports_with_gap": _with_gap,
    "places": lambda reports, _, kind: sum(_type(each) == kind for each in latest(reports)),
    "places_alike": _alike,
    "places_that_ask": _ask,
    "places_that_lose_nothing": _no_loss,
    "places_that_would_lose": _would_lose,
    "places_in_cell": _in_cell,
    "networks_drawn": lambda reports, *_: min(6, len(_networks(reports))),
    "networks_of_all": lambda reports, *_: len(_networks(reports)),
    "treated_by": lambda reports, network, _: len(_treating(reports, network)),
    "treated_of_all": _of_all(lambda reports, network, _: len(_treating(reports, network))),
    "answered_by": _answered,
    "answered_of_all": _of_all(_answered),
    "unknown_fees_of": _unknown,
    "unknown_of_all": _of_all(_unknown),
    "lowest_fee": lambda reports, network, _: SPREAD["lowest"](_fees(_treating(reports, network), network)),
    "highest_fee": lambda reports, network, _: SPREAD["highest"](_fees(_treating(reports, network), network)),
    **{f"{name}_in_class": _in_class(name) for name in SPREAD},
    **{f"{name}_in_year": _in_year(name) for name in SPREAD},
}
