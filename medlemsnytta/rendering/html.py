"""The report as one HTML file: an nbconvert exporter that only hands the page its document, charts and style.

The page itself is `templates/council`. Nothing in it fetches: style, charts and scripts stand in the file, and the
content security policy says so, with the hash of each. What people typed is text, because the template escapes
everything else.
"""

import base64
import string
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import Bool, default

from medlemsnytta.files.program import TEMPLATES
from medlemsnytta.rendering import bounds, carried_files, page_words
from medlemsnytta.rendering.attachments import csv_text, figures_name, table_name
from medlemsnytta.rendering.blocks import Document, NotebookNotReadable, document, is_safe_href, runs_of
from medlemsnytta.rendering.bundles import Block, header_text, inline_text
from medlemsnytta.rendering.colour_and_logo import colour_rules, logo_address
from medlemsnytta.rendering.dark_charts import dark_rules
from medlemsnytta.rendering.embedded import canonical, csp_hash, data_text, page_style
from medlemsnytta.rendering.formulas import mathml
from medlemsnytta.rendering.glossary import explained
from medlemsnytta.rendering.narrow_tables import MOST_COLUMNS, card_rules
from medlemsnytta.rendering.origins import marks_of
from medlemsnytta.rendering.page_typeface import face_rules, letters_of
from medlemsnytta.rendering.runs import cell_text
from medlemsnytta.rendering.scripts import page_scripts
from medlemsnytta.rendering.svg import chart_svg
from medlemsnytta.rendering.vega import compiled, written_out

_SIGNS = "✓≈·↑"
"""What the template itself says, beside the page's words."""


def council_html(report: Document, *, static: bool = False) -> str:
    """The page of a document; `static` leaves the scripts out."""
    return _exporter(static).page(report)


@cache
def _exporter(static: bool) -> "CouncilHTMLExporter":
    """Kept for the whole process: reading the template takes longer than filling it in."""
    return CouncilHTMLExporter(static=static, optimistic_validation=True)


class CouncilHTMLExporter(TemplateExporter):
    """An executed notebook as the HTML that council members open; also a stock nbconvert exporter."""

    export_from_notebook = "Medlemsnytta HTML"
    output_mimetype = "text/html"
    static = Bool(False, help="No scripts: the charts are still pictures, and the file a fifth as large.").tag(
        config=True
    )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "council"

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        """So that another template can extend "council/index.html.j2"."""
        return [str(TEMPLATES)]

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def page(self, ready: Document) -> str:
        """The page of a document that is read already: nbconvert would copy its notebook three times."""
        return self.from_notebook_node(new_notebook(), {"document": _Ready(ready)})[0]

    def read(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        """The document that stands in the notebook; its record, where it has one, stands in the page as it is here."""
        return document(notebook)

    def _opened(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        """What the page shows, its language being that of the page's own words from now on."""
        ready = resources.get("document")
        opened = ready.document if ready else self.read(notebook, resources)
        self._words = page_words.words(opened["language"])
        self._marks = marks_of([] if self.static else opened["blocks"])
        blocks = explained(opened["blocks"], once=self.static)
        return {**opened, "blocks": [_that_fits(block, self._words) for block in blocks]}

    def _carried(self, page: Document) -> str:
        """The files that the page was made of, packed; the small page, and one that would be large, has none."""
        held = page.get("carried", "")
        return "" if self.static or len(held) > carried_files.MOST_LETTERS_IN_HTML else held

    def _faces(self, page: Document) -> str:
        """The typeface of a page with charts: of the small page the letters of its charts, else of all that it says."""
        drawings = [*_drawings(page), *(block["svg"] for block in page["blocks"] if "svg" in block)]
        if not drawings:
            return ""
        said = "" if self.static else string.printable + _SIGNS + canonical([page["head"], page["blocks"], self._words])
        return face_rules(letters_of(drawings, said))

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.undefined = StrictUndefined
        environment.trim_blocks = environment.lstrip_blocks = True
        sheets = ("council",) if self.static else ("council", "answering")
        environment.globals.update(
            document=self._opened,
            words=lambda name: self._words[name],
            origins=lambda: self._marks,
            most_columns=MOST_COLUMNS,
            refuse=_refuse,
            style_of=lambda page: Markup(
                page_style(*sheets, *_own_sheets(page))
                + colour_rules(page["head"])
                + card_rules(page)
                + dark_rules(_drawings(page))
                + self._faces(page)
            ),
            static=self.static,
            made_of=lambda page: canonical(page["record"] | ({"static": True} if self.static else {})),
            carried=self._carried,
            scripts_of=lambda page: [Markup(script) for script in page_scripts(page, self.static)],
        )
        environment.filters.update(
            csp_hash=csp_hash,
            logo_address=logo_address,
            data_text=lambda value: Markup(data_text(value)),
            live_chart=lambda spec: Markup(data_text(compiled(written_out(spec)))),
            cell_text=cell_text,
            header_text=header_text,
            table_file=lambda table: table_name(table, self._words),
            figures_file=lambda chart: figures_name(chart, self._words),
            mathml=lambda latex, display: Markup(mathml(latex, display)),
            inline_text=inline_text,
            drawing=lambda chart: Markup(chart["svg"] if "svg" in chart else chart_svg(chart["spec"])),
            narrow_drawing=lambda chart: Markup(chart_svg(chart["narrow"])),
            picture_address=lambda picture: f"data:{picture['mime']};base64,{picture['base64']}",
        )
        environment.tests["safe_href"] = is_safe_href
        environment.tests["header"] = _is_header
        environment.tests["linkable"] = _is_linkable
        return environment


def _own_sheets(page: Document) -> list[str]:
    """The sheets of what few pages have."""
    blocks = page["blocks"]
    kinds = {block["type"] for block in blocks} & {"preformatted", "picture", "note"}
    written = [run["type"] for run in runs_of(blocks)]
    sheets = {
        **dict.fromkeys(kinds, True),
        "formula": "formula" in written or any(block["type"] == "formula" for block in blocks),
        "deep": any(block["type"] == "heading" and block["level"] > 3 for block in blocks),
        "wide": any(block["type"] == "table" and len(block["columns"]) > MOST_COLUMNS for block in blocks),
    }
    return sorted(sheet for sheet, needed in sheets.items() if needed)


def _that_fits(block: Block, words: page_words.Words) -> Block:
    """The block, or the part of it that a page shows, with a file in the page that has it whole."""
    if not bounds.is_cut(block, bounds.SCREEN):
        return block
    if block["type"] == "table":
        name, kind, content = table_name(block, words), "text/csv", csv_text(bounds.whole_table(block))
    else:
        name, kind, content = "text.txt", "text/plain", block["text"]
    shown, said = bounds.cut(block, bounds.SCREEN, words)
    packed = base64.b64encode(content.encode("utf-8", "replace")).decode()
    whole = {
        "name": name,
        "said": " ".join(said),
        "link": words["whole_fetched"].format(file=name),
        "address": f"data:{kind};charset=utf-8;base64,{packed}",
    }
    return {**shown, "whole": whole}


def _is_header(cell: str | list[dict[str, str]]) -> bool:
    """Whether the first cell of a row can head it: one without words, empty or a formula alone, would be a header of nothing."""
    words = [cell] if isinstance(cell, str) else [run["text"] for run in cell if run["type"] != "formula"]
    return any(each.strip() for each in words)


def _is_linkable(heading: Block) -> bool:
    """Whether a heading can be a link to itself: one that holds a link or a formula cannot."""
    return not {run["type"] for run in heading["content"]} & {"link", "note", "formula"}


def _drawings(page: Document) -> list[str]:
    """Those of our own charts, whose colours we know to be told apart by lightness; others keep their ground."""
    charts = [block for block in page["blocks"] if "spec" in block]
    return [chart_svg(chart[form]) for chart in charts for form in ("spec", "narrow") if form in chart]


class _Ready:
    """A document that nbconvert, which makes deep copies of what it is given, does not copy."""

    def __init__(self, ready: Document) -> None:
        self.document = ready

    def __deepcopy__(self, _: object) -> "_Ready":
        return self


def _refuse(kind: str) -> str:
    raise NotebookNotReadable(f"the page has no form for a block of the kind {kind!r}")
