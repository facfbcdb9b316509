"""Fresh processes on demand: forked from one that has everything imported and never draws, or from this one.

A process that has used V8 must never be forked; it hangs. So a worker that draws asks a *fork server*, and a process that
has not drawn yet may fork itself, once, which costs least when there is one report alone.
"""

import contextlib
import os
import pickle
import selectors
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from medlemsnytta.execution import slow_imports
from medlemsnytta.files import program
from medlemsnytta.files.temporary import temporary_folder

PRELOADED = (
    "medlemsnytta.pages.opening",
    "medlemsnytta.presentation.charts",
    "medlemsnytta.presentation.sections",
    "medlemsnytta.execution.cell_runner",
    "medlemsnytta.execution.notebooks",
    # What workers write reports with: imported here once, they share its memory.
    "medlemsnytta.pages.pipeline",
    "medlemsnytta.pages.personal_data_check",
    "medlemsnytta.execution.engines",
    "medlemsnytta.rendering.html",
    "medlemsnytta.rendering.ipynb",
    "medlemsnytta.rendering.pdf",
    "pikepdf",
    "pypdfium2",
)
"""Modules that every fork finds imported. None of them may start V8."""

AVAILABLE = hasattr(os, "fork") and sys.platform != "darwin"
"""On a Mac a process that has loaded system frameworks may not be forked."""

Task = tuple[str, tuple[Any, ...]]
"""A function, as "module:function", and its arguments; a fork calls it with the connection first."""


class Child:
    """A forked process at work: what it tells, and how it ended."""

    def __init__(self, connection: Connection, pid: int, own: bool) -> None:
        self.connection, self.pid, self._own = connection, pid, own
        self.status: int | None = None

    def messages(self, timeout: float | None = None) -> Iterator[Any]:
        """What the child tells, until it ends; raises TimeoutError after `timeout` seconds of silence."""
        while self.connection.poll(timeout):
            try:
                message = self.connection.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                # A child that died in the middle of a word.
                break
            if isinstance(message, Ended):
                self.status = message.status
                break
            yield message
        else:
            raise TimeoutError
        self._reap()

    def _reap(self) -> None:
        if self._own and self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, if it has not ended."""
        if self.status is None:
            self.kill()
            self._reap()
        self.connection.close()


class Ended:
    """The fork server's last word of a child: its exit code, or minus the signal that ended it."""

    def __init__(self, status: int) -> None:
        self.status = status


class ForkServer:
    """A process with everything imported, asked over a socket for forks of itself; what it did `ahead` they remember."""

    def __init__(self, ahead: Task | None = None) -> None:
        self._kept = contextlib.ExitStack()
        self.address = str(self._kept.enter_context(temporary_folder()) / "s")
        first = f"import sys; sys.path.insert(0, {str(program.IMPORTED_FROM)!r})"
        code = f"{first}; import {__name__} as f; f._tend({self.address!r})"
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        try:
            with contextlib.suppress(BrokenPipeError):
                pickle.dump(ahead, self._process.stdin)
                self._process.stdin.flush()
            if self._process.stdout.readline() != b"ready\n":
                raise RuntimeError("the process that notebooks are forked from did not start")
        except BaseException:
            # It has no children yet, and would miss the folder of its address.
            self._process.kill()
            self.close()
            raise

    def fork(self, task: Task) -> Child:
        return fork_from(self.address, task)

    def close(self) -> None:
        """End it and everything forked from it."""
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._kept.close()


def fork_from(address: str, task: Task) -> Child:
    """Ask the fork server at `address` for a fork that does `task`."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address)
        connection = Connection(asking.detach())
    connection.send(task)
    return Child(connection, connection.recv(), own=False)


def fork_here(task: Task) -> Child:
    """Fork this process, which must not have drawn anything."""
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    # Ctrl-C is this process's to answer, and no copy of it may answer before it has come to its own work.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    pid = os.fork()
    if pid == 0:
        ours.close()
        _work(Connection(theirs.detach()), task)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return Child(Connection(ours.detach()), pid, own=True)


def may_fork_here() -> bool:
    """Whether this process can be forked without harm: nothing drawn, nothing running beside."""
    return AVAILABLE and "vl_convert" not in sys.modules and threading.active_count() == 1


def _work(connection: Connection, task: Task) -> None:
    """Do `task` in this forked process, and end it without a way back."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        named(task[0])(connection, *task[1])
        code = 0
    finally:
        os._exit(code)


def named(function: str) -> Callable[..., Any]:
    """The function that "module:function" names, in whichever process."""
    module, _, name = function.partition(":")
    return getattr(import_module(module), name)


def _tend(address: str) -> None:
    """The fork server's life: fork for each that asks, tell how each fork ended, die with the one who started it."""
    slow_imports.skip_slow_imports()
    ahead: Task | None = pickle.load(sys.stdin.buffer)
    for module in PRELOADED:
        import_module(module)
    _warm(ahead)
    children: dict[int, Connection] = {}
    awake, woken = socket.socketpair()
    for end in (awake, woken):
        end.setblocking(False)
    signal.set_wakeup_fd(awake.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with awake, woken, socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        try:
            listener.bind(address)
        except FileNotFoundError:
            # Whoever began this was killed, and the next run has taken its folder away.
            signal.set_wakeup_fd(-1)
            return
        listener.listen()
        for source in (listener, woken, sys.stdin.fileno()):
            selector.register(source, selectors.EVENT_READ)
        os.write(sys.stdout.fileno(), b"ready\n")
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if sys.stdin.fileno() in ready:
                signal.set_wakeup_fd(-1)
                break
            if woken in ready:
                woken.recv(4096)
                _tell_of_the_ended(children)
            if listener in ready:
                asked = listener.accept()[0]
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    selector.close()
                    listener.close()
                    for other in children.values():
                        other.close()
                    _answer(asked)
                children[pid] = Connection(asked.detach())
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _answer(asked: socket.socket) -> None:
    asked.setblocking(True)
    connection = Connection(asked.detach())
    try:
        task = connection.recv()
        connection.send(os.getpid())
    except (EOFError, OSError):
        os._exit(1)
    _work(connection, task)


def _tell_of_the_ended(children: dict[int, Connection]) -> None:
    while children:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        connection = children.pop(pid)
        with contextlib.suppress(OSError):
            connection.send(Ended(os.waitstatus_to_exitcode(status)))
        connection.close()


def _warm(ahead: Task | None = None) -> None:
    """What is slow the first time and the same for all, done before anybody forks."""
    import gc

    from medlemsnytta.execution import cell_runner
    from medlemsnytta.pages import warm

    cell_runner.new_shell()
    warm.make_ready_to_run()
    if ahead:
        # It is done for the time alone: whoever needs it for more tells what is wrong.
        with contextlib.suppress(Exception):
            named(ahead[0])(*ahead[1])
    gc.collect()
    gc.freeze()
    # A fork lives a second: looking for circles after every 700 objects would take a tenth of it.
    gc.set_threshold(50_000, 20, 20)


_own: list[ForkServer] = []


def own_fork_server(ahead: Callable[[], Task | None] = lambda: None) -> ForkServer:
    """The fork server of a process that was given no other, such as a worker of a cluster; it dies with the process.

    `ahead` is asked, when the fork server starts, what is well done there first.
    """
    import atexit

    if not _own:
        _own.append(ForkServer(ahead()))
        atexit.register(_own[0].close)
    return _own[0]


Fork = Callable[[Task], Child]
