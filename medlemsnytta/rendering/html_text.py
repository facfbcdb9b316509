"""What somebody else's HTML says, as blocks: its tables, lists and sentences. Its markup, style and scripts go no further."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from medlemsnytta.rendering import bundles

MOST_COLUMNS = 6
"""Of a table that a page has room for; a wider one is set as several, each with the rows' headers."""
MOST_NAMED = 5
MOST_SPANNED = 100
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
])  # fmt: skip
_UNSEEN = frozenset(["script", "style", "template", "noscript"])
_NOT_SHOWN = frozenset(["audio", "canvas", "embed", "iframe", "object", "video"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NUMBER = re.compile(r"[-+−]?\d[\d\s.,]*(?:e[-+]?\d+)?\s?%?", re.IGNORECASE)
_NO_NUMBER = frozenset(["", "nan", "none", "<na>", "nat", "inf", "-inf", "...", "…", "–", "-"])
_SIZE = re.compile(r"(\d+) rows? × (\d+) columns?")
"""What pandas says below a table that it has cut."""


def blocks(written: str) -> list[bundles.Block]:
    """Paragraphs, lists, preformatted text and tables, in their order; none where the HTML holds no words."""
    page = _Page()
    page.feed(written)
    page.close()
    page.end_run()
    page.end_table()
    return page.found


def table(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> bundles.Block:
    """A table of text whose first column heads its rows; it gets its number and anchor where it comes to stand."""
    names = [name or ("Rad" if place == 0 else f"Kolumn {place + 1}") for place, name in enumerate(header)]
    kinds = ["text", *(_kind([row[place] for row in rows]) for place in range(1, len(names)))]
    return {
        "type": "table",
        "caption": caption or f"Tabell med {_listed([name for name in header if name] or names)}",
        "columns": [{"name": name, "kind": kind, "unit": ""} for name, kind in zip(names, kinds, strict=True)],
        "rows": [list(row) for row in rows],
        "notes": [],
    }


def _kind(cells: Sequence[str]) -> bundles.ColumnKind:
    said = [cell for cell in cells if cell.lower() not in _NO_NUMBER]
    return "number" if said and all(_NUMBER.fullmatch(cell) for cell in said) else "text"


def _listed(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} och {len(names) - MOST_NAMED + 1} kolumner till"
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass
class _Cell:
    header: bool
    across: int = 1
    down: int = 1
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@dataclass
class _Grid:
    """A table as it is read: its rows with their cells, and which of them stand in its head."""

    caption: list[str] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    in_head: list[bool] = field(default_factory=list)

    def blocks(self) -> Iterator[bundles.Block]:
        """One table, or several where it is too wide; nothing where it has no cell."""
        lines = self._lines()
        if not lines or not lines[0]:
            return
        heads = self._heads(lines)
        body = lines[heads:]
        labels = self._labels(body) if body else 1
        columns = list(zip(*([cell.text for cell in line] for line in lines[:heads]), strict=True))
        names = [", ".join(dict.fromkeys(filter(None, each))) for each in columns] or [""] * len(lines[0])
        header = [", ".join(dict.fromkeys(filter(None, names[:labels]))), *names[labels:]]
        rows = [
            [", ".join(cell.text for cell in line[:labels] if cell.text), *(cell.text for cell in line[labels:])]
            for line in body
        ]
        caption = " ".join("".join(self.caption).split())
        step = MOST_COLUMNS - 1
        starts = range(1, max(2, len(header)), step)
        for part, start in enumerate(starts, start=1):
            named = [header[0], *header[start : start + step]]
            made = table(named, [[row[0], *row[start : start + step]] for row in rows], caption)
            if len(starts) > 1:
                made["caption"] += f" (del {part} av {len(starts)})"
            yield made

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


class _Page(HTMLParser):
    """The blocks of a page, as they end."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[bundles.Block] = []
        self._run: list[str] = []
        self._items: list[list[bundles.Inline]] | None = None
        self._grid: _Grid | None = None
        self._into: list[str] | None = None
        self._head = False
        self._tables = self._lists = self._unseen = 0
        self._ordered = self._pre = self._strong = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag in _UNSEEN:
            self._unseen += 1
        if self._unseen:
            return
        if tag == "img":
            self.handle_data(said.get("alt") or "[bild]")
        elif tag in _NOT_SHOWN:
            self.handle_data(f" [{tag}, som en rapport inte kan visa] ")
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self.end_run()
                self._grid, self._into, self._head = _Grid(), None, False
        elif self._grid is not None:
            self._start_in_table(self._grid, tag, said)
        elif tag not in _INLINE:
            self._start_block(tag)

    def _start_in_table(self, grid: _Grid, tag: str, said: dict[str, str | None]) -> None:
        if self._tables > 1 or tag not in ("thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
            if self._into is not None and tag not in _INLINE:
                self._into.append(" ")
        elif tag == "caption":
            self._into = grid.caption
        elif tag in ("td", "th"):
            if not grid.rows:
                self._start_in_table(grid, "tr", {})
            cell = _Cell(tag == "th", _span(said.get("colspan")), _span(said.get("rowspan")))
            grid.rows[-1].append(cell)
            self._into = cell.words
        elif tag == "tr":
            grid.rows.append([])
            grid.in_head.append(self._head)
        else:
            self._head = tag == "thead"

    def _start_block(self, tag: str) -> None:
        if tag == "br":
            self._run.append("\n")
            return
        self.end_run()
        self._pre, self._strong = tag == "pre", tag in _HEADINGS
        if tag in ("ul", "ol"):
            self._lists += 1
            if self._lists == 1:
                self._items, self._ordered = [], tag == "ol"

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._unseen:
            return
        elif tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self.end_table()
        elif self._grid is not None:
            self._into = None if self._tables == 1 and tag in ("td", "th", "caption") else self._into
        elif tag not in _INLINE:
            self.end_run()
            self._pre = self._strong = False
            if tag in ("ul", "ol") and self._lists:
                self._lists -= 1
                self._end_list()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._grid is None:
            self._run.append(data)
        elif self._into is not None:
            self._into.append(data)
        elif data.strip():
            # Words of a table that stand in no cell of it.
            self._grid.caption.append(f" {data}")

    def end_run(self) -> None:
        """What was said since the last block ended becomes a block, or an item of the list that is open."""
        written, self._run = "".join(self._run), []
        words = " ".join(written.split())
        if self._pre and written.strip():
            self.found.append({"type": "preformatted", "text": written.strip("\n")})
        elif words and self._items is not None:
            self._items.append([bundles.text(words)])
        elif words:
            words = _SIZE.sub(_size, words)
            self.found.append(bundles.paragraph(bundles.strong(words) if self._strong else words))

    def _end_list(self) -> None:
        if not self._lists and self._items:
            self.found.append({"type": "list", "ordered": self._ordered, "items": self._items})
        if not self._lists:
            self._items = None

    def end_table(self) -> None:
        """The table that is open, and the list, where the page ends within them."""
        grid, self._grid, self._into, self._tables = self._grid, None, None, 0
        if grid is not None:
            self.found.extend(grid.blocks())
        self._lists = self._lists if grid is not None else 0
        self._end_list()


def _size(found: re.Match[str]) -> str:
    return (
        f"{found[1]} {'rad' if found[1] == '1' else 'rader'} × {found[2]} {'kolumn' if found[2] == '1' else 'kolumner'}"
    )


def _span(written: str | None) -> int:
    return min(MOST_SPANNED, max(1, int(written))) if written and written.isdecimal() else 1
