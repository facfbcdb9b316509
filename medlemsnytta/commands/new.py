"""What is said when a report has been begun: where the files are, what is known, and what to do next."""

from collections.abc import Sequence
from pathlib import Path

from medlemsnytta.commands.console import Console
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files.program import COMMAND
from medlemsnytta.starting.new_report import begin


def begin_report(root: Path, municipality: str, year: int, networks: Sequence[str], *, excel: bool) -> int:
    """Begin a report and say what it needs; returns the exit code."""
    console = Console()
    try:
        begun = begin(root, municipality, year, networks, excel=excel)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    console.info(f"{begun.name} är påbörjad. De här filerna är nya:")
    for path in begun.written:
        console.info(f"  {path.relative_to(root).as_posix()}")
    if begun.known:
        console.info("Det här är redan känt:")
        console.info(*(f"  {line}" for line in begun.known))
    if begun.lacking:
        console.info("Det här måste fyllas i innan rapporten kan byggas, i tabellen fees:")
        console.info(*(f"  {line}" for line in begun.lacking))
    console.info(f"Granska: {COMMAND} check {begun.name}")
    console.info(f"Bygg:    {COMMAND} {begun.name}")
    return ExitCode.DONE
