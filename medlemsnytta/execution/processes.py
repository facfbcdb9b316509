"""New Python processes that are given work over a connection: begun anew, never forked, so the same on every system.

One ends when its work is done, when it is ended, and at once when the process that began it is gone.
"""

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import Pipe
from typing import Any

from medlemsnytta.execution import memory, slow_imports
from medlemsnytta.files import program

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

Work = Callable[..., None]
"""A function of a module, which the new process imports; it is called with its `Inbox` first."""


def variables(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment variables of a process that runs notebooks, beside those that are `inherited`."""
    return {
        **program.python_path(inherited),
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


class Process:
    """A new process at `work`: what it sends comes by `connection`."""

    def __init__(self, work: Work, *arguments: Any) -> None:
        self.connection, theirs = Pipe()
        with contextlib.closing(theirs):
            self._process = _begun(theirs.fileno())
        # A process that has ended already is told by its silence, as one that ends later.
        with contextlib.suppress(OSError):
            self.connection.send((work, arguments))

    def send(self, message: Any) -> None:
        """Send it, or nothing where the process has ended, which `messages` tells."""
        with contextlib.suppress(OSError):
            self.connection.send(message)

    def messages(
        self, timeout: float | None = None, meanwhile: deque[Callable[[], None]] | None = None
    ) -> Iterator[Any]:
        """What it sends until it ends; raises TimeoutError after `timeout` seconds of silence.

        What is to be done `meanwhile` is done where there is nothing to take yet, one thing at a time.
        """
        while True:
            while meanwhile and not self.connection.poll(0):
                meanwhile.popleft()()
            if not self.connection.poll(timeout):
                break
            message = received(self.connection)
            if message is None:
                return
            yield message
        raise TimeoutError

    def status(self) -> int | None:
        """Its exit code, or minus the signal that ended it; None where it goes on."""
        return self._process.poll()

    def ended(self) -> int:
        """Wait for its end, which has begun: its exit code, or minus the signal that ended it."""
        return self._process.wait()

    def used(self) -> tuple[int, float]:
        """Bytes of the machine's memory that it holds now, and the seconds that a processor has worked for it; none where
        it has ended."""
        import psutil

        try:
            process = psutil.Process(self._process.pid)
            times = process.cpu_times()
            return int(process.memory_info().rss), float(times.user + times.system)
        except psutil.Error:
            return 0, 0.0

    def close(self) -> None:
        """End it at once, if it has not ended."""
        self._process.kill()
        self.connection.close()
        self._process.wait()


def received(connection: Connection) -> Any:
    """The next message, or None where the other end is gone."""
    try:
        return connection.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        # It died before a message or in the middle of one.
        return None


class Inbox:
    """What the process at work is sent, and the way to answer. When the sender is gone, this process ends at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._messages: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="inbox", daemon=True).start()

    def next(self) -> Any:
        return self._messages.get()

    def send(self, message: Any) -> None:
        self._connection.send(message)

    def _listen(self) -> None:
        try:
            while True:
                self._messages.put(self._connection.recv())
        except (EOFError, OSError):
            pass
        except Exception:
            traceback.print_exc()
        finally:
            # What it has among the temporary files goes with the next run's tidying.
            os._exit(1)


def _begun(handle: int) -> "subprocess.Popen[bytes]":
    """A Python that serves the connection with that handle; Ctrl-C in the terminal does not reach it."""
    first = f"import sys; sys.path.insert(0, {str(program.IMPORTED_FROM)!r})"
    command = [sys.executable, "-c", f"{first}; from {__name__} import serve; serve({handle})"]
    more: dict[str, Any] = {"pass_fds": (handle,), "start_new_session": True}
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        more = {
            "startupinfo": subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP,
        }
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # The folder that is now the current one may be a temporary one, which goes.
        cwd=program.IMPORTED_FROM,
        env={**os.environ, **variables(os.environ)},
        **more,
    )


def serve(handle: int) -> None:
    """In the new process: do the one piece of work that it is sent, and end."""
    memory.collect_seldom()
    slow_imports.skip_slow_imports()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(handle)
    try:
        work, arguments = connection.recv()
        work(Inbox(connection), *arguments)
    except (BrokenPipeError, EOFError):
        return
