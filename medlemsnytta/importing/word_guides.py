"""A guide as a Word document: built-in headings, a table a question, the same bytes for the same guide."""

import hashlib
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from medlemsnytta.importing.interview_guides import Box, Guide
from medlemsnytta.importing.word_files import CHOOSE, read_form
from medlemsnytta.rendering import word_styles
from medlemsnytta.rendering.word_file import put_together

if TYPE_CHECKING:
    from docx.document import Document

_WIDTHS = (3.2, 5.6, 8.2)
"""Of a row's cells, in centimetres: the code, what is asked, the box."""


def word_guide(guide: Guide) -> bytes:
    """The document's content; its own code holds a digest of all that stands outside the boxes."""
    first = _written(guide, guide.code)
    return _written(guide, f"{guide.code}:{outside_digest(read_form(first).outside)}")


def outside_digest(outside: str) -> str:
    return hashlib.sha256(outside.encode()).hexdigest()[:8]


def _written(guide: Guide, code: str) -> bytes:
    document, saved = word_styles.opened("sv", ""), io.BytesIO()
    document.add_heading(guide.title, 0)
    for part in guide.parts:
        document.add_heading(part.heading, 1)
        for line in part.lines:
            document.add_paragraph(line)
        boxes = (
            [Box(code, "Guidens beteckning. Skriv inget här."), *part.boxes] if part is guide.parts[0] else part.boxes
        )
        _table(document, boxes)
    document.save(saved)
    head = {"title": guide.title, "description": "", "keywords": ()}
    return put_together(saved.getvalue(), word_styles.properties(head, "sv"), None, "")


def _table(document: "Document", boxes: Sequence[Box]) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, Pt, RGBColor

    table = document.add_table(rows=0, cols=3, style="Table Grid")
    table.autofit = False
    for box in boxes:
        row = table.add_row()
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
        written = row.cells[0].paragraphs[0].add_run(f"[{box.code}]")
        written.font.size, written.font.color.rgb = Pt(7), RGBColor(0x59, 0x59, 0x59)
        row.cells[1].paragraphs[0].add_run(box.label)
        tinted = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{word_styles.TINT[1:]}"/>')
        row.cells[2]._tc.get_or_add_tcPr().append(tinted)
        if box.choices:
            row.cells[2].paragraphs[0]._p.append(_choice(box))
    document.add_paragraph()


def _choice(box: Box) -> Any:
    """A content control with a list; where a program does not know it, the word is typed."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:dropDownList/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t/></w:r></w:sdtContent></w:sdt>"
    )
    settings, value = control[0], qn("w:val")
    settings[0].set(value, box.label[:60])
    settings[1].set(value, box.code[:60])
    for words in (CHOOSE, *box.choices):
        item = settings[2].makeelement(qn("w:listItem"), {})
        item.set(qn("w:displayText"), words)
        item.set(qn("w:value"), words)
        settings[2].append(item)
    control[1][0][0].text = CHOOSE
    return control
