"""What has changed, said so that figures, method and wording never mix."""

from dataclasses import replace

import pytest

from medlemsnytta.analysis.changes import compare
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import compared, since
from medlemsnytta.rendering.bundles import NOTHING, inline_text
from medlemsnytta.rendering.cited_text import plain
from tests.conftest import ROOT, _evaluation


def _with(evaluation, **changes):
    return report.open_evaluation(ROOT, evaluation.parameters.model_copy(update=changes))


def _compare(evaluations):
    return compare(dict(zip(("before", "after"), evaluations, strict=True)))


def _said(prose) -> list[str]:
    return [
        inline_text(content).replace("\N{NO-BREAK SPACE}", " ")
        for block in prose.blocks
        for content in (block["items"] if block["type"] == "list" else [block["content"]])
    ]


def _cells(table) -> list[tuple[str, ...]]:
    return [tuple(plain(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in table.rows]


def test_without_an_earlier_evaluation_nothing_is_said():
    shown = (since.text, since.questions_table, since.trend_table, since.figures_table, since.method, since.wording)
    assert [each(None).blocks for each in (*shown, since.statements_table)] == [()] * 7


def test_what_matters_stands_first_and_what_stands_is_only_counted(evaluation_2025, evaluation_2026):
    assert _said(since.text(_compare([evaluation_2025, evaluation_2026]))) == [
        "2026 jämförs med 2025. Siffrorna för åren är räknade på samma sätt.",
        "Vad underlaget säger. Om Klimatkommunerna och SEKOM säger underlaget detsamma som förra gången.",
        "Rekommendationen. Om Klimatkommunerna: förra gången stanna kvar, nu ingen skriven. Om SEKOM: förra gången "
        "besluta senare, nu ingen skriven.",
        "Om beslutet får vänta. Om Klimatkommunerna och SEKOM: beslutet får vänta, liksom förra gången.",
        "Kostnaden. Avgiften är vardera 115 kr högre för Klimatkommunerna och SEKOM.",
        "Frågorna från förra gången. Förra gången ställdes sex frågor vars svar kunde ändra bilden. Ingen av dem har fått "
        "svar sedan dess.",
        "Det som ligger bakom. Uttalandena är desamma, och bedöms på samma sätt. Inställningarna och metodens version är desamma. "
        "Slutsatsen och rekommendationen skrevs 2025 men är inte skrivna 2026.",
    ]


def test_only_changed_figures_are_printed_and_the_others_counted(evaluation_2025, evaluation_2026):
    table = since.figures_table(_compare([evaluation_2025, evaluation_2026]))
    assert _cells(table) == [
        ("Klimatkommunerna: avgift", "38 291,20 kr", "38 405,80 kr", "+115 kr"),
        ("SEKOM: avgift", "38 291,20 kr", "38 405,80 kr", "+115 kr"),
        ("Avgifter tillsammans", "76 582,40 kr", "76 811,60 kr", "+229 kr"),
        ("Invånare som avgiften räknas på", "114 304", "114 686", "+382"),
        ("Det nyaste uttalandets ålder i månader", "0", "13", "+13"),
    ]
    assert [plain(note).replace("\N{NO-BREAK SPACE}", " ") for note in table.notes] == [
        "Elva uppgifter är oförändrade och står inte här."
    ]


def test_nothing_that_has_changed_makes_no_table(evaluation_2025):
    same = _compare([evaluation_2025, evaluation_2025])
    tables = (since.trend_table, since.method, since.wording, since.statements_table)
    assert [each(same).blocks for each in tables] == [()] * 4
    assert _said(since.figures_table(same)) == ["Ändrade siffror. Inga siffror har ändrats."]


def test_a_network_of_one_report_alone_is_named_and_not_compared(evaluation_2025):
    changed = {"recommended_actions": {}, "conclusion": None, "recommendation": None, "expected_information": ()}
    one, other = (_with(evaluation_2025, networks=(each,), **changed) for each in ("sekom", "klimatkommunerna"))
    assert _said(since.text(_compare([one, other])))[0].endswith(
        "Nytt i utvärderingen: Klimatkommunerna. Inte längre med: SEKOM."
    )
    assert len(_said(since.text(_compare([one, other])))) == 1


def test_every_printed_fact_says_which_of_the_reports_it_is_of(evaluation_2025, evaluation_2026):
    compared = _compare([evaluation_2025, evaluation_2026])
    assert since.questions_table(compared) == NOTHING
    tables = (since.trend_table(compared), since.figures_table(compared))
    runs = [run for table in tables for row in table.rows for cell in row for run in getattr(cell, "runs", ())]
    of_rows = [fact for run in runs for fact in run.sources if "." in fact.kind]
    assert {fact.report for fact in of_rows} == {"before", "after"}


def test_two_reports_of_one_year_are_told_apart_by_their_day(evaluation_2025):
    later = _with(evaluation_2025, report_date=evaluation_2025.parameters.report_date.replace(month=5))
    assert since.label(_compare([evaluation_2025, later]), -1).text == "2025 (2025-05-01)"


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
    assert _cells(since.method(_compare([evaluation_2025, later]))) == [expected]


@pytest.mark.slow
def test_rewritten_sentences_are_shown_with_the_figures_of_their_own_year(evaluation_2025, evaluation_2026):
    before = _with(evaluation_2025, conclusion="Det kostar {{ avgift.sekom }}. Det räcker.")
    after = _with(evaluation_2026, conclusion="Det kostar nu {{ avgift.sekom }}. Det räcker.", recommendation="Stanna.")
    said = _said(since.wording(_compare([before, after])))
    assert "Det kostar 38 291 kr." in said
    assert "Det kostar nu 38 406 kr." in said
    assert "Det räcker." not in said


def test_the_appendix_names_each_statement_that_differs(evaluation_2025):
    frame = evaluation_2025.excerpts.copy()
    frame.loc[frame["excerpt_id"] == "e13", "intensity"] = 3
    frame = frame[frame["excerpt_id"] != "k05"]
    rows = _cells(
        since.statements_table(
            _compare(
                [
                    evaluation_2025,
                    replace(evaluation_2025, statements=replace(evaluation_2025.statements, excerpts=frame)),
                ]
            )
        )
    )
    assert [row[:3] for row in rows] == [
        ("k05", "Borttaget", "användning 3"),
        ("e13", "Annan bedömning", "användning 1, förut; användning 3, nu"),
    ]


def test_a_cell_that_has_moved_is_told_before_and_after(evaluation_2025):
    values = evaluation_2025.parameters.model_dump()
    values["answers"] = ({"network": "sekom", "question": "use", "answer": "no", "reason": "Skäl"},)
    later = report.open_evaluation(ROOT, type(evaluation_2025.parameters).model_validate(values))
    found = _compare([evaluation_2025, later])
    said = _said(since.text(found))
    assert said[2] == (
        "SEKOM, 2025 (2025-04-01): underlaget räcker inte; 2025 (2025-04-01): talar närmast för att lämna. Det beror på ett "
        "svar som förvaltningen har satt."
    )
    assert [row[2] for row in _cells(since.trend_table(found))] == [
        "Underlaget räcker inte",
        "Talar närmast för att lämna",
    ]


@pytest.mark.slow
def test_of_many_questions_only_those_answered_are_shown_with_how_many_answers():
    both = _compare([_evaluation("exempelkommun-2025"), _evaluation("exempelkommun-2026")])
    assert [(row[0], row[1], row[3]) for row in _cells(since.questions_table(both))] == [
        ("Vatten", "Vad skulle ersätta nyckeltalen utan medlemskapet?", "Två uttalanden"),
        ("Europa", "Hur ofta används det?", "Två uttalanden"),
        ("Klimat", "Hur ofta används det?", "Två uttalanden"),
        ("Vatten", "Hur ofta används det?", "Ett uttalande"),
    ]


@pytest.mark.slow
def test_a_comparison_says_once_that_both_rest_on_what_is_made_up():
    both = _compare([_evaluation("exempelkommun-2025"), _evaluation("exempelkommun-2026")])
    said = compared.text(both)._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")
    assert said.count("Underlaget 2025 och 2026 innehåller påhittade uppgifter.") == 1
    assert "Tidigare rapport: Utvärdering av tre påhittade medlemskap, 15 mars 2025" in said
