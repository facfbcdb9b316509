"""What `check` says: for each report its problems by file, or that there are none and what is still missing."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from medlemsnytta.checking.everything import by_file, examine
from medlemsnytta.checking.missing import lines, missing
from medlemsnytta.checking.watching import changes, stamps
from medlemsnytta.errors import Problem
from medlemsnytta.inputs import reports
from medlemsnytta.presentation import swedish
from medlemsnytta.screens import screens

RIGHT, WRONG = 0, 1
SECONDS_BETWEEN_LOOKS = 1.0


def check_reports(root: Path, names: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine the reports named, or all, and run nothing; returns the exit code."""
    screen, errors = screens()
    chosen = list(dict.fromkeys(names)) or reports.report_names(root)
    if not chosen:
        errors.print(f"Mappen {reports.PARAMS_FOLDER} har inga parameterfiler. Lägg en fil där för varje rapport.")
        return WRONG
    wrong = 0
    for name in chosen:
        found = examine(root, name, overrides)
        if isinstance(found, list):
            wrong += 1
            _tell_problems(errors, name, found)
            continue
        screen.print(f"{name}: inga fel")
        if every := missing(found):
            screen.print("  Det här saknas för ett säkrare svar. Det som kan flytta resultatet mest står först:")
            for line in lines(every):
                screen.print(f"  {line}")
    return WRONG if wrong else RIGHT


def watch_reports(root: Path, names: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine at once and then at each save, until Ctrl-C."""
    screen, _ = screens()

    def look() -> dict[str, tuple[int, int]]:
        return stamps(
            [root / reports.PARAMS_FOLDER, *(folder for folder in (root / "data").glob("*") if folder.is_dir())]
        )

    try:
        check_reports(root, names, overrides)
        screen.print("\nTittar efter ändringar. Avsluta med Ctrl-C.")
        for changed in changes(look, lambda: time.sleep(SECONDS_BETWEEN_LOOKS)):
            shown = [Path(file).relative_to(root).as_posix() for file in changed]
            screen.print(f"\nSparat: {swedish.listed(shown)}")
            check_reports(root, names, overrides)
    except KeyboardInterrupt:
        screen.print("\nSlutade titta.")
    return RIGHT


def _tell_problems(errors: Console, name: str, problems: list[Problem]) -> None:
    counted = swedish.counted(len(problems), "ett fel", "fel")
    errors.print(f"{name} har {counted} att rätta:")
    for file, found in by_file(problems).items():
        errors.print(f"  {file}")
        for place, problem in found:
            words = f"{problem.what} {problem.fix}".rstrip()
            errors.print(f"    {place}: {words}" if place else f"    {words}")
