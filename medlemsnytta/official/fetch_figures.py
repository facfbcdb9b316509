"""What `fetch` does: asks, shows what would change, and writes it when told to; what stood is kept."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from medlemsnytta.commands.console import Console
from medlemsnytta.errors import ExitCode, Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.inputs.tables.frames import REFERENCE_FOLDER, load_table
from medlemsnytta.official import kolada, scb, snapshots
from medlemsnytta.official.http import NoAnswer, Sleep, trust_what_the_system_trusts, without_a_way
from medlemsnytta.official.snapshots import Snapshot

YEARS_OF_KEY_FIGURES = 5
SUBJECTS = ("population", "key_figures")


def fetch(
    root: Path,
    subjects: Sequence[str],
    today: date,
    confirmed: Callable[[], bool],
    *,
    scb_address: str = scb.ADDRESS,
    kolada_address: str = kolada.ADDRESS,
    sleep: Sleep = time.sleep,
) -> int:
    """Fetch each of the subjects; `confirmed` is asked before anything is written. Returns the exit code."""
    console = Console()
    asked = {
        "population": lambda: _population(root, today, scb_address, sleep),
        "key_figures": lambda: _key_figures(root, today, kolada_address, sleep),
    }
    addresses = {"population": scb_address, "key_figures": kolada_address}
    subjects = subjects or SUBJECTS
    trust_what_the_system_trusts()
    obstacles = without_a_way([addresses[subject] for subject in subjects])
    failed = False
    for subject in subjects:
        try:
            if addresses[subject] in obstacles:
                raise obstacles[addresses[subject]]
            snapshot = asked[subject]()
            for line in snapshot.difference.lines:
                console.info(line)
            if not snapshot.difference.anything:
                console.info("  Inget har ändrats, så inget skrivs.")
            elif confirmed():
                for path in _write(root, snapshot):
                    console.info(f"  skrev {path}")
            else:
                console.info("  Inget skrevs.")
        except NoAnswer as lacking:
            failed = True
            where = f"{subject} ({urlsplit(addresses[subject]).hostname})"
            console.problems(f"{subject} hämtades inte:", [Problem(where, lacking.what, lacking.fix)])
        except ProblemsFound as found:
            failed = True
            console.problems(f"{subject} hämtades inte:", found.problems)
    return ExitCode.MENDABLE if failed else ExitCode.DONE


def _population(root: Path, today: date, address: str, sleep: Sleep) -> Snapshot:
    municipalities = load_table(root, None, "municipalities")
    names = dict(zip(municipalities["code"], municipalities["name"], strict=True))
    counts = scb.populations(address, sorted(names), sleep)
    return snapshots.population(root, counts, names, address, today)


def _key_figures(root: Path, today: date, address: str, sleep: Sleep) -> Snapshot:
    listed = load_table(root, None, "key_figures")
    kolada_ids = sorted(set(listed["kolada_id"]) - {""})
    years = range(today.year - YEARS_OF_KEY_FIGURES, today.year)
    return snapshots.key_figures(root, kolada.values(address, kolada_ids, years, sleep), address, today)


def _write(root: Path, snapshot: Snapshot) -> list[str]:
    """The snapshot first, then the table: a table that has changed can always be traced to one."""
    writing.publish(root / snapshots.FOLDER, snapshot.kept)
    written = [f"{snapshots.FOLDER}/{name}" for name in snapshot.kept]
    if snapshot.table is not None:
        writing.publish(root / REFERENCE_FOLDER, {Path(snapshots.POPULATION).name: snapshot.table})
        written.append(snapshots.POPULATION)
    return written
