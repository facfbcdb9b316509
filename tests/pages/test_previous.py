"""Which earlier evaluations a report looks back to, and what is answered where it cannot."""

import json

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters import params
from medlemsnytta.inputs.parameters.previous import previous_reports
from medlemsnytta.inputs.tables.report_rows import read_report
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import since


def _name_as_previous(project, name: str) -> None:
    path = project / "params" / "huddinge-2026.yaml"
    text = path.read_text("utf-8")
    assert "\nprevious: huddinge-2025\n" in text
    path.write_text(text.replace("\nprevious: huddinge-2025\n", f"\nprevious: {name}\n"), "utf-8")


def _problems(project, name="huddinge-2026") -> str:
    with pytest.raises(ProblemsFound) as found:
        report.page(project, name).check()
    return " ".join(str(problem) for problem in found.value.problems)


def test_huddinge_2026_looks_back_to_2025(project):
    evaluation = report.page(project, "huddinge-2026").check()
    assert [name for name, _ in previous_reports(project, evaluation.parameters)] == ["huddinge-2025"]
    years = [each.parameters.year for each in report.since_previous(evaluation).evaluations]
    assert years == [2025, 2026]


@pytest.mark.slow
def test_a_third_year_shows_all_three_oldest_first(project):
    second = project / "params" / "exempelkommun-2025.yaml"
    first = params.plain(params.read_parameters(second)) | {"year": 2024, "report_date": "2024-12-01"}
    first |= {"conclusion": None, "recommendation": None, "recommended_actions": {}, "expected_information": []}
    (project / "params" / "exempelkommun-2024.yaml").write_text(json.dumps(first), "utf-8")
    text = second.read_text("utf-8")
    assert "\nprevious: null\n" in text
    second.write_text(text.replace("\nprevious: null\n", "\nprevious: exempelkommun-2024\n"), "utf-8")
    evaluation = report.page(project, "exempelkommun-2026").check()
    compared = report.since_previous(evaluation)
    assert [each.parameters.year for each in compared.evaluations] == [2024, 2025, 2026]
    assert compared.earlier.parameters.year == 2025
    rows = since.trend_table(compared).rows
    assert [row[0].text for row in rows[:3]] == ["Klimat 2024", "Klimat 2025", "Klimat 2026"]


def test_the_first_evaluation_looks_back_to_none(project):
    evaluation = report.page(project, "huddinge-2025").check()
    assert report.since_previous(evaluation) is None


@pytest.mark.slow
def test_what_the_report_follows_from_includes_the_earlier_parameters(project):
    parameters = report.page(project, "huddinge-2026").read.evaluations[0]
    read = list(read_report(project, parameters).files)
    assert "params/huddinge-2025.yaml" in read
    assert "params/huddinge-2026.yaml" not in read
    assert read == sorted(set(read))


def test_an_unknown_earlier_report_is_answered_with_the_nearest(project):
    _name_as_previous(project, "huddinge-2O25")
    said = _problems(project)
    assert "params/huddinge-2026.yaml, previous" in said
    assert "Menade du huddinge-2025?" in said


def test_a_report_of_another_municipality_is_no_earlier_evaluation(project):
    _name_as_previous(project, "exempelkommun-2025")
    assert "gäller en annan kommun (9999)" in _problems(project)


def test_a_report_of_the_same_or_a_later_year_is_no_earlier_evaluation(project):
    _name_as_previous(project, "huddinge-2026")
    assert "gäller 2026, som inte är före 2026" in _problems(project)


def test_what_is_wrong_in_the_earlier_evaluation_is_told_as_such(project):
    path = project / "params" / "huddinge-2025.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("klimatkommunerna: stay", "klimatkommunerna: leave"), "utf-8")
    assert "recommended_actions (den förra utvärderingen, 2025)" in _problems(project)
