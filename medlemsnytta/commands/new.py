"""What is said when a report has been begun: where the files are, what is known, and what to do next."""

from collections.abc import Sequence
from pathlib import Path

from medlemsnytta.commands.console import screens, tell
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files.program import COMMAND
from medlemsnytta.starting.new_report import begin


def begin_report(root: Path, municipality: str, year: int, networks: Sequence[str], *, excel: bool) -> int:
    """Begin a report and tell of it; returns the exit code."""
    screen, errors = screens()
    try:
        begun = begin(root, municipality, year, networks, excel=excel)
    except ProblemsFound as found:
        tell(errors, "Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    screen.print(f"{begun.name} är påbörjad. De här filerna är nya:")
    for path in begun.written:
        screen.print(f"  {path.relative_to(root).as_posix()}")
    if begun.known:
        screen.print("Det här är redan känt:")
        for line in begun.known:
            screen.print(f"  {line}")
    if begun.lacking:
        screen.print("Det här måste fyllas i innan rapporten kan byggas, i tabellen fees:")
        for line in begun.lacking:
            screen.print(f"  {line}")
    screen.print(f"Granska: {COMMAND} check {begun.name}")
    screen.print(f"Bygg:    {COMMAND} {begun.name}")
    return ExitCode.DONE
