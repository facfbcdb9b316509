"""pip, in a process that ends when the one that started it does: a killed run leaves no pip behind that goes on laying.

Run by its path, under a Python that may have nothing but pip; its words are pip's. Its standard input is a pipe that
nobody writes to, and that the system closes with the process at its other end.
"""

import os
import runpy
import sys
import threading


def _end_with_the_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_pipe, daemon=True).start()
    runpy.run_module("pip", run_name="__main__", alter_sys=True)
