"""Appendix: the fees of earlier years, and what the next one would be if one thing changed."""

from collections.abc import Sequence

from medlemsnytta.analysis.fee_scenarios import FeeScenario
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.presentation.sections.cost import scenario_words
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    cell,
    cite,
    fact_words,
    joined,
    listed,
    plain,
    say,
)
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

MOST_BESIDE_EACH_OTHER = 6
"""Where the networks would take more columns than these, each has a row instead."""


def history_table(fees: Fees) -> Table | Prose:
    """The fee by year where a rule has been seen, and in one year's prices where an index is given."""
    if not fees.has_history:
        return NOTHING
    index, shown = fees.price_index, fees.with_history
    notes = [_not_seen(shown)]
    if others := [network for network in fees.networks if network not in shown]:
        nothing = cite(
            "Ingen regel för de här åren har setts",
            *(network.fee_by_rule(year) for network in others for year, _ in network.history),
        )
        names = listed([cell(each.profile, "short") for each in others], "eller")
        notes.append(say("{nothing} för {names}.", nothing=nothing, names=names))
    years = [year for year, _ in shown[0].history]
    headings = [(cell(network.profile, "short"), network.short) for network in shown]
    columns = [[_history_cell(network, year) for year in years] for network in shown]
    if index is not None:
        headings += [(say("{short}, fast pris", short=short), f"{words}, fast pris") for short, words in headings]
        columns += [[fact_words(one.real_fee_in(year), swedish.whole_kronor) for year in years] for one in shown]
        notes.append(
            say(
                "Fast pris är i {year} års priser, efter {name}, utgåva {vintage}. Indexet för senare år är inte känt.",
                year=fact_words(index.base),
                name=cell(index.record, "index"),
                vintage=cell(index.record, "vintage"),
            )
        )
    of_years = [(cite(str(year), fees.year_fact), str(year)) for year in years]
    table = _wide_or_long("År", of_years, headings, columns)
    return Table("tabell-avgifter-ar", "Avgift enligt regeln, år för år", *table, tuple(notes))


Heading = tuple[Text, str]
"""What heads a row or a column: with its facts in a row, as plain words over a column."""


def _wide_or_long(
    first: str, rows: Sequence[Heading], networks: Sequence[Heading], columns: Sequence[Sequence[Text]]
) -> tuple[tuple[Column, ...], tuple[tuple[Text, ...], ...]]:
    """A column a network; of more networks than a page has room for beside each other, a row each."""
    if len(networks) > MOST_BESIDE_EACH_OTHER:
        heads = (Column("Nätverk"), *(Column(words, "number") for _, words in rows))
        return heads, tuple((cited, *cells) for (cited, _), cells in zip(networks, columns, strict=True))
    heads = (Column(first, "date" if first == "År" else "text"), *(Column(words, "number") for _, words in networks))
    return heads, tuple((cited, *cells) for (cited, _), cells in zip(rows, zip(*columns, strict=True), strict=True))


def _history_cell(network: NetworkFees, year: int) -> CitedText:
    amount = network.fee_in(year)
    said = fact_words(amount, swedish.kronor)
    if year == network.yearly.year and network.yearly.basis == "stated":
        return said + cite(" (uppgiven)", amount)
    return said if network.is_confirmed(year) else said + cite(" (antagande)", amount)


def _not_seen(shown: Sequence[NetworkFees]) -> CitedText:
    """What the amounts are, and of the year itself what stands in the place of a rule that has not been seen."""
    beside = {"assumed": "ett antagande", "stated": "uppgiven"}
    without_rule = [network for network in shown if network.yearly.basis in beside]
    words = [word for basis, word in beside.items() if basis in {network.yearly.basis for network in without_rule}]
    return say(
        "Beloppen är vad regeln ger, även för år utan medlemskap. Där ingen regel för året har setts är avgiften okänd{but}.",
        but=cite(f", om den inte är {swedish.listed(words, 'eller')}", *(each.amount for each in without_rule))
        if words
        else "",
    )


def scenario_table(fees: Fees) -> Table | Prose:
    """What the fee would be if one thing changed; a dash where it cannot change the fee of such a rule."""
    kinds = list(dict.fromkeys(each.kind for network in fees.networks for each in network.scenarios))
    if not kinds:
        return NOTHING
    shown = [network for network in fees.networks if network.scenarios]
    of_kinds = [(words, plain(words)) for words in (_scenario_words(fees, kind) for kind in kinds)]
    columns = [[_scenario_cell(network, kind) for kind in kinds] for network in shown]
    headings = [(cell(network.profile, "short"), network.short) for network in shown]
    heads, rows = _wide_or_long("Om", of_kinds, headings, columns)
    return Table("tabell-avgifter-om", "Vad avgiften skulle bli", heads, rows, printed=False)


def _scenario(network: NetworkFees, kind: str) -> FeeScenario | None:
    return next((scenario for scenario in network.scenarios if scenario.kind == kind), None)


def _scenario_words(fees: Fees, kind: str) -> CitedText:
    found = [scenario for network in fees.networks if (scenario := _scenario(network, kind))]
    limits = {scenario.inhabitants: scenario.limit for scenario in found if scenario.inhabitants is not None}
    words = scenario_words(kind)
    if not limits:
        return words
    named = listed([fact_words(limits[limit], swedish.number) for limit in sorted(limits)])
    return joined([words, say("({limits} invånare)", limits=named)])


def _scenario_cell(network: NetworkFees, kind: str) -> Text:
    scenario = _scenario(network, kind)
    if scenario is None:
        return "–"
    amount = fact_words(scenario.amount, swedish.kronor)
    if scenario.change_ore is None:
        return amount
    return say("{amount} ({change})", amount=amount, change=fact_words(scenario.change, swedish.kronor_change))
