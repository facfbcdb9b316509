"""`workbook`: a municipality's tables gathered in one workbook, or the workbook as CSV files."""

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files.program import COMMAND


@shared_options.command("Samla en kommuns tabeller i en arbetsbok, eller skriv den som CSV-filer.")
@click.argument("municipality", metavar="KOMMUN")
@click.option("--csv", "as_csv", is_flag=True, help="Skriv bladen som CSV-filer i stället.")
@click.option("--sheet", "sheets", multiple=True, metavar="BLAD", help="Öppna ett blad till. Kan upprepas.")
@click.option("--all", "everything", is_flag=True, help="Öppna alla blad, med alla kolumner.")
@invoked
def workbook(
    invocation: Invocation, municipality: str, as_csv: bool, sheets: tuple[str, ...], everything: bool
) -> ExitCode:
    from medlemsnytta.presentation.words import swedish
    from medlemsnytta.starting import workbook_files

    if as_csv and (sheets or everything):
        raise click.UsageError("--csv skriver de blad som finns. Utelämna --sheet och --all.")
    root, console = invocation.root, invocation.console
    try:
        folder = workbook_files.data_folder_of(root, municipality)
        if as_csv:
            made = workbook_files.make_csv(root, folder)
        else:
            made = workbook_files.make_workbook(root, folder, sheets, everything=everything)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    if not made.written:
        console.info(f"{folder}: arbetsboken har redan bladen. Öppna fler med {COMMAND} workbook KOMMUN --sheet BLAD.")
        return ExitCode.DONE
    console.info(f"Skrivet, med {swedish.counted(made.rows, 'en rad', 'rader')}:")
    console.info(*(f"  {path.as_posix()}" for path in made.written))
    if made.replaced:
        console.info(f"Det som de ersätter ligger kvar i {folder}/{workbook_files.REPLACED_FOLDER}:")
        console.info(*(f"  {path.name}" for path in made.replaced))
    return ExitCode.DONE
