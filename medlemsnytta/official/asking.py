"""How a service is asked: again after a while where that may help, and never for longer than a person waits."""

import re
import threading
from collections.abc import Callable
from typing import TypeVar

import requests

Answer = TypeVar("Answer")
Sleep = Callable[[float], None]

TRIES = 4
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 180.0


class NoAnswer(Exception):
    """The service gave no answer that can be used; `what` and the `fix` are in Swedish."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


class ChangedShape(NoAnswer):
    """The service answers, but not in the form it had: asking again is no help."""

    def __init__(self, detail: str) -> None:
        fix = "Tjänsten kan ha gjorts om. De siffror som finns är orörda; säg till den som sköter programmet."
        super().__init__(f"svaret har inte den form som väntades ({detail}).", fix)


def patiently(ask: Callable[[], Answer], sleep: Sleep) -> Answer:
    """The answer; a service that is busy, down or cut off is asked again, each time after twice as long."""
    pause = FIRST_PAUSE_SECONDS
    for attempt in range(1, TRIES + 1):
        try:
            return within(LONGEST_WAIT_SECONDS, ask)
        except requests.exceptions.RequestException as error:
            if attempt == TRIES or _is_refusal(error):
                raise _no_answer(error) from error
            sleep(max(pause, _asked_to_wait(error)))
        pause *= 2
    raise AssertionError("the last attempt returns or raises")


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """The answer, or NoAnswer when it takes too long; a library that never gives up is left behind in its thread."""
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(ask())
        except BaseException as error:  # whatever it is belongs to the one who waits
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise NoAnswer("tjänsten svarar inte.", "Försök igen senare. De siffror som finns är orörda.")
    return answers[0]


def _asked_to_wait(error: requests.exceptions.RequestException) -> float:
    """The seconds that the service asks for, within reason; 0 where it asks for none."""
    headers = {} if error.response is None else error.response.headers
    asked = headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE_SECONDS) if asked.isdecimal() else 0.0


def _is_refusal(error: requests.exceptions.RequestException) -> bool:
    """True of an answer that says the question itself is wrong (400–499, but for 429: too many questions)."""
    status = getattr(error.response, "status_code", None)
    if status is None and (said := re.match(r"Error ([0-9]{3})", str(error))):
        status = int(said[1])
    return status is not None and 400 <= status < 500 and status != 429


def _no_answer(error: requests.exceptions.RequestException) -> NoAnswer:
    if _is_refusal(error):
        return ChangedShape("frågan avvisades")
    reason = "förbindelsen bröts eller saknas" if error.response is None else f"fel {error.response.status_code}"
    return NoAnswer(f"tjänsten gav inget svar ({reason}).", "Försök igen senare. De siffror som finns är orörda.")
