"""`new`: a report is begun, and it is said where its files are, what is known, and what to do next."""

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files.program import COMMAND


@shared_options.command("Börja med en ny kommun, eller ett nytt år.")
@click.argument("municipality", metavar="KOMMUN")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, metavar="ÅR", help="Året som ska utvärderas.")
@click.option("--networks", default="", metavar="ID,ID", help="Nätverken. Annars alla vars avgift är känd det året.")
@click.option("--join", default="", metavar="ID,ID", help="Nätverk som kommunen kan gå med i.")
@click.option("--excel", is_flag=True, help="En arbetsbok med ett blad för varje tabell, i stället för CSV-filer.")
@invoked
def new(invocation: Invocation, municipality: str, year: int, networks: str, join: str, excel: bool) -> ExitCode:
    from medlemsnytta.starting.new_report import begin

    root, console = invocation.root, invocation.console
    chosen, joining = ([name.strip() for name in each.split(",") if name.strip()] for each in (networks, join))
    try:
        begun = begin(root, municipality, year, chosen, joining, excel=excel)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    console.info(f"{begun.name} är påbörjad. De här filerna är nya:")
    console.info(*(f"  {path.relative_to(root).as_posix()}" for path in begun.written))
    if begun.known:
        console.info("Det här är redan känt:", *(f"  {line}" for line in begun.known))
    if begun.lacking:
        console.info("Det här måste fyllas i innan rapporten kan byggas, i tabellen fees:")
        console.info(*(f"  {line}" for line in begun.lacking))
    console.info(f"Granska: {COMMAND} check {begun.name}", f"Bygg:    {COMMAND} {begun.name}")
    return ExitCode.DONE
