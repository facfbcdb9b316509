"""The same jobs on a Dask cluster; the only module that knows Dask. Jobs carry what they need and bring bytes back.

A worker that dies has its jobs run again elsewhere: that is Dask's own doing. A worker of another version would give
other bytes, so it is refused before anything is sent.
"""

import platform
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from medlemsnytta import recipe
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.project import PACKAGE_ROOT
from medlemsnytta.publishing.workers import Event, Job, Maker, Outcome, WorkerLost, outcome_of

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 3
"""So many jobs a worker are on their way at a time, so that memory does not grow with the batch."""

SECONDS_TO_ANSWER = 10


def made(address: str, maker: Maker, jobs: Iterable[Job]) -> Iterator[Event]:
    """What becomes of the jobs, as they are done; raises ProblemsFound where the cluster cannot be used."""
    try:
        from distributed import Client
    except ImportError:
        fix = "Installera det: pip install distributed. Se docs/cluster.md."
        raise ProblemsFound([Problem("--cluster", "paketet distributed är inte installerat.", fix)]) from None
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError):
        fix = "Kontrollera adressen, och att schemaläggaren är igång. Se docs/cluster.md."
        raise ProblemsFound([Problem("--cluster", f"ingen svarar på {address}.", fix)]) from None
    with client:
        workers = _demand_alike(client)
        yield from _made(client, maker, iter(jobs), workers)


def versions() -> dict[str, str]:
    """What must be the same where a report is asked for and where it is made."""
    program = recipe.program(PACKAGE_ROOT, recipe.REPORT)
    digests = {f"medlemsnytta ({part})": digest[:12] for part, digest in program.items()}
    return {"Python": platform.python_version(), **recipe.versions(), **digests}


def _demand_alike(client: "Client") -> list[str]:
    """The workers' addresses, where there are some and all are like this process."""
    threads = {address: each["nthreads"] for address, each in client.scheduler_info(n_workers=-1)["workers"].items()}
    if not threads:
        fix = "Starta minst en arbetare. Se docs/cluster.md."
        raise ProblemsFound([Problem("--cluster", "schemaläggaren har inga arbetare.", fix)])
    problems = [
        Problem(f"--cluster, {address}", f"arbetaren har {count} trådar.", "Starta den med --nthreads 1.")
        for address, count in threads.items()
        if count != 1
    ]
    here = versions()
    for address, there in client.run(versions, on_error="return").items():
        if not isinstance(there, dict):
            what, fix = (
                f"arbetaren hittar inte programmet ({there}).",
                "Starta den i projektets mapp. Se docs/cluster.md.",
            )
            problems.append(Problem(f"--cluster, {address}", what, fix))
            continue
        problems += [
            Problem(
                f"--cluster, {address}",
                f"{name} är {there.get(name, 'okänt')} där och {here[name]} här.",
                "Installera samma version på båda ställena.",
            )
            for name in here
            if there.get(name) != here[name]
        ]
    if problems:
        raise ProblemsFound(problems)
    return list(threads)


def _made(client: "Client", maker: Maker, jobs: Iterator[Job], workers: list[str]) -> Iterator[Event]:
    from distributed import as_completed
    from distributed.client import Future

    names: dict[Future, str] = {}

    def sent(count: int) -> list[Future]:
        futures = []
        for job in islice(jobs, count):
            futures.append(client.submit(outcome_of, maker, job, key=f"medlemsnytta-{job.name}", pure=False))
            names[futures[-1]] = job.name
        return futures

    done = as_completed(sent(AHEAD * len(workers)), loop=client.loop)
    for future in done:
        name = names.pop(future)
        outcome: tuple[Any, Any] = (None, WorkerLost(name)) if future.exception() else future.result()
        future.release()
        for another in sent(1):
            done.add(another)
        yield Outcome(0, name, *outcome)
