"""A municipality is found by its name or code, and the one who misspells it is helped."""

from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.starting.municipality_names import municipality

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def municipalities():
    return load_table(ROOT, None, "municipalities")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("botkyrka", "0127"),
        ("0127", "0127"),
        ("Botkyrka kommun", "0127"),
        ("Botkyrkas kommun", "0127"),
        ("Göteborgs stad", "1480"),
        ("goteborg", "1480"),
        ("upplands väsby", "0114"),
        ("upplands-vasby", "0114"),
        ("Va\u0308rnamo", "0683"),
        ("håbo", "0305"),
        ("habo", "0643"),
        ("Vara", "1470"),
        ("Malung-Sälen", "2023"),
    ],
)
def test_a_name_or_code_finds_its_municipality(municipalities, typed, code):
    assert municipality(municipalities, typed).code == code


@pytest.mark.parametrize(
    ("typed", "near"),
    [("botkryka", "Botkyrka (0127)"), ("hudinge", "Huddinge (0126)"), ("Göteborj", "Göteborg (1480)")],
)
def test_a_misspelt_name_is_answered_with_the_nearest(municipalities, typed, near):
    with pytest.raises(ProblemsFound) as found:
        municipality(municipalities, typed)
    assert near in found.value.problems[0].fix


def test_a_name_like_no_other_says_what_to_type(municipalities):
    with pytest.raises(ProblemsFound, match="eller koden: fyra siffror för en kommun"):
        municipality(municipalities, "xyzzy")


@pytest.mark.slow
def test_every_municipality_is_found_by_its_name_and_code_and_has_files_of_its_own(municipalities):
    rows = municipalities.to_dict("records")
    assert [municipality(municipalities, row["name"]).code for row in rows] == [row["code"] for row in rows]
    assert [municipality(municipalities, row["code"]).name for row in rows] == [row["name"] for row in rows]
    slugs = [municipality(municipalities, row["code"]).slug for row in rows]
    assert len(set(slugs)) == 290 + 20
    assert all(slug.isascii() for slug in slugs)


@pytest.mark.parametrize(
    ("typed", "code", "slug"),
    [
        ("Region Halland", "13", "region-halland"),
        ("13", "13", "region-halland"),
        ("Västra Götalandsregionen", "14", "vastra-gotalandsregionen"),
        ("Gotland", "0980", "region-gotland"),
        ("Region Gotland", "0980", "region-gotland"),
        ("Gotlands kommun", "0980", "region-gotland"),
    ],
)
def test_a_region_is_found_by_its_own_name_and_code_and_gotland_is_a_municipality(municipalities, typed, code, slug):
    found = municipality(municipalities, typed)
    assert (found.code, found.slug, found.type) == (code, slug, "region" if len(code) == 2 else "kommun")
