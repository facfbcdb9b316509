"""What kind of file somebody has handed over, by what is in it and not by its name; what is not read is answered in words."""

import io
import zipfile
from pathlib import Path
from typing import Literal

from medlemsnytta.files import regular_files
from medlemsnytta.files.zips import DAMAGED
from medlemsnytta.inputs.tables.xlsx_files import MAX_BYTES, Refused, examine_parts

Kind = Literal["word", "workbook", "text"]

_AS_DOCX = "Öppna den i Word eller LibreOffice, och spara den som Word-dokument (.docx)."
_AS_TABLE = "Exportera svaren som Excel (.xlsx) eller CSV i stället."
_RIGHT_FILE = "Kontrollera att det är rätt fil."
_BEGINS: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "filen är skyddad med lösenord, eller sparad i ett av de gamla formaten .doc och .xls.",
        "Ta bort lösenordet, eller spara den som Word-dokument (.docx) eller Excel-arbetsbok (.xlsx).",
    ),
    (b"%PDF", "filen är en PDF, vad den än heter.", "Öppna det dokument som PDF:en är gjord av."),
    (b"{\\rtf", "filen är sparad som RTF.", _AS_DOCX),
    (b"<!DOCTYPE", "filen är en webbsida.", _AS_TABLE),
    (b"<html", "filen är en webbsida.", _AS_TABLE),
    (b"<?xml", "filen är XML, som inte läses.", _AS_DOCX),
)
"""How files begin that are not read: with what they are, and what to do."""


def content_of(file: Path) -> bytes:
    """What stands in the file, cut a little past the most that is read; raises Refused."""
    try:
        content = regular_files.read(file, MAX_BYTES + 1)
    except regular_files.NoRegularFile as refused:
        raise Refused(refused.what, "Skriv namnet på en fil.") from None
    except FileNotFoundError:
        raise Refused("filen finns inte.", "Se efter hur den heter, och i vilken mapp den ligger.") from None
    except OSError:
        fix = "Stäng den i andra program, se efter att du får läsa den och försök igen."
        raise Refused("filen går inte att öppna.", fix) from None
    if len(content) > MAX_BYTES:
        raise Refused("filen är större än 10 MB.", _RIGHT_FILE)
    if not content.strip():
        raise Refused("filen är tom.", _RIGHT_FILE)
    return content


def kind_of(content: bytes) -> Kind:
    """Of a file that can be read; raises Refused."""
    for begins, what, fix in _BEGINS:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(begins)].lower() == begins.lower():
            raise Refused(what, fix)
    if content.startswith(b"PK"):
        return _packed(content)
    if b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("filen är varken Word, Excel eller CSV.", _RIGHT_FILE)
    return "text"


def _packed(content: bytes) -> Kind:
    try:
        examine_parts(content, "Word och Excel", _RIGHT_FILE)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except DAMAGED:
        raise Refused("filen är skadad.", "Öppna den i det program som gjorde den, och spara den igen.") from None
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("filen har makron (.docm eller .xlsm).", "Spara den utan makron, som .docx eller .xlsx.")
    if b"wordprocessingml" in types:
        return "word"
    if b"spreadsheetml" in types:
        return "workbook"
    if "project.qde" in names:
        raise Refused(
            "filen är ett REFI-QDA-projekt (.qdpx), som inte läses än.", "Exportera de kodade ställena som CSV."
        )
    if "mimetype" in names:
        raise Refused("filen är sparad i OpenDocument-format.", "Spara den som Word (.docx) eller Excel (.xlsx).")
    raise Refused("filen är ett packat arkiv, och inget dokument.", "Packa upp det, och läs in filerna i det.")
