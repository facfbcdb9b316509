"""The two questions recomputed from raw rows by code of the tests' own give the same answers, on random cases."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.analysis.case_tables import read_cases
from medlemsnytta.analysis.judgements import Judgement, judge
from medlemsnytta.inputs.parameters.params import Parameters
from tests.analysis.answer_cases import AS_OF, NETWORK, Rows, full, judged, tables_of, worlds
from tests.analysis.answers_anew import answers_anew
from tests.inputs.small_tables import PARAMETERS

DAYS = st.sampled_from((AS_OF, AS_OF, date(2024, 3, 1), date(2028, 5, 31), date(2035, 1, 1)))


def told(found: Judgement) -> tuple:
    use, loss = found.use, found.loss
    of_loss = (loss.answer, loss.confirmed, loss.only_slower, loss.somebody_says_same)
    return (use.answer, use.confirmed), of_loss, found.cell


@pytest.mark.slow
@given(worlds(), DAYS)
@settings(max_examples=10 * settings.default.max_examples)
def test_the_answers_and_the_cell_are_those_worked_out_anew(tables: Rows, as_of: date) -> None:
    assert told(judged(tables, as_of)) == answers_anew(full(tables), as_of)


@pytest.mark.slow
@given(worlds())
def test_they_are_the_same_when_read_from_tables(tables: Rows) -> None:
    parameters = Parameters.model_validate(PARAMETERS | {"networks": [NETWORK], "report_date": AS_OF.isoformat()})
    (case,) = read_cases(tables_of(tables), parameters).cases
    assert told(judge(case, {})) == answers_anew(full(tables), AS_OF)
