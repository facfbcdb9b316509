"""The row ledger of random cases: every row is told once, and taking a row away changes what its account says."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from kinds_of_use import own_rows
from test_row_ledger import LEDGER

from medlemsnytta.errors import ProblemsFound
from tests.cases.random_cases import RandomCase, working_folders
from tests.cases.random_reports import Finished, finished

ROWS_DRAWN = 2
CASES = [2, pytest.param(20, marks=pytest.mark.slow), pytest.param(500, marks=pytest.mark.long)]


@pytest.mark.slow
@pytest.mark.parametrize("cases", CASES)
def test_used_and_unused_are_all_and_taking_one_away_tells(cases, counted):
    seen = {"rows": 0, "unused": 0, "used": 0}

    @settings(max_examples=cases, derandomize=True, phases=[Phase.generate])
    @given(working_folders(), st.integers(0, 2**32))
    def of_a_case(case: RandomCase, seed: int) -> None:
        with finished(case) as report:
            accounts = report.stages["accounts"]
            told = [tuple(each.row) for each in accounts.accounts]
            assert sorted(told) == sorted(row.place for row in own_rows(report.project))
            used = {tuple(each.row) for each in accounts.used}
            assert used == _cited(report) & set(told)
            seen["rows"] += len(told)
            drawn = random.Random(seed).sample(told, min(ROWS_DRAWN, len(told)))
            before = list(outside_the_ledger(report))
        for place in drawn:
            try:
                with finished(without(case, place)) as less:
                    changed = list(outside_the_ledger(less)) != before
            except ProblemsFound:
                continue  # a row that others name cannot be taken away alone
            assert changed is (place in used), place
            seen["used" if changed else "unused"] += 1

    of_a_case()
    counted(
        "row ledger of random cases",
        f"{seen['rows']} rows, all accounted for; {seen['unused']} unused taken away changed nothing, {seen['used']} used "
        "something",
    )


def _cited(report: Finished) -> set[tuple]:
    facts = [fact for *_, sources in report.runs for fact in sources if fact["kind"] not in LEDGER]
    return {tuple(row) for fact in facts for row in fact["rows"]}


def outside_the_ledger(report: Finished) -> Iterator[tuple[str, str]]:
    """Each text with its place, without those that speak of the rows as such."""
    for citation in report.document["citations"]:
        of_rows = any(fact["kind"] in LEDGER for run in citation["runs"] for fact in run["sources"])
        if not (of_rows or citation["place"].startswith(("tabell-rader", "Så används raderna"))):
            yield citation["place"], "".join(run["text"] for run in citation["runs"])


def without(case: RandomCase, place: tuple[str, int, bool]) -> RandomCase:
    """The case without one of the rows that it typed."""
    table, number, _ = place
    rows = [row for row_number, row in enumerate(case.tables[table], 2) if row_number != number]
    return replace(case, tables=case.tables | {table: rows})


@pytest.mark.slow
@pytest.mark.parametrize("cases", CASES)
def test_nothing_of_an_internal_statement_leaves_the_table_not_even_the_number_of_them(cases):
    @settings(max_examples=cases, derandomize=True, phases=[Phase.generate])
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        internal = [row for row in case.tables["excerpts"] if row["consent"] == "internal"]
        shown = [row for row in case.tables["excerpts"] if row["consent"] != "internal"]
        if any(row["same_as"] in {each["excerpt_id"] for each in internal} for row in shown if row["same_as"]):
            return  # a shown row that repeats an internal one would point at nothing
        with finished(replace(case, tables=case.tables | {"excerpts": [*shown, *internal]})) as report:
            whole = (report.document["blocks"], report.document["citations"], report.document["record"])
        with finished(replace(case, tables=case.tables | {"excerpts": shown})) as report:
            assert (report.document["blocks"], report.document["citations"], report.document["record"]) == whole

    of_a_case()
