"""Every section of more than a hundred words is as easy to read as LIX 40: our own wording in every report, all of Huddinge's.

What is measured, and how, stands in `tests/readability.py`. Our own wording is the text without what the rows and the
parameters word: a cell of four words or more is taken out, and a name counts as one short word. Of Huddinge's reports, whose rows are
retold by this project, every word is measured.
"""

import csv
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests import readability
from tests.cases import folders
from tests.golden.report_text import HERE as GOLDEN
from tests.golden.report_text import NAMES, OVERVIEW, ROOT, text_of

FEWEST_WORDED = 4
LEAST_OF_A_NAME = 7
"""Letters: a shorter name is a short word anyway."""


@cache
def typed(*places: Path) -> tuple[frozenset[str], frozenset[str]]:
    """What cells and parameters in these folders word, and the names in them."""
    cells = {
        cell
        for place in places
        for table in place.rglob("*.csv")
        if table.name not in ("population.csv", "municipalities.csv")
        for row in csv.DictReader(table.read_text("utf-8-sig").splitlines())
        for cell in row.values()
        if isinstance(cell, str)
    }
    cells |= {
        line
        for place in places
        for file in place.rglob("*.yaml")
        for value in _strings(yaml.safe_load(file.read_text("utf-8")))
        for line in value.splitlines()
    }
    spoken = {" ".join(cell.split()).rstrip(".") for cell in cells}
    worded = frozenset(each for each in spoken if len(each.split()) >= FEWEST_WORDED)
    return worded, frozenset(
        each for each in spoken - worded if len(each) >= LEAST_OF_A_NAME and not each.islower() and not each.isdigit()
    )


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [each for one in value.values() for each in _strings(one)]
    if isinstance(value, list):
        return [each for one in value for each in _strings(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("case", folders.CASES)
def test_our_own_wording_is_easy_to_read_in_every_case(case: str) -> None:
    place = folders.HERE / case
    worded, names = typed(place, folders.SHIPPED / "reference", folders.SHIPPED / "huddinge")
    assert readability.hard_sections((place / "report.txt").read_text("utf-8"), worded, names) == []


@pytest.mark.parametrize("name", [*NAMES, OVERVIEW])
def test_every_word_of_huddinges_reports_is_easy_to_read(name: str) -> None:
    assert readability.hard_sections((GOLDEN / f"{name}.txt").read_text("utf-8")) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exempelkommun-2025", "exempelkommun-2026"])
def test_our_own_wording_is_easy_to_read_in_the_examples(name: str) -> None:
    worded, names = typed(ROOT / "data", ROOT / "params")
    assert readability.hard_sections(text_of(ROOT, name), worded, names) == []


LONG = "Förvaltningens utvärdering sammanfattar medlemskapens användning inom kommunens verksamheter " * 13


def test_a_section_that_is_hard_to_read_is_named_with_its_figure() -> None:
    text = f"title: T\n## Sammanfattning\nKort.\n## 2 Underlaget\n{LONG.strip()}.\n## 3 Nätverken\n{'Ja. ' * 200}\n"
    assert readability.hard_sections(text) == ["2 Underlaget: 191.5"]
    assert readability.hard_sections(text, {LONG.strip()}) == []


def test_lix_is_words_a_sentence_and_the_percentage_of_long_words() -> None:
    """Seven words in two sentences, two of them long: 3.5 and 28.6."""
    assert readability.lix(["Kommunen är med. Avgiften är tio kronor."]) == pytest.approx(7 / 2 + 200 / 7)
