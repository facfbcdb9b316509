"""How things are said on the screen: results on standard output, warnings and problems on standard error."""

import sys
from collections.abc import Iterable
from typing import TextIO

from medlemsnytta.errors import Problem, listed


class Console:
    """Prints whole lines of plain text, never broken, so that they can be searched and copied; `quiet` prints no results."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def info(self, *lines: str) -> None:
        """What was done or found."""
        if not self.quiet:
            self._print(lines, sys.stdout)

    def notice(self, *lines: str) -> None:
        """What is good to know beside the result, and no part of it."""
        if not self.quiet:
            self._print(lines, sys.stderr)

    def warning(self, *lines: str) -> None:
        """What the person at the keyboard has to know, also where only that is asked for."""
        self._print(lines, sys.stderr)

    def problems(self, title: str, problems: Iterable[Problem]) -> None:
        """Everything that stopped one thing."""
        self.warning(listed(title, problems))

    def _print(self, lines: Iterable[str], stream: TextIO) -> None:
        for line in lines:
            print(line, file=stream, flush=True)
