"""Key figures from Kolada's API v3, unprocessed, page by page; only this module knows its shape."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from medlemsnytta.official.http import TIMEOUT_SECONDS, ChangedShape, Sleep, patiently

ADDRESS = "https://api.kolada.se/v3"
MAX_PAGES = 200
TOTAL = "T"
"""Both sexes together."""

_YEARS = range(1900, 2101)
_TEXTS = re.compile(r"[A-Z]\d{5}\|[A-Z]?\d{4,6}\|[\w .]{0,40}")
"""What an answer may say as the key figure's id, the municipality's code and the status; a table is made of it."""


@dataclass(frozen=True)
class Value:
    """One key figure of one municipality and year, as Kolada gives it; None where it has no value."""

    kolada_id: str
    code: str
    year: int
    value: float | None
    status: str


def values(address: str, kolada_ids: Sequence[str], years: Sequence[int], sleep: Sleep) -> list[Value]:
    """The key figures of every municipality that Kolada has; raises NoAnswer."""
    session = requests.Session()
    kpis, periods = ",".join(kolada_ids), ",".join(str(year) for year in years)
    page: str | None = f"{address}/data/kpi/{kpis}/year/{periods}"
    found: list[Value] = []
    for _ in range(MAX_PAGES):
        answer = patiently(lambda page=page: _answer(session, page), sleep)
        found.extend(_values(answer))
        page = answer.get("next_page") or answer.get("next_url")
        if not page:
            return found
        if not str(page).startswith(address):
            raise ChangedShape("nästa sida ligger någon annanstans")
    raise ChangedShape(f"fler än {MAX_PAGES} sidor")


def _answer(session: requests.Session, page: str) -> Mapping[str, Any]:
    response = session.get(page, timeout=TIMEOUT_SECONDS)
    response.raise_for_status()
    try:
        answer = response.json()
    except requests.exceptions.JSONDecodeError as error:
        raise requests.exceptions.ConnectionError("truncated") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("values"), list):
        raise ChangedShape("listan values saknas")
    return answer


def _values(answer: Mapping[str, Any]) -> Iterator[Value]:
    try:
        for row in answer["values"]:
            for part in row["values"]:
                if part["gender"] == TOTAL:
                    value = None if part["value"] is None else float(part["value"])
                    texts = [str(row["kpi"]), str(row["municipality"]), str(part.get("status") or "")]
                    if not _TEXTS.fullmatch("|".join(texts)) or row["period"] not in _YEARS:
                        raise ValueError("no id, code, status and year")
                    if value is not None and (isinstance(part["value"], bool) or not math.isfinite(value)):
                        raise ValueError("no number")
                    yield Value(texts[0], texts[1], int(row["period"]), value, texts[2])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ChangedShape(type(error).__name__) from error
