"""The rules of coding what people said: what may carry a degree of use, and what may be quoted."""

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.tables.frames import Tables

_GRADES = ("intensity", "intensity_coder2")


def graded_network_statements(tables: Tables) -> list[Problem]:
    """What a network says of itself is context, never rated."""
    own = tables.excerpts["source_kind"] == "network_own"
    what = "{column} är ifylld, men utdraget är vad nätverket säger om sig självt (network_own)."
    return _graded(tables, own, what, "Det betygsätts aldrig: lämna cellen tom, eller rätta source_kind.")


def graded_plans(tables: Tables) -> list[Problem]:
    """Planned use never raises present use."""
    frame = tables.excerpts
    plans = frame["tense"].isin(["planned", "future"]) & frame["criterion"].isin(["use", "steering"])
    what = "{column} är ifylld, men utdraget handlar om användning som bara är planerad eller väntad."
    return _graded(tables, plans, what, "Bara det som används graderas: lämna cellen tom, eller rätta tense.")


def quotes_without_consent(tables: Tables) -> list[Problem]:
    frame = tables.excerpts
    rows = frame.index[(frame["form"] == "quote") & frame["consent"].isin(["paraphrase", "internal"])]
    what = "utdraget är ett citat, men den som talar har inte godkänt att bli citerad."
    fix = "Skriv om det med egna ord (form paraphrase), eller sätt consent till publish om godkännandet finns."
    return [Problem(tables.place("excerpts", row, "consent"), what, fix) for row in rows]


def speakers_without_role(tables: Tables) -> list[Problem]:
    """Who a speaker is decides what the words can confirm, so it is said, and said once."""
    problems = []
    for row, role, represents in zip(
        tables.speakers.index,
        *(tables.speakers[column].tolist() for column in ("role", "network_representative")),
        strict=True,
    ):
        if not role:
            fix = "Skriv representative, user, author, network eller other."
            problems.append(Problem(tables.place("speakers", row, "role"), "kolumnen role: cellen är tom.", fix))
        elif (role == "representative") != (represents == "yes"):
            what = f"role är {role}, men network_representative är {represents}."
            problems.append(Problem(tables.place("speakers", row, "role"), what, "Rätta det ena, eller töm det andra."))
    return problems


def _graded(tables: Tables, rows: pd.Series, what: str, fix: str) -> list[Problem]:
    frame = tables.excerpts
    return [
        Problem(tables.place("excerpts", row, column), what.format(column=column), fix)
        for column in _GRADES
        for row in frame.index[rows & frame[column].notna()]
    ]


CODING_RULES = (graded_network_statements, graded_plans, quotes_without_consent, speakers_without_role)
