"""A params file is checked as a whole, and every mistake is told in words that the strategist can act on."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters, from_namespace, parameters_from, plain, read_parameters

SMALLEST = {
    "municipality_code": "0126",
    "year": 2026,
    "title": "Uppföljning",
    "report_date": "2026-05-04",
    "networks": ["klimatkommunerna", "sekom"],
    "data_folder": "data/huddinge",
}
SMALLEST_FILE = """\
municipality_code: "0126"
year: 2026
title: Uppföljning
report_date: 2026-05-04
networks: [klimatkommunerna, sekom]
data_folder: data/huddinge
"""


def told(values: dict) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        parameters_from(SMALLEST | values, "p")
    return [str(problem) for problem in found.value.problems]


def told_of_file(path: Path, overrides: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_parameters(path, overrides, root=path.parent)
    return [str(problem) for problem in found.value.problems]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(SMALLEST_FILE, encoding="utf-8")
    return path


def test_what_is_left_out_gets_its_default():
    parameters = parameters_from(SMALLEST, "p")
    assert parameters.evidence_months == 36
    assert parameters.answers == parameters.proposed_decision == parameters.expected_information == ()
    assert parameters.recommended_actions == {}
    assert parameters.case_number is parameters.deadline is parameters.conclusion is None


def test_plain_values_are_what_papermill_can_inject_and_give_the_same_parameters():
    values = SMALLEST | {
        "deadline": "2026-05-30",
        "hourly_cost_sek": 450.5,
        "recommended_actions": {"sekom": "leave", "klimatkommunerna": "stay"},
        "expected_information": [{"what": "Utredning", "from_whom": "SEKOM", "due": "2026-05-15", "network": "sekom"}],
        "answers": [{"network": "sekom", "question": "use", "answer": True, "reason": "Skäl"}],
        "previous": "huddinge-2025",
        "method_version": "2",
    }
    parameters = parameters_from(values, "p")
    assert parameters.hourly_cost_sek == Decimal("450.5")
    assert plain(parameters) == {
        "municipality_code": "0126",
        "year": 2026,
        "title": "Uppföljning",
        "about": None,
        "report_date": "2026-05-04",
        "case_number": None,
        "asked_by": None,
        "recipient": None,
        "deadline": "2026-05-30",
        "networks": ["klimatkommunerna", "sekom"],
        "data_folder": "data/huddinge",
        "mismatch_reason": None,
        "coder": None,
        "colour": None,
        "logo": None,
        "monthly_salary_sek": None,
        "monthly_salary_source": None,
        "monthly_salary_year": None,
        "monthly_salary_status": None,
        "hourly_cost_sek": 450.5,
        "conclusion": None,
        "recommendation": None,
        "recommended_actions": {"klimatkommunerna": "stay", "sekom": "leave"},
        "departure_reason": None,
        "expected_information": [
            {"what": "Utredning", "from_whom": "SEKOM", "due": "2026-05-15", "network": "sekom", "answers": None}
        ],
        "proposed_decision": [],
        "answers": [{"network": "sekom", "question": "use", "answer": "yes", "reason": "Skäl"}],
        "evidence_months": 36,
        "previous": "huddinge-2025",
        "method_version": "2",
    }
    assert parameters_from(plain(parameters), "p") == parameters


def test_plain_values_come_in_the_same_order_whatever_the_order_of_the_file():
    actions = {"sekom": "leave", "klimatkommunerna": "stay"}
    one = plain(parameters_from(SMALLEST | {"recommended_actions": actions}, "p"))
    other = dict(reversed(SMALLEST.items())) | {"recommended_actions": dict(reversed(actions.items()))}
    assert repr(plain(parameters_from(other, "p"))) == repr(one)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"deadlin": "2026-05-30"}, "p: okänt namn 'deadlin'. Menade du 'deadline'?"),
        ({"xyz": 1}, "p: okänt namn 'xyz'. Ta bort det. De namn som finns står i params/schema.json."),
        (
            {"expected_information": [{"what": "x", "from_whom": "y", "deu": "2026-05-30"}]},
            "p: okänt namn 'deu' ('expected_information', post 1). Menade du 'due'?",
        ),
        ({"municipality_code": 86}, "p: 'municipality_code' är ett tal, inte text. Skriv en text."),
        (
            {"municipality_code": "126"},
            "p: 'municipality_code' är '126', men en kommunkod har fyra siffror, och en regions kod två.",
        ),
        (
            {"municipality_code": "٠١٢٦"},
            "p: 'municipality_code' är '٠١٢٦', men en kommunkod har fyra siffror, och en regions kod två.",
        ),
        ({"year": 1999}, "p: 'year' kan inte vara 1999. Skriv ett heltal från 2000 till 2100."),
        ({"year": 2026.0}, "p: 'year' kan inte vara 2026.0. Skriv ett heltal från 2000 till 2100."),
        ({"year": True}, "p: 'year' kan inte vara True. Skriv ett heltal"),
        ({"year": 10**5000}, "p: 'year' kan inte vara ett så stort tal. Skriv ett heltal"),
        ({"year": "2026"}, "p: 'year' kan inte vara texten '2026'. Skriv ett heltal från 2000 till 2100, utan citat"),
        ({"year": None}, "p: 'year' saknar värde. Skriv ett heltal från 2000 till 2100."),
        ({"evidence_months": None}, "p: 'evidence_months' saknar värde. Skriv ett heltal från 1 till 240, eller ta"),
        ({"evidence_months": 0}, "p: 'evidence_months' kan inte vara 0. Skriv ett heltal från 1 till 240."),
        ({"title": " \n"}, "p: 'title' saknar värde. Skriv en text."),
        ({"asked_by": ""}, "p: 'asked_by' saknar värde. Skriv en text, eller ta bort raden."),
        ({"title": ["a"]}, "p: 'title' är en lista, inte text."),
        ({"title": {"a": 1}}, "p: 'title' är namn med värden, inte text."),
        ({"title": "a\x00b"}, "p: 'title' innehåller ett osynligt styrtecken."),
        ({"title": "a\udc80b"}, "p: 'title' innehåller ett osynligt styrtecken."),
        ({"deadline": "2026-02-30"}, "p: 'deadline' är '2026-02-30', som inte är en dag. Skriv år, månad och dag"),
        ({"deadline": "20260530"}, "p: 'deadline' är '20260530', som inte är en dag."),
        ({"deadline": 20260530}, "p: 'deadline' är ett tal, inte text. Skriv en dag så här: 2026-05-30."),
        ({"networks": []}, "p: 'networks' saknar värde. Skriv en lista:"),
        ({"networks": "sekom"}, "p: 'networks' kan inte vara texten 'sekom'. Skriv en lista:"),
        ({"networks": ["sekom", "sekom"]}, "p: 'networks' har med sekom två gånger. Ta bort den ena."),
        ({"networks": ["SEKOM"]}, "p: post 1 ('networks') är 'SEKOM', men ett nätverks id har bara små bokstäver"),
        ({"data_folder": "/data"}, "p: 'data_folder' är '/data', men ska vara en mapp i projektet."),
        ({"data_folder": "C:/data"}, "p: 'data_folder' är 'C:/data', men ska vara en mapp i projektet."),
        ({"data_folder": "data\\x"}, "p: 'data_folder' är 'data\\x', men ska vara en mapp i projektet."),
        ({"data_folder": "data/../.."}, "p: 'data_folder' är 'data/../..', men ska vara en mapp i projektet."),
        ({"data_folder": "~/data"}, "p: 'data_folder' är '~/data', men ska vara en mapp i projektet."),
        ({"monthly_salary_sek": 429_600}, "p: 'monthly_salary_sek' kan inte vara 429600. Skriv ett heltal från 10000"),
        ({"hourly_cost_sek": float("nan")}, "p: 'hourly_cost_sek' kan inte vara nan. Skriv ett tal med decimalpunkt"),
        ({"hourly_cost_sek": "450,50"}, "p: 'hourly_cost_sek' kan inte vara texten '450,50'. Skriv ett tal med dec"),
        ({"hourly_cost_sek": 10**5000}, "p: 'hourly_cost_sek' kan inte vara ett så stort tal."),
        ({"hourly_cost_sek": 10.5}, "p: 'hourly_cost_sek' kan inte vara 10.5. Skriv ett tal med decimalpunkt från 50"),
        ({"hourly_cost_sek": True}, "p: 'hourly_cost_sek' kan inte vara True."),
        ({"monthly_salary_status": "obs"}, "p: 'monthly_salary_status' kan inte vara texten 'obs'. Skriv observed, "),
        ({"monthly_salary_sek": 35_800, "monthly_salary_status": "estimated"}, "p: 'monthly_salary_sek' anges utan kä"),
        ({"monthly_salary_sek": 35_800, "monthly_salary_source": "SCB"}, "p: 'monthly_salary_sek' anges utan status."),
        ({"recommended_actions": {"sekom": "left"}}, "p: 'sekom' ('recommended_actions') kan inte vara texten 'left'."),
        (
            {"recommended_actions": {"iclei": "stay"}},
            "p: 'iclei' ('recommended_actions') gäller iclei, som inte står i",
        ),
        ({"expected_information": [{"what": "x", "from_whom": "y", "network": "iclei"}]}, "p: 'network' ('expected_in"),
        ({"recommended_actions": {1: "stay"}}, "p: ett namn är inte text. Skriv namnet inom citattecken."),
        ({"conclusion": "a\n{{ x() }}"}, "p: 'conclusion' har ett fel på textens rad 2: mellan klammerparenteserna"),
        ({"expected_information": [{"what": "x"}]}, "p: 'from_whom' ('expected_information', post 1) saknas."),
        ({"expected_information": ["x"]}, "p: post 1 ('expected_information') kan inte vara texten 'x'."),
        ({1: 2}, "p: ett namn är inte text."),
    ],
)
def test_each_mistake_is_told_in_swedish_with_its_remedy(values: dict, expected: str):
    found = told(values)
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"requirement_level": 2}, "Ta bort raden. Metoden ställer inget krav längre"),
        ({"word_limits": {"open": 40}}, "Ta bort raden och de som hör till."),
        ({"criteria_order": []}, "Ta bort raden. Kriterierna vägs inte ihop längre"),
        ({"rating_overrides": []}, "Ta bort den. Vet förvaltningen bättre än underlaget: sätt svaret i 'answers'"),
    ],
)
def test_what_the_first_method_was_told_is_refused_with_what_to_do(value: dict, what: str):
    (name,) = value
    found = told(value)
    assert found[0].startswith(
        f"p: '{name}' hör till metodens första version, som programmet inte räknar med längre. {what}"
    )
    assert len(found) == 1


def test_a_report_of_the_first_method_is_refused_with_what_to_do():
    assert told({"method_version": "1"}) == [
        "p: 'method_version' är '1', men den metoden räknar inte programmet med längre. Ta bort raden. Lämnas rapporten på "
        'nytt: skriv "2". CHANGELOG.md säger vad som har ändrats.'
    ]


def test_salary_and_hourly_cost_are_not_both_given():
    salary = {"monthly_salary_sek": 35_800, "monthly_salary_source": "SCB", "monthly_salary_status": "estimated"}
    assert parameters_from(SMALLEST | salary, "p").monthly_salary_sek == 35_800
    what = "står tillsammans med 'monthly_salary_sek', men bara det ena behövs. Ta bort det ena."
    assert told(salary | {"hourly_cost_sek": 450}) == [f"p: 'hourly_cost_sek' {what}"]


def test_wrong_values_do_not_hide_rules_between_the_right_ones():
    found = told({"year": 1999, "monthly_salary_sek": 35_800, "networks": [], "recommended_actions": {"x": "stay"}})
    assert [problem.split(". ")[0] for problem in found] == [
        "p: 'year' kan inte vara 1999",
        "p: 'networks' saknar värde",
        "p: 'monthly_salary_sek' anges utan källa",
        "p: 'monthly_salary_sek' anges utan status",
    ]


def test_every_problem_of_a_file_and_its_overrides_is_told_with_its_line(file: Path):
    file.write_text(
        SMALLEST_FILE.replace('"0126"', "0126").replace("title", "titel") + "recommended_actions:\n  iclei: stay\n",
        encoding="utf-8",
    )
    overrides = {"evidence_months": "999", "yer": "2026", "deadline": "[", "case_number": "2025"}
    assert [problem.split(". ")[0] for problem in told_of_file(file, overrides)] == [
        "x.yaml: 'title' saknas",
        "x.yaml, rad 1: 'municipality_code' är skrivet 0126 och läses som ett tal, inte som text",
        "x.yaml, rad 3: okänt namn 'titel'",
        "x.yaml, rad 8: 'iclei' ('recommended_actions') gäller iclei, som inte står i networks",
        "-p evidence_months=999: 'evidence_months' kan inte vara 999",
        "-p yer=2026: okänt namn 'yer'",
        "-p case_number=2025: 'case_number' är skrivet 2025 och läses som ett tal, inte som text",
        "-p deadline=[: raden följer inte reglerna för YAML",
    ]


def test_text_that_reads_as_a_number_is_to_be_put_in_quotation_marks(file: Path):
    file.write_text(SMALLEST_FILE.replace('"0126"', "0126"), encoding="utf-8")
    assert told_of_file(file)[0].endswith('Skriv "0126", med citattecken.')
    in_shell = "Skriv -p \"municipality_code='0126'\", med citattecken."
    assert told_of_file(file, {"municipality_code": "0126"})[0].endswith(in_shell)
    in_list = told_of_file(file, {"municipality_code": "'0126'", "networks": "[0126]"})[0]
    assert in_list.endswith('Skriv "0126", med citattecken.')


def test_a_day_that_reads_as_a_number_is_to_be_written_as_a_day(file: Path):
    what = "'deadline' är ett tal, inte text. Skriv en dag så här: 2026-05-30."
    assert told_of_file(file, {"deadline": "20260530"}) == [f"-p deadline=20260530: {what}"]


def test_an_override_takes_the_place_of_the_files_value(file: Path):
    overrides = {"evidence_months": "24", "networks": "[sekom]", "case_number": "'2025'", "title": "Ny: rubrik"}
    with pytest.raises(ProblemsFound) as found:
        read_parameters(file, overrides)
    assert "-p title=Ny: rubrik: 'title' är skrivet Ny: rubrik och läses som namn med värden" in str(found.value)
    parameters = read_parameters(file, overrides | {"title": "'Ny: rubrik'"})
    assert (parameters.evidence_months, parameters.networks) == (24, ("sekom",))
    assert (parameters.case_number, parameters.title) == ("2025", "Ny: rubrik")


def test_without_a_root_the_file_is_told_by_its_folder_and_name(tmp_path: Path):
    (tmp_path / "params").mkdir()
    path = tmp_path / "params" / "x.yaml"
    path.write_text(SMALLEST_FILE + "deadlin: 1\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"^params/x\.yaml, rad 7: okänt namn"):
        read_parameters(path)


def test_a_missing_file_is_told_with_the_nearest_name(file: Path):
    assert told_of_file(file.parent / "xx.yaml") == ["xx.yaml: filen finns inte. Menade du 'x.yaml'?"]
    assert told_of_file(file.parent / "none" / "y.yaml") == ["y.yaml: filen finns inte. Kontrollera namnet och mappen."]


def test_a_folder_is_no_file(file: Path):
    assert told_of_file(file.parent / ".")[0].endswith(
        "det som står där är ingen vanlig fil. Flytta det, eller döp om det, och lägg en fil där i stället."
    )


def test_a_file_that_is_not_utf_8_is_told_with_its_line(file: Path):
    file.write_bytes(SMALLEST_FILE.encode("latin-1"))
    assert told_of_file(file)[0].startswith("x.yaml, rad 3: filen är inte sparad som UTF-8. Öppna den i Anteckningar")


def test_a_file_over_one_megabyte_is_refused(file: Path):
    file.write_bytes(SMALLEST_FILE.encode() + b"#" * 1_000_000)
    assert told_of_file(file)[0].startswith("x.yaml: filen är större än 1 MB.")


def test_a_notebooks_parameters_are_picked_out_of_all_its_names():
    shell = {"In": ["x"], "Out": {1: 2}, "_": 3, "_i1": "x", "__name__": "__main__", "exit": "", "quit": "", "open": ""}
    others = {"Path": Path, "told": told, "PAPERMILL_INPUT_PATH": "evaluation.ipynb"}
    assert from_namespace({**shell, **others, **SMALLEST}) == parameters_from(SMALLEST, "p")


def test_a_misspelt_parameter_of_a_notebook_is_refused():
    with pytest.raises(ProblemsFound) as found:
        from_namespace(SMALLEST | {"deadlin": "2026-05-30"})
    assert str(found.value) == "anteckningsbokens parametrar: okänt namn 'deadlin'. Menade du 'deadline'?"


def test_a_notebooks_parameter_that_is_no_plain_value_is_refused():
    with pytest.raises(ProblemsFound, match="'title' är något annat, inte text"):
        from_namespace(SMALLEST | {"title": Path})


NAMES = st.sampled_from([*Parameters.model_fields, "deadlin", "what", "open", "network"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["sekom", "2026-05-30", "0126", "{{ kommun }}", "use", "stay", "data/x"]),
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.integers() | st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.dictionaries(NAMES | st.text(max_size=3), ANYTHING, max_size=4))
def test_any_values_are_parameters_or_problems(values: dict):
    try:
        parameters = parameters_from(SMALLEST | values, "p")
    except ProblemsFound as found:
        parameters, problems = None, found.problems
    else:
        problems = ()
        assert parameters_from(plain(parameters), "p") == parameters
    assert bool(problems) == (parameters is None)
    assert all(problem.what and problem.fix for problem in problems)


@given(NAMES, st.one_of(st.text(), ANYTHING.map(str)))
def test_any_override_gives_parameters_or_problems(name: str, typed: str):
    path = Path(__file__).parents[2] / "params" / "huddinge-2026.yaml"
    try:
        problems = read_parameters(path, {name: typed}) and ()
    except ProblemsFound as found:
        problems = found.problems
    assert all(problem.where.startswith(("-p ", "params/")) for problem in problems)
