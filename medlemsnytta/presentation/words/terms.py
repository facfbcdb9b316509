"""The Swedish words for the codes of the data and the analysis; one word for one thing, everywhere."""

from collections.abc import Mapping

from medlemsnytta.inputs.tables.layouts import BOTH, ids_in
from medlemsnytta.presentation.words import swedish


def networks_named(cell: str, names: Mapping[str, str]) -> str:
    """The networks that a statement is about, among those of the report, which have these `names`."""
    named = [names[each] for each in ids_in(cell) if each in names]
    if cell == BOTH or len(named) == len(names) > 1:
        return "Båda" if len(names) == 2 else "Alla"
    return swedish.listed(named)


CRITERION = {
    "relevance": "Relevans",
    "use": "Användning",
    "steering": "Styrning",
    "voice": "Påverkan",
    "symbolic_future": "Symbol- och framtidsvärde",
    "symbolic": "Symbolvärde",
    "future": "Framtid",
    "cost": "Kostnad",
    "expectation": "Förväntan",
    "conclusion": "Slutsats",
    "context": "Bakgrund",
}

ACTION = {"stay": "stanna kvar", "leave": "lämna nätverket", "decide_later": "besluta senare"} | {
    "join": "gå med",
    "decline": "avstå",
}

OPENNESS = {"yes": "öppen för alla", "no": "bara för medlemmar", "unknown": "uppgift saknas"}

SCENARIO = {
    "unchanged": "Regeln är oförändrad",
    "rate_plus_5_ore": "5 öre mer per invånare",
    "plus_10_percent": "10\N{NO-BREAK SPACE}% högre avgift",
    "next_tier": "Nästa steg i taxan",
    "population_plus_1000": "1\N{NO-BREAK SPACE}000 fler invånare",
    "population_minus_1000": "1\N{NO-BREAK SPACE}000 färre invånare",
    "currency_plus_10_percent": "10\N{NO-BREAK SPACE}% dyrare valuta",
    "tax_base_plus_10_percent": "10\N{NO-BREAK SPACE}% högre skattekraft",
}

CURRENCY = {"SEK": "kr", "EUR": "euro"}

SOURCE_KIND = {
    "municipality_assessment": "egen bedömning",
    "interview": "intervju",
    "survey": "enkät",
    "network_own": "nätverkets egna ord",
    "third_party": "utomstående",
}

COUNTY = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}
"""The counties by SCB's codes: the first two digits of a municipality's."""
