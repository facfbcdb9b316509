"""The arguments that several commands take, each described once, and what they choose."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from medlemsnytta.commands import swedish_click
from medlemsnytta.commands.console import Console
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.rendering.formats import FORMATS

if TYPE_CHECKING:
    from medlemsnytta.inputs.parameters.batches import Chosen


names = click.argument("names", nargs=-1, metavar="[NAMN]...")
formats = click.option(
    "--format", "formats", type=click.Choice(list(FORMATS)), multiple=True, help="Bara detta format. Kan upprepas."
)
tables = click.option(
    "--table", "tables", multiple=True, metavar="FIL", help="En tabell (CSV, xlsx) med en rapport per rad."
)
settings = click.option("-p", "settings", multiple=True, metavar="NAMN=VÄRDE", help="Ändra en parameter. Kan upprepas.")
static = click.option(
    "--static", is_flag=True, help="HTML utan skript: diagrammen är stilla och filen liten nog för e-post."
)
force = click.option("--force", is_flag=True, help="Bygg även det som redan är aktuellt.")


def command(words: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command by the name of its function, with `words` for help."""
    return click.command(cls=swedish_click.Command, help=words)


def output(words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The output folder, which each command uses in its own way."""
    return click.option("--output", type=click.Path(path_type=Path), default=Path("output"), metavar="MAPP", help=words)


def overrides(settings: Sequence[str]) -> dict[str, str]:
    """The parameters that are set by -p; raises UsageError."""
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"-p {setting} saknar likhetstecken. Skriv till exempel -p evidence_months=24.")
        found[name.strip()] = value.strip()
    return found


def chosen_reports(
    console: Console, title: str, root: Path, names: Sequence[str], tables: Sequence[str]
) -> "Chosen | None":
    """The reports named, or all, of the tables, or of the params files where no table is given; None where that fails.

    Why it fails is then said under `title`.
    """
    from medlemsnytta.inputs.parameters import batches, reports

    try:
        chosen = batches.chosen(root, names, tables)
    except ProblemsFound as found:
        console.problems(title, found.problems)
        return None
    if not chosen:
        console.warning(str(reports.NONE_YET))
    return chosen
