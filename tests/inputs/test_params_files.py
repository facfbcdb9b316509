"""The params files that are shipped obey their own rules, and their schema is current."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papermill.iorw import read_yaml_file

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters import compared, reports
from medlemsnytta.inputs.parameters.officer_text import fill, paragraphs
from medlemsnytta.inputs.parameters.params import Parameters, plain, read_parameters, schema, schema_json
from medlemsnytta.pages import index

PARAMS = Path(__file__).parents[2] / "params"
FILES = sorted(PARAMS.glob("*.yaml"))
shipped = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def test_the_schema_is_current():
    assert (PARAMS / "schema.json").read_text(encoding="utf-8") == schema_json()


def test_the_schema_is_a_schema_with_a_swedish_description_of_every_name():
    jsonschema.Draft7Validator.check_schema(schema())
    properties = schema()["properties"]
    assert list(properties) == list(Parameters.model_fields)
    assert all(described["description"].endswith(".") for described in properties.values())


def test_there_are_params_files():
    assert {"huddinge-2025", "huddinge-2026"} <= {path.stem for path in FILES}


@shipped
def test_a_shipped_file_names_the_schema_and_obeys_it(path: Path):
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json\n")
    jsonschema.validate(read_yaml_file(str(path)), schema())


def present_in(theirs: Any, ours: Any) -> Any:
    """Of `ours`, what `theirs` has a name for."""
    if isinstance(theirs, dict):
        return {name: present_in(value, ours[name]) for name, value in theirs.items()}
    if isinstance(theirs, list):
        return [present_in(one, other) for one, other in zip(theirs, ours, strict=True)]
    return ours


@shipped
def test_a_shipped_file_says_the_same_to_us_as_to_papermill(path: Path):
    theirs = read_yaml_file(str(path))
    assert present_in(theirs, plain(read_parameters(path))) == theirs


def test_the_conclusion_of_2025_is_filled_with_the_figures_of_2025():
    parameters = read_parameters(PARAMS / "huddinge-2025.yaml")
    values = {
        "avgift.sekom": "38\u00a0291 kronor",
        "kommun": "Huddinge",
        "medlem_sedan.sekom": "1996",
        "medlemmar.klimatkommunerna": "cirka 50",
        "medlemmar.sekom": "cirka 100",
        "namn.klimatkommunerna": "Klimatkommunerna",
        "namn.sekom": "Sveriges Ekokommuner",
        "tidsfrist": "30 maj 2026",
    }
    conclusion = paragraphs(fill(parameters.conclusion, values, "p"))
    assert len(conclusion) == 5
    assert "38\u00a0291 kronor om året" in conclusion[3]
    assert "senast den 30 maj 2026" in fill(parameters.recommendation, values, "p")


def test_nobody_has_written_a_conclusion_for_2026():
    parameters = read_parameters(PARAMS / "huddinge-2026.yaml")
    assert parameters.conclusion is parameters.recommendation is parameters.case_number is None
    assert parameters.recommended_actions == {}


LINES = (PARAMS / "huddinge-2025.yaml").read_text(encoding="utf-8").splitlines(keepends=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=6), max_size=20).map("".join))
def test_any_file_gives_parameters_or_problems(tmp_path: Path, text: str):
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        problems = read_parameters(path) and ()
    except ProblemsFound as found:
        problems = found.problems
    assert all(problem.where.split(", rad ")[0].endswith("/x.yaml") for problem in problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40))
def test_any_bytes_give_parameters_or_problems(tmp_path: Path, content: bytes):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound):
        read_parameters(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("overview", "så heter redan filerna för översikten. Döp om filen"),
        ("Index", "så heter redan filerna för listan över rapporterna. Döp om filen"),
        ("jamforelse-a-2025-a-2026", "så heter redan filerna för en jämförelse. Döp om filen"),
        ("Huddinge 2025", "en rapport kan inte heta så. Döp om filen"),
    ],
)
def test_a_report_may_not_have_another_page_s_name_whatever_its_case(project, name, said):
    """Windows and macOS take two names that differ in case for the same file."""
    (project / "params" / "huddinge-2025.yaml").rename(project / "params" / f"{name}.yaml")
    with pytest.raises(ProblemsFound) as found:
        reports.parameter_file(project, name)
    assert str(found.value).startswith(f"params/{name}.yaml: {said}")


def test_pages_that_are_no_reports_have_the_names_that_are_kept_for_them():
    names = [reports.OVERVIEW, index.NAME.removesuffix(".html"), compared.comparison_name([("a", None)])]
    assert [reports.page_called(name) for name in names] == ["översikten", "listan över rapporterna", "en jämförelse"]
    assert [reports.page_called(name) for name in ("overview-2025", "huddinge-2025", "indexet")] == [None] * 3
