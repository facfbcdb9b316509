"""`import`: filled guides, answers to surveys and coded passages read into the tables, to be reviewed by a person."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@click.command(
    "import", cls=shared_options.swedish_click.Command, help="Läs in intervjuer, enkäter och kodade ställen."
)
@click.argument("name", metavar="NAMN")
@click.argument("files", nargs=-1, required=True, metavar="FIL...", type=click.Path(path_type=Path))
@click.option("--coded", is_flag=True, help="Tabellerna är kodade ställen, vilka rubriker de än har.")
@invoked
def import_answers(invocation: Invocation, name: str, files: tuple[Path, ...], coded: bool) -> ExitCode:
    from medlemsnytta.importing import answers_in
    from medlemsnytta.presentation.words import swedish

    root, console = invocation.root, invocation.console
    try:
        made = answers_in.import_answers(root, name, files, coded=coded)
    except ProblemsFound as found:
        console.problems("Inget lästes in:", found.problems)
        return ExitCode.MENDABLE
    if made.mappings:
        console.info(*made.told, "Vad de betyder fylls i en gång. Skrivet, att fylla i:")
        console.info(*(f"  {path.as_posix()}" for path in made.mappings))
        console.info("Läs sedan in filen igen. Inget är inläst än.")
        return ExitCode.DONE
    for line in made.told:
        console.warning(f"OBS: {line}")
    if not made.written:
        console.info("Inget nytt att läsa in.")
        return ExitCode.DONE
    counted = (
        swedish.counted(made.statements, "ett uttalande", "uttalanden"),
        swedish.counted(made.people, "en person", "personer"),
        swedish.counted(made.counts, "en räknad fråga", "räknade frågor"),
    )
    console.info(f"Inläst: {swedish.listed(list(counted))}. Skrivet i:")
    console.info(*(f"  {path.as_posix()}" for path in made.written))
    if made.statements:
        console.info(
            "Raderna väntar på granskning och används inte än. Läs dem, fyll i det som saknas, och skriv godkänd eller "
            "avvisad i kolumnen Granskning."
        )
    return ExitCode.DONE
