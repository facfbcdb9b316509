"""`overview`: the page that shows several reports side by side."""

from functools import partial
from pathlib import Path

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.commands.progress import Progress
from medlemsnytta.errors import ExitCode


@shared_options.command("Visa flera rapporter sida vid sida. Utan namn alla i params.")
@shared_options.names
@shared_options.tables
@shared_options.formats
@shared_options.output("Mappen som översikten skrivs i.")
@shared_options.static
@shared_options.force
@invoked
def overview(
    invocation: Invocation,
    names: tuple[str, ...],
    tables: tuple[str, ...],
    formats: tuple[str, ...],
    output: Path,
    static: bool,
    force: bool,
) -> ExitCode:
    from medlemsnytta.commands import page_builds
    from medlemsnytta.inputs.parameters import reports
    from medlemsnytta.pages import making, warm
    from medlemsnytta.pages import overview as overviews

    root, options = invocation.root, making.BuildOptions(formats, force, static)
    page = partial(overviews.page, root, names, tables)
    with warm.pool(single=True) as makers:
        return page_builds.run_builds(root, {reports.OVERVIEW: page}, root / output, options, Progress(), makers)
