"""The examples that a workbook shows: somebody could have typed them, and nobody has, whatever is typed around them."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.explanations import EXAMPLES, example_rows
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS, TABLE_WORDS
from medlemsnytta.pages import report
from medlemsnytta.starting.csv_writer import heading_of
from medlemsnytta.starting.new_report import begin
from medlemsnytta.starting.workbook_files import make_csv
from medlemsnytta.starting.workbook_writer import README_SHEET, prompt_of
from tests.loaded import load_tables

FOLDER = "data/botkyrka"
TEXTS = sorted(
    {
        row[name]
        for rows in EXAMPLES.values()
        for row in rows
        for name in ("text", "description", "source")
        if name in row
    }
)


@pytest.fixture
def begun(project: Path) -> Path:
    begin(project, "botkyrka", 2026, ["sekom"])
    return project


def book_of(root: Path):
    return load_workbook(root / FOLDER / "underlag.xlsx")


def write_row(sheet: Worksheet, table: str, number: int, cells: dict[str, str]) -> None:
    places = {cell.value: cell.column for cell in sheet[1]}
    columns = {column.name: column for column in LAYOUTS[table].columns}
    for name, typed in cells.items():
        sheet.cell(number, places[heading_of(columns[name])], typed)


def hidden_in(content: bytes) -> list[str]:
    """The examples that a file holds, where a workbook's cells are texts of its own."""
    if content.startswith(b"PK"):
        cells = [str(cell.value) for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
        content = "\n".join(cells).encode()
    return [text for text in TEXTS if text in content.decode("utf-8", "replace")]


def test_each_table_to_begin_with_has_one_or_two_examples_in_columns_that_one_sees():
    assert EXAMPLES.keys() == FIRST_COLUMNS.keys()
    for table, rows in EXAMPLES.items():
        assert 1 <= len(rows) <= 2
        assert all(set(row) <= set(FIRST_COLUMNS[table]) for row in rows)
        required = {column.name for column in LAYOUTS[table].columns if column.required and not column.may_be_left_out}
        assert all(required <= set(row) for row in rows)


def test_an_example_stands_where_one_types_and_on_the_first_page(begun):
    book = book_of(begun)
    shown = "\n".join(str(cell.value) for row in book[README_SHEET] for cell in row if cell.value)
    for table, rows in EXAMPLES.items():
        prompts = {rule.promptTitle: rule.prompt for rule in book[TABLE_WORDS[table]].data_validations.dataValidation}
        assert [line for line in example_rows(table) if line not in shown] == []
        for column in LAYOUTS[table].columns:
            typed = [row[column.name] for row in rows if column.name in row]
            assert all(each in prompts[heading_of(column)] for each in typed)
            assert len(prompt_of(table, column)) <= 255


def test_what_the_examples_say_may_be_typed(begun):
    book = book_of(begun)
    for table, rows in EXAMPLES.items():
        sheet = book[TABLE_WORDS[table]]
        for number, row in enumerate(rows, start=2):
            write_row(sheet, table, number, row)
    book.save(begun / FOLDER / "underlag.xlsx")
    tables = load_tables(begun, FOLDER)
    assert check_tables(tables) == []
    assert [len(tables.frame(table)) for table in EXAMPLES] == [len(rows) for rows in EXAMPLES.values()]


@pytest.mark.slow
def test_nothing_of_an_example_is_read_or_sent_whatever_is_typed_around_and_over_it(begun):
    assert len(TEXTS) >= 8
    assert len(hidden_in((begun / FOLDER / "underlag.xlsx").read_bytes())) == len(TEXTS)
    for table in FIRST_COLUMNS:
        assert hidden_in(str(load_tables(begun, FOLDER).frame(table).to_dict("records")).encode()) == []
    book = book_of(begun)
    for row in book[README_SHEET]:
        for cell in row:
            if cell.value and "Till exempel:" in str(cell.value):
                cell.value = f"{cell.value} · och vårt eget"
    write_row(book["Uttalanden"], "excerpts", 2, {"network_id": "SEKOM", "text": "Eget ett.", "criterion": "användning",
                                                  "consent": "med egna ord", "speaker": "S9"})  # fmt: skip
    write_row(book["Uttalanden"], "excerpts", 7, {"network_id": "SEKOM", "text": "Eget två.", "criterion": "användning",
                                                  "consent": "med egna ord", "speaker": "S9"})  # fmt: skip
    write_row(book["Vem"], "speakers", 9, {"speaker": "S9", "description": "någon annan", "role": "användare"})
    book.save(begun / FOLDER / "underlag.xlsx")
    tables = load_tables(begun, FOLDER)
    assert tables.excerpts["text"].tolist() == ["Eget ett.", "Eget två."]
    assert [len(tables.frame(name)) for name in ("speakers", "uses", "decisions")] == [1, 0, 0]
    page = report.page(begun, "botkyrka-2026")
    assert {path: found for path, content in page.read.files.items() if (found := hidden_in(content))} == {}
    make_csv(begun, FOLDER)
    written = {file.name: file.read_bytes() for file in (begun / FOLDER).glob("*.csv")}
    assert {name: found for name, content in written.items() if (found := hidden_in(content))} == {}
