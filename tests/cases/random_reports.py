"""A random case's finished report, made in this process from its CSV files: what a reader meets, without Chromium or Typst."""

import builtins
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

import nbformat
from raw_rows import Project
from report_text import lines_of

from medlemsnytta.files import program
from medlemsnytta.pages import report
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.blocks import Document, document
from tests.cases.random_cases import RandomCase


@dataclass(frozen=True)
class Finished:
    """One report: its raw rows for the oracle, and the document that HTML and PDF are both written from."""

    project: Project
    document: Document
    stages: dict[str, Any]
    """What the notebook's cells were left with: `answers`, `accounts` and the rest."""

    @cached_property
    def runs(self) -> list[tuple[str, str, list[dict[str, Any]]]]:
        """Place, words and the facts that they say, in the order of the page."""
        return [
            (each["place"], run["text"], run["sources"]) for each in self.document["citations"] for run in each["runs"]
        ]

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """Place and whole text of each sentence, cell and caption."""
        return [(each["place"], "".join(run["text"] for run in each["runs"])) for each in self.document["citations"]]

    @cached_property
    def lines(self) -> list[str]:
        return [line for block in self.document["blocks"] for line in lines_of(block)]


@contextmanager
def working_folder(case: RandomCase) -> Iterator[tuple[Path, str]]:
    """The case as CSV files, and the name of its report."""
    with TemporaryDirectory() as folder, chdir(folder):
        yield Path(folder), case.write(Path(folder))


@contextmanager
def finished(case: RandomCase) -> Iterator[Finished]:
    """The finished report of a case; raises ProblemsFound where it is found wrong."""
    with working_folder(case) as (root, name):
        yield finished_report(root, name)


def finished_report(root: Path, name: str) -> Finished:
    """The finished report of a working folder that is the current one; raises ProblemsFound."""
    notebook, codes = _compiled()
    notebook = nbformat.from_dict(notebook)
    shown: list[Any] = []
    namespace: dict[str, Any] = {
        "__name__": "__main__",
        "__builtins__": {**vars(builtins), "display": lambda *each: shown.extend(each)},
        **report.page(root, name).parameters,
    }
    for cell, code in zip(notebook.cells, codes, strict=True):
        if code is not None:
            exec(code, namespace)
            outputs = [
                {"output_type": "display_data", "metadata": {}, "data": each._repr_mimebundle_()}
                for each in shown
                if each is not None
            ]
            cell.outputs = [nbformat.from_dict(each) for each in outputs]
            shown.clear()
    return Finished(Project(root, name), document(notebook), namespace)


@cache
def _compiled() -> tuple[dict[str, Any], list[CodeType | None]]:
    """The report's notebook, and the code of each cell that is to be run."""
    notebook = nbformat.reads((program.NOTEBOOKS / recipe.REPORT).read_text("utf-8"), as_version=4)
    return notebook, [
        compile(cell.source, cell.id, "exec")
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", [])
        else None
        for cell in notebook.cells
    ]
