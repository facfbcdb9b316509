"""CSV files and the workbook are made of each other: the tables are the same, and nothing beside them is lost."""

import io
import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, COLUMN_WORDS, column_code, level_words, typed_as_code
from medlemsnytta.inputs.tables.frames import own_folder, read_tables, shared_folder
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS, TABLE_WORDS, table_code
from medlemsnytta.inputs.tables.xlsx_files import parse_workbook
from medlemsnytta.starting import workbook_files
from medlemsnytta.starting.csv_writer import Contents, in_words
from medlemsnytta.starting.workbook_files import make_csv, make_workbook
from medlemsnytta.starting.workbook_writer import workbook
from tests.cases import folders
from tests.inputs.small_tables import FOLDER, write
from tests.loaded import load_tables

ROOT = Path(__file__).parents[2]


def frames(root: Path, folder: str) -> dict[str, pd.DataFrame]:
    tables, problems, _ = read_tables(shared_folder(root), own_folder(root, folder))
    assert problems == []
    return {name: tables.frame(name) for name in LAYOUTS}


def assert_same(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> None:
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name], obj=name)


def there_and_back(root: Path, folder: str) -> None:
    before = frames(root, folder)
    make_workbook(root, folder)
    assert sorted(file.name for file in (root / folder).iterdir() if file.suffix == ".csv") == []
    assert_same(before, frames(root, folder))
    make_csv(root, folder)
    assert not (root / folder / "underlag.xlsx").exists()
    assert_same(before, frames(root, folder))


def test_every_table_and_column_has_a_word_that_leads_back_to_it_and_fits_the_name_of_a_sheet():
    assert set(TABLE_WORDS) == set(LAYOUTS)
    assert {table_code(word): word for word in TABLE_WORDS.values()} == TABLE_WORDS
    assert all(len(word) <= 31 for word in TABLE_WORDS.values())
    for name, layout in LAYOUTS.items():
        for column in layout.columns:
            assert column_code(COLUMN_WORDS[column.name]) == column.name
            codes = tuple(map(str, column.allowed))
            for code in codes:
                word = in_words(code, column)
                assert typed_as_code(word, column.name, codes) == code, (name, column.name, code)
                assert "," not in word, word
    assert set(CODE_WORDS) >= {
        str(code)
        for each in LAYOUTS.values()
        for column in each.columns
        for code in column.allowed
        if not level_words(column.name)
    }


def test_the_columns_that_one_begins_with_are_all_that_must_be_there():
    for name, first in FIRST_COLUMNS.items():
        demanded = {column.name for column in LAYOUTS[name].columns if not column.may_be_left_out}
        assert demanded <= set(first)
        assert LAYOUTS[name].required
    assert {name for name, layout in LAYOUTS.items() if layout.required and not layout.reference} == set(FIRST_COLUMNS)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["huddinge", "exempelkommun"])
def test_the_shipped_tables_are_the_same_as_a_workbook_and_as_csv_again(tmp_path, folder):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    there_and_back(tmp_path, f"data/{folder}")


@pytest.mark.slow
@pytest.mark.parametrize("case", folders.CASES)
def test_the_tables_of_a_case_are_the_same_as_a_workbook_and_as_csv_again(tmp_path, case):
    root = folders.lay_out(case, tmp_path / "arbetsmapp")
    for place in sorted((root / "data").iterdir()):
        if place.is_dir() and place.name != "reference" and any(place.glob("*.csv")):
            there_and_back(root, f"data/{place.name}")


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30).map(str.strip),
    st.sampled_from(
        [
            "=1+1",
            "-5",
            "+46",
            "@x",
            "_x0041_",
            "_x005F_x0041_",
            'sade "ja"',
            "a;b",
            "a\nb",
            "2025-04",
            "0126",
            "1,5",
            "'x",
        ]
    ),
).filter(bool)
ROWS = st.fixed_dictionaries(
    {
        "network_id": st.sampled_from(["alfa", "Alfa", "ALFA"]),
        "text": TEXTS,
        "criterion": st.sampled_from(["use", "cost", "context"]),
        "intensity": st.sampled_from(["", "0", "2", "4"]),
        "consent": st.sampled_from(["publish", "paraphrase", "internal"]),
        "valence": st.sampled_from(["", "-1", "1"]),
        "note": st.one_of(st.just(""), TEXTS),
        "date": st.sampled_from(["", "2024", "2024-03", "2024-03-15"]),
    }
)
LOGS = st.lists(
    st.tuples(st.integers(2000, 2020), st.decimals(0, 5000, places=2), st.sampled_from(["", "400", "650,5"])),
    max_size=3,
    unique_by=lambda log: log[0],
)


@pytest.mark.slow
@given(st.lists(st.one_of(st.none(), ROWS), max_size=6), LOGS)
def test_whatever_is_typed_is_the_same_as_a_workbook_and_as_csv_again(tmp_path_factory, rows, logs):
    """A None is a line that was left empty: rows keep their numbers, by which they are told and called."""
    root = write(tmp_path_factory.mktemp("arbetsmapp"))
    numbered = {number: row for number, row in enumerate(rows, start=2) if row}
    own = {"excerpts": numbered}
    own["time_log"] = {
        number: {
            "network_id": "alfa",
            "year": str(year),
            "hours": str(hours).replace(".", ","),
            "hourly_cost_sek": cost,
            "how": "skattat",
            "source": "påhittat",
            "status": "illustrative",
        }
        for number, (year, hours, cost) in enumerate(logs, start=2)
    }
    for name, typed in own.items():
        for old in (root / FOLDER).glob(f"{name}.*"):
            old.unlink()
        content = workbook_files.csv_of(Contents(LAYOUTS[name], typed))
        (root / FOLDER / f"{name}.csv").write_bytes(content)
    there_and_back(root, FOLDER)


def _changed(root: Path, change) -> None:
    file = root / FOLDER / "underlag.xlsx"
    book = load_workbook(file)
    change(book)
    book.save(file)


def _own(book: Workbook) -> None:
    sheet = book.create_sheet("Anteckningar från mötet")
    sheet["A1"], sheet["B3"] = "Ring registrator", 12
    sheet["B3"].comment = Comment("räknat två gånger", "Anna")
    book["Uttalanden"]["B2"].comment = Comment("kolla inspelningen", "Anna")


def _beside(root: Path) -> list[tuple[str, str, str, str]]:
    book = load_workbook(root / FOLDER / "underlag.xlsx")
    return [
        (sheet.title, cell.coordinate, str(cell.value), cell.comment.text if cell.comment else "")
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment or (sheet.title.startswith("Anteckning") and cell.value is not None)
    ]


@pytest.mark.slow
def test_own_sheets_and_comments_are_kept_on_the_way_to_csv_and_back(tmp_path):
    root = write(tmp_path)
    make_workbook(root, FOLDER)
    _changed(root, _own)
    before = _beside(root)
    assert len(before) == 3
    make_csv(root, FOLDER)
    assert "kolla inspelningen" in (root / FOLDER / "Anteckningar.csv").read_text("utf-8-sig")
    assert frames(root, FOLDER)
    make_workbook(root, FOLDER)
    assert sorted(_beside(root)) == sorted(before)
    assert not (root / FOLDER / "Anteckningar.csv").exists()


@pytest.mark.slow
def test_a_sheet_more_is_opened_in_the_workbook_that_stands_and_all_in_it_is_kept(tmp_path):
    root = write(tmp_path)
    make_workbook(root, FOLDER)
    _changed(root, _own)
    before, tables = _beside(root), frames(root, FOLDER)
    assert [path.name for path in make_workbook(root, FOLDER, ["träffar", "survey"]).written] == ["underlag.xlsx"]
    book = load_workbook(root / FOLDER / "underlag.xlsx")
    assert {"Träffar", "Enkät"} <= set(book.sheetnames)
    assert _beside(root) == before
    assert_same(tables, frames(root, FOLDER))
    assert make_workbook(root, FOLDER, ["träffar"]).written == ()


@pytest.mark.slow
def test_a_csv_file_beside_the_workbook_is_taken_into_it(tmp_path):
    root = write(tmp_path)
    make_workbook(root, FOLDER, everything=True)
    rows = {2: {"network_id": "alfa", "year": "2024", "hours": "3,5", "how": "skattat", "source": "påhittat"}}
    (root / FOLDER / "time_log.csv").write_bytes(
        workbook_files.csv_of(Contents(LAYOUTS["time_log"], {2: {**rows[2], "status": "illustrative"}}))
    )
    tables = frames(root, FOLDER)
    assert len(tables["time_log"]) == 1
    make_workbook(root, FOLDER)
    assert not (root / FOLDER / "time_log.csv").exists()
    assert_same(tables, frames(root, FOLDER))


def test_what_is_replaced_is_kept_and_never_written_over(tmp_path):
    root = write(tmp_path)
    original = {file.name: file.read_bytes() for file in (root / FOLDER).glob("*.csv")}
    make_workbook(root, FOLDER)
    make_csv(root, FOLDER)
    (root / FOLDER / "excerpts.csv").write_bytes((root / FOLDER / "excerpts.csv").read_bytes() + b"\r\n")
    make_workbook(root, FOLDER)
    kept = {file.name: file.read_bytes() for file in (root / FOLDER / "ersatta").iterdir()}
    assert original.items() <= kept.items()
    assert {"underlag.xlsx", "excerpts-2.csv"} <= set(kept)


@pytest.mark.slow
@pytest.mark.parametrize("step", range(4))
def test_a_run_that_is_killed_loses_nothing_and_the_next_one_goes_on(tmp_path, monkeypatch, step):
    root = write(tmp_path)
    tables, done = frames(root, FOLDER), iter(range(100))

    def killed(real):
        def run(*arguments, **named):
            if next(done) == step:
                raise KeyboardInterrupt
            return real(*arguments, **named)

        return run

    with monkeypatch.context() as patched:
        patched.setattr(workbook_files.writing, "publish", killed(workbook_files.writing.publish))
        patched.setattr(Path, "unlink", killed(Path.unlink))
        with pytest.raises(KeyboardInterrupt):
            make_workbook(root, FOLDER)
    make_workbook(root, FOLDER)
    assert_same(tables, frames(root, FOLDER))
    assert not list((root / FOLDER).glob("*.csv"))


def test_tables_that_cannot_be_read_stay_as_they_are_and_every_problem_is_told(tmp_path):
    root = write(tmp_path)
    for name in ("excerpts", "speakers"):
        file = root / FOLDER / f"{name}.csv"
        file.write_text(file.read_text("utf-8").replace("source", "scource"), "utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(ProblemsFound) as found:
        make_workbook(root, FOLDER)
    assert {problem.where.partition(",")[0] for problem in found.value.problems} == {
        f"{FOLDER}/excerpts.csv",
        f"{FOLDER}/speakers.csv",
    }
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_wrong_names_and_an_open_workbook_are_told(tmp_path, monkeypatch, capsys):
    root = write(tmp_path)
    monkeypatch.chdir(root)

    def told(*words: str) -> str:
        assert cli.main(["workbook", *words]) == 1
        captured = capsys.readouterr()
        return captured.out + captured.err

    assert "Menade du 'exempel'?" in told("exempl")
    assert "inget blad heter så. Menade du 'Arbetstid'?" in told("exempel", "--sheet", "arbettid")
    assert "arbetsboken finns inte" in told("exempel", "--csv")
    make_workbook(root, FOLDER)
    (root / FOLDER / "~$underlag.xlsx").write_bytes(b"Anna")
    assert "öppen i Excel" in told("exempel", "--csv")
    assert "öppen i Excel" in told("exempel", "--sheet", "arbetstid")
    assert cli.main(["workbook", "exempel", "--csv", "--all"]) == 2


def test_two_sheets_of_one_table_are_told_and_none_is_read(tmp_path):
    root = write(tmp_path)
    make_workbook(root, FOLDER)
    _changed(root, lambda book: setattr(book.copy_worksheet(book["Vem"]), "title", "speakers"))
    with pytest.raises(ProblemsFound) as found:
        make_csv(root, FOLDER)
    assert [problem.what for problem in found.value.problems] == [
        "tabellen speakers finns också i data/exempel/underlag.xlsx, bladet speakers."
    ]


def test_under_swedish_headings_problems_speak_of_the_headings_and_words(tmp_path):
    root = write(tmp_path)
    make_workbook(root, FOLDER)
    head = [cell.value for cell in load_workbook(root / FOLDER / "underlag.xlsx")["Användning"][1]]
    letter = "ABCDEFGHIJ"[head.index("Slag")]
    _changed(root, lambda book: book["Användning"].__setitem__(f"{letter}2", "hemligt"))
    assert [(problem.where, problem.what, problem.fix) for problem in check_tables(load_tables(root, FOLDER))] == [
        (
            f"data/exempel/underlag.xlsx, Användning!{letter}2",
            "kolumnen Slag: 'hemligt' finns inte.",
            "Skriv i vardagen, i ett styrdokument, för att lära, för att jämföra, för att rapportera eller påverkan.",
        )
    ]


def _sheet(change) -> tuple:
    book, written = Workbook(), io.BytesIO()
    book.active.append(["speaker", "persons", "description"])
    book.active.append(["S1", 20, "kommunens företrädare"])
    change(book.active)
    book.save(written)
    return parse_workbook(written.getvalue(), "x.xlsx", "speakers", ("speaker",))


@pytest.mark.parametrize("shown", ['0" tkr"', '#,##0\\ "mnkr"', "0\\ \\t\\k\\r", "[$tkr] 0"])
def test_a_number_that_the_cell_shows_with_a_word_is_refused(shown):
    (problem,) = _sheet(lambda sheet: setattr(sheet["B2"], "number_format", shown)).problems
    assert problem.where == "x.xlsx, Sheet!B2"
    assert "som i filen är 20" in problem.what


@pytest.mark.parametrize("shown", ["#,##0,", '0.0,,"\u00a0"'])
def test_a_number_that_the_cell_shows_in_thousands_is_refused(shown):
    (problem,) = _sheet(lambda sheet: setattr(sheet["B2"], "number_format", shown)).problems
    assert "i tusental" in problem.what


@pytest.mark.parametrize(
    "shown", ["General", "0", "#,##0", '#,##0 "kr"', '#,##0.00\\ "kr"', "[$kr-41D] #,##0", "0.00;[Red]-0.00"]
)
def test_a_number_that_the_cell_shows_as_it_is_or_in_kronor_is_read(shown):
    sheet = _sheet(lambda sheet: setattr(sheet["B2"], "number_format", shown))
    assert (sheet.problems, int(sheet.rows[0][1][1])) == ((), 20)


def test_a_row_that_is_struck_through_is_asked_about():
    (problem,) = _sheet(lambda sheet: setattr(sheet["C2"], "font", Font(strike=True))).problems
    assert (problem.where, problem.what) == ("x.xlsx, Sheet!C2", "cellen är överstruken.")


def test_days_are_days_and_numbers_are_numbers_in_the_workbook():
    rows = {2: {"date": "2024-05", "body": "nämnden", "due_date": "2025-01-31", "text": "=1"}}
    log = {2: {"year": "2024", "hours": "3,5"}}
    tables = [Contents(LAYOUTS["decisions"], rows), Contents(LAYOUTS["time_log"], log)]
    book = load_workbook(io.BytesIO(workbook(tables, "Underlag", [], {"alfa": "Alfa"})))
    values = dict(
        zip([cell.value for cell in book["Beslut"][1]], [cell.value for cell in book["Beslut"][2]], strict=True)
    )
    assert (values["Datum"], values["Sista dag"].date(), values["Text"]) == ("2024-05", date(2025, 1, 31), "=1")
    hours = dict(
        zip([cell.value for cell in book["Arbetstid"][1]], [cell.value for cell in book["Arbetstid"][2]], strict=True)
    )
    assert (hours["År"], hours["Timmar"]) == (2024, 3.5)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_in_is_told(tmp_path):
    root = write(tmp_path)
    (root / FOLDER).chmod(0o500)
    try:
        with pytest.raises(ProblemsFound):
            make_workbook(root, FOLDER)
    finally:
        (root / FOLDER).chmod(0o700)
