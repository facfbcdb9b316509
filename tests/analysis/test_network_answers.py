"""The stage that answers the two questions: shipped cases, the reading of the tables, and the ledger of their rows."""

from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import pytest

from medlemsnytta.analysis import rows as table_rows
from medlemsnytta.analysis.case_tables import OF_NETWORKS, OF_THE_MUNICIPALITY, networks_named, read_cases
from medlemsnytta.analysis.cells import CELLS
from medlemsnytta.analysis.facts import row_of
from medlemsnytta.analysis.judgements import LOSS
from medlemsnytta.analysis.memberships import memberships_of
from medlemsnytta.analysis.network_answers import Answers, answers_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.row_ledger import REASONS
from medlemsnytta.analysis.statements import statements_of
from medlemsnytta.inputs.parameters.params import Parameters, read_parameters
from medlemsnytta.inputs.tables.frames import Tables
from tests.analysis.answer_cases import AS_OF, rows, said, tables_of
from tests.conftest import ROOT
from tests.inputs.small_tables import PARAMETERS
from tests.loaded import load_tables


def stage(tables: Tables, parameters: Parameters) -> Answers:
    inputs = ReportInputs(parameters, table_rows.until_report_date(tables, parameters))
    return answers_of(inputs, statements_of(inputs, memberships_of(inputs)))


def shipped(name: str) -> Answers:
    parameters = read_parameters(ROOT / "params" / f"{name}.yaml", root=ROOT)
    return stage(load_tables(ROOT, parameters.data_folder), parameters)


@pytest.mark.parametrize("year", [2025, 2026])
def test_huddinge_klimatkommunerna_is_used_as_its_representatives_say_and_nobody_knows_what_would_be_lost(year):
    found = shipped(f"huddinge-{year}").network("klimatkommunerna")
    use, loss = found.judgement.use, found.judgement.loss
    assert (use.answer, use.confirmed, loss.answer, found.cell) == ("yes", False, "unknown", "nearest_for")
    assert (use.asked, use.often, use.only_representatives, use.newest.year) == (1, 1, True, 2025)


@pytest.mark.parametrize("year", [2025, 2026])
def test_huddinge_sekom_is_partly_used_and_nobody_knows_what_would_be_lost(year):
    found = shipped(f"huddinge-{year}").network("sekom")
    use, loss = found.judgement.use, found.judgement.loss
    assert (use.answer, use.confirmed, loss.answer, found.cell) == ("partly", False, "unknown", "not_enough")
    assert (use.often, use.figures, [each.thing.kind for each in loss.things]) == (0, 2, ["key_figures"])


def test_huddinge_may_wait_with_sekom_since_the_report_names_whom_to_ask_and_by_when():
    found = shipped("huddinge-2025").network("sekom").waiting
    assert found.allowed
    assert [(each.about, each.due.isoformat(), "S2" in each.asked.ask) for each in found.coming] == [
        (LOSS, "2026-05-16", True)
    ]


def test_the_frame_has_a_row_a_network_and_the_repr_is_short():
    found = shipped("huddinge-2025")
    assert list(found.frame["cell"]) == ["nearest_for", "not_enough"]
    assert len(repr(found)) < 150


@pytest.mark.parametrize("name", ["huddinge-2025", "huddinge-2026", "exempelkommun-2025", "exempelkommun-2026"])
def test_every_row_of_the_tables_read_is_used_or_has_its_reason(name):
    parameters = read_parameters(ROOT / "params" / f"{name}.yaml", root=ROOT)
    tables = table_rows.until_report_date(load_tables(ROOT, parameters.data_folder), parameters)
    found = shipped(name).ledger
    read = [each for each in (*OF_NETWORKS, *OF_THE_MUNICIPALITY) if hasattr(tables, each)]
    assert [each.row for each in found] == sorted(
        row_of(each, index) for each in read for index in getattr(tables, each).index
    )
    assert [each for each in found if not each.used_by and each.reason not in REASONS] == []
    assert [each for each in found if each.used_by and each.reason] == []


def test_exempelkommun_has_a_network_in_each_cell_that_rows_can_give_and_one_of_each_kind():
    """Of the twelve pairs two are the officer's alone: where the first answer is not known, rows leave the second open."""
    found = shipped("exempelkommun-2026").networks
    pairs = {(each.judgement.use.answer, each.judgement.loss.answer) for each in found}
    known = set(product(("yes", "partly", "no"), ("yes", "unknown", "no")))
    assert pairs == known | {("unknown", "unknown")}
    assert {each.cell for each in found} == set(CELLS)
    assert {each.judgement.case.state for each in found} == {"member", "candidate", "declined", "left"}


def test_the_method_page_names_every_reason_for_which_a_row_decides_nothing():
    page = (ROOT / "docs" / "method.md").read_text("utf-8")
    table = page.split("### Nothing typed is lost")[1].split("###")[0]
    listed = [
        each for line in table.splitlines() if line.startswith("| ") for each in line.split("|")[1].strip().split(", ")
    ]
    assert sorted(listed[1:]) == sorted(REASONS)


def test_a_third_network_gains_nothing_from_what_is_said_of_two():
    assert networks_named("alfa;beta", ("alfa", "beta", "gamma")) == {"alfa", "beta"}
    assert networks_named("both", ("alfa", "beta")) == {"alfa", "beta"}
    assert networks_named("both", ("alfa", "beta", "gamma")) == frozenset()
    assert networks_named("both", ("alfa",)) == frozenset()


def with_networks(tables: Tables, *named: str) -> Tables:
    frame = tables.excerpts.copy()
    frame["network_id"] = list(named)
    return replace(tables, excerpts=frame)


def test_several_networks_are_named_one_by_one_and_the_rest_of_the_rows_are_told_apart():
    tables = with_networks(
        tables_of(rows(excerpts=[said(3), said(1), said(2), said(0)])), "alfa;beta", "beta", "both", "gamma"
    )
    parameters = Parameters.model_validate(PARAMETERS | {"networks": ["alfa", "beta", "delta"]})
    read = read_cases(tables, parameters)
    assert [[each.degree for each in case.statements] for case in read.cases] == [[3], [3, 1], []]
    reasons = {row.number: reason for row, reason in read.reasons.items() if row.table == "excerpts"}
    assert reasons == {4: "names_no_network", 5: "another_network"}


@pytest.mark.parametrize(
    ("speaker", "role"),
    [
        ({"role": "", "network_representative": "yes"}, "representative"),
        ({"role": "", "network_representative": "no"}, "user"),
        ({"role": "author", "network_representative": "yes"}, "author"),
        ({"role": "representative", "network_id": "beta"}, "other"),
        ({"role": "representative", "network_id": "alfa"}, "representative"),
        ({"role": "user", "network_id": "beta"}, "user"),
    ],
)
def test_who_speaks_is_read_from_the_role_and_from_whom_they_represent(speaker, role):
    tables = tables_of(rows(speakers=[{"speaker": "A"} | speaker], excerpts=[said(3)]))
    if "network_id" in speaker:
        tables.speakers["network_id"] = speaker["network_id"]
    (case,) = read_cases(tables, Parameters.model_validate(PARAMETERS)).cases
    assert [each.role for each in case.speakers] == [role]


def test_whoever_speaks_for_another_network_alone_is_not_asked_about_this_one():
    tables = tables_of(rows(speakers=[{"speaker": "A"}, {"speaker": "B"}], excerpts=[said(3)]))
    tables.speakers["network_id"] = "beta"
    (case,) = read_cases(tables, Parameters.model_validate(PARAMETERS)).cases
    assert [each.speaker for each in case.speakers] == ["A"]


def expecting(**cells: object) -> Parameters:
    item = {"what": "Enkät", "from_whom": "Nätverket", "due": AS_OF, "network": None} | cells
    known = Parameters.model_validate(PARAMETERS | {"report_date": AS_OF.isoformat(), "deadline": "2025-06-10"})
    return known.model_copy(update={"expected_information": (SimpleNamespace(**item),)})


@pytest.mark.parametrize(
    ("cells", "allowed"),
    [
        ({"answers": "loss"}, True),
        ({"answers": "loss", "network": "alfa"}, True),
        ({"answers": None}, False),
        ({}, False),
        ({"answers": "loss", "network": "beta"}, False),
        ({"answers": "loss", "due": None}, False),
    ],
)
def test_only_what_says_which_question_it_answers_is_waited_for(cells, allowed):
    tables = tables_of(rows(excerpts=[said(3)]))
    assert stage(tables, expecting(**cells)).network("alfa").waiting.allowed is allowed


def test_what_the_officer_has_set_is_read_from_the_parameters():
    known = Parameters.model_validate(PARAMETERS | {"report_date": AS_OF.isoformat()})
    answers = (SimpleNamespace(network="alfa", question="loss", answer="no", reason="Köpt verktyg."),)
    found = stage(tables_of(rows(excerpts=[said(3)])), known.model_copy(update={"answers": answers})).network("alfa")
    assert (found.judgement.loss.set_because, found.cell) == ("Köpt verktyg.", "nearest_against")


def test_the_last_day_of_notice_comes_before_the_deadline():
    known = Parameters.model_validate(PARAMETERS | {"report_date": AS_OF.isoformat(), "deadline": "2026-05-30"})
    tables = tables_of(rows(excerpts=[said(3)]))
    inputs = ReportInputs(known, tables)
    statements = statements_of(inputs, memberships_of(inputs))
    assert answers_of(inputs, statements).network("alfa").waiting.allowed
    assert not answers_of(inputs, statements, {"alfa": AS_OF}).network("alfa").waiting.allowed
