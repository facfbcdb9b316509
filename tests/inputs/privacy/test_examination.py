"""What is typed is searched before it is published; a wrong alarm takes a written reason."""

from pathlib import Path

import pytest
from small_tables import FOLDER, FROM, PARAMETERS, changed, write

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.personal_data import Examination, Released, examine
from medlemsnytta.inputs.tables.report_rows import chosen
from tests.loaded import load_tables

PHONE = "070-174 06 05"


@pytest.fixture
def examined(tmp_path: Path):
    def run(released: str = "", tables: dict[str, str] | None = None, **parameters: object) -> Examination:
        write(tmp_path, **(tables or {}))
        if released:
            rows = f"kind,text,reason,source,source_date,status,note\n{released},{FROM}\n"
            (tmp_path / FOLDER / "privacy_exceptions.csv").write_text(rows, "utf-8")
        values = parameters_from(PARAMETERS | parameters, "params/exempel-2025.yaml")
        whole = load_tables(tmp_path, FOLDER)
        return examine(chosen(whole, values), values, whole.networks)

    return run


def test_clean_tables_and_parameters_pass(examined):
    assert examined() == Examination((), ())


def test_a_telephone_number_in_a_statement_is_told_with_file_row_and_column(examined):
    found = examined(tables={"excerpts": changed("excerpts", "Används ofta.", f"Ring {PHONE}.")}).problems
    assert [str(problem) for problem in found] == [
        "data/exempel/excerpts.csv, rad 2: kolumnen text ser ut att innehålla ett telefonnummer till en person: "
        "07•-••• •• ••. Ta bort uppgiften och skriv vilken roll personen har i stället. Är den ingen personuppgift: "
        "skriv en rad i data/exempel/privacy_exceptions.csv med kind phone, orden som de står och skälet."
    ]


@pytest.mark.parametrize(
    ("table", "old"),
    [
        ("excerpts", "påhittat"),
        ("channels", "Webbplatsen"),
        ("decisions", "nämnden"),
        ("documents", "Miljöprogrammet"),
        ("uses", "Underlag till programmet."),
        ("networks", "Nätverket Alfa"),
        ("network_years", "föreningen"),
        ("indicators", "cirka hälften"),
        ("speakers", "kommunens representant"),
    ],
)
def test_every_table_is_searched(examined, table, old):
    found = examined(tables={table: changed(table, old, f"{old} 18900101-9802")}).problems
    assert [f"/{table}.csv, rad 2" in problem.where for problem in found] == [True]


def test_an_internal_statement_is_not_searched_because_it_is_never_shown(examined):
    text = changed("excerpts", "Används ofta.", f"Ring {PHONE}.").replace(",publish,", ",internal,")
    assert examined(tables={"excerpts": text}).problems == ()


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("title", f"Utvärdering {PHONE}", "title"),
        ("conclusion", f"Slutsats.\nSkriv till {PHONE}.", "conclusion"),
        ("expected_information", [{"what": PHONE, "from_whom": "Alfa"}], "expected_information, punkt 1, what"),
        (
            "answers",
            [{"network": "alfa", "question": "use", "answer": "yes", "reason": PHONE}],
            "answers, punkt 1, reason",
        ),
    ],
)
def test_the_parameters_are_searched(examined, name, value, where):
    assert [problem.where for problem in examined(**{name: value}).problems] == [where]


def test_a_written_exception_releases_just_those_words_and_keeps_the_reason(examined):
    text = changed("excerpts", "Används ofta.", f"Ring {PHONE} eller 070-174 06 11.")
    found = examined(f"phone,{PHONE},Nätverkets egen telefon", tables={"excerpts": text})
    assert [problem.what for problem in found.problems] == [
        "kolumnen text ser ut att innehålla ett telefonnummer till en person: 07•-••• •• ••."
    ]
    assert found.released == (Released("phone", "07•-••• •• ••", "Nätverkets egen telefon", PHONE),)


def test_an_exception_of_another_kind_releases_nothing(examined):
    text = changed("excerpts", "Används ofta.", f"Ring {PHONE}.")
    assert len(examined(f"email,{PHONE},Fel sort", tables={"excerpts": text}).problems) == 1


def test_all_that_is_asked_is_one_problem_with_the_rows_that_answer_it(examined):
    text = changed("excerpts", "Används ofta.", '"Zyx och Novotný, ""Qwy"" Abq, läser."')
    (problem,) = examined(tables={"excerpts": text}).problems
    assert str(problem).splitlines() == [
        "data/exempel/privacy_exceptions.csv: orden kan vara namn på personer: 'Zyx' (data/exempel/excerpts.csv, rad 2), "
        "'Novotný' (data/exempel/excerpts.csv, rad 2), 'Qwy' (data/exempel/excerpts.csv, rad 2), "
        "'Abq' (data/exempel/excerpts.csv, rad 2). Är det en person: skriv vilken roll personen har i stället. Annars: lägg "
        "till raden här under, med skälet efter det andra kommatecknet (kolumnen reason). Sedan frågas det inte igen.",
        "      kind,text,reason,source,source_date,status,note",
        *(f"      name,{word},,förvaltningens bedömning,,observed," for word in ("Zyx", "Novotný", "Qwy", "Abq")),
    ]
    assert Problem.from_lines(f"{problem}\nx: y") == [
        Problem(problem.where, f"{problem.what} {problem.fix}", "", problem.rows),
        Problem("x", "y", ""),
    ]


def test_an_answer_is_kept_and_not_told_as_something_released(examined):
    text = changed("excerpts", "Används ofta.", "Zyx och Zyx igen används av Zyx.")
    assert examined("name,Zyx,Ett datorprogram", tables={"excerpts": text}) == Examination((), ())


def test_the_names_of_networks_and_places_explain_themselves_elsewhere(examined):
    text = changed("excerpts", "Används ofta.", "Den läses av Alfa och i Huddinge.")
    assert examined(tables={"excerpts": text}).problems == ()


def test_so_do_the_names_of_networks_that_the_report_does_not_treat(examined):
    networks = changed("networks", "Nätverket Beta,Beta", "Förbundet Qwylva,Qwylva")
    text = changed("excerpts", "Används ofta.", "Vi lämnade Qwylva.")
    assert examined(tables={"excerpts": text, "networks": networks}).problems == ()
    assert len(examined(tables={"excerpts": text}).problems) == 1


def test_what_is_found_beside_a_role_is_not_asked_about_as_well(examined):
    text = changed("excerpts", "Används ofta.", "Det sa miljöstrategen Ivana Novotný.")
    assert [problem.what for problem in examined(tables={"excerpts": text}).problems] == [
        "kolumnen text ser ut att innehålla ett personnamn intill en roll: Iv••• •••••••."
    ]
