"""A module run as `python -m` would, that ends, with all that it has started, when the process which started it does.

Run by its path under a Python that may have nothing but its own library: `ending_with_parent.py MODULE WORD ...`. Its
standard input is a pipe that nobody writes to, and that the system closes with the process at its other end. Where there
are process groups it must lead one of its own.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading


def _end_with_the_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(os.getpid())], capture_output=True)
    else:
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_pipe, daemon=True).start()
    sys.argv[:] = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
