"""Two evaluations held against each other: what changed in figures, in method and in wording never mixes."""

from dataclasses import replace

import pandas as pd
import pytest

from medlemsnytta.analysis import changes
from medlemsnytta.analysis.changes import FigureKey, compare
from medlemsnytta.analysis.selection import records
from medlemsnytta.inputs.parameters.params import OfficersAnswer
from medlemsnytta.pages import report
from tests.conftest import ROOT


def _with(evaluation, **changes):
    return report.open_evaluation(ROOT, evaluation.parameters.model_copy(update=changes))


def _compare(evaluations):
    return compare(dict(zip(("before", "after"), evaluations, strict=True)))


@pytest.fixture
def same_evidence(evaluation_2025, evaluation_2026):
    return _compare([evaluation_2025, evaluation_2026])


def test_only_population_fee_recommendation_and_age_changed_between_huddinges_two_years(same_evidence):
    kinds = {key.kind for key in same_evidence.changed}
    assert kinds == {"recommended", "fee", "fees_together", "inhabitants", "months_old"}
    before, after = same_evidence.pair(FigureKey("fee", "sekom"))
    assert (before.value, before.report, after.value, after.report) == (3_829_120, "before", 3_840_580, "after")
    assert same_evidence.difference(FigureKey("fee", "sekom")).value == 11_460
    assert same_evidence.unchanged.value == 11


def test_none_of_huddinges_questions_has_been_answered(same_evidence):
    assert (same_evidence.asked.value, same_evidence.answered.value) == (6, 0)
    assert {move.because for move in same_evidence.moves} == {"unmoved"}


def test_about_so_many_members_have_no_exact_difference(evaluation_2025, same_evidence):
    key = FigureKey("members", "sekom")
    assert same_evidence.pair(key)[0].about == "cirka"
    assert same_evidence.difference(key).value is None


def test_no_setting_and_no_statement_changed_but_two_texts_are_not_written(same_evidence):
    assert same_evidence.settings == ()
    assert same_evidence.statements.none
    assert [(each.name, each.written_before, each.written_after) for each in same_evidence.texts] == [
        ("conclusion", True, False),
        ("recommendation", True, False),
    ]


def test_how_long_what_is_said_confirms_is_method(evaluation_2025):
    shorter = _with(evaluation_2025, evidence_months=24)
    found = _compare([evaluation_2025, shorter])
    assert [(each.name, each.before.value, each.after.value) for each in found.settings] == [
        ("evidence_months", 36, 24)
    ]
    assert found.changed == ()


def test_an_answer_that_the_officer_sets_is_method_and_moves_the_cell(evaluation_2025):
    answer = OfficersAnswer(network="sekom", question="use", answer="no", reason="Ny chef.")
    found = _compare([evaluation_2025, _with(evaluation_2025, answers=(answer,))])
    assert [each.name for each in found.settings] == ["answers_set"]
    assert [key for key in found.changed if key.kind == "cell"] == [FigureKey("cell", "sekom")]
    assert [each[FigureKey("cell", "sekom")].value for each in found.figures] == ["not_enough", "nearest_against"]
    assert [move.because for move in found.moves] == ["unmoved", "officer"]


def test_the_version_of_the_method_is_compared_as_it_was_handed_over(evaluation_2025, evaluation_2026):
    parameters = evaluation_2025.parameters.model_copy(update={"method_version": "0"})
    older = replace(evaluation_2025, memberships=replace(evaluation_2025.memberships, parameters=parameters))
    found = [each for each in _compare([older, evaluation_2026]).settings if each.name == "method_version"]
    assert [(each.before.value, each.after.value) for each in found] == [("0", "2")]


def test_an_excerpt_graded_otherwise_is_recoded_and_moves_what_rests_on_it(evaluation_2025):
    frame = evaluation_2025.excerpts.copy()
    frame.loc[frame["excerpt_id"] == "e13", "intensity"] = 3
    found = changes.statement_changes(records(evaluation_2025.excerpts), records(frame))
    assert [(before["intensity"], now["intensity"]) for before, now in found.recoded] == [(1, 3)]
    assert (found.new, found.gone, found.reworded) == ((), (), ())


def test_an_excerpt_in_other_words_is_reworded_and_one_without_a_match_is_new_or_gone(evaluation_2025):
    frame = evaluation_2025.excerpts.copy()
    frame.loc[frame["excerpt_id"] == "e13", "text"] = "Underlaget används nästan aldrig."
    frame.loc[frame["excerpt_id"] == "e14", ["excerpt_id", "text"]] = ["e99", "Något annat."]
    found = changes.statement_changes(records(evaluation_2025.excerpts), records(frame))
    assert [now["excerpt_id"] for _, now in found.reworded] == ["e13"]
    assert [row["excerpt_id"] for row in found.new] == ["e99"]
    assert [row["excerpt_id"] for row in found.gone] == ["e14"]
    assert found.recoded == ()


def test_a_row_put_in_above_others_that_have_no_number_of_their_own_is_all_that_is_new(evaluation_2025):
    frame = evaluation_2025.excerpts.copy()
    frame["excerpt_id"] = [f"rad{number}" for number in range(2, len(frame) + 2)]
    before = records(frame)
    added = pd.concat([frame.iloc[:1].assign(text="Nytt."), frame])
    added["excerpt_id"] = [f"rad{number}" for number in range(2, len(added) + 2)]
    found = changes.statement_changes(before, records(added))
    assert [row["text"] for row in found.new] == ["Nytt."]
    assert (found.gone, found.reworded, found.recoded) == ((), (), ())


def test_a_rewritten_text_shows_the_sentences_that_are_gone_and_new(evaluation_2025):
    before = _with(evaluation_2025, conclusion="Nätverket används. Det kostar {{ avgift.sekom }}.")
    after = _with(evaluation_2025, conclusion="Nätverket används ofta. Det kostar {{ avgift.sekom }}.")
    change = _compare([before, after]).texts[0]
    assert (change.gone, change.new) == (("Nätverket används.",), ("Nätverket används ofta.",))


def test_a_text_broken_over_other_lines_is_the_same_text(evaluation_2025):
    before = _with(evaluation_2025, conclusion="Nätverket används ofta.")
    after = _with(evaluation_2025, conclusion="Nätverket\nanvänds ofta.")
    assert _compare([before, after]).texts == ()


def test_a_network_that_joined_has_no_figures_before(evaluation_2025):
    alone = _with(
        evaluation_2025, networks=("sekom",), recommended_actions={}, conclusion=None, expected_information=()
    )
    found = _compare([alone, evaluation_2025])
    assert FigureKey("fee", "klimatkommunerna") not in found.figures[0]
    assert [each.network_id for each in found.joined] == ["klimatkommunerna"]
    assert found.in_both == ("sekom",)


def test_comparing_an_evaluation_with_itself_finds_nothing(evaluation_2025):
    found = _compare([evaluation_2025, evaluation_2025])
    assert (found.changed, found.settings, found.texts) == ((), (), ())
