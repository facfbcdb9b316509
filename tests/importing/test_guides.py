"""A guide is written, filled in and read back: proposals that wait, nothing guessed, nobody named, nothing twice."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.importing.answers_in import import_answers
from medlemsnytta.importing.guide_files import write_guides
from medlemsnytta.importing.interview_guides import Box, Guide, Part
from medlemsnytta.importing.word_files import read_form, tidy
from medlemsnytta.importing.word_guides import word_guide
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import own_folder
from medlemsnytta.pages import report
from medlemsnytta.starting.workbook_files import make_csv, make_workbook
from tests.importing.filling import fill

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
NAME, FOLDER = "huddinge-2026", "data/huddinge"
USER = f"{FOLDER}/intervjuer/{NAME}-sekom-anvandare.docx"
SAID = {
    "beskrivning": "samordnare för vattenfrågor",
    "manad": "2026-03-12",
    "samtycke": "med egna ord",
    "grad:sekom": "3 ofta",
    "anvands:sekom": "Vi tittar på nyckeltalen varje vår.",
    "utan:sekom:key_figures": "sämre",
    "sakna:sekom:key_figures": "Det som jämför oss med andra.",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project with its guides, written once."""
    root = tmp_path_factory.mktemp("guider") / "projekt"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    write_guides(root, NAME)
    return root


@pytest.fixture
def guides(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "projekt")


def filled(root: Path, answers: dict[str, str] = SAID, name: str = "intervju-1.docx") -> Path:
    return fill(root / USER, root / FOLDER / "intervjuer" / name, answers)


def rows(root: Path, table: str) -> list[dict[str, str]]:
    sheet = own_folder(root, FOLDER).read(LAYOUTS[table])
    return [dict(zip(sheet.header, map(str, cells), strict=True)) for _, cells in sheet.rows]


def waiting(root: Path, table: str) -> list[dict[str, str]]:
    return [row for row in rows(root, table) if row.get("review")]


def refused(root: Path, *files: Path) -> str:
    before = contents(root)
    with pytest.raises(ProblemsFound) as found:
        import_answers(root, NAME, files)
    assert contents(root) == before
    return "\n".join(map(str, found.value.problems))


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / FOLDER).iterdir()) if path.is_file()}


def test_there_is_a_guide_for_each_network_and_kind_of_person_and_it_has_the_same_bytes_again(guides):
    folder = guides / FOLDER / "intervjuer"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(before) == [
        f"{NAME}-{network}-{role}.docx"
        for network in ("klimatkommunerna", "sekom")
        for role in ("anvandare", "foretradare")
    ]
    write_guides(guides, NAME)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_reports_open_questions_stand_first_and_the_day_when_the_answers_are_needed(guides):
    codes = [code for code, _ in read_form((guides / USER).read_bytes()).boxes]
    assert codes[5:] == [
        "utan:sekom:key_figures", "sakna:sekom:key_figures", "annars:sekom:key_figures",
        "grad:sekom", "anvands:sekom", "ovrigt:sekom",
    ]  # fmt: skip
    outside = read_form((guides / USER).read_bytes()).outside
    assert "1. Vad skulle ersätta nyckeltalen utan medlemskapet?" in outside
    assert "Svaret behövs senast lördagen den 16 maj 2026." in outside.replace("\N{NO-BREAK SPACE}", " ")


def test_a_guide_that_is_filled_in_is_never_written_over(guides):
    fill(guides / USER, guides / USER, SAID)
    kept = (guides / USER).read_bytes()
    made = write_guides(guides, NAME)
    assert (guides / USER).read_bytes() == kept
    assert [path.as_posix() for path in made.left] == [USER]
    assert f"{FOLDER}/intervjuer/{NAME}-sekom-anvandare-ny-1.docx" in [path.as_posix() for path in made.written]


def test_a_filled_guide_gives_statements_and_a_person_that_wait(guides):
    before = rows(guides, "excerpts"), rows(guides, "speakers")
    made = import_answers(guides, NAME, [filled(guides)])
    assert (made.statements, made.people) == (2, 1)
    assert [row for row in rows(guides, "speakers") if not row["review"]] == [row | {"review": ""} for row in before[1]]
    assert [{name: row[name] for name in before[0][0]} for row in rows(guides, "excerpts")][: len(before[0])] == before[
        0
    ]
    (person,) = waiting(guides, "speakers")
    assert (person["speaker"], person["role"], person["description"]) == ("S4", "user", "samordnare för vattenfrågor")
    lost, used = waiting(guides, "excerpts")
    assert (used["criterion"], used["intensity"], used["text"]) == ("use", "3", SAID["anvands:sekom"])
    assert (lost["without_membership"], lost["channel_id"], lost["text"]) == (
        "worse", "key_figures", SAID["sakna:sekom:key_figures"],
    )  # fmt: skip
    assert {(row["speaker"], row["consent"], row["date"], row["source_kind"]) for row in (lost, used)} == {
        ("S4", "paraphrase", "2026-03", "interview")
    }
    assert used["passage"].partition(" #")[0] == "intervju-1.docx, rutan grad:sekom"
    assert [lost["excerpt_id"], used["excerpt_id"]] == ["S4-1", "S4-2"]


def test_what_waits_is_counted_and_nothing_of_it_is_read(guides):
    import_answers(guides, NAME, [filled(guides)])
    page = report.page(guides, NAME)
    evaluation = page.check()
    accounts, _ = report.accounts_of(evaluation)
    assert [(each.row.table, each.reason) for each in accounts.unused if each.reason == "to_review"] == [
        ("speakers", "to_review"), ("excerpts", "to_review"), ("excerpts", "to_review"),
    ]  # fmt: skip
    assert sum(each.number for each in page.read.waiting) == 3
    sent = b"".join(page.read.files.values())
    assert "nyckeltalen varje vår".encode() not in sent
    assert sent.count(b"to_review") == 3
    assert "samordnare för vattenfrågor" not in repr(
        evaluation.read.tables(evaluation.parameters).speakers["description"].tolist()
    )


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_a_row_is_used_when_a_person_has_accepted_it_and_else_counted_as_rejected(guides, state):
    import_answers(guides, NAME, [filled(guides)])
    for table in ("excerpts", "speakers"):
        file = guides / FOLDER / f"{table}.csv"
        file.write_text(file.read_text("utf-8").replace("to_review", state), "utf-8")
    page = report.page(guides, NAME)
    accounts, _ = report.accounts_of(page.check())
    said = page.read.tables(page.read.evaluations[0]).excerpts["text"].tolist()
    assert (SAID["anvands:sekom"] in said) == (state == "accepted")
    assert sum(each.reason == "rejected" for each in accounts.unused) == (0 if state == "accepted" else 3)
    assert page.read.waiting == ()


def test_a_build_says_how_many_wait(guides, monkeypatch, capsys):
    import_answers(guides, NAME, [filled(guides)])
    monkeypatch.chdir(guides)
    assert cli.main(["check", NAME]) == 0
    said = capsys.readouterr().out
    assert "tre\N{NO-BREAK SPACE}rader väntar på granskning" in said
    assert f"1 i {FOLDER}/speakers.csv och 2 i {FOLDER}/excerpts.csv" in said


@pytest.mark.notebook
def test_the_page_has_nothing_of_what_waits_and_the_statement_with_its_file_when_it_is_accepted(
    guides, monkeypatch, capsys
):
    import_answers(guides, NAME, [filled(guides)])
    monkeypatch.chdir(guides)
    assert cli.main([NAME, "--format", "html"]) == 0
    for _ in ("built", "current"):
        said = capsys.readouterr().err
        assert (
            said.count("Tre\N{NO-BREAK SPACE}inlästa rader väntar på granskning och är inte med i rapporten: 1 i") == 1
        )
        assert cli.main([NAME, "--format", "html"]) == 0
    page = (guides / "output" / f"{NAME}.html").read_text("utf-8")
    assert "nyckeltalen varje vår" not in page
    assert "samordnare för vattenfrågor" not in page
    for table in ("excerpts", "speakers"):
        file = guides / FOLDER / f"{table}.csv"
        file.write_text(file.read_text("utf-8").replace("to_review", "accepted"), "utf-8")
    assert cli.main([NAME, "--format", "html"]) == 0
    page = (guides / "output" / f"{NAME}.html").read_text("utf-8")
    assert "Vi tittar på nyckeltalen varje vår." in page
    assert "intervju-1.docx, rutan grad:sekom" in page


def test_a_statement_whose_speaker_waits_still_is_told_with_what_to_do(guides):
    import_answers(guides, NAME, [filled(guides)])
    file = guides / FOLDER / "excerpts.csv"
    file.write_text(file.read_text("utf-8").replace("to_review", "accepted"), "utf-8")
    with pytest.raises(ProblemsFound, match="Godkänn raden i data/huddinge/speakers.csv om den väntar på granskning"):
        report.page(guides, NAME).check()


def test_rows_that_wait_are_kept_as_a_workbook_and_as_csv_again(guides):
    import_answers(guides, NAME, [filled(guides)])
    before = waiting(guides, "excerpts"), waiting(guides, "speakers")
    make_workbook(guides, FOLDER)
    assert [row["text"] for row in waiting(guides, "excerpts")] == [row["text"] for row in before[0]]
    make_csv(guides, FOLDER)
    for table, there in zip(("excerpts", "speakers"), before, strict=True):
        again = waiting(guides, table)
        filled_in = [{name: cell for name, cell in row.items() if cell} for row in there]
        assert [{name: cell for name, cell in row.items() if cell} for row in again] == filled_in


def test_what_waits_and_may_leave_no_table_is_told_by_check_alone(guides):
    import_answers(guides, NAME, [filled(guides, SAID | {"samtycke": "får inte lämna tabellen"})])
    page = report.page(guides, NAME)
    accounts, internal = report.accounts_of(page.check())
    assert [each.row.table for each in accounts.unused if each.reason == "to_review"] == ["speakers"]
    assert internal == 2
    assert b"internal" not in b"".join(page.read.files.values())


def test_the_same_answers_are_read_in_once(guides):
    file = filled(guides)
    import_answers(guides, NAME, [file])
    before = contents(guides)
    again = import_answers(guides, NAME, [file, shutil.copy(file, file.with_name("intervju-2.docx"))])
    assert (again.written, again.statements) == ((), 0)
    assert contents(guides) == before


def test_other_answers_under_the_same_name_are_asked_about(guides):
    import_answers(guides, NAME, [filled(guides)])
    changed = filled(guides, SAID | {"anvands:sekom": "Något annat."})
    assert "en fil med samma namn och andra svar är redan inläst" in refused(guides, changed)


def test_two_people_get_a_pseudonym_each_and_one_who_has_one_keeps_it(guides):
    others = SAID | {"anvands:sekom": "Aldrig.", "grad:sekom": "0"}
    import_answers(guides, NAME, [filled(guides), filled(guides, others, "intervju-2.docx")])
    assert [row["speaker"] for row in waiting(guides, "speakers")] == ["S4", "S5"]
    again = SAID | {"anvands:sekom": "Ja.", "vem": "S4"}
    import_answers(guides, NAME, [filled(guides, again, "intervju-3.docx")])
    assert [row["speaker"] for row in waiting(guides, "speakers")] == ["S4", "S5"]
    assert {row["speaker"] for row in waiting(guides, "excerpts") if row["text"] == "Ja."} == {"S4"}


def test_nothing_is_guessed(guides):
    import_answers(
        guides, NAME, [filled(guides, {"ovrigt:sekom": "Bra stämning.", "utan:sekom:key_figures": "vet ej"})]
    )
    lost, other = waiting(guides, "excerpts")
    assert (other["criterion"], other["intensity"], other["consent"], other["date"]) == ("", "", "", "")
    assert (lost["without_membership"], lost["text"]) == (
        "unknown", "På frågan om hur det skulle gå utan medlemskapet är svaret vet ej.",
    )  # fmt: skip
    assert report.page(guides, NAME).check()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"grad:sekom": "ganska ofta"}, "rutan grad:sekom: 'ganska ofta' är inget av orden. Välj 0 används inte"),
        (SAID | {"samtycke": "kanske"}, "rutan samtycke: 'kanske' är inget av orden."),
        (SAID | {"manad": "i våras"}, "rutan manad: 'i våras' är ingen månad."),
        (SAID | {"vem": "S99"}, "beteckningen S99 finns inte i bladet Vem."),
        ({}, "ingen av rutorna för svar är ifylld."),
        ({"beskrivning": "strateg"}, "ingen av rutorna för svar är ifylld."),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(guides, answers, said):
    good = filled(guides)
    assert said in refused(guides, good, filled(guides, answers, "intervju-2.docx"))


def test_personal_data_never_come_along(guides):
    private = SAID | {
        "beskrivning": "strateg, anna.lind@huddinge.se",
        "anvands:sekom": "Fråga handläggaren Anna Lindqvist på 070-123 45 67, född 19640823-3234.",
    }
    made = import_answers(guides, NAME, [filled(guides, private, "Anna Lindqvist.docx")])
    written = b"".join(contents(guides).values())
    for hidden in ("Anna", "Lindqvist", "070-123", "3234", "anna.lind", "2026-03-12"):
        assert hidden.encode() not in written.replace(b"lindqvists", b""), hidden
    assert any("Personuppgifter har tagits bort" in each for each in made.told)
    assert all(row["passage"].startswith("fil ") for row in waiting(guides, "excerpts"))


def test_what_may_be_a_name_is_asked_about(guides):
    told = refused(guides, filled(guides, SAID | {"anvands:sekom": "Det var Zyxwquist som började med det."}))
    assert "Zyxwquist" in told
    assert "kan vara namn på personer" in told


def test_words_outside_the_boxes_are_told_of(guides):
    from docx import Document

    file = filled(guides)
    document = Document(str(file))
    document.add_paragraph("Hen sade också att hösten var bäst.")
    document.save(str(file))
    (told,) = import_answers(guides, NAME, [file]).told
    assert "text utanför rutorna är tillagd eller ändrad" in told


def test_deleted_words_that_are_kept_track_of_are_gone(guides):
    def track(xml: str) -> str:
        before, run, after = xml.partition("<w:t>Det som jämför oss med andra.</w:t>")
        assert run
        start, opening = before.rsplit("<w:r>", 1)
        return (
            f'{start}<w:del w:id="1" w:author="Anna Lindqvist" w:date="2026-03-12T09:00:00Z"><w:r>{opening}'
            f"<w:delText>Hemligt.</w:delText></w:r></w:del>"
            f'<w:ins w:id="2" w:author="Anna Lindqvist"><w:r>{run}{after.replace("</w:r>", "</w:r></w:ins>", 1)}'
        )

    file = filled(guides)
    file.write_bytes(with_part(file.read_bytes(), "word/document.xml", track))
    import_answers(guides, NAME, [file])
    assert next(row["text"] for row in waiting(guides, "excerpts")) == "Det som jämför oss med andra."
    assert b"Anna" not in b"".join(contents(guides).values())


def with_part(content: bytes, name: str, change) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            read = old.read(part)
            new.writestr(part, change(read.decode()).encode() if part == name else read)
    return written.getvalue()


def test_a_workbook_gets_the_rows_and_keeps_all_that_it_has(guides):
    from openpyxl import load_workbook

    make_workbook(guides, FOLDER)
    book = load_workbook(guides / FOLDER / "underlag.xlsx")
    book.create_sheet("Anteckningar")["B2"] = "Ring registrator"
    book.save(guides / FOLDER / "underlag.xlsx")
    before = {table: rows(guides, table) for table in ("excerpts", "speakers", "decisions")}
    import_answers(guides, NAME, [filled(guides)])
    for table, there in before.items():
        kept = [{name: row[name] for name in there[0]} for row in rows(guides, table)]
        assert kept[: len(there)] == there
    assert [row["text"] for row in waiting(guides, "excerpts")] == [
        SAID["sakna:sekom:key_figures"], SAID["anvands:sekom"],
    ]  # fmt: skip
    assert load_workbook(guides / FOLDER / "underlag.xlsx")["Anteckningar"]["B2"].value == "Ring registrator"
    assert [each.number for each in report.page(guides, NAME).read.waiting] == [1, 2]


def test_a_csv_file_keeps_each_line_its_marks_and_its_line_ends(guides):
    file = guides / FOLDER / "speakers.csv"
    table = [*csv.reader(io.StringIO(file.read_text("utf-8")))]
    lines = "\r\n".join(";".join(f'"{cell}"' if ";" in cell or "," in cell else cell for cell in row) for row in table)
    file.write_bytes(b"\xef\xbb\xbf" + (lines + "\r\n").encode())
    import_answers(guides, NAME, [filled(guides)])
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\n") == written.count(b"\r\n")
    again = [*csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert [row[: len(table[0])] for row in again[: len(table)]] == table


BOX = Guide("prov", "alfa", "user", "Prov", (Part("Prov", (), (Box("sakna:alfa:", "Vad?"),)),))
TYPED = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t åäö\u0301\u00a0\u200b"), max_size=200
)


@given(TYPED)
def test_what_stands_in_a_box_comes_back_as_it_was_typed(tmp_path_factory, typed):
    from hypothesis import assume

    assume(tidy(typed) != "Välj här" and not {"\ufffe", "\uffff"} & set(typed))
    folder = tmp_path_factory.mktemp("guide")
    (folder / "guide.docx").write_bytes(word_guide(BOX))
    file = fill(folder / "guide.docx", folder / "ifylld.docx", {"sakna:alfa:": typed})
    assert dict(read_form(file.read_bytes()).boxes)["sakna:alfa:"] == tidy(typed)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_a_guide_that_libreoffice_has_saved_says_the_same(guides, tmp_path):
    file = filled(guides)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ours, theirs = (read_form(each.read_bytes()) for each in (file, tmp_path / file.name))
    assert (tmp_path / file.name).read_bytes() != file.read_bytes()
    assert theirs == ours
    import_answers(guides, NAME, [file])
    assert import_answers(guides, NAME, [tmp_path / file.name]).statements == 0
