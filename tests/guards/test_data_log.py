"""The data log names every table and column."""

from pathlib import Path

import pytest

from medlemsnytta.inputs.tables.layouts import LAYOUTS

LOG = (Path(__file__).resolve().parents[2] / "data" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_data_log_explains_every_column(name):
    section = LOG.split(f"/{name}.csv\n")[1].split("\n### ")[0]
    columns = LAYOUTS[name].column_names[:-4]
    assert [column for column in columns if f"| `{column}` |" not in section] == []
