"""The same jobs on a Dask cluster; the only module that knows Dask. A job carries all its inputs, a result all its bytes.

Dask runs the jobs of a dead worker again on another. A worker with another version of anything could give other bytes,
so it is refused before any job is sent.
"""

import atexit
import logging
import queue
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution.workers import Event, Job, Maker, Outcome, Pool, Prepare, Step, WorkerLost

if TYPE_CHECKING:
    from distributed import Client
    from distributed.client import Future

JOBS_IN_FLIGHT = 3
"""Jobs sent to each worker and not yet done, at most, so that memory does not grow with the batch."""

SECONDS_TO_ANSWER = 10
SECONDS_BETWEEN_LOOKS = 0.5
"""How long Ctrl-C may have to wait, on systems where waiting cannot be interrupted."""

Versions = Callable[[], Mapping[str, str]]
"""What must be the same here and in every worker, by its Swedish name; called in each of them."""

How = tuple[Maker, Prepare]
"""What makes a job, and what makes a process ready for that; functions of modules, which the workers import."""

_SEE = "Se docs/cluster.md."


def made(
    address: str,
    maker: Maker,
    jobs: Iterable[Job],
    versions: Versions,
    prepare: Prepare,
) -> Iterator[Event]:
    """What becomes of the jobs, as they are done; raises ProblemsFound where the cluster cannot be used."""
    try:
        from distributed import Client
    except ImportError:
        fix = f"Installera det: python -m pip install -r requirements-dev.txt. {_SEE}"
        raise ProblemsFound([Problem("--cluster", "paketet distributed är inte installerat.", fix)]) from None
    _demand_certificate(address)
    # What goes wrong comes back as results or errors, and is reported from those.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError):
        fix = f"Kontrollera adressen, och att schemaläggaren är igång. {_SEE}"
        raise ProblemsFound([Problem("--cluster", f"ingen svarar på {address}.", fix)]) from None
    with client:
        workers = _checked_workers(client, versions)
        yield from _Batch(client, (maker, prepare), iter(jobs)).events(JOBS_IN_FLIGHT * len(workers))


def _demand_certificate(address: str) -> None:
    """Dask would ask for a certificate in the midst of connecting, and then not find its way out."""
    from distributed import Security

    try:
        told = Security().get_connection_args("client")
    except (OSError, ValueError):
        what = "certifikatet eller nyckeln som Dask är inställt på går inte att läsa."
        raise ProblemsFound([Problem("--cluster", what, f"Kontrollera filerna. {_SEE}")]) from None
    if address.startswith("tls:") and told["ssl_context"] is None:
        what = f"{address} kräver ett certifikat, och Dask är inte inställt på något här."
        raise ProblemsFound(
            [Problem("--cluster", what, f"Sätt miljövariablerna DASK_DISTRIBUTED__COMM__TLS__…. {_SEE}")]
        )
    if told["require_encryption"] and not address.startswith("tls:"):
        what = f"{address} är inte krypterad, och Dask är inställt på att kräva det."
        raise ProblemsFound([Problem("--cluster", what, f"Skriv adressen med tls:// i stället. {_SEE}")])


def _checked_workers(client: "Client", versions: Versions) -> list[str]:
    """The workers' addresses, where there are any and all have our versions, the scheduler too: it unpickles the jobs."""
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
    here = versions()
    problems += _differing("schemaläggaren", scheduler, here)
    for address, there in client.run(versions, on_error="return").items():
        problems += _differing(address, there, here)
    if problems:
        raise ProblemsFound(problems)
    return list(threads)


def _differing(who: str, there: Any, here: Mapping[str, str]) -> Iterator[Problem]:
    if not isinstance(there, dict):
        fix = f"Starta med python -m dask, i projektets mapp. {_SEE}"
        yield Problem(f"--cluster, {who}", f"programmet finns inte där ({there}).", fix)
        return
    for name, version in here.items():
        if there.get(name) != version:
            what = f"{name} är {there.get(name, 'okänt')} där och {version} här."
            yield Problem(f"--cluster, {who}", what, "Installera samma version på båda ställena.")


def run_on_worker(how: How, job: Job, topic: str) -> tuple[Any, Any]:
    """In a worker of the cluster: have the report made by a process of its own, and log its stages under the topic."""
    from distributed import get_worker

    maker, prepare = how
    for event in _own_pool(prepare).made(maker, [job]):
        if isinstance(event, Outcome):
            return event.result, event.error
        get_worker().log_event(topic, (job.name, event.stage))
    raise WorkerLost(job.name)


@cache
def _own_pool(prepare: Prepare) -> Pool:
    """A cluster's worker has one of ours, as a build without a cluster has: it stays warm, and may fall alone."""
    pool = Pool(1, prepare)
    atexit.register(pool.close)
    return pool


class _Batch:
    """The jobs of one build. Other builds may use the cluster at the same time, with reports of the same names."""

    def __init__(self, client: "Client", how: How, jobs: Iterator[Job]) -> None:
        self._client, self._how, self._jobs = client, how, jobs
        self._topic = f"medlemsnytta-{uuid.uuid4().hex}"
        self._inbox: queue.SimpleQueue[Future | tuple[str, str]] = queue.SimpleQueue()
        self._names: dict[Future, str] = {}
        self._lines: dict[str, int] = {}

    def events(self, in_flight: int) -> Iterator[Event]:
        """What happens to the jobs, of which so many at most are sent and not yet done."""
        self._client.subscribe_topic(self._topic, lambda event: self._inbox.put(tuple(event[1])))
        self._send(in_flight)
        while self._names:
            try:
                received = self._inbox.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                continue
            if not isinstance(received, tuple):
                yield self._outcome(received)
            elif received[0] in self._names.values():
                yield Step(self._line(received[0]), *received)

    def _send(self, number: int) -> None:
        for job in islice(self._jobs, number):
            key = f"{self._topic}-{job.name}"
            future = self._client.submit(run_on_worker, self._how, job, self._topic, key=key, pure=False)
            self._names[future] = job.name
            future.add_done_callback(self._inbox.put)

    def _outcome(self, future: "Future") -> Outcome:
        name = self._names.pop(future)
        outcome = _result(future, name)
        future.release()
        self._send(1)
        line = self._lines.pop(name, None)
        return Outcome(self._lowest_free() if line is None else line, name, *outcome)

    def _line(self, name: str) -> int:
        """The line that shows a job which has begun; it keeps its number if it has to begin again on another worker."""
        return self._lines.setdefault(name, self._lowest_free())

    def _lowest_free(self) -> int:
        return next(number for number in count() if number not in self._lines.values())


def _result(future: "Future", name: str) -> tuple[Any, Any]:
    """The result of the job, or what stopped it; raises ProblemsFound where the cluster itself failed."""
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
