"""A function called in a process of its own, which is ended when it takes too long or too much memory.

For reading files that may come from anywhere: whatever a library does with one, the one who asked gets an answer.
"""

import time
from collections.abc import Callable
from typing import Any

from medlemsnytta.errors import MedlemsnyttaError
from medlemsnytta.execution.processes import Inbox, Process, received

SECONDS = 60.0
"""Of a processor's work; ten times as long may pass on a machine that has other things to do."""
MOST_MEMORY = 1_000_000_000
"""Bytes; beside what the libraries take, which is a tenth of it."""

_BETWEEN_LOOKS = 0.02


class TooMuch(MedlemsnyttaError):
    """The function was ended, or its process died, before it was done; `why` in Swedish."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def call(function: Callable[..., Any], *arguments: Any, seconds: float = SECONDS, memory: int = MOST_MEMORY) -> Any:
    """What a module's `function` returns; raises what it raises where that is an error of ours, else ValueError, or TooMuch."""
    process, end = Process(_answer, function, *arguments), time.monotonic() + 10 * seconds
    try:
        while not process.connection.poll(_BETWEEN_LOOKS):
            held, worked = process.used()
            if worked > seconds or time.monotonic() > end:
                raise TooMuch(f"den tog mer än {seconds:.0f} sekunder att läsa")
            if held > memory:
                raise TooMuch(f"den tog mer än {memory // 1_000_000} MB minne att läsa")
        answer = received(process.connection)
    finally:
        process.close()
    if answer is None:
        raise TooMuch("programmet som läste den avslutades av systemet")
    result, error = answer
    if error is not None:
        raise error
    return result


def _answer(inbox: Inbox, function: Callable[..., Any], *arguments: Any) -> None:
    try:
        inbox.send((function(*arguments), None))
    except MedlemsnyttaError as error:
        inbox.send((None, error))
    except MemoryError:
        inbox.send((None, TooMuch("minnet räckte inte för att läsa den")))
    except Exception as error:
        # A damaged file makes libraries raise whatever they like.
        inbox.send((None, ValueError(f"{type(error).__name__}: {error}"[:500])))
