"""What a process that lives for a batch keeps of each report is bounded, and a look at its state misses nothing later."""

import subprocess
import sys
from types import ModuleType

import pytest
from IPython.core.history import HistoryManager

from medlemsnytta.execution import cell_runner
from medlemsnytta.execution.notebook_processes import Task
from medlemsnytta.execution.process_state import WHOLE_LOOKS, State
from medlemsnytta.inputs.privacy import words
from medlemsnytta.inputs.tables import frames, table_files
from tests.conftest import ROOT

PLANNING = """
import sys
from pathlib import Path
from medlemsnytta.pages import making, report
root = Path.cwd()
planned = making.plan(report.page(root, "huddinge-2026"), root / "no such folder", making.BuildOptions())
assert planned.job is not None
print([name for name in ("pandas", "altair", "nbformat") if name in sys.modules])
"""


def test_the_process_that_plans_imports_neither_pandas_nor_altair():
    asked = subprocess.run([sys.executable, "-c", PLANNING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"


def test_of_one_place_only_the_last_contents_are_remembered():
    parsed, parses = table_files.Parsed(most=96, of_one=2), []

    def recall(path: str, content: bytes) -> None:
        parsed.recall("table", path, content, lambda: parses.append((path, content)))

    for content in (b"1", b"2", b"1", b"3", b"1"):
        recall("shared", b"")
        recall("own", content)
    assert parses == [("shared", b""), ("own", b"1"), ("own", b"2"), ("own", b"3")]
    recall("own", b"2")
    assert len(parses) == 5


def test_of_all_places_the_last_used_are_remembered():
    parsed, parses = table_files.Parsed(most=2, of_one=2), []
    for path in ("a", "b", "a", "c", "a", "b"):
        parsed.recall("table", path, b"", lambda path=path: parses.append(path))
    assert parses == ["a", "b", "c", "b"]


def test_pandas_keeps_no_reference_to_the_frames_that_were_given_out():
    given = [frames.load_table(ROOT, None, "population") for _ in range(3)]
    given += [each["year"] for each in given]
    remembered = [frame for frame, _ in frames._TYPED.values() if frame.index.name == "population"]
    assert remembered
    for frame in remembered:
        blocks = [*frame._mgr.blocks, frame.index, frame.columns]
        for each in blocks:
            references = getattr(each, "refs", None) or getattr(each, "_references", None)
            assert references is None or not references.has_reference()


def test_the_words_of_a_long_text_are_not_remembered():
    words._remembered.cache_clear()
    words.words_of("Ett ord. " * 100)
    assert words._remembered.cache_info().currsize == 0
    assert words.words_of("Ett ord") is words.words_of("Ett ord")


def test_what_a_notebook_shows_does_not_stay_in_ipython(tmp_path):
    told = []
    cell_runner.run(Task(["print(1)\n2"], str(tmp_path)), lambda *each: told.append(each))
    assert [kind for kind, _ in told] == ["begun", "ended", "finished"]
    assert not HistoryManager.outputs


@pytest.fixture
def library(monkeypatch):
    """A module that the process has imported, with a class of its own."""
    library = ModuleType("some_library")
    library.setting, library.Kind = 1, type("Kind", (), {"method": lambda self: 1})
    monkeypatch.setitem(sys.modules, "some_library", library)
    return library


def seen(state: State) -> list[str]:
    """What is changed of the library; what other tests have imported may load itself when it is looked at."""
    return [each for each in state.changes() if each.startswith(("some_library.", __name__))]


@pytest.mark.parametrize("looks", [1, WHOLE_LOOKS + 2])
def test_a_change_is_seen_however_many_notebooks_went_before(library, looks):
    state = State()
    for _ in range(looks):
        state.note()
        assert seen(state) == []
    state.note()
    library.setting = 2
    library.Kind.method = None
    assert seen(state) == ["some_library.setting", f"{__name__}.Kind.method"]


def test_what_has_come_since_is_looked_at_too(library):
    state = State()
    for number in range(WHOLE_LOOKS + 3):
        state.note()
        assert seen(state) == []
        if number == WHOLE_LOOKS:
            library._private = 1
            assert seen(state) == []
    state.note()
    library._private = 2
    assert seen(state) == ["some_library._private"]


def test_what_the_program_itself_changes_between_notebooks_is_no_notebooks_doing(library):
    state = State()
    for number in range(WHOLE_LOOKS + 3):
        library.setting = number
        state.note()
        assert seen(state) == []
