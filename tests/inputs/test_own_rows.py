"""A municipality's own rows are added to the shared reference tables, for that municipality alone."""

from pathlib import Path

import pytest
from small_tables import FILES, FOLDER, PARAMETERS, problems_in, write

from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import read_report
from tests.loaded import load_tables

ROOT = Path(__file__).resolve().parents[2]
HEADER = FILES["data/reference/networks.csv"].splitlines()[0]


def _with_own_networks(tmp_path: Path, row: str):
    write(tmp_path)
    (tmp_path / FOLDER / "networks.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    return load_tables(tmp_path, FOLDER)


def test_own_rows_are_added_to_the_shared_ones(tmp_path):
    tables = _with_own_networks(tmp_path, "gamma,Nätverket Gamma,Gamma,,,,,,,network_own,x,2025,observed,")
    assert list(tables.networks["network_id"]) == ["alfa", "beta", "gamma"]
    assert tables.place("networks", tables.networks.index[-1]) == f"{FOLDER}/networks.csv, rad 2"
    assert problems_in(tables, "networks") == []


def test_a_key_in_both_files_is_told_with_both_places(tmp_path):
    tables = _with_own_networks(tmp_path, "alfa,Nätverket Gamma,Gamma,,,,,,,network_own,x,2025,observed,")
    assert [str(problem) for problem in problems_in(tables, "networks")] == [
        f"{FOLDER}/networks.csv, rad 2: network_id 'alfa' finns redan på rad 2 i data/reference/networks.csv. "
        "Ta bort den ena raden, eller rätta den."
    ]


DEMANDS = "network_id,demand,state,text,source,source_date,status,note\n"


def test_own_demands_take_the_place_of_all_that_are_shared_of_the_network(tmp_path):
    write(tmp_path)
    shared, own = tmp_path / "data" / "reference", tmp_path / FOLDER
    ending = ",not_examined,,x,2025,observed,\n"
    (shared / "entry_requirements.csv").write_text(
        f"{DEMANDS}alfa,mål{ending}alfa,en plan{ending}beta,beslut{ending}", "utf-8"
    )
    (own / "entry_requirements.csv").write_text(f"{DEMANDS}alfa,handlingsplan,met,,x,2025,observed,\n", "utf-8")
    demands = load_tables(tmp_path, FOLDER).entry_requirements
    assert sorted(zip(demands["network_id"], demands["demand"], strict=True)) == [
        ("alfa", "handlingsplan"),
        ("beta", "beslut"),
    ]


def test_own_rows_count_among_the_files_that_a_report_is_made_of(tmp_path):
    _with_own_networks(tmp_path, "gamma,Nätverket Gamma,Gamma,,,,,,,network_own,x,2025,observed,")
    assert f"{FOLDER}/networks.csv" in read_report(tmp_path, parameters_from(PARAMETERS, "p.yaml")).files


@pytest.fixture(scope="module")
def exempelkommun():
    return load_tables(ROOT, "data/exempelkommun")


def test_exempelkommun_obeys_every_rule(exempelkommun):
    assert check_tables(exempelkommun) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_of_exempelkommun_is_marked_as_invented(exempelkommun, name):
    frame = exempelkommun.frame(name)
    own = frame[frame.index >= OWN_ROWS_FROM] if LAYOUTS[name].reference else frame
    assert set(own["status"]) <= {"illustrative"}


def test_exempelkommun_is_none_of_the_290(exempelkommun):
    shared = exempelkommun.municipalities[exempelkommun.municipalities.index < OWN_ROWS_FROM]
    assert "9999" not in set(shared["code"])
    assert (shared["type"].value_counts()["kommun"], len(shared)) == (290, 310)


def test_two_municipalities_do_not_see_each_others_rows(exempelkommun):
    huddinge = load_tables(ROOT, "data/huddinge")
    assert "exempelklimat" not in set(huddinge.networks["network_id"])
    assert huddinge.municipalities["code"].nunique() == 310
