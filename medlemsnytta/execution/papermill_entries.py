"""The engines as stock papermill finds them by name: `papermill in.ipynb out.ipynb --engine medlemsnytta-warm`.

Papermill loads these while it is itself being imported, perhaps by the engines' own module, so that is imported when one runs.
"""

from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

START_TIMEOUT = 60
"""Seconds that a kernel has to begin, where papermill is not told another number; as its own command has it."""


class StockWarmEngine(Engine):
    """A process of its own without a kernel; gives back the whole executed notebook, which stock papermill writes."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **more: Any) -> NotebookNode:
        from medlemsnytta.execution.engines import WarmEngine

        return WarmEngine.execute_managed_notebook(
            nb_man, kernel_name, more.get("start_timeout", START_TIMEOUT), more.get("execution_timeout")
        )


class StockKernelEngine(Engine):
    """A kernel that is the Python which runs papermill, whatever kernels the machine has."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **more: Any) -> NotebookNode:
        from medlemsnytta.execution.engines import KernelEngine

        return KernelEngine.execute_managed_notebook(
            nb_man, kernel_name, more.get("start_timeout", START_TIMEOUT), more.get("execution_timeout")
        )
