"""What the memberships cost, or would cost, in a few sentences: with the work where it is measured, and in hours a week."""

from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.members import PAID
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.presentation.sections.cost import MOST_IN_TEXT
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    agreeing,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)


def text(fees: Fees) -> CitedText:
    """What is paid today first, then what joining would cost, then of which nothing is known."""
    said = [*_of(fees, fees.paid, "kostar"), *_of(fees, fees.considered, "skulle kosta")]
    return joined([*said, *_unknown(fees)])


def _of(fees: Fees, networks: Sequence[NetworkFees], verb: str) -> Iterator[CitedText]:
    if known := [network for network in networks if network.amount.known]:
        yield _sum(fees, known, verb)
        yield from _assumed(fees, known)
        yield _in_hours(fees, known)
        yield _once(fees, known)


def _once(fees: Fees, networks: Sequence[NetworkFees]) -> CitedText:
    """What is paid once beside the yearly fee, by one who joins or joins again."""
    paid = [network for network in networks if network.membership.state not in PAID and network.once.value]
    if not paid:
        return say("")
    if len(paid) > MOST_IN_TEXT:
        return say(
            "För {networks} tillkommer en avgift vid inträdet.", networks=counted(fees.number(paid), "", "av dem")
        )
    amounts = [say("{once}", once=_kronor(one.once)) for one in paid]
    if len(networks) > 1:
        amounts = [say("{once} till {name}", once=_kronor(one.once), name=cell(one.profile, "short")) for one in paid]
    return say("Vid inträdet betalas också {amounts}, en gång.", amounts=listed(amounts))


def _unknown(fees: Fees) -> Iterator[CitedText]:
    if lacking := [network for network in fees.networks if not network.amount.known]:
        unknown = cite("inte känt", *(network.amount for network in lacking))
        names = _names(fees, lacking)
        if len(lacking) > MOST_IN_TEXT:
            names = counted(fees.number(lacking), "ett nätverk", "nätverk")
        yield say("Vad {names} kostar är {unknown}.", names=names, unknown=unknown)


def _sum(fees: Fees, networks: Sequence[NetworkFees], verb: str) -> CitedText:
    """The sum with what is in it, and of two or three what each costs."""
    several = 1 < len(networks) <= MOST_IN_TEXT
    return say(
        "{names} {verb} {sum} år {year}{each}, {what}.",
        names=cite("Medlemskapen", fees.number(networks)) if several else capitalised(_names(fees, networks)),
        verb=verb,
        sum=_kronor(fees.together(networks)),
        year=fact_words(fees.year_fact),
        each=_each(networks) if several else "",
        what=_measured(networks),
    )


def _assumed(fees: Fees, networks: Sequence[NetworkFees]) -> Iterator[CitedText]:
    """That a fee is by a rule of another year, or one that is not confirmed."""
    if assumed := [network for network in networks if not network.confirmed]:
        every, number = len(assumed) == len(networks), fees.number(assumed)
        yield say(
            "{fees}{names} bygger på {assumption}.",
            fees=agreeing(number, "Avgiften", "Avgifterna"),
            names="" if every else say(" till {names}", names=_among(fees, assumed)),
            assumption=cite("ett antagande", *(network.amount for network in assumed)),
        )


def _each(networks: Sequence[NetworkFees]) -> CitedText:
    if len({network.cost.value for network in networks}) == 1:
        return say(" ({cost} vardera)", cost=_kronor(networks[0].cost))
    costs = [say("{name} {cost}", name=cell(one.profile, "short"), cost=_kronor(one.cost)) for one in networks]
    return say(" ({costs})", costs=listed(costs))


def _measured(networks: Sequence[NetworkFees]) -> CitedText:
    """Whether the work is in it; what nobody does yet cannot be measured."""
    word = "uppmätt" if networks[0].membership.state in PAID else "känd"
    totals = [network.total for network in networks]
    measured = sum(total.known for total in totals)
    if not measured:
        return cite(f"arbetstiden inte inräknad eftersom den inte är {word}", *totals)
    if measured == len(totals):
        return cite("arbetstiden inräknad", *totals)
    return cite(f"arbetstiden inräknad där den är {word}", *totals)


def _names(fees: Fees, networks: Sequence[NetworkFees]) -> CitedText:
    if len(networks) > MOST_IN_TEXT:
        return counted(fees.number(networks), "ett medlemskap", "medlemskap")
    return listed([cell(network.profile, "name") for network in networks])


def _among(fees: Fees, networks: Sequence[NetworkFees]) -> CitedText:
    """Those of several that something holds for: "SEKOM", "fyra av medlemskapen"."""
    if len(networks) > MOST_IN_TEXT:
        return say("{number} av dem", number=fact_words(fees.number(networks), swedish.in_words))
    return _names(fees, networks)


def _in_hours(fees: Fees, networks: Sequence[NetworkFees]) -> CitedText:
    """What the fees alone are in working time: as many hours must a week be worth."""
    week = fees.hours_a_week_together(networks)
    if not week.known:
        return say("")
    number = fees.number(networks)
    return say(
        "Pengarna till {fees} skulle räcka till att betala en anställd {week} i veckan.",
        fees=agreeing(number, "avgiften", "avgifterna"),
        week=fact_words(week, swedish.hours_a_week),
    )


def _kronor(fact) -> CitedText:
    return fact_words(fact, swedish.whole_kronor)
