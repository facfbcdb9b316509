"""What every row of the municipality's own tables was used for, or why it was not."""

from collections.abc import Iterator

from medlemsnytta.analysis.evidence import STATUSES
from medlemsnytta.analysis.row_accounts import RowAccounts
from medlemsnytta.presentation.words import row_words, swedish
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    agreeing,
    capitalised,
    cite,
    counted,
    fact_words,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, paragraph, prose

STATUS = {
    "observed": ("belagd i en källa", "belagda i en källa"),
    "estimated": ("uppskattad", "uppskattade"),
    "illustrative": ("påhittad", "påhittade"),
}


def text(accounts: RowAccounts) -> Prose:
    """How many rows there are and are used, and how well those that are used are known."""
    if not accounts.accounts:
        return prose(paragraph(cite("De egna tabellerna har inga rader än.", accounts.all_rows)))
    return prose(
        paragraph(
            say(
                "De egna tabellerna har {all}. Rapporten använder {used}.",
                all=counted(accounts.all_rows, "en rad", "rader"),
                used=_used(accounts),
            ),
            *_statuses(accounts),
        )
    )


def _used(accounts: RowAccounts) -> CitedText:
    if 1 < accounts.used_rows.value == accounts.all_rows.value:
        return cite("alla", accounts.used_rows, accounts.all_rows)
    return fact_words(accounts.used_rows, lambda number: swedish.in_words(number, "en"))


def _statuses(accounts: RowAccounts) -> Iterator[CitedText]:
    facts = [fact for status in STATUSES if (fact := accounts.used_with(status)).value]
    if len(facts) == 1 and 1 < facts[0].value == accounts.used_rows.value:
        every = cite("Alla är", facts[0], accounts.used_rows)
        if accounts.used_rows.value != accounts.all_rows.value:
            every = cite("De är alla", facts[0], accounts.used_rows)
        yield say(" {every} {how}.", every=every, how=STATUS[facts[0].about][1])
    elif facts:
        shares = [
            say(
                "{number} {how}",
                number=fact_words(fact, lambda number: swedish.in_words(number, "en")),
                how=agreeing(fact, *STATUS[fact.about]),
            )
            for fact in facts
        ]
        yield say(" Av dem är {shares}.", shares=listed(shares))


def unused_table(accounts: RowAccounts) -> Table | Prose:
    """How many rows of each table are not used, and why."""
    rows = [
        (
            capitalised(cite(row_words.TABLE[table], fact)),
            cite(_why(group), fact),
            fact_words(fact, swedish.number),
        )
        for (table, group), fact in accounts.grouped.items()
        if group.startswith("unused")
    ]
    columns = (Column("Tabell"), Column("Varför de inte används"), Column("Antal", "number"))
    return Table("tabell-rader-oanvanda", "Rader som inte används", columns, tuple(rows)) if rows else NOTHING


def table(accounts: RowAccounts) -> Table | Prose:
    """How many rows of each table decide an answer, are printed, or are not used, with the reason."""
    if not accounts.accounts:
        return NOTHING
    rows = [
        (capitalised(cite(row_words.TABLE[table], fact)), cite(_words(group), fact), fact_words(fact, swedish.number))
        for (table, group), fact in accounts.grouped.items()
    ]
    columns = (Column("Tabell"), Column("Vad raderna gör"), Column("Antal", "number"))
    return Table("tabell-rader", "Så används raderna", columns, tuple(rows), printed=False)


def _why(group: str) -> str:
    reason = group.partition(".")[2]
    return swedish.capitalised(row_words.REASON[reason]) if reason else swedish.UNKNOWN


def _words(group: str) -> str:
    use, _, reason = group.partition(".")
    words = {"decides": "Avgör ett svar", "printed": "Trycks", "unused": "Används inte"}[use]
    return f"{words}: {row_words.REASON[reason]}" if reason else words
