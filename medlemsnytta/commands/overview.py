"""`overview`: the page that shows several reports side by side."""

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
    from medlemsnytta.pages import pipeline, warm

    root = invocation.root
    folder, options = root / output, pipeline.BuildOptions(formats or shared_options.FORMATS, None, force, static)

    def plan(*_: object) -> pipeline.Plan:
        return pipeline.plan_overview(root, names, tables, folder, options)

    with warm.pool(single=True) as makers:
        return page_builds.run_builds(root, {reports.OVERVIEW: None}, folder, options, Progress(), makers, plan)
