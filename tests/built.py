"""A page led through the main path in this process; what stops it is raised, for the test to look at."""

import contextlib
from pathlib import Path

from medlemsnytta.execution import workers
from medlemsnytta.pages import making
from medlemsnytta.pages.page import Page


class Told:
    """Keeps what was built, or found current."""

    def __init__(self) -> None:
        self.pages: list[making.Built] = []

    def about(self, *_: object) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def step(self, step: workers.Step) -> None:
        """Nobody looks at it."""

    def current(self, built: making.Built, *_: object) -> None:
        self.pages.append(built)

    built = current


def build(page: Page, output: Path, **options: object) -> making.Built:
    def here(make, jobs):
        return (workers.run_here(make, job, lambda _: None) for job in jobs)

    told = Told()
    making.build({page.name: lambda: page}, output, making.BuildOptions(**options), here, told)
    return told.pages[0]
