"""Pages built, one or many, each shown as it goes; one report's failure stops no other."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from medlemsnytta.commands.progress import Progress, seconds
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebooks import NotebookFailed
from medlemsnytta.files import folder_lock, writing
from medlemsnytta.inputs.parameters.batches import Chosen
from medlemsnytta.inputs.parameters.yaml_lines import Located
from medlemsnytta.pages import index, pipeline
from medlemsnytta.provenance import recipe

Planner = Callable[[str, Located | None], pipeline.Plan]
"""Of a page's name and its row in a table of reports: what has to be done for it."""


def run_builds(
    root: Path,
    chosen: Chosen,
    output: Path,
    options: pipeline.BuildOptions,
    progress: Progress,
    plan: Planner | None = None,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
) -> ExitCode:
    """Build the chosen pages, which are reports where no `plan` makes them others.

    So many `jobs` at once, else one a core; or on the `cluster` at that address.
    """
    return _Builds(root, output, options, progress, plan).run(chosen, jobs, cluster)


def explain(root: Path, chosen: Chosen, output: Path, options: pipeline.BuildOptions, progress: Progress) -> ExitCode:
    """Say of each report why it would be built or not, and build nothing."""
    failed: list[str] = []
    for name, row in chosen.items():
        with _problems_reported(name, failed, progress, "går inte att bygga"):
            planned = pipeline.plan(root, name, output, options, row)
            if planned.job is None:
                progress.info(f"{name}: byggs inte, för allt är som när den byggdes")
            else:
                verb = "byggs" if planned.job.executed is None else "skrivs om utan att räknas om"
                progress.info(f"{name}: {verb}, för att {' och '.join(planned.why)}")
    return ExitCode.MENDABLE if failed else ExitCode.DONE


class _Builds:
    """One run of builds: what is planned, begun and failed so far."""

    def __init__(
        self,
        root: Path,
        output: Path,
        options: pipeline.BuildOptions,
        progress: Progress,
        plan: Planner | None = None,
    ) -> None:
        self._root, self._output, self._options, self._progress = root, output, options, progress
        self._plan = plan or (lambda name, row: pipeline.plan(root, name, output, options, row))
        self._plans: dict[str, pipeline.Plan] = {}
        self._begun: dict[str, float] = {}
        self._at_work: set[str] = set()
        self._failed: list[str] = []

    def run(self, chosen: Chosen, processes: int | None, cluster: str | None) -> ExitCode:
        begun = time.perf_counter()
        try:
            with self._folder_to_itself(), self._progress.building(len(chosen)):
                writing.tidy(self._output)
                try:
                    self._build(self._jobs(chosen), processes, cluster)
                finally:
                    listing = index.write(self._output)
        except ProblemsFound as unusable:
            title = "Inga fler rapporter byggdes:" if self._begun else "Inga rapporter byggdes:"
            self._progress.problems(title, unusable.problems)
            return ExitCode.MENDABLE
        done = len(chosen) - len(self._failed)
        self._progress.info("", f"{done} av {len(chosen)} rapporter klara på {seconds(begun)}.")
        if listing:
            self._progress.info(f"Alla rapporter i mappen är listade i {_shown(self._root, listing)}.")
        if self._failed:
            self._progress.warning(f"Inte byggda: {', '.join(self._failed)}.")
        return ExitCode.MENDABLE if self._failed else ExitCode.DONE

    def _folder_to_itself(self) -> contextlib.AbstractContextManager[None]:
        return folder_lock.held(
            self._output,
            lambda: self._progress.warning(f"Ett annat bygge skriver i {self._output.name}. Väntar på det …"),
        )

    def _jobs(self, chosen: Chosen) -> Iterator[pipeline.Job]:
        """What has to be made; what is current is reported on the way."""
        for name, row in chosen.items():
            with _problems_reported(name, self._failed, self._progress) as reported:
                planned = self._plan(name, row)
                if planned.job is not None:
                    self._plans[name], self._begun[name] = planned, time.perf_counter()
                    yield planned.job
                    continue
                self._progress.finished(None, name, "current")
                self._progress.current(name)
                self._report_files(pipeline.built(planned, self._output))
            if reported.problem:
                self._progress.finished(None, name, "failed")

    def _build(self, jobs: Iterator[pipeline.Job], processes: int | None, address: str | None) -> None:
        if address:
            from medlemsnytta.execution import cluster

            self._follow(cluster.made(address, pipeline.make, jobs, recipe.environment, pipeline.warm_up))
            return
        first, second = next(jobs, None), None
        if first is not None:
            second = next(jobs, None)
        if second is None:
            if first is not None:
                scripted = f"{first.name}.html" in first.wanted and not first.static
                step = partial(self._progress.step, 0, first.name)
                self._take(workers.run_here(pipeline.make, first, step, scripted=scripted))
            return
        scripted = "html" in self._options.formats and not self._options.static
        size, warm_up = processes or workers.usable_cores(), pipeline.warm_up(first)
        with workers.Pool(size, pipeline.make, scripted=scripted, warm_up=warm_up) as pool:
            self._follow(pool.made(chain([first, second], jobs)))

    def _follow(self, events: Iterator[workers.Event]) -> None:
        for event in events:
            if isinstance(event, workers.Step):
                if event.name not in self._at_work:
                    # Until now it waited for a worker.
                    self._at_work.add(event.name)
                    self._begun[event.name] = time.perf_counter()
                self._progress.step(event.worker, event.name, event.stage)
            else:
                self._take(event)

    def _take(self, outcome: workers.Outcome) -> None:
        """Publish what was made, or report what stopped it; errors of ours keep their traceback."""
        name = outcome.name
        with _problems_reported(name, self._failed, self._progress) as reported:
            if outcome.error is not None:
                self._keep_aside(name, outcome.error)
                raise outcome.error
            with _uninterrupted():
                built = pipeline.publish(self._plans.pop(name), outcome.result, self._output)
            spent = time.perf_counter() - self._begun[name]
            self._progress.finished(outcome.worker, name, "built", seconds=round(spent, 3))
            self._progress.info(f"{name}: byggd på {seconds(self._begun[name])}")
            self._report_files(built)
        if reported.problem:
            self._progress.finished(outcome.worker, name, "failed")

    def _keep_aside(self, name: str, error: Exception) -> None:
        """A notebook that failed is kept as NAME.failed.ipynb, never as the report."""
        if isinstance(error, NotebookFailed):
            from medlemsnytta.rendering.ipynb import notebook_bytes

            writing.publish(self._output, {f"{name}.failed.ipynb": notebook_bytes(error.notebook)})

    def _report_files(self, built: pipeline.Built) -> None:
        for one in built.released:
            self._progress.warning(
                f"  OBS: {one['shown']} är undantaget från kontrollen av personuppgifter: {one['reason']}"
            )
        for warning in built.warnings:
            self._progress.warning(f"  OBS: anteckningsboken, {warning}")
        self._progress.paths(_shown(self._root, path) for path in built.paths)
        for path in built.stale:
            self._progress.warning(
                f"  OBS: {_shown(self._root, path)} är byggd på tidigare underlag. Bygg om den, eller ta bort den."
            )


class _Reported:
    problem = False


@contextlib.contextmanager
def _problems_reported(
    name: str, failed: list[str], progress: Progress, verdict: str = "byggdes inte"
) -> Iterator[_Reported]:
    """Report what stopped it, and go on; errors of ours keep their traceback."""
    reported = _Reported()
    try:
        yield reported
    except ProblemsFound as found:
        progress.problems(f"{name} {verdict}:", found.problems)
    except NotebookFailed as failure:
        progress.warning(
            f"{name} {verdict}: en cell i {failure.notebook_name} stannade.",
            f"  Under rubriken: {failure.heading or 'anteckningsbokens början'}",
            f"  Felet: {failure.error}",
            "  Cellen:",
            *(f"    {line}" for line in failure.source.splitlines()),
            f"  Anteckningsboken så långt den kom är sparad som {name}.failed.ipynb.",
        )
    except workers.WorkerLost:
        progress.warning(f"{name} {verdict}: processen som skrev rapporten försvann. Kanske tog minnet slut.")
    else:
        return
    reported.problem = True
    failed.append(name)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until what is inside is whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[object, ...]] = []
    before: Callable[..., object] | int | None = signal.signal(signal.SIGINT, lambda *signal_: asked.append(signal_))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
