"""What is said of each kind of wrong file, and that nothing is written; renewed by `python tests/inputs/test_wrong_files.py`."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small_tables import FILES, FOLDER, problems_in, write
from wrong_files import READ, WRONG, Files

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.pages import report
from tests.loaded import load_tables

GOLDEN = Path(__file__).with_name("wrong_files.txt")
PARAMS = """\
municipality_code: "0001"
year: 2025
title: Rapport
report_date: 2025-06-01
networks: [alfa]
data_folder: data/exempel
"""
TABLES = [Path(path).stem for path in FILES]


def project(root: Path, files: Files) -> Path:
    """The small tables with `files` in the place of the table that they are meant to be."""
    write(root)
    folder = root / FOLDER
    whole = "underlag.xlsx" in files and len(files) == 1
    for file in folder.iterdir():
        if whole or (len(files) == 1 and any(name.lower().startswith(file.stem[:3]) for name in files)):
            file.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (root / "params").mkdir(exist_ok=True)
    (root / "params" / "exempel-2025.yaml").write_text(PARAMS, "utf-8")
    return root


@cache
def said(fault: str) -> list[Problem]:
    """The problems of one fault, with the cells looked at of only the tables that it concerns."""
    files = {**READ, **WRONG}[fault]
    with TemporaryDirectory() as folder:
        root = project(Path(folder), files)
        try:
            tables = load_tables(root, FOLDER)
        except ProblemsFound as found:
            return list(found.problems)
        return problems_in(tables, *(name for name in TABLES if any(file.startswith(name) for file in files)))


def whole_text() -> str:
    """Every fault with what is said of it, as a person reads it."""
    blocks = []
    for fault in (*READ, *WRONG):
        lines = [str(problem) for problem in said(fault)] or ["(läses utan anmärkning)"]
        blocks.append("\n".join([fault, *(f"    {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def test_there_are_at_least_sixty_kinds_of_wrong_file():
    assert len(WRONG) >= 60


@pytest.mark.slow
def test_what_is_said_of_each_file_is_as_it_was_read_last():
    assert whole_text() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("fault", READ)
def test_odd_file_with_one_meaning_is_read(fault):
    assert said(fault) == []


@pytest.mark.parametrize("fault", WRONG)
def test_wrong_file_is_told_with_its_place_and_what_to_do(tmp_path, fault):
    page = report.page(project(tmp_path, WRONG[fault]), "exempel-2025")
    with pytest.raises(ProblemsFound) as found:
        page.check()
    assert all(problem.where and problem.what and problem.fix for problem in found.value.problems)


def test_each_file_is_small():
    assert max(len(content) for files in {**READ, **WRONG}.values() for content in files.values()) < 200_000


if __name__ == "__main__":
    GOLDEN.write_text(whole_text(), "utf-8")
