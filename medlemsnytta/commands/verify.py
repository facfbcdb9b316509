"""`verify`: whether finished files are the pages that their inputs give."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound

if TYPE_CHECKING:
    from medlemsnytta.pages.verification import Verdict


@shared_options.command("Pröva om en färdig fil är den rapport som underlaget ger.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL...")
@click.option("--own-notebook", is_flag=True, help="Kör mappens egen anteckningsbok. Läs igenom den först.")
@invoked
def verify(invocation: Invocation, files: tuple[Path, ...], own_notebook: bool) -> ExitCode:
    from medlemsnytta.pages import verification

    console, code = invocation.console, ExitCode.DONE
    try:
        root: Path | None = invocation.root
    except ProblemsFound:
        # Whoever has nothing but a finished file tries it by what it carries.
        root = None
    for path in files:
        try:
            verdict = verification.verify(root, path, own_notebook=own_notebook)
        except ProblemsFound as found:
            console.problems(f"{path} gick inte att pröva:", found.problems)
            code = ExitCode.MENDABLE
            continue
        if verdict.differences:
            code = ExitCode.MENDABLE
        _say(console, path.name, verdict)
    return code


def _say(console: Console, file: str, verdict: "Verdict") -> None:
    if verdict.page not in file:
        console.info(f"{file} säger själv att den är sidan {verdict.page}.")
    if not verdict.differences:
        made_of = "det underlag som den själv bär med sig" if verdict.alone else "parametrarna och underlaget"
        console.info(f"{file}: stämmer. Byggd igen ur {made_of} blir den densamma, byte för byte.")
        if verdict.own_notebook:
            console.info("  OBS: den är byggd med mappens egen anteckningsbok, som inte är programmets.")
        return
    if verdict.another_program:
        title = f"{file}: går inte att pröva byte för byte här, för den är byggd med ett annat program eller andra versioner."
    else:
        title = f"{file}: stämmer inte."
    console.problems(title, verdict.differences)
    if verdict.unaltered:
        console.info(
            "  Filen själv är den som byggdes: ur det underlag som den bär med sig blir den densamma, byte för byte."
        )
