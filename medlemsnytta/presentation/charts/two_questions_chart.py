"""The table of the two questions as a picture: each network in the cell that its answers give."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import altair as alt

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.cells import cell_of
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.presentation.charts.drawing import Data, encoding, finished, table, unchecked, view
from medlemsnytta.presentation.words import verdicts
from medlemsnytta.presentation.words.sentences import capitalised, cell, fact_words, joined, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Chart, Column

USES, LOSSES = ("yes", "partly", "no", "unknown"), ("yes", "unknown", "no")
QUESTION = {
    "member": "Används det, och skulle något gå förlorat?",
    "candidate": "Kommer det att användas, och ger det något som inte går att få ändå?",
    "left": "Har det saknats, och ger det något som inte går att få ändå?",
}
_SHADES = {"for": "#d3e6ea", "weigh": "#f0ead9", "not_enough": "#f3f4f4", "against": "#efdfd2"}
_TOP, _EMPTY, _LEFT, _WIDE = 30, 38, 96, 168
"""Pixels: the room of the columns' labels, of a row without networks, of the rows' labels, and a cell's width."""
MOST_LARGE = 6
"""Of more networks the names are smaller, and share lines."""


class _Size(NamedTuple):
    """Of the networks' names: the room above, letters and lines in pixels, and how many letters a line may share."""

    above: int
    font: int
    line: int
    letters: int


_SIZE, _SMALL = _Size(30, 13, 17, 0), _Size(27, 11, 14, 28)


@unchecked()
def two_questions(answers: Answers) -> Chart:
    """The first answer by row, the second by column; what is missing is a row and a column too."""
    kind = answers.one_kind
    question = QUESTION[kind]
    placed = {place: [] for place in ((use, loss) for use in USES for loss in LOSSES)}
    for network in answers.networks:
        placed[network.judgement.use.answer, network.judgement.loss.answer].append(network)
    size = _SIZE if len(answers.networks) <= MOST_LARGE else _SMALL
    rows, height = _cells(placed, size)
    labels = [*_row_labels(rows), *_column_labels(kind)]
    box = encoding(
        x=alt.X("left:Q", scale=alt.Scale(domain=[0, _LEFT + 3 * _WIDE], nice=False), axis=None),
        x2=alt.X2("right:Q"),
        y=alt.Y("top:Q", scale=alt.Scale(domain=[0, height], nice=False, reverse=True), axis=None),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color("shade:N", scale=None),
    )
    x = alt.X("left:Q", scale=alt.Scale(domain=[0, _LEFT + 3 * _WIDE], nice=False), axis=None)
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, height], nice=False, reverse=True), axis=None)
    boxes, words = Data(rows), Data(labels)
    corner = {"align": "left", "baseline": "top", "lineBreak": "\n", "dx": 7}
    layers = [
        view(alt.MarkDef(type="rect", stroke="#ffffff", strokeWidth=3), box, data=boxes),
        view(
            alt.MarkDef(type="text", dy=7, fontSize=11, color=theme.MUTED, **corner),
            encoding(x=x, y=y, text=alt.Text("words:N")),
            data=boxes,
        ),
        view(
            alt.MarkDef(
                type="text", dy=size.above - 6, fontSize=size.font, fontWeight=600, lineHeight=size.line, **corner
            ),
            encoding(x=x, y=y, text=alt.Text("names:N")),
            "datum.names !== ''",
            data=boxes,
        ),
        view(
            alt.MarkDef(type="text", dy=7, fontSize=12, color=theme.INK, **corner),
            encoding(x=x, y=y, text=alt.Text("words:N")),
            data=words,
        ),
    ]
    chart = {"layer": layers, "width": _LEFT + 3 * _WIDE, "height": height}
    columns = [
        Column("Nätverk"),
        Column(verdicts.use_question(kind)),
        Column(verdicts.loss_question(kind)),
        Column("Vad underlaget säger"),
    ]
    return Chart(
        "diagram-tva-fragor",
        question,
        _alternative(answers),
        finished(chart, boxes, words, typed=[network.short for network in answers.networks]),
        table("diagram-tva-fragor", question, columns, [_table_row(network) for network in answers.networks]),
        rows_in="tabell-svar",
    )


def _cells(placed: dict[tuple[str, str], list[NetworkAnswers]], size: _Size) -> tuple[list[dict[str, Any]], int]:
    """The boxes with their places in pixels, and the height of all; a row is as high as its fullest cell."""
    lines = {place: _lines([network.short for network in networks], size) for place, networks in placed.items()}
    rows, top = [], _TOP
    for use in USES:
        most = max(len(lines[use, loss]) for loss in LOSSES)
        bottom = top + (size.above + size.line * most if most else _EMPTY)
        for place, loss in enumerate(LOSSES):
            code = _code(use, loss)
            left = _LEFT + place * _WIDE
            rows.append(
                {
                    "left": left,
                    "right": left + _WIDE,
                    "top": top,
                    "bottom": bottom,
                    "use": use,
                    "shade": _SHADES[code.removeprefix("nearest_")],
                    "words": _BOX[code],
                    "names": "\n".join(lines[use, loss]),
                }
            )
        top = bottom
    return rows, top


def _code(use: str, loss: str) -> str:
    return cell_of(use, loss, use_confirmed=False, loss_confirmed=False)


def box_words(use: str, loss: str) -> str:
    """What a pair of answers says, whatever the kind of decision."""
    return _BOX[_code(use, loss)]


def _lines(names: list[str], size: _Size) -> list[str]:
    """A name a line; of many networks as many as a line holds."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) + 2 <= size.letters:
            lines[-1] = f"{lines[-1]}, {name}"
        else:
            lines.append(name)
    return lines


_BOX = {
    "nearest_for": "talar för",
    "weigh": "får vägas mot priset",
    "not_enough": "underlaget räcker inte",
    "nearest_against": "talar emot",
}
"""A cell's own words, whatever the kind of decision; how strong they are is said of each network."""


def _row_labels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    tops = {row["use"]: row["top"] for row in rows}
    return [{"left": 0, "top": tops[use], "words": verdicts.ANSWER[use].replace(" eller ", "\neller ")} for use in USES]


def _column_labels(kind: str) -> list[dict[str, Any]]:
    return [
        {"left": _LEFT + place * _WIDE, "top": 0, "words": column_words(kind)[loss]}
        for place, loss in enumerate(LOSSES)
    ]


def column_words(kind: str) -> Mapping[str, str]:
    """The second answer in the words of the kind of decision."""
    return _LOST if kind == "member" else _GIVEN


_LOST = {"yes": "ja, något går förlorat", "unknown": "vet vi inte", "no": "nej, inget"}
_GIVEN = {"yes": "ja, något fås bara här", "unknown": "vet vi inte", "no": "nej, allt fås ändå"}


def _alternative(answers: Answers) -> Any:
    """The cells that hold networks, in words."""
    return say(
        "Rutnät med svaren på frågorna. {said}.",
        said=joined([_said(network) for network in answers.networks], ". "),
    )


def _said(network: NetworkAnswers) -> Any:
    found, state = AnswerFacts(network.judgement), network.judgement.case.state
    return say(
        "{short}: {use}, och {loss}; {cell}",
        short=cell(network.profile, "short"),
        use=fact_words(found.use_answer, lambda code: verdicts.use_clause(code, state)),
        loss=fact_words(found.loss_answer, lambda code: verdicts.loss_clause(code, state)),
        cell=fact_words(found.cell, lambda code: verdicts.cell_words(code, state)),
    )


def _table_row(network: NetworkAnswers) -> tuple[Any, ...]:
    found, state = AnswerFacts(network.judgement), network.judgement.case.state
    return (
        cell(network.profile, "short"),
        capitalised(fact_words(found.use_answer, verdicts.ANSWER.__getitem__)),
        capitalised(fact_words(found.loss_answer, verdicts.LOSS_ANSWER.__getitem__)),
        capitalised(fact_words(found.cell, lambda code: verdicts.cell_words(code, state))),
    )
