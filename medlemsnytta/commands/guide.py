"""`guide`: what to ask in interviews, as Word documents to fill in."""

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files.program import COMMAND


@shared_options.command("Skriv intervjuguider i Word med rapportens öppna frågor.")
@click.argument("name", metavar="NAMN")
@click.option("--survey", is_flag=True, help="Skriv i stället frågorna till en enkät, att klistra in i ett formulär.")
@invoked
def guide(invocation: Invocation, name: str, survey: bool) -> ExitCode:
    from medlemsnytta.importing.guide_files import write_guides, write_survey

    console = invocation.console
    try:
        if survey:
            console.info(
                "Skrivet, att klistra in i ett formulär:", f"  {write_survey(invocation.root, name).as_posix()}"
            )
            console.info(f"Läs in svaren, som Excel eller CSV: {COMMAND} import {name} FIL")
            return ExitCode.DONE
        made = write_guides(invocation.root, name)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    console.info("Skrivet, en guide för varje nätverk och slags person:")
    console.info(*(f"  {path.as_posix()}" for path in made.written))
    if made.left:
        console.info("De här är ifyllda, och lämnas som de är:")
        console.info(*(f"  {path.as_posix()}" for path in made.left))
    console.info(f"Fyll i en kopia för varje person, och läs in dem: {COMMAND} import {name} FIL …")
    return ExitCode.DONE
