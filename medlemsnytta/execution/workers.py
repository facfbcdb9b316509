"""Reports made by one process or several at once, one job in and one result out, each in a worker that stays warm.

A worker is a Python begun anew, on every system alike. It is renewed after a while, and at once when a notebook has
changed something in it. What a job is and what makes it is passed in.
"""

import contextlib
import os
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pickle import PicklingError
from typing import Any, Protocol

from medlemsnytta.errors import MedlemsnyttaError, of_the_system
from medlemsnytta.execution import memory
from medlemsnytta.execution.processes import Inbox, Process, received

REPORTS_A_WORKER = 100
"""So many reports a worker makes before another takes its place, so that memory does not grow with the batch."""

STAGE_TIMEOUT = 360.0
"""Seconds that one stage may take, or one cell; a little more than a cell in a process of its own, whose end says more."""


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
Maker = Callable[[Any, Callable[[str], None], Any], Any]
"""Makes a job: it is given the job, what it tells each stage as it begins and each step on its way, and the worker's place.

A function of a module, which another process imports. The place is what its `Prepare` returned.
"""

Prepare = Callable[[bool], Any]
"""Makes a worker ready, and returns the place where its notebooks run; told whether the worker has a single report to make.

The place may say by `spent` that no more may be made in this process. A function of a module.
"""


class WorkerLost(MedlemsnyttaError):
    """The process that made a report ended before it was done, at this stage."""

    def __init__(self, name: str, stage: str = "") -> None:
        super().__init__(name, stage)
        self.stage = stage


class StageTooSlow(MedlemsnyttaError):
    """A stage of a report was not done in time, and was ended with its process."""

    def __init__(self, name: str, stage: str, seconds: float) -> None:
        super().__init__(name, stage, seconds)
        self.stage, self.seconds = stage, seconds


class MakerBroke(Exception):
    """A programming error in a worker, with its traceback as text."""


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(inbox: Inbox, prepare: Prepare, single: bool) -> None:
    """A worker: receive a job, send its stages, its result and whether it may have been changed by it, until it is ended."""
    with contextlib.ExitStack() as stack:
        try:
            place = stack.enter_context(prepare(single))
        except MedlemsnyttaError as error:
            inbox.next()
            inbox.send(("outcome", (None, error, True)))
            return
        while True:
            maker, job = inbox.next()
            outcome = _outcome(maker, job, lambda stage: inbox.send(("stage", stage)), place)
            try:
                inbox.send(("outcome", (*outcome, place.spent)))
            except (AttributeError, TypeError, PicklingError):
                inbox.send(("outcome", (None, MakerBroke(traceback.format_exc()), place.spent)))
            memory.release_memory()


def _outcome(maker: Maker, job: Job, report: Callable[[str], None], place: Any) -> tuple[Any, Any]:
    try:
        return maker(job, report, place), None
    except MedlemsnyttaError as error:
        return None, error
    except OSError as error:
        return None, of_the_system(error) or MakerBroke(traceback.format_exc())
    except Exception:
        return None, MakerBroke(traceback.format_exc())


class _Worker:
    """A worker's process, the job that it has, and when the stage that this has come to must be done."""

    def __init__(self, prepare: Prepare, single: bool) -> None:
        self.process = Process(work, prepare, single)
        self.job: Job | None = None
        self.made = 0
        self.stage, self.deadline = "", 0.0

    def send(self, maker: Maker, job: Job) -> None:
        self.job = job
        self.begin("startar")
        self.process.send((maker, job))

    def begin(self, stage: str) -> bool:
        """A step on the way; whether it is the first of its stage."""
        new, self.stage = stage != self.stage, stage
        self.deadline = time.monotonic() + STAGE_TIMEOUT
        return new


class Pool:
    """Workers that make reports until it is closed; one that dies is replaced, and its report is reported as lost.

    Where there is a `single` report to make, its worker does what it can beside the notebook.
    """

    def __init__(self, size: int, prepare: Prepare, *, single: bool = False) -> None:
        self._size, self._prepare, self._single = size, prepare, single
        self._workers: dict[int, _Worker] = {}

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for number in list(self._workers):
            self._end(number)

    def begin(self) -> None:
        """Begin the first worker, before there is a job for it."""
        self._worker(0)

    def made(self, maker: Maker, jobs: Iterable[Job]) -> Iterator[Event]:
        """What happens to the jobs, as it happens; a worker is sent its next job before its last result is yielded."""
        waiting = iter(jobs)
        for number in range(self._size):
            self._send_next(number, maker, waiting)
        while running := {each.process.connection: number for number, each in self._workers.items() if each.job}:
            soonest = min(self._workers[number].deadline for number in running.values())
            ready = wait(list(running), max(0.0, soonest - time.monotonic()))
            for number in [running[each] for each in ready]:
                yield from self._heard(number, maker, waiting)
            for number in running.values():
                if (worker := self._workers.get(number)) and worker.job and worker.deadline < time.monotonic():
                    error = StageTooSlow(worker.job.name, worker.stage, STAGE_TIMEOUT)
                    yield self._lost(number, error, maker, waiting)

    def _heard(self, number: int, maker: Maker, waiting: Iterator[Job]) -> Iterator[Event]:
        worker = self._workers[number]
        job = worker.job
        message = received(worker.process.connection)
        if message is None:
            yield self._lost(number, WorkerLost(job.name, worker.stage), maker, waiting)
            return
        kind, content = message
        if kind == "stage":
            if worker.begin(content):
                yield Step(number, job.name, content)
            return
        *outcome, spent = content
        worker.job = None
        worker.made += 1
        if spent or worker.made >= REPORTS_A_WORKER:
            self._end(number)
        self._send_next(number, maker, waiting)
        yield Outcome(number, job.name, *outcome)

    def _lost(self, number: int, error: Exception, maker: Maker, waiting: Iterator[Job]) -> Outcome:
        lost = self._workers[number].job
        self._end(number)
        self._send_next(number, maker, waiting)
        return Outcome(number, lost.name, error=error)

    def _send_next(self, number: int, maker: Maker, waiting: Iterator[Job]) -> None:
        job = next(waiting, None)
        if job is not None:
            self._worker(number).send(maker, job)

    def _worker(self, number: int) -> _Worker:
        if number not in self._workers:
            self._workers[number] = _Worker(self._prepare, self._single)
        return self._workers[number]

    def _end(self, number: int) -> None:
        self._workers.pop(number).process.close()
