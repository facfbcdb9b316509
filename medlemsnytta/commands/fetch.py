"""`fetch`: official figures, shown beside those that stand before anything is written."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Hämta officiella siffror från SCB och Kolada.")
@click.argument("subjects", nargs=-1, type=click.Choice(["population", "key_figures"]), metavar="[ÄMNE]...")
@click.option("--yes", is_flag=True, help="Skriv utan att fråga.")
@invoked
def fetch(invocation: Invocation, subjects: tuple[str, ...], yes: bool) -> ExitCode:
    def confirmed() -> bool:
        if yes or not sys.stdin.isatty():
            return yes
        return click.confirm("  Ska det skrivas?", default=False)

    return fetch_subjects(invocation.root, subjects, date.today(), invocation.console, confirmed)


def fetch_subjects(
    root: Path, subjects: Sequence[str], today: date, console: Console, confirmed: Callable[[], bool], **services: Any
) -> ExitCode:
    """Fetch each of the subjects, or all; `confirmed` is asked before anything is written."""
    from medlemsnytta.official import fetch_figures

    code = ExitCode.DONE
    for subject, fetched in fetch_figures.fetch(root, subjects, today, **services):
        try:
            snapshot = fetched()
            console.info(*snapshot.difference.lines)
            if not snapshot.difference.anything:
                console.info("  Inget har ändrats, så inget skrivs.")
            elif confirmed():
                console.info(*(f"  skrev {path}" for path in fetch_figures.write(root, snapshot)))
            else:
                console.info("  Inget skrevs.")
        except ProblemsFound as found:
            console.problems(f"{subject} hämtades inte:", found.problems)
            code = ExitCode.MENDABLE
    return code
