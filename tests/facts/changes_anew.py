"""What two reports differ by, worked out anew: each figure of one report, and the difference of the two."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from questions_anew import Question, is_of, months_of, next_questions, tables_of
from raw_rows import Cells, Project, RawRow

from tests.analysis.answers_anew import answers_anew, number_of, once

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


def _in_both(project: Project) -> list[str]:
    return [each for each in project.networks if each in earlier(project).networks]


def _answers_since(project: Project, network: str, about: str) -> Expected:
    """What those asked have said since the question was put to them; where nobody is named, what any independent person has."""
    tables = tables_of(project, network)
    question, _, thing = about.partition(":")
    roles = {row["speaker"]: row["role"] for row in tables["speakers"]}
    put_to = [each.whom for each, _ in next_questions(earlier(project), network) if _spelled(each) == about]
    answers = [
        row
        for row in tables["excerpts"]
        if number_of(row["date"]) > number_of(earlier(project).report_date)
        and row["source_kind"] not in ("network_own", "third_party")
        and roles.get(row["speaker"]) not in ("author", "network")
        and (_says_how_much(row) if question == "use" else is_of(tables, row, thing))
        and any(row["speaker"] in whom if whom else roles.get(row["speaker"]) == "user" for whom in put_to)
    ]
    rows = {row["row"] for row in once(answers, tables["excerpts"])}
    return len(rows), rows


def _says_how_much(row: dict) -> bool:
    return row["criterion"] == "use" and row["tense"] in ("past", "present") and row["intensity"] is not None


def _asked(project: Project) -> set[tuple[str, str]]:
    """The earlier report's questions, the same thing asked of several together, as a network and what is asked."""
    return {
        (network, _spelled(each))
        for network in _in_both(project)
        for each, _ in next_questions(earlier(project), network)
    }


def _spelled(question: Question) -> str:
    return "use:no_channel" if question.about == "use" else f"loss:{question.thing}"


def _answered(project: Project, _network: str, _about: str) -> Expected:
    answers = [rows for asked in _asked(project) if (rows := _answers_since(project, *asked)[1])]
    return len(answers), set().union(*answers)


def _why_moved(project: Project, network: str, _about: str) -> Expected:
    """One thing at a time is made as it is now; the cell has moved because of the one from which it is what it is now."""
    from kinds_of_facts import KINDS

    assert not project.parameters.get("answers"), "what the officer has set is not worked out here"
    before, then, now = earlier(project), tables_of(earlier(project), network), tables_of(project, network)
    day, year, months = before.report_date, int(before.parameters["year"]), months_of(before)
    case = then | {
        "memberships": now["memberships"],
        "use_logs": [row | {"date_to": min(row["date_to"] or day, day)} for row in then["use_logs"]],
        "indicators": [row for row in then["indicators"] if (row["year"] or 0) <= year],
    }
    coded = {row["text"]: row for row in now["excerpts"]}
    steps = {
        "state": (case, day, months, year),
        "age": (case, project.report_date, months, int(project.parameters["year"])),
    }
    lately = (project.report_date, months_of(project), int(project.parameters["year"]))
    steps["window"] = (case, *lately)
    steps["coding"] = (case | {"excerpts": [coded.get(row["text"], row) for row in then["excerpts"]]}, *lately)
    steps["evidence"] = (case | {"excerpts": now["excerpts"], "speakers": now["speakers"]}, *lately)
    steps["figures"] = (now, *lately)
    (cell, rows), (_, more) = (KINDS["cell"](each, network, "") for each in (before, project))
    because = None
    for step, world in steps.items():
        if (found := answers_anew(*world)[2]) != cell:
            because, cell = step, found
    return because, rows | more


def _figures(project: Project) -> dict[tuple[str, str], object]:
    """All that two reports are compared by."""
    from kinds_of_facts import KINDS

    year = str(project.parameters["year"])
    found: dict[tuple[str, str], object] = {("documents", each): _documents(project, each) for each in project.networks}
    for network in project.networks:
        for kind in ("cell", "recommended_action", "may_wait", "yearly_fee_ore", "channels_with_degree"):
            found[kind, network] = KINDS[kind](project, network, year)[0]
        count, rows = _members(project, network, "")
        found["members", network] = (count, [project.row(row)["qualifier"] for row in rows])
        if (total := KINDS["total_cost_ore"](project, network, year)[0]) is not None:
            found["total_cost_ore", network] = total
    for kind in (_fees_together, _inhabitants, _number_of_statements, _months_old):
        found[kind.__name__, ""] = kind(project, "", "")[0]
    return found


def _documents(project: Project, network: str) -> int | None:
    """Those that the network informed during the membership; None where nobody has noted any."""
    tables = tables_of(project, network)
    (own,) = tables["memberships"]
    noted = [row for row in tables["uses"] if row["kind"] == "document"]
    informed = {
        row["document_id"]
        for row in noted
        if row["document_id"]
        and row["tense"] != "planned"
        and not (row["date_to"] and own["since"] and number_of(row["date_to"], end=True) < number_of(own["since"]))
        and not (row["date_from"] and own["until"] and number_of(row["date_from"]) > number_of(own["until"], end=True))
    }
    return len(informed) if noted else None


def _unchanged(project: Project, _network: str, _about: str) -> Expected:
    before, after = _figures(earlier(project)), _figures(project)
    return sum(key in before and before[key] == figure for key, figure in after.items()), set()


def _answers_set(project: Project, _network: str, _about: str) -> Expected:
    return sum(each["network"] in project.networks for each in project.parameters.get("answers") or ()), set()


CHANGES: dict[str, Kind] = {
    "answers_set": _answers_set,
    "documents_informed": lambda project, network, _: (_documents(project, network), set()),
    "method_version": lambda project, *_: (project.parameters.get("method_version") or 2, set()),
    "answers_since": _answers_since,
    "questions_answered": _answered,
    "questions_asked": lambda project, *_: (len(_asked(project)), set()),
    "unchanged_figures": _unchanged,
    "why_moved": _why_moved,
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
