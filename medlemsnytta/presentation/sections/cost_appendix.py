"""Appendix: the fees of earlier years, and what the next one would be if one thing changed."""

from collections.abc import Sequence

from medlemsnytta.analysis.facts import Fact
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
    say,
)
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table


def history_table(fees: Fees) -> Table | Prose:
    """The fee by year where a rule has been seen, and in one year's prices where an index is given."""
    if not fees.has_history:
        return NOTHING
    index = fees.price_index
    known = [network for network in fees.networks if any(fee for _, fee in network.history)]
    columns = [Column("År", "date"), *(Column(network.short, "number") for network in known)]
    notes: list[Text] = [
        "Beloppen är vad regeln ger, även för år utan medlemskap. Där ingen regel för året har setts är avgiften okänd."
    ]
    if others := [network for network in fees.networks if network not in known]:
        nothing = cite(
            "Ingen regel för de här åren har setts",
            *(network.fee_in(year) for network in others for year, _ in network.history),
        )
        notes.append(
            say(
                "{nothing} för {names}.",
                nothing=nothing,
                names=listed([cell(each.profile, "short") for each in others]),
            )
        )
    if index is not None:
        base = fact_words(index.base)
        columns += [Column(f"{network.short}, fast pris", "number") for network in known]
        notes.append(
            say(
                "Fast pris är i {year} års priser, efter {name}, utgåva {vintage}. Indexet för senare år är inte känt.",
                year=base,
                name=cell(index.record, "index"),
                vintage=cell(index.record, "vintage"),
            )
        )
    rows = tuple(_year_row(fees, known, year) for year, _ in known[0].history)
    return Table("tabell-avgifter-ar", "Avgift enligt regeln, år för år", tuple(columns), rows, tuple(notes))


def _year_row(fees: Fees, networks: Sequence[NetworkFees], year: int) -> tuple[Text, ...]:
    cells = [_history_cell(network.fee_in(year), network.is_confirmed(year)) for network in networks]
    if fees.price_index is not None:
        cells += [fact_words(network.real_fee_in(year), swedish.whole_kronor) for network in networks]
    return (cite(str(year), fees.year_fact), *cells)


def _history_cell(amount: Fact, confirmed: bool) -> CitedText:
    said = fact_words(amount, swedish.kronor)
    return said if confirmed else said + cite(" (inte bekräftad)", amount)


def scenario_table(fees: Fees) -> Table | Prose:
    """What the fee would be if one thing changed; a dash where it cannot change the fee of such a rule."""
    kinds = list(dict.fromkeys(each.kind for network in fees.networks for each in network.scenarios))
    if not kinds:
        return NOTHING
    rows = [
        (_scenario_words(fees, kind), *(_scenario_cell(network, kind) for network in fees.networks)) for kind in kinds
    ]
    columns = (Column("Om"), *(Column(network.short, "number") for network in fees.networks))
    return Table("tabell-avgifter-om", "Vad avgiften skulle bli", columns, tuple(rows), printed=False)


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
