"""How a membership is used, as the coded rows and the tables say."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from medlemsnytta.analysis import usage
from medlemsnytta.analysis.recorded_use import recorded
from tests.analysis.answer_cases import AS_OF, case_of, rows, said, tables_of

CHANNELS = [{"channel_id": "a"}, {"channel_id": "b"}]


def of_channels(*told: dict, **tables: list[dict]) -> tuple[usage.ChannelUse, ...]:
    """The channels a and b of the network, as the statements have them."""
    typed = rows(excerpts=list(told), channels=CHANNELS, **tables)
    read = tables_of(typed)
    named = read.channels.assign(name=["Webben", "Brevet"], feature="")
    return usage.channel_uses(named, read.excerpts, case_of(typed))


def traces(*uses: dict, as_of: date = AS_OF, **membership: str) -> tuple[usage.DocumentTrace, ...] | None:
    """The traces in the documents p (without an end), q (to 2024) and r, as the uses have them."""
    documents = [{"document_id": "p"}, {"document_id": "q", "year_to": 2024}, {"document_id": "r", "year_to": 2030}]
    typed = rows(uses=list(uses), documents=documents, memberships=[membership])
    read, case = tables_of(typed), case_of(typed, as_of)
    named = read.documents.assign(name=["Planen", "Programmet", "Policyn"])
    return usage.document_traces(read.uses, named, case, recorded(case).traces)


def document(name: str = "p", tense: str = "past", **cells: str) -> dict:
    return {"kind": "document", "document_id": name, "tense": tense} | cells


def indicator(**changes) -> dict:
    row = {
        "network_id": "alfa", "set": "Nyckeltal", "year": 2024, "size": 12, "in_own_followup": pd.NA, "share": None,
        "share_low": None, "share_high": None, "share_words": "", "status": "observed",
    }  # fmt: skip
    return row | changes


def key_figures(*rows: dict, year: int = 2025) -> list[usage.KeyFigureUse]:
    whole = {"year": "Int64", "size": "Int64", "in_own_followup": "Int64"}
    return list(usage.key_figure_sets(pd.DataFrame(list(rows)).astype(whole), "alfa", year))


def test_a_channel_has_the_degrees_from_the_lowest_to_the_highest_and_every_statement():
    told = [said(1, channel_id="a"), said(4, speaker="B", channel_id="a"), said(channel_id="a", speaker="C")]
    first, second = of_channels(*told)
    assert (first.low, first.high, first.statements_fact.value) == (1, 4, 3)
    assert [(fact.value, len(fact.rows)) for fact in (first.lowest, first.highest)] == [(1, 2), (4, 2)]
    assert (second.low, second.high, second.statements) == (None, None, 0)
    assert second.lowest.value is None


def test_a_channel_is_used_as_each_says_last():
    told = [said(4, channel_id="a", date="2023"), said(0, channel_id="a", date="2025-03-01")]
    assert of_channels(*told)[0].high == 0


def test_neither_plans_nor_own_words_nor_own_follow_up_of_key_figures_say_how_often():
    told = [
        said(1, channel_id="a"),
        said(4, channel_id="a", tense="planned", speaker="B"),
        said(4, channel_id="a", source_kind="network_own", speaker=""),
        said(4, channel_id="a", speaker="W"),
        said(4, channel_id="a", criterion="steering", speaker="C"),
    ]
    assert of_channels(*told)[0].high == 1


def test_the_order_of_statements_never_matters_for_a_channel():
    told = [said(1, channel_id="a"), said(4, channel_id="a", speaker="B"), said(2, channel_id="a", speaker="C")]
    degrees = [[degree for degree, _ in of_channels(*each)[0].degrees] for each in (told, told[::-1])]
    assert degrees[0] == degrees[1] == [1, 2, 4]


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([3], 3), ([1, 2], Fraction(3, 2)), ([0, 1, 4], 1), ([1, 1, 2, 4], Fraction(3, 2))],
)
def test_the_median_is_exact_in_half_steps(values, middle):
    assert usage.median(values) == middle


def test_documents_are_unknown_where_nobody_has_noted_any():
    assert traces({"kind": "everyday"}) is None
    assert usage.documents_informed(None) is None


def test_no_document_found_is_zero():
    found = traces(document(""))
    assert found == ()
    assert usage.documents_informed(found) == 0


def test_a_planned_document_is_shown_but_not_counted_and_one_used_twice_counts_once():
    found = traces(document(), document(tense="present"), document("r", "planned"))
    assert [(trace.name, trace.planned) for trace in found] == [("Planen", False), ("Planen", False), ("Policyn", True)]
    assert usage.documents_informed(found) == 1


def test_a_document_used_outside_the_membership_is_no_trace():
    assert [trace.name for trace in traces(document(date_from="2009"), document("r", date_from="2011"))] == ["Policyn"]
    assert traces(document(date_from="2021"), state="left", until="2020") == ()


def test_a_document_that_has_ended_is_said_to_have():
    found = traces(document(), document("q"), document("r"))
    assert [trace.expired for trace in found] == [False, True, False]
    assert not traces(document("q"), as_of=date(2024, 12, 31))[0].expired


def test_causes_are_counted_among_low_or_negative_statements_and_repeated_ones_once():
    cells = {"valence": 0, "cause": "na", "same_as": "", "excerpt_id": "x"}
    told = [
        said(1, **cells | {"excerpt_id": "x1", "cause": "own_priority"}),
        said(1, **cells | {"excerpt_id": "x2", "cause": "own_priority", "same_as": "x1"}),
        said(None, **cells | {"excerpt_id": "x3", "valence": -1, "cause": "access"}),
        said(2, **cells | {"excerpt_id": "x4", "cause": "own_priority"}),
        said(0, **cells | {"excerpt_id": "x5"}),
    ]
    found = usage.low_use(tables_of(rows(excerpts=told)).excerpts, "alfa")
    assert (found.all.value, *(found.naming(cause).value for cause in usage.CAUSES)) == (3, 1, 0, 1, 1)


def test_counted_key_figures_go_before_the_stated_share():
    (found,) = key_figures(indicator(in_own_followup=3, share=Decimal("0.5")))
    assert (found.share, found.low, found.high) == (Fraction(1, 4), Fraction(1, 4), Fraction(1, 4))


def test_about_half_is_a_share_with_its_band():
    (found,) = key_figures(indicator(share=Decimal("0.5"), share_low=Decimal("0.4"), share_high=Decimal("0.6")))
    assert (found.share, found.low, found.high) == (Fraction(1, 2), Fraction(2, 5), Fraction(3, 5))


def test_a_share_without_a_band_is_its_own_band():
    (found,) = key_figures(indicator(share=Decimal("0.5")))
    assert found.low == found.high == Fraction(1, 2)


def test_key_figures_without_a_count_or_a_share_are_unknown():
    assert key_figures(indicator()) == []
    assert key_figures(indicator(network_id="beta", share=Decimal(1))) == []


def test_the_newest_key_figures_not_later_than_the_year_are_used():
    told = [indicator(year=year, in_own_followup=count) for year, count in [(2026, 12), (2024, 6), (2023, 3)]]
    assert [each.share for each in key_figures(*told, year=2025)] == [Fraction(1, 2)]
    assert [each.share for each in key_figures(*told[::-1], year=2025)] == [Fraction(1, 2)]


def test_each_set_of_key_figures_is_told_the_most_followed_first():
    told = [indicator(set="Vatten", in_own_followup=3), indicator(set="Luft", in_own_followup=9)]
    assert [each.set_name for each in key_figures(*told)] == ["Luft", "Vatten"]
