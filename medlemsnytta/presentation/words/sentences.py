"""Facts in words, and sentences put together from them: what is printed says which facts it says.

A sentence is `say`: a template without figures, and its parts. Words that count (ingen, alla, båda, varje, bara) are said
of a fact too, by `agreeing` or `quantity`, so that they cannot be printed against the rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from medlemsnytta.analysis.facts import Fact, Record
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.cited_text import CitedText, Run, Text, cite, joined, plain, runs_of, say

__all__ = [
    "CitedText",
    "Text",
    "agreeing",
    "as_sentence",
    "capitalised",
    "cell",
    "cite",
    "counted",
    "fact_words",
    "joined",
    "listed",
    "of_report",
    "plain",
    "quantity",
    "say",
]


def fact_words(fact: Fact, form: Callable[[Any], str] = str) -> CitedText:
    """The fact's value in the words of `form`, or that it is not known."""
    return cite(form(fact.value) if fact.known else swedish.UNKNOWN, fact)


def cell(record: Record, column: str, form: Callable[[Any], str] = str) -> CitedText:
    """What a cell of a row says; "uppgift saknas" where it is empty."""
    return fact_words(record.fact(column), form)


def counted(fact: Fact, one: str, many: str) -> CitedText:
    """A counted fact with its noun: "två nätverk"; `one` is the whole phrase for one, "ett nätverk"."""
    return cite(swedish.counted(_number(fact), one, many), fact)


def agreeing(fact: Fact, one: str, many: str) -> CitedText:
    """The form that agrees with a number which is not printed here: "är öppen" of one, "är öppna" of several."""
    return cite(one if _number(fact) == 1 else many, fact)


def quantity(part: Fact, whole: Fact, none: str, some: str, every: str) -> CitedText:
    """ "ingen", "några" or "alla", by how many of the whole there are; of an empty whole nothing can be said.

    Raises ValueError where there is nothing to count, or more than all.
    """
    count, of = _number(part), _number(whole)
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"{count} of {of}")
    return cite(none if count == 0 else every if count == of else some, part, whole)


def _number(fact: Fact) -> int:
    if not isinstance(fact.value, int):
        raise TypeError(f"{fact.kind} is no number: {fact.value!r}")
    return fact.value


def of_report(text: Text, report: str) -> CitedText:
    """The text with its facts said to be of a report, on a page that speaks of several."""
    return CitedText(
        tuple(Run(run.text, tuple(replace(fact, report=report) for fact in run.sources)) for run in runs_of(text))
    )


def listed(texts: Sequence[Text], last: str = "och") -> CitedText:
    """ "a, b och c"."""
    if len(texts) < 2:
        return joined(texts)
    return joined([joined(texts[:-1], ", "), texts[-1]], f" {last} ")


def as_sentence(text: CitedText) -> CitedText:
    """What somebody has typed, ended as a sentence where it goes on into another."""
    return text if text.text.rstrip().endswith((".", "!", "?", "…", "”")) else text + "."


def capitalised(text: CitedText) -> CitedText:
    return text.with_first(str.upper)
