"""Rows chosen and listed cell by cell are those that pandas' masks and lists give."""

from datetime import date

import pandas as pd
import pytest

from medlemsnytta.analysis.selection import records, where
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from tests.conftest import ROOT
from tests.loaded import load_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(ROOT, "data/exempelkommun")


def test_each_row_is_listed_as_pandas_lists_it(tables: Tables) -> None:
    for name in LAYOUTS:
        frame = tables.frame(name)
        listed, known = records(frame), frame.to_dict("records")
        assert repr(listed) == repr(known), name
        assert [[*map(type, row.values())] for row in listed] == [[*map(type, row.values())] for row in known], name


def test_rows_are_those_that_meet_every_condition(tables: Tables) -> None:
    frame = tables.excerpts
    mask = frame["network_id"].isin(["exempelklimat", "both"]) & frame["intensity"].notna()
    assert 0 < mask.sum() < len(frame)
    found = where(frame, network_id=["exempelklimat", "both"], intensity=pd.notna)
    pd.testing.assert_frame_equal(found, frame[mask])


def test_all_rows_or_none_keep_their_columns(tables: Tables) -> None:
    frame, kinds = tables.fees, tables.fees.dtypes
    everyone = where(frame, currency=lambda currency: currency != "", valid_to=lambda day: day != date.min)
    nobody = where(frame, network_id=[])
    assert len(everyone) == len(frame)
    assert len(nobody) == len(where(nobody, part=["medlemsavgift"])) == 0
    assert everyone.dtypes.equals(kinds)
    assert where(nobody, part=["medlemsavgift"]).dtypes.equals(kinds)


def test_one_text_alone_is_no_condition(tables: Tables) -> None:
    with pytest.raises(TypeError, match="network_id"):
        where(tables.excerpts, network_id="exempelklimat")
