"""A process that is begun or forked while somebody says Ctrl-C ends without a word of its own, and leaves nothing."""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from systems import FORK

from medlemsnytta.execution import fork_server

pytestmark = [FORK, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]


def run(code: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], input=given, env=environment, capture_output=True, timeout=60)


def test_a_fork_server_whose_folder_is_gone_ends_quietly(tmp_path):
    code = (
        f"from medlemsnytta.execution import fork_server as forks; forks.serve_forks({str(tmp_path / 'borta' / 's')!r})"
    )
    done = run(code, pickle.dumps(None))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_fork_server_that_was_interrupted_as_it_began_is_ended_and_its_folder_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun = []

    class Noted(subprocess.Popen):
        def __init__(self, *words: object, **more: object) -> None:
            super().__init__(*words, **more)
            begun.append(self)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Noted)
    monkeypatch.setattr(pickle, "dump", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fork_server.ForkServer()
    ended = [process.poll() is not None for process in begun]
    for process in begun:
        process.kill()
        process.wait()
    assert ended == [True]
    assert list(tmp_path.iterdir()) == []


def test_a_fork_that_is_interrupted_before_its_work_does_not_answer_in_its_parents_place():
    done = run(
        """
import os, signal
from medlemsnytta.execution import fork_server as forks

def forked(fork=os.fork):
    pid = fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGINT)
    return pid

os.fork = forked
try:
    child = forks.fork_here((repr, ()))
    list(child.messages())
    print(child.status, signal.pthread_sigmask(signal.SIG_BLOCK, []), flush=True)
except KeyboardInterrupt:
    os.write(1, b"the copy answered")
"""
    )
    assert done.stdout == b"0 set()\n", done.stderr


def test_a_fork_server_ends_without_a_warning_where_all_warnings_are_shown(monkeypatch, capfd):
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    server = fork_server.ForkServer()
    server.close()
    assert capfd.readouterr().err == ""
