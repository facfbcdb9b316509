"""The same outputs as in a kernel, in a process used once or a warm one; nothing is left behind, no fall but its own."""

import json
import os
import sys
import time
from pathlib import Path

import nbformat
import pytest

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebook_processes import NotebookProcesses
from medlemsnytta.execution.notebooks import NotebookFailed, run_notebook
from medlemsnytta.pages import warm
from tests.rendering.small_notebooks import written

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def place():
    """Processes that are used once, the next begun ahead."""
    with NotebookProcesses(warm.import_for_notebooks, ahead=True) as place:
        yield place


@pytest.fixture
def run(tmp_path, place):
    """Run a notebook of these cells by an engine; returns the executed notebook."""

    def run(engine: str, *sources: str, **more):
        return run_notebook(written(tmp_path, *sources), {"given": "å"}, tmp_path, engine=engine, place=place, **more)

    return run


class Known:
    """A notebook that a worker may run in its own process."""

    def __init__(self, path: Path, *sources: str) -> None:
        path.mkdir(parents=True)
        self.name, self.notebook = path.name, written(path, *sources)


def made(job, tell, place):
    """The executed notebook, the number of the worker's process, and what it noticed."""
    tell("kör anteckningsboken")
    executed = run_notebook(job.notebook, {"given": "å"}, job.notebook.parent, engine="warm", place=place, known=True)
    return executed, os.getpid(), place.changes


def prepare(single):
    return NotebookProcesses(warm.import_for_notebooks, here=True)


def without_room(single):
    raise ProblemsFound([Problem("mappen för tillfälliga filer", "den är full.", "Gör plats där.")])


def test_a_worker_that_has_no_room_to_begin_says_so_of_each_report(tmp_path):
    jobs = [Known(tmp_path / f"{number}" / "x", "1") for number in range(2)]
    with workers.Pool(1, without_room) as pool:
        events = [event for event in pool.made(made, jobs) if isinstance(event, workers.Outcome)]
    assert [str(event.error) for event in events] == ["mappen för tillfälliga filer: den är full. Gör plats där."] * 2


@pytest.fixture(scope="module")
def pool():
    with workers.Pool(1, prepare) as pool:
        yield pool


@pytest.fixture
def in_worker(pool, tmp_path):
    """Run notebooks one after another in one worker; returns what `made` does of each, or what stopped it."""

    def in_worker(*notebooks: tuple[str, ...]):
        jobs = [Known(tmp_path / f"{number}" / tmp_path.name, *sources) for number, sources in enumerate(notebooks)]
        outcomes = [event for event in pool.made(made, jobs) if isinstance(event, workers.Outcome)]
        return [outcome.error or outcome.result for outcome in outcomes]

    return in_worker


EVERY_KIND = (
    "import sys\nprint('ett', given)\nprint('två', end='')\nprint('fel', file=sys.stderr)\n40 + 2",
    "display({'text/plain': 'x', 'application/json': {'rader': (1, 2), 'tom': None}}, raw=True)\n_",
    "from IPython.display import clear_output\nprint('bort')\nclear_output(wait=True)\nprint('kvar')",
    "import pandas\npandas.DataFrame({'a': [1, 2]})",
    "from pathlib import Path\nprint(Path.cwd().name, Path('prov.ipynb').is_file())",
    "",
    "%%capture taken\nprint('fångad')",
    "print(taken.stdout, sorted(name for name in globals() if not name.startswith('_')))",
)


def test_a_process_of_its_own_shows_what_a_kernel_shows(run):
    by_kernel, alone = (run(engine, *EVERY_KIND) for engine in ("kernel", "warm"))
    assert nbformat.writes(alone) == nbformat.writes(by_kernel)
    assert alone.cells[3].outputs[0].text == "ett å\ntvå"


def test_a_process_that_has_run_others_shows_what_a_kernel_shows(run, in_worker):
    (_, first, noticed), (again, second, _) = in_worker(EVERY_KIND, EVERY_KIND)
    assert noticed == []
    assert first == second
    assert nbformat.writes(again) == nbformat.writes(run("kernel", *EVERY_KIND))


IS_ANOTHER = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "env": {"PRICKEN": "främmande"},
}
FOREIGN = {
    "of another environment": json.dumps({**IS_ANOTHER, "display_name": "Annan", "language": "python"}),
    "that ends at once": json.dumps(
        {"argv": [sys.executable, "-c", "print('skräp')"], "display_name": "Slut", "language": "R"}
    ),
    "that is no JSON": "{",
}


def _installed(folder: Path, spec: str) -> Path:
    """A folder for JUPYTER_PATH where somebody has put a kernelspec of the usual name."""
    kernel = folder / "kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(spec, "utf-8")
    return folder


@pytest.mark.parametrize("foreign", FOREIGN)
def test_the_kernel_is_this_python_whatever_kernelspec_comes_first(run, tmp_path, monkeypatch, foreign):
    look = "import os, sys\nprint(sys.executable, os.environ.get('PRICKEN'))"
    own = run("kernel", look, EVERY_KIND[3])
    monkeypatch.setenv("JUPYTER_PATH", str(_installed(tmp_path / "jupyter", FOREIGN[foreign])))
    assert nbformat.writes(run("kernel", look, EVERY_KIND[3])) == nbformat.writes(own)
    assert own.cells[-2].outputs[0].text == f"{sys.executable} None\n"


@pytest.mark.parametrize(
    "named", [{}, {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}], ids=["none", "R"]
)
def test_a_notebook_that_names_another_kernel_or_none_runs_in_this_python_too(tmp_path, named):
    path = written(tmp_path, "print(given)")
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = named
    nbformat.write(notebook, path)
    assert run_notebook(path, {"given": "å"}, tmp_path).cells[-1].outputs[0].text == "å\n"


UNABLE = {
    "dies at start": (
        "raise SystemExit('ImportError: zmq går inte att läsa in')",
        "ImportError: zmq går inte att läsa in",
    ),
    "is not installed": (
        "raise SystemExit('No module named ipykernel_launcher')",
        "(No module named ipykernel_launcher). Kör igen.",
    ),
    "dies without a word": ("raise SystemExit(1)", "startade inte ("),
    "never answers": ("import time; time.sleep(600)", "svarade inte på 2 sekunder. Stäng andra program"),
}


@pytest.mark.parametrize("how", UNABLE)
def test_a_kernel_that_does_not_start_is_told_soon_and_in_words(run, tmp_path, monkeypatch, capfd, how):
    source, words = UNABLE[how]
    (tmp_path / "bredvid").mkdir()
    (tmp_path / "bredvid/ipykernel_launcher.py").write_text(source, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "bredvid"))
    begun = time.monotonic()
    with pytest.raises(ProblemsFound) as found:
        run("kernel", "print('aldrig hit')", start_timeout=2.0 if how == "never answers" else 120.0)
    assert time.monotonic() - begun < 30
    assert str(found.value).startswith("prov.ipynb: Python-processen som kör anteckningsboken ")
    assert words in str(found.value)
    assert capfd.readouterr() == ("", "")


LOOKS = """
import os, sys, builtins, warnings, pandas, altair
print(pandas.options.display.max_rows, altair.data_transformers.options.get('max_rows', 0), altair.theme.active, 'LÄCKA' in os.environ,
      os.getcwd() == '/', '/läcka' in sys.path, len(pandas.DataFrame({'a': [1, 2]}).head()), hasattr(builtins, 'läcka'),
      'läcka' in str(warnings.filters), 'left_behind' in globals())
"""
LEAKS = """
import os, sys, builtins, warnings, pandas, altair
pandas.options.display.max_rows = 7
altair.data_transformers.disable_max_rows()
altair.theme.enable("dark")
os.environ['LÄCKA'] = 'ja'
os.chdir('/')
sys.path.insert(0, '/läcka')
pandas.DataFrame.head = builtins.läcka = lambda *_: 'ersatt'
warnings.filterwarnings('ignore', 'läcka')
left_behind = 1
"""


def test_nothing_leaks_from_one_notebook_to_the_next(run):
    before = run("warm", LOOKS).cells[-1].outputs[0].text
    inside = run("warm", LEAKS, LOOKS).cells[-1].outputs[0].text
    after = run("warm", LOOKS).cells[-1].outputs[0].text
    assert before == after
    changed = [old != new for old, new in zip(before.split(), inside.split(), strict=False)]
    assert all(changed), (before, inside)


def test_what_is_to_be_done_meanwhile_is_done_while_the_notebook_runs_and_what_is_told_goes_first(tmp_path):
    done, began = [], tmp_path / "began"
    first = f"import pathlib, time\npathlib.Path({str(began)!r}).touch()\ntime.sleep(1)\n1"

    def step() -> None:
        done.append(began.exists())
        time.sleep(0.01)

    with NotebookProcesses(meanwhile=[step] * 100_000) as place:
        executed = run_notebook(written(tmp_path, first, "2"), {}, tmp_path, engine="warm", place=place)
    shown = [cell.outputs[0].data["text/plain"] for cell in executed.cells if cell.get("outputs")]
    assert shown == ["1", "2"]
    assert {False, True} == set(done)
    assert len(done) < 100_000


def test_a_process_of_its_own_is_used_once_and_the_next_is_begun_before_it_is_wanted(run, place):
    who = "import os; print(os.getpid())"
    first = run("warm", who).cells[-1].outputs[0].text
    ahead = place._next
    assert ahead.status() is None
    assert run("warm", who).cells[-1].outputs[0].text != first
    assert place._next is not ahead


SEEN = {
    "an option of pandas": ("import pandas; pandas.options.display.max_rows = 7", "pandas' options"),
    "a choice of Altair's": ("import altair; altair.theme.enable('dark')", "Altair's choices"),
    "the environment": ("import os; os.environ['LÄCKA'] = 'ja'", "environment"),
    "the working folder": ("import os; os.chdir('/')", "working folder"),
    "the module path": ("import sys; sys.path.insert(0, '/läcka')", "module path"),
    "a class patched": ("import pandas; pandas.DataFrame.head = None", "pandas.DataFrame.head"),
    "a function replaced": ("import json; json.load = str", "json.load"),
    "a name taken away": ("import json; del json.load", "json.load"),
    "a new built-in": ("import builtins; builtins.läcka = 1", "builtins.läcka"),
    "a filter of warnings": ("import warnings; warnings.filterwarnings('ignore', 'läcka')", "warnings"),
    "a hook": ("import sys; sys.unraisablehook = print", "sys.unraisablehook"),
    "a thread": (
        "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "threads",
    ),
    "a signal": ("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)", "signals"),
    "the locale": ("import locale; locale.setlocale(locale.LC_NUMERIC, '')", "locale"),
    "random numbers": ("import random; random.seed(1)", "random numbers"),
    "the log": ("import logging; logging.basicConfig()", "logging"),
    "decimals": ("import decimal; decimal.getcontext().prec = 3", "decimals"),
}
NOT_SEEN = {
    "a dict changed in place": "import json; json.encoder.ESCAPE_DCT['ä'] = 'a'",
    "an instance patched": "import json; json._default_encoder.indent = 2",
    "a cache filled": "import re; re.compile('läcka')",
}


@pytest.mark.parametrize("what", SEEN)
def test_a_worker_that_a_notebook_has_changed_runs_no_other(in_worker, what):
    source, told = SEEN[what]
    (_, first, noticed), (_, second, _) = in_worker((source,), ("1",))
    assert told in noticed, noticed
    assert first != second


@pytest.mark.parametrize("what", NOT_SEEN)
def test_what_is_not_noticed_is_why_only_known_notebooks_share_a_process(in_worker, what):
    (_, first, noticed), (_, second, _) = in_worker((NOT_SEEN[what],), ("1",))
    assert (noticed, first) == ([], second)


FALLS = {
    "an error": ("1 / 0", "ZeroDivisionError: division by zero"),
    "sys.exit": ("import sys; sys.exit()", "SystemExit"),
    "sys.exit with a code": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "os._exit": ("import os; os._exit(5)", "anteckningsbokens process"),
    "a crash": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "anteckningsbokens process"),
    "killed by the system": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "minne"),
    "a cell without end": ("import time; time.sleep(600)", "inte klar efter 2 sekunder"),
}


@pytest.mark.parametrize("fall", FALLS)
def test_a_fall_takes_down_that_notebook_alone_and_is_told(run, fall):
    source, words = FALLS[fall]
    with pytest.raises(NotebookFailed) as failed:
        run("warm", "print('hit')", source, "print('aldrig hit')", cell_timeout=2.0)
    assert words in failed.value.error
    assert (failed.value.heading, failed.value.source) == ("Prov", source)
    assert next(cell.id for cell in failed.value.notebook.cells if cell.get("outputs")) == "cell-0"
    assert "aldrig hit" not in str([cell.get("outputs") for cell in failed.value.notebook.cells])
    assert run("warm", "print('som vanligt')").cells[-1].outputs[0].text == "som vanligt\n"


IN_A_WORKER = {
    "an error": NotebookFailed,
    "sys.exit": NotebookFailed,
    "os._exit": workers.WorkerLost,
    "a crash": workers.WorkerLost,
    "a cell without end": workers.StageTooSlow,
}


@pytest.mark.parametrize("fall", IN_A_WORKER)
def test_a_fall_in_a_worker_takes_down_that_report_alone_and_its_stage_is_told(in_worker, monkeypatch, fall):
    monkeypatch.setattr(workers, "STAGE_TIMEOUT", 8.0 if fall == "a cell without end" else 60.0)
    fallen, other = in_worker((FALLS[fall][0],), ("print('som vanligt')",))
    assert type(fallen) is IN_A_WORKER[fall]
    assert getattr(fallen, "stage", "kör anteckningsboken") == "kör anteckningsboken"
    assert other[0].cells[-1].outputs[0].text == "som vanligt\n"


@pytest.mark.parametrize("fall", ["os._exit", "a cell without end"])
def test_a_kernel_that_falls_is_told_too(run, fall):
    source, words = FALLS[fall]
    with pytest.raises(NotebookFailed) as failed:
        run("kernel", source, cell_timeout=2.0)
    assert words in failed.value.error
    assert failed.value.source == source


HOG = "hog = [b'x' * 2**30 for _ in range(16)]"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit of memory")
def test_a_memory_hog_is_stopped_before_the_machine_is(run, in_worker):
    with pytest.raises(NotebookFailed) as failed:
        run("warm", HOG)
    assert "MemoryError" in failed.value.error
    fallen, other = in_worker((HOG,), ("print('som vanligt')",))
    assert "MemoryError" in fallen.error
    assert other[0].cells[-1].outputs[0].text == "som vanligt\n"
