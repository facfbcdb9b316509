"""What a report was given is what it says it was: name, year, code and folder belong together, or are declared not to."""

import pytest

from medlemsnytta.inputs.belonging import disagreements
from medlemsnytta.inputs.parameters.params import parameters_from

PARAMETERS = {
    "municipality_code": "0126",
    "year": 2026,
    "title": "Uppföljning",
    "report_date": "2026-05-04",
    "networks": ["sekom"],
    "data_folder": "data/huddinge",
}


def told(project, name: str, **other: object) -> list[str]:
    return [each.what for each in disagreements(project, name, parameters_from(PARAMETERS | other, "p"), "p")]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("huddinge-2026", {}),
        ("huddinge-andra-2026", {}),
        ("uppfoljning", {}),
        ("huddinge-2026", {"data_folder": "data/utan-underlag"}),
        ("huddinge-0126-2026", {}),
        ("botkyrka-2025", {"mismatch_reason": "Ett försök med grannens tabeller."}),
        ("exempelkommun-2026", {"municipality_code": "9999", "data_folder": "data/exempelkommun"}),
        ("region-halland-2026", {"municipality_code": "13", "data_folder": "data/region-halland"}),
    ],
)
def test_what_belongs_together_or_is_declared_is_read(project, name, other):
    assert told(project, name, **other) == []


@pytest.mark.parametrize(
    ("name", "other", "what"),
    [
        ("huddinge-2025", {}, ["'year' är 2026, men rapporten heter huddinge-2025."]),
        (
            "botkyrka-2026",
            {},
            ["'municipality_code' är 0126, men rapporten heter botkyrka, som har koden 0127."],
        ),
        (
            "huddinge-2026",
            {"municipality_code": "0127"},
            [
                "'municipality_code' är 0127, men rapporten heter huddinge, som har koden 0126.",
                "'municipality_code' är 0127, men mappen heter huddinge, som har koden 0126.",
            ],
        ),
        (
            "botkyrka-2026",
            {"municipality_code": "0127"},
            ["'municipality_code' är 0127, men mappen heter huddinge, som har koden 0126."],
        ),
    ],
)
def test_what_says_that_it_is_anothers_is_told(project, name, other, what):
    assert told(project, name, **other) == what
