"""What stands in the boxes of a Word document, whichever program saved it last.

A box is the last cell of a table row whose first cell holds a code in square brackets. Tables are what every word
processor keeps as they are; content controls and styles are kept by some.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath

from lxml import etree

from medlemsnytta.files.zips import DAMAGED
from medlemsnytta.inputs.invisible_characters import INVISIBLE
from medlemsnytta.inputs.tables.xlsx_files import Refused

CODE = re.compile(r"\[([^\[\]]+)\]")
CHOOSE = "Välj här"
"""What a box with words to choose from says before anybody has chosen."""

_AGAIN = "Öppna den i Word eller LibreOffice, och spara den som Word-dokument (.docx)."
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tblPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
"""What is no longer, or never was, text: deletions that are kept track of, settings, and what older programs show instead."""
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "ptab": "\t"}
_BLANKS = re.compile(r"[^\S\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


@dataclass(frozen=True)
class Form:
    """The text of each box by its code, also of empty ones, in the document's order, and all words outside the boxes."""

    boxes: tuple[tuple[str, str], ...]
    outside: str


def read_form(content: bytes) -> Form:
    """The boxes of a document; raises Refused where it cannot be read."""
    body = _body(content)
    boxes, in_boxes = list[tuple[str, str]](), set[etree._Element]()
    for row in body.iter(f"{_W}tr"):
        cells = [each for each in row.iter(f"{_W}tc") if _row_of(each) is row]
        if len(cells) > 1 and (code := CODE.fullmatch(text_of(cells[0]))):
            boxes.append((code[1], text_of(cells[-1])))
            in_boxes.update((cells[0], cells[-1]))
    outside = [
        text_of(each) for each in body.iter(f"{_W}p") if not any(one in in_boxes for one in each.iterancestors())
    ]
    return Form(tuple(boxes), " ".join(" ".join(outside).split()))


def tidy(text: str) -> str:
    """Text as a cell of a table holds it: composed letters, no blanks at the ends of lines, no mark that nobody sees."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    lines = (_BLANKS.sub(" ", line).strip() for line in INVISIBLE.sub("", composed).split("\n"))
    return "\n".join(lines).strip()


def text_of(element: etree._Element) -> str:
    """All that a reader sees of a cell, a paragraph a line."""
    paragraphs = list(element.iter(f"{_W}p")) if element.tag != f"{_W}p" else [element]
    text = tidy("\n".join("".join(_pieces(each)) for each in paragraphs if not _within_gone(each, element)))
    return "" if text == CHOOSE else text


def _within_gone(paragraph: etree._Element, top: etree._Element) -> bool:
    for each in paragraph.iterancestors():
        if each is top:
            return False
        if each.tag in _GONE:
            return True
    return False


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        if each.tag in _GONE or each.tag == f"{_W}p":
            continue
        if each.tag in (f"{_W}t", f"{_M}t"):
            yield each.text or ""
        elif isinstance(each.tag, str) and each.tag.startswith(_W) and each.tag[len(_W) :] in _MARKS:
            yield _MARKS[each.tag[len(_W) :]]
        else:
            yield from _pieces(each)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _body(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = archive.read(_main_part(archive, parser)).replace(_STRICT, _USUAL)
        body = etree.fromstring(part, parser).find(f"{_W}body")
    except (*DAMAGED, etree.XMLSyntaxError):
        raise Refused("filen är skadad, eller inget Word-dokument.", _AGAIN) from None
    if body is None:
        raise Refused("filen är skadad, eller inget Word-dokument.", _AGAIN)
    return body


def _main_part(archive: zipfile.ZipFile, parser: etree.XMLParser) -> str:
    """Where the text stands; some programs call it something else than word/document.xml."""
    for relation in etree.fromstring(archive.read("_rels/.rels"), parser):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return normpath(str(relation.get("Target", "")).lstrip("/"))
    return "word/document.xml"
