"""From what a page says to the rows that it rests on, and back: a numbered list of rows, and the marks that lead there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medlemsnytta.rendering.bundles import Block

RestsOn = Mapping[str, Sequence[int]]
"""Numbers of rows by table, as `bundles` has it."""
MOST_NAMED = 12
"""Of more printed rows only the first and the last of each run are links."""


@dataclass
class Marks:
    """The entries of one page, numbered in the order in which they are led to; without `origins` there are none."""

    origins: Mapping[str, Any] | None
    entries: dict[tuple[tuple[str, tuple[int, ...]], ...], int] = field(default_factory=dict)
    led_from: set[int] = field(default_factory=set)

    def number(self, rests_on: RestsOn | None) -> int:
        """Of the entry with just these rows; 0 where nothing is led to."""
        if not rests_on or not self.origins:
            return 0
        key = tuple((table, tuple(numbers)) for table, numbers in rests_on.items())
        return self.entries.setdefault(key, len(self.entries) + 1)

    def first(self, number: int) -> bool:
        """Whether this is the first place that leads to the entry, which leads back to it; asked once a place."""
        new = number not in self.led_from
        self.led_from.add(number)
        return new

    def back(self) -> dict[str, int]:
        """The first entry that names each printed row, by the row's anchor."""
        found: dict[str, int] = {}
        for key, number in self.entries.items():
            for table, numbers in key:
                for row in numbers:
                    if printed := self._printed(table).get(str(row)):
                        found.setdefault(printed[0], number)
        return found

    def listed(self) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """Each entry's number, and its words in runs with the anchor that each leads to, "" for none."""
        for key, number in self.entries.items():
            yield number, list(self._words(key))

    def _printed(self, table: str) -> Mapping[str, Sequence[str]]:
        return self.origins["printed"].get(table, {}) if self.origins else {}

    def _words(self, key: Iterable[tuple[str, tuple[int, ...]]]) -> Iterator[tuple[str, str]]:
        for place, (table, numbers) in enumerate(key):
            yield f"{'; ' if place else ''}{self._named(table)} ", ""
            if printed := self._printed(table):
                yield from _linked(numbers, printed)
            else:
                yield f"rad {_ranges(numbers)}", ""
            if sources := self._sources(table, numbers):
                yield f" ({sources})", ""

    def _named(self, table: str) -> str:
        assert self.origins
        name = self.origins["tables"].get(table.rstrip("*"), table.rstrip("*"))
        return f"egna {name}" if table.endswith("*") else name

    def _sources(self, table: str, numbers: Sequence[int]) -> str:
        assert self.origins
        ranges = self.origins["rows"].get(table, ())
        places = dict.fromkeys(place for row in numbers for first, last, place in ranges if first <= row <= last)
        return ", ".join(dict.fromkeys(part for place in places for part in self.origins["sources"][place]))


def marks_of(blocks: Sequence[Block]) -> Marks:
    """The marks of a page, whose entries are numbered as its texts, tables and charts stand."""
    found = Marks(next((block for block in blocks if block["type"] == "origins"), None))
    for block in blocks:
        for rests_on in _resting(block):
            found.number(rests_on)
    return found


def _resting(block: Block) -> Iterator[RestsOn | None]:
    match block["type"]:
        case "list":
            yield from block.get("rests_on", ())
        case "facts":
            yield from (item.get("rests_on") for item in block["items"])
        case "callout":
            for inner in block["blocks"]:
                yield from _resting(inner)
        case "chart":
            yield (block["table"] or {}).get("rests_on")
        case "table" if "anchors" in block:
            # Its rows are what others lead to.
            return
        case _:
            yield block.get("rests_on")


def _linked(numbers: Sequence[int], printed: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Names of printed rows as links, of many only the ends of each run; a row that is not printed by its number."""
    runs = [(each, each) for each in numbers] if len(numbers) <= MOST_NAMED else _runs(numbers)
    for place, (first, last) in enumerate(runs):
        yield (", " if place else ""), ""
        for end, row in enumerate(dict.fromkeys((first, last))):
            yield ("–" if end else ""), ""
            anchor, name = printed.get(str(row), ("", f"rad {row}"))
            yield name, anchor


def _ranges(numbers: Sequence[int]) -> str:
    said = [f"{first}–{last}" if last > first else str(first) for first, last in _runs(numbers)]
    return ", ".join(said)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in a row, as their first and last."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
