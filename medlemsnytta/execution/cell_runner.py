"""A notebook's cells run by IPython in this very process, in a fresh shell; what they change beyond their names stays changed.

Outputs come out as a kernel would give them. What goes past Python (`!command`, raw file descriptors) and displays that
a later cell changes are not seen; a guard test keeps them out of the notebooks.
"""

import atexit
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import TextIOBase
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from medlemsnytta.execution.notebook_processes import Take, Task

Output = dict[str, Any]

ADDRESS_SPACE = 4 * 1024**3
"""How much a notebook's process may ask for beyond what it began with, in bytes, where the system can hold it to that."""


class _Outputs:
    """The outputs of the running cell so far."""

    def __init__(self) -> None:
        self.shown: list[Output] = []
        self._clear_at_next = False

    def add(self, output: Output) -> None:
        if self._clear_at_next:
            self.clear(wait=False)
        last = self.shown[-1] if self.shown else {}
        stream = output["output_type"] == "stream"
        if stream and last.get("output_type") == "stream" and last["name"] == output["name"]:
            last["text"] += output["text"]
        else:
            self.shown.append(output)

    def clear(self, wait: bool) -> None:
        self._clear_at_next = wait
        if not wait:
            self.shown.clear()

    def taken(self) -> list[Output]:
        """The outputs as a kernel's messages would carry them; the next cell starts with none."""
        taken, self.shown, self._clear_at_next = self.shown, [], False
        return json.loads(json.dumps(taken))


_outputs = _Outputs()


class _Stream(TextIOBase):
    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            _outputs.add({"output_type": "stream", "name": self.name, "text": text})
        return len(text)


class _Results(DisplayHook):
    def write_output_prompt(self) -> None:
        """A notebook has no prompts."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        _outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": dict(format_dict),
                "metadata": dict(md_dict or {}),
            }
        )


class _Displays(DisplayPublisher):
    def publish(self, data: Mapping[str, Any], metadata: Mapping[str, Any] | None = None, **_: Any) -> None:
        _outputs.add({"output_type": "display_data", "data": dict(data), "metadata": dict(metadata or {})})

    def clear_output(self, wait: bool = False) -> None:
        _outputs.clear(wait)


class Shell(InteractiveShell):
    """IPython without a terminal, without history and without the user's own configuration."""

    displayhook_class = _Results
    display_pub_class = _Displays
    kernel = None
    """By this pandas knows that it writes for a notebook, and that no terminal's width matters."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: Sequence[str]) -> None:
        _outputs.add({"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)})

    def enable_gui(self, gui: object = None) -> None:
        """There is no graphical interface to enable."""


def prepare() -> None:
    """What is slow the first time, done in advance: a shell, in which pandas is as it would be had it been imported there."""
    if pandas := sys.modules.get("pandas"):
        pandas.set_option("display.max_columns", 20)
    run(Task(["42"], os.getcwd()), lambda *_: None)


def run(task: Task, take: Take, around: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
    """Run the cells in order until one fails or all are done; `around` is entered where the first is about to begin."""
    with _shell(task.folder) as shell, around():
        for index, source in enumerate(task.sources):
            take("begun", index)
            if source is None:
                continue
            result = shell.run_cell(source, store_history=True)
            take("ended", (index, result.execution_count, _outputs.taken(), bool(result.success)))
            if not result.success and index not in task.may_fail:
                break
    take("finished", None)


@contextmanager
def _shell(folder: str) -> Iterator[Shell]:
    """A new shell in this process, in `folder`, with no more memory than a notebook may have; taken away afterwards."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.HistoryManager.hist_file = ":memory:"
    here, path, streams = os.getcwd(), list(sys.path), (sys.stdout, sys.stderr)
    os.chdir(folder)
    # A notebook finds modules beside it, as it does in a kernel.
    sys.path[:] = ["", *(place for place in path if place and Path(place) != Path(folder))]
    shell = Shell.instance(config=settings)
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
    try:
        with _limited_memory():
            yield shell
    finally:
        sys.stdout, sys.stderr = streams
        shell.restore_sys_module_state()
        atexit.unregister(shell.atexit_operations)
        # Of the class, not of this shell: whatever any notebook shows would stay.
        shell.history_manager.outputs.clear()
        Shell.clear_instance()
        sys.path[:] = path
        os.chdir(here)


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Meanwhile this process may ask for so much more memory and no more, where the system can hold it to that."""
    if sys.platform != "linux":
        yield
        return
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (limit if before == resource.RLIM_INFINITY else min(limit, before), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))
