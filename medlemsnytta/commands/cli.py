"""The command line's words gathered, and every way in which a command can end; all that is said to the strategist is Swedish."""

import contextlib
import sys
from collections.abc import Sequence

import click

from medlemsnytta.commands import (
    archive,
    build,
    check,
    compare,
    fetch,
    guide,
    import_answers,
    init,
    lab,
    new,
    overview,
    preview,
    swedish_click,
    tjansteskrivelse,
    verify,
    workbook,
)
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation
from medlemsnytta.errors import INTERRUPTED, ExitCode, Problem, ProblemsFound, of_the_system
from medlemsnytta.execution import slow_imports
from medlemsnytta.files import streams, temporary
from medlemsnytta.files.program import COMMAND


@click.group(cls=swedish_click.Group, help="Bygger utvärderingar av en kommuns nätverksmedlemskap.")
def cli() -> None:
    """The commands; `build` is what runs when none is named."""
    if sys.flags.optimize > 1:
        what = "Python är startad utan dokumentation (-OO), och då går inga diagram att rita."
        fix = "Ta bort miljövariabeln PYTHONOPTIMIZE, eller starta Python utan -OO."
        raise ProblemsFound([Problem("PYTHONOPTIMIZE", what, fix)])


for _command in (
    build.build,
    compare.compare,
    overview.overview,
    check.check,
    preview.preview,
    new.new,
    guide.guide,
    import_answers.import_answers,
    tjansteskrivelse.tjansteskrivelse,
    workbook.workbook,
    init.init,
    fetch.fetch,
    lab.lab,
    verify.verify,
    archive.archive,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code, which for a reader that has left is that of something to mend."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in (*cli.commands, "--help"):
        words.insert(0, "build")
    slow_imports.skip_slow_imports()
    try:
        with streams.guarded():
            return _answered(words)
    except streams.OutputStopped as stopped:
        if not stopped.reader_left:
            with contextlib.suppress(OSError):
                Console().warning("Utskriften gick inte att skriva klart. Se efter att det finns plats där den sparas.")
        return ExitCode.MENDABLE


def _answered(words: list[str]) -> int:
    try:
        # Not cli.main, which ends without a word when a pipe breaks, whichever pipe it is.
        with cli.make_context(COMMAND, words, obj=Invocation()) as context:
            return cli.invoke(context) or ExitCode.DONE
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except (click.Abort, KeyboardInterrupt):
        Console().warning(INTERRUPTED)
        return ExitCode.MENDABLE
    except ProblemsFound as found:
        Console().problems("Inget gjordes:", found.problems)
        return ExitCode.MENDABLE
    except OSError as error:
        told = of_the_system(error)
        if told is None:
            raise
        Console().problems("Det blev inte klart:", told.problems)
        return ExitCode.MENDABLE
    except click.UsageError as mistake:
        Console().warning(swedish_click.explained(mistake))
        return ExitCode.WRONG_USAGE
    finally:
        # Last, because what a killed build had begun may have ended only now.
        temporary.tidy()
