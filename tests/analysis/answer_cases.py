"""Invented rows about one network, for the tests of the two questions: as a case, as tables, and drawn at random."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from medlemsnytta.analysis import network_cases as nc
from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.judgements import Judgement, judge
from medlemsnytta.inputs.tables.frames import Tables
from tests.inputs.small_tables import small_tables

AS_OF = date(2025, 6, 1)
NETWORK = "alfa"
Rows = dict[str, list[dict[str, Any]]]
"""The rows of each table, as the columns have them; what a row leaves out is empty."""

NOT_TYPED: Mapping[str, dict[str, Any]] = {
    "excerpts": {
        "date": "2025-03-01", "criterion": "use", "tense": "present", "intensity": None, "without_membership": "", "channel_id": "",
        "same_as": "", "source_kind": "interview", "speaker": "A",
    },
    "speakers": {"role": "user", "persons": None},
    "uses": {"channel_id": "", "date_from": "", "date_to": "", "kind": "everyday", "document_id": "", "count": None, "tense": "past", "text": ""},
    "use_logs": {"date_to": None},
    "documents": {"year_to": None, "seen_by": ""},
    "indicators": {"set": "nyckeltal", "year": 2025, "share": None},
    "events": {"name": "", "persons": None},
    "survey": {"question_id": "anvant", "date": "2025-02", "kind": "scale", "counts": (0, 0, 0, 0, 0)},
    "channels": {"type": "website", "open_to_nonmembers": "unknown"},
    "alternatives": {"replaces": ()},
    "candidates": {"purpose": "", "person_role": "", "hours": None},
    "entry_requirements": {"demand": "", "state": "not_examined"},
    "memberships": {"state": "member", "since": "2010", "until": ""},
}  # fmt: skip
IDS = {
    "excerpts": "excerpt_id",
    "uses": "use_id",
    "channels": "channel_id",
    "documents": "document_id",
    "alternatives": "id",
}


def rows(**tables: list[dict[str, Any]]) -> Rows:
    """Rows with the usual people and channels, and what the test is about."""
    found: Rows = {
        "speakers": [
            *({"speaker": name, "persons": 1} for name in "ABCDEF"),
            {"speaker": "G"},
            {"speaker": "H", "persons": 5},
            {"speaker": "R", "role": "representative"},
            {"speaker": "Q", "role": "representative", "persons": 3},
            {"speaker": "W", "role": "author"},
            {"speaker": "N", "role": "network"},
            {"speaker": "O", "role": "other", "persons": 2},
        ],
        "channels": [
            {"channel_id": "a", "open_to_nonmembers": "yes"},
            {"channel_id": "b", "open_to_nonmembers": "no"},
            {"channel_id": "c"},
            {"channel_id": "k", "type": "key_figures"},
        ],
        "memberships": [{}],
    }
    return found | tables


def said(degree: int | None = None, without: str = "", **cells: Any) -> dict[str, Any]:
    """One statement."""
    return dict(intensity=degree, without_membership=without, **cells)


def full(tables: Rows) -> Rows:
    """Every cell, and an id for each row that has none."""
    found: Rows = {}
    for name, listed in tables.items():
        found[name] = []
        for number, row in enumerate(listed):
            named = {IDS[name]: f"{name}{number:02}"} if name in IDS else {}
            found[name].append(named | NOT_TYPED[name] | row)
    return found


def case_of(tables: Rows, as_of: date = AS_OF, months: int = 36, year: int = 2025) -> nc.Case:
    """The rows as the product's case."""
    rows = {name: [(Row(name, n), row) for n, row in enumerate(listed, 2)] for name, listed in full(tables).items()}
    membership = rows["memberships"][0][1]

    def listed(name: str) -> list[tuple[Row, dict[str, Any]]]:
        return rows.get(name, [])

    return nc.Case(
        NETWORK,
        membership["state"],
        as_of,
        year,
        months,
        membership["since"],
        membership["until"],
        speakers=tuple(nc.Speaker(r["speaker"], r["role"], r["persons"], row) for row, r in listed("speakers")),
        statements=tuple(
            nc.Statement(
                r["excerpt_id"], r["speaker"], r["date"], r["criterion"], r["tense"], r["intensity"],
                r["without_membership"], r["channel_id"], r["same_as"], r["source_kind"], row,
            )
            for row, r in listed("excerpts")
        ),
        uses=tuple(
            nc.Use(
                r["channel_id"], r["date_from"], r["date_to"], r["kind"], r["document_id"], r["count"], r["tense"],
                (r["text"],), row,
            )
            for row, r in listed("uses")
        ),
        logs=tuple(nc.Log(r["date_from"], r["date_to"], row) for row, r in listed("use_logs")),
        documents=tuple(nc.Document(r["document_id"], r["year_to"], r["seen_by"], row) for row, r in listed("documents")),
        key_figures=tuple(
            nc.KeyFigures(r["set"], r["year"], None if r["share"] is None else Fraction(r["share"]), row)
            for row, r in listed("indicators")
        ),
        events=tuple(nc.Event(r["date"], r["name"], r["persons"], row) for row, r in listed("events")),
        surveys=tuple(
            nc.SurveyQuestion(r["question_id"], r["date"], r["kind"], tuple(r["counts"]), row)
            for row, r in listed("survey")
        ),
        channels=tuple(
            nc.Channel(r["channel_id"], r["type"], r["open_to_nonmembers"], row) for row, r in listed("channels")
        ),
        alternatives=tuple(nc.Alternative(r["id"], tuple(r["replaces"]), row) for row, r in listed("alternatives")),
        candidacies=tuple(
            nc.Candidacy(r["purpose"], r["person_role"], r["hours"], row) for row, r in listed("candidates")
        ),
        demands=tuple(nc.Demand(r["demand"], r["state"], row) for row, r in listed("entry_requirements")),
    )  # fmt: skip


def judged(tables: Rows, as_of: date = AS_OF, **said_otherwise: Any) -> Judgement:
    return judge(case_of(tables, as_of), said_otherwise)


def tables_of(tables: Rows) -> Tables:
    """The rows as tables such as the readers give, with the columns that are new."""
    every = full(tables)
    for row in every.get("survey", ()):
        row.update({f"count_{step}": count for step, count in enumerate(row.pop("counts"))})
    for row in every.get("indicators", ()):
        row["share"] = row["share"] and Decimal(row["share"])
        row.update(size=None, in_own_followup=None)
    for row in every.get("alternatives", ()):
        row["replaces"] = ";".join(row["replaces"])
    loaded = small_tables()
    found = replace(loaded, **{name: getattr(loaded, name).iloc[:0] for name in NOT_TYPED if hasattr(loaded, name)})
    for name, listed in every.items():
        if listed:
            object.__setattr__(found, name, _frame(name, listed))
    return found


def _frame(name: str, listed: list[dict[str, Any]]) -> pd.DataFrame:
    network = "" if name == "speakers" else NETWORK
    found = [{"network_id": network, **row} for row in listed]
    frame = pd.DataFrame(found, index=pd.RangeIndex(2, 2 + len(listed), name=name), dtype=object)
    numbers = [each for each in frame if each in WHOLE or each.startswith("count_")]
    return frame.astype({each: "Int64" for each in numbers})


WHOLE = ("persons", "count", "intensity", "year", "year_to", "size", "in_own_followup")
DATES = ("2025-03-01", "2025-03-01", "2025-02", "2024", "2023-01-01", "2021-05-20", "2016", "")
SPEAKERS = (*"AABBCCGHRQ", "O", "")
WORDS = ("same", "same", "slower", "worse", "not_at_all", "unknown")
CHANNELS = ("", "a", "b", "c", "k")


def statements(speakers: tuple[str, ...] = SPEAKERS) -> st.SearchStrategy[dict[str, Any]]:
    """A statement that answers either question, or now and then neither."""
    return st.fixed_dictionaries(
        {
            "speaker": st.sampled_from(speakers),
            "intensity": st.one_of(st.integers(0, 4), st.none()),
            "without_membership": st.sampled_from(("", "", *WORDS)),
            "channel_id": st.sampled_from(CHANNELS),
            "date": st.sampled_from(DATES),
        },
    )


def odd_statements() -> st.SearchStrategy[dict[str, Any]]:
    """A statement that has something about it for which it may not count."""
    odd = st.fixed_dictionaries(
        {
            "speaker": st.sampled_from(("A", "R", "W", "N", "Z")),
            "criterion": st.sampled_from(("use", "relevance")),
            "tense": st.sampled_from(("past", "planned", "future")),
            "source_kind": st.sampled_from(("interview", "network_own", "third_party", "municipality_assessment")),
            "date": st.sampled_from((*DATES, "2025-07-01")),
            "same_as": st.sampled_from(("", "excerpts00", "excerpts01", "excerpts02")),
        }
    )
    return st.builds(lambda plain, changed: plain | changed, statements(), odd)


def logs() -> st.SearchStrategy[Rows]:
    """A log, of a year or shorter or two of them, with uses in it, beside it, and some twice."""
    periods = st.lists(
        st.sampled_from(
            [
                {"date_from": date(2024, 6, 1), "date_to": date(2025, 5, 31)},
                {"date_from": date(2019, 1, 1), "date_to": date(2020, 12, 31)},
                {"date_from": date(2025, 1, 1), "date_to": date(2025, 4, 30)},
                {"date_from": date(2025, 2, 1), "date_to": date(2025, 3, 31)},
            ]
        ),
        max_size=2,
        unique_by=lambda row: row["date_from"],
    )
    uses = st.fixed_dictionaries(
        {
            "channel_id": st.sampled_from(CHANNELS),
            "date_from": st.sampled_from(("2024-09-01", "2025-03", "2024", "2020-06-15", "")),
            "count": st.sampled_from((None, 0, 1, 3, 5, 12)),
            "tense": st.sampled_from(("past", "past", "present", "planned")),
        }
    )
    return st.builds(lambda logs, uses: {"use_logs": logs, "uses": uses}, periods, st.lists(uses, max_size=4))


def traces() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "kind": st.just("document"),
            "document_id": st.sampled_from(("d1", "d2", "d3", "")),
            "channel_id": st.sampled_from(("", "", "a")),
            "date_from": st.sampled_from(("", "1999", "2008", "2012", "2023-05", "2026")),
            "date_to": st.sampled_from(("", "2024")),
            "tense": st.sampled_from(("past", "past", "planned")),
        }
    )


DOCUMENTS = [
    {"document_id": "d1", "year_to": 2005},
    {"document_id": "d2", "year_to": 2030, "seen_by": "registrator"},
    {"document_id": "d3", "seen_by": "registrator"},
]


@st.composite
def worlds(draw: st.DrawFn, *, odd: bool = True, documents: bool = True) -> Rows:
    """Rows of a member's network: people, and now and then logs, documents, key figures, events, surveys, alternatives."""
    found = rows(
        excerpts=draw(st.lists(st.one_of(statements(), odd_statements()) if odd else statements(), max_size=6))
    )
    if draw(st.booleans()):
        found |= draw(logs())
    if documents and draw(st.booleans()):
        found["documents"] = DOCUMENTS
        found["uses"] = [*found.get("uses", []), *draw(st.lists(traces(), max_size=2))]
    if draw(st.booleans()):
        shares = st.sampled_from(("0", "0.1", "0.25", "0.5", "0.75", "0.9", None))
        years = draw(st.lists(st.sampled_from((2023, 2025, 2026)), max_size=2, unique=True))
        found["indicators"] = [{"year": year, "share": draw(shares)} for year in years]
    if draw(st.integers(0, 3)) == 3:
        days = st.sampled_from((date(2025, 2, 1), date(2024, 9, 1), date(2023, 1, 1), date(2025, 9, 1)))
        events = st.fixed_dictionaries({"date": days, "persons": st.sampled_from((None, 0, 0, 1, 4))})
        found["events"] = draw(st.lists(events, max_size=4))
    if draw(st.integers(0, 3)) == 3:
        counts = st.tuples(*[st.integers(0, 3)] * 5)
        kinds = st.sampled_from(("scale", "yes_no"))
        asked = st.fixed_dictionaries(
            {
                "question_id": st.sampled_from(("anvant", "anvandning", "nytta")),
                "date": st.sampled_from(("2025-02", "2020", "2026")), "kind": kinds, "counts": counts,
            }
        )  # fmt: skip
        found["survey"] = draw(st.lists(asked, max_size=2, unique_by=lambda row: (row["question_id"], row["date"])))
    replaced = st.lists(st.sampled_from(("a", "b", "c", "k", "d1", "d2", NETWORK)), min_size=1, max_size=2)
    found["alternatives"] = [{"replaces": each} for each in draw(st.lists(replaced, max_size=1))]
    return found
