"""What people said becomes a rating, an interval and a confidence word."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from medlemsnytta.analysis import options, ratings, rows, usage
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.files.program import FILES
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.inputs.tables.report_rows import chosen
from tests.loaded import evaluate, load_tables

SPEAKERS = pd.DataFrame(
    {
        "speaker": ["S1", "S2", "S3"],
        "network_representative": ["yes", "no", "no"],
        "persons": pd.array([pd.NA, 1, 1], dtype="Int64"),
    }
)
SAID = {
    "excerpt_id": "x", "network_id": "alfa", "date": "2025-01-01", "criterion": "use", "valence": 1, "intensity": 3,
    "cause": "na", "tense": "present", "certainty": "stated", "source_kind": "interview", "speaker": "S2",
    "consent": "publish",
}  # fmt: skip
AS_OF = date(2025, 4, 1)


def said(*changes: dict) -> pd.DataFrame:
    frame = pd.DataFrame([SAID | change for change in changes])
    return frame.astype({"intensity": "Int64", "valence": "Int64"})


def rated(*changes: dict, criterion: str = "use", documents=None, key_figures=None, as_of: date = AS_OF):
    return ratings.rate(criterion, said(*changes), SPEAKERS, "alfa", as_of, documents, key_figures)


TWO = ({}, {"speaker": "S3"})


def test_two_independent_speakers_who_agree_give_high_confidence_and_no_interval():
    rating = rated(*TWO)
    assert (rating.point, rating.low, rating.high, rating.confidence) == (6, 6, 6, "high")


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        (({"certainty": "hedged"}, {"speaker": "S3"}), "hedged"),
        (({"intensity": 1}, {"speaker": "S3"}), "spread"),
        (({"date": "2023-03"}, {"speaker": "S3", "date": "2023"}), "old"),
        (({}, {"speaker": "S3"}, {"speaker": "S1"}), "representatives_or_unknown_number"),
        (({},), "fewer_than_two_independent"),
    ],
)
def test_each_doubt_takes_one_step(changes, doubt):
    rating = rated(*changes)
    assert rating.doubts == (doubt,)
    assert rating.confidence == "moderate"
    assert (rating.low, rating.high) == (rating.point - 1, rating.point + 1)


def test_three_doubts_leave_the_whole_scale_open():
    rating = rated({"speaker": "S1", "certainty": "approx"})
    assert (rating.confidence, rating.low, rating.high) == ("very_low", 0, 8)


def test_the_rating_is_the_median_in_half_steps():
    assert rated({"intensity": 2}, {"intensity": 3, "speaker": "S3"}).point == 5


def test_nothing_graded_gives_no_point_and_the_whole_scale():
    rating = rated({"intensity": pd.NA})
    assert (rating.point, rating.interval, rating.confidence) == (None, (0, 4, 8), "very_low")


@pytest.mark.parametrize(
    "unheard",
    [{"tense": "planned"}, {"tense": "future"}, {"source_kind": "network_own"}, {"network_id": "beta"}],
    ids=str,
)
def test_plans_networks_own_words_and_other_networks_never_raise_a_rating(unheard):
    assert rated({"intensity": 1}, {"intensity": 4, **unheard}).point == 2


def test_a_statement_about_both_networks_counts_for_each():
    assert rated({"network_id": "both", "intensity": 4}).point == 8


def test_the_order_of_statements_never_matters():
    changes = ({"intensity": 1}, {"intensity": 4, "speaker": "S3"}, {"intensity": 2, "speaker": "S1"})
    forwards, backwards = rated(*changes), rated(*reversed(changes))
    assert replace(forwards, excerpt_ids=()) == replace(backwards, excerpt_ids=())


@pytest.mark.parametrize(("documents", "point"), [(None, None), (0, 0), (1, 6), (2, 8), (5, 8)])
def test_steering_follows_the_number_of_documents(documents, point):
    assert ratings.steering_point(documents, None) == point


def test_half_of_the_key_figures_give_two_and_the_higher_of_both_counts():
    half = usage.KeyFigureUse(
        Record({"set": "nyckeltal"}, Row("indicators", 2)), Fraction(1, 2), Fraction(0), Fraction(1)
    )
    assert ratings.steering_point(None, half) == 4
    assert ratings.steering_point(1, half) == 6


def test_an_override_is_kept_with_its_reason():
    rating = ratings.overridden(rated({"intensity": pd.NA}), 5, "Nytt samtal.")
    assert (rating.point, rating.low, rating.high, rating.override_reason) == (5, 4, 6, "Nytt samtal.")


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2025-04-01", date(2026, 5, 30), 13), ("2025-04-01", date(2025, 4, 30), 0), ("2024", date(2025, 4, 1), 15)],
)
def test_age_is_whole_months(earlier, later, months):
    assert ratings.months_between(earlier, later) == months


@pytest.mark.parametrize(("documents", "informed"), [(None, None), ((), 0)])
def test_no_document_is_not_the_same_as_not_examined(documents, informed):
    assert usage.documents_informed(documents) == informed


@pytest.mark.parametrize(
    ("action", "word", "dated", "departs"),
    [
        ("stay", "leans_leave", True, True),
        ("stay", "open", True, False),
        ("leave", "leans_stay", True, True),
        ("leave", "open", True, False),
        ("decide_later", "open", True, False),
        ("decide_later", "open", False, True),
        ("decide_later", "clearly_leave", True, True),
    ],
)
def test_what_departs_from_the_result(action, word, dated, departs):
    rule = options.waiting_rule("alfa", word, [AS_OF if dated else None], AS_OF, 100, 1)
    assert options.departs(action, word, rule) is departs


@pytest.fixture(scope="module")
def huddinge():
    parameters = read_parameters(FILES / "params" / "huddinge-2025.yaml")
    return load_tables(FILES, "data/huddinge"), parameters


def test_huddinge_2025_comes_out_of_the_coded_rows(huddinge):
    found = evaluate(*huddinge)
    shown = {n.network_id: (n.fee.ore, n.word, [r.point for r in n.ratings]) for n in found.networks}
    assert shown == {
        "klimatkommunerna": (3_829_120, "leans_stay", [None, 8, 6, None, None]),
        "sekom": (3_829_120, "open", [None, 2, 4, None, None]),
    }


def test_one_changed_intensity_changes_that_rating_alone(huddinge):
    tables, parameters = huddinge
    before = evaluate(tables, parameters)
    excerpts = tables.excerpts.copy()
    excerpts.loc[excerpts["excerpt_id"].isin(["e13", "e16"]), "intensity"] = 3
    after = evaluate(replace(tables, excerpts=excerpts), parameters)
    for old, new in zip(before.networks, after.networks, strict=True):
        changed = [was.criterion for was, now in zip(old.ratings, new.ratings, strict=True) if was.point != now.point]
        assert changed == (["use"] if old.network_id == "sekom" else [])
    assert after.network("sekom").result.point > before.network("sekom").result.point
    assert after.network("klimatkommunerna").result == before.network("klimatkommunerna").result


def test_an_internal_statement_leaves_no_trace(huddinge):
    tables, parameters = huddinge
    excerpts = tables.excerpts.copy()
    excerpts.loc[excerpts["excerpt_id"] == "k12", "consent"] = "internal"
    found = evaluate(chosen(replace(tables, excerpts=excerpts), parameters), parameters)
    assert "k12" not in set(found.excerpts["excerpt_id"])
    assert all("k12" not in rating.excerpt_ids for network in found.networks for rating in network.ratings)


def test_nothing_from_after_the_report_date_is_used(huddinge):
    tables, parameters = huddinge
    assert max(rows.municipality_of(tables, parameters).populations) == 2024


def test_a_use_that_began_after_the_report_date_is_not_yet_one(huddinge):
    tables, parameters = huddinge
    later = tables.uses.copy()
    later.loc[later["use_id"] == "u3", "date_from"] = "2025-04-02"
    found = evaluate(replace(tables, uses=later), parameters)
    assert found.network("klimatkommunerna").documents_informed == 0
    later.loc[later["use_id"] == "u3", "date_from"] = "2025-04-01"
    assert evaluate(replace(tables, uses=later), parameters).network("klimatkommunerna").documents_informed == 1


def test_speakers_about_other_networks_are_no_part_of_the_evidence(huddinge):
    tables, parameters = huddinge
    alone = parameters.model_copy(update={"networks": ["sekom"], "recommended_actions": {}})
    assert [group.speaker for group in evaluate(tables, alone).evidence.speakers] == ["S2", "S3"]
