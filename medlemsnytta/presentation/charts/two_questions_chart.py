"""The table of the two questions as a picture: each network in the cell that its answers give."""

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.cells import cell_of
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.presentation.charts.canvas import NARROW, WIDE, Canvas, Letters, shared_lines
from medlemsnytta.presentation.charts.drawing import table, unchecked
from medlemsnytta.presentation.words import verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Chart, Column

USES, LOSSES = ("yes", "partly", "no", "unknown"), ("yes", "unknown", "no")
QUESTION = {
    "member": "Används det, och skulle något gå förlorat?",
    "candidate": "Kommer det att användas, och ger det något som inte går att få ändå?",
    "left": "Har det saknats, och ger det något som inte går att få ändå?",
    "outside": "Kommer det att användas eller har det saknats, och ger det något som inte går att få ändå?",
}
_SHADES = {"for": "#b5ced4", "against": "#ead6c7", "weigh": "#f1e9d3", "not_enough": "#f7f8f8"}
_TOP, _EMPTY, _LEFT = 24, 38, 96
"""Pixels: the room of the columns' labels, of a row without networks, and of the rows' labels."""
MOST_NAMED = 3
"""Of more networks the title says how many they are."""
MOST_LARGE = 6
"""Of more networks the names are smaller, and share lines."""
_LABEL, _QUIET = Letters(12), Letters(11, colour=theme.MUTED)
_LARGE, _SMALL = Letters(13, bold=True), Letters(11, bold=True)
_AROUND = 7
"""Pixels between a box's edge and its words."""

Placed = Mapping[tuple[str, str], Sequence[NetworkAnswers]]
"""The networks by their first and second answer."""


@unchecked()
def two_questions(answers: Answers) -> Chart:
    """The first answer by row, the second by column; what is missing is a row and a column too."""
    kind = answers.one_kind
    placed = {(use, loss): list[NetworkAnswers]() for use in USES for loss in LOSSES}
    for network in answers.networks:
        placed[network.judgement.use.answer, network.judgement.loss.answer].append(network)
    names = _LARGE if len(answers.networks) <= MOST_LARGE else _SMALL
    columns = [
        Column("Nätverk"),
        Column(verdicts.use_question(kind)),
        Column(verdicts.loss_question(kind)),
        Column("Vad underlaget säger"),
    ]
    return Chart(
        "diagram-tva-fragor",
        _title(answers),
        _alternative(answers),
        _grid(placed, kind, names),
        table("diagram-tva-fragor", QUESTION[kind], columns, [_table_row(network) for network in answers.networks]),
        rows_in="tabell-svar",
        narrow=_list(placed, kind, names),
    )


def _title(answers: Answers) -> CitedText:
    """What the evidence says of which networks; of many how many they are."""
    parts, apart = [], []
    for code, template in _TITLE.items():
        networks = [each for each in answers.networks if each.judgement.cell == code]
        if networks:
            name = _counted(networks) if len(answers.networks) > MOST_NAMED else _named(networks)
            (apart if code == "weigh" else parts).append(say(template, networks=name))
    said = say("Underlaget {parts}", parts=listed(parts)) if parts else None
    return joined([each for each in (said, *apart) if each], "; ") if said else capitalised(joined(apart))


_TITLE = {
    "for": "talar för medlemskap i {networks}",
    "nearest_for": "talar närmast för medlemskap i {networks}",
    "nearest_against": "talar närmast emot medlemskap i {networks}",
    "against": "talar emot medlemskap i {networks}",
    "not_enough": "räcker inte i fråga om {networks}",
    "weigh": "i fråga om {networks} får nyttan vägas mot priset",
}


def _named(networks: Sequence[NetworkAnswers]) -> CitedText:
    cells = [AnswerFacts(each.judgement).cell for each in networks]
    return listed([cell(each.profile, "short") + cite("", fact) for each, fact in zip(networks, cells, strict=True)])


def _counted(networks: Sequence[NetworkAnswers]) -> CitedText:
    number = Fact("alike", len(networks), "", "+".join(each.network_id for each in networks))
    return counted(number, "ett nätverk", "nätverk")


def _grid(placed: Placed, kind: str, letters: Letters) -> dict[str, Any]:
    """A box for each pair of answers; a row is as high as its fullest box."""
    canvas, wide = Canvas(WIDE), (WIDE - _LEFT) / len(LOSSES)
    for number, line in enumerate(_QUIET.lines(_ASKED[kind][0], _LEFT)):
        canvas.write(0, 7 + 14 * number, line, _QUIET)
    for place, loss in enumerate(LOSSES):
        canvas.write(_LEFT + place * wide + _AROUND, 7, column_words(kind)[loss], _LABEL)
    step, top = letters.size + 4, float(_TOP)
    for use in USES:
        lines = {loss: _names(placed[use, loss], letters, wide - 2 * _AROUND) for loss in LOSSES}
        most = max(map(len, lines.values()))
        bottom = top + (30 + step * most if most else _EMPTY)
        for place, words in enumerate(verdicts.ANSWER[use].replace(" eller ", "\neller ").split("\n")):
            canvas.write(0, top + 14 + 15 * place, words, _LABEL)
        for place, loss in enumerate(LOSSES):
            left = _LEFT + place * wide
            _box(canvas, (left, top, left + wide - 3, bottom - 3), use, loss)
            canvas.write(left + _AROUND, top + 13, box_words(use, loss, placed[use, loss]), _QUIET)
            for number, line in enumerate(lines[loss]):
                canvas.write(left + _AROUND, top + 31 + step * number, line, letters)
        top = bottom
    return canvas.spec()


def _list(placed: Placed, kind: str, letters: Letters) -> dict[str, Any]:
    """The boxes that hold networks, one below the other, each with its two answers."""
    canvas, step, top = Canvas(NARROW), letters.size + 4, 0.0
    for (use, loss), networks in placed.items():
        if not networks:
            continue
        told = [f"{_ASKED[kind][0]} {verdicts.ANSWER[use]}", f"{_ASKED[kind][1]} {verdicts.LOSS_ANSWER[loss]}"]
        lines = _names(networks, letters, NARROW - 2 * _AROUND)
        bottom = top + 60 + step * len(lines)
        _box(canvas, (0, top, NARROW, bottom - 6), use, loss)
        for number, line in enumerate([*told, box_words(use, loss, networks)]):
            canvas.write(_AROUND, top + 12 + 15 * number, line, _QUIET)
        for number, line in enumerate(lines):
            canvas.write(_AROUND, top + 60 + step * number, line, letters)
        top = bottom
    return canvas.spec()


_ASKED = {
    "member": ("Används det?", "Går något förlorat?"),
    "candidate": ("Kommer det att användas?", "Ger det något eget?"),
    "left": ("Har det saknats?", "Ger det något eget?"),
    "outside": ("Användning eller saknad?", "Ger det något eget?"),
}
"""The two questions in few words."""


def _box(canvas: Canvas, sides: tuple[float, float, float, float], use: str, loss: str) -> None:
    canvas.ground(*sides, _SHADES[_shade(_code(use, loss))])


def _shade(code: str) -> str:
    return code.removeprefix("nearest_")


def _names(networks: Sequence[NetworkAnswers], letters: Letters, room: float) -> list[str]:
    """A name a line; of many networks as many as a line holds. Where the evidence says different things of networks in one
    box, each has its own words."""
    differ = len({network.judgement.cell for network in networks}) > 1
    names = [f"{each.short} ({_BOX[each.judgement.cell]})" if differ else each.short for each in networks]
    if letters is _SMALL:
        return shared_lines(names, letters, room)
    return [line for name in names for line in letters.lines(name, room)]


def _code(use: str, loss: str) -> str:
    return cell_of(use, loss, use_confirmed=True, loss_confirmed=True)


def box_words(use: str, loss: str, networks: Sequence[NetworkAnswers] = ()) -> str:
    """What the evidence says of the networks in the box, where that is the same of all; else what the pair of answers says
    at the most."""
    codes = {network.judgement.cell for network in networks}
    return _BOX[codes.pop() if len(codes) == 1 else _code(use, loss)]


_BOX = {
    "for": "talar för",
    "nearest_for": "talar närmast för",
    "weigh": "får vägas mot priset",
    "not_enough": "underlaget räcker inte",
    "nearest_against": "talar närmast emot",
    "against": "talar emot",
}
"""What the evidence says, whatever the kind of decision."""


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
        loss=verdicts.loss_words(found, state),
        cell=fact_words(found.cell, lambda code: verdicts.cell_words(code, state)),
    )


def _table_row(network: NetworkAnswers) -> tuple[Any, ...]:
    found, state = AnswerFacts(network.judgement), network.judgement.case.state
    return (
        cell(network.profile, "short"),
        capitalised(verdicts.short_answer(found.use_answer, found.use_certainty, verdicts.ANSWER)),
        capitalised(verdicts.short_answer(found.loss_answer, found.loss_certainty, verdicts.LOSS_ANSWER)),
        capitalised(fact_words(found.cell, lambda code: verdicts.cell_words(code, state))),
    )
