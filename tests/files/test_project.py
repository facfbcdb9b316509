"""Which folder is the project, and what is read of the program's own where that folder has none."""

import json
from pathlib import Path

import pytest
from small_tables import FOLDER, FROM, write

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import program, project
from medlemsnytta.inputs import borders
from medlemsnytta.inputs.tables.frames import load_table
from tests.loaded import load_tables

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = "evaluation.ipynb"


@pytest.mark.parametrize("folders", [["data/reference"], ["params", "data"]], ids=["tables", "a working folder"])
def test_the_project_is_the_nearest_folder_above_that_is_one(tmp_path, folders):
    for folder in folders:
        (tmp_path / "a" / folder).mkdir(parents=True)
    (tmp_path / "a/b/data").mkdir(parents=True)
    assert project.project_root(tmp_path / "a/b/data") == tmp_path / "a"


def test_where_there_is_none_it_is_the_checkout(tmp_path):
    assert project.project_root(tmp_path) == ROOT


def test_a_shared_table_that_the_folder_lacks_is_the_programs(tmp_path):
    (tmp_path / "data/reference").mkdir(parents=True)
    text = f"code,year,inhabitants,kind,vintage,source,source_date,status,note\n0126,2023,7,outcome,2023,{FROM}\n"
    (tmp_path / "data/reference/population.csv").write_text(text, "utf-8")
    assert list(load_table(tmp_path, None, "population")["inhabitants"]) == [7]
    assert len(load_table(tmp_path, None, "municipalities")) == 310
    assert "sekom" in list(load_table(tmp_path, None, "key_figures")["network_id"])


def test_own_networks_are_not_told_of_by_the_program(tmp_path):
    tables = load_tables(write(tmp_path), FOLDER)
    assert sorted(tables.networks["network_id"]) == ["alfa", "beta"]
    assert len(tables.key_figures) == 0


def test_a_missing_table_of_own_networks_is_told(tmp_path):
    (write(tmp_path) / "data/reference/fees.csv").unlink()
    with pytest.raises(ProblemsFound, match=r"data/reference/fees.csv: filen saknas."):
        load_tables(tmp_path, FOLDER)


def test_a_table_that_is_a_broken_link_is_not_silently_the_programs(tmp_path, counted):
    link = tmp_path / "data/reference/municipalities.csv"
    link.parent.mkdir(parents=True)
    try:
        link.symlink_to(tmp_path / "borta.csv")
    except OSError:
        pytest.skip("this system lets nobody make links")
    if not link.is_symlink():
        counted("Wine: tests left out for what it lacks", 1)
        pytest.skip("Wine says that it has made a link to nothing, and has made none")
    with pytest.raises(ProblemsFound, match=r"data/reference/municipalities.csv: filen saknas."):
        load_table(tmp_path, None, "municipalities")


def test_no_municipalitys_own_table_is_the_programs(tmp_path):
    (tmp_path / FOLDER).mkdir(parents=True)
    with pytest.raises(ProblemsFound, match=r"data/huddinge/memberships.csv: filen saknas."):
        load_tables(tmp_path, "data/huddinge")


def test_borders_and_notebooks_are_the_programs_where_the_folder_has_none(tmp_path):
    assert len(borders.read_borders(tmp_path)) == 290
    assert project.notebook(tmp_path, EVALUATION) == program.NOTEBOOKS / EVALUATION
    (tmp_path / "notebooks").mkdir()
    own = tmp_path / "notebooks" / EVALUATION
    own.write_bytes((ROOT / "notebooks" / EVALUATION).read_bytes())
    assert project.notebook(tmp_path, EVALUATION) == own
    assert project.notebook(tmp_path, "overview.ipynb") == program.NOTEBOOKS / "overview.ipynb"


CELL = {"cell_type": "code", "metadata": {}}
UNREADABLE = {
    "no JSON": b"<<<<<<< HEAD",
    "no notebook": b"[]",
    "an old notebook": json.dumps({"nbformat": 3, "cells": []}).encode(),
    "half a cell": json.dumps({"nbformat": 4, "cells": [CELL]}).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("content", UNREADABLE)
def test_an_own_notebook_that_cannot_be_read_is_told(project, content, monkeypatch, capsys):
    monkeypatch.chdir(project)
    (project / "notebooks").mkdir()
    (project / "notebooks" / EVALUATION).write_bytes(UNREADABLE[content])
    assert cli.main(["huddinge-2025"]) == 1
    assert "notebooks/evaluation.ipynb: filen går inte att läsa som anteckningsbok." in capsys.readouterr().err


def test_a_notebook_that_has_lost_its_mark_of_parameters_is_refused(tmp_path):
    """It would be run with its own parameters after the report's, and give another report than the one asked for."""
    own = tmp_path / "notebooks/evaluation.ipynb"
    own.parent.mkdir()
    own.write_text(
        (program.NOTEBOOKS / "evaluation.ipynb").read_text("utf-8").replace('"parameters"', '"annat"'), "utf-8"
    )
    with pytest.raises(ProblemsFound, match="0 celler har taggen parameters"):
        project.notebook(tmp_path, "evaluation.ipynb")


ODD_NOTEBOOKS = {
    "a list": "[]",
    "no JSON": "hej",
    "of an older kind": {"nbformat": 3},
    "no metadata": {"metadata": None},
    "metadata that are a list": {"metadata": []},
    "a kernel that is a text": {"metadata": {"kernelspec": "python3"}},
    "no cells": {"cells": None},
    "a cell that is a text": {"cells": ["print()"]},
    "tags that are a text": {"cells": [{"cell_type": "markdown", "source": "", "metadata": {"tags": "a"}}]},
    "metadata of a cell that are a text": {"cells": [{"cell_type": "markdown", "source": "", "metadata": "a"}]},
    "outputs that are a number": {
        "cells": [{"cell_type": "code", "source": "", "metadata": {}, "execution_count": None, "outputs": 3}]
    },
    "no minor version": {"nbformat_minor": None},
}


@pytest.mark.parametrize("odd", ODD_NOTEBOOKS)
def test_a_notebook_that_jupyter_would_not_read_is_told_with_the_remedy(tmp_path, odd):
    own = json.loads((program.NOTEBOOKS / EVALUATION).read_text("utf-8"))
    change = ODD_NOTEBOOKS[odd]
    if isinstance(change, dict):
        own = {**own, **change, "cells": [*own["cells"], *change["cells"]] if change.get("cells") else own["cells"]}
        own |= {name: None for name, value in change.items() if value is None}
        change = json.dumps({name: value for name, value in own.items() if value is not None})
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / EVALUATION).write_text(change, "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        project.notebook(tmp_path, EVALUATION)
    assert "notebooks/evaluation.ipynb: filen går inte att läsa som anteckningsbok." in str(refused.value)
