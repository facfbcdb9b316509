"""What is called in a process of its own answers, or is ended: after its time, and above its memory."""

import os
import time

import pytest

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.execution import bounded

pytestmark = pytest.mark.slow


def doubled(number: int) -> int:
    return 2 * number


def refused() -> None:
    raise ProblemsFound([Problem("x", "fel.", "Rätta.")])


def broken() -> None:
    raise KeyError("x")


def busy() -> None:
    while True:
        pass


def idle() -> None:
    time.sleep(600)


def filled() -> int:
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.001)


def test_an_answer_and_our_own_errors_come_back():
    assert bounded.call(doubled, 21) == 42
    with pytest.raises(ProblemsFound, match="fel"):
        bounded.call(refused)
    with pytest.raises(ValueError, match="KeyError"):
        bounded.call(broken)


def test_what_takes_too_long_or_too_much_or_dies_is_ended():
    for endless in (busy, idle):
        with pytest.raises(bounded.TooMuch, match="mer än 1 sekunder"):
            bounded.call(endless, seconds=1)
    with pytest.raises(bounded.TooMuch, match="mer än 300 MB"):
        bounded.call(filled, memory=300_000_000)
    with pytest.raises(bounded.TooMuch, match="avslutades"):
        bounded.call(os._exit, 3)
