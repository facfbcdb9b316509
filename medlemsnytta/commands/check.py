"""What `check` says: the problems of each report by file, or that there are none and what is still missing."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.commands.console import screens, tell
from medlemsnytta.errors import ExitCode, Problem, ProblemsFound
from medlemsnytta.files.watching import changes, stamps
from medlemsnytta.inputs.parameters import batches, reports
from medlemsnytta.pages.problems import by_file, examiner
from medlemsnytta.presentation.sections.missing import lines, missing
from medlemsnytta.presentation.words import swedish

SECONDS_BETWEEN_LOOKS = 1.0
MANY = 20
"""Of more reports than this only the problems are told, not what is missing in each."""

MOST_NAMED = 3
"""Of more reports with the very same problems only so many are named."""


def check_reports(root: Path, names: Sequence[str], tables: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine the reports named, or all of the tables or the params files, and run nothing; returns the exit code."""
    screen, errors = screens()
    try:
        chosen = batches.chosen(root, names, tables)
    except ProblemsFound as found:
        tell(errors, "Inga rapporter granskades:", found.problems)
        return ExitCode.MENDABLE
    if not chosen:
        errors.print(str(reports.NONE_YET))
        return ExitCode.MENDABLE
    examine, wrong = examiner(root, overrides), dict[tuple[Problem, ...], list[str]]()
    for name, row in chosen.items():
        found = examine(name, row)
        if isinstance(found, list):
            wrong.setdefault(tuple(found), []).append(name)
        elif len(chosen) <= MANY:
            _tell_missing(screen, name, found)
    for problems, having in wrong.items():
        _tell_problems(errors, having, problems)
    if len(chosen) > MANY and (right := len(chosen) - sum(map(len, wrong.values()))):
        screen.print(f"{right} av {len(chosen)} rapporter: inga fel")
    return ExitCode.MENDABLE if wrong else ExitCode.DONE


def _tell_missing(screen: Console, name: str, evaluation: Evaluation) -> None:
    screen.print(f"{name}: inga fel")
    if every := missing(evaluation):
        screen.print("  Det här saknas för ett säkrare svar. Det som kan flytta resultatet mest står först:")
        for line in lines(every):
            screen.print(f"  {line}")


def watch_reports(root: Path, names: Sequence[str], tables: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine at once and then at each save, until Ctrl-C."""
    screen, _ = screens()

    def look() -> dict[str, tuple[int, int]]:
        own = [folder for folder in (root / "data").glob("*") if folder.is_dir()]
        return stamps(dict.fromkeys([root / reports.PARAMS_FOLDER, *((root / table).parent for table in tables), *own]))

    try:
        check_reports(root, names, tables, overrides)
        screen.print("\nTittar efter ändringar. Avsluta med Ctrl-C.")
        for changed in changes(look, lambda: time.sleep(SECONDS_BETWEEN_LOOKS)):
            shown = [Path(file).relative_to(root).as_posix() for file in changed]
            screen.print(f"\nSparat: {swedish.listed(shown)}")
            check_reports(root, names, tables, overrides)
    except KeyboardInterrupt:
        screen.print("\nSlutade titta.")
    return ExitCode.DONE


def _tell_problems(errors: Console, names: Sequence[str], problems: Sequence[Problem]) -> None:
    """The problems by file; once for all reports that have the very same."""
    rest = len(names) - MOST_NAMED
    named = [*names[:MOST_NAMED], f"{rest} till"] if rest > 0 else names
    counted = swedish.counted(len(problems), "ett fel", "fel")
    errors.print(f"{swedish.listed(named)} har {counted} att rätta:")
    for file, found in by_file(problems).items():
        errors.print(f"  {file}")
        for place, problem in found:
            words = f"{problem.what} {problem.fix}".rstrip()
            errors.print(f"    {place}: {words}" if place else f"    {words}")
