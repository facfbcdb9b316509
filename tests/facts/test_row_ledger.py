"""Every row of the municipality's own tables is told: those that the report cites are those that it is said to use."""

import csv
from collections.abc import Iterator

import pytest
from changes_anew import CHANGES
from kinds_of_use import own_rows
from raw_rows import Project, RawRow
from report_text import ROOT, executed_in_process
from test_facts import REPORTS, runs_of

from medlemsnytta.analysis.row_ledger import REASONS
from medlemsnytta.pages import report
from medlemsnytta.presentation.words import row_words
from medlemsnytta.rendering.attachments import UNUSED, attachments
from medlemsnytta.rendering.blocks import document

LEDGER = ("own_rows", "own_rows_used", "own_rows_with_status", "own_rows_accounted")


def facts_of(name: str, *, of_ledger: bool) -> Iterator[dict]:
    for _, _, sources in runs_of(name):
        yield from (fact for fact in sources if (fact["kind"] in LEDGER) is of_ledger and not of_earlier(fact))


def of_earlier(fact: dict) -> bool:
    """What is said of the report before, and of the difference from it, rests on rows that are in its own account."""
    return bool(fact.get("report")) or (
        fact["kind"] in CHANGES and fact["kind"].startswith(("change_of_", "why_moved"))
    )


def rows_in(facts: Iterator[dict]) -> set[RawRow]:
    return {tuple(row) for fact in facts for row in fact["rows"]}


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_the_rows_that_are_cited_are_the_rows_that_are_used(name):
    own = {row.place for row in own_rows(Project(ROOT, name))}
    (used,) = {
        tuple(sorted(rows_in(iter([fact]))))
        for fact in facts_of(name, of_ledger=True)
        if fact["kind"] == "own_rows_used"
    }
    cited = own & rows_in(facts_of(name, of_ledger=False))
    assert cited <= set(used)
    assert set(used) - cited <= _used_by_the_report_before(name)


def _used_by_the_report_before(name: str) -> set[RawRow]:
    """Those that the report before is compared by, where it is worked out from the same folder."""
    before = Project(ROOT, name).parameters.get("previous")
    if not before or len({Project(ROOT, each).parameters["data_folder"] for each in (name, before)}) > 1:
        return set()
    accounts, _ = report.accounts_of(report.page(ROOT, before).check())
    return {tuple(each.row) for each in accounts.used}


@pytest.mark.slow
def test_what_the_report_before_is_compared_by_is_used():
    """Its log of working time, from which the cost has changed, and the events that its cell rests on."""
    accounts, _ = report.accounts_of(report.page(ROOT, "exempelkommun-2026").check())
    tables = {each.row.table for each in accounts.accounts if each.used_for == ("since",)}
    assert tables >= {"time_log", "events"}
    assert "time_log" not in {each.row.table for each in accounts.unused}


@pytest.mark.parametrize("name", REPORTS)
def test_every_row_stands_once_in_the_table_of_rows(name):
    told = [fact for fact in facts_of(name, of_ledger=True) if fact["kind"] == "own_rows_accounted"]
    distinct = {fact["about"]: fact["rows"] for fact in told}
    listed = [tuple(row) for rows in distinct.values() for row in rows]
    assert sorted(listed) == sorted(row.place for row in own_rows(Project(ROOT, name)))


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_each_unused_row_is_attached_by_table_number_and_reason_and_never_by_its_words(name):
    shown = document(executed_in_process(ROOT, name))
    record = shown["record"]
    carried = {each.name: each.content for each in attachments(shown["head"], [], {"parameters": {}, **record})}
    accounts, _ = report.accounts_of(report.page(ROOT, name).check())
    lines = list(csv.reader(carried[UNUSED].splitlines(), delimiter=";"))[1:] if UNUSED in carried else []
    assert len(lines) == len(accounts.unused) == sum(map(len, record["unused"].values()))
    assert {line[2] for line in lines} <= set(row_words.REASON.values())
    assert all(number.isdigit() and place.startswith("data/") for place, number, _ in lines)


@pytest.mark.slow
def test_internal_statements_are_in_no_account_and_only_counted_for_check():
    evaluation = report.page(ROOT, "exempelkommun-2026").check()
    accounts, internal = report.accounts_of(evaluation)
    told = Project(ROOT, "exempelkommun-2026").rows("excerpts")
    hidden = {row.place[1] for row in told if row["consent"] == "internal"}
    assert internal == len(hidden) > 0
    assert not hidden & {each.row.number for each in accounts.accounts if each.row.table == "excerpts"}


def test_every_reason_has_its_words_and_no_words_are_left_over():
    assert row_words.REASON.keys() == REASONS.keys()
