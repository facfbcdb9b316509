"""Papermill's engines: a kernel for each notebook, or a fresh fork; both give the same executed notebook.

The kernel is the reference, and the only engine where there is no fork. It is this very Python, whatever kernelspecs are
installed, and the user's own IPython configuration is not read.
"""

import logging
import os
import sys
import time
from contextlib import closing
from dataclasses import dataclass
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

from medlemsnytta.execution import cell_runner, fork_server
from medlemsnytta.files import program
from medlemsnytta.files.temporary import temporary_folder

Name = Literal["kernel", "fork"]


class NotebookProcessEnded(Exception):
    """The process that ran the notebook ended before it was done; `status` is its exit code or minus its signal."""

    def __init__(self, status: int | None = None, *, too_slow: bool = False) -> None:
        super().__init__(status)
        self.status, self.too_slow = status, too_slow


class KernelNotStarted(Exception):
    """No cell was run; `reason` is the system's own message, or empty where the kernel never answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Seen:
    """How far a notebook has come: its outputs, and the source of the cell that began last."""

    notebook: NotebookNode | None = None
    source: str = ""


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
                environment = {**os.environ, **variables(), "IPYTHONDIR": str(folder)}
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
                raise KernelNotStarted("" if time.monotonic() > deadline else last) from None


class ForkEngine(Engine):
    """A fresh fork that runs the cells without a kernel's message protocol."""

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
        cell_timeout: float | None = None,
        seen: Seen | None = None,
        fork: fork_server.Fork | None = None,
        **_: Any,
    ) -> NotebookNode:
        _watch(nb_man, seen)
        fork = fork or fork_server.own_fork_server().fork
        child = fork((cell_runner.serve, (_task(nb_man.nb),)))
        with closing(child):
            try:
                if not _followed(child, nb_man, cell_timeout):
                    raise NotebookProcessEnded(child.status)
            except TimeoutError:
                raise NotebookProcessEnded(too_slow=True) from None
        return nb_man.nb


def _watch(nb_man: NotebookExecutionManager, seen: Seen | None) -> None:
    """Keep `seen` up to date, so that the caller knows how far the notebook came however it ends."""
    if seen is None:
        return
    seen.notebook, begin = nb_man.nb, nb_man.cell_start

    def noted(cell: NotebookNode, *rest: Any, **more: Any) -> None:
        seen.source = cell.source
        begin(cell, *rest, **more)

    nb_man.cell_start = noted


def variables() -> dict[str, str]:
    """The environment variables of a notebook's process beside those of this one."""
    return {
        **program.python_path(os.environ),
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _task(notebook: NotebookNode) -> cell_runner.Task:
    sources = [cell.source if cell.cell_type == "code" and cell.source.strip() else None for cell in notebook.cells]
    may_fail = {
        index for index, cell in enumerate(notebook.cells) if "raises-exception" in cell.metadata.get("tags", [])
    }
    return cell_runner.Task(sources, os.getcwd(), {**os.environ, **variables()}, frozenset(may_fail))


def _followed(child: fork_server.Child, nb_man: NotebookExecutionManager, cell_timeout: float | None) -> bool:
    """Take in the messages of the child, cell by cell; false where it ended before the last one."""
    finished = False
    for kind, content in child.messages(cell_timeout):
        if kind == "finished":
            finished = True
        elif kind == "begun":
            nb_man.cell_start(nb_man.nb.cells[content], content)
            if nb_man.nb.cells[content].cell_type != "code":
                nb_man.cell_complete(nb_man.nb.cells[content], content)
        else:
            index, count, outputs, succeeded = content
            cell = nb_man.nb.cells[index]
            cell.execution_count = count
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
            if not succeeded:
                nb_man.cell_exception(cell, index)
            nb_man.cell_complete(cell, index)
    return finished


def register() -> dict[Name, str]:
    """Make the engines known to papermill; returns the names it knows them by."""
    known = {"kernel": KernelEngine, "fork": ForkEngine}
    for name, engine in known.items():
        papermill_engines.register(f"medlemsnytta-{name}", engine)
    return {name: f"medlemsnytta-{name}" for name in known}
