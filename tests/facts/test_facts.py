"""Every printed figure, date and name is a fact that can be worked out anew from the raw rows."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from kinds_of_facts import expected, same
from printed_words import COUNTING, has
from raw_rows import Project
from report_text import ROOT, executed_in_process

from medlemsnytta.pages import report
from medlemsnytta.rendering.blocks import document

REPORTS = ("huddinge-2025", "huddinge-2026", "exempelkommun-2025", "exempelkommun-2026")
OF_CHANGES = (
    *("Sedan förra utvärderingen", "Ändringar i detalj", "tabell-fragor-da", "tabell-utveckling"),
    *("tabell-andrade-siffror", "tabell-andrad-metod", "tabell-andrade-uttalanden"),
)
CITED = (
    *("Sammanfattning", "tabell-svar", "diagram-tva-fragor", "diagram-kostnad", "Slutsats och rekommendation"),
    *("Vad som kan beslutas", "tabell-alternativ", "tabell-krav-for-intrade", "tabell-utan", "tabell-i-stallet"),
    *("tabell-nara", "tabell-langre-bort"),
    *("Uppdrag och beslut", "tabell-beslut", "Nätverken", "tabell-medlemmar", "Underlaget", "tabell-underlag"),
    *("Användning", "tabell-kanaler", "diagram-kanaler", "tabell-anvandning", "tabell-enkat", "tabell-overlapp"),
    *("Andra värden", "tabell-andra-varden", "tabell-uttalanden", "tabell-antecknat", "Så används raderna"),
    *("tabell-rader", "tabell-rader-oanvanda", "Metod, inställningar", "tabell-installningar"),
    *("Vad vi inte vet", "tabell-fragor"),
    *OF_CHANGES,
)
"""The sections and tables whose every word is cited so far."""


@cache
def citations(name: str) -> list[dict]:
    return document(executed_in_process(ROOT, name))["citations"]


def runs_of(name: str) -> Iterator[tuple[str, str, list[dict]]]:
    for citation in citations(name):
        for run in citation["runs"]:
            yield citation["place"], run["text"], run["sources"]


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_each_fact_is_what_the_raw_rows_say(name):
    project, wrong = Project(ROOT, name), []
    for place, text, sources in runs_of(name):
        for fact in sources:
            value, rows = expected(project, fact)
            if not same(value, fact["value"]) or rows != {tuple(row) for row in fact["rows"]}:
                wrong.append((place, text, fact, value, rows))
    assert wrong == []


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_printed_of_a_cell_is_what_stands_in_it(name):
    """Of cells that are text, a number or a day; code words have words of their own."""
    wrong = []
    for place, text, sources in runs_of(name):
        for fact in sources if len(sources) == 1 else ():
            column = fact["kind"].partition(".")[2]
            if column in PRINTED_AS_TYPED and fact["value"] and not has(text, fact["value"]):
                wrong.append((place, text, fact))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_the_source_of_every_row_that_is_cited_is_among_the_sources(name):
    project, listed = Project(ROOT, name), set(report.page(ROOT, name).check().evidence.sources)
    rows = {
        tuple(row)
        for _, _, sources in runs_of(name)
        for fact in sources
        if not fact.get("report")
        for row in fact["rows"]
    }
    read = [project.row(row) for row in rows if row[0] not in OF_THE_COUNTRY]
    assert {row["source"] for row in read if row["source"]} <= listed


OF_THE_COUNTRY = ("municipalities", "population")
"""Tables of SCB's, which is among the sources in words of its own."""

PRINTED_AS_TYPED = {
    *("name", "short", "profile", "entry_requirement", "text", "since", "members", "said_by", "note", "body", "date"),
    *("due_date", "case_number", "on_recommendation_of", "deadline", "recipient", "demand", "reason", "entry_process"),
    *("cost_sek", "hours", "inhabitants", "description"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_counted_dated_or_named_without_a_fact(name):
    names = [row[column] for row in Project(ROOT, name).rows("networks") for column in ("name", "short")]
    named = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in sorted(names, key=len, reverse=True) if each))
    bare = [
        (place, text)
        for place, text, sources in runs_of(name)
        if place.startswith(CITED)
        and not sources
        and (re.search(r"\d", text) or COUNTING.search(text) or named.search(text))
    ]
    assert bare == []
