"""`build`, which is what runs when no command is named: reports are built where they are not current."""

from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.commands.progress import Progress
from medlemsnytta.errors import ExitCode

ENGINES = ("warm", "kernel")


@shared_options.command("Bygg rapporter till mappen output. Utan namn byggs alla i params.")
@shared_options.names
@shared_options.formats
@shared_options.output("Mappen som rapporterna skrivs i.")
@shared_options.settings
@shared_options.static
@shared_options.force
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Hur anteckningsboken körs: i en förberedd process (warm, om inget sägs), eller i Jupyters egen (kernel).",
)
@shared_options.tables
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="ANTAL",
    help="Så många rapporter på en gång. Annars en per processorkärna.",
)
@click.option("--cluster", metavar="ADRESS", help="Bygg på ett Dask-kluster, till exempel tcp://dator:8786.")
@click.option("--why", is_flag=True, help="Säg varför varje rapport behöver byggas eller inte, och bygg inget.")
@click.option("--quiet", is_flag=True, help="Säg bara det som går fel.")
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FIL",
    help="Skriv en logg, en JSON-rad per händelse.",
)
@invoked
def build(
    invocation: Invocation,
    names: tuple[str, ...],
    formats: tuple[str, ...],
    output: Path,
    settings: tuple[str, ...],
    static: bool,
    force: bool,
    engine: str | None,
    tables: tuple[str, ...],
    jobs: int | None,
    cluster: str | None,
    why: bool,
    quiet: bool,
    log: Path | None,
) -> ExitCode:
    from medlemsnytta.pages import warm
    from medlemsnytta.provenance import currentness

    invocation.console = Console(quiet=quiet)
    root, progress, overrides = invocation.root, Progress(quiet, log), shared_options.overrides(settings)
    asked = {"names": names, "tables": tables, "formats": formats, "settings": settings, "static": static}
    request = currentness.Request(root, root / output, asked)
    if not force and not why and (current := request.current()):
        progress.all_current(current)
        return ExitCode.DONE
    single = len(names) == 1 and not tables
    with nullcontext(cluster) if why or cluster else warm.pool(jobs, single=single) as makers:
        # A second of imports that those who have nothing to build need not wait for, while the first worker makes ready.
        from medlemsnytta.commands import page_builds
        from medlemsnytta.pages import making, report

        options = making.BuildOptions(formats, force, static, engine)
        chosen = shared_options.chosen_reports(progress, "Inga rapporter byggdes:", root, names, tables)
        if not chosen:
            return ExitCode.MENDABLE
        pages = {name: partial(report.page, root, name, row, overrides) for name, row in chosen.items()}
        if why:
            return page_builds.explain(root, pages, root / output, options, progress)
        return page_builds.run_builds(root, pages, root / output, options, progress, makers, request.remember)
