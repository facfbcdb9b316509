"""A page led through the main path in this process; what stops it is raised, for the test to look at."""

import contextlib
from pathlib import Path

from medlemsnytta.execution import workers
from medlemsnytta.pages import making
from medlemsnytta.pages.page import Page


class Told:
    """Keeps what became of the page."""

    became = ""

    def about(self, *_: object) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def step(self, step: workers.Step) -> None:
        """Nobody looks at it."""

    def current(self, _: making.Built) -> None:
        self.became = "current"

    def built(self, _: making.Built, worker: int) -> None:
        self.became = "built"


def build(page: Page, output: Path, **options: object) -> str:
    """Whether it was "built" or found "current"."""

    def here(make, jobs):
        return (workers.Outcome(0, job.name, make(job)) for job in jobs)

    told = Told()
    making.build({page.name: lambda: page}, output, making.BuildOptions(**options), here, told)
    return told.became
