"""What municipalities and regions are called."""

import pytest

from medlemsnytta.analysis.assignment import Municipality
from medlemsnytta.presentation.words import municipalities


@pytest.mark.parametrize(
    ("name", "kind", "called", "definite"),
    [
        ("Huddinge", "kommun", "Huddinge kommun", "kommunen"),
        ("Halmstad", "kommun", "Halmstads kommun", "kommunen"),
        ("Västerås", "kommun", "Västerås kommun", "kommunen"),
        ("Falun", "kommun", "Falu kommun", "kommunen"),
        ("Exempelkommun", "kommun", "Exempelkommun", "kommunen"),
        ("Region Gotland", "kommun", "Region Gotland", "regionen"),
        ("Region Halland", "region", "Region Halland", "regionen"),
        ("Västra Götalandsregionen", "region", "Västra Götalandsregionen", "regionen"),
    ],
)
def test_each_is_called_by_its_own_name(name, kind, called, definite):
    municipality = Municipality("0000", name, kind, {})
    assert municipalities.full_name(municipality) == called
    assert municipalities.definite(municipality) == definite
