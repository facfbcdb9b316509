"""Rows that are printed of what can be decided, and of others, are used (docs/method.md, *Nothing typed is lost*)."""

import pytest

from medlemsnytta.analysis import evaluate as stages
from medlemsnytta.analysis import rows
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.row_accounts import row_accounts
from medlemsnytta.inputs.parameters.params import parameters_from
from tests.analysis.test_decision_options import DEMANDS
from tests.analysis.test_other_municipalities import DECISIONS, MEMBERS, TABLES
from tests.inputs.small_tables import FOLDER, PARAMETERS
from tests.loaded import load_tables
from tests.small_cases import memberships, small_case

ALTERNATIVES = "id,name,kind,replaces,source,source_date,status,note\nverktyg,Ett verktyg,tool,,x,2024,illustrative,\n"


@pytest.fixture
def used_for(tmp_path):
    """What the rows of the municipality's own tables are used for, by table and number."""
    shared = {name: TABLES[name] for name in ("municipalities", "population")}
    small_case(
        tmp_path, more={**shared, "memberships": memberships("alfa,,,candidate,,"), "alternatives": ALTERNATIVES}
    )
    own = {"entry_requirements": DEMANDS, "network_members": MEMBERS, "peer_decisions": DECISIONS}
    for name, text in own.items():
        (tmp_path / FOLDER / f"{name}.csv").write_text(text, "utf-8")
    parameters, tables = parameters_from(PARAMETERS, "prov"), load_tables(tmp_path, FOLDER)
    inputs = ReportInputs(parameters, rows.until_report_date(tables, parameters))
    found = stages.evaluate(inputs)
    accounts = row_accounts(inputs, found.memberships, found.fees, found.usage, found.evidence, found.answers)
    return {(each.row.table, each.row.number): each.used_for for each in accounts.accounts}


def test_alternatives_and_demands_on_one_who_can_join_are_used(used_for):
    assert used_for["alternatives", 2] == ("decided",)
    assert "decided" in used_for["entry_requirements", 2]


def test_members_and_decisions_that_are_told_are_used_and_the_others_are_not(used_for):
    assert {("others",), ()} == {used for (table, _), used in used_for.items() if table == "network_members"}
    assert {("others",), ()} == {used for (table, _), used in used_for.items() if table == "peer_decisions"}
