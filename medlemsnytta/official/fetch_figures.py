"""The official figures of each subject, fetched beside those that stand; written when that is asked for, and what stood is kept."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.inputs.tables.frames import REFERENCE_FOLDER, load_table
from medlemsnytta.official import http, kolada, scb, snapshots
from medlemsnytta.official.http import NoAnswer, Sleep, trust_what_the_system_trusts, without_a_way
from medlemsnytta.official.snapshots import Snapshot

YEARS_OF_KEY_FIGURES = 5
SUBJECTS = ("population", "key_figures")


def fetch(
    root: Path,
    subjects: Sequence[str],
    today: date,
    *,
    scb_address: str = scb.ADDRESS,
    kolada_address: str = kolada.ADDRESS,
    sleep: Sleep = time.sleep,
) -> Iterator[tuple[str, Callable[[], Snapshot]]]:
    """Each of the subjects, or all, with what asks the service for it; that raises ProblemsFound where there is no answer."""
    fetchers = {
        "population": (scb_address, lambda: _population(root, today, scb_address, sleep)),
        "key_figures": (kolada_address, lambda: _key_figures(root, today, kolada_address, sleep)),
    }
    subjects = subjects or SUBJECTS
    trust_what_the_system_trusts()
    obstacles = without_a_way([fetchers[subject][0] for subject in subjects])
    for subject in subjects:
        address, fetcher = fetchers[subject]
        yield subject, partial(_answer, subject, address, obstacles.get(address), fetcher)


def _answer(subject: str, address: str, obstacle: NoAnswer | None, fetcher: Callable[[], Snapshot]) -> Snapshot:
    try:
        if obstacle is not None:
            raise obstacle
        return http.within(http.LONGEST_FETCH_SECONDS, fetcher)
    except NoAnswer as lacking:
        where = f"{subject} ({urlsplit(address).hostname})"
        raise ProblemsFound([Problem(where, lacking.what, lacking.fix)]) from None


def write(root: Path, snapshot: Snapshot) -> list[str]:
    """The snapshot first, then the table: a table that has changed can always be traced to one. Returns the files' paths."""
    writing.publish(root / snapshots.FOLDER, snapshot.kept)
    written = [f"{snapshots.FOLDER}/{name}" for name in snapshot.kept]
    if snapshot.table is not None:
        writing.publish(root / REFERENCE_FOLDER, {Path(snapshots.POPULATION).name: snapshot.table})
        written.append(snapshots.POPULATION)
    return written


def _population(root: Path, today: date, address: str, sleep: Sleep) -> Snapshot:
    municipalities = load_table(root, None, "municipalities")
    names = dict(zip(municipalities["code"], municipalities["name"], strict=True))
    municipal = municipalities.loc[municipalities["type"] == "kommun", "code"]
    counts = scb.populations(address, sorted(municipal), sleep)
    return snapshots.population(root, counts, names, address, today)


def _key_figures(root: Path, today: date, address: str, sleep: Sleep) -> Snapshot:
    listed = load_table(root, None, "key_figures")
    kolada_ids = sorted(set(listed["kolada_id"]) - {""})
    years = range(today.year - YEARS_OF_KEY_FIGURES, today.year)
    return snapshots.key_figures(root, kolada.values(address, kolada_ids, years, sleep), address, today)
