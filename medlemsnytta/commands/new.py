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
@click.option("--csv", "as_csv", is_flag=True, help="CSV-filer i stället för en arbetsbok i Excel.")
@invoked
def new(invocation: Invocation, municipality: str, year: int, networks: str, join: str, as_csv: bool) -> ExitCode:
    from medlemsnytta.starting.new_report import begin

    root, console = invocation.root, invocation.console
    chosen, joining = ([name.strip() for name in each.split(",") if name.strip()] for each in (networks, join))
    try:
        begun = begin(root, municipality, year, chosen, joining, as_csv=as_csv)
    except ProblemsFound as found:
        console.problems("Inget skrevs:", found.problems)
        return ExitCode.MENDABLE
    console.info(f"{begun.name} är påbörjad. De här filerna är nya:")
    console.info(*(f"  {path.relative_to(root).as_posix()}" for path in begun.written))
    if begun.previous:
        console.info(
            f"Den fortsätter från {begun.previous}: nätverk, organ, lön och färg är desamma, och tabellerna står kvar."
        )
    if begun.asked_anew:
        console.info("Det här behöver frågas på nytt:", *(f"  {line}" for line in begun.asked_anew))
    if begun.changed:
        console.info(
            "Raderna att fylla i står sist i tabellerna, med att fråga igen i kolumnen Granskning. Ändrat, med det som stod "
            "kvar i ersatta:",
            *(f"  {path.as_posix()}" for path in begun.changed),
        )
    if begun.known:
        console.info("Det här är redan känt:", *(f"  {line}" for line in begun.known))
    if begun.lacking:
        console.info("Det här är inte känt än. Rapporten går att bygga ändå, och säger då vad den räknar med:")
        console.info(*(f"  {line}" for line in begun.lacking))
    console.info(f"Fyll i och se rapporten: {COMMAND} preview {begun.name}")
    console.info(f"Granska: {COMMAND} check {begun.name}", f"Bygg:    {COMMAND} {begun.name}")
    return ExitCode.DONE
