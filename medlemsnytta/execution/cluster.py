"""The same jobs on a Dask cluster; the only module that knows Dask. Jobs carry what they need and bring bytes back.

A worker that dies has its jobs run again elsewhere: that is Dask's own doing. A worker of another version would give
other bytes, so it is refused before anything is sent.
"""

import gc
import logging
import platform
import queue
import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution import memory
from medlemsnytta.execution.workers import Event, Job, Maker, Outcome, Step, WorkerLost, outcome_of
from medlemsnytta.provenance import recipe

if TYPE_CHECKING:
    from distributed import Client
    from distributed.client import Future

AHEAD = 3
"""So many jobs a worker are on their way at a time, so that memory does not grow with the batch."""

SECONDS_TO_ANSWER = 10
SECONDS_BETWEEN_LOOKS = 0.5
"""How long Ctrl-C may have to wait, on systems where waiting cannot be interrupted."""

How = tuple[Maker, str | None]
"""What makes a job, and what names what is well done before the first."""

_SEE = "Se docs/cluster.md."


def made(address: str, maker: Maker, jobs: Iterable[Job], ahead: str | None = None) -> Iterator[Event]:
    """What becomes of the jobs, as they are done; raises ProblemsFound where the cluster cannot be used.

    `ahead` is as `outcome_of` takes it.
    """
    try:
        from distributed import Client
    except ImportError:
        fix = f"Installera det: python -m pip install -r requirements-dev.txt. {_SEE}"
        raise ProblemsFound([Problem("--cluster", "paketet distributed är inte installerat.", fix)]) from None
    # What it has to say comes back as results or errors, and is told in our words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError):
        fix = f"Kontrollera adressen, och att schemaläggaren är igång. {_SEE}"
        raise ProblemsFound([Problem("--cluster", f"ingen svarar på {address}.", fix)]) from None
    with client:
        workers = _demand_alike(client)
        yield from _Batch(client, (maker, ahead), iter(jobs)).events(AHEAD * len(workers))


def versions() -> dict[str, str]:
    """What must be the same where a report is asked for and where it is made."""
    program = recipe.program(recipe.REPORT)
    digests = {f"medlemsnytta ({part})": digest[:12] for part, digest in program.items()}
    return {"Python": platform.python_version(), **recipe.versions(), **digests}


def _demand_alike(client: "Client") -> list[str]:
    """The workers' addresses, where there are some and all are like this process; the scheduler reads the jobs too."""
    threads = {address: each["nthreads"] for address, each in client.scheduler_info(n_workers=-1)["workers"].items()}
    if not threads:
        fix = f"Starta minst en arbetare. {_SEE}"
        raise ProblemsFound([Problem("--cluster", "schemaläggaren har inga arbetare.", fix)])
    problems = [
        Problem(f"--cluster, {address}", f"arbetaren har {number} trådar.", "Starta den med --nthreads 1.")
        for address, number in threads.items()
        if number != 1
    ]
    try:
        scheduler: Any = client.run_on_scheduler(versions)
    except Exception as error:
        scheduler = error
    problems += _unlike("schemaläggaren", scheduler)
    for address, there in client.run(versions, on_error="return").items():
        problems += _unlike(address, there)
    if problems:
        raise ProblemsFound(problems)
    return list(threads)


def _unlike(who: str, there: Any) -> Iterator[Problem]:
    if not isinstance(there, dict):
        fix = f"Starta med python -m dask, i projektets mapp. {_SEE}"
        yield Problem(f"--cluster, {who}", f"programmet finns inte där ({there}).", fix)
        return
    for name, here in versions().items():
        if there.get(name) != here:
            what = f"{name} är {there.get(name, 'okänt')} där och {here} här."
            yield Problem(f"--cluster, {who}", what, "Installera samma version på båda ställena.")


def made_there(how: How, job: Job, topic: str) -> tuple[Any, Any]:
    """In a worker of the cluster: make the report, and tell its stages under the topic."""
    from distributed import get_worker

    worker = get_worker()
    try:
        return outcome_of(how[0], job, lambda stage: worker.log_event(topic, (job.name, stage)), how[1])
    finally:
        memory.release_memory()
        _tune_garbage_collection()


@cache
def _tune_garbage_collection() -> None:
    """Once a worker has everything imported: looking through all that for circles would take a tenth of each report."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class _Batch:
    """The jobs of one build. Others may use the cluster at once, and call their reports by the same names."""

    def __init__(self, client: "Client", how: How, jobs: Iterator[Job]) -> None:
        self._client, self._how, self._jobs = client, how, jobs
        self._topic = f"medlemsnytta-{uuid.uuid4().hex}"
        self._heard: queue.SimpleQueue[Future | tuple[str, str]] = queue.SimpleQueue()
        self._names: dict[Future, str] = {}
        self._lines: dict[str, int] = {}

    def events(self, ahead: int) -> Iterator[Event]:
        """What happens to the jobs; so many are on their way at a time."""
        self._client.subscribe_topic(self._topic, lambda event: self._heard.put(tuple(event[1])))
        self._send(ahead)
        while self._names:
            try:
                heard = self._heard.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                continue
            if not isinstance(heard, tuple):
                yield self._outcome(heard)
            elif heard[0] in self._names.values():
                yield Step(self._line(heard[0]), *heard)

    def _send(self, number: int) -> None:
        for job in islice(self._jobs, number):
            key = f"{self._topic}-{job.name}"
            future = self._client.submit(made_there, self._how, job, self._topic, key=key, pure=False)
            self._names[future] = job.name
            future.add_done_callback(self._heard.put)

    def _outcome(self, future: "Future") -> Outcome:
        name = self._names.pop(future)
        outcome = _result(future, name)
        future.release()
        self._send(1)
        line = self._lines.pop(name, None)
        return Outcome(self._lowest_free() if line is None else line, name, *outcome)

    def _line(self, name: str) -> int:
        """A number for the line of a job that has begun; it keeps it where it has to begin again elsewhere."""
        return self._lines.setdefault(name, self._lowest_free())

    def _lowest_free(self) -> int:
        return next(number for number in count() if number not in self._lines.values())


def _result(future: "Future", name: str) -> tuple[Any, Any]:
    """What came of the job; raises ProblemsFound where the cluster itself failed."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        return future.result()
    except KilledWorker:
        return None, WorkerLost(name)
    except FutureCancelledError:
        fix = f"Starta den igen, och kör kommandot igen: det som är färdigt finns kvar. {_SEE}"
        raise ProblemsFound([Problem("--cluster", "schemaläggaren försvann.", fix)]) from None
    except Exception as error:
        what = f"klustret kunde inte köra {name} ({type(error).__name__}: {error})."
        raise ProblemsFound([Problem("--cluster", what, _SEE)]) from error
