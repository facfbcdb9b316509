"""What has changed, said so that figures, method and wording never mix."""

from dataclasses import replace

import pytest

from medlemsnytta.analysis.changes import compare
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import since
from medlemsnytta.rendering.bundles import inline_text
from tests.conftest import ROOT


def _with(evaluation, **changes):
    return report.open_evaluation(ROOT, evaluation.parameters.model_copy(update=changes))


def _said(prose) -> list[str]:
    return [
        inline_text(content).replace("\N{NO-BREAK SPACE}", " ")
        for block in prose.blocks
        for content in (block["items"] if block["type"] == "list" else [block["content"]])
    ]


def _cells(table) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in table.rows]


def test_without_an_earlier_evaluation_nothing_is_said():
    shown = (since.text, since.trend_table, since.figures_table, since.method, since.wording, since.statements_table)
    assert [each(None).blocks for each in shown] == [()] * 6


def test_a_new_population_is_told_as_a_changed_fee_and_nothing_else(evaluation_2025, evaluation_2026):
    said = _said(since.text(compare([evaluation_2025, evaluation_2026])))
    assert said[1] == (
        "Siffrorna. Avgiften är 114,60 kr högre för Klimatkommunerna och SEKOM. Vad underlaget säger är "
        "oförändrat. Underlaget är 46 uttalanden båda gångerna."
    )
    assert said[2].startswith("Metoden. Inställningarna och metodens version är desamma")
    assert said[3] == (
        "Ordalydelsen. Slutsatsen och rekommendationen skrevs 2025 men är inte skrivna 2026. Uttalandena och deras kodning "
        "är desamma."
    )


def test_two_reports_of_one_year_are_told_apart_by_their_day(evaluation_2025):
    later = _with(evaluation_2025, report_date=evaluation_2025.parameters.report_date.replace(month=5))
    assert since.label(compare([evaluation_2025, later]), -1) == "2025 (2025-05-01)"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"evidence_months": 24}, ("Hur gammalt det som bekräftar får vara", "36 månader", "24 månader")),
        (
            {"answers": ({"network": "sekom", "question": "use", "answer": "no", "reason": "Skäl"},)},
            ("Svar som förvaltningen har satt", "inga", "ett svar"),
        ),
        ({"monthly_salary_sek": 40_000}, ("Timkostnaden", "388,25 kr", "433,80 kr")),
    ],
    ids=["months", "answer", "salary"],
)
def test_a_changed_setting_is_shown_before_and_after(evaluation_2025, changes, expected):
    values = evaluation_2025.parameters.model_dump() | changes
    later = report.open_evaluation(ROOT, type(evaluation_2025.parameters).model_validate(values))
    assert _cells(since.method(compare([evaluation_2025, later]))) == [expected]


def test_rewritten_sentences_are_shown_with_the_figures_of_their_own_year(evaluation_2025, evaluation_2026):
    before = _with(evaluation_2025, conclusion="Det kostar {{ avgift.sekom }}. Det räcker.")
    after = _with(evaluation_2026, conclusion="Det kostar nu {{ avgift.sekom }}. Det räcker.", recommendation="Stanna.")
    said = _said(since.wording(compare([before, after])))
    assert "Det kostar 38 291,20 kr." in said
    assert "Det kostar nu 38 405,80 kr." in said
    assert "Det räcker." not in said


def test_the_appendix_names_each_statement_that_differs_and_says_when_none_does(evaluation_2025):
    without = compare([evaluation_2025, evaluation_2025])
    assert _said(since.statements_table(without)) == ["Ändrade uttalanden. Inga uttalanden skiljer sig."]
    frame = evaluation_2025.excerpts.copy()
    frame.loc[frame["excerpt_id"] == "e13", "intensity"] = 3
    frame = frame[frame["excerpt_id"] != "k05"]
    rows = _cells(
        since.statements_table(
            compare(
                [
                    evaluation_2025,
                    replace(evaluation_2025, statements=replace(evaluation_2025.statements, excerpts=frame)),
                ]
            )
        )
    )
    assert [row[:3] for row in rows] == [
        ("k05", "Borttaget", "användning 3"),
        ("e13", "Annan kodning", "användning 1, förut; användning 3, nu"),
    ]


def test_a_cell_that_has_moved_is_told_before_and_after(evaluation_2025):
    values = evaluation_2025.parameters.model_dump()
    values["answers"] = ({"network": "sekom", "question": "use", "answer": "no", "reason": "Skäl"},)
    later = report.open_evaluation(ROOT, type(evaluation_2025.parameters).model_validate(values))
    found = compare([evaluation_2025, later])
    words = "SEKOM, förra gången: underlaget räcker inte; nu: talar närmast för att lämna."
    assert words in _said(since.text(found))[1]
    row = next(row for row in _cells(since.figures_table(found)) if row[0] == "SEKOM: vad underlaget säger")
    assert row[1:] == ("underlaget räcker inte", "talar närmast för att lämna", "ändrat")
