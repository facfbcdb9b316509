"""The search for personal data, measured: how much it finds, and how seldom it cries wolf."""

from collections import Counter
from datetime import date

import pytest

from medlemsnytta.inputs.privacy.findings import IN_SWEDISH
from medlemsnytta.inputs.privacy.search import search
from tests.inputs.privacy.corpus import checked, look_alikes, positives

LATEST = date(2026, 5, 4)

pytestmark = pytest.mark.trust


def _kinds(text: str) -> set[str]:
    return {finding.kind for finding in search(text, LATEST)}


def test_precision_and_recall_over_the_corpus(counted):
    found, missed, false = Counter(), Counter(), []
    for kind, text in positives():
        (found if kind in _kinds(text) else missed)[kind] += 1
        false += [text for other in _kinds(text) - {kind}]
    false += [text for _, text in look_alikes() if _kinds(text)]
    true = found.total()
    precision, recall = true / (true + len(false)), true / (true + missed.total())
    counted("personal data: texts with, look-alikes without", f"{len(positives())}, {len(look_alikes())}")
    counted("personal data: precision, recall", f"{precision:.3f}, {recall:.3f}")
    assert min(len(positives()), len(look_alikes())) >= 300
    assert false == []
    assert recall >= 0.99
    assert set(missed) <= {"phone", "address"}


def test_every_kind_has_a_word_of_its_own():
    assert {kind for kind, _ in positives()} == set(IN_SWEDISH)


def test_checksum_of_a_published_test_number_agrees():
    assert checked("900101980") == "9001019802"


def test_one_wrong_figure_is_no_personal_number():
    assert _kinds("18900101-9802") == {"identity_number"}
    assert all(not _kinds(f"18900101-980{last}") for last in (0, 1, *range(3, 10)))


def test_a_birthday_after_the_report_is_no_personal_number():
    ten = checked("300101000")
    assert _kinds(f"20{ten[:6]}-{ten[6:]}") == set()


def test_a_message_shows_two_letters_and_no_more():
    shown = {
        text: [finding.masked for finding in search(text, LATEST)] for text in ("18900101-9802", "a.b@example.com")
    }
    assert shown == {"18900101-9802": ["18••••••-••••"], "a.b@example.com": ["a.b@•••••••.•••"]}


def test_the_place_of_a_finding_is_where_it_begins():
    assert [finding.begin for finding in search("Ring 070-174 06 05 eller 070-174 06 11", LATEST)] == [5, 25]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("e\u0301e\u0301 18900101-9802!", (5, 18)),
        ("\u200b\u200bnr １８９０\u200b０１０１-9802\u00a0!", (5, 19)),
        ("1890\u2009\u200901\u202f01\u20149802", (0, 16)),
    ],
)
def test_the_place_is_that_in_the_text_as_it_was_typed(text, place):
    (finding,) = search(text, LATEST)
    assert (finding.begin, finding.end) == place


@pytest.mark.parametrize("written", ["19121212-T123", "191212R123", "121212-x123"])
def test_an_interim_number_has_a_letter_and_no_checksum(written):
    assert _kinds(f"Numret är {written}.") == {"identity_number"}


def test_a_day_and_a_year_after_it_are_no_number():
    assert _kinds("2012-12-12 2012") == set()


def test_a_person_s_name_beside_a_function_is_no_office():
    assert _kinds("info.lindqvist@example.com") == {"email"}
    assert _kinds("info.miljö@example.com") == set()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("född 1812-12-12 med sista fyra 1212", "identity_number", "1812-12-12 med sista fyra 1212"),
        ("född 12 december 1812, slutar på 1212", "identity_number", "12 december 1812, slutar på 1212"),
        ("Brukaren18121212-1212 flyttade", "identity_number", "18121212-1212"),
        ("skrev 18 12 12 12 12 12 i chatten", "identity_number", "18 12 12 12 12 12"),
        ("ring +4684650 04 07 hem", "phone", "+4684650 04 07"),
        ("på Klockarbacken 9 i mars", "address", "Klockarbacken 9"),
        ("porten på Backen 12 lämnades", "address", "Backen 12"),
        ("till Ö. Strandvägen 19 B, lgh 1203, 141 46 Huddinge kom", "address", None),
        ("på Exempelgatan 104, 4 tr ö g, bor hon", "address", "Exempelgatan 104, 4 tr ö g"),
        ("hennes post går till Box 4071, 141 04 Huddinge", "address", "Box 4071, 141 04 Huddinge"),
        ("folkbokförd på Zyxle 1042", "address", "Zyxle 1042"),
        ("c/o Exempelgatan 14, 14137 Huddinge kom i retur", "address", "c/o Exempelgatan 14, 14137 Huddinge"),
        ("miljöchefen María de la Cruz Zyx sa", "name", "María de la Cruz Zyx"),
        ("Zyxner, Anna (upphandlare)", "name", "Zyxner, Anna"),
    ],
)
def test_the_whole_of_it_is_found(text, kind, value):
    whole = value or text.removeprefix("till ").removesuffix(" kom")
    assert [(one.kind, one.value) for one in search(text, LATEST)] == [(kind, whole)]


@pytest.mark.parametrize(
    "text",
    [
        "Den 12 mars 2021 slutade 4500 personer.",
        "född 1812-12-12, sista fyra 1213",
        "Enheten flyttade från Plan 3 till Plan 5.",
        "De flyttade till Uppsala 2019 och till Avdelning 4.",
        "Föreningen, Box 123, 101 38 Stockholm",
        "Enligt lex Sarah sa chefen nej.",
    ],
)
def test_what_only_resembles_it_is_let_through(text):
    assert search(text, LATEST) == ()
