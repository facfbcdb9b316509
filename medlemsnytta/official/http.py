"""How a service is asked: again after a while where that may help, and never for longer than a person waits."""

import os
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import requests
import truststore
import urllib3.util.ssl_
from requests.adapters import HTTPAdapter

from medlemsnytta.installation.connections import BROKEN, NO_ANSWER, ConnectionProblem, problem_behind

Answer = TypeVar("Answer")
Sleep = Callable[[float], None]

TRIES = 4
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 180.0
LONGEST_FETCH_SECONDS = 1_200.0
"""For all questions of one subject, however many pages a slow service divides its answer into."""
REACH_SECONDS = 7.0
MOST_BYTES = 32_000_000
"""How much an answer may be; the largest that are asked for are one or two million."""
TIMEOUT_SECONDS = (4.0, 30.0)
"""To connect to one of a service's addresses, and for the next part of its answer."""


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


class _Certificates(truststore.SSLContext):
    """What the system trusts, and the files that the environment names, which pxwebpy's session does not look at."""

    def __init__(self, protocol: int) -> None:
        super().__init__(protocol)
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
            if os.path.isfile(path := os.environ.get(name, "")):
                self.load_verify_locations(path)


def trust_what_the_system_trusts() -> None:
    """Let every connection from here on trust the system's certificates, where an organisation puts its own.

    No answer is read without end either; pxwebpy makes a session of its own and asks it at once.
    """
    urllib3.util.ssl_.SSLContext = _Certificates  # as truststore.inject_into_ssl does
    requests.sessions.HTTPAdapter = _Bounded


def without_a_way(addresses: Sequence[str]) -> dict[str, NoAnswer]:
    """The addresses that no question would get through to, and why; all are tried at once, for REACH_SECONDS."""
    with ThreadPoolExecutor() as pool:
        found = zip(addresses, pool.map(_obstacle, addresses), strict=True)
        return {address: obstacle for address, obstacle in found if obstacle}


def _obstacle(address: str) -> NoAnswer | None:
    """What is in the way, where waiting is no help; what may pass is left to those who ask, and ask again."""
    try:
        within(REACH_SECONDS, lambda: requests.head(address, timeout=(TIMEOUT_SECONDS[0], REACH_SECONDS)))
    except NoAnswer as late:
        return late
    except OSError as error:  # requests' own errors are such, and so is a file of certificates that is not there
        trouble = problem_behind(error)
        return _told(trouble) if trouble and (trouble.lasting or trouble is NO_ANSWER) else None
    return None


class _Bounded(HTTPAdapter):
    """Reads an answer to its end, but no more of it than MOST_BYTES, unpacked, whatever it says of its size."""

    def send(self, *arguments: Any, **named: Any) -> requests.Response:
        response = super().send(*arguments, **named)
        read = bytearray()
        for part in response.iter_content(1 << 16):
            read += part
            if len(read) > MOST_BYTES:
                response.close()
                raise ChangedShape(f"svaret är större än {MOST_BYTES // 1_000_000} MB")
        response._content = bytes(read)
        return response


def patiently(ask: Callable[[], Answer], sleep: Sleep) -> Answer:
    """The answer; a service that is busy, down or cut off is asked again, each time after twice as long."""
    pause = FIRST_PAUSE_SECONDS
    for attempt in range(1, TRIES + 1):
        try:
            return within(LONGEST_WAIT_SECONDS, ask)
        except NoAnswer:
            raise
        except requests.exceptions.RequestException as error:
            trouble = problem_behind(error)
            if attempt == TRIES or _is_refusal(error) or (trouble and trouble.lasting):
                raise _no_answer(error, trouble) from error
            sleep(max(pause, _asked_to_wait(error)))
        except Exception as error:  # whatever a library makes of an answer that nobody has foreseen
            raise ChangedShape(type(error).__name__) from error
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
        raise _told(NO_ANSWER)
    return answers[0]


def _asked_to_wait(error: requests.exceptions.RequestException) -> float:
    """The seconds that the service asks for, within reason; 0 where it asks for none."""
    headers = {} if error.response is None else error.response.headers
    asked = headers.get("Retry-After", "")
    return min(float(asked[:9]), LONGEST_PAUSE_SECONDS) if asked.isdecimal() else 0.0


def _is_refusal(error: requests.exceptions.RequestException) -> bool:
    """True of an answer that says the question itself is wrong (400–499, but for 429: too many questions)."""
    status = getattr(error.response, "status_code", None)
    if status is None and (said := re.match(r"Error ([0-9]{3})", str(error))):
        status = int(said[1])
    return status is not None and 400 <= status < 500 and status != 429


def _no_answer(error: requests.exceptions.RequestException, trouble: ConnectionProblem | None) -> NoAnswer:
    if trouble is None and _is_refusal(error):
        return ChangedShape("frågan avvisades")
    return _told(trouble or BROKEN)


def _told(trouble: ConnectionProblem) -> NoAnswer:
    return NoAnswer(trouble.what, f"{trouble.fix} De siffror som finns är orörda.")
