"""The words of a report that a councillor may not know as it means them, explained where they stand in the page.

Their patterns take no more than the report's own words for the thing: an officer's text may have the same word for another.
"""

from medlemsnytta.analysis.use_answers import FEWEST_WHO_CONFIRM
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import Explained, Glossary

_WORDS = (
    Explained(
        "enligt-uppgift",
        "Enligt uppgift",
        "enligt uppgift",
        "Någon har sagt eller skrivit det, men det är inte bekräftat.",
    ),
    Explained(
        "bekraftat",
        "Bekräftat",
        r"(?<=\()bekräftat|är bekräftat",
        f"Minst {swedish.in_words(FEWEST_WHO_CONFIRM)} oberoende personer säger detsamma, en logg för ett helt år visar det, eller "
        "ett dokument som någon har granskat. Oberoende är den som varken har skrivit utvärderingen eller är företrädare i nätverket.",
    ),
    Explained(
        "foretradare",
        "Företrädare i nätverket",
        r"företrädar(?:e|na) i nätverke[nt]",
        "De som deltar i nätverket för kommunens eller regionens räkning. I svaren räknas ett nätverks företrädare som en röst, "
        "hur många de än är.",
    ),
    Explained(
        "talar-narmast",
        "Talar närmast för eller emot",
        "talar närmast (?:för|emot)",
        "Svaren på de två frågorna pekar åt det hållet, men något av dem är okänt eller inte bekräftat.",
    ),
    Explained(
        "racker-inte",
        "Underlaget räcker inte",
        "underlaget räcker inte",
        "Svaren på de två frågorna säger för litet för att tala för eller emot.",
    ),
    Explained(
        "vagas",
        "Vägas mot priset",
        "vägas mot priset",
        "Svaren talar varken för eller emot. Det avgörande är om nyttan är värd vad den kostar.",
    ),
    Explained(
        "uppgift-saknas",
        "Uppgift saknas",
        "uppgift saknas",
        "Det står inte i underlaget. Det som inte är känt blir en fråga att ställa, aldrig en gissning.",
    ),
    Explained(
        "arbetstid",
        "Betala en anställd",
        "betala en anställd",
        "Så många arbetstimmar i veckan, ett år, som pengarna skulle räcka till. Det säger inte hur mycket tid som läggs på nätverket.",
    ),
    Explained(
        "styrdokument",
        "Styrdokument",
        "styrdokument",
        "Dokument som styr arbetet, till exempel program, planer och policyer.",
    ),
    Explained(
        "nyckeltal",
        "Nyckeltal",
        "nyckeltal(?:en)?",
        "Mått som följs över tid och går att jämföra med andras.",
    ),
)


def words_explained() -> Glossary:
    return Glossary(_WORDS)
