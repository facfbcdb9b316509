"""A notebook run with its parameters by papermill, which only this module and `engines` know.

What the machine adds to an executed notebook (times, paths, random ids, versions) is removed, so that the same inputs
give the same bytes.
"""

import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import MedlemsnyttaError, Problem, ProblemsFound
from medlemsnytta.execution import missing_names
from medlemsnytta.files import program

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from medlemsnytta.execution.notebook_processes import NotebookProcessEnded, NotebookProcesses

INJECTED_TAG = "injected-parameters"
CELL_TIMEOUT = 300.0
"""Seconds that one cell may take; ours take one."""
START_TIMEOUT = 120.0
"""Seconds until a kernel answers; mostly one or two, but the first time a virus scanner reads every file it opens."""


@dataclass
class NotebookFailed(MedlemsnyttaError):
    """A cell failed: under which heading, its source, the error's message, and the notebook as far as it came."""

    notebook_name: str
    heading: str
    source: str
    error: str
    notebook: "NotebookNode"

    def __str__(self) -> str:
        return f"{self.notebook_name}, under {self.heading!r}: {self.error}"


def run_notebook(
    path: Path,
    parameters: Mapping[str, Any],
    root: Path,
    *,
    engine: str = "kernel",
    known: bool = False,
    place: "NotebookProcesses | None" = None,
    begin: Callable[[], None] = lambda: None,
    end: "Callable[[list[NotebookNode]], None]" = lambda _: None,
    cell_timeout: float = CELL_TIMEOUT,
    start_timeout: float = START_TIMEOUT,
) -> "NotebookNode":
    """Run the notebook at `path` with plain `parameters`, `root` as its working folder.

    Raises ProblemsFound where a cell refused what it was given or no kernel started, NotebookFailed where a cell stopped
    in any other way. The notebook runs in this Python, whatever kernel it names.

    `engine` is "kernel" or "warm"; the latter runs in a process of `place`, or in a new one, used for this alone. A notebook
    is `known` where it is one of those that may run in a process that has run others. `begin` is called as each cell begins,
    `end` with the outputs of one that has ended.
    """
    import papermill

    from medlemsnytta.execution import engines
    from medlemsnytta.execution.notebook_processes import NotebookNotStarted, NotebookProcessEnded

    logging.getLogger("papermill").setLevel(logging.ERROR)
    seen = engines.Seen(begin=begin, end=end)
    more = {} if engine == "kernel" else {"place": place, "known": known}
    try:
        papermill.execute_notebook(
            str(path),
            None,
            dict(parameters),
            engine_name=engines.register()[engine],
            # Not the kernel that the notebook was saved with, which may not exist here.
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=start_timeout,
            cwd=str(root),
            cell_timeout=cell_timeout,
            seen=seen,
            **more,
        )
    except papermill.PapermillExecutionError as error:
        if error.ename == ProblemsFound.__name__:
            raise ProblemsFound(Problem.from_lines(error.evalue)) from None
        said = f"{error.ename}: {error.evalue}"
        if error.ename == NameError.__name__ and (made := _where_made(path.name, error.evalue, seen.notebook)):
            said = f"{said}. {made}"
        raise _failure(path.name, seen.notebook, error.source, said) from None
    except NotebookNotStarted as failure:
        raise ProblemsFound([_not_started(path.name, failure.reason, start_timeout)]) from None
    except NotebookProcessEnded as ended:
        raise _failure(path.name, seen.notebook, seen.source, _how_it_ended(ended, cell_timeout)) from None
    if seen.notebook.metadata.papermill.get("exception"):
        # Papermill takes a sys.exit() in the middle for the end of the notebook.
        what = "SystemExit: anteckningsboken avslutade sig själv före slutet"
        raise _failure(path.name, seen.notebook, seen.source, what)
    return cleaned(seen.notebook)


def _not_started(name: str, reason: str, start_timeout: float) -> Problem:
    if reason:
        what = f"Python-processen som kör anteckningsboken startade inte ({reason[:200]})."
        fix = "Kör igen. Hjälper det inte: ta bort mappen .venv, så installeras paketen på nytt vid nästa körning."
        return Problem(name, what, fix)
    what = f"Python-processen som kör anteckningsboken svarade inte på {start_timeout:g} sekunder."
    fix = "Stäng andra program och kör igen. En brandvägg får inte stoppa trafik inom datorn (127.0.0.1)."
    return Problem(name, what, fix)


def _how_it_ended(ended: "NotebookProcessEnded", cell_timeout: float) -> str:
    if ended.too_slow:
        return f"cellen var inte klar efter {cell_timeout:g} sekunder och avbröts"
    if ended.status is None:
        return "anteckningsbokens process försvann; kanske tog minnet slut"
    if ended.status == -signal.SIGKILL:
        return "anteckningsbokens process stoppades av systemet, troligen för att minnet tog slut"
    if ended.status < 0:
        return f"anteckningsbokens process kraschade ({signal.Signals(-ended.status).name})"
    return f"anteckningsbokens process avslutade sig själv med koden {ended.status}"


def _failure(name: str, notebook: "NotebookNode", source: str, error: str) -> NotebookFailed:
    """The failure with the notebook as far as it came, without papermill's own notes in it."""
    from papermill.execute import remove_error_markers

    kept = cleaned(remove_error_markers(notebook))
    return NotebookFailed(name, _heading_above(kept, source), source, error, kept)


def _where_made(name: str, error: str, notebook: "NotebookNode") -> str:
    """Which cell makes the name that is missing; the program's own notebook knows, if that is where the cells are from."""
    import nbformat

    own = program.NOTEBOOKS / name
    original = nbformat.read(own, as_version=4) if own.is_file() else None
    return missing_names.explanation(error, notebook, original)


def _heading_above(notebook: "NotebookNode", source: str) -> str:
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.lstrip("# ").splitlines()[0]
        if cell.cell_type == "code" and cell.source == source:
            break
    return heading


def cleaned(notebook: "NotebookNode") -> "NotebookNode":
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
