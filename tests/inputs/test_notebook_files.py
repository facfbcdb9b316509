"""A notebook that cannot be run with the parameters given is told in words, with its file and row."""

import json
from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.notebook_files import demand_runnable

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PARAMETERS = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "year = 2025"}
OTHER = {"cell_type": "code", "metadata": {}, "source": "year"}


def book(*cells: object, **more: object) -> bytes:
    return json.dumps({"cells": list(cells), "nbformat": 4, "nbformat_minor": 5, **more}).encode()


@pytest.mark.parametrize("name", ["evaluation", "comparison", "overview"])
def test_the_shipped_notebooks_can_be_run(name):
    assert demand_runnable((NOTEBOOKS / f"{name}.ipynb").read_bytes(), "x") is None


@pytest.mark.parametrize(
    "content",
    [
        book(PARAMETERS, OTHER, metadata={}),
        book(PARAMETERS, metadata={"kernelspec": {"name": "python3"}}),
        b"\xef\xbb\xbf" + book(PARAMETERS),
    ],
)
def test_what_else_the_notebook_says_of_itself_does_not_matter(content):
    assert demand_runnable(content, "x") is None


MISSPELT = {**PARAMETERS, "metadata": {"tags": ["paramters"]}}


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"{\n<<<<<<< HEAD\n}", "x, rad 2", "två versioner av filen är inte sammanslagna än."),
        (b"", "x", "filen är ingen anteckningsbok, eller skadad."),
        (b"{", "x", "filen är ingen anteckningsbok, eller skadad."),
        (b"\xff\xfe", "x", "filen är ingen anteckningsbok, eller skadad."),
        (b"[" * 100_000, "x", "filen är ingen anteckningsbok, eller skadad."),
        (b"{}", "x", "filen är ingen anteckningsbok, eller i ett äldre format."),
        (b"[1]", "x", "filen är ingen anteckningsbok, eller i ett äldre format."),
        (book("text"), "x", "filen är ingen anteckningsbok, eller i ett äldre format."),
        (book(OTHER), "x", "ingen cell har etiketten parameters."),
        (book(MISSPELT), "x", "ingen cell har etiketten parameters."),
        (book({**PARAMETERS, "cell_type": "markdown"}), "x", "ingen cell har etiketten parameters."),
        (book({"cell_type": "code", "metadata": None}), "x", "ingen cell har etiketten parameters."),
        (book(PARAMETERS, PARAMETERS), "x", "fler än en cell har etiketten parameters."),
    ],
)
def test_what_cannot_be_run_is_told(content, where, what):
    with pytest.raises(ProblemsFound) as found:
        demand_runnable(content, "x")
    (problem,) = found.value.problems
    assert (problem.where, problem.what) == (where, what)
    assert problem.fix
