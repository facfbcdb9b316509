"""`archive`: a report packed with all that it is made of."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Packa en rapport för arkivet, med allt som den är gjord av.")
@click.argument("names", nargs=-1, required=True, metavar="NAMN...")
@shared_options.output("Mappen som rapporterna står i.")
@invoked
def archive(invocation: Invocation, names: tuple[str, ...], output: Path) -> ExitCode:
    from medlemsnytta.files import writing
    from medlemsnytta.pages import archive_package

    root, console, code = invocation.root, invocation.console, ExitCode.DONE
    folder = root / output
    for name in names:
        try:
            packed = archive_package.archive(root, name, folder)
            writing.publish(folder, {f"{name}.zip": packed})
        except ProblemsFound as found:
            console.problems(f"{name} packades inte:", found.problems)
            code = ExitCode.MENDABLE
        else:
            size = len(packed) // 1000
            console.info(f"{folder.name}/{name}.zip: packad enligt BagIt (RFC 8493), {size} kB")
    return code
