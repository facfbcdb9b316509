"""Where results and problems are told: standard output and standard error, in whole lines of plain text."""

from collections.abc import Iterable

from rich.console import Console

from medlemsnytta.errors import Problem


def screens() -> tuple[Console, Console]:
    """For results and for problems; long lines are left whole, so that they can be searched and copied."""
    return _screen(stderr=False), _screen(stderr=True)


def tell(screen: Console, title: str, problems: Iterable[Problem]) -> None:
    """A title, and every problem on a line of its own."""
    screen.print(title)
    for problem in problems:
        screen.print(f"  - {problem}")


def _screen(*, stderr: bool) -> Console:
    return Console(stderr=stderr, soft_wrap=True, highlight=False, markup=False)
