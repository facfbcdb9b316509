"""The folder whose parameters and data are read, and what is the program's own where that folder has none."""

import os
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import foreign_json, program, regular_files

REFERENCE_FOLDER = "data/reference"
NOTEBOOKS_FOLDER = "notebooks"


def project_root(start: Path) -> Path:
    """The nearest working folder at or above `start`; else the checkout, and ProblemsFound where there is none."""
    found = next((folder for folder in (start, *start.parents) if _is_working_folder(folder)), None)
    if found is None and program.INSTALLED:
        what = "varken den här mappen eller någon ovanför den är en arbetsmapp för Medlemsnytta."
        fix = f"Ställ dig i en arbetsmapp, eller lägg upp en: {program.COMMAND} init MAPP"
        raise ProblemsFound([Problem(str(start), what, fix)])
    return found or program.FILES


def _is_working_folder(folder: Path) -> bool:
    if (folder / REFERENCE_FOLDER).is_dir():
        return True
    return (folder / "params").is_dir() and (folder / "data").is_dir()


def own_or_shipped(root: Path, path: str) -> Path:
    """The project's own file at `path`, where one stands there, else the program's.

    For what the program brings: shared tables, borders and notebooks.
    """
    own = root / path
    return own if os.path.lexists(own) else program.FILES / path


def notebook(root: Path, name: str) -> Path:
    """The notebook that is run for pages of its kind; raises ProblemsFound where the project's own is none."""
    path = own_or_shipped(root, f"{NOTEBOOKS_FOLDER}/{name}")
    try:
        read = foreign_json.read(regular_files.read(path))
        readable = path.is_relative_to(program.NOTEBOOKS) or _is_notebook(read)
    except (OSError, ValueError):
        readable = False
    if not readable:
        fix = f"Öppna och spara den i JupyterLab, eller ta bort den och kör {program.COMMAND} init MAPP --notebooks"
        raise ProblemsFound([Problem(f"{NOTEBOOKS_FOLDER}/{name}", "filen går inte att läsa som anteckningsbok.", fix)])
    tagged = sum(_is_for_parameters(cell) for cell in read["cells"])
    if tagged != 1:
        # Papermill would put the report's parameters first, and the notebook's own would then take their place.
        what = (
            f"{tagged} celler har taggen parameters; precis en ska ha den, annars byggs en rapport med fel parametrar."
        )
        fix = "Öppna den i JupyterLab och sätt taggen parameters på cellen med parametrarna, och bara på den."
        raise ProblemsFound([Problem(f"{NOTEBOOKS_FOLDER}/{name}", what, fix)])
    return path


def _is_notebook(read: Any) -> bool:
    """Whether Jupyter's own schema allows it; cells without an id, as other programs save them, are taken as they are."""
    from nbformat.validator import iter_validate

    if not isinstance(read, dict) or read.get("nbformat") != 4 or not isinstance(read.get("nbformat_minor"), int):
        return False
    cells = read.get("cells")
    if isinstance(cells, list):
        read = {**read, "cells": [{"id": "cell", **cell} if isinstance(cell, dict) else cell for cell in cells]}
    return (
        next(iter_validate(read, version=4, version_minor=read["nbformat_minor"], relax_add_props=True), None) is None
    )


def _is_for_parameters(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", [])
