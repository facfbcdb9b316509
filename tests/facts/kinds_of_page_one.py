"""What the facts of page one are, worked out from raw rows: what is recommended, and what it costs together."""

from collections.abc import Callable
from fractions import Fraction

from raw_rows import Project, RawRow

Expected = tuple[object, set[RawRow]]
Kind = Callable[[Project, str, str], Expected]


def of_page_one(costs: dict[str, Kind]) -> dict[str, Kind]:
    """The kinds, by those of `costs`."""

    def cost(project: Project, network: str) -> Expected:
        year = str(project.parameters["year"])
        total = costs["total_cost_ore"](project, network, year)
        return costs["yearly_fee_ore"](project, network, year) if total[0] is None else total

    def together(project: Project, _network: str, about: str) -> Expected:
        found = [cost(project, each) for each in about.split("+")]
        return sum(int(str(ore)) for ore, _ in found), set().union(*(rows for _, rows in found))

    def hours(project: Project, _network: str, about: str) -> Expected:
        found = [costs["fee_in_hours_a_week"](project, each, "") for each in about.split("+")]
        known = [Fraction(str(each)) for each, _ in found if each is not None]
        rows = set().union(*(rows for _, rows in found))
        return (sum(known, Fraction(0)) if len(known) == len(found) else None), rows

    return {
        "cost_together_ore": together,
        "fees_in_hours_a_week": hours,
        "memberships_without_notice": _without_notice,
        "networks": lambda project, *_: (len(project.networks), set()),
        "recommended_action": lambda project, network, _: (
            (project.parameters.get("recommended_actions") or {}).get(network),
            set(),
        ),
    }


def _without_notice(project: Project, _network: str, _about: str) -> Expected:
    """Memberships of which the notice or the beginning of the fee's year is not known."""
    rows = {
        row.place
        for row in project.rows("memberships")
        if row["network_id"] in project.networks
        and row["state"] == "member"
        and not (row["notice_months"] and row["fee_period_start"])
    }
    return len(rows), rows
