"""What a network asks of one who joins: each demand with its state, and what stands in the way."""

from medlemsnytta.analysis.decision_options import NetworkOptions, Options
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    as_sentence,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.presentation.words.swedish import in_words
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, paragraph, prose

STATE = {"met": "uppfyllt", "not_met": "inte uppfyllt", "not_examined": "inte undersökt"}


def text(options: Options) -> Prose:
    """Of each network that can be joined: what is not met, how many demands are, and how one goes about it."""
    return prose(*(paragraph(_network(each)) for each in options.of_kind("candidate", "left")))


def _network(each: NetworkOptions) -> CitedText:
    return joined([_cannot_yet(each), _counts(each), _process(each)])


def _cannot_yet(each: NetworkOptions) -> CitedText:
    lacking = each.demands_that_are("not_met")
    if not lacking:
        return say("")
    return say(
        "Det går inte att gå med i {name} än: {demands} {lacking}.",
        name=cell(each.profile, "name"),
        demands=listed([cell(row, "demand") for row in lacking]),
        lacking=cite("saknas", *(row.fact("state") for row in lacking)),
    )


def _counts(each: NetworkOptions) -> CitedText:
    """How many demands are met; what has not been examined is said to be so."""
    if not each.demands:
        return say("")
    met, all_of_them = each.number_that_are("met"), each.asked_for
    unexamined = each.number_that_are("not_examined")
    short = cell(each.profile, "short")
    if unexamined.value == all_of_them.value:
        none = cite("är inte undersökt", unexamined)
        return say("Om kraven för att gå med i {short} är uppfyllda {none}.", short=short, none=none)
    said = say(
        "Av {all} för att gå med i {short} {are} {met} {met_form}",
        all=counted(all_of_them, "ett krav", "krav"),
        short=short,
        are="är",
        met=fact_words(met, lambda number: in_words(number) if number else "inget"),
        met_form=agreeing(met, "uppfyllt", "uppfyllda") if met.value else cite("uppfyllt", met),
    )
    if not unexamined.value:
        return said + "."
    rest = fact_words(unexamined, in_words)
    form = agreeing(unexamined, "är inte undersökt", "är inte undersökta")
    return say("{said}; {rest} {form}.", said=said, rest=rest, form=form)


def _process(each: NetworkOptions) -> CitedText:
    if not each.profile.fact("entry_process").known:
        return say("")
    process = as_sentence(cell(each.profile, "entry_process"))
    return say("Nästa steg för att gå med i {short}: {process}", short=cell(each.profile, "short"), process=process)


def table(options: Options) -> Table | Prose:
    """One row a demand of each network that can be joined."""
    columns = (Column("Nätverk"), Column("Krav"), Column("Läge"), Column("Vad som visar det"))
    rows = tuple(row for each in options.of_kind("candidate", "left") for row in _rows(each))
    return Table("tabell-krav-for-intrade", "Krav på den som går med", columns, rows) if rows else NOTHING


def _rows(each: NetworkOptions) -> list[tuple[Text, ...]]:
    return [
        (
            cell(each.profile, "short"),
            capitalised(cell(row, "demand")),
            cell(row, "state", STATE.__getitem__),
            cell(row, "text") if row["text"] else "–",
        )
        for row in each.demands
    ]
