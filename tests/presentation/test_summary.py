"""Page one of every kind of decision: to stay, to join, to come back; and how many it can hold."""

import re
from dataclasses import replace
from datetime import date

import pytest

from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.presentation.sections import summary
from medlemsnytta.rendering.bundles import inline_text
from tests.conftest import ROOT
from tests.loaded import evaluate, load_tables

PARAMETERS = read_parameters(ROOT / "params" / "huddinge-2025.yaml", root=ROOT)
NOTHING_WRITTEN = {"recommended_actions": {}, "recommendation": None, "conclusion": None}


@pytest.fixture(scope="module")
def tables():
    return load_tables(ROOT, "data/huddinge")


def said(tables, memberships: dict | None = None, **parameters) -> str:
    """Page one with these cells in SEKOM's row, as plain text."""
    frame = tables.memberships.copy()
    for column, value in (memberships or {}).items():
        frame.loc[frame["network_id"] == "sekom", column] = value
    evaluation = evaluate(replace(tables, memberships=frame), PARAMETERS.model_copy(update=parameters))
    found = [
        inline_text(content)
        for block in summary.text(evaluation).blocks
        for content in (block["items"] if block["type"] == "list" else [block["content"]])
    ]
    return "\n".join(found).replace("\N{NO-BREAK SPACE}", " ")


def test_the_recommendation_comes_first_and_spells_a_short_name_out_once(tables):
    lines = said(tables).splitlines()
    assert lines[0] == (
        "Rekommendationen. Förvaltningen rekommenderar att stanna kvar i Klimatkommunerna och att besluta senare om Sveriges "
        "Ekokommuner (SEKOM)."
    )
    assert sum("(SEKOM)" in line for line in lines) == 1


def test_a_network_without_a_recommendation_is_named(tables):
    words = said(tables, recommended_actions={"klimatkommunerna": "stay"})
    assert "Om Sveriges Ekokommuner (SEKOM) har den inte skrivit någon rekommendation än." in words


@pytest.mark.parametrize(
    ("state", "to_decide", "cost", "known"),
    [
        ("member", "om kommunen ska stanna kvar i eller lämna ", "Medlemskapen kostar 76 582 kr", "Det används delvis"),
        (
            "candidate",
            "om kommunen ska gå med i Sveriges",
            "Ekokommuner skulle kosta 38 291 kr",
            "Vi vet inte om det kommer att anv",
        ),
        (
            "applied",
            "om kommunen ska gå med i Sveriges",
            "Ekokommuner skulle kosta 38 291 kr",
            "Vi vet inte om det kommer att anv",
        ),
        (
            "declined",
            "om kommunen ska gå med i Sveriges",
            "Ekokommuner skulle kosta 38 291 kr",
            "Vi vet inte om det kommer att anv",
        ),
        (
            "left",
            "om kommunen ska gå med igen i Sveriges",
            "Ekokommuner skulle kosta 38 291 kr",
            "saknats",
        ),
    ],
)
def test_the_words_follow_the_kind_of_decision(tables, state, to_decide, cost, known):
    words = said(tables, {"state": state}, **NOTHING_WRITTEN)
    assert "Förvaltningen har inte skrivit någon rekommendation än." in words
    assert to_decide in words
    assert cost in words
    assert known in words
    assert bool(re.search(r"är inte känd för [^.]*SEKOM\.", words)) is (state == "member")


def test_the_last_day_of_notice_is_told_with_its_weekday_and_the_year_that_it_saves(tables):
    words = said(tables, {"notice_months": 6, "fee_period_start": date(2025, 1, 1)})
    assert (
        "Sista dagen att säga upp SEKOM så att avgiften för 2026 inte behöver betalas är måndagen den 30 juni 2025."
        in words
    )
    assert "Sista dagen att säga upp medlemskapet är inte känd för Klimatkommunerna." in words


def test_each_network_has_its_first_question_with_whom_to_ask_and_by_when(tables):
    words = said(tables)
    asked = (
        "SEKOM: vad skulle ersätta nyckeltalen utan medlemskapet? Frågan bör besvaras av kommunens representanter i "
    )
    assert f"{asked}Sveriges Ekokommuner, senast lördagen den 16 maj 2026." in words


def test_where_nothing_can_change_the_picture_that_is_said(tables):
    answers = [
        {"network": each, "question": question, "answer": "no", "reason": "Skäl"}
        for each in PARAMETERS.networks
        for question in ("use", "loss")
    ]
    values = PARAMETERS.model_dump() | {"answers": answers, **NOTHING_WRITTEN}
    words = said(
        tables,
        **{name: getattr(type(PARAMETERS).model_validate(values), name) for name in ("answers", *NOTHING_WRITTEN)},
    )
    assert "Inga fler frågor kan ändra bilden." in words
    assert "Frågan" not in words


def test_of_many_networks_the_page_counts_and_the_picture_names(tables):
    networks = ("klimatkommunerna", "sekom", "fairtrade_city", "iclei", "svenskt_vatten")
    words = said(tables, networks=networks, **NOTHING_WRITTEN)
    assert "om kommunen ska stanna kvar i eller lämna fem nätverk" in words
    assert "Underlaget räcker inte i fråga om fyra nätverk." in words
    assert words.count("Frågan bör besvaras av ") == 3


@pytest.mark.parametrize(("state", "word"), [("member", "uppmätt"), ("candidate", "känd"), ("left", "känd")])
def test_the_hours_of_what_is_no_membership_are_unknown_and_not_unmeasured(tables, state, word):
    words = said(tables, {"state": state}, networks=("sekom",), **NOTHING_WRITTEN)
    assert f"arbetstiden inte inräknad eftersom den inte är {word}." in words
