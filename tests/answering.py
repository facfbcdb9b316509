"""The questions about names in a project that tests have changed, answered with the rows that the message gives."""

import csv
import io
from pathlib import Path

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.pages import report


def answer(root: Path, name: str) -> None:
    """Add the rows that the report `name` is asked for to its table of exceptions, which does not exist yet, with a reason."""
    try:
        report.page(root, name).check()
    except ProblemsFound as found:
        asking = [problem for problem in found.problems if problem.rows]
    else:
        return
    for problem in asking:
        rows = list(csv.DictReader(io.StringIO("\n".join(problem.rows))))
        with (root / problem.where).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row | {"reason": "påhittat"} for row in rows)
