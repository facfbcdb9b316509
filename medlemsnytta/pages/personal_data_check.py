"""The last look: the finished files are searched for personal data before they come to stand in the output folder.

What people typed has been searched already; this finds what only came together on the way. Side by side on a PDF's page
stand words of different cells, so there only personal numbers and e-mail count.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsnytta.errors import Problem
from medlemsnytta.execution.notebooks import INJECTED_TAG
from medlemsnytta.inputs.privacy.findings import IN_SWEDISH, Finding
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.provenance.recipe import sha256
from medlemsnytta.rendering import blocks, foreign_outputs
from medlemsnytta.rendering.texts import page_lines, texts_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from medlemsnytta.inputs.tables.report_rows import ReportRows

_SURE = ("identity_number", "coordination_number", "email")


def problems(
    contents: Mapping[str, bytes],
    latest: date,
    released: Iterable[Mapping[str, str]],
    cells: "Sequence[NotebookNode]" = (),
) -> list[Problem]:
    """One problem for each kind and value found in a file and not `released`, as the notebook recorded it.

    Where one of the notebook's `cells` wrote or showed it, the problem names the cell.
    """
    known = {(one["kind"], one["sha256"]) for one in released}
    return [
        _problem(file, finding, cells, latest)
        for file, content in contents.items()
        for finding in {(one.kind, one.words): one for one in _found(content, Path(file).suffix, latest)}.values()
        if (finding.kind, sha256(finding.words.encode())) not in known
    ]


def released(read: "ReportRows") -> list[dict[str, str]]:
    """What the tables of a page release, where its notebook did not come so far as to record it; raises ProblemsFound."""
    from medlemsnytta.inputs import personal_data

    return [
        {"kind": kind, "sha256": sha256(words.encode())}
        for parameters in read.evaluations
        for kind, words in personal_data.exceptions(read.reading.whole(parameters.data_folder))
    ]


def _problem(file: str, finding: Finding, cells: "Sequence[NotebookNode]", latest: date) -> Problem:
    what = f"den färdiga filen ser ut att innehålla {IN_SWEDISH[finding.kind]}: {finding.masked}."
    cell = next((named for named, texts in _texts_of_cells(cells) if _holds(texts, finding, latest)), None)
    if cell is not None:
        what += f" Det står i anteckningsbokens {cell}."
        return Problem(file, what, "Ta bort uppgiften ur det som cellen skriver eller visar. Filen skrevs inte.")
    fix = "Leta efter uppgiften i underlaget, kanske delad på flera celler, och ta bort den. Filen skrevs inte."
    return Problem(file, what, fix)


def _texts_of_cells(cells: "Sequence[NotebookNode]") -> Iterator[tuple[str, list[str]]]:
    """What each cell is called, by its place among those that somebody wrote, and every text of it and of its outputs."""
    place = 0
    for cell in cells:
        if INJECTED_TAG in cell.metadata.get("tags", []):
            continue
        place += 1
        shown = [output for output in cell.get("outputs", []) if not blocks.ours(output)]
        read = [foreign_outputs.blocks(output) for output in shown]
        yield f"cell {place}, räknat uppifrån", list(texts_of(json.dumps([cell.source, shown, read]).encode(), ".json"))


def _holds(texts: Iterable[str], finding: Finding, latest: date) -> bool:
    return any((one.kind, one.words) == (finding.kind, finding.words) for text in texts for one in search(text, latest))


def _found(content: bytes, suffix: str, latest: date) -> Iterator[Finding]:
    for text in texts_of(content, suffix):
        yield from search(text, latest)
    if suffix == ".pdf":
        for line in page_lines(content):
            yield from (finding for finding in search(line, latest) if finding.kind in _SURE)
