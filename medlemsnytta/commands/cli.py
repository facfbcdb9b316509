"""The front door's words: arguments, progress and messages; everything said to the strategist is Swedish."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from medlemsnytta.commands import swedish_click
from medlemsnytta.commands.console import Console
from medlemsnytta.errors import INTERRUPTED, ExitCode, Problem, ProblemsFound
from medlemsnytta.execution import slow_imports
from medlemsnytta.files import streams, temporary
from medlemsnytta.files.program import COMMAND
from medlemsnytta.files.project import project_root

FORMATS = ("html", "pdf", "ipynb")
ENGINES = ("kernel", "fork")


@click.group(cls=swedish_click.Group, help="Bygger utvärderingar av en kommuns nätverksmedlemskap.")
def front_door() -> None:
    """The commands; `build` is what runs when none is named."""
    if sys.flags.optimize > 1:
        what = "Python är startad utan dokumentation (-OO), och då går inga diagram att rita."
        fix = "Ta bort miljövariabeln PYTHONOPTIMIZE, eller starta Python utan -OO."
        raise ProblemsFound([Problem("PYTHONOPTIMIZE", what, fix)])


@front_door.command(cls=swedish_click.Command, help="Bygg rapporter till mappen output. Utan namn byggs alla i params.")
@click.argument("names", nargs=-1, metavar="[NAMN]...")
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Bara detta format. Kan upprepas.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="MAPP",
    help="Mappen som rapporterna skrivs i.",
)
@click.option("-p", "settings", multiple=True, metavar="NAMN=VÄRDE", help="Ändra en parameter. Kan upprepas.")
@click.option("--static", is_flag=True, help="HTML utan skript: diagrammen är stilla och filen liten nog för e-post.")
@click.option("--force", is_flag=True, help="Bygg även det som redan är aktuellt.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Hur anteckningsboken körs: i Jupyters egen process (kernel), eller snabbare (fork, bara på Linux).",
)
@click.option("--table", "tables", multiple=True, metavar="FIL", help="En tabell (CSV, xlsx) med en rapport per rad.")
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
def build(
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
) -> int:
    from medlemsnytta.commands.progress import Progress
    from medlemsnytta.provenance import quick_check

    root, progress, overrides = _root(quiet=quiet), Progress(quiet, log), _overrides(settings)
    asked = {"names": names, "tables": tables, "formats": formats, "settings": settings, "static": static}
    seen = quick_check.look(root, tables)
    if not force and not why and (current := quick_check.since(root / output, asked, seen)):
        progress.all_current(current)
        return ExitCode.DONE
    from medlemsnytta.commands import page_builds
    from medlemsnytta.commands.page_builds import Hands
    from medlemsnytta.pages.pipeline import BuildOptions

    options = BuildOptions(formats or FORMATS, overrides, force, static, engine)
    chosen = page_builds.choose(root, names, tables, progress)
    if why:
        return page_builds.explain(root, chosen, root / output, options, progress)
    code = page_builds.build_reports(root, chosen, root / output, options, Hands(jobs, cluster), progress)
    if code == ExitCode.DONE:
        quick_check.remember(root, root / output, asked, seen, list(chosen))
    return code


@front_door.command(cls=swedish_click.Command, help="Visa vad som har ändrats mellan två rapporter för samma kommun.")
@click.argument("one", metavar="NAMN")
@click.argument("other", metavar="NAMN")
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Bara detta format. Kan upprepas.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="MAPP",
    help="Mappen som jämförelsen skrivs i.",
)
@click.option("--force", is_flag=True, help="Bygg även det som redan är aktuellt.")
def compare(one: str, other: str, formats: tuple[str, ...], output: Path, force: bool) -> int:
    from medlemsnytta.commands import page_builds
    from medlemsnytta.commands.progress import Progress
    from medlemsnytta.pages.pipeline import BuildOptions

    root = _root()
    return page_builds.compare_reports(
        root, one, other, root / output, BuildOptions(formats or FORMATS, None, force), Progress()
    )


@front_door.command(cls=swedish_click.Command, help="Visa flera rapporter sida vid sida. Utan namn alla i params.")
@click.argument("names", nargs=-1, metavar="[NAMN]...")
@click.option("--table", "tables", multiple=True, metavar="FIL", help="En tabell (CSV, xlsx) med en rapport per rad.")
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Bara detta format. Kan upprepas.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="MAPP",
    help="Mappen som översikten skrivs i.",
)
@click.option("--static", is_flag=True, help="HTML utan skript: diagrammen är stilla och filen liten nog för e-post.")
@click.option("--force", is_flag=True, help="Bygg även det som redan är aktuellt.")
def overview(
    names: tuple[str, ...], tables: tuple[str, ...], formats: tuple[str, ...], output: Path, static: bool, force: bool
) -> int:
    from medlemsnytta.commands import page_builds
    from medlemsnytta.commands.progress import Progress
    from medlemsnytta.pages.pipeline import BuildOptions

    root, options = _root(), BuildOptions(formats or FORMATS, None, force, static)
    return page_builds.overview_reports(root, names, tables, root / output, options, Progress())


@front_door.command(cls=swedish_click.Command, help="Granska parametrar och underlag utan att bygga något.")
@click.argument("names", nargs=-1, metavar="[NAMN]...")
@click.option("-p", "settings", multiple=True, metavar="NAMN=VÄRDE", help="Ändra en parameter. Kan upprepas.")
@click.option("--table", "tables", multiple=True, metavar="FIL", help="En tabell (CSV, xlsx) med en rapport per rad.")
@click.option("--watch", is_flag=True, help="Granska igen varje gång en fil sparas. Avsluta med Ctrl-C.")
def check(names: tuple[str, ...], settings: tuple[str, ...], tables: tuple[str, ...], watch: bool) -> int:
    from medlemsnytta.commands import check

    overrides, root = _overrides(settings), _root()
    if watch:
        return check.watch_reports(root, names, tables, overrides)
    return check.check_reports(root, names, tables, overrides)


@front_door.command(cls=swedish_click.Command, help="Börja med en ny kommun, eller ett nytt år.")
@click.argument("municipality", metavar="KOMMUN")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, metavar="ÅR", help="Året som ska utvärderas.")
@click.option("--networks", default="", metavar="ID,ID", help="Nätverken. Annars alla vars avgift är känd det året.")
@click.option("--excel", is_flag=True, help="En arbetsbok med ett blad för varje tabell, i stället för CSV-filer.")
def new(municipality: str, year: int, networks: str, excel: bool) -> int:
    from medlemsnytta.commands.new import begin_report

    chosen = [network.strip() for network in networks.split(",") if network.strip()]
    return begin_report(_root(), municipality, year, chosen, excel=excel)


@front_door.command(cls=swedish_click.Command, help="Lägg upp en arbetsmapp för parametrar och underlag.")
@click.argument("folder", metavar="MAPP")
@click.option("--notebooks", is_flag=True, help="Kopiera anteckningsböckerna dit; de används sedan som de står där.")
def init(folder: str, notebooks: bool) -> int:
    from medlemsnytta.starting.working_folder import lay_out

    if not folder.strip():
        raise click.UsageError("MAPP är tom. Skriv vad mappen ska heta, eller en punkt för den här mappen.")
    return lay_out(Path(folder), notebooks=notebooks)


@front_door.command(cls=swedish_click.Command, help="Hämta officiella siffror från SCB och Kolada.")
@click.argument("subjects", nargs=-1, type=click.Choice(["population", "key_figures"]), metavar="[ÄMNE]...")
@click.option("--yes", is_flag=True, help="Skriv utan att fråga.")
def fetch(subjects: tuple[str, ...], yes: bool) -> int:
    from datetime import date

    from medlemsnytta.official import fetch_figures

    def confirmed() -> bool:
        if yes or not sys.stdin.isatty():
            return yes
        return click.confirm("  Ska det skrivas?", default=False)

    return fetch_figures.fetch(_root(), subjects, date.today(), confirmed)


@front_door.command(cls=swedish_click.Command, help="Öppna anteckningsboken i JupyterLab.")
@click.argument("name", required=False, metavar="[NAMN]")
def lab(name: str | None) -> int:
    from medlemsnytta.commands.lab import open_lab

    return open_lab(_root(), name)


@front_door.command(cls=swedish_click.Command, help="Pröva om en färdig fil är den rapport som underlaget ger.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL...")
@click.option("--own-notebook", is_flag=True, help="Kör mappens egen anteckningsbok. Läs igenom den först.")
def verify(files: tuple[Path, ...], own_notebook: bool) -> int:
    from medlemsnytta.commands import verify

    return verify.verify_files(_root(), files, own_notebook=own_notebook)


@front_door.command(cls=swedish_click.Command, help="Packa en rapport för arkivet, med allt som den är gjord av.")
@click.argument("names", nargs=-1, required=True, metavar="NAMN...")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="MAPP",
    help="Mappen som rapporterna står i.",
)
def archive(names: tuple[str, ...], output: Path) -> int:
    from medlemsnytta.commands import verify

    root = _root()
    return verify.archive_reports(root, names, root / output)


def _root(*, quiet: bool = False) -> Path:
    """The project; where it is not the current folder it is told once, because paths in messages begin there."""
    here = Path.cwd()
    root = project_root(here)
    if root != here and not quiet:
        Console().notice(f"Arbetsmapp: {root}")
    return root


def _overrides(settings: Sequence[str]) -> dict[str, str]:
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"-p {setting} saknar likhetstecken. Skriv till exempel -p requirement_level=3.")
        found[name.strip()] = value.strip()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 built or current, 1 a problem to mend or a reader that left, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in (*front_door.commands, "--help"):
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
        # Not front_door.main, which ends without a word when a pipe breaks, whichever pipe it is.
        with front_door.make_context(COMMAND, words) as context:
            return front_door.invoke(context) or ExitCode.DONE
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except (click.Abort, KeyboardInterrupt):
        Console().warning(INTERRUPTED)
        return ExitCode.MENDABLE
    except ProblemsFound as found:
        Console().problems("Inget gjordes:", found.problems)
        return ExitCode.MENDABLE
    except click.UsageError as mistake:
        Console().warning(swedish_click.explained(mistake))
        return ExitCode.WRONG_USAGE
    finally:
        # Last, because what a killed build had begun may have ended only now.
        temporary.tidy()
