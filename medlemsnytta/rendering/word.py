"""The document as one Word file, for case systems and for those who go on writing: an nbconvert exporter.

Only the modules called `word` know python-docx. Headings, lists, captions and tables are Word's own styles by their standard
names; what people typed is text, never a field, and the same document gives the same bytes.
"""

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from medlemsnytta.rendering import page_words, word_styles
from medlemsnytta.rendering.blocks import Document, document
from medlemsnytta.rendering.bundles import Block
from medlemsnytta.rendering.paper import as_file, on_paper, that_fits, with_chart_figures, with_names_of_texts
from medlemsnytta.rendering.word_blocks import Writer
from medlemsnytta.rendering.word_file import ACCOUNT, put_together

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{6D65646C-656D-736E-7974-746100000001}"><ds:schemaRefs/></ds:datastoreItem>'
)
"""What Word demands beside a custom part: a name for it, the same in every file."""


class CouncilWordExporter(Exporter):
    """An executed notebook as the Word file that a case system takes; also a stock nbconvert exporter."""

    export_from_notebook = "Medlemsnytta Word"
    output_mimetype = MIME

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return council_docx(self.read(notebook, resources)), resources

    def read(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        """The document that stands in the notebook; its record, where it has one, stands in the file as it is here."""
        return document(notebook)


def council_docx(report: Document) -> bytes:
    """The whole `report` as a Word file, which carries what the PDF carries of how it was made, and no date or author."""
    made = word_styles.opened(report["language"], _colour(report["head"]))
    words = page_words.words(report["language"])
    writer = Writer(made, words, _shown(report, words))
    writer.head(report["head"])
    writer.write()
    writer.running(report["head"])
    if report["record"] is not None:
        _hold_account(made)
    saved = io.BytesIO()
    made.save(saved)
    properties = word_styles.properties(report["head"], report["language"])
    return put_together(saved.getvalue(), properties, report["record"], report.get("carried", ""))


def _colour(head: Mapping[str, Any]) -> str:
    return (head.get("look") or {}).get("colour") or ""


def _shown(report: Document, words: page_words.Words) -> list[Block]:
    """The blocks as paper has them; a Word file has no files with it, so what it leaves out is said to stand elsewhere."""
    elsewhere = {**words, "only_attached": words["only_elsewhere"], "whole_attached": words["whole_elsewhere"]}
    blocks = with_names_of_texts(with_chart_figures(on_paper(report["blocks"]), words))
    blocks = list(map(partial(as_file, words=elsewhere), blocks))
    return [part for block in blocks for part in that_fits(block, elsewhere)]


def _hold_account(made: Any) -> None:
    """A place for the account, which is written when all else is."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = made.part.package
    account = Part(PackURI(f"/{ACCOUNT}"), "application/xml", b"<none/>", package)
    described = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES, _ITEM.encode(), package)
    made.part.relate_to(account, RELATIONSHIP_TYPE.CUSTOM_XML)
    account.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
