"""`init`: a working folder apart from the program."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Lägg upp en arbetsmapp för parametrar och underlag.")
@click.argument("folder", metavar="MAPP")
@click.option("--notebooks", is_flag=True, help="Kopiera anteckningsböckerna dit; de används sedan som de står där.")
@invoked
def init(invocation: Invocation, folder: str, notebooks: bool) -> ExitCode:
    from medlemsnytta.starting import working_folder
    from medlemsnytta.starting.working_folder import File

    if not folder.strip():
        raise click.UsageError("MAPP är tom. Skriv vad mappen ska heta, eller en punkt för den här mappen.")
    console = invocation.console
    try:
        files = working_folder.lay_out(Path(folder), notebooks=notebooks)
    except ProblemsFound as found:
        console.problems("Arbetsmappen är inte färdig:", found.problems)
        return ExitCode.MENDABLE
    words = {
        File.NEW: "ny",
        File.SAME: "fanns redan",
        File.OTHER: "fanns redan, är en annan än programmets och står kvar som den är",
    }
    console.info(
        f"Arbetsmappen: {Path(folder).resolve()}", *(f"  {path}: {words[file]}" for path, file in files.items())
    )
    console.info(f"Ställ dig i mappen och börja en rapport: {working_folder.TYPED_THERE} new KOMMUN --year ÅR")
    console.info(working_folder.FOUND_BY)
    return ExitCode.DONE
