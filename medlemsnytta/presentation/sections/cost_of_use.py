"""What the memberships cost with working time and journeys, and what each use of them costs."""

from collections.abc import Iterator

from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.network_cases import COMING
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, Text, cell, cite, fact_words, listed, say
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table

NOT_MEASURED = "inte uppmätt"


def table(fees: Fees, usage: Usage) -> Table | Prose:
    """Indicators I3 and I9, one row a network of which hours or uses are logged; nothing where there is none."""
    every = zip(fees.networks, usage.networks, strict=True)
    both = [(cost, use) for cost, use in every if cost.total_cost or use.logged_use]
    if not both:
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Avgift", "number"),
        Column("Arbetstid", "number"),
        Column("Resor", "number"),
        Column("Totalt per år", "number"),
        Column("Per användning", "number"),
    )
    rows = [_row(cost, use) for cost, use in both]
    used = any(cost.membership.state not in COMING for cost, _ in both)
    columns, *rows = (each if used else each[:-1] for each in (columns, *rows))
    return Table("tabell-totalkostnad", "Kostnad med arbetstid", columns, tuple(rows), tuple(_notes(fees)))


def _row(cost: NetworkFees, use: NetworkUsage) -> tuple[Text, ...]:
    if cost.total_cost is None:
        spent = (cite(NOT_MEASURED, cost.hours_spent), cite(NOT_MEASURED, cost.travel), cite(NOT_MEASURED, cost.total))
    else:
        hours = fact_words(cost.hours_spent, swedish.hours)
        work = say("{hours}, {cost}", hours=hours, cost=fact_words(cost.work, swedish.whole_kronor))
        spent = (work, fact_words(cost.travel, swedish.whole_kronor), fact_words(cost.total, swedish.whole_kronor))
    return (
        cell(cost.profile, "short"),
        fact_words(cost.amount, swedish.whole_kronor),
        *spent,
        _per_use(cost, use),
    )


def _per_use(cost: NetworkFees, use: NetworkUsage) -> CitedText:
    if use.logged_use is None or cost.yearly_cost_ore is None:
        return cite(NOT_MEASURED, Fact("cost_per_use_ore", None, cost.network_id))
    uses = use.logged_use.uses_fact
    ore = use.logged_use.cost_ore(cost.yearly_cost_ore)
    if not use.logged_use.uses:
        return cite("ingen användning", uses)
    if ore is None:
        return cite("loggen är kortare än ett år", use.logged_use.first_fact, use.logged_use.last_fact)
    rows = (*uses.rows, *cost.amount.rows, *cost.total.rows)
    return fact_words(Fact("cost_per_use_ore", ore, cost.network_id, rows=rows), swedish.whole_kronor)


def _notes(fees: Fees) -> Iterator[Text]:
    logged = [network for network in fees.networks if network.total_cost and network.total_cost.year]
    planned = [network for network in fees.networks if network.total_cost and not network.total_cost.year]
    hour = fact_words(fees.hourly_cost, lambda kronor: swedish.whole_kronor(kronor * 100))
    if logged:
        years = {network.total_cost.year: network.log_year for network in logged}
        said = listed([fact_words(years[year]) for year in sorted(years)])
        yield say("Arbetstid och resor är de som loggades {years}; en timme räknas som {hour}.", years=said, hour=hour)
    if planned:
        names = listed([cell(network.profile, "short") for network in planned])
        yield say(
            "För {names} är arbetstiden den som ska avsättas; en timme räknas som {hour}.", names=names, hour=hour
        )
