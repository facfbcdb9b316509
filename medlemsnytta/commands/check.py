"""`check`: the problems of each report by file, or that there are none and what is still missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, Problem, showable

if TYPE_CHECKING:
    from medlemsnytta.analysis.row_accounts import RowAccounts

MANY = 20
"""Of more reports than this only the problems are reported, not what is missing in each."""

MOST_NAMED = 3
"""Of more reports with the very same problems only so many are named."""


@shared_options.command("Granska parametrar och underlag utan att bygga något.")
@shared_options.names
@shared_options.settings
@shared_options.tables
@invoked
def check(
    invocation: Invocation, names: tuple[str, ...], settings: tuple[str, ...], tables: tuple[str, ...]
) -> ExitCode:
    return check_reports(invocation.root, names, tables, shared_options.overrides(settings), invocation.console)


def check_reports(
    root: Path, names: Sequence[str], tables: Sequence[str], overrides: Mapping[str, str], console: Console
) -> ExitCode:
    """Examine the reports named, or all of the tables or the params files, and run nothing."""
    from medlemsnytta.pages.problems import examiner, missing
    from medlemsnytta.pages.report import accounts_of
    from medlemsnytta.presentation.words.waiting_words import waiting_lines

    chosen = shared_options.chosen_reports(console, "Inga rapporter granskades:", root, names, tables)
    if not chosen:
        return ExitCode.MENDABLE
    examine, wrong = examiner(root, overrides), dict[tuple[Problem, ...], list[str]]()
    for name, row in chosen.items():
        found = examine(name, row)
        if isinstance(found, list):
            wrong.setdefault(tuple(found), []).append(name)
        elif len(chosen) <= MANY:
            _report_missing(console, name, missing(found))
            _report_unused(console, *accounts_of(found))
            console.info(*(f"  OBS: {line}" for line in waiting_lines(found.read.waiting)))
    for problems, having in wrong.items():
        _report_problems(console, having, problems)
    if len(chosen) > MANY and (right := len(chosen) - sum(map(len, wrong.values()))):
        console.info(f"{right} av {len(chosen)} rapporter: inga fel")
    return ExitCode.MENDABLE if wrong else ExitCode.DONE


def _report_missing(console: Console, name: str, lacking: Sequence[str]) -> None:
    console.info(f"{name}: inga fel")
    if lacking:
        console.info("  Det här är inte känt. De frågor som kan ändra bilden står först, de lättaste överst:")
        console.info(*(f"  {line}" for line in lacking))


def _report_unused(console: Console, accounts: "RowAccounts", internal: int) -> None:
    """How many rows the report does not use, by reason; the internal ones are told here and nowhere else."""
    from medlemsnytta.presentation.words.row_words import unused_lines

    if accounts.unused or internal:
        console.info("  De här raderna används inte i rapporten:")
        console.info(*(f"  {line}" for line in unused_lines(accounts, internal)))


def _report_problems(console: Console, names: Sequence[str], problems: Sequence[Problem]) -> None:
    """The problems by file; once for all reports that have the very same."""
    from medlemsnytta.pages.problems import by_file
    from medlemsnytta.presentation.words import swedish

    rest = len(names) - MOST_NAMED
    named = [*names[:MOST_NAMED], f"{rest} till"] if rest > 0 else names
    counted = swedish.counted(len(problems), "ett fel", "fel")
    console.warning(f"{swedish.listed(named)} har {counted} att rätta:")
    for file, found in by_file(problems).items():
        console.warning(f"  {showable(file)}")
        for place, problem in found:
            words = f"{problem.what} {problem.fix}".rstrip()
            console.warning(f"    {showable(f'{place}: {words}' if place else words)}")
            for row in problem.rows:
                console.warning(f"      {showable(row)}")
