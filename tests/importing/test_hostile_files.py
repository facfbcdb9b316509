"""Broken, foreign, huge and hostile files are answered in words, whatever they are called; nothing is written."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.importing.answers_in import import_answers
from medlemsnytta.importing.guide_files import write_guides
from medlemsnytta.importing.interview_guides import Box, Guide, Part
from medlemsnytta.importing.word_guides import word_guide
from medlemsnytta.starting.workbook_files import make_workbook
from tests.importing.test_surveys import FOLDER, HEADINGS, NAME, answers, as_csv, everything, mapped, mapping, waiting

pytestmark = [pytest.mark.slow, pytest.mark.trust]
GUIDE = word_guide(Guide("prov", "sekom", "user", "Prov", (Part("Prov", (), (Box("anvands:sekom", "Vad?"),)),)))
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
)


def other(change: dict[str, bytes | None], content: bytes = GUIDE) -> bytes:
    """A guide with other parts: new content, or None for one that is gone."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*old.namelist(), *change}:
            if (read := change[part] if part in change else old.read(part)) is not None:
                new.writestr(part, read)
    return written.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GUIDE)) as archive:
        return archive.read(name)


def no_guide() -> bytes:
    saved = io.BytesIO()
    document = Document()
    document.add_paragraph("Protokoll")
    document.save(saved)
    return saved.getvalue()


def macros() -> bytes:
    types = part("[Content_Types].xml").replace(
        WORD_TYPE.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    return other({"[Content_Types].xml": types, "word/vbaProject.bin": b"\x00"})


def deep() -> bytes:
    body = part("word/document.xml").replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 5000 + b"</w:p>" * 5000)
    return other({"word/document.xml": body})


def bad_bzip2() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("[Content_Types].xml", b"x" * 5000)
    return written.getvalue().replace(b"BZh9", b"BZh0")


def many_boxes(number: int) -> bytes:
    cell = b"<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    rows = b"".join(b"<w:tr>" + cell % b"[a%d]" % each + cell % b"x" + b"</w:tr>" for each in range(number))
    table = b"<w:tbl>" + rows + b"</w:tbl></w:body>"
    return other({"word/document.xml": part("word/document.xml").replace(b"</w:body>", table)})


TRIED: list[str] = []
CASES = {
    "nothing": (b"", "filen är tom."),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "filen är en PDF"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "skyddad med lösenord"),
    "RTF": (b"{\\rtf1 Hej}", "filen är sparad som RTF."),
    "a page": (b"<!DOCTYPE html><html></html>", "filen är en webbsida."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "varken Word, Excel eller CSV"),
    "macros": (macros(), "filen har makron"),
    "cut in two": (GUIDE[: len(GUIDE) // 2], "filen är skadad"),
    "a damaged part": (other({"word/document.xml": b"<w:document"}), "filen är skadad"),
    "no document": (other({"word/document.xml": None}), "filen är skadad"),
    "entities": (other({"word/document.xml": BOMB.encode()}), "som Word och Excel aldrig skriver"),
    "entities in UTF-16": (other({"word/document.xml": BOMB.encode("utf-16")}), "som Word och Excel aldrig skriver"),
    "a gigabyte of nothing": (other({"word/media/image1.png": b"\x00" * 50_000_000}), "orimligt stor när den packas upp"),
    "thousands of parts": (other({f"x/{number}": b"" for number in range(1200)}), "orimligt stor"),
    "eleven megabytes": (b"a;b\n" * 2_800_000, "filen är större än 10 MB."),
    "another document": (no_guide(), "filen är ingen av våra intervjuguider."),
    "no answers": (GUIDE, "ingen av rutorna för svar är ifylld."),
    "deep": (deep(), "filen är skadad"),
    "REFI-QDA": (other({name: None for name in zipfile.ZipFile(io.BytesIO(GUIDE)).namelist()} | {"project.qde": b"<x/>"}), "REFI-QDA"),
    "OpenDocument": (other({"[Content_Types].xml": None, "mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "a row too long": (b"a,b\n1,2,3\n", "fler celler"),
    "an open quotation": (b'a,b\n"1,2\n', "citattecken"),
    "nothing but quotations": (b'"' * 9_000_001, "en cell har fler än 131072 tecken"),
    "a cell of a megabyte": (b"a;b\n" + b"x" * 1_000_000 + b";y\n", "en cell har fler än 131072 tecken"),
    "a million headings": (b";".join(b"c%d" % each for each in range(900_000)), "fler än 50\u00a0000 rader"),
    "two million rows": (b"a;b\n" * 2_400_000, "fler än 50\u00a0000 rader"),
    "bytes among the letters": (b"a;b\n" + b"x\x00;y\n" * 500, "varken Word, Excel eller CSV"),
    "half a character": ("a;b\n1;".encode("utf-16") + b"\x00\xd8\n\x00", "bokstäverna går inte att läsa"),
    "a database": (b"SQLite format 3\x00" + bytes(5000), "varken Word, Excel eller CSV"),
    "a codebook": (b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "filen är XML"),
    "fifty thousand boxes": (many_boxes(50_000), "mer i sina rutor"),
    "a packed part that is damaged": (bad_bzip2(), "filen är skadad"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("case", "name"),
    [
        *((case, "svar.docx") for case in CASES),
        ("a PDF", "svar.xlsx"),
        ("macros", "svar.csv"),
        ("entities", "svar.xlsx"),
    ],
)
def test_a_file_that_is_not_read_is_answered_in_words(project, tmp_path, counted, case, name):
    content, said = CASES[case]
    file = tmp_path / name
    file.write_bytes(content)
    before, began = everything(project), time.process_time()
    with pytest.raises(ProblemsFound) as found:
        import_answers(project, NAME, [file])
    assert said in "\n".join(map(str, found.value.problems))
    assert everything(project) == before
    assert time.process_time() - began < 15
    TRIED.append(case)
    counted("hostile files given to `import`; tracebacks, hangs", f"{len(TRIED)}; 0, 0")


NO_FILES = {"missing": ("filen finns inte.", lambda path: None), "folder": ("ingen vanlig fil.", Path.mkdir)}
if hasattr(os, "mkfifo"):
    NO_FILES["pipe"] = ("ingen vanlig fil.", os.mkfifo)


@pytest.mark.parametrize("made", NO_FILES)
def test_what_is_no_file_is_answered_in_words(project, tmp_path, made):
    said, make = NO_FILES[made]
    make(tmp_path / made)
    with pytest.raises(ProblemsFound, match=said):
        import_answers(project, NAME, [tmp_path / made])


HEAD = {
    "guide:huddinge-2026:user:sekom:x": "",
    "beskrivning": "samordnare",
    "manad": "2026-03",
    "samtycke": "med egna ord",
    "grad:sekom": "3 ofta",
}


def filled(file: Path, **boxes: str) -> Path:
    """A guide as it comes back, with the boxes that are named so; _ stands for the colon."""
    document, said = Document(), HEAD | {name.replace("_", ":"): text for name, text in boxes.items()}
    table = document.add_table(rows=0, cols=2)
    for code, text in said.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"[{code}]", text
    document.save(str(file))
    return file


def said_in(project: Path, file: Path) -> dict[str, str]:
    import_answers(project, NAME, [file])
    return waiting(project, "excerpts")[-1]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('=HYPERLINK("https://example.org";"Läs")', '\'=HYPERLINK("https://example.org";"Läs")'),
        ("+nyckeltalen", "'+nyckeltalen"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("- nyckeltalen\n- mötena", "– nyckeltalen\n- mötena"),
        ('" =1+1', "'\" =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-2,5", "-2,5"),
        ("Vi tittar = ofta.", "Vi tittar = ofta."),
    ],
)
def test_what_anybody_typed_is_no_formula_where_the_tables_are_opened(project, tmp_path, typed, read):
    row = said_in(project, filled(tmp_path / "intervju.docx", anvands_sekom=typed))
    assert row["text"] == read


def test_nor_where_the_tables_are_a_workbook(project, tmp_path):
    make_workbook(project, FOLDER)
    said_in(project, filled(tmp_path / "intervju.docx", anvands_sekom="=1+1", annars_sekom="-1+1"))
    assert [row["text"] for row in waiting(project, "excerpts")] == ["'=1+1", "'-1+1"]
    book = load_workbook(project / FOLDER / "underlag.xlsx")
    assert "f" not in {cell.data_type for sheet in book.worksheets for cells in sheet.rows for cell in cells}


@pytest.mark.parametrize("name", ["=1+1.docx", "@intervju.docx", "-intervju.docx", "+intervju.docx"])
def test_a_file_s_name_is_no_formula_either(project, tmp_path, name):
    row = said_in(project, filled(tmp_path / name, anvands_sekom="Vi tittar."))
    assert row["passage"].startswith("fil ")


@pytest.mark.parametrize("channel", ["ring Anna Berg 070-1740605", "berit.lundin@example.com", "640823-3234"])
def test_personal_data_in_the_code_of_a_box_is_not_read_in(project, tmp_path, channel):
    file, before = filled(tmp_path / "intervju.docx", **{f"utan_sekom_{channel}": "sämre"}), everything(project)
    with pytest.raises(ProblemsFound, match="en rutas beteckning är ändrad"):
        import_answers(project, NAME, [file])
    assert everything(project) == before


def test_a_name_in_the_code_of_a_box_is_asked_about(project, tmp_path):
    file = filled(tmp_path / "intervju.docx", **{"utan_sekom_mallen av Zyxina Qwertsson": "sämre"})
    with pytest.raises(ProblemsFound, match="Zyxina Qwertsson"):
        import_answers(project, NAME, [file])


def test_a_box_that_nobody_reads_is_told(project, tmp_path):
    """Its row's neighbour is taken away, or its code is altered."""
    file = filled(tmp_path / "intervju.docx", sakna_sekom="Mötena.", annat="Kaffet.")
    told = "\n".join(import_answers(project, NAME, [file]).told)
    assert "rutan sakna:sekom läses inte" in told
    assert "rutan annat läses inte" in told


def test_a_text_that_no_cell_holds_is_told_wherever_it_stands(project, tmp_path):
    file, before = filled(tmp_path / "intervju.docx", anvands_sekom="ord " * 9000), everything(project)
    with pytest.raises(ProblemsFound, match="rutan anvands:sekom: texten har 35999 tecken"):
        import_answers(project, NAME, [file])
    assert everything(project) == before
    survey = as_csv(tmp_path / "svar.csv", [(*each[:-1], "ord " * 9000) for each in answers()], HEADINGS["forms"])
    with pytest.raises(ProblemsFound, match="rad 2: texten har 35999 tecken"):
        mapped(project, survey)


MAPPINGS = {
    "another encoding": (lambda text: text.encode("cp1252"), "inte sparad som UTF-8"),
    "a number of thousands of figures": (
        lambda text: text.replace("asked:", f'asked: "{"9" * 6000}"').encode(),
        "är inget antal",
    ),
    "nested": (lambda text: f"{text}\nx: {'[' * 5000}".encode(), "nästlade för djupt"),
    "sixty megabytes": (lambda text: f"{text}\nx: {'a' * 60_000_000}".encode(), "större än 1 MB"),
    "aliases": (lambda text: f"{text}\nx: &a [1]\ny: *a".encode(), "som inte används här"),
    "bytes": (lambda text: b"\x00\xff", "UTF-8"),
    "nothing": (lambda text: b"", "filen är tom"),
    "a list": (lambda text: b"- x\n", "består inte av namn och värden"),
}


@pytest.mark.parametrize("kind", MAPPINGS)
def test_a_mapping_that_is_spoiled_is_answered_in_words(project, tmp_path, kind):
    change, said = MAPPINGS[kind]
    file = as_csv(tmp_path / "svar.csv", answers(), HEADINGS["forms"])
    import_answers(project, NAME, [file])
    mapping(project).write_bytes(change(mapping(project).read_text("utf-8")))
    with pytest.raises(ProblemsFound, match=said):
        import_answers(project, NAME, [file])


@pytest.mark.skipif(os.name == "nt", reason="has no such names")
def test_a_file_with_a_name_of_no_letters_is_read(project, tmp_path, capsys, monkeypatch):
    file = filled(Path(os.fsdecode(os.fsencode(tmp_path) + b"/sv\xe5r.docx")), anvands_sekom="Vi tittar.")
    monkeypatch.chdir(project)
    assert cli.main(["import", NAME, str(file)]) == 0
    assert waiting(project, "excerpts")[-1]["passage"].startswith("fil ")


@pytest.mark.parametrize(
    "case", ["a gigabyte of nothing", "entities", "cut in two", "deep", "a packed part that is damaged"]
)
def test_a_hostile_file_among_the_guides_is_left_and_a_new_guide_is_written(project, case):
    folder = project / FOLDER / "intervjuer"
    folder.mkdir()
    (folder / f"{NAME}-sekom-anvandare.docx").write_bytes(CASES[case][0])
    made = write_guides(project, NAME)
    assert [path.name for path in made.left] == [f"{NAME}-sekom-anvandare.docx"]
    assert f"{NAME}-sekom-anvandare-ny-1.docx" in [path.name for path in made.written]
