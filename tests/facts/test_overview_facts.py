"""An overview prints no figure, count or network without the fact that it says, and its facts name their reports."""

import re
from functools import cache

import pytest
from kinds_of_facts import expected, same
from overview_anew import KINDS, paid_fees, standing
from printed_words import COUNTING, has
from raw_rows import Project
from report_text import BATCH, OVERVIEW, ROOT, executed_in_process

from medlemsnytta.rendering.blocks import document


@cache
def runs() -> list[tuple[str, str, list[dict]]]:
    cited = document(executed_in_process(ROOT, OVERVIEW))["citations"]
    return [(each["place"], run["text"], run["sources"]) for each in cited for run in each["runs"]]


@pytest.mark.slow
def test_nothing_is_counted_dated_or_named_without_a_fact():
    names = {
        row[name]
        for report in BATCH["reports"]
        for row in Project(ROOT, report).rows("networks")
        for name in ("name", "short")
    }
    named = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in sorted(names - {""}, key=len, reverse=True)))
    bare = [
        (place, text)
        for place, text, sources in runs()
        if not sources
        and (re.search(r"\d", text) or COUNTING.search(text) or named.search(text))
        and not place.startswith("Metod")
    ]
    assert bare == []


def test_each_fact_is_what_the_raw_rows_of_the_reports_say():
    reports, wrong = {name: Project(ROOT, name) for name in BATCH["reports"]}, []
    for place, text, sources in runs():
        for fact in sources:
            if fact["kind"] in KINDS and not fact.get("report"):
                value, rows = KINDS[fact["kind"]](reports, fact["network"], fact["about"]), set()
            elif fact["kind"] == "paid_fees_ore":
                value, rows = paid_fees(reports[fact["report"]])
            elif fact["kind"] == "standing":
                value, rows = standing(reports[fact["report"]])
            elif fact["kind"].startswith("method."):
                continue
            else:
                value, rows = expected(reports[fact["report"]], fact)
            if not same(value, fact["value"]) or rows != {tuple(row) for row in fact["rows"]}:
                wrong.append((place, text, fact, value, rows))
    assert wrong == []


def test_what_is_printed_of_a_report_is_what_its_own_tables_and_parameters_say():
    shown, wrong = 0, []
    for place, text, sources in runs():
        for fact in sources if len(sources) == 1 else ():
            group, _, name = fact["kind"].partition(".")
            if not name or group == "method" or not fact.get("report"):
                continue
            project = Project(ROOT, fact["report"])
            said = project.parameters[name] if group == "params" else project.row(tuple(fact["rows"][0]))[name]
            shown += 1
            if str(said) != fact["value"] or not has(text, said):
                wrong.append((place, text, fact))
    assert wrong == []
    assert shown > 20


def test_every_cell_of_a_table_says_which_report_it_is_of():
    of_rows = [fact for _, _, sources in runs() for fact in sources if fact["rows"]]
    assert {fact.get("report") for fact in of_rows} == set(BATCH["reports"])
