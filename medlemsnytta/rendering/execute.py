"""A notebook run with its parameters in a kernel of its own, by papermill; the only module that knows papermill.

What the machine adds to an executed notebook (times, paths, random ids, versions) is taken away again, so that the
same inputs give the same bytes.
"""

import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from medlemsnytta.errors import MedlemsnyttaError

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
ENGINE = "medlemsnytta-kernel"
INJECTED_TAG = "injected-parameters"


@dataclass
class NotebookFailed(MedlemsnyttaError):
    """A cell stopped: under which heading, its source, the error's own words, and the notebook as far as it came."""

    notebook_name: str
    heading: str
    source: str
    error: str
    notebook: NotebookNode

    def __str__(self) -> str:
        return f"{self.notebook_name}, under {self.heading!r}: {self.error}"


def run_notebook(path: Path, parameters: Mapping[str, Any], root: Path) -> NotebookNode:
    """Run the notebook at `path` with plain `parameters`, `root` as its working folder; raises NotebookFailed."""
    import papermill

    _register_engine()
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / path.name
        try:
            executed = papermill.execute_notebook(
                str(path), str(kept), dict(parameters), engine_name=ENGINE, progress_bar=False, cwd=str(root)
            )
        except papermill.PapermillExecutionError as error:
            raise _failure(path.name, kept, error) from None
    return cleaned(executed)


def _register_engine() -> None:
    """The stock kernel engine with the package importable, and nothing of the user's own IPython set-up."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine, papermill_engines

    class IsolatedKernelEngine(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_: Any) -> NotebookNode:
            with tempfile.TemporaryDirectory() as ipython_folder:
                client = PapermillNotebookClient(
                    nb_man, kernel_name=kernel_name, startup_timeout=120, extra_arguments=["--log-level=CRITICAL"]
                )
                return client.execute(env=_environment(ipython_folder))

    papermill_engines.register(ENGINE, IsolatedKernelEngine)


def _environment(ipython_folder: str) -> dict[str, str]:
    search_path = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(search_path),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": ipython_folder,
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _failure(name: str, kept: Path, error: Any) -> NotebookFailed:
    """The failure with the notebook as papermill kept it, without papermill's own notes in it."""
    from papermill.execute import remove_error_markers

    notebook = cleaned(remove_error_markers(nbformat.read(kept, as_version=4)))
    heading = _heading_above(notebook, error.source)
    return NotebookFailed(name, heading, error.source, f"{error.ename}: {error.evalue}", notebook)


def _heading_above(notebook: NotebookNode, source: str) -> str:
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.lstrip("# ").splitlines()[0]
        if cell.cell_type == "code" and cell.source == source:
            break
    return heading


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """`notebook` without what differs between machines and runs; changed in place and returned."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": list(tags)} if tags else {}
        if INJECTED_TAG in tags:
            cell["id"] = INJECTED_TAG
    return notebook
