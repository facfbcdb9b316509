"""The two questions of a membership worked out from raw rows: each answer, its certainty and counts, and what decides it."""

from collections.abc import Callable
from functools import cache

from questions_anew import THE_NETWORK, coming, given_answers, months_of, reckoned, spelled, tables_of
from raw_rows import Project, RawRow

from tests.analysis.answers_anew import WORST, answers_anew

Expected = tuple[object, set[RawRow]]
STRONG = ("for", "against")


def _without(found: dict, rows: dict[str, list[dict]], thing: str) -> Expected:
    """People's answers first, the newest of each; then what replaces it; then a door that is closed to others."""
    said_of = {spelled(each): said for each, said in found["said"].items()}
    if said := said_of.get(thing):
        (decides,) = (given for each, given in found["said_by"].items() if spelled(each) == thing)
        return max((word for word, _, _ in said.values()), key=WORST.get), decides
    replacing = {
        row["row"]
        for row in rows["alternatives"]
        if any(each == THE_NETWORK or (each and _place(rows, each) == thing) for each in row["replaces"])
    }
    if replacing:
        return "same", replacing
    doors = [row for row in rows["channels"] if _place(rows, row["channel_id"]) == thing]
    if doors and all(row["open_to_nonmembers"] == "no" for row in doors):
        return "not_at_all", {row["row"] for row in doors}
    return None, set()


def _place(rows: dict[str, list[dict]], channel: str) -> str:
    kinds = {row["channel_id"]: row["type"] for row in rows["channels"]}
    if "key_figures" in (kinds.get(channel), channel):
        return "key_figures"
    document = channel not in kinds and channel in {row["document_id"] for row in rows["documents"]}
    return f"{'document' if document else 'channel'}:{channel}"


def _without_membership(project: Project, network: str, about: str) -> Expected:
    rows = tables_of(project, network)
    return _without(reckoned(project, rows), rows, about)


@cache
def _answers(project: Project, network: str) -> dict[str, object]:
    """As the rows give them; one that the officer has set goes before, and is never confirmed."""
    given, year = given_answers(project, network), int(project.parameters["year"])
    tables = tables_of(project, network)
    use, loss, cell = answers_anew(tables, project.report_date, months_of(project), year, given)
    sure = {True: "confirmed", False: "reported"}
    return {
        "use_answer": use[0],
        "use_certainty": sure[use[1]],
        "loss_answer": loss[0],
        "loss_certainty": sure[loss[1]],
        "cell": cell,
    }


@cache
def _use_rows(project: Project, network: str) -> set[RawRow]:
    return reckoned(project, tables_of(project, network))["rows"]


@cache
def _loss_rows(project: Project, network: str) -> set[RawRow]:
    """What becomes of each thing that is used rests on its rows, and on who speaks in them."""
    rows = tables_of(project, network)
    found = reckoned(project, rows)
    decides = {row for thing in found["things"] for row in _without(found, rows, spelled(thing))[1]}
    speaking = {row["speaker"] for row in rows["excerpts"] if row["row"] in decides}
    return decides | {row["row"] for row in rows["speakers"] if row["speaker"] in speaking}


def _both(project: Project, network: str) -> set[RawRow]:
    return _use_rows(project, network) | _loss_rows(project, network)


def _answer(name: str, rows: Callable[[Project, str], set[RawRow]]) -> Callable[[Project, str, str], Expected]:
    return lambda project, network, _: (_answers(project, network)[name], rows(project, network))


def _of_use(value: Callable[[dict], object], *, only_certain: bool = False) -> Callable[[Project, str, str], Expected]:
    """A count of what answers the first question, which rests on all that does."""

    def worked_out(project: Project, network: str, _: str) -> Expected:
        found = reckoned(project, tables_of(project, network), only_certain=only_certain)
        return value(found), _use_rows(project, network)

    return worked_out


def _said(lowest: int, highest: int) -> Callable[[dict], int]:
    return lambda found: sum(lowest <= degree <= highest for degree in found["asked"])


def _may_wait(project: Project, network: str, _: str) -> Expected:
    """Where the cell is not a strong one and something is coming before the last day to act, which the membership has."""
    own = {row["row"] for row in tables_of(project, network)["memberships"]}
    strong = _answers(project, network)["cell"] in STRONG
    return "yes" if coming(project, network) and not strong else "no", _both(project, network) | own


def _representatives(project: Project, fact: dict) -> Expected:
    """How many they are who represent the municipality in the network and say what the statements among the rows say."""
    rows = {tuple(row) for row in fact["rows"] if row[0] == "excerpts"}
    tables = tables_of(project, fact["network"])
    said = {row["speaker"] for row in tables["excerpts"] if row["row"] in rows}
    found = [row for row in tables["speakers"] if row["speaker"] in said and row["role"] == "representative"]
    number = sum(row["persons"] or 0 for row in found) if found and all(row["persons"] for row in found) else None
    return number, rows | {row["row"] for row in found}


OF_ROWS = {"representatives_speaking": _representatives}
ANSWERS = {
    "attendance_degree": _of_use(lambda found: found["attended"]),
    "cell": _answer("cell", _both),
    "documents_that_count": _of_use(lambda found: len(found["documents"])),
    "key_figures_degree": _of_use(lambda found: found["figures"]),
    "loss_answer": _answer("loss_answer", _loss_rows),
    "loss_certainty": _answer("loss_certainty", _loss_rows),
    "may_wait": _may_wait,
    "people_always": _of_use(_said(4, 4)),
    "people_asked": _of_use(_said(0, 4)),
    "people_hardly": _of_use(_said(0, 1)),
    "people_never": _of_use(_said(0, 0)),
    "people_independent": _of_use(_said(0, 4), only_certain=True),
    "people_often": _of_use(_said(3, 4)),
    "people_sometimes": _of_use(_said(2, 2)),
    "things_used": _of_use(lambda found: len(found["things"])),
    "use_answer": _answer("use_answer", _use_rows),
    "use_certainty": _answer("use_certainty", _use_rows),
    "uses_that_count": _of_use(lambda found: found["log"][0]),
    "without_membership": _without_membership,
}
