"""The neutral bundles that a report's notebook displays: head, prose, table, chart and record.

A bundle is plain JSON data under a MIME type of its own, beside a `text/html` or Vega-Lite form for JupyterLab.
What people typed travels as text, never as markup; how it looks is the exporters' business.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal, overload

from medlemsnytta.rendering.cited_text import CitedText, Run, Text, plain, runs_of

if TYPE_CHECKING:
    import altair

HEAD_MIME = "application/vnd.medlemsnytta.head+json"
PROSE_MIME = "application/vnd.medlemsnytta.prose+json"
TABLE_MIME = "application/vnd.medlemsnytta.table+json"
CHART_MIME = "application/vnd.medlemsnytta.chart+json"
RECORD_MIME = "application/vnd.medlemsnytta.record+json"
TRIAL_MIME = "application/vnd.medlemsnytta.trial+json"
ORIGINS_MIME = "application/vnd.medlemsnytta.origins+json"
GLOSSARY_MIME = "application/vnd.medlemsnytta.glossary+json"
VEGALITE_MIME = "application/vnd.vegalite.v5+json"
"""The newest form that JupyterLab draws; it knows nothing of the sixth, which it would show as bare text."""
VEGALITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

Inline = dict[str, Any]
"""A run of text: {"type": "text" | "strong" | "emphasis" | "code", "text": …} or {"type": "link", "text": …, "href": …}.

What was cited has its "sources" with it, each as its `as_json`.
"""

Block = dict[str, Any]
"""A piece of prose: see `paragraph`, `bullets`, `facts`, `callout`, `quote` and `subheading`."""

CalloutKind = Literal["result", "notice", "illustrative"]
ColumnKind = Literal["text", "number", "date"]


def text(value: str) -> Inline:
    return {"type": "text", "text": value}


@overload
def strong(value: str) -> Inline: ...
@overload
def strong(value: CitedText) -> list[Inline]: ...
def strong(value: Text) -> Inline | list[Inline]:
    """One run, or those that the cited pieces are."""
    if isinstance(value, str):
        return {"type": "strong", "text": value}
    return [{**run, "type": "strong"} for run in _runs(value)]


def emphasis(value: str) -> Inline:
    return {"type": "emphasis", "text": value}


def code(value: str) -> Inline:
    """What is written to a computer, a command or a file's name: not Swedish, and not to be translated or hyphenated."""
    return {"type": "code", "text": value}


def link(value: str, href: str) -> Inline:
    return {"type": "link", "text": value, "href": href}


Piece = Text | Inline | list[Inline]
"""What a paragraph is put together from."""


def inlines(*pieces: Piece) -> list[Inline]:
    """Plain strings and cited text among the pieces become runs; adjacent words of the program's own become one."""
    found: list[Inline] = []
    for piece in pieces:
        match piece:
            case str() | CitedText():
                found.extend(_runs(piece))
            case list():
                found.extend(piece)
            case _:
                found.append(piece)
    return found


def _runs(value: Text) -> list[Inline]:
    return [_run(run) for run in runs_of(value) if run.text]


def _run(run: Run) -> Inline:
    if not run.sources:
        return text(run.text)
    return {**text(run.text), "sources": [source.as_json() for source in run.sources]}


_CALLED = (".name", ".short")
"""How the kinds of facts end that are the name of something."""


def _resting(content: Sequence[Inline]) -> dict[str, Any]:
    """Under "rests_on" the rows that cited runs come from: {table: [numbers]}, a "*" after one of the municipality's own.

    Nothing where they rest on none. What something is called is left out, which says nothing of it. The sources themselves do
    not outlive the reading of a notebook; this does.
    """
    found: dict[str, set[int]] = {}
    for run in content:
        for source in run.get("sources", ()):
            if source["kind"].endswith(_CALLED):
                continue
            for table, number, own in source["rows"]:
                found.setdefault(f"{table}*" if own else table, set()).add(number)
    return {"rests_on": {table: sorted(found[table]) for table in sorted(found)}} if found else {}


def paragraph(*pieces: Piece) -> Block:
    content = inlines(*pieces)
    return {"type": "paragraph", "content": content, **_resting(content)}


def bullets(*items: Text | Sequence[Piece], ordered: bool = False) -> Block:
    """A list; each item is a text or a sequence of pieces."""
    rows = [inlines(item) if isinstance(item, str | CitedText) else inlines(*item) for item in items]
    resting = [_resting(row).get("rests_on") for row in rows]
    return {"type": "list", "ordered": ordered, "items": rows, **({"rests_on": resting} if any(resting) else {})}


def facts(*pairs: tuple[str, Text | Sequence[Piece]]) -> Block:
    """Terms and what they are, such as the case number and the date of the report."""
    said = [(term, inlines(*([what] if isinstance(what, str | CitedText) else what))) for term, what in pairs]
    items = [{"term": term, "content": content, **_resting(content)} for term, content in said]
    return {"type": "facts", "items": items}


def callout(kind: CalloutKind, title: str, *blocks: Block) -> Block:
    """A box that must not be missed; `blocks` are paragraphs and lists."""
    return {"type": "callout", "kind": kind, "title": title, "blocks": list(blocks)}


def quote(value: str, attribution: str) -> Block:
    return {"type": "quote", "content": inlines(value), "attribution": attribution}


def subheading(value: str) -> Block:
    """A heading of the third level, under the notebook's own heading of the section."""
    return {"type": "subheading", "content": inlines(value)}


@dataclass(frozen=True)
class Column:
    """A table's column: `kind` decides the alignment, `unit` is printed in the header."""

    name: str
    kind: ColumnKind = "text"
    unit: str = ""


@dataclass(frozen=True)
class Look:
    """The municipality's own: its `colour` as #rrggbb or "", and its logo as {"mime", "base64", "alt"} or None."""

    colour: str = ""
    logo: dict[str, str] | None = None


@dataclass(frozen=True)
class Head:
    """What a document says of itself; dates as ISO text and, in `date_text`, as Swedish prose.

    `result` is the word that each network got, for those who only read the file's manifest.
    """

    title: str
    municipality: str
    date: str
    date_text: str
    case_number: str
    description: str
    keywords: tuple[str, ...] = ()
    result: dict[str, str] = field(default_factory=dict)
    look: Look | None = None

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        html = f"<h1>{escape(self.title)}</h1><p>{escape(self.municipality)} · {escape(self.date_text)}</p>"
        return {HEAD_MIME: asdict(self), "text/html": html, "text/plain": self.title}


@dataclass(frozen=True)
class Prose:
    """Sentences made from the evaluation, as a list of blocks."""

    blocks: tuple[Block, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {
            PROSE_MIME: {"blocks": list(self.blocks)},
            "text/html": "".join(map(_block_html, self.blocks)),
            "text/plain": "\n\n".join(map(_block_text, self.blocks)),
        }


def prose(*blocks: Block | None) -> Prose:
    """The blocks that say something, in their order."""
    return Prose(tuple(block for block in blocks if block and block.get("content", True)))


NOTHING = Prose(())
"""What is shown where there is nothing to show."""


@dataclass(frozen=True)
class Table:
    """Rows of finished Swedish text under a caption; the first cell of a row is its header.

    `table_id` is unique in a report and becomes the anchor; every row has as many cells as there are columns. One that is
    not `printed` is a file that the PDF carries, and stands in the page for the screen alone.
    """

    table_id: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    notes: tuple[Text, ...] = ()
    printed: bool = True
    anchors: tuple[str, ...] = ()
    """Of each row, where others are to lead to it."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.table_id}: {len(row)} cells in a row of {len(self.columns)} columns")

    def as_json(self) -> dict[str, Any]:
        """What is printed, and under "cited" the same texts as runs with their sources, where any has them."""
        rows = [[_runs(cell) for cell in row] for row in self.rows]
        cited = {
            "caption": _runs(self.caption),
            "rows": rows,
            "notes": [_runs(note) for note in self.notes],
        }
        return {
            "id": self.table_id,
            "caption": plain(self.caption),
            "columns": [asdict(column) for column in self.columns],
            "rows": [[plain(cell) for cell in row] for row in self.rows],
            "notes": [plain(note) for note in self.notes],
            "cited": cited,
            **({} if self.printed else {"printed": False}),
            **({"anchors": list(self.anchors)} if self.anchors else {}),
            **_resting([run for row in rows for cell in row for run in cell]),
        }

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {TABLE_MIME: self.as_json(), "text/html": _table_html(self), "text/plain": plain(self.caption)}


def filled(table: Table, otherwise: Text) -> Table | Prose:
    """The table where it has rows; else a sentence that says what is not there."""
    return table if table.rows else prose(paragraph(otherwise) if otherwise else None)


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite chart with its title, its text alternative and the rows behind it.

    `question` is the title: what the chart shows, or the question it answers. `narrow` is the same chart for a phone, `source`
    a line below. `rows_in` is the id of a table of the report that has the same rows, so that paper need not print them again.
    """

    chart_id: str
    question: Text
    alternative: Text
    spec: dict[str, Any] = field(repr=False)
    table: Table = field(repr=False)
    rows_in: str = ""
    narrow: dict[str, Any] | None = field(default=None, repr=False)
    source: Text = ""

    def __post_init__(self) -> None:
        if not plain(self.alternative).strip():
            raise ValueError(f"chart {self.chart_id} has no text alternative")

    @property
    def altair(self) -> "altair.TopLevelMixin":
        """The chart as Altair's own, to be drawn another way: it keeps its question and its text alternative."""
        import altair

        titled = {
            **self.spec,
            "title": {"text": plain(self.question), "anchor": "start"},
            "description": plain(self.alternative),
        }
        return altair.Chart.from_dict(titled)

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        neutral = {
            "id": self.chart_id,
            "question": plain(self.question),
            "cited_question": _runs(self.question),
            "alternative": plain(self.alternative),
            "cited_alternative": _runs(self.alternative),
            "spec": self.spec,
            "table": self.table.as_json(),
            **({"rows_in": self.rows_in} if self.rows_in else {}),
            **({"narrow": self.narrow} if self.narrow else {}),
            **({"source": plain(self.source), "cited_source": _runs(self.source)} if self.source else {}),
        }
        title = {"text": plain(self.question), "anchor": "start"}
        in_jupyter = {"title": title, **self.spec, "$schema": VEGALITE_SCHEMA}
        words = f"{plain(self.question)}\n{plain(self.alternative)}"
        return {CHART_MIME: neutral, VEGALITE_MIME: in_jupyter, "text/plain": words}


@dataclass(frozen=True)
class Record:
    """What was run and on what: the `notebook`, its parameters, and the SHA-256 of each data file; shown to no reader.

    `rows` has a short digest of each row, `released` what was let through the search for personal data, and why; `unused`
    the reason for each row of the municipality's own that is not used, by table and number.
    """

    notebook: str
    parameters: dict[str, Any]
    data: dict[str, str]
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    released: list[dict[str, str]] = field(default_factory=list)
    unused: dict[str, dict[str, str]] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        plain = f"Underlag: {len(self.parameters)} parametrar och {len(self.data)} datafiler."
        return {RECORD_MIME: asdict(self), "text/plain": plain}


@dataclass(frozen=True)
class TrialSubject:
    """One thing that two questions are put about: `chosen` are the codes of its own answers.

    `outcomes` are the words for each pair of answers, a row an answer to the first question.
    """

    key: str
    name: str
    questions: tuple[str, str]
    chosen: tuple[str, str]
    outcomes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Trial:
    """Two questions about each of some subjects, which a page's reader can answer otherwise, and see what comes of it.

    `answers` are the code and the words of each answer, to the first and to the second question. `caption`, `rows`,
    `columns` and `boxes` are the words of the grid that the subjects stand in. All outcomes are worked out: the page only
    looks them up.
    """

    trial_id: str
    title: str
    introduction: str
    answers: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
    caption: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    boxes: tuple[tuple[str, ...], ...]
    subjects: tuple[TrialSubject, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        said = f"{self.title}: i den färdiga HTML-filen går det att välja."
        return {TRIAL_MIME: json.loads(json.dumps(asdict(self))), "text/html": f"<p>{said}</p>", "text/plain": said}


@dataclass(frozen=True)
class Origins:
    """Where the rows come from that texts, tables and charts rest on, for a page that leads from each of these to its rows.

    `tables` are the tables' names in words; `sources` the parts of each source; `rows` of each table are the first and the
    last number of rows with the same source, and its place among the sources. `printed` are the anchors and the names of rows
    that stand in the document themselves.
    """

    title: str
    introduction: str
    tables: dict[str, str]
    sources: tuple[tuple[str, ...], ...]
    rows: dict[str, tuple[tuple[int, int, int], ...]]
    printed: dict[str, dict[str, tuple[str, str]]]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        said = f"{self.title}: i den färdiga HTML-filen leder varje uppgift hit."
        return {ORIGINS_MIME: json.loads(json.dumps(asdict(self))), "text/html": f"<p>{said}</p>", "text/plain": said}


@dataclass(frozen=True)
class Explained:
    """A word, the regular expression that finds it in a sentence, and what it means here."""

    key: str
    word: str
    pattern: str
    explanation: str


@dataclass(frozen=True)
class Glossary:
    """Words that a page explains where they stand: the first time in each section, or once in a small page."""

    words: tuple[Explained, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        said = "I den färdiga HTML-filen förklaras de här orden där de står: "
        said += ", ".join(each.word.lower() for each in self.words) + "."
        return {GLOSSARY_MIME: json.loads(json.dumps(asdict(self))), "text/html": f"<p>{said}</p>", "text/plain": said}


def header_text(column: dict[str, str]) -> str:
    """A column's header with its unit."""
    return f"{column['name']} ({column['unit']})" if column["unit"] else column["name"]


def inline_text(content: Sequence[Inline]) -> str:
    return "".join(run["text"] for run in content)


def _inline_html(content: Sequence[Inline]) -> str:
    tags = {"strong": "strong", "emphasis": "em", "code": "code"}
    parts = []
    for run in content:
        words = escape(run["text"])
        if run["type"] == "link":
            words = f'<a href="{escape(run["href"])}">{words}</a>'
        elif tag := tags.get(run["type"]):
            words = f"<{tag}>{words}</{tag}>"
        parts.append(words)
    return "".join(parts)


def _block_html(block: Block) -> str:
    """The form JupyterLab shows; the report's own HTML is made by the exporter."""
    match block["type"]:
        case "paragraph":
            return f"<p>{_inline_html(block['content'])}</p>"
        case "subheading":
            return f"<h3>{_inline_html(block['content'])}</h3>"
        case "list":
            tag = "ol" if block["ordered"] else "ul"
            return f"<{tag}>{''.join(f'<li>{_inline_html(item)}</li>' for item in block['items'])}</{tag}>"
        case "facts":
            rows = (
                f"<dt>{escape(item['term'])}</dt><dd>{_inline_html(item['content'])}</dd>" for item in block["items"]
            )
            return f"<dl>{''.join(rows)}</dl>"
        case "callout":
            return f"<h4>{escape(block['title'])}</h4>{''.join(map(_block_html, block['blocks']))}"
        case "quote":
            return (
                f"<blockquote><p>{_inline_html(block['content'])}</p><p>{escape(block['attribution'])}</p></blockquote>"
            )
    raise ValueError(f"unknown block {block['type']}")


def _block_text(block: Block) -> str:
    match block["type"]:
        case "list":
            return "\n".join(f"- {inline_text(item)}" for item in block["items"])
        case "facts":
            return "\n".join(f"{item['term']}: {inline_text(item['content'])}" for item in block["items"])
        case "callout":
            return "\n".join([block["title"], *map(_block_text, block["blocks"])])
    return inline_text(block["content"])


def _table_html(table: Table) -> str:
    """The form JupyterLab shows; it sets every column to the right unless each cell says otherwise."""
    neutral = table.as_json()
    sides = [f'style="text-align: {"right" if column.kind == "number" else "left"}"' for column in table.columns]
    head = "".join(
        f'<th scope="col" {side}>{escape(header_text(column))}</th>'
        for side, column in zip(sides, neutral["columns"], strict=True)
    )
    body = "".join(f"<tr>{_row_html(row, sides)}</tr>" for row in neutral["rows"])
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in neutral["notes"])
    caption = f"<caption>{escape(neutral['caption'])}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def _row_html(row: Sequence[str], sides: Sequence[str]) -> str:
    header, *cells = zip(row, sides, strict=True)
    first = f'<th scope="row" {header[1]}>{escape(header[0])}</th>'
    return first + "".join(f"<td {side}>{escape(cell)}</td>" for cell, side in cells)
