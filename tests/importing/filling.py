"""Guides filled in as a person does, with python-docx: words in boxes, and a word of the list chosen."""

from collections.abc import Mapping
from pathlib import Path

from docx import Document


def fill(guide: Path, filled: Path, answers: Mapping[str, str]) -> Path:
    """A copy of the guide with the answers in the boxes, by their codes; one that is not in the guide is refused."""
    document, left = Document(str(guide)), dict(answers)
    for table in document.tables:
        for row in table.rows:
            code = row.cells[0].text.strip("[]")
            if code in left:
                _write(row.cells[-1], left.pop(code))
    assert left == {}, f"{guide.name} has no such boxes"
    document.save(str(filled))
    return filled


def _write(cell, words: str) -> None:
    chosen = [each for each in cell._tc.iter() if each.tag.endswith("}t")]
    if chosen:
        chosen[0].text = words
        return
    first, *others = words.split("\n")
    cell.paragraphs[0].add_run(first)
    for line in others:
        cell.add_paragraph(line)
