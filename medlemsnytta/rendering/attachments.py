"""The files that the PDF carries with it: the tables as CSV, the parameters, the recipe, and a page that names them all.

A table is opened in a spreadsheet by people who trust the municipality, so no cell of it may be read as a formula.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from medlemsnytta.rendering import carried_files, page_words
from medlemsnytta.rendering.bounds import whole_table
from medlemsnytta.rendering.bundles import Block
from medlemsnytta.rendering.embedded import canonical

PARAMETERS, RECIPE, ROWS = "parametrar.json", "underlag.json", "underlagets-rader.json"
UNUSED = "rader-som-inte-anvands.csv"
UNKNOWN_RECIPE = (
    "Vilka parametrar och datafiler rapporten bygger på är inte känt: anteckningsboken har inte antecknat det."
)

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(r"((?:^|[;,|\t\r\n])[\"'\s\u200b\ufeff]*)(?=[=+@\-\uff0b\uff0d\uff1d\uff20])")
_NUMBER = re.compile(r"[+-]?[\d\s]+(?:[.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Attachment:
    """One file: its `relationship` to the report is that of PDF/A-3, its `description` what a reader sees of it."""

    name: str
    content: str
    mime: str
    relationship: Literal["data", "source", "supplement"]
    description: str


def attachments(
    head: Mapping[str, Any],
    blocks: Iterable[Block],
    made_of: Mapping[str, Any] | None,
    language: str = page_words.SWEDISH,
    ours: bool = True,
    files: str = "",
) -> list[Attachment]:
    """Every labelled table, every printout that has a `file` and, where the notebook recorded it, what the report is made of,
    with the packed `files` themselves.

    Of a report of `ours` that recorded nothing that is said.
    """
    words = page_words.words(language)
    carried = [_text(block) if "file" in block else _table(block, words) for block in blocks]
    if made_of is not None:
        what = "Rapportens parametrar, som kan användas som parameterfil"
        parameters = canonical(made_of["parameters"])
        carried.append(Attachment(PARAMETERS, parameters, "application/json", "source", what))
        carried.extend(_unused(made_of.get("unused", {})))
        what = "Vad rapporten är gjord av: parametrar, kontrollsummor (SHA-256) för använda data, program och versioner"
        carried.append(Attachment(RECIPE, canonical(made_of), "application/json", "source", what))
        if files:
            what = "De rader i tabellerna som rapporten är gjord av, så att den går att göra igen och pröva (verify)"
            carried.append(Attachment(ROWS, carried_files.as_json(files), "application/json", "source", what))
    unknown = ours and made_of is None
    return [_readme(head, carried, unknown, words), *carried] if carried else []


def _table(table: Block, words: page_words.Words) -> Attachment:
    description = f"{table['label']}. {table['caption']}"
    return Attachment(table_name(table, words), csv_text(whole_table(table)), "text/csv", "data", description)


def _unused(unused: Mapping[str, Mapping[str, str]]) -> Iterator[Attachment]:
    """The rows of the municipality's own that the report does not use, by table, number and reason; never their words."""
    # A notebook that has been saved has its keys in another order than one that was just run.
    rows = [
        (place, number, of_table[number])
        for place, of_table in sorted(unused.items())
        for number in sorted(of_table, key=int)
    ]
    if rows:
        what = "Rader i de egna tabellerna som rapporten inte använder, och varför"
        yield Attachment(UNUSED, csv_text([("Tabell", "Rad", "Skäl"), *rows]), "text/csv", "data", what)


def _text(printout: Block) -> Attachment:
    return Attachment(printout["file"], printout["text"], "text/plain", "data", printout["file"])


def table_name(table: Block, words: page_words.Words) -> str:
    """The number that the report prints and the table's own name, where it has one: "tabell-03-uttalanden.csv"."""
    number = int(re.sub(r"\D", "", table["label"]))
    if table.get("bounded"):
        return f"{words['file_name']}-{number:02d}.csv"
    subject = re.sub(r"[^a-z0-9]+", "-", table["id"].lower().removeprefix("tabell-")).strip("-")
    return f"tabell-{number:02d}-{subject}.csv"


def figures_name(chart: Block, words: page_words.Words) -> str:
    """The same of the figures behind a chart: "diagram-02-avgifter.csv"."""
    number = int(re.sub(r"\D", "", chart["label"]))
    subject = re.sub(r"[^a-z0-9]+", "-", chart["id"].lower().removeprefix("diagram-")).strip("-")
    return f"{words['chart'].lower()}-{number:02d}-{subject}.csv"


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """`rows` as a Swedish spreadsheet opens them: semicolons, UTF-8 with its mark, every cell in quotation marks."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _BYTE_ORDER_MARK + written.getvalue()


def harmless(cell: str) -> str:
    """The cell as text to any spreadsheet: an apostrophe before what could begin a formula, even after a separator.

    A program that splits cells at commas must not find a formula inside a sentence either. Numbers stay numbers, and
    marks that turn the direction of writing go, so that the cell reads as it is stored.
    """
    shown = _CONTROL.sub(" ", _TURNING.sub("", cell))
    return shown if _NUMBER.fullmatch(shown) else _FORMULA.sub(r"\1'", shown)


def _readme(
    head: Mapping[str, Any], carried: Iterable[Attachment], unknown: bool, words: page_words.Words
) -> Attachment:
    lines = [
        ", ".join(filter(None, (head["title"], head["municipality"], head["date_text"]))),
        "",
        words["readme_tables"],
        words["readme_escaped"],
        "",
        *(f"{each.name}: {each.description}" for each in carried),
        *(["", UNKNOWN_RECIPE] if unknown else []),
    ]
    return Attachment(words["readme"], "\r\n".join(lines) + "\r\n", "text/plain", "supplement", words["readme_about"])
