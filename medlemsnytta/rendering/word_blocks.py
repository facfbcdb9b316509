"""Blocks as a Word file's paragraphs, tables and pictures.

They are built as elements, because the library looks through a whole table for each of its cells. All text goes through
`_text`: no field, link or mark is ever read out of what somebody wrote.
"""

import base64
import io
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from lxml import etree

from medlemsnytta.rendering import formulas, page_words, pdf, pdf_columns
from medlemsnytta.rendering.blocks import NotebookNotReadable, is_safe_href
from medlemsnytta.rendering.bundles import Block, Inline, header_text, inline_text, link, strong, text
from medlemsnytta.rendering.paper import numeral, unbroken
from medlemsnytta.rendering.pictures import KINDS
from medlemsnytta.rendering.runs import cell_text
from medlemsnytta.rendering.svg import chart_svg
from medlemsnytta.rendering.typeface import advances, printable
from medlemsnytta.rendering.word_file import legal
from medlemsnytta.rendering.word_styles import FIXED, HYPERLINK, TABLE_TEXT, TINT

if TYPE_CHECKING:
    from docx.document import Document

CHART_SCALE = 0.92
"""Of a chart beside its size in the PDF's source, so that its smallest letters (11 px) are above 7 points."""
LOGO_HEIGHT = 12 * pdf_columns.MILLIMETRE
MOST_ROWS_IN_ONE_PIECE = 6
"""A table of no more short rows than these is never split between pages."""
LONGEST_UNBROKEN = 400
"""Letters of a cell whose row is kept on one page; a longer one might not fit on any."""
WIDER = 1.14
"""How much wider this file's letters are than those that the columns are counted with."""
DEEPEST_LIST = 3
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWENTIETHS = 20
"""Of a point, which Word measures in."""
_TABS_OF_THE_STYLE = (4680, 9360)
_BOXES = {"result": "single", "notice": "single", "illustrative": "dashed"}
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")

Element = Any


def _sub(parent: Element, name: str, /, **said: str | int) -> Element:
    """A new last child `w:name`; its attributes are those of the same namespace."""
    return etree.SubElement(parent, _W + name, {_W + key: str(value) for key, value in said.items()})


class Writer:
    """Writes the `shown` blocks into an opened Word file, one after the other, at the end of its body."""

    def __init__(self, made: "Document", words: page_words.Words, shown: Sequence[Block]) -> None:
        self._made, self._words, self._shown = made, words, shown
        self._body = made.element.body
        self._end = self._body.sectPr
        self._accent = str(made.styles["Heading 1"].font.color.rgb)
        self._styles = {style.name: style.style_id for style in made.styles}
        names = [block[name] for block in shown for name in ("id", "back") if block.get(name)]
        self._anchors = {
            name: f"m{place}_{re.sub('[^a-z0-9]+', '_', name)[:30]}" for place, name in enumerate(names, 1)
        }
        self._marked = self._drawn = 0

    def head(self, head: Mapping[str, Any]) -> None:
        """Logo, municipality and title, as they stand first on the page."""
        if logo := (head.get("look") or {}).get("logo"):
            kind = KINDS[logo["mime"]]
            content = pdf.dots(kind, base64.b64decode(logo["base64"]), tallest=LOGO_HEIGHT)
            self._draw(self._paragraph("Normal", side="right"), content, logo["alt"])
        if head["municipality"]:
            self._run(self._paragraph("Normal", after=0), strong(head["municipality"]), colour=self._accent)
        self._runs(self._paragraph("Title"), [text(head["title"])])

    def running(self, head: Mapping[str, Any]) -> None:
        """Title and case number above every page but the first, municipality and page number below all of them."""
        section = self._made.sections[0]
        section.different_first_page_header_footer = True
        case = f"{self._words['case_number']} {head['case_number']}" if head["case_number"] else ""
        self._line(section.header, [text(f"{head['title']}\t{case}" if case else head["title"])])
        self._line(section.first_page_header, [])
        for footer in (section.footer, section.first_page_footer):
            line = self._line(footer, [text(f"{head['municipality']}\t{self._words['page']} ")])
            self._field(line, "PAGE")
            self._run(line, text(f" {self._words['page_of']} "))
            self._field(line, "NUMPAGES")

    def _line(self, place: Any, content: Sequence[Inline]) -> Element:
        place.is_linked_to_previous = False
        line: Element = place.paragraphs[0]._p
        properties = line.get_or_add_pPr()
        tabs = _sub(properties, "tabs")
        for position in _TABS_OF_THE_STYLE:
            _sub(tabs, "tab", val="clear", pos=position)
        _sub(tabs, "tab", val="right", pos=round(pdf_columns.ROOM * _TWENTIETHS))
        self._runs(line, content)
        return line

    def _field(self, line: Element, name: str) -> None:
        _sub(_sub(_sub(line, "fldSimple", instr=name), "r"), "t").text = "1"

    def write(self) -> None:
        first = next((place for place, block in enumerate(self._shown) if block.get("appendix")), None)
        for place, block in enumerate(self._shown):
            self._block(block, new_page=place == first)

    def _block(self, block: Block, level: int = 1, new_page: bool = False) -> None:
        match block["type"]:
            case "heading":
                said = [text(numeral(block, self._words)), *block["content"]]
                heading = self._paragraph(f"Heading {block['level'] - 1}", new_page=new_page)
                self._mark(heading, block["id"])
                self._runs(heading, said)
            case "paragraph":
                leads = inline_text(block["content"]).rstrip().endswith(":")
                self._runs(
                    self._paragraph("Normal" if level == 1 else self._continued(level), keep=leads), block["content"]
                )
            case "list":
                self._list(block, level)
            case "facts":
                self._facts(block["items"])
            case "quote":
                self._runs(self._paragraph("Quote", keep=bool(block["attribution"])), block["content"])
                if block["attribution"]:
                    self._runs(self._paragraph("Quote"), [text(f"– {block['attribution']}")])
            case "callout":
                self._callout(block)
            case "table":
                self._table(block)
            case "chart":
                self._chart(block)
            case "picture":
                self._draw(self._paragraph("Normal"), *self._picture(block))
            case "formula":
                self._formula(self._paragraph("Normal"), block["latex"], display=True)
            case "preformatted":
                self._runs(self._paragraph("macro"), [text(block["text"])], fixed=True)
            case "note":
                self._note(block)
            case other:
                _refuse(other)

    def _paragraph(
        self,
        style: str,
        within: Element | None = None,
        *,
        keep: bool = False,
        new_page: bool = False,
        number: int | None = None,
        box: str = "",
        tabs: Sequence[int] = (),
        indent: tuple[int, int] | None = None,
        before: int | None = None,
        after: int | None = None,
        side: str = "",
    ) -> Element:
        """A new paragraph; `box` is the kind of the frame that it shares with its neighbours, `indent` left and hanging."""
        if within is None:
            made = self._body.makeelement(f"{_W}p")
            self._end.addprevious(made)
        else:
            made = _sub(within, "p")
        said = _sub(made, "pPr")
        if style != "Normal":
            _sub(said, "pStyle", val=self._styles[style])
        if keep:
            _sub(said, "keepNext")
        if new_page:
            _sub(said, "pageBreakBefore")
        if number is not None:
            numbered = _sub(said, "numPr")
            _sub(numbered, "ilvl", val=0)
            _sub(numbered, "numId", val=number)
        if box:
            self._frame(said, box)
        if tabs:
            stops = _sub(said, "tabs")
            for stop in tabs:
                _sub(stops, "tab", val="left", pos=stop)
        if before is not None or after is not None:
            room = {"before": before, "after": after}
            _sub(said, "spacing", **{name: value for name, value in room.items() if value is not None})
        if indent:
            _sub(said, "ind", left=indent[0], hanging=indent[1])
        if side:
            _sub(said, "jc", val=side)
        return made

    def _frame(self, said: Element, kind: str) -> None:
        edges = _sub(said, "pBdr")
        line = {"val": _BOXES[kind], "color": self._accent}
        around = ("top", "left", "bottom", "right") if kind != "result" else ("left",)
        for edge in around:
            thick = edge == "left" and kind != "illustrative"
            _sub(edges, edge, **line, sz=24 if thick else 6, space=6 if edge in ("left", "right") else 4)
        if kind == "result":
            _sub(said, "shd", val="clear", color="auto", fill=TINT.removeprefix("#"))

    def _runs(self, paragraph: Element, content: Sequence[Inline], **how: Any) -> None:
        for run in content:
            self._run(paragraph, run, **how)

    def _run(
        self,
        paragraph: Element,
        run: Inline,
        *,
        bold: bool = False,
        colour: str = "",
        fixed: bool = False,
        size: float = 0,
    ) -> None:
        """One run; a link leads to the web, to mail or to a place in the document, and any other is only its words."""
        kind, within = run["type"], paragraph
        if kind == "formula":
            self._formula(paragraph, run["text"], display=False)
            return
        target = f"not--{run['text']}" if kind == "note" else run["href"].removeprefix("#") if kind == "link" else ""
        if kind == "note" and run.get("id"):
            self._mark(paragraph, run["id"])
        if target in self._anchors and (kind == "note" or run["href"].startswith("#")):
            within = _sub(paragraph, "hyperlink", anchor=self._anchors[target])
        elif kind == "link" and is_safe_href(run["href"]) and not run["href"].startswith("#"):
            within = etree.SubElement(paragraph, f"{_W}hyperlink", {f"{_R}id": self._address(run["href"])})
        made = _sub(within, "r")
        said = _sub(made, "rPr")
        if within is not paragraph:
            _sub(said, "rStyle", val=self._styles[HYPERLINK])
        elif kind in ("strong", "emphasis"):
            _sub(said, "rStyle", val=self._styles[kind.capitalize()])
        if fixed or kind == "code":
            _sub(said, "rFonts", ascii=FIXED, hAnsi=FIXED, cs=FIXED)
        if bold:
            _sub(said, "b")
        if fixed or kind == "code":
            _sub(said, "noProof")
        if colour:
            _sub(said, "color", val=colour)
        if size:
            _sub(said, "sz", val=round(size * 2))
        if kind == "mark":
            _sub(said, "highlight", val="yellow")
        if kind == "note":
            _sub(said, "vertAlign", val="superscript")
        if kind == "code":
            _sub(said, "lang", val="en-GB")
        if not len(said):
            made.remove(said)
        _text(made, run["text"])

    def _address(self, href: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        address: str = self._made.part.relate_to(legal(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return address

    def _mark(self, paragraph: Element, name: str) -> None:
        """A place that links lead to, at what is written next."""
        self._marked += 1
        _sub(paragraph, "bookmarkStart", id=self._marked, name=self._anchors[name])
        _sub(paragraph, "bookmarkEnd", id=self._marked)

    def _continued(self, level: int) -> str:
        return "List Continue" if level <= 2 else f"List Continue {min(level - 1, DEEPEST_LIST)}"

    def _list(self, block: Block, level: int = 1, box: str = "") -> None:
        deep = min(level, DEEPEST_LIST)
        style = ("List Number" if block["ordered"] else "List Bullet") + (f" {deep}" if deep > 1 else "")
        number = self._counted_anew(style) if block["ordered"] else None
        for item in block["items"]:
            inner = item["blocks"] if isinstance(item, dict) else ()
            line = self._paragraph(style, number=number, box=box)
            self._runs(line, item["content"] if isinstance(item, dict) else item)
            for each in inner:
                self._block(each, level + 1)

    def _counted_anew(self, style: str) -> int:
        """A list of the style's own kind that begins at one."""
        numbering = self._made.part.numbering_part.element
        of_style = self._made.styles[style].element.pPr.numPr.numId.val
        kind = next(each for each in numbering.num_lst if each.numId == of_style).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        number: int = made.numId
        return number

    def _facts(self, items: Sequence[Block]) -> None:
        longest = max((len(item["term"]) for item in items), default=0)
        room = min(4000, 200 + 105 * longest)
        for item in items:
            line = self._paragraph("Normal", tabs=[room], indent=(room, room), after=40)
            self._run(line, text(item["term"]), bold=True)
            self._runs(line, [text("\t"), *item["content"]])

    def _callout(self, block: Block) -> None:
        kind = block["kind"]
        title = self._paragraph("Normal", keep=True, box=kind)
        self._run(title, text(block["title"]), bold=True, colour=self._accent)
        for inner in block["blocks"]:
            if inner["type"] == "list":
                self._list(inner, box=kind)
            elif inner["type"] == "paragraph":
                self._runs(self._paragraph("Normal", box=kind), inner["content"])
            else:
                _refuse(inner["type"])

    def _caption(self, block: Block, said: str) -> None:
        caption = self._paragraph("Caption")
        self._mark(caption, block["id"])
        self._run(caption, text(f"{unbroken(block['label'])}."), colour=self._accent)
        self._run(caption, text(f" {said}"))

    def _below(self, lines: Sequence[Sequence[Inline]]) -> None:
        """What is said of a table or a chart, in small; nothing but room where nothing is said."""
        for place, content in enumerate(lines or [[]]):
            last = place + 1 >= len(lines)
            line = self._paragraph(TABLE_TEXT, before=0 if place else 60, after=200 if last else 40)
            self._runs(line, content)

    def _table(self, block: Block) -> None:
        self._caption(block, block["caption"])
        columns, rows = block["columns"], block["rows"]
        header, kinds = [header_text(column) for column in columns], [column["kind"] for column in columns]
        shown = [[printable(cell_text(cell)) for cell in row] for row in rows]
        letters, bold = _wider("Regular"), _wider("Semibold")
        setting = pdf_columns.setting(list(map(printable, header)), kinds, shown, letters, bold)
        size, widths = setting.size - 0.5, [round(width * _TWENTIETHS) for width in setting.widths]
        made = self._body.makeelement(f"{_W}tbl")
        self._end.addprevious(made)
        said = _sub(made, "tblPr")
        _sub(said, "tblStyle", val=self._styles["Table Grid"])
        _sub(said, "tblW", w=sum(widths), type="dxa")
        _sub(said, "tblLayout", type="fixed")
        _sub(said, "tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
        _sub(said, "tblCaption", val=legal(f"{block['label']}. {block['caption']}"))
        grid = _sub(made, "tblGrid")
        for width in widths:
            _sub(grid, "gridCol", w=width)
        first = _sub(made, "tr")
        of_row = _sub(first, "trPr")
        _sub(of_row, "cantSplit")
        _sub(of_row, "tblHeader")
        for title, width, kind in zip(header, widths, kinds, strict=True):
            self._run(self._cell(first, width, kind, fill=TINT, keep=True), text(title), bold=True, size=size)
        unbroken_rows = [all(len(cell_text(cell)) <= LONGEST_UNBROKEN for cell in row) for row in rows]
        in_one_piece = len(rows) <= MOST_ROWS_IN_ONE_PIECE and all(unbroken_rows)
        for number, row in enumerate(rows, start=1):
            line = _sub(made, "tr")
            if unbroken_rows[number - 1]:
                _sub(_sub(line, "trPr"), "cantSplit")
            for cell, width, kind in zip(row, widths, kinds, strict=True):
                content = [text(cell)] if isinstance(cell, str) else cell
                place = self._cell(line, width, kind, keep=in_one_piece and number < len(rows))
                self._runs(place, content, size=size)
        origin = [block["origin"]] if block.get("origin") else []
        self._below([*origin, *([text(note)] for note in block["notes"])])

    def _cell(self, row: Element, width: int, kind: str, *, fill: str = "", keep: bool = False) -> Element:
        cell = _sub(row, "tc")
        said = _sub(cell, "tcPr")
        _sub(said, "tcW", w=width, type="dxa")
        if fill:
            _sub(said, "shd", val="clear", color="auto", fill=fill.removeprefix("#"))
            _sub(said, "vAlign", val="bottom")
        return self._paragraph(TABLE_TEXT, cell, keep=keep, side="right" if kind == "number" else "")

    def _chart(self, block: Block) -> None:
        self._caption(block, block["question"])
        svg = block["svg"] if "svg" in block else chart_svg(block["spec"])
        alternative = block["alternative"].replace("\N{NO-BREAK SPACE}", " ")
        below = [text(f"{block['source']} ")] if block.get("source") else []
        if figures := block.get("figures"):
            below += [
                text(self._words["figures_are_in"]),
                link(figures["label"].lower(), f"#{figures['id']}"),
                text("."),
            ]
        place = self._paragraph("Normal", keep=bool(below), after=60)
        self._draw(place, pdf.dots("svg", svg.encode(), scale=CHART_SCALE), alternative)
        self._below([below])

    def _picture(self, block: Block) -> tuple[bytes, str]:
        # A pixel of a page is three quarters of a point.
        width = block["width"] * 0.75 if "width" in block else None
        return pdf.dots(KINDS[block["mime"]], base64.b64decode(block["base64"]), width=width), block["alternative"]

    def _formula(self, paragraph: Element, latex: str, display: bool) -> None:
        """A drawing whose alternative is the formula as it was written."""
        drawn = formulas.drawing(latex, display) or formulas.drawing(latex, not display)
        assert drawn is not None, "only what is readable becomes a formula"
        self._draw(paragraph, pdf.dots("svg", drawn.svg.encode(), width=drawn.width), latex.strip(), drawn.below)

    def _draw(self, paragraph: Element, png: bytes, alternative: str, below: float = 0) -> None:
        """A picture in the line, as large as its dots make it, so many points `below` it."""
        from docx.shared import Length

        across = int.from_bytes(png[16:20], "big") * Length._EMUS_PER_INCH // pdf.DOTS_PER_INCH
        inline = self._made.part.new_pic_inline(io.BytesIO(png), width=across)
        self._drawn += 1
        inline.docPr.set("id", str(self._drawn))
        inline.docPr.set("name", f"{self._words['picture']} {self._drawn}")
        inline.docPr.set("descr", legal(alternative))
        run = _sub(paragraph, "r")
        if below:
            _sub(_sub(run, "rPr"), "position", val=-round(2 * below))
        _sub(run, "drawing").append(inline)

    def _note(self, block: Block) -> None:
        line = self._paragraph(TABLE_TEXT, after=80)
        self._mark(line, block["id"])
        number = str(block["number"])
        self._run(line, link(number, f"#{block['back']}") if block["back"] else text(number))
        self._runs(line, [text(" "), *block["content"]])


@cache
def _wider(face: str) -> Mapping[str, float]:
    return {sign: width * WIDER for sign, width in advances(face).items()}


def _refuse(kind: str) -> NoReturn:
    raise NotebookNotReadable(f"a Word file has no form for a block of the kind {kind!r}")


def _text(run: Element, said: str) -> None:
    """The words as text, with line ends and tabs as Word has them."""
    for piece in _PIECES.findall(legal(said.replace("\r\n", "\n").replace("\r", "\n"))):
        if piece == "\n":
            _sub(run, "br")
        elif piece == "\t":
            _sub(run, "tab")
        else:
            written = _sub(run, "t")
            written.text = piece
            written.set(_SPACE, "preserve")
