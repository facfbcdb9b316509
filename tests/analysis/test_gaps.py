"""What is not known becomes a question."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from medlemsnytta.analysis.evidence import Evidence, SpeakerGroup
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.fees import Fee, FeePart, FeeRule
from medlemsnytta.analysis.gaps import NetworkFacts, network_gaps, shared_gaps
from medlemsnytta.analysis.members import MemberCount, Membership
from medlemsnytta.analysis.usage import ChannelUse

RULE = FeeRule((FeePart("avgift", 400_000, Decimal(30)),), "year_before", "observed", ("x",), ())
FEE = Fee("alfa", 2025, 700_000, 10_000, 2024, RULE)
COUNT = MemberCount(2025, 50, "exact", "nätverket", "x", "", Record({}, Row("network_years", 2)))
MEMBERSHIP = Membership("alfa", "2022", "member", 12, None, None, (COUNT,), (), COUNT, None, "")
CHANNEL = ChannelUse("k1", "website", "Webben", "", "no", Fraction(3), 3, 3, 1, 1)
COMPLETE = NetworkFacts("alfa", FEE, [(2025, FEE)], MEMBERSHIP, [CHANNEL], ())

EVIDENCE = Evidence(
    statements=2, own_statements=2, network_statements=0, graded=2,
    speakers=(SpeakerGroup("S1", "handläggare", "", 2, False, 2),), coders=("K1", "K2"), status_counts={},
    newest="2025", months_old=1, months_old_at_deadline=1, uses=1, uses_counted=1, hours_logged=True, agreement=None,
)  # fmt: skip
SETTLED = {
    "years_old": False, "undated_decisions": [], "case_number_known": True, "own_salary_known": True,
    "officer_text_written": True, "undated_information": [],
}  # fmt: skip


def test_where_everything_is_known_there_is_no_gap():
    assert network_gaps(COMPLETE) == ()
    assert shared_gaps(EVIDENCE, **SETTLED) == ()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"traces": None}, "documents_not_examined"),
        ({"channels": [replace(CHANNEL, median=None)]}, "channel_frequency"),
        ({"channels": [replace(CHANNEL, open_to_nonmembers="unknown")]}, "open_to_nonmembers"),
        ({"fee": replace(FEE, rule=replace(RULE, status="estimated"))}, "fee_not_confirmed"),
        ({"fee": replace(FEE, rule=replace(RULE, population_reference="unknown"))}, "population_date"),
        ({"history": [(2024, None), (2025, FEE)]}, "fee_history"),
        ({"membership": replace(MEMBERSHIP, notice_months=None)}, "notice_period"),
        ({"membership": replace(MEMBERSHIP, latest=replace(COUNT, qualifier="cirka"))}, "member_count"),
        ({"membership": replace(MEMBERSHIP, undated=(COUNT,))}, "member_count"),
        ({"membership": replace(MEMBERSHIP, latest=None)}, "member_count"),
    ],
)
def test_each_thing_unknown_is_one_gap(change, kind):
    assert [gap.kind for gap in network_gaps(replace(COMPLETE, **change))] == [kind]


def test_a_gap_in_the_history_names_its_years():
    facts = replace(COMPLETE, history=[(2023, None), (2024, None), (2025, FEE)])
    assert network_gaps(facts)[0].years == (2023, 2024)


@pytest.mark.parametrize(
    ("evidence", "settled", "kind"),
    [
        (EVIDENCE, {"years_old": True}, "no_new_evidence"),
        (EVIDENCE, {"officer_text_written": False}, "officer_text"),
        (EVIDENCE, {"own_salary_known": False}, "own_salary"),
        (EVIDENCE, {"case_number_known": False}, "case_number"),
        (EVIDENCE, {"undated_decisions": ["b1"]}, "undated_decisions"),
        (EVIDENCE, {"undated_information": ["utredningen"]}, "undated_information"),
        (replace(EVIDENCE, speakers=()), {}, "number_of_speakers"),
        (replace(EVIDENCE, coders=("K1",)), {}, "one_coder"),
        (replace(EVIDENCE, uses_counted=0), {}, "no_counts"),
        (replace(EVIDENCE, hours_logged=False), {}, "hours"),
    ],
)
def test_each_thing_unknown_about_the_whole_is_one_gap(evidence, settled, kind):
    assert [gap.kind for gap in shared_gaps(evidence, **(SETTLED | settled))] == [kind]
