"""Several reports built, each told as it goes; one report's failure stops no other."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from medlemsnytta.commands.progress import Progress, seconds
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebooks import NotebookFailed
from medlemsnytta.files import folder_lock, writing
from medlemsnytta.inputs.parameters import batches, compared, reports
from medlemsnytta.inputs.parameters.batches import Chosen
from medlemsnytta.inputs.parameters.yaml_lines import Located
from medlemsnytta.pages import index, pipeline
from medlemsnytta.provenance import recipe

BUILT, FAILED = 0, 1


@dataclass(frozen=True)
class Hands:
    """Who makes the reports: so many processes here, or a cluster."""

    processes: int | None = None
    cluster: str | None = None


def build_reports(
    root: Path,
    chosen: Chosen | None,
    output: Path,
    options: pipeline.BuildOptions,
    hands: Hands,
    progress: Progress,
) -> int:
    """Build the chosen reports; returns the exit code."""
    return _Build(root, output, options, progress).run(chosen, hands) if chosen else FAILED


def choose(root: Path, names: Sequence[str], tables: Sequence[str], progress: Progress) -> Chosen | None:
    """The reports named, or all, of the tables, or of the params files where no table is given; None where that fails."""
    try:
        chosen = batches.chosen(root, names, tables)
    except ProblemsFound as found:
        progress.warn("Inga rapporter byggdes:")
        for problem in found.problems:
            progress.warn(f"  - {problem}")
        return None
    if not chosen:
        progress.warn(str(reports.NONE_YET))
    return chosen


def compare_reports(
    root: Path, one: str, other: str, output: Path, options: pipeline.BuildOptions, progress: Progress
) -> int:
    """Build the page that compares two reports; returns the exit code."""
    failed: list[str] = []
    with _problems_told("Jämförelsen", failed, progress, "gjordes inte"):
        name = compared.comparison_name(compared.compared_reports(root, one, other))
    if failed:
        return FAILED
    build = _Build(
        root, output, options, progress, lambda *_: pipeline.plan_comparison(root, one, other, output, options)
    )
    return build.run({name: None}, Hands())


def overview_reports(
    root: Path,
    names: Sequence[str],
    tables: Sequence[str],
    output: Path,
    options: pipeline.BuildOptions,
    progress: Progress,
) -> int:
    """Build the page that shows a batch of reports side by side; returns the exit code."""
    build = _Build(
        root, output, options, progress, lambda *_: pipeline.plan_overview(root, names, tables, output, options)
    )
    return build.run({reports.OVERVIEW: None}, Hands(1))


def explain(root: Path, chosen: Chosen | None, output: Path, options: pipeline.BuildOptions, progress: Progress) -> int:
    """Say of each report why it would be built or not, and build nothing; returns the exit code."""
    failed: list[str] = []
    for name, row in (chosen or {}).items():
        with _problems_told(name, failed, progress, "går inte att bygga"):
            planned = pipeline.plan(root, name, output, options, row)
            if planned.job is None:
                progress.say(f"{name}: byggs inte, för allt är som när den byggdes")
            else:
                verb = "byggs" if planned.job.executed is None else "skrivs om utan att räknas om"
                progress.say(f"{name}: {verb}, för att {' och '.join(planned.why)}")
    return FAILED if failed or not chosen else BUILT


class _Build:
    """One build: what is planned, begun and failed so far."""

    def __init__(
        self,
        root: Path,
        output: Path,
        options: pipeline.BuildOptions,
        progress: Progress,
        plan: Callable[[str, Located | None], pipeline.Plan] | None = None,
    ) -> None:
        self._root, self._output, self._options, self._progress = root, output, options, progress
        self._plan = plan or (lambda name, row: pipeline.plan(root, name, output, options, row))
        self._plans: dict[str, pipeline.Plan] = {}
        self._begun: dict[str, float] = {}
        self._at_work: set[str] = set()
        self._failed: list[str] = []

    def run(self, chosen: Chosen, hands: Hands) -> int:
        begun = time.perf_counter()
        try:
            with self._folder_to_itself(), self._progress.building(len(chosen)):
                writing.tidy(self._output)
                try:
                    self._build(self._jobs(chosen), hands)
                finally:
                    listing = index.write(self._output)
        except ProblemsFound as unusable:
            self._progress.warn("Inga fler rapporter byggdes:" if self._begun else "Inga rapporter byggdes:")
            for problem in unusable.problems:
                self._progress.warn(f"  - {problem}")
            return FAILED
        done = len(chosen) - len(self._failed)
        self._progress.say(f"\n{done} av {len(chosen)} rapporter klara på {seconds(begun)}.")
        if listing:
            self._progress.say(f"Alla rapporter i mappen är listade i {_shown(self._root, listing)}.")
        if self._failed:
            self._progress.warn(f"Inte byggda: {', '.join(self._failed)}.")
        return FAILED if self._failed else BUILT

    def _folder_to_itself(self) -> contextlib.AbstractContextManager[None]:
        return folder_lock.held(
            self._output, lambda: self._progress.warn(f"Ett annat bygge skriver i {self._output.name}. Väntar på det …")
        )

    def _jobs(self, chosen: Chosen) -> Iterator[pipeline.Job]:
        """What has to be made; what is current is told of on the way."""
        for name, row in chosen.items():
            with _problems_told(name, self._failed, self._progress) as told:
                planned = self._plan(name, row)
                if planned.job is not None:
                    self._plans[name], self._begun[name] = planned, time.perf_counter()
                    yield planned.job
                    continue
                self._progress.ended(None, name, "current")
                self._progress.current(name)
                self._tell_of(pipeline.built(planned, self._output))
            if told.problem:
                self._progress.ended(None, name, "failed")

    def _build(self, jobs: Iterator[pipeline.Job], hands: Hands) -> None:
        if hands.cluster:
            from medlemsnytta.execution import cluster

            self._follow(cluster.made(hands.cluster, pipeline.make, jobs, recipe.environment, pipeline.warm_up))
            return
        first, second = next(jobs, None), None
        if first is not None:
            second = next(jobs, None)
        if second is None:
            if first is not None:
                scripted = f"{first.name}.html" in first.wanted and not first.static
                tell = partial(self._progress.step, 0, first.name)
                self._take(workers.run_here(pipeline.make, first, tell, scripted=scripted))
            return
        scripted = "html" in self._options.formats and not self._options.static
        size, warm_up = hands.processes or workers.usable_cores(), pipeline.warm_up(first)
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
        """Publish what was made, or tell what stopped it; errors of ours keep their traceback."""
        name = outcome.name
        with _problems_told(name, self._failed, self._progress) as told:
            if outcome.error is not None:
                self._keep_aside(name, outcome.error)
                raise outcome.error
            with _uninterrupted():
                built = pipeline.publish(self._plans.pop(name), outcome.result, self._output)
            spent = time.perf_counter() - self._begun[name]
            self._progress.ended(outcome.worker, name, "built", seconds=round(spent, 3))
            self._progress.say(f"{name}: byggd på {seconds(self._begun[name])}")
            self._tell_of(built)
        if told.problem:
            self._progress.ended(outcome.worker, name, "failed")

    def _keep_aside(self, name: str, error: Exception) -> None:
        """A notebook that failed is kept as NAME.failed.ipynb, never as the report."""
        if isinstance(error, NotebookFailed):
            from medlemsnytta.rendering.ipynb import notebook_bytes

            writing.publish(self._output, {f"{name}.failed.ipynb": notebook_bytes(error.notebook)})

    def _tell_of(self, built: pipeline.Built) -> None:
        for one in built.released:
            self._progress.warn(
                f"  OBS: {one['shown']} är undantaget från kontrollen av personuppgifter: {one['reason']}"
            )
        self._progress.paths(_shown(self._root, path) for path in built.paths)
        for path in built.stale:
            self._progress.warn(
                f"  OBS: {_shown(self._root, path)} är byggd på tidigare underlag. Bygg om den, eller ta bort den."
            )


class _Told:
    problem = False


@contextlib.contextmanager
def _problems_told(name: str, failed: list[str], progress: Progress, verdict: str = "byggdes inte") -> Iterator[_Told]:
    """Tell what stopped the report, and go on; errors of ours keep their traceback."""
    told = _Told()
    try:
        yield told
    except ProblemsFound as found:
        lines = [f"{name} {verdict}:", *(f"  - {problem}" for problem in found.problems)]
    except NotebookFailed as failure:
        lines = [
            f"{name} {verdict}: en cell i {failure.notebook_name} stannade.",
            f"  Under rubriken: {failure.heading or 'anteckningsbokens början'}",
            f"  Felet: {failure.error}",
            "  Cellen:",
            *(f"    {line}" for line in failure.source.splitlines()),
            f"  Anteckningsboken så långt den kom är sparad som {name}.failed.ipynb.",
        ]
    except workers.WorkerLost:
        lines = [f"{name} {verdict}: processen som skrev rapporten försvann. Kanske tog minnet slut."]
    else:
        return
    told.problem = True
    failed.append(name)
    for line in lines:
        progress.warn(line)


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
