"""What one report cannot read of the tables is told with its rows, and what is said of all its statements is filled in."""

import pytest
from small_tables import FILES, FOLDER, PARAMETERS, write

from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.report_checks import check_report
from medlemsnytta.inputs.tables.report_rows import chosen
from tests.loaded import load_tables

GAMMA = "gamma,Nätverket Gamma,Gamma,,,,,,,network_own,påhittat,2025-04-01,illustrative,\n"


@pytest.fixture
def tables(tmp_path):
    networks = FILES["data/reference/networks.csv"] + GAMMA
    excerpts = FILES["data/exempel/excerpts.csv"].replace("e1,alfa", "e1,both").replace(",k1,", ",,").replace("K1", "")
    return load_tables(write(tmp_path, networks=networks, excerpts=excerpts), FOLDER)


@pytest.mark.parametrize("networks", [["alfa"], ["alfa", "beta"]])
def test_both_are_the_two_of_a_report(tables, networks):
    assert check_report(tables, parameters_from(PARAMETERS | {"networks": networks}, "p")) == []


def test_both_of_three_are_told_to_be_named(tables):
    parameters = parameters_from(PARAMETERS | {"networks": ["alfa", "beta", "gamma"]}, "p")
    assert [str(problem) for problem in check_report(tables, parameters)] == [
        "data/exempel/excerpts.csv, rad 2: network_id är both, men rapporten har 3 nätverk. "
        "Skriv vilka uttalandet gäller, med semikolon emellan: alfa;beta."
    ]


@pytest.mark.parametrize(("coder", "coded_by"), [("K7", "K7"), (None, "")])
def test_statements_without_a_coder_were_coded_by_the_one_of_the_parameters(tables, coder, coded_by):
    parameters = parameters_from(PARAMETERS | {"coder": coder}, "p")
    assert chosen(tables, parameters).excerpts["coder"].tolist() == [coded_by]
