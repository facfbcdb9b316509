"""The *tjänsteskrivelse*: the paper that puts the matter before a council, with the report as its appendix.

It is a draft to go on writing in. What the officer has not written is a marked place; nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import replace

from medlemsnytta.analysis.decision_options import Options
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import parameter
from medlemsnytta.presentation.sections import conclusion, cost_in_short, mandate, options, summary
from medlemsnytta.presentation.words.sentences import cite, say
from medlemsnytta.rendering.bundles import Block, Head, Prose, Table, bullets, paragraph, prose, strong

HEADINGS = ("Ärendet", "Förslag till beslut", "Sammanfattning", "Ekonomi", "Beskrivning", "Bilagor")


def head(evaluation: Evaluation) -> Head:
    """The report's, under the name that the paper goes by."""
    of_report = summary.head(evaluation)
    return replace(
        of_report,
        title=f"Tjänsteskrivelse: {of_report.title}",
        description=f"Utkast till tjänsteskrivelse. Bilaga: {of_report.title}.",
    )


def sections(evaluation: Evaluation, can_be_decided: Options) -> Iterator[tuple[str, tuple[Prose | Table, ...]]]:
    """Each heading, and what stands under it."""
    contents: tuple[tuple[Prose | Table, ...], ...] = (
        (summary.notice(evaluation), mandate.text(evaluation.memberships)),
        (_proposed(evaluation),),
        (summary.in_short(evaluation, "Beskrivning"),),
        (prose(paragraph(cost_in_short.text(evaluation.fees))), options.table(can_be_decided)),
        (_described(evaluation),),
        (_appendices(evaluation),),
    )
    yield from zip(HEADINGS, contents, strict=True)


def to_write(what: str) -> Block:
    """A place that is marked for the officer."""
    return paragraph(strong(f"[Att skriva: {what}]"))


def _proposed(evaluation: Evaluation) -> Prose:
    return prose(*(conclusion.proposed(evaluation) or [to_write("förslaget till beslut, en mening för varje punkt.")]))


def _described(evaluation: Evaluation) -> Prose:
    written = [block for name in conclusion.HEADINGS for block in conclusion.written(name, evaluation)]
    lacking = [
        to_write(f"förvaltningens {heading.lower()}.")
        for name, heading in conclusion.HEADINGS.items()
        if not getattr(evaluation.parameters, name)
    ]
    return prose(*written, *conclusion.reason(evaluation), *lacking)


def _appendices(evaluation: Evaluation) -> Prose:
    title, year = (parameter(name, getattr(evaluation.parameters, name)) for name in ("title", "year"))
    words = say("{title}, {year}", title=cite(str(title.value), title), year=cite(str(year.value), year))
    return prose(bullets(words, ordered=True))
