"""The morning of the guide: notes from interviews typed in the five sheets that one begins with, and what the report then says."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsnytta.commands import cli
from medlemsnytta.pages import report

MEMBER = {
    "Vem": [
        ("S1", "företrädare i nätverket", "SEKOM", "miljöstrateg"),
        ("S2", "användare", None, "planarkitekt"),
        ("S3", "användare", None, "energirådgivare"),
    ],
    "Uttalanden": [
        ("SEKOM", "2026-03", "Nyckeltalen är med varje vår.", "användning", "ofta", "S2", "med egna ord"),
        ("SEKOM", "2026-03", "Vi jämför oss löpande.", "användning", "löpande", "S3", "får citeras"),
        ("SEKOM", "2026-03", "Utan det räknade vi själva.", "relevans", None, "S2", "med egna ord", "sämre"),
        ("SEKOM", "2026-03", "Det skulle bli sämre.", "relevans", None, "S3", "med egna ord", "sämre"),
        ("Klimatkommunerna", "2026-03", "Jag läser breven.", "användning", "ibland", "S1", "med egna ord"),
    ],
    "Användning": [("SEKOM", "2026-02", "för att jämföra", "Nyckeltalen i årsredovisningen.", 1, "årsredovisningen")],
    "Beslut": [("2026-01-20", "kommunstyrelsen", "uppdrag", "båda", "Medlemskapen ska utvärderas.", None, "§ 12")],
}
JOINING = {
    "Vem": [("S1", "användare", None, "hållbarhetsstrateg"), ("S2", "användare", None, "upphandlare")],
    "Uttalanden": [
        ("Klimatkommunerna", "2026-04", "Jag har inte varit på något möte.", "användning", "används inte", "S1", "med egna ord"),
        ("Klimatkommunerna", "2026-04", "Vi öppnar sällan breven.", "användning", "mycket litet", "S2", "med egna ord"),
        ("SEKOM", "2026-04", "Vi vill jämföra nyckeltal.", "förväntan", None, "S1", "med egna ord"),
    ],
}  # fmt: skip


def typed(root: Path, slug: str, sheets: dict[str, list[tuple]]) -> int:
    """Type the rows below what stands in the sheets; returns how many cells."""
    file = root / f"data/{slug}/underlag.xlsx"
    book = load_workbook(file)
    for name, rows in sheets.items():
        for number, row in enumerate(rows, start=2):
            for place, value in enumerate(row, start=1):
                book[name].cell(number, place, value)
    book.save(file)
    return sum(value is not None for rows in sheets.values() for row in rows for value in row)


def begun(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["init", "."]) == 0
    assert cli.main(["new", *words]) == 0


@pytest.mark.slow
def test_a_small_municipality_in_two_networks(tmp_path, monkeypatch, counted):
    begun(tmp_path, monkeypatch, "Bjurholm", "--year", "2026", "--networks", "klimatkommunerna,sekom")
    book = load_workbook(tmp_path / "data/bjurholm/underlag.xlsx")
    book["Medlemskap"].cell(2, 1, "Klimatkommunerna"), book["Medlemskap"].cell(3, 1, "SEKOM")
    for row in (2, 3):
        book["Medlemskap"].cell(row, 2, "medlem"), book["Medlemskap"].cell(row, 5, "stadgarna")
    book.save(tmp_path / "data/bjurholm/underlag.xlsx")
    counted("cells typed for two networks and three people", 6 + typed(tmp_path, "bjurholm", MEMBER))
    evaluation = report.page(tmp_path, "bjurholm-2026").check()
    sekom = evaluation.network("sekom")
    assert (sekom.answers.judgement.use.answer, sekom.answers.judgement.use.confirmed) == ("yes", True)
    assert (sekom.answers.judgement.loss.answer, sekom.answers.judgement.loss.confirmed) == ("yes", True)
    assert sekom.cell == "for"


@pytest.mark.slow
def test_a_region_that_may_leave_one_network_and_join_another(tmp_path, monkeypatch):
    words = ("Region Halland", "--year", "2026", "--networks", "klimatkommunerna", "--join", "sekom")
    begun(tmp_path, monkeypatch, *words)
    book = load_workbook(tmp_path / "data/region-halland/underlag.xlsx")
    there = {row[0].value: row[1].value for row in book["Medlemskap"].iter_rows(min_row=2) if row[0].value}
    assert "kandidat" in there.values()
    typed(tmp_path, "region-halland", JOINING)
    evaluation = report.page(tmp_path, "region-halland-2026").check()
    assert evaluation.network("klimatkommunerna").answers.judgement.use.answer == "no"
    assert cli.main(["check", "region-halland-2026"]) == 0
