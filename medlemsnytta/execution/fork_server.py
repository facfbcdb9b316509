"""Fresh processes on demand: forked from a server that has everything imported and never draws, or from this process.

A process that has used V8 must never be forked: the fork hangs. So a worker that draws asks the *fork server*, and a
process that has not drawn yet may fork itself, once, which is the cheapest way when there is a single report.
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
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from medlemsnytta.execution import slow_imports
from medlemsnytta.files import program
from medlemsnytta.files.temporary import temporary_folder

AVAILABLE = hasattr(os, "fork") and sys.platform != "darwin"
"""On a Mac a process that has loaded system frameworks may not be forked."""

Task = tuple[Callable[..., None], tuple[Any, ...]]
"""A function and its arguments, pickled by reference; a fork calls it with its connection as the first argument."""

WarmUp = tuple[Callable[..., None], tuple[Any, ...]]
"""A function and its arguments, called once in the fork server before it forks. It may not start V8."""


class Child:
    """A forked process at work: the messages it sends, and how it ended."""

    def __init__(self, connection: Connection, pid: int, own: bool) -> None:
        self.connection, self.pid, self._own = connection, pid, own
        self.status: int | None = None

    def messages(self, timeout: float | None = None) -> Iterator[Any]:
        """The messages of the child until it ends; raises TimeoutError after `timeout` seconds of silence."""
        while self.connection.poll(timeout):
            try:
                message = self.connection.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                # The child died in the middle of a message.
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
    """The fork server's last message about a child: its exit code, or minus the signal that ended it."""

    def __init__(self, status: int) -> None:
        self.status = status


class ForkServer:
    """A process that forks itself on request, over a socket; every fork has in memory what `warm_up` imported and worked out."""

    def __init__(self, warm_up: WarmUp | None = None) -> None:
        self._kept = contextlib.ExitStack()
        self.address = str(self._kept.enter_context(temporary_folder()) / "s")
        first = f"import sys; sys.path.insert(0, {str(program.IMPORTED_FROM)!r})"
        code = f"{first}; import {__name__} as f; f.serve_forks({self.address!r})"
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
                pickle.dump(warm_up, self._process.stdin)
                self._process.stdin.flush()
            if self._process.stdout.readline() != b"ready\n":
                raise RuntimeError("the process that notebooks are forked from did not start")
        except BaseException:
            # It has no children yet, and the folder of its socket is about to be removed.
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
    """Ask the fork server at `address` for a fork that runs `task`."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(address)
        connection = Connection(client.detach())
    connection.send(task)
    return Child(connection, connection.recv(), own=False)


def fork_here(task: Task) -> Child:
    """Fork this process, which must not have drawn anything, to run `task`."""
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    # Ctrl-C is handled by this process alone, so the copy must not receive it before it ignores it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    pid = os.fork()
    if pid == 0:
        ours.close()
        connection = Connection(theirs.detach())
        _run_and_exit(connection, lambda: task)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return Child(Connection(ours.detach()), pid, own=True)


def may_fork_here() -> bool:
    """Whether this process can be forked safely: nothing drawn, no other thread."""
    return AVAILABLE and "vl_convert" not in sys.modules and threading.active_count() == 1


def _run_and_exit(connection: Connection, task: Callable[[], Task]) -> NoReturn:
    """Run `task` in this forked process and end it, so that nothing of its parent's code runs in it."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        function, arguments = task()
        function(connection, *arguments)
        code = 0
    finally:
        os._exit(code)


def serve_forks(address: str) -> None:
    """The fork server's loop: fork for every request, report how each fork ended, end when standard input is closed."""
    slow_imports.skip_slow_imports()
    # To unpickle a function is to import its module.
    _prepare(pickle.load(sys.stdin.buffer))
    children: dict[int, Connection] = {}
    wakeup, woken = socket.socketpair()
    for end in (wakeup, woken):
        end.setblocking(False)
    signal.set_wakeup_fd(wakeup.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with wakeup, woken, socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        try:
            listener.bind(address)
        except FileNotFoundError:
            # The process that started this one was killed, and the next run has removed its temporary folder.
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
                _report_ended(children)
            if listener in ready:
                client = listener.accept()[0]
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    selector.close()
                    listener.close()
                    for other in children.values():
                        other.close()
                    _answer_request(client)
                children[pid] = Connection(client.detach())
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _answer_request(client: socket.socket) -> NoReturn:
    client.setblocking(True)
    connection = Connection(client.detach())
    try:
        connection.send(os.getpid())
    except OSError:
        os._exit(1)
    _run_and_exit(connection, connection.recv)


def _report_ended(children: dict[int, Connection]) -> None:
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


def _prepare(warm_up: WarmUp | None) -> None:
    """What is slow the first time and the same for every fork, done once before the first."""
    import gc

    from medlemsnytta.execution import cell_runner

    cell_runner.new_shell()
    if warm_up:
        function, arguments = warm_up
        function(*arguments)
    gc.collect()
    gc.freeze()
    # A fork lives for a second; garbage collection after every 700 new objects would take a tenth of it.
    gc.set_threshold(50_000, 20, 20)


_own: list[ForkServer] = []


def own_fork_server(warm_up: WarmUp | None = None) -> ForkServer:
    """The fork server of a process that was given no other, such as a cluster's worker; it ends with the process.

    The first call starts it, with its `warm_up`.
    """
    import atexit

    if not _own:
        _own.append(ForkServer(warm_up))
        atexit.register(_own[0].close)
    return _own[0]


Fork = Callable[[Task], Child]
