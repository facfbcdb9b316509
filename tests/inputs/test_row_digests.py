"""Which rows a report rests on, and which of them have changed, is told row by row."""

import pytest
from small_tables import PARAMETERS, changed, write

from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.report_rows import read_report
from medlemsnytta.inputs.tables.row_digests import changed_rows

EXCERPTS = "data/exempel/excerpts.csv"


@pytest.fixture
def digests(tmp_path):
    def made(**tables: str):
        write(tmp_path, **tables)
        return read_report(tmp_path, parameters_from(PARAMETERS, "p.yaml")).rows

    return made


def test_every_row_has_its_number_and_sixteen_digits(digests):
    found = digests()
    assert list(found[EXCERPTS]) == ["2"]
    assert len(found[EXCERPTS]["2"]) == 16


def test_a_changed_row_a_new_one_and_one_that_is_gone_are_told(digests):
    before = digests()
    text = changed("excerpts", "Används ofta.", "Används sällan.")
    after = digests(
        excerpts=text + text.splitlines()[1].replace("e1,", "e2,") + "\n", uses=changed("uses", "d1,4", "d1,5")
    )
    assert changed_rows(before, after) == {EXCERPTS: [2, 3], "data/exempel/uses.csv": [2]}
    assert changed_rows(after, before) == {EXCERPTS: [2, 3], "data/exempel/uses.csv": [2]}


def test_the_same_value_spelt_otherwise_is_the_same_row(digests):
    assert digests(uses=changed("uses", "1.5", "1,5").replace(",1,5,", ',"1,5",')) == digests()


def test_rows_of_other_municipalities_and_networks_have_none(digests):
    found = digests()
    assert list(found["data/reference/networks.csv"]) == ["2"]
    assert list(found["data/reference/municipalities.csv"]) == ["2"]


def test_an_internal_statement_has_none(digests):
    assert EXCERPTS not in digests(excerpts=changed("excerpts", ",publish,", ",internal,"))
