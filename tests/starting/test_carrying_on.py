"""Next year: what holds is kept, and what has to be asked anew stands as marked rows until somebody has answered."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsnytta.commands import cli
from medlemsnytta.inputs.tables.code_words import column_code
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import own_folder
from medlemsnytta.inputs.tables.waiting_rows import TO_ASK, waiting_rows
from medlemsnytta.pages import report
from medlemsnytta.starting.workbook_files import make_csv, make_workbook
from tests.loaded import load_tables

FOLDER, NEXT = "data/huddinge", "huddinge-2031"
MARK = "att fråga igen"


@pytest.fixture(params=["CSV", "Excel"])
def next_year(project, monkeypatch, capsys, request):
    """Huddinge's tables, kept as either, when the report of 2031 has been begun, and what was said."""
    monkeypatch.chdir(project)
    if request.param == "Excel":
        make_workbook(project, FOLDER)
    before = contents(project)
    assert cli.main(["new", "huddinge", "--year", "2031"]) == 0
    said = capsys.readouterr().out
    return project, before, said


def contents(root: Path) -> dict[str, list]:
    tables = load_tables(root, FOLDER)
    return {name: tables.frame(name).to_dict("records") for name in LAYOUTS}


def to_ask(root: Path) -> dict[str, list[dict[str, str]]]:
    folder, found = own_folder(root, FOLDER), {}
    for name in ("excerpts", "uses", "time_log", "indicators"):
        if folder.has(name):
            sheet = folder.read(LAYOUTS[name])
            rows = dict(sheet.rows)
            numbers = [number for number, each in waiting_rows(sheet).items() if each.review == TO_ASK]
            found[name] = [dict(zip(sheet.header, map(str, rows[number]), strict=True)) for number in numbers]
    return {name: rows for name, rows in found.items() if rows}


def test_every_row_that_stood_is_read_as_before_and_what_must_be_asked_is_laid_out(next_year):
    root, before, said = next_year
    assert contents(root) == before
    asked = to_ask(root)
    assert {"excerpts", "indicators", "uses"} <= set(asked)
    assert all(row["text"] == "" and row["speaker"] and row["criterion"] for row in asked["excerpts"])
    keys = [(row["speaker"], row["network_id"], row["criterion"], row["channel_id"]) for row in asked["excerpts"]]
    assert len(keys) == len(set(keys))
    assert {row["year"] for row in asked["indicators"]} == {"2031"}
    assert MARK in said


@pytest.mark.slow
def test_what_waits_is_told_until_it_is_answered_and_reaches_no_report_before(next_year, capsys):
    root, _, _ = next_year
    number = len(to_ask(root)["excerpts"])
    page = report.page(root, NEXT)
    assert {each.review for each in page.read.waiting} == {TO_ASK}
    assert b"to_ask" not in b"".join(page.read.files.values())
    assert cli.main(["check", NEXT]) == 0
    told = capsys.readouterr().out
    assert "är att fråga igen och är inte med i rapporten" in told
    assert cli.main(["check", "huddinge-2026"]) == 0
    capsys.readouterr()
    answer(root, review=MARK)
    (pile,) = [
        each for each in report.page(root, NEXT).read.waiting if "xcerpts" in each.place or "Uttal" in each.place
    ]
    assert (pile.number, len(pile.filled)) == (number, 1)
    assert cli.main(["check", NEXT]) == 0
    assert f"rad {pile.filled[0]}: svaret är skrivet, men raden står kvar" in capsys.readouterr().out
    answer(root, review="godkänd")
    assert len(to_ask(root)["excerpts"]) == number - 1
    page = report.page(root, NEXT)
    assert page.check()
    assert "Vi använder dem varje dag." in page.read.tables(page.read.evaluations[0]).excerpts["text"].tolist()


def answer(root: Path, review: str) -> None:
    """Fill in the first row to be asked among the statements, as somebody does in Excel."""
    as_csv = not (root / FOLDER / "underlag.xlsx").exists()
    if as_csv:
        make_workbook(root, FOLDER)
    file = root / FOLDER / "underlag.xlsx"
    book = load_workbook(file)
    sheet = book["Uttalanden"]
    place = {column_code(cell.value): cell.column for cell in sheet[1] if cell.value}
    row = next(cell.row for cell in next(sheet.iter_cols(place["review"], place["review"], 2)) if cell.value == MARK)
    for name, typed in {
        "text": "Vi använder dem varje dag.", "intensity": "ofta", "consent": "med egna ord", "date": "2031-03", "review": review,
    }.items():  # fmt: skip
        sheet.cell(row, place[name], typed)
    book.save(file)
    if as_csv:
        make_csv(root, FOLDER)


def test_the_marks_are_words_and_a_colour_that_goes_when_the_words_do(next_year):
    root, _, _ = next_year
    make_workbook(root, FOLDER)
    book = load_workbook(root / FOLDER / "underlag.xlsx")
    for name in ("Uttalanden", "Användning", "Uppföljda nyckeltal"):
        sheet = book[name]
        (letter,) = [cell.column_letter for cell in sheet[1] if cell.value == "Granskning"]
        assert MARK in [cell.value for cell in sheet[letter]]
        ((area, rules),) = [(str(each.sqref), each.rules) for each in sheet.conditional_formatting]
        assert area.startswith("A2:")
        assert f'OR(${letter}2="{MARK}",${letter}2="to_ask")' in [rule.formula[0] for rule in rules]
        (words,) = [each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(f"{letter}2:")]
        assert MARK in words.formula1


def test_a_run_that_is_begun_again_asks_nothing_twice(next_year):
    root, _, _ = next_year
    first = to_ask(root)
    (root / f"params/{NEXT}.yaml").unlink()
    assert cli.main(["new", "huddinge", "--year", "2031"]) == 0
    assert to_ask(root) == first


@pytest.mark.slow
def test_networks_are_known_by_their_names_as_they_are_chosen_in_excel(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(["new", "botkyrka", "--year", "2026", "--networks", "sekom"]) == 0
    file = project / "data/botkyrka/underlag.xlsx"
    book = load_workbook(file)
    book["Vem"].append(["S1", "användare", None, "planarkitekt"])
    book["Uttalanden"].append(["SEKOM", "2026-03", "Varje vår.", "användning", "ofta", "S1", "med egna ord"])
    book.save(file)
    assert cli.main(["new", "botkyrka", "--year", "2030"]) == 0
    (pile,) = report.page(project, "botkyrka-2030").read.waiting
    assert (pile.review, pile.number, pile.place.rpartition(" ")[2]) == (TO_ASK, 1, "Uttalanden")
    assert "det som S1 har sagt är äldre än 36 månader" in capsys.readouterr().out
    assert cli.main(["check", "botkyrka-2030"]) == 0


def test_what_is_new_enough_is_not_asked_again(project, monkeypatch):
    monkeypatch.chdir(project)
    assert cli.main(["new", "huddinge", "--year", "2027"]) == 0
    assert "excerpts" not in to_ask(project)
