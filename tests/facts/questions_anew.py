"""The next questions worked out anew from raw rows: each answer is tried on the two questions of `answers_anew`."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

from raw_rows import Cells, Project

from tests.analysis.answers_anew import COMING, answers_anew, back, number_of, reckon, state_of

CELLS = ("for", "nearest_for", "weigh", "not_enough", "nearest_against", "against")
ANSWERS = {"use": ("0", "2", "4"), "loss": ("same", "slower", "not_at_all")}
TABLES = (
    *(
        "memberships",
        "excerpts",
        "speakers",
        "uses",
        "use_logs",
        "documents",
        "indicators",
        "events",
        "survey",
        "channels",
    ),
    *("candidates", "entry_requirements"),
)
THE_NETWORK = "alfa"
"""What the reckoning calls the one network that its rows are about."""


class Question(NamedTuple):
    """One of use, or of loss of a thing as a fact spells it; `whom` are speakers, none where two are to be found."""

    about: str
    thing: str
    whom: tuple[str, ...]


class Found(NamedTuple):
    question: Question
    alone: frozenset[str]


@cache
def next_questions(project: Project, network: str) -> tuple[Found, ...]:
    """Those about a membership whose answers can change its cell, alone or beside answers to the others."""
    tables = tables_of(project, network)
    before, every, found = _cell(project, tables), list(_open(project, tables)), []
    for question in every:
        alone = {_cell(project, _given(project, tables, [(question, each)])) for each in ANSWERS[question.about]}
        others = [each for each in every if each != question]
        if alone - {before} or _matters_beside(project, tables, question, others):
            found.append(Found(question, frozenset(alone - {before})))
    return tuple(found)


def can_give(project: Project, network: str, person: str) -> str | None:
    """The other cells that an answer of the person's group gives by itself.

    "1" and "2" are who is not named: the one who would answer for what is planned, and two who use or would use it.
    """
    planned = state_of(tables_of(project, network)) in COMING

    def put_to(question: Question) -> bool:
        if question.whom:
            return person.split("+")[0] in question.whom
        return person == ("1" if planned and question.about == "use" else "2")

    given = {cell for question, alone in next_questions(project, network) if put_to(question) for cell in alone}
    return "+".join(cell for cell in CELLS if cell in given) or None


def coming(project: Project, network: str) -> int:
    """How much that can change the cell comes in time: what is expected, and questions that somebody is named to answer."""
    from kinds_of_decisions import last_day

    last, every = last_day(project, network), next_questions(project, network)
    open_questions = {each.about for each, _ in every}
    expected = [
        date.fromisoformat(str(each["due"]))
        for each in project.parameters.get("expected_information") or ()
        if each.get("due") and each.get("network") in (None, network) and each.get("answers") in open_questions
    ]
    asked = [last - timedelta(days=14) for each, _ in every if each.whom and last]
    return sum(project.report_date <= day < (last or date.max) for day in (*expected, *asked))


def _matters_beside(project, tables, question, others) -> bool:
    kinds = list(dict.fromkeys(each.about for each in others))
    for answers in product(*(("", *ANSWERS[kind]) for kind in kinds)):
        by_kind = dict(zip(kinds, answers, strict=True))
        beside = [(each, by_kind[each.about]) for each in others if by_kind[each.about]]
        without = _cell(project, _given(project, tables, beside))
        for answer in ANSWERS[question.about]:
            if _cell(project, _given(project, tables, [*beside, (question, answer)])) != without:
                return True
    return False


def given_answers(project: Project, network: str) -> tuple[tuple[str, str], ...]:
    """What the officer has set."""
    return tuple(
        (each["question"], each["answer"])
        for each in project.parameters.get("answers") or ()
        if each["network"] == network
    )


def _cell(project: Project, tables: dict) -> str:
    (network,) = tables["network"]
    given = given_answers(project, network)
    return answers_anew(tables, project.report_date, months_of(project), int(project.parameters["year"]), given)[2]


def months_of(project: Project) -> int:
    return int(project.parameters.get("evidence_months") or 36)


def reckoned(project: Project, tables: dict, *, only_certain: bool = False) -> dict:
    day, year = number_of(project.report_date), int(project.parameters["year"])
    return reckon(tables, day, months_of(project), year, only_certain=only_certain)


def _open(project: Project, tables: dict):
    """Use, and each thing used: put to those known who have not answered lately, and to two who are not known."""
    window = back(number_of(project.report_date), months_of(project))
    lately = [row for row in tables["excerpts"] if number_of(row["date"]) >= window]
    known = [row["speaker"] for row in tables["speakers"] if row["role"] in ("representative", "user")]
    on_use = {
        row["speaker"]
        for row in lately
        if row["criterion"] == "use" and row["tense"] in ("past", "present") and row["intensity"] is not None
    }
    users = [each for each in known if each in on_use] or known
    (network,), coming_one = tables["network"], state_of(tables) in COMING
    fixed = {question for question, _ in given_answers(project, network)}
    things = sorted(map(spelled, reckoned(project, tables)["things"])) or ["no_channel"]
    for about, thing, asked in (("use", "use", known), *(("loss", each, users) for each in things)):
        if about in fixed:
            continue
        if about == "use" and coming_one:
            plans = tables["candidates"] or [{"purpose": "", "person_role": "", "hours": None}]
            if all("" in (each["purpose"], each["person_role"]) or each["hours"] is None for each in plans):
                yield Question(about, thing, ())
            continue
        answered = on_use if about == "use" else {row["speaker"] for row in lately if is_of(tables, row, thing)}
        if silent := [each for each in asked if each not in answered]:
            yield Question(about, thing, tuple(silent))
        yield Question(about, thing, ())


def spelled(thing) -> str:
    """A thing of `reckon` as a fact spells it."""
    if isinstance(thing, str):
        return {"nothing named": "no_channel", "key figures": "key_figures"}[thing]
    return ":".join(thing)


def is_of(tables: dict, row: dict, thing: str) -> bool:
    """Whether a statement says what would become of the thing."""
    channel = row["channel_id"]
    kinds = {each["channel_id"]: each["type"] for each in tables["channels"]}
    documents = {each["document_id"] for each in tables["documents"]}
    of = "no_channel" if not channel else f"{'document' if channel in documents else 'channel'}:{channel}"
    of = "key_figures" if kinds.get(channel) == "key_figures" else of
    return row["without_membership"] not in ("", "unknown") and of == thing


def _given(project: Project, tables: dict, answers) -> dict:
    """The tables with each answer given on the report's day by all those asked."""
    people = [*tables["speakers"], *({"speaker": each, "role": "user", "persons": 1} for each in ("?1", "?2"))]
    statements, channels = list(tables["excerpts"]), list(tables["channels"])
    plans = tables["candidates"]
    for number, (question, answer) in enumerate(answers):
        if question.about == "use" and state_of(tables) in COMING:
            purpose, who, hours = {"0": ("", "", Fraction(0)), "2": ("?", "", None), "4": ("?", "?", Fraction(1))}[
                answer
            ]
            plans = [{"purpose": purpose, "person_role": who, "hours": hours}]
            continue
        channel = question.thing.partition(":")[2]
        if question.thing == "key_figures":
            kept = [each["channel_id"] for each in channels if each["type"] == "key_figures"]
            if not kept:
                channels.append({"channel_id": "?k", "type": "key_figures", "open_to_nonmembers": "unknown"})
            channel = kept[0] if kept else "?k"
        for each in question.whom or ("?1", "?2"):
            of_use = question.about == "use"
            statements.append(
                {
                    "excerpt_id": f"?{number}{each}",
                    "speaker": each,
                    "date": project.report_date.isoformat(),
                    "criterion": "use" if of_use else "relevance",
                    "tense": "present",
                    "intensity": int(answer) if of_use else None,
                    "without_membership": "" if of_use else answer,
                    "channel_id": channel,
                    "same_as": "",
                    "source_kind": "interview",
                }
            )
    return tables | {"speakers": people, "excerpts": statements, "channels": channels, "candidates": plans}


@cache
def tables_of(project: Project, network: str) -> dict[str, list[dict]]:
    """The network's rows up to the report's date, with numbers and days as such."""
    today = project.report_date.isoformat()
    found = {name: _of_network(project, name, network) for name in TABLES}
    found["network"] = [network]
    found["entry_requirements"] = [row for row in found["entry_requirements"] if row["row"][2]] or found[
        "entry_requirements"
    ]
    found["candidates"] = [
        row | {"hours": Fraction(row["hours"]) if row["hours"] else None} for row in found["candidates"]
    ]
    for name in ("excerpts", "survey", "events"):
        found[name] = [row for row in found[name] if row["date"] <= today]
    found["uses"] = [row for row in found["uses"] if row["tense"] == "planned" or row["date_from"] <= today]
    found["excerpts"] = [row | {"intensity": _whole(row["intensity"])} for row in found["excerpts"]]
    heard = {row["speaker"] for row in found["excerpts"]}
    found["speakers"] = [
        row | {"role": _role(row, network), "persons": _whole(row["persons"])}
        for row in map(_row, project.rows("speakers"))
        if row["network_id"] in ("", network) or row["speaker"] in heard
    ]
    found["uses"] = [row | {"count": _whole(row["count"])} for row in found["uses"]]
    found["use_logs"] = [
        row | {"date_from": date.fromisoformat(row["date_from"]), "date_to": _day(row["date_to"])}
        for row in found["use_logs"]
        if row["date_from"] <= today
    ]
    found["events"] = [
        row | {"date": date.fromisoformat(row["date"]), "persons": _whole(row["persons"])} for row in found["events"]
    ]
    found["documents"] = [row | {"year_to": _whole(row["year_to"])} for row in map(_row, project.rows("documents"))]
    found["survey"] = [
        row | {"counts": [_whole(row[f"count_{step}"]) or 0 for step in range(5)]} for row in found["survey"]
    ]
    found["indicators"] = [row | {"year": _whole(row["year"]), "share": _share(row)} for row in found["indicators"]]
    found["alternatives"] = [
        row
        | {
            "replaces": [
                THE_NETWORK if each.strip() == network else each.strip()
                for each in row["replaces"].split(";")
                if each.strip()
            ]
        }
        for row in map(_row, project.rows("alternatives"))
    ]
    return found


EMPTY = ("without_membership", "same_as", "channel_id", "seen_by", "replaces", "role", "persons")


def _row(cells: Cells) -> dict:
    return dict.fromkeys(EMPTY, "") | cells.cells | {"row": cells.place}


def _of_network(project: Project, table: str, network: str) -> list[dict]:
    two = len(project.networks) == 2
    return [
        _row(row)
        for row in project.rows(table)
        if row["consent"] != "internal"
        and (
            network in [each.strip() for each in row["network_id"].split(";")] or (row["network_id"] == "both" and two)
        )
    ]


def _role(row: dict, network: str) -> str:
    role = row["role"] or ("representative" if row.get("network_representative") == "yes" else "user")
    return "other" if role == "representative" and row["network_id"] not in ("", network) else role


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _share(row: dict) -> Fraction | None:
    if row["in_own_followup"] and row["size"]:
        return Fraction(int(row["in_own_followup"]), int(row["size"]))
    return Fraction(row["share"]) if row["share"] else None
