"""Reports made by a Dask cluster: the same bytes, jobs of a dead worker run again, other versions refused."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dask
import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.execution import cluster, workers
from medlemsnytta.execution.notebook_processes import NotebookProcesses
from medlemsnytta.pages import making, report, warm
from medlemsnytta.provenance import recipe
from tests.systems import SIGNALS

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.notebook,
    SIGNALS,
]
ROOT = Path(__file__).resolve().parents[2]


class Named:
    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.name, self.folder = name, folder


def bare(single):
    """A worker that is ready at once."""
    return NotebookProcesses()


def who(job, tell, place) -> tuple[str, int]:
    """Where a job was made; one called "dödlig" ends the first of the cluster's workers that has it, "fallen" its own process."""
    if job.name == "dödlig":
        try:
            (job.folder / "redan").touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getppid(), signal.SIGKILL)
    if job.name == "fallen":
        os._exit(1)
    time.sleep(0.05)
    return job.name, os.getpid()


def held(job, tell, place) -> object:
    """What the job holds, after a while in which others may ask for a job of the same name."""
    time.sleep(0.5)
    return job.folder


def progress(job, tell, place) -> None:
    tell("arbetar")
    time.sleep(0.3)


def unreadable(job, tell, place) -> object:
    """A result that cannot be sent."""
    return (each for each in ())


def done(address: str, jobs: list[Named], maker: workers.Maker = who) -> list[workers.Outcome]:
    events = cluster.made(address, maker, jobs, recipe.environment, bare)
    return [each for each in events if isinstance(each, workers.Outcome)]


@pytest.fixture(scope="module")
def address():
    """A scheduler and two workers over TCP, in processes of their own, started as docs/cluster.md says."""

    def started(what: str, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", what, *words, "--no-dashboard"]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)

    scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0")
    said = ""
    while "Scheduler at:" not in (line := scheduler.stderr.readline()):
        said += line
        assert line, said
    address = line.split()[-1]
    helpers = [started("worker", address, "--nthreads", "1", "--host", "127.0.0.1") for _ in range(2)]
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield address
    for process in (*helpers, scheduler):
        process.terminate()
        process.communicate(timeout=30)


def test_both_workers_take_part_and_every_job_is_done_once(address):
    outcomes = done(address, [Named(f"a{number}") for number in range(20)])
    assert sorted(outcome.name for outcome in outcomes) == sorted(f"a{number}" for number in range(20))
    assert {outcome.result[0] for outcome in outcomes} == {outcome.name for outcome in outcomes}
    assert len({outcome.result[1] for outcome in outcomes}) == 2


def test_a_real_report_comes_back_with_the_same_bytes(address, tmp_path):
    planned = making.plan(report.page(ROOT, "huddinge-2025"), tmp_path, making.BuildOptions())
    *steps, outcome = cluster.made(address, making.make, [planned.job], recipe.environment, warm.prepare)
    assert [step.stage for step in steps][:2] == ["kör anteckningsboken", "skriver HTML"]
    assert {step.worker for step in steps} == {outcome.worker} == {0}
    assert outcome.error is None
    assert outcome.result == making.make(planned.job)


@pytest.mark.trust
def test_a_dead_workers_jobs_are_run_again(address, tmp_path, counted):
    jobs = [Named("dödlig", tmp_path), *(Named(f"b{number}") for number in range(6))]
    outcomes = {outcome.name: outcome for outcome in done(address, jobs)}
    assert len(outcomes) == 7
    assert [outcome.error for outcome in outcomes.values() if outcome.error] == []
    assert (tmp_path / "redan").exists()
    counted("faults: Dask workers killed, jobs lost", "1, 0")


def test_a_process_that_falls_loses_its_own_report_and_no_worker(address):
    outcomes = {outcome.name: outcome for outcome in done(address, [Named("fallen"), Named("g1"), Named("g2")])}
    assert {name: type(each.error) for name, each in outcomes.items() if each.error} == {"fallen": workers.WorkerLost}
    assert {name for name, each in outcomes.items() if each.result} == {"g1", "g2"}


def test_two_builds_at_once_that_use_the_same_names_get_each_its_own(address):
    """A key that both had would give one of them the other's report."""
    with ThreadPoolExecutor(2) as pool:
        asked = [Path("ett"), Path("två")]
        got = pool.map(lambda mine: done(address, [Named("samma", mine), Named("annan", mine)], held), asked)
        assert [{outcome.result for outcome in outcomes} for outcomes in got] == [{Path("ett")}, {Path("två")}]


class Unreadable(Named):
    """A job that can be sent and not received."""

    def __reduce__(self):
        return int, ("inget tal",)


def test_what_the_cluster_cannot_do_is_told_in_words(address):
    with pytest.raises(ProblemsFound) as found:
        done(address, [Unreadable("e")])
    assert str(found.value).startswith("--cluster: klustret kunde inte köra e (")


def test_a_result_that_cannot_be_sent_is_told_with_its_traceback(address):
    (outcome,) = done(address, [Named("e")], unreadable)
    assert "cannot pickle 'generator' object" in str(outcome.error)


def test_stages_have_a_line_for_each_report_under_way_and_free_it_afterwards(address):
    events = list(
        cluster.made(address, progress, [Named(f"f{number}") for number in range(8)], recipe.environment, bare)
    )
    told = [event for event in events if isinstance(event, workers.Step)]
    assert {step.stage for step in told} == {"arbetar"}
    assert len(told) == 8
    # A report's end comes by another way than its stages, and may be heard after the next one's beginning.
    assert {0} <= {step.worker for step in told} <= set(range(cluster.JOBS_IN_FLIGHT * 2))
    for outcome in (event for event in events if isinstance(event, workers.Outcome)):
        assert outcome.worker in {step.worker for step in told if step.name == outcome.name}


def test_a_worker_of_another_version_is_refused_with_both_named(address, monkeypatch):
    monkeypatch.setattr(recipe, "versions", lambda: {"typst": "0.0.1"})
    with pytest.raises(ProblemsFound) as found:
        done(address, [Named("c")])
    said = str(found.value)
    assert "typst är" in said
    assert "0.0.1 här" in said


def test_nobody_at_the_address_is_told_in_words(monkeypatch):
    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", 1)
    with pytest.raises(ProblemsFound, match="ingen svarar på tcp://127.0.0.1:9"):
        done("tcp://127.0.0.1:9", [Named("d")])


def test_the_module_is_of_use_without_dask(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ProblemsFound, match="inte installerat"):
        done("tcp://127.0.0.1:9", [])
    assert workers.usable_cores() > 0


@pytest.mark.parametrize(
    ("address", "config", "said"),
    [
        ("tls://127.0.0.1:1", {}, "kräver ett certifikat"),
        ("tcp://127.0.0.1:1", {"require-encryption": True}, "är inte krypterad"),
        ("tls://127.0.0.1:1", {"tls.ca-file": "finns-inte.pem"}, "går inte att läsa"),
    ],
)
def test_what_tls_lacks_is_told_before_anything_is_sent(address, config, said):
    settings = {f"distributed.comm.{name}": value for name, value in config.items()}
    if "tls.ca-file" in config:
        settings |= {
            "distributed.comm.tls.client.cert": "finns-inte.pem",
            "distributed.comm.tls.client.key": "finns-inte.pem",
        }
    with dask.config.set(settings), pytest.raises(ProblemsFound, match=said):
        done(address, [])
