"""Finished reports of random cases: every word that is printed holds, whatever a municipality types.

A sample is tried in the fast part and more in the whole run; `-m long` tries five hundred.
"""

from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from printed_pages import everything_wrong
from quantified_words import QUANTIFIED

from tests.cases.random_cases import RandomCase, working_folders
from tests.cases.random_reports import finished


@pytest.mark.parametrize(
    "cases", [4, pytest.param(40, marks=pytest.mark.slow), pytest.param(500, marks=pytest.mark.long)]
)
def test_every_word_of_a_finished_report_holds(cases, counted):
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, derandomize=True, phases=[Phase.generate])
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        with finished(case) as report:
            assert everything_wrong(report.project, report.runs, report.texts) == []
            kinds = {fact["kind"] for _, _, sources in report.runs for fact in sources}
            seen.update(
                cases=1, facts=sum(len(sources) for *_, sources in report.runs), **{f"kind {each}": 1 for each in kinds}
            )
            seen.update(quantified=sum(bool(QUANTIFIED.search(text)) for _, text, sources in report.runs if sources))

    of_a_case()
    counted(
        "random reports",
        f"{seen['cases']} cases, {seen['facts']} facts of {sum(each.startswith('kind ') for each in seen)} kinds and "
        f"{seen['quantified']} words that count or deny, all of them right",
    )
