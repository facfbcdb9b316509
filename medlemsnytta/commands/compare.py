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
    from medlemsnytta.inputs.parameters import compared
    from medlemsnytta.pages import pipeline, warm

    root, progress = invocation.root, Progress()
    folder, options = root / output, pipeline.BuildOptions(formats or shared_options.FORMATS, None, force)
    try:
        name = compared.comparison_name(compared.compared_reports(root, one, other))
    except ProblemsFound as found:
        progress.problems("Jämförelsen gjordes inte:", found.problems)
        return ExitCode.MENDABLE

    def plan(*_: object) -> pipeline.Plan:
        return pipeline.plan_comparison(root, one, other, folder, options)

    with warm.pool(single=True) as makers:
        return page_builds.run_builds(root, {name: None}, folder, options, progress, makers, plan)
