"""Charts drawn by one process for several: V8 takes 80 MB, and a chart a twentieth of a second.

A process whose chart worker does not answer draws the chart itself, at the cost of a V8 of its own.
"""

import socket
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from medlemsnytta.rendering import vega

ANSWERS_BETWEEN_RELEASES = 50


def serve(connection: Connection, address: str, release_memory: Callable[[], None]) -> None:
    """Listen at `address`, say so over `connection`, and draw what is asked for, until killed.

    `release_memory` is called now and then.
    """
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        connection.send("ready")
        clients: list[Connection] = []
        answers = 0
        while True:
            for ready in wait([listener, *clients]):
                if ready is listener:
                    clients.append(Connection(listener.accept()[0].detach()))
                elif not _answered(ready):
                    clients.remove(ready)
                answers += 1
                if answers % ANSWERS_BETWEEN_RELEASES == 0:
                    release_memory()


def _answered(client: Connection) -> bool:
    """Answer one request; false where the client is gone."""
    try:
        step, text = client.recv()
        try:
            answer = vega.done_here(step, text), None
        except Exception as error:
            answer = None, error
        client.send(answer)
    except (EOFError, OSError):
        client.close()
        return False
    return True


class ChartWorker:
    """A client of the chart worker at an address: what `vega.done_by` takes."""

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
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(self._address)
            return Connection(client.detach())
