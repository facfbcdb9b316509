"""Reports made by several processes at once, one job in and one result out; or by this one, where there is one report.

A worker lives through the batch, so what renders is warm in it. It is forked from the fork server that notebooks are forked
from, or begun anew where there is no fork. What a job is, and how a report is made of it, is passed in.
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
    """Something to make, by name; it can be sent to another process."""

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
Maker = str
"""A function "module:function" of a job, a progress of stages, and where a notebook's fresh process comes from."""


class WorkerLost(MedlemsnyttaError):
    """The process that made a report is gone."""


class MakerBroke(Exception):
    """A mistake of ours in a worker, with its traceback as text."""


_BUNDLER = f"{__name__}:send_bundled"
_CHART_WORKER = f"{chart_worker.__name__}:serve"
WORKERS_A_CHART_WORKER = 8
"""A chart takes a tenth of what its report takes."""


@dataclass(frozen=True)
class Shared:
    """What a worker has in common with others: the addresses of its fork server and its chart worker, and whether it is sent scripts."""

    server: str
    chart_worker_at: str
    scripted: bool


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcome_of(maker: Maker, job: Job, tell: Callable[[str], None], ahead: str | None) -> tuple[Any, Any]:
    """The result of a job, or what stopped it; for a worker of another kind than these, which has a fork server of its own.

    `ahead` names a function of the first job: what is well done once before it.
    """
    fork = (
        (lambda task: fork_server.own_fork_server(lambda: fork_server.named(ahead)(job)).fork(task))
        if ahead and fork_server.AVAILABLE
        else None
    )
    return _outcome(maker, job, tell, fork)


def run_here(maker: Maker, job: Job, tell: Callable[[str], None], *, scripted: bool = False) -> Outcome:
    """Make one report in this process, which forks itself for what can be done beside, where it may.

    That is the notebook and, where the page is `scripted`, the bundling of its scripts: no other process is started.
    """
    if not fork_server.may_fork_here():
        return Outcome(0, job.name, *_outcome(maker, job, tell, None))
    with contextlib.ExitStack() as beside:
        if scripted:
            bundler = beside.enter_context(contextlib.closing(fork_server.fork_here((_BUNDLER, ()))))
            beside.enter_context(vega.bundled_by(lambda: _heard(bundler.connection) or {}))
        return Outcome(0, job.name, *_outcome(maker, job, tell, fork_server.fork_here))


def _outcome(maker: Maker, job: Job, tell: Callable[[str], None], fork: fork_server.Fork | None) -> tuple[Any, Any]:
    try:
        return fork_server.named(maker)(job, tell, fork), None
    except MedlemsnyttaError as error:
        return None, error
    except Exception:
        return None, MakerBroke(traceback.format_exc())


def work(connection: Connection, maker: Maker, shared: Shared | None) -> None:
    """A worker's life: a job, its stages and its result, until the one who asks is gone."""
    slow_imports.skip_slow_imports()
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    fork = (lambda task: fork_server.fork_from(shared.server, task)) if shared else None
    told = _Told(connection)
    with contextlib.ExitStack() as taken, contextlib.suppress(EOFError, OSError):
        if shared:
            taken.enter_context(vega.done_by(chart_worker.ChartWorker(shared.chart_worker_at)))
        if shared and shared.scripted:
            taken.enter_context(vega.bundled_by(told.scripts))
        while True:
            outcome = _outcome(maker, told.job(), lambda stage: connection.send(("stage", stage)), fork)
            connection.send(("outcome", outcome))
            memory.release_memory()


class _Told:
    """What a worker is told: a job at a time, and once, in the midst of these, the scripts that were bundled for all."""

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
        kind, word = self._connection.recv()
        (self._jobs if kind == "job" else self._scripts).append(word)


def send_bundled(connection: Connection) -> None:
    """What a process does that is forked for this alone: bundle the scripts, hand them over, and end with its V8."""
    connection.send(scripts.bundled())


class Pool:
    """Workers that make reports until it is closed; one that dies is replaced, and its report is told as lost.

    Where there is a fork, one process draws for up to eight of them, and where pages have scripts, which `scripted` says,
    one bundles them for all.
    `ahead` is done once where notebooks are forked from.
    """

    def __init__(
        self, size: int, maker: Maker, *, scripted: bool = False, ahead: fork_server.Task | None = None
    ) -> None:
        self._size, self._maker = size, maker
        self._server = fork_server.ForkServer(ahead) if fork_server.AVAILABLE else None
        self._bundler = self._server.fork((_BUNDLER, ())) if self._server and scripted else None
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
        """What happens to the jobs, as it happens; a worker has its next job before its last result is handed on."""
        waiting, running = iter(jobs), {}
        for worker in range(self._size):
            self._give(worker, waiting, running)
        while running:
            bundler = [self._bundler.connection] if self._bundler else []
            for ready in wait([*bundler, *(self._connections[worker] for worker in running)]):
                if ready in bundler:
                    self._hand_out(_heard(ready) or {})
                    continue
                worker = next(number for number, each in self._connections.items() if each is ready)
                message = _heard(ready)
                if message is None:
                    lost = running.pop(worker)
                    self._forget(worker)
                    self._give(worker, waiting, running)
                    yield Outcome(worker, lost.name, error=WorkerLost(lost.name))
                    continue
                kind, word = message
                if kind == "stage":
                    yield Step(worker, running[worker].name, word)
                else:
                    done = running.pop(worker)
                    self._give(worker, waiting, running)
                    yield Outcome(worker, done.name, *word)

    def _give(self, worker: int, waiting: Iterator[Job], running: dict[int, Job]) -> None:
        job = next(waiting, None)
        if job is not None:
            if worker not in self._connections:
                self._begin(worker)
            running[worker] = job
            with contextlib.suppress(OSError):
                self._connections[worker].send(("job", job))

    def _hand_out(self, bundled: vega.Scripts) -> None:
        """Give every worker the scripts; none, where that failed, and then each makes them itself."""
        self._bundler.close()
        self._bundler, self._scripts = None, bundled
        for connection in self._connections.values():
            with contextlib.suppress(OSError):
                connection.send(("scripts", bundled))

    def _begin(self, worker: int) -> None:
        if self._server:
            shared = Shared(self._server.address, self._chart_worker_of(worker), self._scripted)
            child = self._server.fork((f"{__name__}:work", (self._maker, shared)))
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
        """The address of the process that draws for this worker; begun, with all before it, where it is not yet."""
        place = worker // WORKERS_A_CHART_WORKER
        while len(self._chart_workers) <= place:
            address = f"{self._server.address}{len(self._chart_workers)}"
            self._server.fork((_CHART_WORKER, (address,))).connection.recv()
            self._chart_workers.append(address)
        return self._chart_workers[place]

    def _forget(self, worker: int) -> None:
        self._connections.pop(worker).close()
        self._ends.pop(worker)()


def _heard(connection: Connection) -> Any:
    """The process's next word, or None where it is gone."""
    try:
        message = connection.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return None if isinstance(message, fork_server.Ended) else message
