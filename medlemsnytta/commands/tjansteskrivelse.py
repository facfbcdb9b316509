"""`tjansteskrivelse`: the paper before a council, begun as a Word file."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Skriv ett utkast till tjänsteskrivelse i Word, med rapporten som bilaga.")
@click.argument("name", metavar="NAMN")
@shared_options.output("Mapp att skriva i.")
@invoked
def tjansteskrivelse(invocation: Invocation, name: str, output: Path) -> ExitCode:
    from medlemsnytta.pages import tjansteskrivelse as paper

    root, console = invocation.root, invocation.console
    try:
        made = paper.write(root, name, root / output)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    if made.left:
        console.info(f"{made.left.name} är ändrad eller äldre, och lämnas som den är.")
    console.info(f"Skrivet: {made.file.as_posix() if output.is_absolute() else made.file.relative_to(root).as_posix()}")
    console.info("Det som står mellan hakparenteser ska du skriva. Lämna rapportens PDF som bilaga.")
    return ExitCode.DONE
