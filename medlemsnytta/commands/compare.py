"""`compare`: the page that shows what has changed between two reports."""

from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.commands.progress import Progress
from medlemsnytta.errors import ExitCode, ProblemsFound


@shared_options.command("Visa vad som har ändrats mellan två rapporter för samma kommun.")
@click.argument("one", metavar="NAMN")
@click.argument("other", metavar="NAMN")
@shared_options.formats
@shared_options.output("Mappen som jämförelsen skrivs i.")
@shared_options.force
@invoked
def compare(
    invocation: Invocation, one: str, other: str, formats: tuple[str, ...], output: Path, force: bool
) -> ExitCode:
    from medlemsnytta.commands import page_builds
    from medlemsnytta.pages import comparison, making, warm

    root, progress = invocation.root, Progress()
    try:
        page = comparison.page(root, one, other)
    except ProblemsFound as found:
        progress.problems("Jämförelsen gjordes inte:", found.problems)
        return ExitCode.MENDABLE
    options = making.BuildOptions(formats, force)
    with warm.pool(single=True) as makers:
        return page_builds.run_builds(root, {page.name: lambda: page}, root / output, options, progress, makers)
