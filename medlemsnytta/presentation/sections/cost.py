"""What the memberships cost: in all, the fee and how it is known, what it corresponds to, and what could change it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from medlemsnytta.analysis import working_time
from medlemsnytta.analysis.facts import Fact, convention, parameter
from medlemsnytta.analysis.fee_scenarios import FeeScenario
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.members import PAID
from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.sections.fee_words import charged_words, rate_words, rule_words, vat_words
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
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
from medlemsnytta.rendering.bundles import Column, Prose, Table, paragraph, prose

FEWEST_IN_A_SUM = 2
MOST_IN_TEXT = 3
"""Of more networks than these each has its row in the table, and the text speaks of all together."""


def text(fees: Fees, parameters: Parameters) -> Prose:
    """What the memberships cost, how the fees are worked out, what they correspond to, and what could change them."""
    each = fees.networks if len(fees.networks) <= MOST_IN_TEXT else ()
    return prose(
        paragraph(joined([*map(_total, _alike(each, _cost_key)), *_unmeasured(each), _together(fees)])),
        *(paragraph(_calculation(group)) for group in _alike(each, _rule_key)),
        paragraph(joined(map(_stated, _alike(fees.networks, _stated_key)))),
        paragraph(joined(map(_entry, fees.networks))),
        paragraph(_in_hours(fees, parameters)),
        paragraph(joined([*_assumed_rules(fees), *map(_next_fee, _alike(each, _rule_key))])),
    )


Group = list[NetworkFees]
"""Networks of which the same is to be said, so that nothing is said twice."""


def _alike(networks: Sequence[NetworkFees], key: Callable[[NetworkFees], object]) -> list[Group]:
    groups: dict[object, Group] = {}
    for network in networks:
        groups.setdefault(key(network), []).append(network)
    return list(groups.values())


def _cost_key(network: NetworkFees) -> object:
    spent = network.total_cost
    return network.yearly.ore, network.membership.state, spent and (spent.hours, spent.ore)


def _rule_key(network: NetworkFees) -> object:
    yearly = network.yearly
    return yearly.basis, yearly.ore, yearly.rule_year, network.fee and charged_words(network.fee).text


def _stated_key(network: NetworkFees) -> object:
    own = network.membership
    return own.stated_fee_sek, own.stated_fee_year, network.yearly.ore, network.stated_fee_agrees


def _names(group: Group, column: str = "name") -> CitedText:
    return listed([cell(network.profile, column) for network in group])


def _number(group: Group) -> Fact:
    return Fact("alike", len(group), "", "+".join(each.network_id for each in group))


def _each(group: Group) -> CitedText:
    """ "vardera" where it is said of several."""
    return agreeing(_number(group), "", " vardera")


def _total(group: Group) -> CitedText:
    """The whole cost where the hours are known, else the fee alone with what is not measured."""
    network, names = group[0], _names(group)
    spent = network.total_cost
    if not network.amount.known:
        unknown = cite("inte känt", *(each.amount for each in group))
        return say("Vad {names} kostar är {unknown}.", names=names, unknown=unknown)
    verb = agreeing_with_state(network, "kostar", "skulle kosta")
    if spent is None:
        return say(
            "{names} {verb}{each} {fee} om året i avgift.",
            names=names,
            verb=verb,
            each=_each(group),
            fee=_whole(network.amount),
        )
    parts = [
        say("{fee} i avgift", fee=_whole(network.amount)),
        say(
            "{work} för arbetet ({hours})",
            work=_whole(network.work),
            hours=fact_words(network.hours_spent, swedish.hours),
        ),
    ]
    if spent.travel_ore:
        parts.append(say("{travel} för resor", travel=_whole(network.travel)))
    return say(
        "{names} {verb}{each} {total} om året: {parts}.",
        names=names,
        verb=verb,
        each=_each(group),
        total=_whole(network.total),
        parts=listed(parts),
    )


def _unmeasured(networks: Sequence[NetworkFees]) -> Iterator[CitedText]:
    """Of which the fee is known and the work is not; what nobody does yet cannot be measured."""
    priced = [network for network in networks if network.amount.known]
    for state, word in ((True, "är inte uppmätt"), (False, "är inte känd")):
        lacking = [each for each in priced if each.total_cost is None and (each.membership.state in PAID) is state]
        if lacking:
            names = listed([cell(each.profile, "short") for each in lacking], "eller")
            of = "" if len(lacking) == len(priced) else say(" för {names}", names=names)
            yield say("Arbetstiden {word}{of}.", word=cite(word, *(each.total for each in lacking)), of=of)


def agreeing_with_state(network: NetworkFees, member: str, otherwise: str) -> CitedText:
    """The word for what is paid today, or for what would be paid."""
    own = network.membership
    return cite(member if own.state in PAID else otherwise, own.fact("state"))


def _whole(fact: Fact) -> CitedText:
    return fact_words(fact, swedish.whole_kronor)


def _together(fees: Fees) -> CitedText:
    """The sum of several fees, and how many are not in it; of what is paid and what would be no sum is made."""
    both = bool(fees.paid and fees.considered)
    if both or sum(network.amount.known for network in fees.networks) < FEWEST_IN_A_SUM:
        return say("")
    lacking = ""
    if fees.unknown.value:
        lacking = say(
            " {count} är inte {known} och ingår inte.",
            count=capitalised(counted(fees.unknown, "en avgift", "avgifter")),
            known=agreeing(fees.unknown, "känd", "kända"),
        )
    return say("Avgifterna är tillsammans {sum} om året.{lacking}", sum=_whole(fees.total), lacking=lacking)


def _calculation(group: Group) -> CitedText:
    """How the fee is known: by a rule and the inhabitants, by what the source states, or by a rule that is assumed."""
    network, fee = group[0], group[0].fee
    if fee is None:
        return joined(map(_without_rule, group))
    if not fee.by_population:
        flat = say(
            "{fees} till {names} är{each} {rule} och följer inte folkmängden.",
            fees=agreeing(_number(group), "Avgiften", "Avgifterna"),
            names=_names(group),
            each=_each(group),
            rule=charged_words(fee),
        )
        return joined([flat, _assumed(network), rate_words(fee), vat_words(fee)])
    worked_out = say(
        "{fees} till {names} är{each} {rule}. Med {inhabitants} invånare den {day} blir det {fee}, eller {head} per "
        "invånare.",
        fees=agreeing(_number(group), "Avgiften", "Avgifterna"),
        names=_names(group),
        each=_each(group),
        rule=charged_words(fee),
        inhabitants=fact_words(fee.population, swedish.number),
        day=_population_day(fee),
        fee=_whole(network.amount),
        head=fact_words(network.per_inhabitant, swedish.kronor_a_head),
    )
    return joined([worked_out, _assumed(network), rate_words(fee), vat_words(fee)])


def _population_day(fee: Fee) -> CitedText:
    return cite(f"31{swedish.HARD_SPACE}december{swedish.HARD_SPACE}{fee.population_year}", fee.population)


def _without_rule(network: NetworkFees) -> CitedText:
    yearly, name = network.yearly, cell(network.profile, "name")
    if yearly.stated is None:
        return say("{lacking} till {name}.", lacking=cite("Vi har ingen uppgift om avgiften", yearly.amount), name=name)
    return say(
        "För {name} är {unknown}. Avgiften, {fee}, är den som källan uppger för {year}.",
        name=name,
        unknown=cite(f"regeln för {yearly.year} inte känd", yearly.amount),
        fee=_whole(yearly.amount),
        year=cell(yearly.stated, "stated_fee_year"),
    )


def _assumed(network: NetworkFees) -> CitedText:
    """That the rule is another year's, or undated."""
    yearly = network.yearly
    if yearly.basis == "own":
        return cite("Regeln är en egen uppgift.", yearly.amount)
    if yearly.basis != "assumed":
        return say("")
    unknown = cite(f"Regeln för {yearly.year} är inte känd.", yearly.amount)
    if yearly.rule_year is None:
        return joined(
            [unknown, cite("Avgiften är ett antagande efter en regel som källan inte daterar.", yearly.amount)]
        )
    return joined([unknown, cite(f"Avgiften är ett antagande efter regeln för {yearly.rule_year}.", network.rule_year)])


def _stated(group: Group) -> CitedText:
    """The fee by the rule beside what the municipality's own source says that it was."""
    network, own = group[0], group[0].membership.own
    if network.stated_fee_agrees is None or own is None:
        return say("")
    exact = network.amount.value == 100 * network.membership.stated_fee_sek
    agrees = "Det stämmer med regeln" if exact else "Avrundat stämmer det med regeln"
    verdict = agrees if network.stated_fee_agrees else "Det stämmer inte med regeln"
    return say(
        "För {names} uppger källan{each} {stated} år {year}. {verdict}, som ger {fee}.",
        names=_names(group, "short"),
        each=_each(group),
        stated=cell(own, "stated_fee_sek", _kronor),
        year=cell(own, "stated_fee_year"),
        verdict=cite(verdict, own.fact("stated_fee_sek"), network.amount),
        fee=_whole(network.amount),
    )


def _entry(network: NetworkFees) -> CitedText:
    """What one who joins or joins again pays once."""
    short, own = cell(network.profile, "short"), network.membership
    if own.state == "member" or not network.once.value:
        return say("")
    once = network.once
    return say(
        "Den som går med{again} i {short} betalar {once} en gång. Ett helt första år kostar medlemskapet {first} i avgift, "
        "sedan {later} om året.",
        again=cite(" igen", own.fact("state")) if own.state == "left" else "",
        short=short,
        once=_whole(once),
        first=_whole(network.first_year(once)),
        later=_whole(network.amount),
    )


def _in_hours(fees: Fees, parameters: Parameters) -> CitedText:
    """What the fees are in working time a week, and what an hour is counted as; nothing where nobody has said."""
    known = [network for network in fees.networks if network.hours_a_week.known]
    if not known:
        return say("")
    alike = len({network.hours_a_week.value for network in known}) == 1
    if alike:
        what = "Avgiften" if len(known) == 1 else "Varje avgift"
        start = say(
            "{what} motsvarar {week}", what=cite(what, *(each.amount for each in known)), week=_a_week(known[0])
        )
    elif len(known) > MOST_IN_TEXT:
        return joined([_hourly_cost(fees, parameters), *_salary_age(parameters)])
    else:
        groups = _alike(known, lambda one: one.hours_a_week.value)
        each = [
            say("{week} ({names}{each})", week=_a_week(group[0]), names=_names(group, "short"), each=_each(group))
            for group in groups
        ]
        start = say("Avgifterna motsvarar {each}", each=listed(each))
    return joined([start + ", räknat i arbetstid.", _hourly_cost(fees, parameters), *_salary_age(parameters)])


def _a_week(network: NetworkFees) -> CitedText:
    return say(
        "{year} om året, {week} i veckan",
        year=fact_words(network.hours_a_year, swedish.hours),
        week=fact_words(network.hours_a_week, swedish.hours_a_week),
    )


def _hourly_cost(fees: Fees, parameters: Parameters) -> CitedText:
    hour = fact_words(fees.hourly_cost, lambda kronor: swedish.whole_kronor(kronor * 100))
    if parameters.monthly_salary_sek is None:
        return say("En timme räknas som {hour}.", hour=hour)
    return say(
        "En timme räknas som {hour}, efter månadslönen {salary} ({source}).",
        hour=hour,
        salary=fact_words(parameter("monthly_salary_sek", parameters.monthly_salary_sek), _kronor),
        source=salary_source_words(parameters),
    )


def _kronor(amount: Any) -> str:
    return swedish.kronor(int(amount) * 100)


def salary_source_words(parameters: Parameters) -> CitedText:
    """The source without its address, which the appendix prints, and how sure the figure is where it is not certain."""
    source = parameter("monthly_salary_source", parameters.monthly_salary_source)
    status = parameter("monthly_salary_status", parameters.monthly_salary_status)
    doubt = {"estimated": "uppskattning: ", "illustrative": "påhittad uppgift: "}.get(str(status.value), "")
    words = fact_words(source, lambda whole: whole.split(", https://")[0].split(" https://")[0])
    return cite(doubt, status) + words if doubt else words


def _salary_age(parameters: Parameters) -> Iterator[CitedText]:
    """That the salary is old, where it is."""
    year = parameters.monthly_salary_year
    if year is not None and parameters.report_date.year - year > working_time.OLD_SALARY_YEARS:
        old = cite(str(year), parameter("monthly_salary_year", year), parameter("report_date", parameters.report_date))
        yield say("Lönen är från {year}, så räkna timmarna som ungefärliga.", year=old)


def _assumed_rules(fees: Fees) -> Iterator[CitedText]:
    uncertain = [each for each in fees.networks if not each.confirmed and each.yearly.basis != "assumed"]
    if uncertain:
        names = listed([cell(network.profile, "short") for network in uncertain])
        status = [part.record.fact("status") for each in uncertain for part in each.fee.charged_parts]
        yield say(
            "Regeln för {year} {unsure} för {names}.",
            year=fact_words(fees.year_fact),
            unsure=cite("är ett antagande", *status),
            names=names,
        )


def _next_fee(group: Group) -> CitedText:
    """What another rate or population would change; the fee is set by the annual meeting."""
    shown = [one for one in group[0].scenarios if one.kind in _KINDS_IN_TEXT and one.change_ore is not None]
    said = [
        say("{what} {change}", what=scenario_words(one.kind), change=fact_words(one.change, swedish.kronor_change))
        for one in shown
    ]
    if not said:
        return say("")
    if not any(one.change_ore for one in shown):
        kinds = list(_without_effect(shown))
        return say(
            "{fees} till {names} ändras {neither} {kinds}.",
            fees=agreeing(_number(group), "Avgiften", "Avgifterna"),
            names=_names(group),
            neither="varken av" if len(kinds) > 1 else "inte av",
            kinds=listed(kinds, "eller"),
        )
    return say(
        "Så skulle {fees} till {names} ändras: {said}.",
        fees=agreeing(_number(group), "avgiften", "avgifterna"),
        names=_names(group),
        said=joined(said, "; "),
    )


_OF_POPULATION = ("population_plus_1000", "population_minus_1000")
_KINDS_IN_TEXT = ("rate_plus_5_ore", *_OF_POPULATION)


def _without_effect(shown: Sequence[FeeScenario]) -> Iterator[CitedText]:
    """What changes nothing; more inhabitants and fewer are said as one."""
    both = {one.kind for one in shown} >= set(_OF_POPULATION)
    for one in shown:
        if not (both and one.kind in _OF_POPULATION):
            yield cite("", one.change) + scenario_words(one.kind)
    if both:
        changes = [one.change for one in shown if one.kind in _OF_POPULATION]
        yield cite(_MORE_OR_FEWER, *changes, *map(_convention, _OF_POPULATION))


_MORE_OR_FEWER = f"1{swedish.HARD_SPACE}000 invånare fler eller färre"


def scenario_words(kind: str) -> CitedText:
    return cite(terms.SCENARIO[kind], _convention(kind))


def _convention(kind: str) -> Fact:
    return convention(kind, terms.SCENARIO[kind])


def table(fees: Fees) -> Table:
    """One row a network: rule, inhabitants, fee in kronor and öre, fee a head, hours a week, and how it is known."""
    columns = (
        Column("Nätverk"),
        Column("Regel"),
        Column("Invånare", "number"),
        Column("Avgift per år", "number"),
        Column("Per invånare", "number"),
        Column("Avgiften i arbetstid, per vecka", "number"),
        Column("Hur vi vet"),
    )
    notes = [
        say("{short}: {note}", short=cell(network.profile, "short"), note=cell(part.record, "note"))
        for network in fees.networks
        if network.fee
        for part in _with_different_notes(network)
    ]
    unknown = [
        (part.record.fact("pop_reference"), network.fee)
        for network in fees.networks
        if network.fee
        for part in network.fee.charged_parts
        if part.by_population and part.record["pop_reference"] == "unknown"
    ]
    if unknown:
        days = {fee.population_year: _population_day(fee) for _, fee in unknown}
        not_said = cite("Där källan inte säger vilket års folkmängd avgiften räknas på", *(fact for fact, _ in unknown))
        used = listed([days[year] for year in sorted(days)])
        notes.append(say("{not_said}, används folkmängden den {used}.", not_said=not_said, used=used))
    caption = say("Medlemsavgifter {year}", year=fact_words(fees.year_fact))
    return Table("tabell-avgifter", caption, columns, tuple(map(_row, fees.networks)), tuple(notes))


def _with_different_notes(network: NetworkFees) -> list:
    noted = {part.record["note"]: part for part in network.fee.charged_parts if part.record["note"]}
    return list(noted.values())


def _row(network: NetworkFees) -> tuple[Text, ...]:
    fee = network.fee
    return (
        cell(network.profile, "short"),
        capitalised(rule_words(fee)) if fee else fact_words(Fact("fee_rule", None, network.network_id)),
        fact_words(fee.population, swedish.number) if fee else "–",
        fact_words(network.amount, swedish.kronor),
        fact_words(network.per_inhabitant, swedish.kronor_a_head) if fee else "–",
        fact_words(network.hours_a_week, swedish.hours_a_week),
        basis_words(network),
    )


def basis_words(network: NetworkFees) -> CitedText:
    """How the fee is known, in a word or two."""
    yearly = network.yearly
    match yearly.basis:
        case "own":
            status = () if network.confirmed else [part.record.fact("status") for part in network.fee.charged_parts]
            return cite("Egen uppgift, antagande" if status else "Egen uppgift", yearly.amount, *status)
        case "rule":
            status = [part.record.fact("status") for part in network.fee.charged_parts]
            sure = network.fee.rule.status != "estimated"
            return cite("Årets regel" if sure else "Årets regel, antagande", *status)
        case "stated":
            return cite("Uppgiven i källan", yearly.amount)
        case "assumed" if yearly.rule_year is not None:
            return cite(f"Antagande, {yearly.rule_year} års regel", network.rule_year)
        case "assumed":
            return cite("Antagande, odaterad regel", yearly.amount)
    return cite("Inte känd", yearly.amount)
