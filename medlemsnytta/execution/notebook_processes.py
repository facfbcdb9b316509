"""In which process a notebook runs: this one, which has run others, or a new one that is used once and begun ahead."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from medlemsnytta.execution.process_state import State
from medlemsnytta.execution.processes import Inbox, Process

Prepare = Callable[[], None]
"""Imports what notebooks use, and does what is slow the first time; a function of a module."""


@dataclass(frozen=True)
class Task:
    """One notebook: the source of each cell (None where there is nothing to run), and where it runs."""

    sources: Sequence[str | None]
    folder: str
    may_fail: frozenset[int] = frozenset()


Take = Callable[[str, Any], None]
"""Told "begun" with a cell's number, "ended" with (number, execution count, outputs, whether it succeeded), or "finished"."""


class NotebookProcessEnded(Exception):
    """The process that ran the notebook ended before it was done; `status` is its exit code or minus its signal."""

    def __init__(self, status: int | None = None, *, too_slow: bool = False) -> None:
        super().__init__(status)
        self.status, self.too_slow = status, too_slow


class NotebookNotStarted(Exception):
    """No cell was run; `reason` is the system's own message, or empty where the process never answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotebookProcesses:
    """Where the notebooks of one worker run, one at a time.

    Those that are known run `here`, where that is so; the rest in a process each. The next such process is begun `ahead`,
    while the last one runs. `changes` is what a known notebook has changed in this process, which may then run no other.
    What is to be done `meanwhile` is done in this process where it would wait for the other.
    """

    def __init__(
        self,
        prepare: Prepare | None = None,
        *,
        here: bool = False,
        ahead: bool = False,
        meanwhile: Iterable[Callable[[], None]] = (),
    ) -> None:
        self._prepare, self._here, self._ahead, self._meanwhile = prepare, here, ahead, deque(meanwhile)
        self._next: Process | None = None
        self._state = State()
        self.changes: list[str] = []
        if here:
            _prepared(prepare)

    def __enter__(self) -> "NotebookProcesses":
        return self

    def __exit__(self, *_: object) -> None:
        if self._next:
            self._next.close()

    @property
    def spent(self) -> bool:
        """Whether no other notebook may run in this process."""
        return bool(self.changes)

    def begin(self) -> Process:
        """Begin a process for the next notebook, if that is not done; it is returned."""
        self._next = self._next or Process(serve, self._prepare)
        return self._next

    def run(
        self,
        task: Task,
        take: Take,
        known: bool,
        start_timeout: float,
        cell_timeout: float | None = None,
    ) -> None:
        """Run the cells, each of at most so many seconds in a process of its own; in this one nothing stops a cell.

        Raises NotebookNotStarted or NotebookProcessEnded.
        """
        if self._here and known:
            from medlemsnytta.execution import cell_runner

            cell_runner.run(task, take, self._watched)
            return
        process, self._next = self.begin(), None
        process.send(task)
        if self._ahead:
            self.begin()
        try:
            self._await_start(process, start_timeout)
            self._follow(process, take, cell_timeout)
        finally:
            process.close()

    def _await_start(self, process: Process, timeout: float) -> None:
        try:
            if next(process.messages(timeout, self._meanwhile), None) is None:
                raise NotebookNotStarted(f"exit code {process.ended()}")
        except TimeoutError:
            raise NotebookNotStarted("") from None

    def _follow(self, process: Process, take: Take, timeout: float | None) -> None:
        try:
            for kind, content in process.messages(timeout, self._meanwhile):
                take(kind, content)
                if kind == "finished":
                    return
        except TimeoutError:
            raise NotebookProcessEnded(too_slow=True) from None
        raise NotebookProcessEnded(process.ended())

    @contextmanager
    def _watched(self) -> Iterator[None]:
        self._state.note()
        try:
            yield
        finally:
            self.changes = self._state.changes()


def serve(inbox: Inbox, prepare: Prepare | None) -> None:
    """In a process of its own: make ready, and run the one notebook that is sent."""
    from medlemsnytta.execution import cell_runner

    _prepared(prepare)
    inbox.send("ready")

    def told(kind: str, content: Any) -> None:
        inbox.send((kind, content))

    cell_runner.run(inbox.next(), told)


def _prepared(prepare: Prepare | None) -> None:
    if prepare:
        from medlemsnytta.execution import cell_runner

        prepare()
        cell_runner.prepare()
