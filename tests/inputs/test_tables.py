"""What a table's file may look like, and what is said when it cannot be read."""

import random
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import FILES, FOLDER, changed, loading_problems, write

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from tests.loaded import load_tables

SPEAKERS = FILES["data/exempel/speakers.csv"]
SPEAKERS_HEADER = SPEAKERS.splitlines()[0]


def speakers(root, content: str | bytes) -> pd.DataFrame:
    file = root / FOLDER / "speakers.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_table(root, FOLDER, "speakers")


def speakers_problems(root, content: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        speakers(root, content)
    return [str(problem) for problem in found.value.problems]


def test_index_is_the_row_of_the_spreadsheet(tmp_path):
    frame = speakers(tmp_path, f"{SPEAKERS_HEADER}\n\nS1,a,,,yes,x,,observed,\n,,,,,,,,\nS2,b,,,yes,x,,observed,\n")
    assert frame.index.name == "speakers"
    assert list(frame.index) == [3, 5]


def test_a_table_read_twice_is_two_tables(tmp_path):
    first, second = (load_tables(write(tmp_path), FOLDER) for _ in range(2))
    first.speakers.loc[2, "persons"] = 9
    first.events["note"] = "x"
    first.themes.loc[2] = None
    second_speakers, third = second.speakers, load_tables(tmp_path, FOLDER)
    assert second_speakers.at[2, "persons"] == third.speakers.at[2, "persons"] == 1
    assert third.events["note"].dtype == second.events["note"].dtype == "str"
    assert third.themes.empty


def test_line_break_in_a_cell_does_not_shift_the_rows(tmp_path):
    frame = speakers(
        tmp_path, f'{SPEAKERS_HEADER}\nS1,"rad ett\r\nrad två",,,yes,x,,observed,\nS2,b,,,yes,x,,observed,\n'
    )
    assert list(frame.index) == [2, 3]
    assert frame.at[2, "description"] == "rad ett\nrad två"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["Linux", "Windows", "old Mac"])
def test_line_ends_of_every_system_are_read(tmp_path, line_end):
    assert list(speakers(tmp_path, SPEAKERS.replace("\n", line_end))["speaker"]) == ["S1"]


def test_byte_order_mark_is_read(tmp_path):
    assert list(speakers(tmp_path, SPEAKERS.encode("utf-8-sig"))["speaker"]) == ["S1"]


def test_semicolons_and_decimal_commas_as_swedish_excel_saves_them(tmp_path):
    fees = changed("fees", "0.30", "0:30").replace(",", ";").replace("0:30", "0,30")
    fee = load_tables(write(tmp_path, fees=fees), FOLDER).fees.loc[2]
    assert (fee["per_inhabitant_sek"], fee["cap_inhabitants"]) == (Decimal("0.30"), 150000)


def test_quoted_decimal_comma_in_a_comma_file(tmp_path):
    tables = load_tables(write(tmp_path, fees=changed("fees", "0.30", '"0,30"')), FOLDER)
    assert tables.fees.at[2, "per_inhabitant_sek"] == Decimal("0.30")


def test_numbers_are_read_as_excel_shows_them(tmp_path):
    population = changed("population", "10000", "114\N{NO-BREAK SPACE}304")
    years = changed("network_years", "cirka,,", "cirka,\N{MINUS SIGN}1,")
    tables = load_tables(write(tmp_path, population=population, network_years=years), FOLDER)
    assert tables.population.at[2, "inhabitants"] == 114304
    assert tables.network_years.at[2, "engagement"] == -1


def test_every_kind_of_cell_has_its_type(tmp_path):
    tables = load_tables(write(tmp_path), FOLDER)
    assert tables.population["inhabitants"].dtype == "Int64"
    assert tables.municipalities.at[2, "code"] == "0001"
    assert tables.fees.at[2, "fixed_sek"] == Decimal(4000)
    assert tables.fees.at[2, "valid_from"] == date(2025, 1, 1)
    assert tables.memberships.at[2, "since"] == "2022"


def test_empty_cell_is_unknown(tmp_path):
    tables = load_tables(write(tmp_path), FOLDER)
    assert tables.fees.at[2, "floor_sek"] is None
    assert tables.decisions.at[2, "due_date"] is None
    assert tables.memberships.at[2, "notice_months"] is pd.NA
    assert tables.memberships.at[2, "until"] == ""


def test_blanks_around_a_cell_are_trimmed(tmp_path):
    assert speakers(tmp_path, SPEAKERS.replace("S1,", " S1\t,")).at[2, "speaker"] == "S1"


def test_empty_cells_that_excel_leaves_out_at_the_end_are_empty(tmp_path):
    assert speakers(tmp_path, SPEAKERS.replace("illustrative,", "illustrative")).at[2, "note"] == ""


def test_optional_table_that_is_missing_is_empty_and_typed(tmp_path):
    root = write(tmp_path)
    (root / FOLDER / "time_log.csv").unlink(missing_ok=True)
    log = load_tables(root, FOLDER).time_log
    assert (len(log), str(log["year"].dtype), log.index.name) == (0, "Int64", "time_log")
    assert list(log.columns) == list(LAYOUTS["time_log"].column_names)


@pytest.mark.parametrize("name", ["excerpts", "uses", "memberships", "decisions", "speakers"])
def test_table_that_figures_rest_on_cannot_go_missing_in_silence(tmp_path, name):
    root = write(tmp_path)
    (root / FOLDER / f"{name}.csv").unlink()
    assert [(problem.where, problem.what) for problem in loading_problems(root)] == [
        (f"data/exempel/{name}.csv", "filen saknas.")
    ]


def test_required_table_that_is_missing_is_a_problem_with_its_header(tmp_path):
    root = write(tmp_path)
    (root / FOLDER / "memberships.csv").unlink()
    header = "network_id,since,until,state,notice_months,decision_id,stated_fee_sek,stated_fee_year,fee_class,fee_period_start,source,source_date,status,note"
    assert loading_problems(root) == [
        Problem("data/exempel/memberships.csv", "filen saknas.", f"Skapa den med rubrikraden: {header}")
    ]


def test_misspelt_file_is_not_left_out_silently(tmp_path):
    root = write(tmp_path)
    (root / FOLDER / "uses.csv").rename(root / FOLDER / "use.csv")
    assert [str(problem) for problem in loading_problems(root)] == [
        "data/exempel/use.csv: ingen tabell heter så. Menade du 'uses.csv'?",
        f"data/exempel/uses.csv: filen saknas. Skapa den med rubrikraden: {','.join(LAYOUTS['uses'].column_names)}",
    ]


def test_file_that_cannot_be_opened_is_a_problem(tmp_path):
    (tmp_path / FOLDER / "speakers.csv").mkdir(parents=True)
    with pytest.raises(ProblemsFound, match="speakers.csv: det som står där är ingen vanlig fil."):
        load_table(tmp_path, FOLDER, "speakers")


@pytest.mark.parametrize("content", ["a\tb\n", '"'])
def test_header_that_neither_comma_nor_semicolon_divides_is_a_problem(tmp_path, content):
    (problem,) = speakers_problems(tmp_path, content)
    assert problem == (
        "data/exempel/speakers.csv, rad 1: rubrikraden har ingen av tabellens kolumner, varken med komma eller "
        f"semikolon mellan dem. Rad 1 ska vara: {','.join(LAYOUTS['speakers'].column_names)}"
    )


def test_misspelt_column_is_named_with_the_right_one_and_the_missing_one(tmp_path):
    assert speakers_problems(tmp_path, SPEAKERS.replace("description", "descripton")) == [
        "data/exempel/speakers.csv, rad 1: kolumnen description saknas. Lägg till den i rubrikraden.",
        "data/exempel/speakers.csv, rad 1: okänd kolumn 'descripton'. Menade du 'description'?",
    ]


def test_column_twice_is_a_problem(tmp_path):
    assert speakers_problems(tmp_path, "speaker," + SPEAKERS.replace("\nS1,", "\nS1,S1,")) == [
        "data/exempel/speakers.csv, rad 1: kolumnen speaker finns flera gånger. Ta bort alla utom en."
    ]


def test_cell_without_header_is_a_problem_as_from_an_unquoted_decimal_comma(tmp_path):
    assert speakers_problems(tmp_path, SPEAKERS.replace("kommunens", "kommunens,")) == [
        "data/exempel/speakers.csv, rad 2: cell 10 står inte under någon rubrik. "
        "Ta bort den, eller sätt citattecken runt en cell som innehåller ','.",
    ]


def test_cell_under_a_header_without_name_is_a_problem(tmp_path):
    assert speakers_problems(tmp_path, SPEAKERS.replace("note\n", "note,\n").replace("rative,", "rative,,lös")) == [
        "data/exempel/speakers.csv, rad 2: cell 10 står inte under någon rubrik. "
        "Ta bort den, eller sätt citattecken runt en cell som innehåller ','."
    ]


def test_empty_columns_to_the_right_are_nothing(tmp_path):
    assert list(speakers(tmp_path, SPEAKERS.replace("\n", ",,\n"))["speaker"]) == ["S1"]


def test_quotation_mark_that_is_not_closed_is_a_problem_on_its_row(tmp_path):
    (problem,) = speakers_problems(tmp_path, SPEAKERS + 'S2,"öppen,,1,yes,x,,observed,\n')
    assert problem == (
        "data/exempel/speakers.csv, rad 3: ett citattecken står fel eller saknas. "
        'Ett citattecken inleder och avslutar en hel cell; inuti cellen skrivs det dubbelt: "".'
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "excerpts",
            "use,1,3",
            "use,1,7x",
            "data/exempel/excerpts.csv, rad 2: kolumnen intensity: '7x' är inget heltal. Skriv 0–4, eller lämna tomt.",
        ),
        (
            "population",
            "10000",
            "1e4",
            "data/reference/population.csv, rad 2: kolumnen inhabitants: '1e4' är skrivet med "
            "tiopotens. Formatera cellen som tal utan decimaler, eller skriv ut alla siffror.",
        ),
        (
            "fees",
            "0.30",
            "30 öre",
            "data/reference/fees.csv, rad 2: kolumnen per_inhabitant_sek: '30 öre' är inget tal. "
            "Skriv ett tal som är minst 0, eller lämna tomt.",
        ),
        (
            "fees",
            "2025-12-31",
            "2025-02-30",
            "data/reference/fees.csv, rad 2: kolumnen valid_to: '2025-02-30' är inget datum som finns. "
            "Skriv datumet som ÅÅÅÅ-MM-DD, eller lämna tomt.",
        ),
        (
            "fees",
            "2025-01-01",
            "2025-01",
            "data/reference/fees.csv, rad 2: kolumnen valid_from: '2025-01' är inget datum som finns. "
            "Skriv datumet som ÅÅÅÅ-MM-DD, eller lämna tomt.",
        ),
        (
            "memberships",
            "2022,",
            "apr-22,",
            "data/exempel/memberships.csv, rad 2: kolumnen since: 'apr-22' är tvetydigt: april 2022 eller den 22 april. "
            "Skriv 2022-04 eller hela dagen.",
        ),
        (
            "documents",
            "Miljöprogrammet",
            "Miljö\x07programmet",
            "data/exempel/documents.csv, rad 2: kolumnen name: 'Miljö�programmet' innehåller ett osynligt "
            "styrtecken. Skriv om cellen för hand; tecknet följde med från ett annat program.",
        ),
    ],
    ids=[
        "letters in a whole number",
        "exponent",
        "unit",
        "day",
        "month for a day",
        "Excel's month",
        "control character",
    ],
)
def test_unreadable_cell_is_told_with_row_value_and_remedy(tmp_path, name, old, new, problem):
    root = write(tmp_path, **{name: changed(name, old, new)})
    assert [str(found) for found in loading_problems(root)] == [problem]


def test_all_problems_of_all_files_are_told_at_once_in_the_order_of_rows(tmp_path):
    row = SPEAKERS.splitlines()[1]
    rows = [row.replace("alfa,1,", f"alfa,{'x' if number in (2, 10) else '1'},") for number in range(2, 12)]
    root = write(tmp_path, speakers="\n".join([SPEAKERS_HEADER, *rows]), documents="fel")
    assert [problem.where for problem in loading_problems(root)] == [
        "data/exempel/documents.csv, rad 1",
        "data/exempel/speakers.csv, rad 2",
        "data/exempel/speakers.csv, rad 10",
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for all examples of a property: each writes its file anew."""
    return tmp_path_factory.mktemp("property")


ANY_TABLE = st.sampled_from(sorted(LAYOUTS))
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "0,30", "1 000", "-1", "2025-04-01", "2025-02-30", "1e9", "NaN", "0126", "٣", '"', "\x00", "9" * 30]
    ),
)


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(name=ANY_TABLE, content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_give_a_table_or_problems(folder, name, content):
    frame_or_problems(folder, name, content)


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(name=ANY_TABLE, rows=st.lists(st.lists(CELLS, max_size=25), max_size=4), delimiter=st.sampled_from(",;"))
def test_any_cells_under_the_right_header_give_a_table_or_problems(folder, name, rows, delimiter):
    lines = [delimiter.join(LAYOUTS[name].column_names), *(delimiter.join(row) for row in rows)]
    frame_or_problems(folder, name, "\n".join(lines).encode())


def frame_or_problems(root, name: str, content: bytes) -> None:
    file = root / ("data/reference" if LAYOUTS[name].reference else FOLDER) / f"{name}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    try:
        frame = load_table(root, FOLDER, name)
    except ProblemsFound as found:
        assert found.problems
    else:
        assert list(frame.columns) == list(LAYOUTS[name].column_names)


@settings(max_examples=30)
@given(seed=st.integers(0, 1000))
def test_order_of_rows_never_changes_which_unreadable_cells_are_told(folder, seed):
    rows = [SPEAKERS.splitlines()[1].replace("alfa,1,", f"alfa,{cell},") for cell in ("1", "x", "2", "1,5", "2")]
    random.Random(seed).shuffle(rows)
    assert sorted(
        words.split(": ", 1)[1] for words in speakers_problems(folder, "\n".join([SPEAKERS_HEADER, *rows]))
    ) == [
        "cell 10 står inte under någon rubrik. Ta bort den, eller sätt citattecken runt en cell som innehåller ','.",
        "kolumnen persons: 'x' är inget heltal. Skriv ett heltal som är minst 1, eller lämna tomt.",
    ]
