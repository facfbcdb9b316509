"""What would be lost, worked out from raw rows: the rows as the tests' own reckoning of the two questions takes them."""

from datetime import date
from fractions import Fraction

from raw_rows import Cells, Project, RawRow

from tests.analysis.answers_anew import WORST, number_of, reckon

Expected = tuple[object, set[RawRow]]
THE_NETWORK = "alfa"
"""What the reckoning calls the one network that its rows are about."""


def _about(project: Project, row: Cells, network: str) -> bool:
    named = row["network_id"].split(";")
    return network in named or (named == ["both"] and len(project.networks) == 2)


def _of(project: Project, table: str, network: str) -> list[Cells]:
    return [row for row in project.rows(table) if _about(project, row, network)]


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _share(row: Cells) -> Fraction | None:
    if row["in_own_followup"] and row["size"]:
        return Fraction(int(row["in_own_followup"]), int(row["size"]))
    return Fraction(row["share"]) if row["share"] else None


def _role(project: Project, row: Cells, network: str) -> str:
    """As it is typed; else by whom they represent, and whoever has only assessed wrote the evaluation."""
    said = {each["source_kind"] for each in project.rows("excerpts") if each["speaker"] == row["speaker"]}
    role = row["role"] or ("representative" if row["network_representative"] == "yes" else "")
    role = role or ("author" if said == {"municipality_assessment"} else "user")
    return "other" if role == "representative" and row["network_id"] not in ("", network) else role


def _told(row: Cells, **cells: object) -> dict:
    return {**row.cells, **cells, "row": row.place}


def _rows(project: Project, network: str) -> dict[str, list[dict]]:
    """The rows about a network as the reckoning has them: whole numbers, days, and texts that are never missing."""
    excerpts = [
        _told(
            row,
            intensity=_whole(row["intensity"]),
            **{name: row[name] for name in ("without_membership", "same_as", "channel_id", "speaker", "date")},
        )
        for row in _of(project, "excerpts", network)
        if row["consent"] != "internal"
    ]
    survey = [
        _told(row, counts=tuple(_whole(row[f"count_{step}"]) or 0 for step in range(5)))
        for row in _of(project, "survey", network)
    ]
    replacing = [
        _told(row, replaces=[THE_NETWORK if each == network else each for each in row["replaces"].split(";")])
        for row in project.rows("alternatives")
    ]
    return {
        "excerpts": excerpts,
        "speakers": [
            _told(row, role=_role(project, row, network), persons=_whole(row["persons"]))
            for row in project.rows("speakers")
        ],
        "uses": [_told(row, count=_whole(row["count"])) for row in _of(project, "uses", network)],
        "use_logs": [
            _told(row, date_from=_day(row["date_from"]), date_to=_day(row["date_to"]))
            for row in _of(project, "use_logs", network)
        ],
        "documents": [
            _told(row, year_to=_whole(row["year_to"]), seen_by=row["seen_by"]) for row in project.rows("documents")
        ],
        "indicators": [
            _told(row, year=_whole(row["year"]), share=_share(row)) for row in _of(project, "indicators", network)
        ],
        "events": [
            _told(row, date=_day(row["date"]), persons=_whole(row["persons"]))
            for row in _of(project, "events", network)
        ],
        "survey": survey,
        "channels": [_told(row) for row in _of(project, "channels", network)],
        "alternatives": replacing,
    }


def _reckoned(project: Project, network: str) -> tuple[dict, dict[str, list[dict]]]:
    own = next(row for row in project.rows("memberships") if row["network_id"] == network)
    rows, months = _rows(project, network), project.parameters.get("evidence_months") or 36
    year = int(project.parameters["year"])
    today = number_of(project.report_date)
    return reckon(rows, today, months, year, own["since"], own["until"], only_certain=False), rows


def _thing(about: str) -> object:
    kind, _, name = about.partition(":")
    return {"key_figures": "key figures", "no_channel": "nothing named"}.get(kind, (kind, name))


def _place(rows: dict[str, list[dict]], channel: str) -> object:
    kinds = {row["channel_id"]: row["type"] for row in rows["channels"]}
    if not channel:
        return "nothing named"
    if "key_figures" in (kinds.get(channel), channel):
        return "key figures"
    document = channel not in kinds and channel in {row["document_id"] for row in rows["documents"]}
    return ("document" if document else "channel", channel)


def _without(found: dict, rows: dict[str, list[dict]], thing: object) -> Expected:
    """People's answers first, the newest of each; then what replaces it; then a door that is closed to others."""
    if said := found["said"].get(thing):
        newest = {name: (word, when) for name, (word, when, _) in said.items()}
        people = {row["speaker"]: row["role"] for row in rows["speakers"]}
        decides = {
            row["row"]
            for row in rows["excerpts"]
            if _place(rows, row["channel_id"]) == thing
            and newest.get("the representatives" if people.get(row["speaker"]) == "representative" else row["speaker"])
            == (row["without_membership"], number_of(row["date"]))
        }
        return max((word for word, _ in newest.values()), key=WORST.get), decides
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


def _without_membership(project: Project, network: str, about: str) -> Expected:
    found, rows = _reckoned(project, network)
    return _without(found, rows, _thing(about))


def _loss_answer(project: Project, network: str, _: str) -> Expected:
    """Of a membership; what the officer has set goes before. It rests on what becomes of each thing that is used."""
    found, rows = _reckoned(project, network)
    decides = {row for thing in found["things"] for row in _without(found, rows, thing)[1]}
    speaking = {row["speaker"] for row in rows["excerpts"] if row["row"] in decides}
    decides |= {row["row"] for row in rows["speakers"] if row["speaker"] in speaking}
    given = project.parameters.get("answers") or ()
    set_answer = [each["answer"] for each in given if (each["network"], each["question"]) == (network, "loss")]
    return (set_answer or [found["loss"]])[0], decides


ANSWERS = {"loss_answer": _loss_answer, "without_membership": _without_membership}
