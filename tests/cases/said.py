"""What the reports of a working folder say, read beside the rows that were typed, by a hand of the tests' own."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.bundles import inline_text
from tests.cases import folders

Rows = list[dict[str, str]]
REFERENCE = folders.SHIPPED / "reference"


class Said:
    """A report's own words, without what a municipality has typed, and the rows and parameters that it was made of."""

    def __init__(self, root: Path, name: str) -> None:
        self.parameters = yaml.safe_load((root / "params" / f"{name}.yaml").read_text("utf-8"))
        folder = root / self.parameters["data_folder"]
        self._tables = {table.stem: _read(table) for table in folder.glob("*.csv")}
        made = document(folders.executed(root, name))
        self.blocks = made["blocks"]
        shared = [row for table in REFERENCE.glob("*.csv") for row in _read(table)]
        own = [row for rows in self._tables.values() for row in rows]
        typed = {cell for row in (*shared, *own) for cell in row.values() if cell and len(cell) > 12}
        typed |= set(_texts(self.parameters))
        named = [*_read(REFERENCE / "networks.csv"), *self.rows("networks")]
        self.typed_decimals = {
            Decimal(figure.replace(",", "."))
            for cell in (cell for row in (*shared, *own) for cell in row.values() if cell)
            for figure in re.findall(r"\d+[.,]\d+", cell)
        }
        self.shorts = {row["network_id"]: row["short"] for row in named}
        self.cited_sources = set(self._sources_of(made["citations"]))
        self._typed = sorted(map(_plain, typed), key=len, reverse=True)

    def rows(self, table: str) -> Rows:
        """The rows of the municipality's own table that may be shown; none where there is no such file."""
        return [row for row in self._tables.get(table, []) if row.get("consent") != "internal"]

    def _sources_of(self, citations: list[dict]) -> Iterator[str]:
        """The sources of the rows that are said; but for the count of all rows, the report before, and populations."""
        said = [fact for citation in citations for run in citation["runs"] for fact in run["sources"]]
        facts = [fact for fact in said if not fact.get("report") and not fact["kind"].startswith("own_rows")]
        for table, number, own in {tuple(row) for fact in facts for row in fact["rows"]}:
            shared = REFERENCE / f"{table}.csv"
            rows = self._tables.get(table, []) if own or not shared.exists() else _read(shared)
            if table not in ("municipalities", "population") and rows[number - 2].get("source"):
                yield rows[number - 2]["source"].strip()

    def table(self, table_id: str) -> list[dict[str, str]]:
        """The rows of a table by the names of their columns, with hard spaces as plain ones; none where it is not there."""
        found = [block for block in self.blocks if block.get("id") == table_id]
        names = [column["name"] for block in found for column in block["columns"]]
        return [dict(zip(names, map(_plain, row), strict=True)) for block in found for row in block["rows"]]

    def notes(self, table_id: str) -> str:
        return " ".join(_plain(note) for block in self.blocks if block.get("id") == table_id for note in block["notes"])

    @property
    def sources(self) -> list[str]:
        """What the list of sources has."""
        (place,) = [place for place, block in enumerate(self.blocks) if block.get("id") == "kallor"]
        return [_plain(inline_text(item)) for item in self.blocks[place + 1]["items"]]

    @property
    def page_one(self) -> dict[str, str]:
        """The paragraphs of the summary, by the bold words that each begins with."""
        starts = ("Rekommendationen. ", "Beslutet. ", "Kostnaden. ")
        return {start: text for start in starts for text in reversed(self.paragraphs) if text.startswith(start)}

    @property
    def paragraphs(self) -> list[str]:
        """Every paragraph and item of a list, as it is printed."""
        return [_plain(text) for block in self.blocks for text in _prose(block)]

    @property
    def words(self) -> str:
        """All that is printed but for what was typed, in lower case."""
        text = "\n".join(_plain(text) for block in self.blocks for text in (*_prose(block), *_shown(block))).lower()
        for typed in self._typed:
            text = text.replace(typed.lower(), "")
        return text

    @property
    def sections(self) -> Iterator[str]:
        """The prose under each heading of the second level."""
        found: list[str] = []
        for block in self.blocks:
            if block["type"] == "heading" and block["level"] == 2:
                yield " ".join(found)
                found = []
            found += map(_plain, _prose(block))
        yield " ".join(found)

    @property
    def states(self) -> list[str]:
        """How it stands with each network of the report: a membership where no row says otherwise."""
        stated = {row["network_id"]: row["state"] for row in self.rows("memberships")}
        return [stated.get(each) or "unknown" for each in self.parameters["networks"]]

    @property
    def representatives(self) -> Rows:
        return [
            row
            for row in self.rows("speakers")
            if (row.get("role") or {"yes": "representative"}.get(row.get("network_representative", ""), ""))
            == "representative"
        ]


@cache
def _read(table: Path) -> Rows:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "")).strip()


def _prose(block: dict) -> Iterator[str]:
    match block["type"]:
        case "paragraph":
            yield inline_text(block["content"])
        case "list":
            yield from map(inline_text, block["items"])
        case "callout":
            for inner in block["blocks"]:
                yield from _prose(inner)
        case "trial":
            yield block["introduction"]


def _shown(block: dict) -> Iterator[str]:
    """What stands in headings, tables and charts."""
    match block["type"]:
        case "heading":
            yield inline_text(block["content"])
        case "facts":
            yield from (f"{item['term']}: {inline_text(item['content'])}" for item in block["items"])
        case "callout":
            yield block["title"]
            for inner in block["blocks"]:
                yield from _shown(inner)
        case "chart":
            yield from (block["question"], block["alternative"])
            yield from _shown({"type": "table", **block["table"]})
        case "table":
            yield from (block.get("caption", ""), *(column["name"] for column in block["columns"]), *block["notes"])
            yield from (cell for row in block["rows"] for cell in row)
