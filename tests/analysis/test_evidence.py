"""How strong the evidence is: who spoke, who coded, how old, and how much of it is observed."""

from datetime import date

import pandas as pd

from medlemsnytta.analysis.evidence import Evidence, evidence_for

SAID = {
    "source_kind": "interview", "speaker": "S1", "coder": "K1", "intensity": 3, "intensity_coder2": pd.NA, "date": "2024-05-02",
    "status": "observed",
}  # fmt: skip
GROUP = {
    "speaker": "S1", "description": "representanter", "network_id": "alfa", "persons": pd.NA,
    "network_representative": "yes",
}  # fmt: skip
USES = pd.DataFrame({"count": [pd.NA, pd.NA], "persons": [pd.NA, 2], "hours": [None, None]})


def examined(*changes: dict, groups=(GROUP,), deadline: date | None = date(2026, 5, 30)) -> Evidence:
    excerpts = pd.DataFrame([SAID | change for change in changes]).astype(
        {"intensity": "Int64", "intensity_coder2": "Int64"}
    )
    fees = pd.DataFrame({"status": ["estimated"]})
    rows = {"excerpts": excerpts, "fees": fees}
    return evidence_for(excerpts, pd.DataFrame(groups), USES, pd.DataFrame(), rows, date(2025, 4, 1), deadline)


def test_own_statements_are_counted_apart_from_the_networks():
    found = examined(
        {}, {"source_kind": "network_own", "speaker": "", "intensity": pd.NA}, {"source_kind": "third_party"}
    )
    assert (found.statements, found.own_statements, found.network_statements, found.graded) == (3, 1, 1, 2)
    assert found.speakers[0].statements == 1


def test_status_is_counted_over_every_row_used():
    assert examined({}, {}).status_counts == {"observed": 2, "estimated": 1, "illustrative": 0}


def test_age_is_that_of_the_newest_own_statement():
    found = examined({}, {"date": "2023"}, {"date": "2025-03", "source_kind": "network_own"})
    assert (found.newest, found.months_old, found.months_old_at_deadline) == ("2024-05-02", 10, 24)


def test_undated_statements_have_no_age():
    found = examined({"date": ""})
    assert (found.newest, found.months_old, found.months_old_at_deadline) == ("", None, None)


def test_an_unknown_number_in_any_group_leaves_the_number_of_speakers_unknown():
    known = GROUP | {"persons": 2}
    assert examined({}, groups=(known,)).persons_known
    assert not examined({}, groups=(known, GROUP | {"speaker": "S2"})).persons_known


def test_one_independent_group_about_a_network_ends_only_representatives():
    shared = GROUP | {"speaker": "S3", "network_id": "", "network_representative": "no"}
    assert examined({}, groups=(GROUP, shared)).only_representatives
    assert not examined({}, groups=(GROUP, shared | {"network_id": "alfa"})).only_representatives


def test_uses_without_a_number_are_not_counted_ones_and_an_empty_log_is_no_log():
    found = examined({})
    assert (found.uses, found.uses_counted, found.hours_logged) == (2, 1, False)


def test_coders_are_named_once_in_order():
    assert examined({"coder": "K2"}, {}, {"coder": "K2"}, {"coder": ""}).coders == ("K1", "K2")
