"""What `check` says: the problems of each report by file, or that there are none and what is still missing."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.commands.console import Console
from medlemsnytta.errors import ExitCode, Problem, ProblemsFound
from medlemsnytta.files.watching import changes, stamps
from medlemsnytta.inputs.parameters import batches, reports
from medlemsnytta.pages.problems import by_file, examiner
from medlemsnytta.presentation.sections.missing import lines, missing
from medlemsnytta.presentation.words import swedish

SECONDS_BETWEEN_LOOKS = 1.0
MANY = 20
"""Of more reports than this only the problems are reported, not what is missing in each."""

MOST_NAMED = 3
"""Of more reports with the very same problems only so many are named."""


def check_reports(root: Path, names: Sequence[str], tables: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine the reports named, or all of the tables or the params files, and run nothing; returns the exit code."""
    console = Console()
    try:
        chosen = batches.chosen(root, names, tables)
    except ProblemsFound as found:
        console.problems("Inga rapporter granskades:", found.problems)
        return ExitCode.MENDABLE
    if not chosen:
        console.warning(str(reports.NONE_YET))
        return ExitCode.MENDABLE
    examine, wrong = examiner(root, overrides), dict[tuple[Problem, ...], list[str]]()
    for name, row in chosen.items():
        found = examine(name, row)
        if isinstance(found, list):
            wrong.setdefault(tuple(found), []).append(name)
        elif len(chosen) <= MANY:
            _report_missing(console, name, found)
    for problems, having in wrong.items():
        _report_problems(console, having, problems)
    if len(chosen) > MANY and (right := len(chosen) - sum(map(len, wrong.values()))):
        console.info(f"{right} av {len(chosen)} rapporter: inga fel")
    return ExitCode.MENDABLE if wrong else ExitCode.DONE


def _report_missing(console: Console, name: str, evaluation: Evaluation) -> None:
    console.info(f"{name}: inga fel")
    if every := missing(evaluation):
        console.info("  Det här saknas för ett säkrare svar. Det som kan flytta resultatet mest står först:")
        console.info(*(f"  {line}" for line in lines(every)))


def watch_reports(root: Path, names: Sequence[str], tables: Sequence[str], overrides: Mapping[str, str]) -> int:
    """Examine at once and then at each save, until Ctrl-C."""
    console = Console()

    def look() -> dict[str, tuple[int, int]]:
        own = [folder for folder in (root / "data").glob("*") if folder.is_dir()]
        return stamps(dict.fromkeys([root / reports.PARAMS_FOLDER, *((root / table).parent for table in tables), *own]))

    try:
        check_reports(root, names, tables, overrides)
        console.info("", "Tittar efter ändringar. Avsluta med Ctrl-C.")
        for changed in changes(look, lambda: time.sleep(SECONDS_BETWEEN_LOOKS)):
            shown = [Path(file).relative_to(root).as_posix() for file in changed]
            console.info("", f"Sparat: {swedish.listed(shown)}")
            check_reports(root, names, tables, overrides)
    except KeyboardInterrupt:
        console.info("", "Slutade titta.")
    return ExitCode.DONE


def _report_problems(console: Console, names: Sequence[str], problems: Sequence[Problem]) -> None:
    """The problems by file; once for all reports that have the very same."""
    rest = len(names) - MOST_NAMED
    named = [*names[:MOST_NAMED], f"{rest} till"] if rest > 0 else names
    counted = swedish.counted(len(problems), "ett fel", "fel")
    console.warning(f"{swedish.listed(named)} har {counted} att rätta:")
    for file, found in by_file(problems).items():
        console.warning(f"  {file}")
        for place, problem in found:
            words = f"{problem.what} {problem.fix}".rstrip()
            console.warning(f"    {place}: {words}" if place else f"    {words}")
