"""One report as its files stand now: what it shows, what is wrong, and what is missing. Nothing is written in `output`."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.errors import MedlemsnyttaError, Problem, ProblemsFound
from medlemsnytta.execution import workers
from medlemsnytta.execution.notebooks import NotebookFailed
from medlemsnytta.files import watching
from medlemsnytta.inputs.parameters.reports import PARAMS_FOLDER
from medlemsnytta.pages import making, report
from medlemsnytta.pages.problems import by_file, examiner, missing
from medlemsnytta.presentation.words.waiting_words import waiting_lines

LOOKS_A_SECOND = 30
"""At most: where a look takes long, as in a folder that is shared over a network, a third of the time goes to looking."""
_AGAIN = 2
"""So many times more a file is tried that cannot be opened, since a program that saves holds it for a moment."""


Told = tuple[tuple[str, tuple[str, ...]], ...]
"""Lines of what is wrong, by file."""


@dataclass(frozen=True)
class State:
    """`version` counts the pages made; `problems` are by file, and while there are some the last good page stands.

    `missing` are questions, and `waiting` says which rows wait for a person.
    """

    version: int = 0
    making: bool = True
    problems: Told = ()
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class LiveReport:
    """The page of the report `name`, made at each save; `changed` is called with each new state.

    The worker of `pool` makes one page at a time: `making_one` is held meanwhile.
    """

    def __init__(
        self,
        root: Path,
        name: str,
        pool: workers.Pool,
        making_one: threading.Lock,
        changed: Callable[[State], None],
    ) -> None:
        self.root, self.name = root, name
        self.state, self.html = State(), b""
        self._pool, self._changed = pool, changed
        self._pdf: tuple[int, bytes] | None = None
        self._pause = 1 / LOOKS_A_SECOND
        self._making, self._over = making_one, threading.Event()
        self._watch = threading.Thread(target=self._watching, name=f"preview of {name}", daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop watching; what is being made meanwhile is not waited for long."""
        self._over.set()
        self._watch.join(timeout=2)

    def pdf(self) -> bytes:
        """The PDF of the page that is shown; raises MedlemsnyttaError."""
        with self._making:
            version = self.state.version
            if self._pdf is None or self._pdf[0] != version:
                self._pdf = version, self._made(self._job("pdf"))
            return self._pdf[1]

    def _watching(self) -> None:
        # What is saved while the first page is made is a change too.
        before = self._stamps()
        self._refresh()
        for _ in watching.changes(self._stamps, lambda: self._over.wait(self._pause), self._over.is_set, before):
            self._refresh()

    def _stamps(self) -> watching.Stamps:
        begun = time.perf_counter()
        own = [folder for folder in (self.root / "data").glob("*") if folder.is_dir()]
        found = watching.stamps([self.root / PARAMS_FOLDER, *own])
        self._pause = max(1 / LOOKS_A_SECOND, 2 * (time.perf_counter() - begun))
        return found

    def _refresh(self) -> None:
        self._say(replace(self.state, making=True))
        seen = self._stamps()
        for again in range(_AGAIN + 1):
            problems, evaluation = self._tried()
            if again == _AGAIN or not any("går inte att öppna" in line for _, lines in problems for line in lines):
                break
            self._over.wait(0.3)
        if problems and self._stamps() != seen:
            # Saved again meanwhile: what was read may be half a file, and another page is on its way.
            return
        if evaluation is None:
            self._say(replace(self.state, making=False, problems=problems))
        else:
            lacking = tuple(line.partition(". ")[2] for line in missing(evaluation))
            waiting = tuple(waiting_lines(evaluation.read.waiting if evaluation.read else ()))
            self._say(State(self.state.version + 1, making=False, missing=lacking, waiting=waiting))

    def _tried(self) -> tuple[Told, Evaluation | None]:
        """Make the page in the worker and examine what it rests on here, at the same time; what is wrong, or the evaluation.

        The worker has its job before the examination begins, which would keep it waiting.
        """
        with self._making, ThreadPoolExecutor(1) as beside:
            html: bytes = b""
            stopped: Told = ()
            coming: Future[bytes] = Future()
            try:
                coming = beside.submit(self._made, self._job("html"))
            except ProblemsFound as found:
                coming.set_exception(found)
            evaluation = examiner(self.root, {})(self.name, None)
            try:
                html = coming.result()
            except ProblemsFound as found:
                stopped = _told(found.problems)
            except MedlemsnyttaError as error:
                stopped = (_stopped(error),)
            if isinstance(evaluation, list):
                return _told(evaluation), None
            if stopped:
                return stopped, None
            self.html = html
            return (), evaluation

    def _job(self, form: str) -> making.Job:
        page = report.page(self.root, self.name)
        return making.job_of(page, [f"{self.name}.{form}"], static=False, engine=making.DEFAULT_ENGINE)

    def _made(self, job: making.Job) -> bytes:
        for event in self._pool.made(making.make, iter([job])):
            if isinstance(event, workers.Outcome):
                if event.error is not None:
                    raise event.error
                made: making.Made = event.result
                return made.contents[job.wanted[0]]
        raise workers.WorkerLost(self.name)

    def _say(self, state: State) -> None:
        self.state = state
        self._changed(state)


def _told(problems: Sequence[Problem]) -> Told:
    return tuple(
        (file, tuple(f"{place}: {one.what} {one.fix}".removeprefix(": ") for place, one in found))
        for file, found in by_file(problems).items()
    )


def _stopped(error: MedlemsnyttaError) -> tuple[str, tuple[str, ...]]:
    if isinstance(error, NotebookFailed):
        return "anteckningsboken", (f"En cell stannade under {error.heading or 'början'}: {error.error}",)
    if isinstance(error, workers.StageTooSlow):
        return "rapporten", (f"Steget ”{error.stage}” var inte klart i tid och avbröts.",)
    return "rapporten", ("Processen som gör rapporten försvann. Spara igen, så görs ett nytt försök.",)
