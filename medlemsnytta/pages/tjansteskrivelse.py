"""A report's *tjänsteskrivelse* written as a Word file; one that somebody has gone on writing in is never written over."""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import v4

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import regular_files, writing
from medlemsnytta.pages import personal_data_check, report

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from medlemsnytta.analysis.evaluation import Evaluation
    from medlemsnytta.rendering.bundles import Head, Prose, Table


@dataclass(frozen=True)
class Written:
    """The file that was written, and the one that was left where somebody has written in it."""

    file: Path
    left: Path | None


def write(root: Path, name: str, output: Path) -> Written:
    """Write the draft for the report `name` in the folder `output`; raises ProblemsFound, and then nothing is written."""
    page = report.page(root, name)
    content = _draft(page.check())
    file = f"{name}-tjansteskrivelse.docx"
    released = personal_data_check.released(page.read)
    latest = max(each.report_date for each in page.read.evaluations)
    if problems := personal_data_check.problems({file: content}, latest, released):
        raise ProblemsFound(problems)
    first = output / file
    left = first if first.is_file() and not _holds(first, content) else None
    place = _free(first, content) if left else first
    writing.publish(output, {place.name: content})
    return Written(place, left)


def _draft(evaluation: "Evaluation") -> bytes:
    from medlemsnytta.analysis.decision_options import options_of
    from medlemsnytta.presentation.sections import tjansteskrivelse
    from medlemsnytta.rendering.blocks import document
    from medlemsnytta.rendering.word import council_docx

    stages = evaluation.memberships, evaluation.fees, evaluation.answers
    can_be_decided = options_of(*stages, report.inputs_of(evaluation))
    cells = [_shown(tjansteskrivelse.head(evaluation))]
    for heading, parts in tjansteskrivelse.sections(evaluation, can_be_decided):
        cells += [v4.new_markdown_cell(f"## {heading}"), _shown(*parts)]
    return council_docx(document(v4.new_notebook(cells=cells)))


def _shown(*parts: "Head | Prose | Table") -> "NotebookNode":
    """A cell that has shown the parts, as a report's notebook has."""
    shown = [v4.new_output("display_data", data=part._repr_mimebundle_()) for part in parts]
    return v4.new_code_cell("", outputs=shown)


def _free(first: Path, content: bytes) -> Path:
    """A name beside it that nothing stands under, or that has this very content."""
    names = (first.with_name(f"{first.stem}-ny-{number}.docx") for number in itertools.count(1))
    return next(name for name in names if not name.exists() or _holds(name, content))


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is known to hold just that; of one that cannot be read nobody knows, and it is left."""
    try:
        return regular_files.read(path, len(content) + 1) == content
    except OSError:
        return False
