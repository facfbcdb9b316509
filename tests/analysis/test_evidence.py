"""How strong the evidence is: who spoke, who coded, how old, and how much of it is observed."""

from datetime import date

import pandas as pd

from medlemsnytta.analysis.evidence import WHO, Evidence, evidence_for

SAID = {
    "source_kind": "interview", "speaker": "S1", "coder": "K1", "intensity": 3, "intensity_coder2": pd.NA, "date": "2024-05-02",
    "status": "observed",
}  # fmt: skip
GROUP = {
    "speaker": "S1", "description": "representanter", "network_id": "alfa", "persons": pd.NA, "role": "representative",
    "network_representative": "",
}  # fmt: skip
AUTHOR = GROUP | {"speaker": "S2", "role": "author"}
USER = GROUP | {"speaker": "S3", "role": "user", "persons": 2}


def examined(*changes: dict, groups=(GROUP, AUTHOR, USER), earlier: date | None = None) -> Evidence:
    excerpts = pd.DataFrame([SAID | change for change in changes]).astype(
        {"intensity": "Int64", "intensity_coder2": "Int64"}
    )
    uses = pd.DataFrame({"count": [pd.NA, pd.NA], "persons": [pd.NA, 2], "hours": [None, None]}, dtype=object)
    rows = {"excerpts": excerpts, "fees": pd.DataFrame({"status": ["estimated"]})}
    speakers = pd.DataFrame(list(groups)).astype({"persons": "Int64"})
    return evidence_for(excerpts, speakers, {"uses": uses}, rows, date(2025, 4, 1), earlier)


def test_every_statement_is_somebodys_and_the_numbers_make_up_the_whole():
    found = examined(
        {},
        {"speaker": "S2"},
        {"speaker": "S3"},
        {"speaker": ""},
        {"speaker": "S9"},
        {"source_kind": "network_own", "speaker": ""},
        {"source_kind": "third_party"},
    )
    assert {who: found.by(who).value for who in WHO} == dict.fromkeys(WHO, 1)
    assert (found.statements, found.asked_fact.value) == (7, 4)


def test_how_much_is_counted_of_those_alone_whose_words_can_count():
    found = examined({}, {"intensity": pd.NA}, {"speaker": "S2"}, {"source_kind": "network_own", "speaker": ""})
    assert (found.graded_fact.value, found.asked_fact.value) == (1, 2)


def test_only_what_was_said_in_an_interview_is_an_interview():
    assert examined({}, {"source_kind": "survey"}, {"source_kind": "municipality_assessment"}).interviews.value == 1


def test_status_is_counted_over_every_row_used():
    assert examined({}, {}).status_counts == {"observed": 2, "estimated": 1, "illustrative": 0}


def test_age_is_that_of_the_newest_own_statement():
    found = examined({}, {"date": "2023"}, {"date": "2025-03", "source_kind": "network_own"})
    assert (found.newest_fact.value, found.age.value, found.years_old.value) == ("2024-05-02", 10, 0)
    assert len(found.newest_fact.rows) == 1


def test_undated_statements_have_no_age():
    found = examined({"date": ""})
    assert (found.newest, found.age.value, found.newest_fact.value) == ("", None, None)


def test_what_is_new_since_the_evaluation_before_is_known_only_where_all_is_dated():
    earlier = date(2024, 5, 1)
    assert examined({}, {"date": "2023"}, earlier=earlier).since_earlier.value == 1
    assert examined({"date": "2023"}, earlier=earlier).since_earlier.value == 0
    assert examined({"date": "2023"}, {"date": ""}, earlier=earlier).since_earlier.value is None
    assert examined({}).since_earlier.value is None


def test_one_other_than_the_representatives_ends_only_representatives():
    assert examined({}, {"speaker": "S2"}).only_representatives
    assert not examined({}, {"speaker": "S3"}).only_representatives
    assert not examined({"speaker": "S2"}).only_representatives


def test_uses_are_counted_and_an_empty_log_is_no_log():
    found = examined({})
    assert (found.uses, found.measured_fact("time_log").value) == (2, 0)


def test_coders_are_named_once_in_order_and_a_second_degree_is_a_second_coder():
    found = examined({"coder": "K2"}, {}, {"coder": "K2"}, {"coder": ""})
    assert (found.coders, found.coders_fact.value) == (("K1", "K2"), 2)
    assert examined({}).coders_fact.value == 1
    assert examined({"intensity_coder2": 2}).coders_fact.value == 2
