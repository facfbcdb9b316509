"""`verify`: whether finished files are the reports that their inputs give."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Pröva om en färdig fil är den rapport som underlaget ger.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL...")
@click.option("--own-notebook", is_flag=True, help="Kör mappens egen anteckningsbok. Läs igenom den först.")
@invoked
def verify(invocation: Invocation, files: tuple[Path, ...], own_notebook: bool) -> ExitCode:
    from medlemsnytta.pages import verification

    root, console, code = invocation.root, invocation.console, ExitCode.DONE
    for path in files:
        try:
            verdict = verification.verify(root, path, own_notebook=own_notebook)
        except ProblemsFound as found:
            console.problems(f"{path} gick inte att pröva:", found.problems)
            code = ExitCode.MENDABLE
            continue
        if verdict.differences:
            console.problems(f"{path.name}: stämmer inte.", verdict.differences)
            code = ExitCode.MENDABLE
            continue
        made_again = "Byggd igen ur parametrarna och underlaget blir den densamma, byte för byte."
        console.info(f"{path.name}: stämmer. {made_again}")
        if verdict.own_notebook:
            console.info("  OBS: den är byggd med mappens egen anteckningsbok, som inte är programmets.")
    return code
