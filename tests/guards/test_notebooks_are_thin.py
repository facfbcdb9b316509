"""Notebooks hold the argument, never logic, and carry no outputs in git."""

import ast
from pathlib import Path

import nbformat
import pytest

from medlemsnytta.inputs.parameters.params import Parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
LOGIC = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.If,
    ast.Lambda,
    ast.ListComp,
    ast.DictComp,
    ast.GeneratorExp,
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_is_a_notebook():
    assert {"comparison", "evaluation", "overview"} <= {path.stem for path in NOTEBOOKS}


def test_cells_are_short_and_without_logic(notebook):
    for cell in _code(notebook):
        if "parameters" not in cell.metadata.get("tags", []):
            assert len(cell.source.splitlines()) <= 10, cell.source
        assert not any(isinstance(node, LOGIC) for node in ast.walk(ast.parse(cell.source))), cell.source


def test_no_outputs_or_execution_counts_are_kept(notebook):
    assert all(not cell.outputs and cell.execution_count is None for cell in _code(notebook))


def test_no_figure_is_typed_in_prose(notebook):
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert not any(character.isdigit() for text in prose for character in text)


def test_the_parameters_cell_names_every_parameter_once(notebook):
    cell = next(cell for cell in _code(notebook) if "parameters" in cell.metadata.get("tags", []))
    names = [node.targets[0].id for node in ast.parse(cell.source).body]
    assert sorted(names) in (sorted(Parameters.model_fields), ["earlier", "later"], ["reports", "tables"])
