"""Check reports everything at once, by file; then what is not known, the most telling first; and again at each save."""

import os
from pathlib import Path

import pytest

from medlemsnytta.commands import check, cli
from medlemsnytta.errors import Problem
from medlemsnytta.files import watching
from medlemsnytta.pages.problems import by_file
from medlemsnytta.starting.new_report import begin

EXCERPTS = "data/huddinge/excerpts.csv"


@pytest.fixture
def at(project, monkeypatch):
    monkeypatch.chdir(project)
    return project


def said(capsys) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_problems_of_parameters_of_one_table_and_of_another_are_reported_together_by_file(at, capsys):
    replace(at / "params/huddinge-2026.yaml", "\ndeadline:", "\ndeadlin:")
    replace(at / EXCERPTS, ",use,1,3,", ",use,1,tre,")
    replace(at / "data/huddinge/channels.csv", "unknown", "kanske")
    assert cli.main(["check", "huddinge-2026"]) == 1
    told = said(capsys).splitlines()
    assert told[0] == "huddinge-2026 har tre\N{NO-BREAK SPACE}fel att rätta:"
    files = [line.strip() for line in told if line.startswith("  ") and not line.startswith("    ")]
    assert files == ["params/huddinge-2026.yaml", "data/huddinge/channels.csv", EXCERPTS]
    assert any(line.startswith("    rad 6: kolumnen intensity: 'tre' är inget heltal.") for line in told)


HEADER = "report,municipality_code,year,title,report_date,networks,data_folder,evidence_months,previous\n"
ROW = 'lycksele-2025,2481,2025,Prov,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag,2,\n'


def table(at: Path, *rows: str) -> list[str]:
    (at / "params" / "alla.csv").write_text(HEADER + "".join(rows), "utf-8")
    return ["check", "--table", "params/alla.csv"]


def test_each_row_of_a_table_is_examined_as_a_build_would_with_its_number(at, capsys):
    rows = [
        ROW,
        ROW.replace("lycksele", "kiruna").replace(",2,\n", ",999,\n"),
        ROW.replace("lycksele", "ingen").replace(",2481,", ",9998,"),
        ROW.replace("lycksele", "annan").replace(",2,\n", ",2,finns-inte\n"),
        "huddinge-2025,,,,,,,,\n",
    ]
    assert cli.main(table(at, *rows)) == 1
    told = said(capsys)
    assert "lycksele-2025: inga fel\n" in told
    assert "huddinge-2025: inga fel\n" in told
    assert "kiruna-2025 har ett fel att rätta:\n  params/alla.csv\n    rad 3, kolumnen evidence_months: " in told
    assert "ingen-2025 har ett fel att rätta:\n  params/alla.csv\n    rad 4" in told
    assert "annan-2025 har ett fel att rätta:\n  params/alla.csv\n    rad 5" in told


def test_a_table_that_cannot_be_read_is_reported_in_words(at, capsys):
    assert cli.main(["check", "--table", "params/ingen.csv"]) == 1
    assert said(capsys) == (
        "Inga rapporter granskades:\n  - params/ingen.csv: tabellen finns inte. Kontrollera namnet och mappen.\n"
    )


def test_what_is_wrong_in_the_same_tables_is_reported_once_for_all_that_rest_on_them(at, capsys):
    replace(at / "data/reference/fees.csv", "\nsekom,kommun,,2026-01-01", "\nsekom,kommun,,2026-13-01")
    names = ["a", "b", "c", "d", "e"]
    assert cli.main(table(at, *(ROW.replace("lycksele", name) for name in names))) == 1
    told = said(capsys)
    assert "a-2025, b-2025, c-2025 och 2 till har ett fel att rätta:" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert told.count("data/reference/fees.csv") == 1


def test_of_many_reports_only_those_with_problems_are_reported(at, capsys, monkeypatch):
    monkeypatch.setattr(check, "MANY", 1)
    assert cli.main(table(at, ROW, ROW.replace("lycksele", "kiruna").replace(",2,\n", ",999,\n"))) == 1
    told = said(capsys)
    assert told.startswith("1 av 2 rapporter: inga fel\n")
    assert "kiruna-2025 har ett fel att rätta:" in told


def test_a_sheet_and_cell_stand_under_their_workbook():
    problem = Problem("data/x/underlag.xlsx, excerpts!F14", "fel.", "Rätta.")
    assert by_file([problem]) == {"data/x/underlag.xlsx": [("excerpts!F14", problem)]}


@pytest.mark.slow
def test_after_no_problems_what_is_not_known_is_listed_the_questions_that_can_change_the_picture_first(at, capsys):
    assert cli.main(["check", "huddinge-2026"]) == 0
    told = said(capsys).splitlines()
    assert told[0] == "huddinge-2026: inga fel"
    assert told[2].startswith("   1. Kommunens representanter i Klimatkommunerna (Klimatkommunerna: webbplatsen")
    assert told[2].endswith("): Vad skulle ni sakna utan …, och hur hade ni fått det annars?")
    notice = next(place for place, line in enumerate(told) if "uppsägningstiden" in line)
    assert all("ni" in line.split() for line in told[2:notice])


def test_of_a_new_report_it_is_said_what_to_ask_whom(at, capsys):
    begin(at, "botkyrka", 2026, ["sekom"])
    assert cli.main(["check", "botkyrka-2026"]) == 0
    told = said(capsys)
    assert " 1. Två som kan ha använt nätverket (SEKOM): Hur ofta använder ni …?" in told
    assert "Registrator (SEKOM): Är medlemskapet i kraft, och sedan när?" in told


def test_a_save_is_seen_once_the_file_is_whole(tmp_path):
    file = tmp_path / "excerpts.csv"
    file.write_text("a", "utf-8")
    saves = iter(["ab", "abc", None, None, None])

    def wait() -> None:
        content = next(saves)
        if content is not None:
            file.write_text(content, "utf-8")
            os.utime(file, ns=(len(content), len(content)))

    looks = watching.changes(lambda: watching.stamps([tmp_path]), wait)
    assert next(looks) == [file.as_posix()]
    assert file.read_text("utf-8") == "abc"


def test_a_file_taken_away_is_a_change_and_a_lock_file_is_none(tmp_path):
    file, lock = tmp_path / "uses.csv", tmp_path / "~$uses.xlsx"
    file.write_text("a", "utf-8")
    steps = iter([lambda: lock.write_text("x", "utf-8"), file.unlink, lambda: None])
    looks = watching.changes(lambda: watching.stamps([tmp_path]), lambda: next(steps)())
    assert next(looks) == [file.as_posix()]


def test_no_mark_of_what_was_typed_moves_the_cursor_of_the_screen(at, capsys):
    assert cli.main(["check", "huddinge-2026", "-p", "dead\x1b[2Jline=1"]) == 1
    told = said(capsys)
    assert "dead\N{REPLACEMENT CHARACTER}[2Jline" in told
    assert not any(ord(mark) < 32 and mark != "\n" for mark in told)
