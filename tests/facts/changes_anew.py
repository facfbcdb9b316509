"""What two reports differ by, worked out anew: each figure of one report, and the difference of the two."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from raw_rows import Cells, Project, RawRow

Expected = tuple[object, set[RawRow]]
Kind = Callable[[Project, str, str], Expected]


def earlier(project: Project) -> Project:
    return Project(project.root, project.parameters["previous"])


def _statements(project: Project) -> list[Cells]:
    """Those that the report reads: about its networks, dated on its day or before, and not internal."""
    about, day = {*project.networks, "both"}, project.report_date.isoformat()
    return [
        row
        for row in project.rows("excerpts")
        if about & set(row["network_id"].split(";")) and row["date"] <= day and row["consent"] != "internal"
    ]


def _number_of_statements(project: Project, _network: str, _about: str) -> Expected:
    rows = {row.place for row in _statements(project)}
    return len(rows), rows


def _months_old(project: Project, _network: str, _about: str) -> Expected:
    """Whole months from the newest dated statement of the municipality's own to the report."""
    own = [row["date"] for row in _statements(project) if row["source_kind"] != "network_own" and row["date"]]
    if not own:
        return None, set()
    year, month, day = (*map(int, max(own).split("-")), 1, 1)[:3]
    last: date = project.report_date
    return (last.year - year) * 12 + last.month - month - (last.day < day), set()


def _members(project: Project, network: str, _about: str) -> Expected:
    year = int(project.parameters["year"])
    counts = [row for row in project.rows("network_years") if row["network_id"] == network and row["members"]]
    dated = sorted(
        (row for row in counts if row["year"] and int(row["year"]) <= year), key=lambda row: int(row["year"])
    )
    return (int(dated[-1]["members"]), {dated[-1].place}) if dated else (None, set())


def _recommended(project: Project, network: str, _about: str) -> Expected:
    return (project.parameters.get("recommended_actions") or {}).get(network), set()


def _change(of: str) -> Kind:
    """How much more it is than in the report before."""

    def changed(project: Project, network: str, about: str) -> Expected:
        from kinds_of_facts import KINDS

        after, rows = KINDS[of](project, network, str(project.parameters["year"]))
        before, more_rows = KINDS[of](earlier(project), network, str(earlier(project).parameters["year"]))
        known = None if None in (after, before) else Fraction(str(after)) - Fraction(str(before))
        return known, rows | more_rows

    return changed


def _fees_together(project: Project, _network: str, _about: str) -> Expected:
    from kinds_of_facts import KINDS

    year = str(project.parameters["year"])
    known = [KINDS["yearly_fee_ore"](project, each, year) for each in project.networks]
    rows = {row for _, own in known for row in own}
    amounts = [amount for amount, _ in known]
    return (None if None in amounts else sum(amounts)), rows


def _inhabitants(project: Project, _network: str, _about: str) -> Expected:
    """Of the day that the first network whose fee is by a rule counts by: the shipped ones all count the year before."""
    before = str(int(project.parameters["year"]) - 1)
    row = next(
        row
        for row in project.rows("population")
        if row["code"] == project.parameters["municipality_code"] and row["year"] == before
    )
    return row["inhabitants"], {row.place}


def _change_of_inhabitants(project: Project, network: str, about: str) -> Expected:
    (after, rows), (before, more) = (_inhabitants(each, network, about) for each in (project, earlier(project)))
    return int(str(after)) - int(str(before)), rows | more


def _channels_with_degree(project: Project, network: str, _about: str) -> Expected:
    """The network's channels of which somebody of the municipality's own has said how often."""
    graded = {
        row["channel_id"]
        for row in _statements(project)
        if row["criterion"] == "use"
        and row["intensity"]
        and row["source_kind"] != "network_own"
        and network in row["network_id"]
    }
    own = {row["channel_id"] for row in project.rows("channels") if row["network_id"] == network}
    return len(graded & own), set()


def _statements_changed(new: Callable[[dict, dict], int]) -> Kind:
    """By their numbers, which the shipped ones all have."""

    def changed(project: Project, _network: str, _about: str) -> Expected:
        now, then = (
            {row["excerpt_id"]: row.cells for row in _statements(each)} for each in (project, earlier(project))
        )
        return new(then, now), set()

    return changed


CHANGES: dict[str, Kind] = {
    "change_of_cost": _change("total_cost_ore"),
    "change_of_fee": _change("yearly_fee_ore"),
    "change_of_fees_together": _change("fees_together"),
    "change_of_statements": _change("statements"),
    "change_of_months_old": _change("newest_statement_months_old"),
    "fees_together": _fees_together,
    "change_of_channels_used": _change("channels_with_degree"),
    "change_of_inhabitants": _change_of_inhabitants,
    "channels_with_degree": _channels_with_degree,
    "evidence_months": lambda project, *_: (project.parameters.get("evidence_months", 36), set()),
    "members_counted": _members,
    "newest_statement_months_old": _months_old,
    "recommended_action": _recommended,
    "statements": _number_of_statements,
    "statements_gone": _statements_changed(lambda then, now: len(then.keys() - now.keys())),
    "statements_new": _statements_changed(lambda then, now: len(now.keys() - then.keys())),
    "statements_recoded": _statements_changed(
        lambda then, now: sum(then[each] != now[each] for each in then.keys() & now.keys())
    ),
    "statements_reworded": _statements_changed(
        lambda then, now: sum(then[each]["text"] != now[each]["text"] for each in then.keys() & now.keys())
    ),
}
