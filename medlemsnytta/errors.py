"""What can be wrong with the work of the person at the keyboard, in words that person can act on."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: `where` it is (file and row), `what` is wrong, how to `fix` it; all in Swedish."""

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.fix}".rstrip()


class MedlemsnyttaError(Exception):
    """The base of every error that is told in words, without a traceback."""


class ProblemsFound(MedlemsnyttaError):
    """Every problem that one examination found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
