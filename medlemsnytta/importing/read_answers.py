"""What was read in from one file, before it is given pseudonyms and written: people, what they say, counts, and what to tell."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from medlemsnytta.errors import Problem
from medlemsnytta.starting.csv_writer import Cells


@dataclass(frozen=True)
class Person:
    """Somebody who has answered: `known` is the pseudonym that the tables have already, and else `cells` is a new row."""

    known: str = ""
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """One proposed row of the statements, by the person at `person` in the file's people; `key` tells it from the others."""

    person: int
    cells: Cells
    key: str


@dataclass(frozen=True)
class Answers:
    """What one file gave. `digest` is of all its answers; `label` is what it is called in the tables."""

    label: str
    digest: str
    people: Sequence[Person] = ()
    statements: Sequence[Statement] = ()
    counts: Sequence[Cells] = ()
    told: Sequence[str] = ()
    problems: Sequence[Problem] = ()


def digest_of(parts: Sequence[object]) -> str:
    """The same answers have the same digest, whichever program saved the file last."""
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:8]
