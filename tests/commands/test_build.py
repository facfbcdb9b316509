"""Which reports are built, by whom, and what is left when something stops one of them or all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebook_processes import NotebookProcesses
from medlemsnytta.files import folder_lock
from medlemsnytta.pages import comparison, index, making, overview, report, warm
from medlemsnytta.provenance import recipe
from tests.built import build
from tests.systems import SIGNALS

pytestmark = pytest.mark.notebook
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("huddinge-2025", "huddinge-2026")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A project with two reports, built once by two workers."""
    project = tmp_path_factory.mktemp("bygge")
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    here = Path.cwd()
    os.chdir(project)
    try:
        assert cli.main([*NAMES, "--jobs", "2", "--log", "log.jsonl"]) == 0
    finally:
        os.chdir(here)
    return project


@pytest.fixture
def at(built, tmp_path, monkeypatch) -> Path:
    """A copy of the built project to change."""
    copy = tmp_path / "projekt"
    shutil.copytree(built, copy)
    monkeypatch.chdir(copy)
    return copy


def _why(capsys, *words: str) -> dict[str, str]:
    """What `--why` says of each report."""
    capsys.readouterr()
    assert cli.main([*NAMES, "--why", *words]) == 0
    return dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_workers_write_what_one_process_writes(built, tmp_path):
    build(report.page(built, NAMES[0]), tmp_path)
    for file in tmp_path.iterdir():
        assert (built / "output" / file.name).read_bytes() == file.read_bytes(), file.name


def test_workers_with_kernels_write_the_same(built, tmp_path, monkeypatch):
    monkeypatch.chdir(built)
    assert cli.main([*NAMES, "--jobs", "2", "--engine", "kernel", "--output", str(tmp_path / "ut")]) == 0
    made = sorted(path.name for path in (tmp_path / "ut").glob("huddinge-*"))
    assert len(made) == 8
    for name in made:
        assert (tmp_path / "ut" / name).read_bytes() == (built / "output" / name).read_bytes(), name


def _noticed(job, tell, place):
    """The contents of the report's files, what its notebook changed in the worker, and the number of its process."""
    return making.make(job, tell, place).contents, place.changes, os.getpid()


def test_our_notebooks_leave_a_worker_as_it_was_and_give_the_same_after_any_other(project, tmp_path):
    options = making.BuildOptions(formats=("ipynb",))
    jobs = [
        *(making.plan(report.page(project, name), tmp_path, options).job for name in NAMES),
        making.plan(comparison.page(project, *NAMES), tmp_path, options).job,
        making.plan(overview.page(project, NAMES, []), tmp_path, options).job,
    ]
    with workers.Pool(1, warm.prepare) as pool:
        events = list(pool.made(_noticed, [*jobs, *reversed(jobs)]))
    contents, changes, processes = zip(*(event.result for event in events if _is_outcome(event)), strict=True)
    assert [each for each in changes if each] == []
    assert len(set(processes)) == 1
    assert contents == contents[::-1]
    assert contents[0] == making.make(jobs[0]).contents


def _is_outcome(event) -> bool:
    return isinstance(event, workers.Outcome)


def test_a_changed_notebook_gives_what_kernels_give(project, monkeypatch):
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    with (project / "notebooks" / "evaluation.ipynb").open("a") as notebook:
        notebook.write("\n")
    monkeypatch.chdir(project)
    assert cli.main([*NAMES, "--jobs", "1", "--output", "egna"]) == 0
    assert cli.main([*NAMES, "--engine", "kernel", "--output", "jupyters"]) == 0
    made = sorted(path.name for path in (project / "egna").glob("huddinge-*"))
    assert len(made) == 8
    for name in made:
        assert (project / "egna" / name).read_bytes() == (project / "jupyters" / name).read_bytes(), name


def test_the_log_tells_each_stage_and_how_long_a_report_took(built):
    lines = [json.loads(line) for line in (built / "log.jsonl").read_text("utf-8").splitlines()]
    done = [line for line in lines if line["event"] == "built"]
    assert sorted(line["report"] for line in done) == sorted(NAMES)
    assert all(line["seconds"] > 0 for line in done)
    stages = [line["stage"] for line in lines if line.get("report") == NAMES[0] and "stage" in line]
    assert stages[0] == "kör anteckningsboken"


def test_nothing_changed_runs_no_notebook(at, capsys, monkeypatch):
    monkeypatch.setattr(workers._Worker, "send", None)
    assert set(_why(capsys).values()) == {"byggs inte, för allt är som när den byggdes"}
    assert cli.main(list(NAMES)) == 0


CHANGES = {
    "a parameter of one report": (
        "params/huddinge-2026.yaml",
        "evidence_months: 36",
        "evidence_months: 24",
        {"huddinge-2026": "byggs, för att parametern evidence_months är ändrad"},
    ),
    "an excerpt": (
        "data/huddinge/excerpts.csv",
        "\nk01,",
        "\nk001,",
        dict.fromkeys(NAMES, "byggs, för att data/huddinge/excerpts.csv är ändrad"),
    ),
    "another municipality's inhabitants": ("data/reference/population.csv", "0114,2000,37576", "0114,2000,37577", {}),
    "a fee rule of a network in both": (
        "data/reference/fees.csv",
        "\nsekom,kommun,,2026-01-01",
        "\nsekom,kommun,,2026-01-02",
        dict.fromkeys(NAMES, "byggs, för att data/reference/fees.csv är ändrad"),
    ),
    "a comment in a params file": ("params/huddinge-2026.yaml", "# ", "# Ny kommentar. ", {}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_rebuilds_what_rests_on_it_and_nothing_else(at, capsys, change):
    path, old, new, expected = CHANGES[change]
    _replace(at / path, old, new)
    said = _why(capsys)
    assert {name: words for name, words in said.items() if "byggs inte" not in words} == expected


def test_a_changed_template_sets_the_report_anew_without_running_it(at, capsys, monkeypatch):
    kept = (at / "output" / f"{NAMES[0]}.ipynb").read_bytes()
    monkeypatch.setitem(recipe._PATTERNS, "templates", ("council/*",))
    recipe._part.cache_clear()
    monkeypatch.setattr(making, "execute", None)
    try:
        assert _why(capsys)[NAMES[0]] == "skrivs om utan att räknas om, för att mallarna är ändrade"
        assert cli.main([NAMES[0]]) == 0
        assert set(_why(capsys).values()) != {"byggs inte, för allt är som när den byggdes"}
        assert _why(capsys)[NAMES[0]] == "byggs inte, för allt är som när den byggdes"
    finally:
        recipe._part.cache_clear()
    assert (at / "output" / f"{NAMES[0]}.ipynb").read_bytes() == kept


def test_an_altered_file_is_made_again_from_the_notebook_kept(at, capsys):
    with (at / "output" / f"{NAMES[0]}.html").open("ab") as file:
        file.write(b" ")
    assert (
        _why(capsys)[NAMES[0]] == f"skrivs om utan att räknas om, för att {NAMES[0]}.html är inte den fil som byggdes"
    )


def test_one_report_that_fails_stops_no_other(at, capsys):
    _replace(at / "params/huddinge-2025.yaml", "avgift.sekom", "avgfit.sekom")
    assert cli.main([*NAMES, "--force", "--jobs", "2"]) == 1
    captured = capsys.readouterr()
    assert "huddinge-2025 byggdes inte:" in captured.err
    assert "Menade du 'avgift.sekom'?" in captured.err
    assert "huddinge-2026: byggd på" in captured.out
    assert "1 av 2 rapporter klara" in captured.out


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name


def _bare(single):
    """A worker that is ready at once."""
    return NotebookProcesses()


def _maker(job, tell, place):
    """Makes nothing; a job called "dör" takes its worker with it, and "fastnar" is never done."""
    tell("arbetar")
    if job.name == "dör":
        os._exit(1)
    while job.name == "fastnar":
        time.sleep(1)
    return os.getpid()


def _made(size: int, *names: str) -> dict[str, workers.Outcome]:
    with workers.Pool(size, _bare) as pool:
        return {event.name: event for event in pool.made(_maker, map(_Named, names)) if _is_outcome(event)}


@pytest.mark.parametrize(("name", "error"), [("dör", workers.WorkerLost), ("fastnar", workers.StageTooSlow)])
def test_a_worker_that_dies_or_sticks_loses_its_report_alone_and_says_at_which_stage(monkeypatch, name, error):
    monkeypatch.setattr(workers, "STAGE_TIMEOUT", 3.0 if name == "fastnar" else 60.0)
    outcomes = _made(2, "a", name, "b", "c")
    assert {each: (type(one.error), one.error.stage) for each, one in outcomes.items() if one.error} == {
        name: (error, "arbetar")
    }
    assert {each for each, one in outcomes.items() if one.result} == {"a", "b", "c"}


class _Unreadable(_Named):
    """A job that can be sent and not received."""

    def __reduce__(self):
        return int, ("inget tal",)


def test_a_job_that_cannot_be_received_is_lost_at_once(capfd):
    with workers.Pool(1, _bare) as pool:
        first, second = (event for event in pool.made(_maker, [_Unreadable("a"), _Named("b")]) if _is_outcome(event))
    assert (type(first.error), second.error) == (workers.WorkerLost, None)
    assert "invalid literal for int()" in capfd.readouterr().err


def test_a_stage_that_takes_too_long_is_told_in_words(at, capsys, monkeypatch):
    monkeypatch.setattr(workers, "STAGE_TIMEOUT", 0.0)
    assert cli.main([NAMES[0], "--force"]) == 1
    assert f"{NAMES[0]} byggdes inte: steget ”startar” var inte klart efter 0" in capsys.readouterr().err


def test_a_worker_is_renewed_after_so_many_reports(monkeypatch):
    monkeypatch.setattr(workers, "REPORTS_A_WORKER", 2)
    processes = [one.result for one in _made(1, "a", "b", "c", "d", "e").values()]
    assert [processes.count(each) for each in dict.fromkeys(processes)] == [2, 2, 1]


def test_a_worker_ends_with_the_process_that_began_it(tmp_path):
    code = "from medlemsnytta.execution import workers\nfrom tests.commands import test_build as t\nimport os\n"
    code += "pool = workers.Pool(1, t._bare)\n"
    code += "step, = [next(iter(pool.made(t._maker, [t._Named('fastnar')])))]\n"
    code += "print(pool._workers[0].process._process.pid, flush=True)\nos._exit(1)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    worker = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the worker goes on")


@SIGNALS
def test_ctrl_c_keeps_what_is_done_and_leaves_nothing_half(at):
    shutil.rmtree(at / "output")
    names = [f"huddinge-{year}" for year in range(2025, 2033)]
    for name in names[2:]:
        shutil.copy(at / "params/huddinge-2026.yaml", at / f"params/{name}.yaml")
    command = [sys.executable, str(ROOT / "build.py"), *names, "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    build = subprocess.Popen(
        command,
        cwd=at,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background the signal is ignored, and that is handed down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while "byggd på" not in (line := build.stdout.readline()):
        assert line, build.stderr.read()
    build.send_signal(signal.SIGINT)
    said = build.communicate(timeout=60)[1]
    assert build.returncode == 1
    assert "Avbrutet. Det som redan var färdigt finns kvar." in said
    assert "Traceback" not in said
    standing = sorted(path.name for path in (at / "output").glob("[!.]*"))
    reports = {name.split(".")[0] for name in standing} - {"index"}
    assert 1 <= len(reports) < len(names)
    assert {row.name for row in index.listed(at / "output")} == reports
    listed = (at / "output" / "index.html").read_text("utf-8")
    assert [name for name in names if f'href="{name}.html"' in listed] == sorted(reports)
    for name in reports:
        described = json.loads((at / "output" / f"{name}.manifest.json").read_text("utf-8"))
        for file, digest in described["outputs"].items():
            assert recipe.sha256((at / "output" / file).read_bytes()) == digest


def test_a_second_build_in_the_same_folder_waits_and_says_so(tmp_path):
    code = "import sys, pathlib\nfrom medlemsnytta.files import folder_lock\n"
    code += "with folder_lock.held(pathlib.Path(sys.argv[1]), lambda: print('waits', flush=True)): print('holds', flush=True)"
    with folder_lock.held(tmp_path, lambda: pytest.fail("nobody else is there")):
        second = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert second.stdout.readline() == "waits\n"
        time.sleep(0.3)
    assert second.communicate(timeout=30)[0] == "holds\n"
    assert list(tmp_path.iterdir()) == []


def test_two_first_builds_at_once_do_not_write_beside_each_other(project):
    """Neither finds a folder to lock: it is made for the lock, before anything is built."""
    command = [sys.executable, str(ROOT / "build.py"), NAMES[0], "--format", "ipynb"]
    said = {"cwd": project, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    first = subprocess.Popen(command, **said)
    while not (project / "output").exists():
        assert first.poll() is None, first.stderr.read()
        time.sleep(0.01)
    second = subprocess.Popen(command, **said)
    outputs = [build.communicate(timeout=120) for build in (first, second)]
    assert [build.returncode for build in (first, second)] == [0, 0]
    assert sorted("Väntar på det" in err for _, err in outputs) == [False, True]
    assert sorted("redan aktuell" in out for out, _ in outputs) == [False, True]


def test_a_folder_that_nothing_came_to_stand_in_goes_away_again(tmp_path):
    with pytest.raises(KeyError), folder_lock.held(tmp_path / "a" / "ny", lambda: None):
        raise KeyError
    assert not (tmp_path / "a" / "ny").exists()
    with folder_lock.held(tmp_path / "ny", lambda: None):
        (tmp_path / "ny" / "fil").touch()
    assert (tmp_path / "ny" / "fil").exists()


def test_who_waited_for_a_folder_that_went_away_makes_it_anew(tmp_path):
    code = "import sys, pathlib\nfrom medlemsnytta.files import folder_lock\nfolder = pathlib.Path(sys.argv[1])\n"
    code += "with folder_lock.held(folder, lambda: print('waits', flush=True)): (folder / 'fil').touch()"
    with folder_lock.held(tmp_path / "ny", lambda: pytest.fail("nobody else is there")):
        second = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "ny")], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout.readline() == "waits\n"
    assert second.wait(timeout=30) == 0
    assert (tmp_path / "ny" / "fil").exists()


def test_a_folder_that_cannot_be_is_told_in_words(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    (project / "output").write_text("en fil")
    assert cli.main([NAMES[0]]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Inga rapporter byggdes:\n  - output: här kan inga rapporter skrivas.")
    assert "Traceback" not in said
