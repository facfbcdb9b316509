"""Pages built, one or many, here or elsewhere, each shown as it goes; one page's failure stops no other."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from medlemsnytta.commands.progress import Progress, seconds
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.files import folder_lock, writing
from medlemsnytta.inputs.tables.waiting_rows import Pile
from medlemsnytta.pages import index, making, warm
from medlemsnytta.pages.page import Page
from medlemsnytta.presentation.words.waiting_words import waiting_lines
from medlemsnytta.provenance import recipe

Pages = Mapping[str, Callable[[], Page]]
"""By its name what gives a page, or raises ProblemsFound."""


def run_builds(
    root: Path,
    pages: Pages,
    output: Path,
    options: making.BuildOptions,
    progress: Progress,
    makers: workers.Pool | str,
    when_current: Callable[[list[str]], None] = lambda _: None,
) -> ExitCode:
    """Build the pages by the `makers`: workers here, or a cluster by its address.

    `when_current` is called with the names of all pages, where none failed, before another build may write in the folder.
    """
    teller, begun, listing = _Teller(root, progress), time.perf_counter(), None
    run = partial(_run, makers=makers)
    waiting = partial(progress.warning, f"Ett annat bygge skriver i {output.name}. Väntar på det …")
    try:
        with folder_lock.held(output, waiting), progress.building(len(pages)):
            writing.tidy(output)
            try:
                making.build(pages, output, options, run, teller)
            finally:
                listing = index.write(output)
            # What waits is to be told the next time too, also where nothing else has changed.
            if not teller.failed and not teller.waiting:
                when_current(list(pages))
    except ProblemsFound as unusable:
        title = "Inga fler rapporter byggdes:" if teller.begun else "Inga rapporter byggdes:"
        progress.problems(title, unusable.problems)
        return ExitCode.MENDABLE
    progress.info("", f"{len(pages) - len(teller.failed)} av {len(pages)} rapporter klara på {seconds(begun)}.")
    if listing:
        progress.info(f"Alla rapporter i mappen är listade i {_shown(root, listing)}.")
    for line in waiting_lines(teller.waiting):
        progress.warning(f"OBS: {line}")
    if teller.failed:
        progress.warning(f"Inte byggda: {', '.join(teller.failed)}.")
    return ExitCode.MENDABLE if teller.failed else ExitCode.DONE


def explain(root: Path, pages: Pages, output: Path, options: making.BuildOptions, progress: Progress) -> ExitCode:
    """Say of each page why it would be built or not, and build nothing."""
    teller = _Teller(root, progress, "går inte att bygga")
    for name, page in pages.items():
        with teller.about(name):
            planned = making.plan(page(), output, options)
            if planned.job is None:
                progress.info(f"{name}: byggs inte, för allt är som när den byggdes")
            else:
                verb = "byggs" if planned.job.executed is None else "skrivs om utan att räknas om"
                progress.info(f"{name}: {verb}, för att {' och '.join(planned.why)}")
    return ExitCode.MENDABLE if teller.failed else ExitCode.DONE


def _run(make: workers.Maker, jobs: Iterator[making.Job], makers: workers.Pool | str) -> Iterator[workers.Event]:
    """What becomes of the jobs: in the workers here, or on the cluster at an address."""
    if isinstance(makers, workers.Pool):
        return makers.made(make, jobs)
    from medlemsnytta.execution import cluster

    return cluster.made(makers, make, jobs, recipe.environment, warm.prepare)


class _Teller:
    """Tells on the screen what becomes of each page, and keeps which have `begun` and `failed`, and what waits for a person."""

    def __init__(self, root: Path, progress: Progress, verdict: str = "byggdes inte") -> None:
        self._root, self._progress, self._verdict = root, progress, verdict
        self.begun: dict[str, float] = {}
        self.failed: list[str] = []
        self.waiting: list[Pile] = []

    @contextlib.contextmanager
    def about(self, name: str, worker: int | None = None) -> Iterator[None]:
        """Report what stops the page, and go on; errors of ours keep their traceback."""
        title = f"{name} {self._verdict}:"
        try:
            yield
        except ProblemsFound as found:
            self._progress.problems(title, found.problems)
        except making.Stopped as stopped:
            self._stopped(title, name, stopped)
        except workers.WorkerLost as lost:
            self._progress.warning(
                f"{title} processen som gör rapporten försvann vid steget ”{lost.stage}”. Kanske tog minnet slut."
            )
        except workers.StageTooSlow as slow:
            limit = f"{slow.seconds:g}\N{NO-BREAK SPACE}sekunder"
            self._progress.warning(f"{title} steget ”{slow.stage}” var inte klart efter {limit} och avbröts.")
        else:
            return
        self.failed.append(name)
        self._progress.finished(worker, name, "failed")

    def _stopped(self, title: str, name: str, stopped: making.Stopped) -> None:
        failure, kept = stopped.failure, f"{name}.failed.ipynb"
        self._progress.warning(
            f"{title} en cell i {failure.notebook_name} stannade.",
            f"  Under rubriken: {failure.heading or 'anteckningsbokens början'}",
            f"  Felet: {failure.error}",
            "  Cellen:",
            *(f"    {line}" for line in failure.source.splitlines()),
        )
        if stopped.found:
            self._progress.problems("  Anteckningsboken så långt den kom är inte sparad:", stopped.found)
        else:
            self._progress.warning(f"  Anteckningsboken så långt den kom är sparad som {kept}.")

    def current(self, built: making.Built) -> None:
        self._progress.finished(None, built.name, "current")
        self._progress.current(built.name)
        self._files(built)

    def step(self, step: workers.Step) -> None:
        """Its time is counted from its first step: until then it waited for a worker."""
        self.begun.setdefault(step.name, time.perf_counter())
        self._progress.step(step.worker, step.name, step.stage)

    def built(self, built: making.Built, worker: int) -> None:
        begun = self.begun[built.name]
        self._progress.finished(worker, built.name, "built", seconds=round(time.perf_counter() - begun, 3))
        self._progress.info(f"{built.name}: byggd på {seconds(begun)}")
        self._files(built)

    def _files(self, built: making.Built) -> None:
        for one in built.released:
            self._progress.warning(
                f"  OBS: {one['shown']} är undantaget från kontrollen av personuppgifter: {one['reason']}"
            )
        self.waiting += built.waiting
        for warning in built.warnings:
            self._progress.warning(f"  OBS: anteckningsboken, {warning}")
        self._progress.paths(_shown(self._root, path) for path in built.paths)
        for file, kept in built.kept.items():
            self._progress.warning(
                f"  OBS: i {file} har någon skrivit sedan den byggdes. Den filen finns kvar som {kept.name}, och {file} är ny."
            )
        for path in built.edited:
            self._progress.warning(
                f"  OBS: i {_shown(self._root, path)} har någon skrivit sedan den byggdes. Den är kvar som den är."
            )
        for path in built.stale:
            self._progress.warning(
                f"  OBS: {_shown(self._root, path)} är byggd på tidigare underlag. Bygg om den, eller ta bort den."
            )


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
