"""What is refused of what people have counted: surveys that do not add up, overlap with the own network, unknown uses."""

from dataclasses import replace

import pandas as pd
import pytest
from small_tables import FOLDER, FROM, problems_in, small_tables, write

from medlemsnytta.inputs.tables.frames import Tables, load_table

HEADERS = {
    "survey": "network_id,date,question_id,question,kind,users,asked,count_0,count_1,count_2,count_3,count_4",
    "overlaps": "use_id,network_id,met",
    "use_logs": "network_id,date_from,date_to,how",
}


def _with(tmp_path, name: str, row: str) -> Tables:
    write(tmp_path)
    text = f"{HEADERS[name]},source,source_date,status,note\n{row},{FROM}\n"
    (tmp_path / FOLDER / f"{name}.csv").write_text(text, "utf-8")
    return replace(small_tables(), **{name: load_table(tmp_path, FOLDER, name)})


@pytest.mark.parametrize(
    ("name", "row", "what"),
    [
        ("survey", "alfa,2025,q,Nytta?,scale,9,5,1,1,1,1,1", None),
        ("survey", "alfa,2025,q,Nytta?,scale,9,5,2,1,1,1,1", "6 svar är fler än de 5 som fick frågan."),
        ("survey", "alfa,2025,q,Nytta?,scale,4,5,1,,,,", "asked 5 är större än users 4."),
        ("survey", "alfa,2025,q,Använt?,yes_no,9,5,1,1,,,", None),
        ("survey", "alfa,2025,q,Använt?,yes_no,9,5,1,1,1,,", "en ja- och nej-fråga har svar i count_2–count_4."),
        ("overlaps", "u1,beta,yes", None),
        ("overlaps", "u1,alfa,yes", "användningen 'u1' hör redan till 'alfa'."),
        ("overlaps", "u9,beta,yes", "kolumnen use_id: 'u9' finns inte i uses."),
        ("use_logs", "alfa,2025-03-01,2025-02-01,lista", "date_from 2025-03-01 ligger efter date_to 2025-02-01."),
    ],
)
def test_what_was_counted_is_examined(tmp_path, name, row, what):
    found = [problem.what for problem in problems_in(_with(tmp_path, name, row), name)]
    assert found == ([] if what is None else [what])


def test_a_survey_that_is_not_there_is_an_empty_table():
    assert isinstance(small_tables().survey, pd.DataFrame)
    assert small_tables().survey.empty
