"""Where this program's own files are, in a checkout or installed from a wheel, and what it is called at the keyboard."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = PACKAGE / "shipped"
"""Stands in a wheel alone: what pyproject.toml copies there from the top of the checkout."""

INSTALLED = SHIPPED.is_dir()
FILES = SHIPPED if INSTALLED else PACKAGE.parent
"""The folder of templates/, notebooks/, data/reference, data/borders and requirements.txt."""

TEMPLATES = FILES / "templates"
NOTEBOOKS = FILES / "notebooks"

IMPORTED_FROM = PACKAGE.parent
"""The folder to be on Python's path where the package is to be imported."""


def _command() -> str:
    if Path(sys.argv[0]).resolve() == PACKAGE / "__main__.py":
        return "python -m medlemsnytta"
    return "medlemsnytta" if INSTALLED else "python build.py"


COMMAND = _command()
"""What was typed to start this program, for messages that say what to type next."""


def python_path(inherited: Mapping[str, str]) -> dict[str, str]:
    """The variable that lets processes of ours import the package; none where it is installed.

    There it would give every other Python that JupyterLab starts this one's packages.
    """
    if INSTALLED:
        return {}
    return {"PYTHONPATH": os.pathsep.join([str(IMPORTED_FROM), *filter(None, [inherited.get("PYTHONPATH")])])}
