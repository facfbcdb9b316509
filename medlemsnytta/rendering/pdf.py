"""The report as one PDF for print, screen reader and archive: an nbconvert exporter, and the one module that knows Typst.

The page is a static Typst file fed with JSON, so no text can become markup. Dates come from the report, the
typeface from one package, nothing from the machine: the same notebook gives the same bytes everywhere.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from medlemsnytta.files.program import TEMPLATES
from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.rendering.blocks import Document, document
from medlemsnytta.rendering.pdf_columns import MILLIMETRE, ROOM
from medlemsnytta.rendering.pdf_page import page
from medlemsnytta.rendering.pdf_tags import made_audible, nearly_empty_pages
from medlemsnytta.rendering.typeface import folder

if TYPE_CHECKING:
    import typst

STANDARDS = ("ua-1", "a-3a")
EMPTY_PAGES = 9
TALLEST = 210 * MILLIMETRE
"""Of a drawing, which must stand on one page with its caption."""
CLOSER = 0.93
"""The part of the usual size and room with which a document is set again that has a page with a few lines."""
NO_DAY = "1970-01-01"
"""What a file without a date has where one must stand: the same each time."""
TEMPLATE = TEMPLATES / "council" / "report.typ"
EMPTY = TEMPLATE.with_name("empty.typ")
PICTURE = TEMPLATE.with_name("picture.typ")
DOTS = TEMPLATE.with_name("dots.typ")
DOTS_PER_INCH = 200


class CouncilPDFExporter(Exporter):
    """An executed notebook as the PDF that goes with the council's papers; also a stock nbconvert exporter."""

    export_from_notebook = "Medlemsnytta PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return council_pdf(self.read(notebook, resources)), resources

    def read(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        """The document that stands in the notebook; its record, where it has one, is attached as it is here."""
        return document(notebook)


def council_pdf(report: Document, template: Path = TEMPLATE) -> bytes:
    """Set the whole `report` as PDF/UA-1 and PDF/A-3a, made for ear and search, with its record attached."""
    day = datetime.fromisoformat(report["head"]["date"] or NO_DAY).replace(tzinfo=UTC)
    ready = page(report, report["record"])
    files = ready.pop("files")
    compiled = _compiled(template, ready, files, int(day.timestamp()))
    if nearly_empty_pages(compiled):
        closer = _compiled(template, {**ready, "closeness": CLOSER}, files, int(day.timestamp()))
        compiled = min(compiled, closer, key=nearly_empty_pages)
    _empty_cache()
    return made_audible(compiled)


def can_set(kind: str, content: bytes) -> bool:
    """Whether `content` is a whole picture of the `kind`, which a page of this sort can carry."""
    import typst

    try:
        _compiled(PICTURE, {"kind": kind}, {"picture": content}, 0)
    except typst.TypstError:
        return False
    return True


def dots(kind: str, content: bytes, width: float | None = None, scale: float = 1, tallest: float = TALLEST) -> bytes:
    """A drawing or picture of the `kind` as PNG, `DOTS_PER_INCH`, no larger than a page has room for
    and no taller than `tallest` points.

    It is `width` points wide, or as large as it is by itself times `scale`; its letters are those of the PDF.
    """
    drawing = content.decode() if kind == "svg" else list(content)
    said = {"kind": kind, "drawing": drawing, "width": width, "scale": scale, "room": ROOM, "tallest": tallest}
    inputs = {"page": json.dumps(said, ensure_ascii=False)}
    made: bytes = compiler(DOTS).compile(format="png", ppi=DOTS_PER_INCH, sys_inputs=inputs)
    return made


def _compiled(template: Path, said: Mapping[str, Any], files: Mapping[str, bytes], timestamp: int) -> bytes:
    """The template set with what is `said`; it finds the files beside itself."""
    import typst

    page = {"page": json.dumps(said, ensure_ascii=False)}
    if not files:
        return _pdf(compiler(template), page, timestamp)
    with temporary_files({template.name: template.read_bytes(), **files}) as folder:
        beside = typst.Compiler(str(folder / template.name), root=str(folder), font_paths=_fonts())
        return _pdf(beside, page, timestamp)


def _pdf(ready: "typst.Compiler", inputs: dict[str, str], timestamp: int) -> bytes:
    made: bytes = ready.compile(format="pdf", sys_inputs=inputs, pdf_standards=list(STANDARDS), timestamp=timestamp)
    return made


@cache
def compiler(template: Path) -> "typst.Compiler":
    """Kept for the whole process: reading the typefaces takes longer than setting a page."""
    import typst

    return typst.Compiler(str(template), font_paths=_fonts())


@cache
def _fonts() -> "typst.Fonts":
    import typst

    # Typst's own are for printouts, whose letters are all as wide, and for what a formula is set in.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder())])


def _empty_cache() -> None:
    """Empty most of Typst's cache, which holds what its last ten compilations used, 20 MB a report.

    Compiling empty pages in between leaves two reports in it: what all reports share stays cached, and memory does not grow.
    """
    for _ in range(EMPTY_PAGES):
        compiler(EMPTY).compile(format="pdf")
