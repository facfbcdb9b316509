"""The guides of a report written beside its tables; one that somebody has filled in is never written over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.files import writing
from medlemsnytta.importing.file_kinds import content_of, kind_of
from medlemsnytta.importing.interview_guides import guides_of
from medlemsnytta.importing.mapping_files import FOLDER as SURVEYS
from medlemsnytta.importing.survey_questions import form_text
from medlemsnytta.importing.word_files import read_form
from medlemsnytta.importing.word_guides import word_guide
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file
from medlemsnytta.inputs.tables.xlsx_files import Refused
from medlemsnytta.pages import report

FOLDER = "intervjuer"
"""Beside the tables, where no page and no package takes it along."""


@dataclass(frozen=True)
class Written:
    """The guides written, and those that stood there filled in and were left, from the project's root."""

    written: tuple[Path, ...]
    left: tuple[Path, ...]


def write_guides(root: Path, name: str) -> Written:
    """Write a guide for each network and kind of person; raises ProblemsFound."""
    parameters = read_parameters(parameter_file(root, name), root=root)
    evaluation = report.open_evaluation(root, parameters)
    folder = root / parameters.data_folder / FOLDER
    contents, left = {}, []
    for guide in guides_of(evaluation, name):
        content = word_guide(guide)
        for file in _names(folder, guide.name):
            if not file.exists() or not _is_filled(file):
                contents[file.name] = content
                break
            left.append(file.relative_to(root))
    writing.publish(folder, contents)
    return Written(tuple((folder / each).relative_to(root) for each in contents), tuple(left))


def write_survey(root: Path, name: str) -> Path:
    """Write the questions of a survey, beside the tables; its path from the project's root. Raises ProblemsFound."""
    parameters = read_parameters(parameter_file(root, name), root=root)
    text = form_text(report.open_evaluation(root, parameters), f"Enkät om nätverken: {parameters.title}")
    file = root / parameters.data_folder / SURVEYS / f"{name}-fragor.md"
    writing.publish(file.parent, {file.name: text.encode()})
    return file.relative_to(root)


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.docx"
    yield from (folder / f"{name}-ny-{number}.docx" for number in range(1, 1000))


def _is_filled(file: Path) -> bool:
    """Whether anything stands in a box; of a file that cannot be read nobody knows, and it is left."""
    try:
        content = content_of(file)
        boxes = read_form(content).boxes if kind_of(content) == "word" else ()
    except Refused:
        return True
    return any(text for _, text in boxes)
