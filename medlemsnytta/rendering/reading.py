"""What is known while a notebook is read, beside the text at hand; and the warnings of what could not be carried over."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from medlemsnytta.errors import Problem
from medlemsnytta.rendering import page_words

if TYPE_CHECKING:
    from nbformat import NotebookNode

SHOW_CODE_TAG = "show-code"
"""A cell whose code stands before what it showed; `#| echo: true` says the same."""
_OPTION = re.compile(r"#\|\s?(?P<said>.*)")
_MOST_IN_A_WARNING = 120


@dataclass
class Reading:
    """A notebook that is being read, a cell at a time.

    `own` is true of a report of ours, which keeps what a cell wrote to standard error to the analyst. `folder` is where
    pictures that Markdown names may lie; None where nothing is read from the disk. `alternatives` are the text alternatives
    that the cell gives to its pictures, in their order.
    """

    language: str = page_words.SWEDISH
    own: bool = True
    folder: Path | None = None
    show_code: bool = False
    warnings: list[Problem] = field(default_factory=list)
    place: int = 0
    source: str = ""
    heading: str = ""
    attachments: Mapping[str, Any] = field(default_factory=dict)
    alternatives: list[str] = field(default_factory=list)
    notes: int = 0

    @property
    def words(self) -> page_words.Words:
        return page_words.words(self.language)

    def begin(self, cell: "NotebookNode", place: int) -> None:
        """The cell is read from now on; `place` counts from 1."""
        options = options_of(cell.source) if cell.cell_type == "code" else {}
        self.place, self.source, self.attachments = place, cell.source, cell.get("attachments", {})
        given = cell.metadata.get("alt") or options.get("fig-alt") or []
        self.alternatives = [" ".join(str(each).split()) for each in (given if isinstance(given, list) else [given])]

    def shows_code(self, cell: "NotebookNode") -> bool:
        asked = options_of(cell.source).get("echo")
        if isinstance(asked, bool):
            return asked
        return self.show_code or SHOW_CODE_TAG in cell.metadata.get("tags", [])

    def alternative(self) -> str:
        """The next that the cell gives; "" where it gives no more."""
        return self.alternatives.pop(0) if self.alternatives else ""

    def warn(self, what: str, fix: str = "", **said: str) -> None:
        """Tell once of something in this cell: `what` and `fix` are names of sentences, `said` is filled in."""
        short = {
            key: one if len(one) <= _MOST_IN_A_WARNING else f"{one[:_MOST_IN_A_WARNING]}…" for key, one in said.items()
        }
        where = self.words["cell"].format(place=self.place) if self.place else self.words["notebook"]
        told = Problem(where, self.words[what].format(**short), self.words[fix].format(**short) if fix else "")
        if told not in self.warnings:
            self.warnings.append(told)


def options_of(source: str) -> dict[str, Any]:
    """What the lines `#| name: value` at the head of a cell say."""
    lines = [match["said"] for match in _option_lines(source)]
    try:
        said = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError:
        return {}
    return said if isinstance(said, dict) else {}


def without_options(source: str) -> str:
    return "\n".join(source.split("\n")[sum(1 for _ in _option_lines(source)) :]).strip("\n")


def _option_lines(source: str) -> Iterator[re.Match[str]]:
    for line in source.split("\n"):
        if (match := _OPTION.fullmatch(line)) is None:
            return
        yield match
