"""What is said of rows that wait for a person: how many, where, and what to do."""

from collections.abc import Iterable, Iterator, Sequence

from medlemsnytta.inputs.tables.waiting_rows import PENDING, TO_ASK, TO_REVIEW, Pile
from medlemsnytta.presentation.words import swedish

_SAID = {
    TO_REVIEW: (
        ("en inläst rad väntar på granskning", "inlästa rader väntar på granskning"),
        "Läs texten, fyll i det som saknas, och skriv godkänd eller avvisad i kolumnen Granskning.",
    ),
    TO_ASK: (
        ("en rad är att fråga igen", "rader är att fråga igen"),
        "Skriv svaret i raden, och godkänd i kolumnen Granskning. Behövs inte frågan: ta bort raden.",
    ),
}


def waiting_lines(piles: Iterable[Pile]) -> Iterator[str]:
    """A sentence for what waits in the same way, and one for the answers that are not marked as accepted."""
    all_piles = list(dict.fromkeys(piles))
    for review in PENDING:
        alike = [each for each in all_piles if each.review == review]
        if not alike:
            continue
        words, what_to_do = _SAID[review]
        number = swedish.counted(sum(each.number for each in alike), *words)
        yield f"{swedish.capitalised(number)} och är inte med i rapporten: {_places(alike)}. {what_to_do}"
    for each in all_piles:
        if each.filled:
            rows = swedish.listed([str(number) for number in each.filled])
            yield f"{each.place}, rad {rows}: svaret är skrivet, men raden står kvar som att fråga igen. Skriv godkänd."


def _places(piles: Sequence[Pile]) -> str:
    if len(piles) == 1:
        return piles[0].place
    return swedish.listed([f"{each.number} i {each.place}" for each in piles])
