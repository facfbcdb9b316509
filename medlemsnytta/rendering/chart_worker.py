"""Charts drawn by one process for several: V8 takes 80 MB, and a chart a twentieth of a second.

Whoever asks in vain draws it himself, so nothing is lost with the chart worker but memory.
"""

import socket
from multiprocessing.connection import Connection, wait

from medlemsnytta.execution import memory
from medlemsnytta.rendering import vega

OFTEN = 50
"""After so many answers what is free is given back."""


def serve(connection: Connection, address: str) -> None:
    """A chart worker's life, until it is killed: say over `connection` that it listens at `address`, and draw what is asked."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        connection.send("ready")
        asking: list[Connection] = []
        answers = 0
        while True:
            for ready in wait([listener, *asking]):
                if ready is listener:
                    asking.append(Connection(listener.accept()[0].detach()))
                elif not _answered(ready):
                    asking.remove(ready)
                answers += 1
                if answers % OFTEN == 0:
                    memory.release_memory()


def _answered(asking: Connection) -> bool:
    """One question answered; false where the one who asked is gone."""
    try:
        step, text = asking.recv()
        try:
            answer = vega.done_here(step, text), None
        except Exception as error:
            answer = None, error
        asking.send(answer)
    except (EOFError, OSError):
        asking.close()
        return False
    return True


class ChartWorker:
    """The chart worker at an address, as one asks it: what `vega.done_by` takes."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: Connection | None = None

    def __call__(self, step: str, text: str) -> str:
        try:
            connection = self._connection = self._connection or self._connected()
            connection.send((step, text))
            answer, error = connection.recv()
        except (EOFError, OSError):
            return vega.done_here(step, text)
        if error is not None:
            raise error
        return answer

    def _connected(self) -> Connection:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(self._address)
            return Connection(asking.detach())
