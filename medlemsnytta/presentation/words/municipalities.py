"""What a municipality or a region is called: by its own name, a region never a kommun."""

from medlemsnytta.analysis.assignment import Municipality
from medlemsnytta.presentation.words import swedish

_OWN_FORMS = {"Falun": "Falu", "Orust": "Orust"}
"""The names that do not follow the rule before the word kommun."""
_VOWELS = "aeiouyåäö"


def full_name(municipality: Municipality) -> str:
    """ "Huddinge kommun", "Halmstads kommun", "Region Halland"; Gotland is a municipality and calls itself a region."""
    name = municipality.name
    if _is_region(municipality) or name.lower().endswith("kommun"):
        return name
    genitive = name if name[-1:].lower() in _VOWELS else swedish.genitive(name)
    return f"{_OWN_FORMS.get(name, genitive)} kommun"


def definite(municipality: Municipality) -> str:
    """ "kommunen" or "regionen"."""
    return "regionen" if _is_region(municipality) else "kommunen"


def _is_region(municipality: Municipality) -> bool:
    return municipality.type == "region" or municipality.name.startswith("Region ")
