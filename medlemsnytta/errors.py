"""What can be wrong with the work of the person at the keyboard, in words that person can act on."""

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_INDENT = " " * 6


class ExitCode(IntEnum):
    """How a command went, for the shell that started it."""

    DONE = 0
    MENDABLE = 1
    """Something that the person at the keyboard can mend, or a command that was stopped."""

    WRONG_USAGE = 2


INTERRUPTED = "\nAvbrutet. Det som redan var färdigt finns kvar."
"""What Ctrl-C is answered with."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: `where` it is (file and row), `what` is wrong, how to `fix` it; all in Swedish.

    `rows` are lines to copy as they stand.
    """

    where: str
    what: str
    fix: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The problem on one line, and below it each row on a line that begins with blanks."""
        told = f"{self.where}: {self.what} {self.fix}".rstrip()
        return "\n".join([showable(told), *(f"{_INDENT}{showable(row)}" for row in self.rows)])

    @classmethod
    def from_lines(cls, lines: str) -> "list[Problem]":
        """Problems that came as their own text, from another process; they are reported in the same words again."""
        problems: list[Problem] = []
        for line in lines.splitlines():
            if problems and line.startswith(_INDENT):
                problems[-1] = replace(problems[-1], rows=(*problems[-1].rows, line.removeprefix(_INDENT)))
            else:
                where, _, rest = line.partition(": ")
                problems.append(cls(where, rest, ""))
        return problems


def showable(words: str) -> str:
    """The words on one line, where no mark of what was typed can move the cursor or turn the direction of writing."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def listed(title: str, problems: Iterable[object]) -> str:
    """The one form in which problems are shown: a title, and each problem on a line of its own."""
    return "\n".join([title, *(f"  - {problem}" for problem in problems)])


class MedlemsnyttaError(Exception):
    """The base of every error that is reported in words, without a traceback."""


def of_the_system(error: OSError) -> "ProblemsFound | None":
    """A disk that is full and a name that is too long, in words, wherever it was; None of any other error."""
    if error.errno == errno.ENAMETOOLONG:
        name = str(error.filename or "").replace("\\", "/").rpartition("/")[2]
        return ProblemsFound([Problem(f"{name[:60]}…", "namnet är längre än vad datorn tar.", "Korta det.")])
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return None
    fix = "Gör plats där filerna skrivs, eller i mappen för tillfälliga filer, och gör om det."
    return ProblemsFound([Problem("disken", "den är full.", fix)])


class ProblemsFound(MedlemsnyttaError):
    """Every problem that one examination found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback: what is to be mended, and nothing of how it was found."""
        return [f"  - {problem}" for problem in self.problems]
