"""What the memberships cost: the rule, the amount, what it corresponds to, and what could change it."""

from dataclasses import replace
from decimal import Decimal

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.fees import Fee, FeePart
from medlemsnytta.presentation import swedish, terms
from medlemsnytta.presentation.bundles import Column, Prose, Table, paragraph, prose


def text(evaluation: Evaluation) -> Prose:
    """How the fee is worked out, that it agrees with the source's words, and what is not known of it."""
    return prose(
        paragraph(" ".join(_calculation(network) for network in _one_of_each_fee(evaluation)), _equal(evaluation)),
        paragraph(*_stated(evaluation)),
        paragraph(_in_hours(evaluation)),
        paragraph(_next_fee(evaluation)),
        paragraph(*_before_membership(evaluation)),
    )


def _one_of_each_fee(evaluation: Evaluation) -> list[NetworkEvaluation]:
    """The networks, but one alone where all charge the same in the same way, so that nothing is said twice."""
    if len({(network.fee.ore, _charged_words(network.fee)) for network in evaluation.networks}) == 1:
        return [evaluation.networks[0]]
    return list(evaluation.networks)


def _calculation(network: NetworkEvaluation) -> str:
    fee = network.fee
    return (
        f"Avgiften är {_charged_words(fee)}. Med {swedish.number(fee.inhabitants)} invånare den 31 december "
        f"{fee.population_year} blir det {swedish.kronor(fee.ore)}, eller "
        f"{swedish.kronor_a_head(fee.per_inhabitant_ore)} per invånare."
    )


def rule_words(fee: Fee) -> str:
    """The rule in words, the part that holds for this many inhabitants: "4 000 kr plus 0,30 kr per invånare"."""
    return " samt ".join(part_words(part) for part in fee.rule.parts if part.holds(fee.inhabitants))


def _charged_words(fee: Fee) -> str:
    """The fixed part and the rate alone, without limits that the municipality does not reach."""
    parts = [part for part in fee.rule.parts if part.holds(fee.inhabitants)]
    reached = any(part.amount_ore(fee.inhabitants) != _unlimited(part).amount_ore(fee.inhabitants) for part in parts)
    return rule_words(fee) if reached else " samt ".join(part_words(_unlimited(part)) for part in parts)


def _unlimited(part: FeePart) -> FeePart:
    return replace(part, floor_ore=None, cap_ore=None, cap_inhabitants=None)


def part_words(part: FeePart) -> str:
    words = []
    if part.fixed_ore or not part.per_inhabitant_ore:
        words.append(swedish.kronor(part.fixed_ore))
    if part.per_inhabitant_ore:
        words.append(f"{swedish.number(part.per_inhabitant_ore / 100, 2)}{swedish.HARD_SPACE}kr per invånare")
    rule = " plus ".join(words)
    if part.floor_ore is not None:
        rule += f", dock minst {swedish.kronor(part.floor_ore)}"
    if part.cap_ore is not None:
        rule += f", dock högst {swedish.kronor(part.cap_ore)}"
    elif part.cap_inhabitants is not None:
        rule += f", för högst {swedish.number(part.cap_inhabitants)} invånare"
    return rule


def _equal(evaluation: Evaluation) -> str:
    if len(evaluation.networks) < 2 or not evaluation.fees_equal:
        return ""
    return (
        f" Regeln och beloppet är desamma för {swedish.listed([network.short for network in evaluation.networks])}. "
        f"Tillsammans kostar medlemskapen {swedish.kronor(evaluation.total_fee_ore)}. Kostnaden kan därför inte skilja "
        "nätverken åt."
    )


def _stated(evaluation: Evaluation) -> list[str]:
    """The computed fee beside what the municipality's own evaluation said, once where it is the same of every network."""
    compared = [network for network in evaluation.networks if network.stated_fee_agrees is not None]
    same = len({(network.fee.ore, network.membership.stated_fee_sek) for network in compared}) == 1
    if same and len(compared) == len(evaluation.networks):
        return [_agreement(compared[0], "per nätverk")]
    return [" ".join(_agreement(network, f"för {network.short}") for network in compared)]


def _agreement(network: NetworkEvaluation, of_what: str) -> str:
    stated, computed = swedish.kronor(network.membership.stated_fee_sek * 100), swedish.kronor(network.fee.ore)
    said = f"Kommunens utvärdering anger cirka {stated} {of_what}."
    if network.stated_fee_agrees:
        return f"{said} Det stämmer: {computed} avrundat till hela tiotusental är {stated}."
    return f"{said} Det stämmer inte med regeln, som ger {computed}."


def _in_hours(evaluation: Evaluation) -> str:
    if evaluation.hourly_cost_sek is None:
        hours = "Vad avgiften motsvarar i arbetstid går inte att säga, för lönen är inte angiven."
    else:
        each = swedish.listed(
            [f"{swedish.number(network.working_hours)} timmar" for network in _one_of_each_fee(evaluation)]
        )
        salary = evaluation.parameters.monthly_salary_sek
        source = salary_source_words(
            evaluation.parameters.monthly_salary_source, evaluation.parameters.monthly_salary_status
        )
        basis = f", räknat på månadslönen {swedish.kronor(salary * 100)} ({source})" if salary else ""
        cost = swedish.kronor(int((evaluation.hourly_cost_sek * 100).to_integral_value()))
        hours = f"Avgiften motsvarar ungefär {each} arbetstid för {cost} i timmen{basis}."
    logged = "" if evaluation.evidence.hours_logged else " Hur mycket arbetstid medlemskapet tar är inte uppmätt."
    return hours + logged


def salary_source_words(source: str | None, status: str | None) -> str:
    """The source without its address, which the appendix prints, and how sure the figure is where it is not certain."""
    words = (source or swedish.UNKNOWN).split(", https://")[0].split(" https://")[0]
    doubt = {"estimated": "uppskattning: ", "illustrative": "påhittad uppgift: "}
    return doubt.get(status or "", "") + words


def _next_fee(evaluation: Evaluation) -> str:
    """The scenarios in a sentence or two; the fee is set by the annual meeting."""
    unconfirmed = [network.short for network in evaluation.networks if network.fee.rule.status == "estimated"]
    start = (
        f"Regeln för {evaluation.parameters.year} är inte bekräftad för {swedish.listed(unconfirmed)}; rapporten "
        "räknar med att den är oförändrad. "
        if unconfirmed
        else ""
    )
    return f"{start}Kommande avgifter bestäms av föreningarnas årsmöten. {_scenarios(evaluation)}"


def _scenarios(evaluation: Evaluation) -> str:
    """What another rate or population would change: said once where every network answers alike, else of each."""
    changes = [{one.kind: one.change_ore for one in network.scenarios} for network in evaluation.networks]
    first = changes[0]
    more, fewer = first["population_plus_1000"], first["population_minus_1000"]
    if all(each == first for each in changes) and more == -fewer:
        each = " per nätverk" if len(changes) > 1 else ""
        return (
            f"Höjs avgiften med 5 öre per invånare blir den {swedish.kronor(first['rate_plus_5_ore'])} högre{each}. Tusen "
            f"fler eller färre invånare ändrar den med {swedish.kronor(more)}."
        )
    kinds = ("rate_plus_5_ore", "population_plus_1000", "population_minus_1000")
    said = [f"{terms.SCENARIO[kind]} {swedish.listed(_named_changes(evaluation, changes, kind))}" for kind in kinds]
    return f"Så ändras årsavgiften: {'; '.join(said)}."


def _named_changes(evaluation: Evaluation, changes: list[dict[str, int]], kind: str) -> list[str]:
    named = zip(evaluation.networks, changes, strict=True)
    return [f"{swedish.kronor_change(change[kind])} för {network.short}" for network, change in named]


def _before_membership(evaluation: Evaluation) -> list[str]:
    """Said beside the chart, where it shows what the rule gives for years before the municipality joined."""
    joined = [
        f"{network.short} {network.membership.since[:4]}"
        for network in evaluation.networks
        if any(fee and str(year) < network.membership.since[:4] for year, fee in network.history)
    ]
    if not joined:
        return []
    return [
        f"Diagrammet visar vad regeln ger, även för år före medlemskapet. Kommunen gick med i {swedish.listed(joined)}."
    ]


def table(evaluation: Evaluation) -> Table:
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
        for network in evaluation.networks
    ]
    columns = (
        Column("Nätverk"),
        Column("Regel"),
        Column("Invånare", "number"),
        Column("Avgift per år", "number"),
        Column("Per invånare", "number"),
        Column("Motsvarar arbetstid", "number", "timmar"),
    )
    notes = [f"{network.short}: {note}" for network in evaluation.networks for note in network.fee.rule.notes]
    if any(network.fee.rule.population_reference == "unknown" for network in evaluation.networks):
        notes.append(
            "Vilket års folkmängd föreningarna räknar på är inte känt; här används den 31 december året före avgiftsåret."
        )
    return Table("tabell-avgifter", f"Medlemsavgifter {evaluation.parameters.year}", columns, tuple(rows), tuple(notes))


def history_table(evaluation: Evaluation) -> Table:
    """Appendix: the fee by year where a rule has been seen."""
    years = [year for year, _ in evaluation.networks[0].history]
    rows = [
        (str(year), *(_history_cell(dict(network.history)[year]) for network in evaluation.networks)) for year in years
    ]
    columns = (Column("År", "date"), *(Column(network.short, "number") for network in evaluation.networks))
    notes = ("Uppgift saknas betyder att ingen regel för året har setts. Beloppen är vad regeln ger för kommunens "
             "folkmängd, även för år då kommunen inte var medlem.",)  # fmt: skip
    return Table("tabell-avgifter-ar", "Avgift enligt regeln, år för år", columns, tuple(rows), notes)


def _history_cell(fee: Fee | None) -> str:
    if fee is None:
        return swedish.UNKNOWN
    return swedish.kronor(fee.ore) + (" (antagen)" if fee.rule.status == "estimated" else "")


def scenario_table(evaluation: Evaluation) -> Table:
    """Appendix: what the fee would be if one thing changed."""
    networks = evaluation.networks
    rows = []
    for place, scenario in enumerate(networks[0].scenarios):
        cells = [f"{swedish.kronor(network.scenarios[place].ore)} ({_change(network, place)})" for network in networks]
        rows.append((terms.SCENARIO[scenario.kind], *cells))
    columns = (Column("Om"), *(Column(network.short, "number") for network in networks))
    return Table("tabell-avgifter-om", "Vad avgiften skulle bli", columns, tuple(rows))


def _change(network: NetworkEvaluation, place: int) -> str:
    return swedish.kronor_change(network.scenarios[place].change_ore)


def rounded_kronor(ore: int) -> str:
    """Whole kronor, for places where öre would only be noise."""
    return f"{swedish.number(Decimal(ore) / 100)}{swedish.HARD_SPACE}kr"
