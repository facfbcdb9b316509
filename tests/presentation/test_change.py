"""What would change the result, said and set out."""

from dataclasses import replace
from fractions import Fraction

from medlemsnytta.analysis.robustness import WhatIf
from medlemsnytta.presentation.sections import change

HARD = "\N{NO-BREAK SPACE}"


def _plain(words: str) -> str:
    return words.replace(HARD, " ")


def _with(evaluation, *answers: WhatIf):
    network = replace(evaluation.networks[0], outcome=replace(evaluation.networks[0].outcome, what_if=answers))
    return replace(evaluation, networks=(network,))


def _answer(criterion: str, *percents: int, plausible=(0, 4)) -> WhatIf:
    return WhatIf(criterion, tuple(Fraction(each, 100) for each in percents), plausible)


def test_the_summary_names_the_most_telling_question_and_what_its_answer_decides(evaluation_2025):
    one = _with(evaluation_2025, _answer("use", 40, 45, 50, 55, 60), _answer("voice", 20, 30, 60, 80, 92))
    assert _plain(change.sentence(one)) == (
        "För Klimatkommunerna betyder ett svar om påverkan mest: det kan ge allt från 20 % till 92 %, alltså från ”lutar åt "
        "utträde” till ”fortsätt, tydligt”."
    )


def test_an_answer_that_leaves_the_word_alone_says_so(evaluation_2025):
    one = _with(evaluation_2025, _answer("use", 40, 45, 50, 55, 60))
    assert _plain(change.sentence(one)).endswith("från 40 % till 60 %, ”öppet” i båda fallen.")


def test_what_is_sure_cannot_change_the_result(evaluation_2025):
    one = _with(evaluation_2025, _answer("use", 40, 45, 50, 55, 60, plausible=(2, 2)))
    assert change.sentence(one) == "För Klimatkommunerna kan inget enskilt svar ändra andelen."
    assert change.table(one).blocks[0]["content"][0]["text"] == "Inget enskilt svar kan ändra resultatet."


def test_criteria_that_move_the_share_alike_share_a_row_and_the_most_telling_comes_first(evaluation_2025):
    one = _with(
        evaluation_2025,
        _answer("relevance", 10, 20, 30, 40, 50, plausible=(1, 3)),
        _answer("use", 0, 10, 50, 90, 100),
        _answer("voice", 0, 10, 50, 90, 100),
    )
    assert [tuple(map(_plain, row)) for row in change.table(one).rows] == [
        (
            "Klimatkommunerna: användning eller påverkan",
            "Grad 0: 0 %, ”utträde, tydligt”",
            "Grad 4: 100 %, ”fortsätt, tydligt”",
        ),
        ("Klimatkommunerna: relevans", "Grad 1: 20 %, ”lutar åt utträde”", "Grad 3: 40 %, ”öppet”"),
    ]
