"""Six questions to decision material, graded by rule."""

from dataclasses import replace

import pytest

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.self_audit import FAILS, MEETS, PARTLY, RULES, self_audit
from medlemsnytta.presentation.sections import audit

ROW = Row("uses", 2)


def _graded(evaluation) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {each.question: (each.grade, each.reasons) for each in self_audit(evaluation)}


def _with_evidence(evaluation, **changes):
    return replace(evaluation, evidence=replace(evaluation.evidence, **changes))


def test_huddinge_2025_grades_itself_with_its_known_weaknesses(evaluation_2025):
    assert _graded(evaluation_2025) == {
        "problem": (PARTLY, ("assignment_undated",)),
        "target_group": (PARTLY, ("speakers_not_counted", "only_representatives")),
        "counterfactual": (FAILS, ("openness_unknown",)),
        "alternatives": (PARTLY, ("notice_unknown",)),
        "consequences": (PARTLY, ("hours_not_logged", "uses_not_counted")),
        "sensitivity": (PARTLY, ("criteria_unrated", "one_coder")),
    }


def _with_decisions(evaluation, decisions):
    return replace(evaluation, memberships=replace(evaluation.memberships, decisions=decisions))


def test_a_dated_assignment_meets_the_first_question_and_none_fails_it(evaluation_2025):
    dated = tuple(
        Decision(Record(each.record | {"date": "2024-03-01"}, each.record.row)) if each.kind == "assignment" else each
        for each in evaluation_2025.decisions
    )
    assert _graded(_with_decisions(evaluation_2025, dated))["problem"] == (MEETS, ())
    assert _graded(_with_decisions(evaluation_2025, ()))["problem"] == (FAILS, ("no_assignment",))


def test_measured_hours_and_uses_meet_the_question_of_consequences(evaluation_2025):
    measured = _with_evidence(evaluation_2025, measured={"uses": (ROW,), "time_log": (ROW,)})
    assert _graded(measured)["consequences"] == (MEETS, ())


def test_nobody_asked_fails_the_question_of_the_target_group(evaluation_2025):
    assert _graded(_with_evidence(evaluation_2025, excerpts=()))["target_group"] == (FAILS, ("nobody_asked",))


@pytest.mark.parametrize(
    ("openness", "expected"),
    [(("yes", "no"), (MEETS, ())), (("yes", "unknown"), (PARTLY, ("openness_partly_unknown",)))],
    ids=["all known", "some known"],
)
def test_the_counterfactual_needs_every_channel_s_openness(evaluation_2025, openness, expected):
    network = evaluation_2025.networks[0]
    channels = tuple(
        replace(channel, record=Record(channel.record | {"open_to_nonmembers": value}, ROW))
        for channel, value in zip(network.channels, openness, strict=False)
    )
    one = replace(evaluation_2025, networks=(replace(network, usage=replace(network.usage, channels=channels)),))
    assert _graded(one)["counterfactual"] == expected


def test_every_question_and_reason_has_its_words(evaluation_2025):
    assert audit.QUESTION.keys() == audit.MET.keys() == RULES.keys()
    rows = audit.table(evaluation_2025).rows
    assert rows[2][1:] == ("Nej", "För ingen kanal är det känt vad den som inte är medlem når.")
    assert len(rows) == 6
