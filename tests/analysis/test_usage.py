"""How a membership is used, as the coded rows and the tables say."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from medlemsnytta.analysis import usage

SAID = {
    "network_id": "alfa", "intensity": 3, "tense": "present", "source_kind": "interview", "speaker": "S1",
    "channel_id": "k1",
}  # fmt: skip
CHANNELS = pd.DataFrame(
    {
        "channel_id": ["k1", "k2", "k3"], "network_id": ["alfa", "alfa", "beta"], "type": "website",
        "name": ["Webben", "Brevet", "Annat"], "feature": "", "open_to_nonmembers": "unknown",
    }
)  # fmt: skip
DOCUMENTS = pd.DataFrame({"document_id": ["d1", "d2"], "name": ["Planen", "Programmet"]})


def said(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([SAID | change for change in changes]).astype({"intensity": "Int64"})


def used(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kind", "document_id", "tense"])
    return frame.assign(network_id="alfa", text="Underlag.")


def indicator(**changes) -> dict:
    row = {
        "network_id": "alfa", "set": "Nyckeltal", "year": 2024, "size": 12, "in_own_followup": pd.NA, "share": None,
        "share_low": None, "share_high": None, "share_words": "", "status": "observed",
    }  # fmt: skip
    return row | changes


def key_figures(*rows: dict, year: int = 2025) -> usage.KeyFigureUse | None:
    whole = {"year": "Int64", "size": "Int64", "in_own_followup": "Int64"}
    return usage.key_figure_use(pd.DataFrame(list(rows)).astype(whole), "alfa", year)


def test_a_channel_has_the_median_the_span_and_the_number_of_speakers():
    frame = said({"intensity": 1}, {"intensity": 4, "speaker": "S2"}, {"intensity": 2})
    first, second = usage.channel_uses(CHANNELS, frame, "alfa")
    assert (first.name, first.median, first.low, first.high, first.speakers, first.statements) == (
        "Webben", 2, 1, 4, 2, 3,
    )  # fmt: skip
    assert (second.name, second.median, second.statements) == ("Brevet", None, 0)


def test_a_channel_spoken_of_without_a_degree_has_no_median():
    channel = usage.channel_uses(CHANNELS, said({"intensity": pd.NA}), "alfa")[0]
    assert (channel.median, channel.low, channel.high, channel.statements) == (None, None, None, 1)


def test_planned_use_and_the_networks_own_words_never_raise_a_channel():
    frame = said({"intensity": 1}, {"intensity": 4, "tense": "planned"}, {"intensity": 4, "source_kind": "network_own"})
    channel = usage.channel_uses(CHANNELS, frame, "alfa")[0]
    assert (channel.median, channel.high) == (1, 1)


def test_the_order_of_statements_never_matters_for_a_channel():
    frame = said({"intensity": 1}, {"intensity": 4}, {"intensity": 2, "speaker": "S2"}, {"intensity": 3})
    assert usage.channel_uses(CHANNELS, frame, "alfa") == usage.channel_uses(CHANNELS, frame.iloc[::-1], "alfa")


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([3], 3), ([1, 2], Fraction(3, 2)), ([0, 1, 4], 1), ([1, 1, 2, 4], Fraction(3, 2))],
)
def test_the_median_is_exact_in_half_steps(values, middle):
    assert usage.median(values) == middle


def test_documents_are_unknown_where_nobody_has_looked():
    traces = usage.document_traces(used(("everyday", "", "present")), DOCUMENTS, "alfa")
    assert traces is None
    assert usage.documents_informed(traces) is None


def test_no_document_found_is_zero():
    traces = usage.document_traces(used(("document", "", "past")), DOCUMENTS, "alfa")
    assert traces == ()
    assert usage.documents_informed(traces) == 0


def test_a_planned_document_is_shown_but_not_counted_and_one_used_twice_counts_once():
    rows = used(("document", "d1", "past"), ("document", "d1", "present"), ("document", "d2", "planned"))
    traces = usage.document_traces(rows, DOCUMENTS, "alfa")
    assert [trace.name for trace in traces] == ["Planen", "Planen", "Programmet"]
    assert usage.documents_informed(traces) == 1


def test_counted_key_figures_go_before_the_stated_share():
    found = key_figures(indicator(in_own_followup=3, share=Decimal("0.5")))
    assert (found.share, found.low, found.high) == (Fraction(1, 4), Fraction(1, 4), Fraction(1, 4))


def test_about_half_is_a_share_with_its_band():
    found = key_figures(indicator(share=Decimal("0.5"), share_low=Decimal("0.4"), share_high=Decimal("0.6")))
    assert (found.share, found.low, found.high) == (Fraction(1, 2), Fraction(2, 5), Fraction(3, 5))


def test_a_share_without_a_band_is_its_own_band():
    found = key_figures(indicator(share=Decimal("0.5")))
    assert found.low == found.high == Fraction(1, 2)


def test_key_figures_without_a_count_or_a_share_are_unknown():
    assert key_figures(indicator()) is None
    assert key_figures(indicator(network_id="beta", share=Decimal(1))) is None


def test_the_newest_key_figures_not_later_than_the_year_are_used():
    rows = [indicator(year=year, in_own_followup=count) for year, count in [(2026, 12), (2024, 6), (2023, 3)]]
    assert key_figures(*rows, year=2025).share == Fraction(1, 2)
    assert key_figures(*rows[::-1], year=2025).share == Fraction(1, 2)
