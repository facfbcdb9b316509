"""Broken, foreign, huge and hostile files are answered in words, whatever they are called; nothing is written."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.importing.answers_in import import_answers
from medlemsnytta.importing.interview_guides import Box, Guide, Part
from medlemsnytta.importing.word_guides import word_guide
from tests.importing.test_surveys import NAME, everything

pytestmark = pytest.mark.slow
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
def test_a_file_that_is_not_read_is_answered_in_words(project, tmp_path, case, name):
    content, said = CASES[case]
    file = tmp_path / name
    file.write_bytes(content)
    before = everything(project)
    with pytest.raises(ProblemsFound) as found:
        import_answers(project, NAME, [file])
    assert said in "\n".join(map(str, found.value.problems))
    assert everything(project) == before


@pytest.mark.parametrize(("made", "said"), [("missing", "filen finns inte."), ("folder", "ingen vanlig fil.")])
def test_what_is_no_file_is_answered_in_words(project, tmp_path, made, said):
    if made == "folder":
        (tmp_path / made).mkdir()
    with pytest.raises(ProblemsFound, match=said):
        import_answers(project, NAME, [Path(tmp_path / made)])
