"""What somebody else's HTML says, as blocks: its tables, lists and sentences. Its markup, style and scripts go no further.

The one module that knows lxml.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any

from medlemsnytta.rendering import bundles, page_words
from medlemsnytta.rendering import runs as running
from medlemsnytta.rendering.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

Cell = str | list[bundles.Inline]
"""A table's cell: text, or runs where it holds links, formulas or emphasis."""

MOST_NAMED = 5
MOST_SPANNED = 100
DEEPEST = 120
"""Elements in each other, below which only words are read."""
_STYLES = {
    "b": bundles.strong, "strong": bundles.strong, "i": bundles.emphasis, "em": bundles.emphasis, "cite": bundles.emphasis,
    "dfn": bundles.emphasis, "var": bundles.emphasis, "code": bundles.code, "kbd": bundles.code, "samp": bundles.code, "tt": bundles.code,
}  # fmt: skip
_INLINE = frozenset([
    *_STYLES, "a", "abbr", "bdi", "bdo", "big", "data", "del", "font", "ins", "label", "mark", "q", "s", "small", "span", "strike",
    "sub", "sup", "time", "u", "wbr",
])  # fmt: skip
_UNSEEN = frozenset(["style", "template", "noscript", "head", "title", "meta", "link", "base"])
_FETCHED = frozenset(["audio", "embed", "iframe", "object", "video"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TAGS = frozenset([
    *_INLINE, *_UNSEEN, *_FETCHED, *_HEADINGS, "acronym", "address", "area", "article", "aside", "basefont", "blink", "blockquote",
    "body", "br", "button", "canvas", "caption", "center", "col", "colgroup", "datalist", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "g", "header", "hgroup", "hr", "html",
    "img", "input", "legend", "li", "main", "map", "marquee", "math", "menu", "meter", "nav", "nobr", "ol", "optgroup", "option",
    "output", "p", "param", "path", "picture", "pre", "progress", "rp", "rt", "ruby", "script", "search", "section", "select",
    "slot", "source", "strike", "summary", "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "track", "ul",
])  # fmt: skip
"""The elements of HTML, new and old: what else stands between < and > is somebody's words."""
_NUMBER = re.compile(r"[-+−]?\d[\d\s.,]*(?:e[-+]?\d+)?\s?%?", re.IGNORECASE)
_NO_NUMBER = frozenset(["", "nan", "none", "<na>", "nat", "inf", "-inf", "...", "…", "–", "-"])
_SIZE = re.compile(r"(\d+) rows? × (\d+) columns?")
"""What pandas says below a table that it has cut."""
_SVG = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NOT_WORDS = re.compile(
    r"<(script|style|template|noscript|title|iframe|textarea)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^>]*(?:>|\Z)")
_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def blocks(written: str, reading: Reading | None = None, headings: bool = False) -> list[bundles.Block]:
    """Paragraphs, lists, preformatted text, pictures and tables, in their order; none where the HTML holds no words.

    With `headings` its headings are the document's, as in Markdown; else they are words in bold.
    """
    root = _root(written)
    page = _Page(reading or Reading(), headings)
    if root is not None:
        page.walk(root, bundles.text, 0)
    page.end_run()
    if not page.found and (
        words := " ".join(unescape(_MARKUP.sub(" ", _NOT_WORDS.sub(" ", _UNREADABLE.sub("", written)))).split())
    ):
        # What is too deep for the parser is nevertheless said.
        return [bundles.paragraph(words)]
    return page.found


def _root(written: str) -> "_Element | None":
    from lxml import etree, html

    # Within HTML the parser would write the names of SVG in small letters, so a drawing is an image of its own.
    readable = _SVG.sub(_as_image, _UNREADABLE.sub("", written))
    if not readable.strip():
        return None
    try:
        return html.document_fromstring(
            f"<!doctype html><body>{readable}".encode("utf-8", "replace"),
            parser=html.HTMLParser(
                encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
            ),
        )
    except etree.ParserError:
        return None


def _as_image(found: re.Match[str]) -> str:
    drawing = found[0] if "xmlns=" in found[0] else found[0].replace("<svg", f"<svg {_NAMESPACE}", 1)
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(drawing.encode("utf-8", "replace")).decode()}">'


@dataclass(frozen=True)
class Opened:
    """A tag in the middle of a sentence: how the words after it are said, and what it is itself."""

    style: Any = None
    content: list[bundles.Inline] = field(default_factory=list)


def inline(tag: str, reading: Reading) -> Opened:
    """What one opening tag, such as Markdown has in its sentences, begins or is."""
    root = _root(tag)
    element = next(root.iterdescendants(), None) if root is not None else None
    element = next(element.iterchildren(), None) if element is not None else None
    if element is None or not isinstance(element.tag, str):
        return Opened()
    if element.tag == "a" and (href := element.get("href")):
        return Opened(partial(bundles.link, href=href.strip()))
    if element.tag in _STYLES:
        return Opened(_STYLES[element.tag])
    page = _Page(reading, False)
    page.walk(root, bundles.text, 0)
    page.end_run()
    return Opened(None, [run for block in page.found for run in _runs_of(block)])


def table(
    header: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str = "", words: page_words.Words | None = None
) -> bundles.Block:
    """A table whose first column heads its rows; it gets its number and anchor where it comes to stand."""
    said = words or page_words.words(page_words.SWEDISH)
    names = [
        name.strip() or (said["row"] if place == 0 else f"{said['column']} {place + 1}")
        for place, name in enumerate(header)
    ]
    kinds = ["text", *(_kind([row[place] for row in rows]) for place in range(1, len(names)))]
    listed = _listed([name for name in header if name.strip()] or names, said)
    return {
        "type": "table",
        "caption": caption or said["table_of"].format(columns=listed),
        "columns": [{"name": name, "kind": kind, "unit": ""} for name, kind in zip(names, kinds, strict=True)],
        "rows": [list(row) for row in rows],
        "notes": [],
        "bounded": True,
    }


def _kind(cells: Sequence[Cell]) -> bundles.ColumnKind:
    texts = dict.fromkeys(map(running.cell_text, cells))
    said = [cell for cell in texts if cell.lower() not in _NO_NUMBER]
    return "number" if said and all(_NUMBER.fullmatch(cell) for cell in said) else "text"


def _listed(names: Sequence[str], said: page_words.Words) -> str:
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], said["more_columns"].format(count=len(names) - MOST_NAMED + 1)]
    return f" {said['and']} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass
class _Cell:
    header: bool
    across: int = 1
    down: int = 1
    content: list[bundles.Inline] = field(default_factory=list)

    @property
    def text(self) -> str:
        return bundles.inline_text(self.content)

    @property
    def shown(self) -> Cell:
        return self.text if all(run["type"] == "text" for run in self.content) else self.content


@dataclass
class _Grid:
    """A table as it is read: its rows with their cells, and which of them stand in its head."""

    caption: str = ""
    rows: list[list[_Cell]] = field(default_factory=list)
    in_head: list[bool] = field(default_factory=list)

    def block(self, words: page_words.Words) -> bundles.Block | None:
        """The table; None where it has no cell."""
        lines = self._lines()
        if not lines or not lines[0]:
            return None
        heads = self._heads(lines)
        body = lines[heads:]
        labels = self._labels(body) if body else 1
        columns = list(zip(*([cell.text for cell in line] for line in lines[:heads]), strict=True))
        names = [", ".join(dict.fromkeys(filter(None, each))) for each in columns] or [""] * len(lines[0])
        # What stands lowest over the labels names them; above it pandas names the levels of the columns.
        lowest = [next((name for name in reversed(each) if name.strip()), "") for each in columns[:labels]]
        header = [", ".join(dict.fromkeys(filter(None, lowest))), *names[labels:]]
        rows = [[_label(line[:labels]), *(cell.shown for cell in line[labels:])] for line in body]
        return table(header, rows, self.caption, words)

    def _lines(self) -> list[list[_Cell]]:
        """The rows with a cell in every place: one that spans several stands in each of them."""
        places: dict[tuple[int, int], _Cell] = {}
        for line, row in enumerate(self.rows):
            place = 0
            for cell in row:
                while (line, place) in places:
                    place += 1
                for below in range(line, min(line + cell.down, len(self.rows))):
                    places |= {(below, place + beside): cell for beside in range(cell.across)}
        width = 1 + max((place for _, place in places), default=-1)
        nothing = _Cell(header=False)
        return [[places.get((line, place), nothing) for place in range(width)] for line in range(len(self.rows))]

    def _heads(self, lines: Sequence[Sequence[_Cell]]) -> int:
        """How many rows, from the first, head the columns."""
        if any(self.in_head):
            return self.in_head.index(False) if False in self.in_head else len(lines)
        alike = [bool(row) and all(cell.header for cell in row) for row in self.rows]
        return alike.index(False) if False in alike else min(1, len(lines))

    def _labels(self, body: Sequence[Sequence[_Cell]]) -> int:
        """How many columns, from the first, head the rows: pandas has one for each level of an index."""
        widest = len(body[0])
        return max(1, min(next((p for p, cell in enumerate(line) if not cell.header), widest) for line in body))


def _label(cells: Sequence[_Cell]) -> Cell:
    return cells[0].shown if len(cells) == 1 else ", ".join(cell.text for cell in cells if cell.text)


class _Page:
    """The blocks of a page, as they end."""

    def __init__(self, reading: Reading, headings: bool) -> None:
        self.found: list[bundles.Block] = []
        self._reading = reading
        self._headings = headings
        self._run: list[bundles.Inline] = []

    def walk(self, element: "_Element", style: Any, depth: int) -> None:
        """What stands in the element, in order; `style` makes a run of text."""
        self._say(element.text, style)
        for child in element:
            self._element(child, style, depth + 1)
            self._say(child.tail, style)

    def _say(self, words: str | None, style: Any) -> None:
        if words:
            self._run.append(style(words))

    def _element(self, element: "_Element", style: Any, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or self._is_hidden(element):
            return
        if tag == "script":
            if (element.text or "").strip() or element.get("src"):
                self._reading.warn("warn_script", "fix_script")
        elif depth > DEEPEST:
            self._say("".join(element.itertext()), style)
        elif tag == "img":
            self._run += self._picture(element)
        elif tag in _FETCHED:
            self._fetched(element, style)
        elif tag == "br":
            self._say("\n", style)
        elif tag == "a":
            self._link(element, style, depth)
        elif tag in _INLINE:
            # A link is one however its words are set.
            self.walk(element, style if isinstance(style, partial) else _STYLES.get(tag, style), depth)
        else:
            self._block(element, tag, style, depth)

    def _block(self, element: "_Element", tag: str, style: Any, depth: int) -> None:
        self.end_run()
        if tag == "table":
            self.found += self._table(element, depth)
        elif tag == "pre":
            words = "".join(element.itertext())
            self.found += [{"type": "preformatted", "text": words.strip("\n")}] if words.strip() else []
        elif tag in ("ul", "ol"):
            self._list(element, depth)
        elif tag in _HEADINGS:
            self._heading(element, int(tag[1]), depth)
        elif tag == "blockquote":
            quoted = self._inside(element, depth)
            self.found += [
                {**each, "type": "quote", "attribution": ""} if each["type"] == "paragraph" else each for each in quoted
            ]
        else:
            self.walk(element, bundles.strong if tag in ("dt", "summary", "legend") else style, depth)
            self.end_run()

    def _inside(self, element: "_Element", depth: int) -> list[bundles.Block]:
        inner = _Page(self._reading, False)
        inner.walk(element, bundles.text, depth)
        inner.end_run()
        return inner.found

    def _heading(self, element: "_Element", level: int, depth: int) -> None:
        content, pictures = running.without_pictures(self._content(element, depth))
        self.found += _anchors_of(element)
        if content and self._headings:
            self.found.append({"type": "heading", "level": level, "content": content})
        elif content:
            self.found.append(bundles.paragraph(bundles.strong(bundles.inline_text(content))))
        self.found += pictures

    def _content(self, element: "_Element", depth: int) -> list[bundles.Inline]:
        """All runs in the element, whatever blocks it holds."""
        inner = _Page(self._reading, False)
        inner.walk(element, bundles.text, depth)
        inner.end_run()
        content: list[bundles.Inline] = []
        for block in inner.found:
            content += [bundles.text(" ")] if content else []
            content += _runs_of(block)
        return content

    def _list(self, element: "_Element", depth: int) -> None:
        items, after = [], list[bundles.Block]()
        for child in element:
            if isinstance(child.tag, str) and not self._is_hidden(child):
                items += list_items(self._inside(child, depth + 1), after)
        if items:
            self.found.append({"type": "list", "ordered": element.tag == "ol", "items": items})
        self.found += after

    def _link(self, element: "_Element", style: Any, depth: int) -> None:
        self._anchors(element)
        href = element.get("href")
        self.walk(element, partial(bundles.link, href=href.strip()) if href else style, depth)

    def _anchors(self, element: "_Element") -> None:
        self.found += _anchors_of(element)

    def _picture(self, element: "_Element") -> list[bundles.Inline]:
        from medlemsnytta.rendering import pictures

        address, said = element.get("src") or "", " ".join((element.get("alt") or "").split())
        return pictures.named(address, said, self._reading)

    def _fetched(self, element: "_Element", style: Any) -> None:
        sources = [element, *element.iter("source")]
        address = next((found for each in sources if (found := each.get("src") or each.get("data"))), "")
        self._reading.warn("warn_fetched", "fix_frame", address=address or f"<{element.tag}>")
        words = self._reading.words
        shown = address if not address.startswith("data:") else ""
        self._say(
            " " + words["fetched_left"].format(kind=element.tag, address=shown or words["fetched_unnamed"]) + " ", style
        )

    def _table(self, element: "_Element", depth: int) -> list[bundles.Block]:
        grid, after = _Grid(), list[bundles.Block]()
        for row in element.iter("tr", "caption"):
            holder = row.getparent()
            within = row.iterancestors("table")
            if next(within, None) is not element:
                continue
            if row.tag == "caption":
                grid.caption = bundles.inline_text(running.tidy(self._content(row, depth)))
                continue
            cells = []
            for each in row.iterchildren("td", "th"):
                content, pictures = running.without_pictures(self._cell(each, depth))
                after += pictures
                across, down = _span(each.get("colspan")), _span(each.get("rowspan"))
                cells.append(_Cell(each.tag == "th", across, down, content))
            grid.rows.append(cells)
            grid.in_head.append(holder is not None and holder.tag == "thead")
        made = grid.block(self._reading.words)
        return [*([made] if made else []), *after]

    def _cell(self, element: "_Element", depth: int) -> list[bundles.Inline]:
        if len(element) == 0:
            return [bundles.text(element.text)] if element.text else []
        return self._content(element, depth + 3)

    @staticmethod
    def _is_hidden(element: "_Element") -> bool:
        return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None

    def end_run(self) -> None:
        """What was said since the last block ended becomes a block."""
        content, self._run = self._run, []
        for block in running.paragraphs(content):
            if block["type"] == "paragraph" and len(block["content"]) == 1:
                (run,) = block["content"]
                run["text"] = _SIZE.sub(self._size, run["text"])
            self.found.append(block)

    def _size(self, found: re.Match[str]) -> str:
        words = self._reading.words
        counted = [
            words[f"one_{name}"] if count == "1" else words[f"{name}s"].format(count=count)
            for name, count in (("row", found[1]), ("column", found[2]))
        ]
        return words["rows_columns"].format(rows=counted[0], columns=counted[1])


_IN_A_LIST = frozenset(["paragraph", "list", "preformatted", "picture", "formula", "quote"])
"""What an item may hold: nothing that has a number or an anchor of its own."""


def list_items(inner: Sequence[bundles.Block], after: list[bundles.Block]) -> list[Any]:
    """One item of a list: its runs, or {"content", "blocks"} where it holds more than a paragraph.

    What an item may not hold comes to stand in `after`, to follow the list; its headings are words in bold.
    """
    held = []
    for block in inner:
        if block["type"] == "heading":
            held.append(bundles.paragraph(bundles.strong(bundles.inline_text(block["content"]))))
        else:
            (held if block["type"] in _IN_A_LIST else after).append(block)
    if not held:
        return []
    first, *rest = held
    if first["type"] != "paragraph":
        return [{"content": [], "blocks": held}]
    return [{"content": first["content"], "blocks": rest} if rest else first["content"]]


def _runs_of(block: bundles.Block) -> list[bundles.Inline]:
    match block["type"]:
        case "paragraph" | "quote" | "heading":
            return list(block["content"])
        case "list":
            parted = [
                [bundles.text(" – "), *item["content"], *(run for each in item["blocks"] for run in _runs_of(each))]
                if isinstance(item, dict)
                else [bundles.text(" – "), *item]
                for item in block["items"]
            ]
            return [run for item in parted for run in item]
        case "preformatted":
            return [bundles.code(" ".join(block["text"].split()))]
        case "formula":
            return [{"type": "formula", "text": block["latex"]}]
        case "table":
            texts = [running.cell_text(cell) for row in block["rows"] for cell in row]
            return [bundles.text(" ".join([*(column["name"] for column in block["columns"]), *texts]))]
        case "anchor":
            return []
    return [{"type": running.PICTURE, "text": "", "block": block}]


def _anchors_of(element: "_Element") -> list[bundles.Block]:
    names = [name for key in ("id", "name") if (name := element.get(key))]
    return [{"type": "anchor", "names": names}] if names else []


def _span(written: str | None) -> int:
    return min(MOST_SPANNED, max(1, int(written))) if written and written.isdecimal() else 1
