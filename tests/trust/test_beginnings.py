"""`new` and `init` killed on the way: nothing, or what they promise; run again, they go on to the same files."""

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path

import faults
import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.starting.new_report import begin
from medlemsnytta.starting.working_folder import lay_out
from tests.systems import FORK

pytestmark = [pytest.mark.trust, FORK]


def _new(root: Path) -> None:
    begin(root, "botkyrka", 2026, ["sekom"], ["nytt nät"], as_csv=True)


def _new_in_excel(root: Path) -> None:
    begin(root, "botkyrka", 2026, ["sekom"], ["nytt nät"])


def _init(root: Path) -> None:
    lay_out(root, notebooks=True)


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _killed_at(step: int, patch: pytest.MonkeyPatch, run: Callable[[], None]) -> bool:
    """Run it in a process that ends itself at the step; False where it came to its end before that."""
    child = os.fork()
    if not child:
        faults.Steps(step, faults.killed).install(patch)
        run()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize(("begins", "apart"), [(_new, 11), (_new_in_excel, 3), (_init, 5)])
def test_killed_on_the_way(tmp_path, monkeypatch, counted, begins, apart):
    whole = tmp_path / "whole"
    whole.mkdir()
    begins(whole)
    expected, killed = _files(whole), 0
    for step in count(0, apart):
        root = tmp_path / f"killed-{step}"
        root.mkdir()
        if not _killed_at(step, monkeypatch, lambda root=root: begins(root)):
            break
        left = {path: content for path, content in _files(root).items() if "partial" not in path}
        assert {path: expected[path] for path in left} == left
        if any(path.startswith("data/botkyrka/") for path in left):
            assert {path for path in expected if path.startswith("data/botkyrka/")} <= set(left)
        if "params/botkyrka-2026.yaml" in left:
            with pytest.raises(ProblemsFound, match="finns redan"):
                begins(root)
        else:
            begins(root)
        assert {path: content for path, content in _files(root).items() if "params/." not in path} == expected
        killed += 1
    assert _files(root) == expected
    counted(f"faults: {begins.__name__.strip('_')} killed on the way, files lost or half", f"{killed}, 0")
    assert killed > 9
