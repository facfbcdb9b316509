"""Papermill's engines: a kernel for each notebook, or IPython without one; both give the same executed notebook.

The kernel is the reference. It is this very Python, whatever kernelspecs are installed, and the user's own IPython
configuration is not read.
"""

import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager, papermill_engines
from traitlets.config import Config
from zmq import ZMQError

from medlemsnytta.execution import processes
from medlemsnytta.execution.notebook_processes import NotebookNotStarted, NotebookProcessEnded, NotebookProcesses, Task
from medlemsnytta.files.temporary import temporary_folder

Name = Literal["kernel", "warm"]


@dataclass
class Seen:
    """How far a notebook has come: its outputs, and the source of the cell that began last.

    `begin` is called as each cell begins, `end` with the outputs of one that has ended.
    """

    notebook: NotebookNode | None = None
    source: str = ""
    begin: Callable[[], None] = lambda: None
    end: Callable[[list[NotebookNode]], None] = lambda _: None


class OwnKernel(AsyncKernelManager):
    """This very Python as a process on this machine; no kernelspec is looked for."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "local-provisioner"}},
        )


class KernelEngine(NBClientEngine):
    """A kernel, as Jupyter runs it, in which the package can be imported."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: float,
        cell_timeout: float | None = None,
        seen: Seen | None = None,
        **_: Any,
    ) -> NotebookNode:
        _watch(nb_man, seen)
        started: list[bool] = []
        deadline = time.monotonic() + start_timeout
        with temporary_folder() as folder, (folder / "kernel.log").open("w+b") as log:
            client = PapermillNotebookClient(
                nb_man,
                config=Config(ConnectionFileMixin={"connection_file": str(folder / "kernel.json")}),
                kernel_name=kernel_name,
                kernel_manager_class=OwnKernel,
                on_notebook_start=lambda **_: started.append(True),
                startup_timeout=start_timeout,
                timeout=cell_timeout,
                extra_arguments=["--log-level=CRITICAL"],
            )
            client.log.setLevel(logging.CRITICAL)
            try:
                environment = {**os.environ, **processes.variables(os.environ), "IPYTHONDIR": str(folder)}
                return client.execute(env=environment, stdout=log, stderr=log)
            except DeadKernelError:
                raise NotebookProcessEnded from None
            except CellTimeoutError:
                raise NotebookProcessEnded(too_slow=True) from None
            except (OSError, RuntimeError, ZMQError) as error:
                if started:
                    raise
                log.seek(0)
                written = log.read().decode("utf-8", "replace").split("\n")
                last = next((line.strip() for line in reversed(written) if line.strip()), str(error))
                raise NotebookNotStarted("" if time.monotonic() > deadline else last) from None


class WarmEngine(Engine):
    """IPython without a kernel's message protocol, in a process where all is imported that our notebooks use."""

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str, **more: Any) -> NotebookNode:
        """Return an empty notebook where all went well: Papermill would spend time on writing it as JSON to no file."""
        executed = super().execute_notebook(nb, kernel_name, **more)
        return executed if executed.metadata.papermill["exception"] else nbformat.v4.new_notebook()

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: float,
        cell_timeout: float | None = None,
        seen: Seen | None = None,
        place: NotebookProcesses | None = None,
        known: bool = False,
        **_: Any,
    ) -> NotebookNode:
        _watch(nb_man, seen)
        with nullcontext(place) if place else NotebookProcesses() as place:
            place.run(_task(nb_man.nb), partial(_took, nb_man), known, start_timeout, cell_timeout)
        return nb_man.nb


def _watch(nb_man: NotebookExecutionManager, seen: Seen | None) -> None:
    """Keep `seen` up to date, so that the caller knows how far the notebook came however it ends."""
    if seen is None:
        return
    seen.notebook, begin, end = nb_man.nb, nb_man.cell_start, nb_man.cell_complete

    def noted(cell: NotebookNode, *rest: Any, **more: Any) -> None:
        seen.source = cell.source
        seen.begin()
        begin(cell, *rest, **more)

    def ended(cell: NotebookNode, *rest: Any, **more: Any) -> None:
        end(cell, *rest, **more)
        seen.end(cell.get("outputs", []))

    nb_man.cell_start, nb_man.cell_complete = noted, ended


def _task(notebook: NotebookNode) -> Task:
    sources = [cell.source if cell.cell_type == "code" and cell.source.strip() else None for cell in notebook.cells]
    may_fail = {
        index for index, cell in enumerate(notebook.cells) if "raises-exception" in cell.metadata.get("tags", [])
    }
    return Task(sources, os.getcwd(), frozenset(may_fail))


def _took(nb_man: NotebookExecutionManager, kind: str, content: Any) -> None:
    """Take in what is told of a cell, as `cell_runner.Take` says."""
    if kind == "begun":
        nb_man.cell_start(nb_man.nb.cells[content], content)
        if nb_man.nb.cells[content].cell_type != "code":
            nb_man.cell_complete(nb_man.nb.cells[content], content)
    elif kind == "ended":
        index, count, outputs, succeeded = content
        cell = nb_man.nb.cells[index]
        cell.execution_count = count
        cell.outputs = [nbformat.from_dict(output) for output in outputs]
        if not succeeded:
            nb_man.cell_exception(cell, index)
        nb_man.cell_complete(cell, index)


def register() -> dict[Name, str]:
    """Make the engines known to papermill; returns the names it knows them by."""
    known = {"kernel": KernelEngine, "warm": WarmEngine}
    for name, engine in known.items():
        papermill_engines.register(f"medlemsnytta-{name}", engine)
    return {name: f"medlemsnytta-{name}" for name in known}
