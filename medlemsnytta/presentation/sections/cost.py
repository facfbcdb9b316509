"""What the memberships cost: the rule, the amount, what it corresponds to, and what could change it."""

from decimal import Decimal

from medlemsnytta.analysis.network_costs import Fees, NetworkFees
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.sections.fee_words import charged_words, rate_words, rule_words, vat_words
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, paragraph, prose


def text(fees: Fees, parameters: Parameters) -> Prose:
    """How the fee is worked out, that it agrees with the source's words, and what is not known of it."""
    return prose(
        *(paragraph(*each) for each in _calculations(fees)),
        paragraph(*_stated(fees)),
        paragraph(_in_hours(fees, parameters)),
        paragraph(_next_fee(fees)),
        paragraph(*_before_membership(fees)),
    )


def _calculations(fees: Fees) -> list[list[str]]:
    """A paragraph for each fee that is worked out differently."""
    charged = _one_of_each_fee(fees)
    alone = len(charged) == 1
    each = [[_calculation(network, alone)] for network in charged]
    return [*each[:-1], [*each[-1], _equal(fees)]]


def _one_of_each_fee(fees: Fees) -> list[NetworkFees]:
    """The networks, but one alone where all charge the same in the same way, so that nothing is said twice."""
    if len({(network.fee.ore, charged_words(network.fee)) for network in fees.networks}) == 1:
        return [fees.networks[0]]
    return list(fees.networks)


def _calculation(network: NetworkFees, alone: bool) -> str:
    fee = network.fee
    start = "Avgiften" if alone else f"Avgiften till {network.name}"
    sentences = [
        f"{start} är {charged_words(fee)}. Med {swedish.number(fee.inhabitants)} invånare den 31 december "
        f"{fee.population_year} blir det {swedish.kronor(fee.ore)}, eller "
        f"{swedish.kronor_a_head(fee.per_inhabitant_ore)} per invånare.",
        rate_words(fee),
        vat_words(fee),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _equal(fees: Fees) -> str:
    if len(fees.networks) < 2 or not fees.equal:
        return ""
    return (
        f" Regeln och beloppet är desamma för {swedish.listed([network.short for network in fees.networks])}. "
        f"Tillsammans kostar medlemskapen {swedish.kronor(fees.total_ore)}. Kostnaden kan därför inte skilja "
        "nätverken åt."
    )


def _stated(fees: Fees) -> list[str]:
    """The computed fee beside what the municipality's own evaluation said, once where it is the same of every network."""
    compared = [network for network in fees.networks if network.stated_fee_agrees is not None]
    same = len({(network.fee.ore, network.membership.stated_fee_sek) for network in compared}) == 1
    if same and len(compared) == len(fees.networks):
        return [_agreement(compared[0], "per nätverk")]
    return [" ".join(_agreement(network, f"för {network.short}") for network in compared)]


def _agreement(network: NetworkFees, of_what: str) -> str:
    stated, computed = swedish.kronor(network.membership.stated_fee_sek * 100), swedish.kronor(network.fee.ore)
    said = f"Kommunens utvärdering anger cirka {stated} {of_what}."
    if network.stated_fee_agrees:
        return f"{said} Det stämmer: {computed} avrundat till hela tiotusental är {stated}."
    return f"{said} Det stämmer inte med regeln, som ger {computed}."


def _in_hours(fees: Fees, parameters: Parameters) -> str:
    if fees.hourly_cost_sek is None:
        hours = "Vad avgiften motsvarar i arbetstid går inte att säga, för lönen är inte angiven."
    else:
        salary = parameters.monthly_salary_sek
        source = salary_source_words(parameters.monthly_salary_source, parameters.monthly_salary_status)
        basis = f", räknat på månadslönen {swedish.kronor(salary * 100)} ({source})" if salary else ""
        cost = swedish.kronor(int((fees.hourly_cost_sek * 100).to_integral_value()))
        hours = f"{_fees_in_hours(fees)} för {cost} i timmen{basis}."
    logged = "" if fees.hours_logged else " Hur mycket arbetstid medlemskapet tar är inte uppmätt."
    return hours + logged


def _fees_in_hours(fees: Fees) -> str:
    each = _one_of_each_fee(fees)
    hours = [f"{swedish.number(network.working_hours)} timmar" for network in each]
    if len(each) == 1:
        return f"Avgiften motsvarar ungefär {hours[0]} arbetstid"
    named = [f"{amount} ({network.short})" for amount, network in zip(hours, each, strict=True)]
    return f"Avgifterna motsvarar ungefär {swedish.listed(named)} arbetstid"


def salary_source_words(source: str | None, status: str | None) -> str:
    """The source without its address, which the appendix prints, and how sure the figure is where it is not certain."""
    words = (source or swedish.UNKNOWN).split(", https://")[0].split(" https://")[0]
    doubt = {"estimated": "uppskattning: ", "illustrative": "påhittad uppgift: "}
    return doubt.get(status or "", "") + words


def _next_fee(fees: Fees) -> str:
    """The scenarios in a sentence or two; the fee is set by the annual meeting."""
    unconfirmed = [network.short for network in fees.networks if network.fee.rule.status == "estimated"]
    start = (
        f"Regeln för {fees.year} är inte bekräftad för {swedish.listed(unconfirmed)}; rapporten "
        "räknar med att den är oförändrad. "
        if unconfirmed
        else ""
    )
    return f"{start}Kommande avgifter bestäms av föreningarnas årsmöten. {_scenarios(fees)}"


def _scenarios(fees: Fees) -> str:
    """What another rate or population would change: said once where every network answers alike, else of each."""
    changes = [{one.kind: one.change_ore for one in network.scenarios} for network in fees.networks]
    kinds = [kind for kind in _KINDS_IN_TEXT if all(change.get(kind) is not None for change in changes)]
    first = changes[0]
    if len(kinds) == len(_KINDS_IN_TEXT) and all(each == first for each in changes):
        more, fewer = first["population_plus_1000"], first["population_minus_1000"]
        if more == -fewer:
            each = " per nätverk" if len(changes) > 1 else ""
            return (
                f"Höjs avgiften med 5{swedish.HARD_SPACE}öre per invånare blir den {swedish.kronor(first['rate_plus_5_ore'])} högre{each}. "
                f"Tusen fler eller färre invånare ändrar den med {swedish.kronor(more)}."
            )
    said = [f"{terms.SCENARIO[kind]} {swedish.listed(_named_changes(fees, changes, kind))}" for kind in kinds]
    return " ".join([*([f"Så ändras årsavgiften: {'; '.join(said)}."] if said else []), *_next_steps(fees)])


_KINDS_IN_TEXT = ("rate_plus_5_ore", "population_plus_1000", "population_minus_1000")


def _named_changes(fees: Fees, changes: list[dict[str, int]], kind: str) -> list[str]:
    named = zip(fees.networks, changes, strict=True)
    return [f"{swedish.kronor_change(change[kind])} för {network.short}" for network, change in named]


def _before_membership(fees: Fees) -> list[str]:
    """Said beside the chart, where it shows what the rule gives for years before the municipality joined."""
    joined = [
        f"{network.short} {network.membership.since[:4]}"
        for network in fees.networks
        if any(fee and str(year) < network.membership.since[:4] for year, fee in network.history)
    ]
    if not joined:
        return []
    return [
        f"Diagrammet visar vad regeln ger, även för år före medlemskapet. Kommunen gick med i {swedish.listed(joined)}."
    ]


def _next_steps(fees: Fees) -> list[str]:
    """Where a rule has tiers: what the next one costs, and from how many inhabitants."""
    return [
        f"{network.name} kostar {swedish.kronor(scenario.ore)} när kommunen har {swedish.number(scenario.inhabitants)} "
        "invånare."
        for network in fees.networks
        for scenario in network.scenarios
        if scenario.kind == "next_tier" and scenario.ore is not None
    ]


def table(fees: Fees) -> Table:
    """One row a network: rule, inhabitants, fee, fee a head, hours."""
    rows = [
        (
            network.short,
            swedish.capitalised(rule_words(network.fee)),
            swedish.number(network.fee.inhabitants),
            swedish.kronor(network.fee.ore),
            swedish.kronor_a_head(network.fee.per_inhabitant_ore),
            swedish.UNKNOWN if network.working_hours is None else swedish.number(network.working_hours),
        )
        for network in fees.networks
    ]
    columns = (
        Column("Nätverk"),
        Column("Regel"),
        Column("Invånare", "number"),
        Column("Avgift per år", "number"),
        Column("Per invånare", "number"),
        Column("Motsvarar arbetstid", "number", "timmar"),
    )
    notes = [f"{network.short}: {note}" for network in fees.networks for note in network.fee.rule.notes]
    if any(network.fee.rule.population_reference == "unknown" for network in fees.networks):
        notes.append(
            "Vilket års folkmängd föreningarna räknar på är inte känt; här används den 31 december året före avgiftsåret."
        )
    return Table("tabell-avgifter", f"Medlemsavgifter {fees.year}", columns, tuple(rows), tuple(notes))


def rounded_kronor(ore: int) -> str:
    """Whole kronor, for places where öre would only be noise."""
    return f"{swedish.number(Decimal(ore) / 100)}{swedish.HARD_SPACE}kr"
