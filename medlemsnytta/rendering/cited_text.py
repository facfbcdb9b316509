"""Text that keeps, for each piece of it, what it was taken from: a fact, known here by its `as_json` alone.

What is put together from cited pieces is cited piece by piece; an f-string would lose that, and is refused.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any, Protocol


class Citable(Protocol):
    """What a piece of text may be taken from."""

    def as_json(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Run:
    """A piece of text with what it says; without sources it is words of the program's own."""

    text: str
    sources: tuple[Citable, ...] = ()


@dataclass(frozen=True)
class CitedText:
    """Runs of text, in their order."""

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)

    def __add__(self, other: "Text") -> "CitedText":
        return CitedText((*self.runs, *runs_of(other)))

    def __radd__(self, other: str) -> "CitedText":
        return CitedText((Run(other), *self.runs))

    def __format__(self, _: str) -> str:
        raise TypeError("an f-string would lose what the text was taken from: use say()")

    __str__ = None  # type: ignore[assignment]

    def with_first(self, change: Callable[[str], str]) -> "CitedText":
        """The text whose first letter is changed, such as to a capital."""
        first = next((place for place, run in enumerate(self.runs) if run.text), None)
        if first is None:
            return self
        run = self.runs[first]
        changed = Run(change(run.text[:1]) + run.text[1:], run.sources)
        return CitedText((*self.runs[:first], changed, *self.runs[first + 1 :]))


Text = str | CitedText


def runs_of(text: Text) -> tuple[Run, ...]:
    return text.runs if isinstance(text, CitedText) else (Run(text),)


def plain(text: Text) -> str:
    """The words alone, for what is not printed as a sentence: a file's properties, an order, a width."""
    return text.text if isinstance(text, CitedText) else text


def cite(words: str, *sources: Citable) -> CitedText:
    """The `words`, which say what the `sources` are."""
    return CitedText((Run(words, sources),))


def say(template: str, **parts: Text) -> CitedText:
    """The template with its parts put in; it says nothing that is counted, so a figure in it is an error of ours."""
    return CitedText(tuple(_filled(template, parts)))


def _filled(template: str, parts: dict[str, Text]) -> Iterator[Run]:
    used = set()
    for literal, name, *_ in Formatter().parse(template):
        if any(letter.isdigit() for letter in literal):
            raise ValueError(f"a figure without a source: {template!r}")
        if literal:
            yield Run(literal)
        if name is not None:
            used.add(name)
            yield from runs_of(parts[name])
    if unused := set(parts) - used:
        raise ValueError(f"{sorted(unused)} is not in {template!r}")


def joined(texts: Iterable[Text], between: str = " ") -> CitedText:
    """What is not empty, with so much `between`."""
    runs: list[Run] = []
    for text in texts:
        if plain(text):
            runs.extend([*([Run(between)] if runs else []), *runs_of(text)])
    return CitedText(tuple(runs))
