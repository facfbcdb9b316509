"""Every notebook has a process of its own: the same outputs as in a kernel, nothing left behind, no fall but its own."""

import json
import operator
import sys
import time
from pathlib import Path

import nbformat
import pytest
from small_notebooks import written

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.execution import fork_server
from medlemsnytta.execution.notebooks import NotebookFailed, run_notebook
from medlemsnytta.pages import making, report, warm
from tests.conftest import ROOT
from tests.systems import FORK

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def server():
    server = fork_server.ForkServer((warm.prepare_fork_server, ()))
    yield server
    server.close()


@pytest.fixture
def run(tmp_path, request):
    """Run a notebook of these cells by an engine; returns the executed notebook."""

    def run(engine: str, *sources: str, **more):
        if engine == "fork" and "fork" not in more:
            more["fork"] = request.getfixturevalue("server").fork
        return run_notebook(written(tmp_path, *sources), {"given": "å"}, tmp_path, engine=engine, **more)

    return run


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


@FORK
def test_a_fork_shows_what_a_kernel_shows(run):
    by_kernel, by_fork = (run(engine, *EVERY_KIND) for engine in ("kernel", "fork"))
    assert nbformat.writes(by_fork) == nbformat.writes(by_kernel)
    assert by_fork.cells[3].outputs[0].text == "ett å\ntvå"


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
LOOKS = """
import os, sys, builtins, warnings, pandas, altair
print(pandas.options.display.max_rows, altair.data_transformers.options.get('max_rows', 0), altair.theme.active, 'LÄCKA' in os.environ,
      os.getcwd() == '/', '/läcka' in sys.path, len(pandas.DataFrame({'a': [1, 2]}).head()), hasattr(builtins, 'läcka'),
      'läcka' in str(warnings.filters), 'left_behind' in globals())
"""


@FORK
def test_nothing_leaks_from_one_notebook_to_the_next(run):
    before = run("fork", LOOKS).cells[-1].outputs[0].text
    inside = run("fork", LEAKS, LOOKS).cells[-1].outputs[0].text
    after = run("fork", LOOKS).cells[-1].outputs[0].text
    assert before == after
    changed = [old != new for old, new in zip(before.split(), inside.split(), strict=False)]
    assert all(changed), (before, inside)


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
@FORK
def test_a_fall_takes_down_that_notebook_alone_and_is_told(run, fall):
    source, words = FALLS[fall]
    with pytest.raises(NotebookFailed) as failed:
        run("fork", "print('hit')", source, "print('aldrig hit')", cell_timeout=2.0)
    assert words in failed.value.error
    assert (failed.value.heading, failed.value.source) == ("Prov", source)
    assert next(cell.id for cell in failed.value.notebook.cells if cell.get("outputs")) == "cell-0"
    assert "aldrig hit" not in str([cell.get("outputs") for cell in failed.value.notebook.cells])
    assert run("fork", "print('som vanligt')").cells[-1].outputs[0].text == "som vanligt\n"


@pytest.mark.parametrize("fall", ["os._exit", "a cell without end"])
def test_a_kernel_that_falls_is_told_too(run, fall):
    source, words = FALLS[fall]
    with pytest.raises(NotebookFailed) as failed:
        run("kernel", source, cell_timeout=2.0)
    assert words in failed.value.error
    assert failed.value.source == source


@FORK
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit of memory")
def test_a_memory_hog_is_stopped_before_the_machine_is(run):
    with pytest.raises(NotebookFailed) as failed:
        run("fork", "hog = [b'x' * 2**30 for _ in range(16)]")
    assert "MemoryError" in failed.value.error


@FORK
def test_a_fork_server_ends_what_it_has_forked(tmp_path):
    server = fork_server.ForkServer()
    child = server.fork((operator.methodcaller("recv"), ()))  # waits for a message that never comes
    assert Path(f"/proc/{child.pid}").exists() or sys.platform != "linux"
    server.close()
    assert list(child.messages(10)) == []


class Unreadable:
    """A task that can be sent and not received."""

    def __reduce__(self):
        return int, ("inget tal",)


@FORK
def test_a_task_that_cannot_be_unpickled_ends_its_own_fork_alone(server):
    assert_ended(server.fork((Unreadable(), ())), 1)
    assert_ended(server.fork((repr, ())), 0)


def assert_ended(child, status):
    assert list(child.messages(10)) == []
    assert child.status == status
    child.close()


@FORK
@pytest.mark.parametrize("opened", ["huddinge-2025", None], ids=["another report", "what cannot be opened"])
def test_a_report_opened_in_the_fork_server_changes_no_other(tmp_path, request, opened):
    names = ("exempelkommun-2025", opened or "huddinge-2026")
    own, other = (making.plan(report.page(ROOT, name), tmp_path, making.BuildOptions()).job for name in names)
    plain = making.execute(own, request.getfixturevalue("server").fork)
    function, given = making.warm_up(other)
    server = fork_server.ForkServer((function, given if opened else ({}, {})))
    try:
        assert nbformat.writes(making.execute(own, server.fork)) == nbformat.writes(plain)
    finally:
        server.close()


@FORK
def test_a_report_opened_in_the_fork_server_is_remembered_by_every_fork(run, tmp_path):
    server = fork_server.ForkServer(
        making.warm_up(making.plan(report.page(ROOT, "huddinge-2025"), tmp_path, making.BuildOptions()).job)
    )
    look = "from medlemsnytta.inputs.tables import frames\nprint(frames._remembered.cache_info().currsize > 0)"
    try:
        assert run("fork", look).cells[-1].outputs[0].text == "False\n"
        assert run("fork", look, fork=server.fork).cells[-1].outputs[0].text == "True\n"
    finally:
        server.close()


def test_nothing_that_is_preloaded_starts_what_must_not_be_forked():
    import subprocess

    code = "import sys\nfrom medlemsnytta.pages import warm\nwarm.prepare_fork_server()\n"
    code += "raise SystemExit(str([n for n in ('vl_convert', 'typst') if n in sys.modules]))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
