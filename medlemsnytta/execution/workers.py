"""Reports made by several processes at once, one job in and one result out; or by this one, where there is one report.

A worker lives as long as the batch, so its caches for rendering are filled once. It is forked from the same fork server
as the notebooks, or started as a new Python where there is no fork. What a job is and what makes it is passed in.
"""

import contextlib
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from medlemsnytta.errors import MedlemsnyttaError
from medlemsnytta.execution import fork_server, memory, slow_imports
from medlemsnytta.rendering import chart_worker, scripts, vega


class Job(Protocol):
    """Something to make, with a name; it can be pickled."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Step:
    """A report has come to a new stage in the worker with this number."""

    worker: int
    name: str
    stage: str


@dataclass(frozen=True)
class Outcome:
    """A report is made: `result` is what the maker returned, `error` what stopped it."""

    worker: int
    name: str
    result: Any = None
    error: Exception | None = None


Event = Step | Outcome
Maker = Callable[[Any, Callable[[str], None], "fork_server.Fork | None"], Any]
"""Makes a job: it is given the job, what reports each stage as it begins, and where a notebook's process is forked from.

A function of a module, which another process imports.
"""


class WorkerLost(MedlemsnyttaError):
    """The process that made a report ended before it was done."""


class MakerBroke(Exception):
    """A programming error in a worker, with its traceback as text."""


WORKERS_A_CHART_WORKER = 8
"""A chart takes a tenth of what its report takes."""


@dataclass(frozen=True)
class Shared:
    """What a worker shares with others: the addresses of its fork server and chart worker, and whether it is sent scripts."""

    server: str
    chart_worker_at: str
    scripted: bool


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcome_of(
    maker: Maker, job: Job, report: Callable[[str], None], warm_up: Callable[[Any], fork_server.WarmUp] | None
) -> tuple[Any, Any]:
    """The result of a job, or what stopped it; for a worker of another kind than these, which has a fork server of its own.

    `warm_up` says of the first job what that fork server does before it.
    """

    def fork(task: fork_server.Task) -> fork_server.Child:
        return fork_server.own_fork_server(warm_up(job)).fork(task)

    return _outcome(maker, job, report, fork if warm_up and fork_server.AVAILABLE else None)


def run_here(maker: Maker, job: Job, report: Callable[[str], None], *, scripted: bool = False) -> Outcome:
    """Make one report in this process, which forks itself, where it may, for what can be done at the same time.

    That is the notebook and, where the page is `scripted`, the bundling of its scripts: no other process is started.
    """
    if not fork_server.may_fork_here():
        return Outcome(0, job.name, *_outcome(maker, job, report, None))
    with contextlib.ExitStack() as stack:
        if scripted:
            bundler = stack.enter_context(contextlib.closing(fork_server.fork_here((send_bundled, ()))))
            stack.enter_context(vega.bundled_by(lambda: _received(bundler.connection) or {}))
        return Outcome(0, job.name, *_outcome(maker, job, report, fork_server.fork_here))


def _outcome(maker: Maker, job: Job, report: Callable[[str], None], fork: fork_server.Fork | None) -> tuple[Any, Any]:
    try:
        return maker(job, report, fork), None
    except MedlemsnyttaError as error:
        return None, error
    except Exception:
        return None, MakerBroke(traceback.format_exc())


def work(connection: Connection, maker: Maker, shared: Shared | None) -> None:
    """A worker's loop: receive a job, send its stages and its result, until the other end is closed."""
    slow_imports.skip_slow_imports()
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    fork = (lambda task: fork_server.fork_from(shared.server, task)) if shared else None
    inbox = _Inbox(connection)
    with contextlib.ExitStack() as stack, contextlib.suppress(EOFError, OSError):
        if shared:
            stack.enter_context(vega.done_by(chart_worker.ChartWorker(shared.chart_worker_at)))
        if shared and shared.scripted:
            stack.enter_context(vega.bundled_by(inbox.scripts))
        while True:
            outcome = _outcome(maker, inbox.job(), lambda stage: connection.send(("stage", stage)), fork)
            connection.send(("outcome", outcome))
            memory.release_memory()


class _Inbox:
    """What a worker receives: one job at a time and, once among these, the scripts that were bundled for all."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._jobs: list[Job] = []
        self._scripts: list[vega.Scripts] = []

    def job(self) -> Job:
        while not self._jobs:
            self._listen()
        return self._jobs.pop(0)

    def scripts(self) -> vega.Scripts:
        while not self._scripts:
            self._listen()
        return self._scripts[0]

    def _listen(self) -> None:
        kind, content = self._connection.recv()
        (self._jobs if kind == "job" else self._scripts).append(content)


def send_bundled(connection: Connection) -> None:
    """The task of a process forked for this alone: bundle the scripts, send them, and end, with the V8 it started."""
    connection.send(scripts.bundled())


class Pool:
    """Workers that make reports until it is closed; one that dies is replaced, and its report is reported as lost.

    Where there is a fork, one process draws for up to eight of them, and where pages have scripts, which `scripted` says,
    one bundles them for all. `warm_up` is done once, in the fork server.
    """

    def __init__(
        self, size: int, maker: Maker, *, scripted: bool = False, warm_up: fork_server.WarmUp | None = None
    ) -> None:
        self._size, self._maker = size, maker
        self._server = fork_server.ForkServer(warm_up) if fork_server.AVAILABLE else None
        self._bundler = self._server.fork((send_bundled, ())) if self._server and scripted else None
        self._scripted = self._bundler is not None
        self._scripts: vega.Scripts | None = None
        self._chart_workers: list[str] = []
        self._ends: dict[int, Callable[[], None]] = {}
        self._connections: dict[int, Connection] = {}

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for end in self._ends.values():
            end()
        if self._server:
            self._server.close()

    def made(self, jobs: Iterable[Job]) -> Iterator[Event]:
        """What happens to the jobs, as it happens; a worker is sent its next job before its last result is yielded."""
        waiting, running = iter(jobs), {}
        for worker in range(self._size):
            self._send_next(worker, waiting, running)
        while running:
            bundler = [self._bundler.connection] if self._bundler else []
            for ready in wait([*bundler, *(self._connections[worker] for worker in running)]):
                if ready in bundler:
                    self._send_scripts(_received(ready) or {})
                    continue
                worker = next(number for number, each in self._connections.items() if each is ready)
                message = _received(ready)
                if message is None:
                    lost = running.pop(worker)
                    self._forget(worker)
                    self._send_next(worker, waiting, running)
                    yield Outcome(worker, lost.name, error=WorkerLost(lost.name))
                    continue
                kind, content = message
                if kind == "stage":
                    yield Step(worker, running[worker].name, content)
                else:
                    done = running.pop(worker)
                    self._send_next(worker, waiting, running)
                    yield Outcome(worker, done.name, *content)

    def _send_next(self, worker: int, waiting: Iterator[Job], running: dict[int, Job]) -> None:
        job = next(waiting, None)
        if job is not None:
            if worker not in self._connections:
                self._start(worker)
            running[worker] = job
            with contextlib.suppress(OSError):
                self._connections[worker].send(("job", job))

    def _send_scripts(self, bundled: vega.Scripts) -> None:
        """Send every worker the scripts; none where the bundling failed, and then each worker bundles them itself."""
        self._bundler.close()
        self._bundler, self._scripts = None, bundled
        for connection in self._connections.values():
            with contextlib.suppress(OSError):
                connection.send(("scripts", bundled))

    def _start(self, worker: int) -> None:
        if self._server:
            shared = Shared(self._server.address, self._chart_worker_of(worker), self._scripted)
            child = self._server.fork((work, (self._maker, shared)))
            self._connections[worker], self._ends[worker] = child.connection, child.kill
            if self._scripts is not None:
                child.connection.send(("scripts", self._scripts))
            return
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=work, args=(theirs, self._maker, None), daemon=False)
        process.start()
        theirs.close()
        self._connections[worker], self._ends[worker] = ours, process.kill

    def _chart_worker_of(self, worker: int) -> str:
        """The address of the chart worker that draws for this worker; started if it is not running."""
        place = worker // WORKERS_A_CHART_WORKER
        while len(self._chart_workers) <= place:
            address = f"{self._server.address}{len(self._chart_workers)}"
            self._server.fork((chart_worker.serve, (address, memory.release_memory))).connection.recv()
            self._chart_workers.append(address)
        return self._chart_workers[place]

    def _forget(self, worker: int) -> None:
        self._connections.pop(worker).close()
        self._ends.pop(worker)()


def _received(connection: Connection) -> Any:
    """The next message of a process, or None where it has ended."""
    try:
        message = connection.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return None if isinstance(message, fork_server.Ended) else message
