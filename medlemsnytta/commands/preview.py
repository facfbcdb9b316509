"""`preview`: the report in the browser, made anew each time a file is saved."""

import webbrowser

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Visa rapporten i webbläsaren, ny varje gång du sparar.")
@click.argument("name", required=False, metavar="[NAMN]")
@click.option("--no-browser", is_flag=True, help="Öppna ingen webbläsare; adressen visas.")
@invoked
def preview(invocation: Invocation, name: str | None, no_browser: bool) -> ExitCode:
    from medlemsnytta.inputs.parameters import reports
    from medlemsnytta.preview import server

    root, console = invocation.root, invocation.console
    try:
        if name is not None:
            reports.parameter_file(root, name)
        elif not reports.report_names(root):
            raise ProblemsFound([reports.NONE_YET])
    except ProblemsFound as found:
        console.problems("Inget visades:", found.problems)
        return ExitCode.MENDABLE

    def opened(address: str) -> None:
        address += f"{name}/" if name else ""
        console.info(f"Rapporten visas på {address}", "Adressen gäller på den här datorn. Avsluta med Ctrl-C.")
        if not no_browser:
            webbrowser.open(address)

    try:
        server.serve(root, opened)
    except KeyboardInterrupt:
        console.info("", "Förhandsvisningen är avslutad.")
    return ExitCode.DONE
