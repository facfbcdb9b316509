"""What YAML 1.1 reads as something else than it looks like is refused, with what it would have been."""

import pytest
from test_params import SMALLEST

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import parameters_in
from medlemsnytta.inputs.parameters.yaml_lines import read_mapping, read_value

HEAD = """\
municipality_code: "0126"
title: Uppföljning
report_date: 2026-05-04
networks: [sekom]
data_folder: data/huddinge
"""


def told(line: str, head: str = HEAD) -> list[str]:
    try:
        parameters_in(read_mapping(head + line + "\n", "p.yaml"))
    except ProblemsFound as found:
        return [f"{problem.where}: {problem.what}" for problem in found.problems]
    return []


def test_the_smallest_file_is_read():
    assert told("year: 2026") == []
    assert set(SMALLEST) >= {"year"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("year: 33:45", "33:45 läses som talet 2025."),
        ("year: 2_026", "2_026 läses som talet 2026."),
        ("year: 0x7ea", "0x7ea läses som talet 2026."),
        ("year: 03752", "03752 läses som talet 2026."),
        ("year: 2026\nhourly_cost_sek: 0706", "0706 läses som talet 454."),
        ("year: 2026\nhourly_cost_sek: 7:30", "7:30 läses som talet 450."),
        ("year: 2026\nhourly_cost_sek: 7:30.5", "7:30.5 läses som talet 450,5."),
        ("year: 2026\nhourly_cost_sek: 4.5e+2", "4.5e+2 läses som talet 450,0."),
        ("year: 2026\ncase_number: None", "None läses som ordet None."),
        ("year: 2026\nabout: nil", "nil läses som ordet nil."),
        ("year: 2026\nasked_by: Nämnd #3", "det som står efter # är en anmärkning och läses inte."),
        ("year: 2026\ncolour: #6a2c70", "det som står efter # är en anmärkning och läses inte."),
    ],
)  # fmt: skip
def test_a_scalar_that_is_read_as_something_else_is_told(line, what):
    number = HEAD.count("\n") + line.count("\n") + 1
    assert told(line) == [f"p.yaml, rad {number}: {what}"]


@pytest.mark.parametrize(
    "line",
    [
        "year: 2026  # året",
        "year: 2026\ndeadline: 2026-05-30  # enligt b4",
        'year: 2026\nasked_by: "Nämnd #3"',
        "year: 2026\nasked_by: Nämnd#3",
        "year: 2026\ncase_number:  # inte känt",
        "year: 2026\ncase_number: null  # inte känt",
        "year: 2026\nabout: >-\n  Delmål #3 och\n  tre medlemskap",
        "year: 2026\nhourly_cost_sek: 450.50",
    ],
)
def test_what_has_one_meaning_is_read(line):
    assert told(line) == []


@pytest.mark.parametrize("word", ["no", "yes", "on", "NO", "off"])
def test_a_word_that_is_read_as_yes_or_no_is_told_as_text(word):
    (one,) = told(f"year: 2026\nasked_by: {word}")
    assert f"'asked_by' är skrivet {word} och läses som ja eller nej, inte som text." in one


def test_yes_and_no_are_answers():
    answers = "answers:\n  - {network: sekom, question: use, answer: no, reason: Ingen har svarat ja.}\n"
    parameters = parameters_in(read_mapping(f"{HEAD}year: 2026\n{answers}", "p.yaml"))
    assert parameters.answers[0].answer == "no"


def test_an_override_is_held_to_the_same():
    located = read_mapping(f"{HEAD}year: 2026\n", "p.yaml")
    override = read_value("case_number", "None", "-p case_number=None")
    with pytest.raises(ProblemsFound, match="-p case_number=None: None läses som ordet None"):
        parameters_in(located.with_override("case_number", override))


def test_all_is_told_at_once_also_behind_the_first():
    found = told("year: 33:45\nyear: 2025\ndeadlin: 2026-05-30\nhourly_cost_sek: 0450\nevidence_months: 0")
    assert found == [
        "p.yaml, rad 6: 33:45 läses som talet 2025.",
        "p.yaml, rad 7: 'year' står två gånger, först på rad 6.",
        "p.yaml, rad 8: okänt namn 'deadlin'.",
        "p.yaml, rad 9: 0450 läses som talet 296.",
        "p.yaml, rad 10: 'evidence_months' kan inte vara 0.",
    ]


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_a_hard_space_after_a_colon_is_told(space):
    (one,) = told(f"year:{space}2026")
    assert one == "p.yaml, rad 6: ett hårt mellanslag står där ett vanligt ska stå."


def test_two_byte_order_marks_are_no_part_of_the_first_name():
    assert told("year: 2026", "\ufeff\ufeff" + HEAD) == []
