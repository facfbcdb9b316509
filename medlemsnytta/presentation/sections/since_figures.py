"""The figures and settings that two evaluations are compared by, named and written in Swedish."""

from fractions import Fraction
from typing import Any

import pandas as pd

from medlemsnytta.analysis.changes import Comparison, FigureKey
from medlemsnytta.presentation.words import swedish, verdicts

NAME = {
    "inhabitants": "Invånare som avgiften räknas på",
    "total_fee": "Avgifter tillsammans",
    "fee": "avgift",
    "fee_per_inhabitant": "avgift per invånare",
    "members": "medlemmar",
    "channels_used": "kanaler med angiven frekvens",
    "documents": "styrdokument med spår",
    "cell": "vad underlaget säger",
    "statements": "Uttalanden",
    "graded": "Uttalanden med grad",
    "coders": "Personer som kodat",
    "months_old": "Det nyaste uttalandets ålder i månader",
}

SETTING = {
    "networks": "vilka nätverk som utvärderas",
    "evidence_months": "hur gammalt det som bekräftar får vara",
    "answers": "svar som förvaltningen har satt",
    "hourly_cost_sek": "timkostnaden",
    "method_version": "metodens version",
}

ABSENT = "ingår inte"
SAME = "oförändrat"


def missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def keys(comparison: Comparison) -> list[FigureKey]:
    """Every figure that some evaluation has, a network's figures together, the newest evaluation's order first."""
    found = dict.fromkeys(key for figures in reversed(comparison.figures) for key in figures)
    places = list(dict.fromkeys(key.network_id for key in found if key.network_id))
    whole = [key for key in found if not key.network_id]
    before = [key for key in whole if key.kind in ("inhabitants", "total_fee")]
    of_networks = [key for name in places for key in found if key.network_id == name]
    return [*before, *of_networks, *(key for key in whole if key not in before)]


def name(comparison: Comparison, key: FigureKey) -> str:
    """What the figure is called: "SEKOM: avgift"."""
    return f"{short(comparison, key.network_id)}: {NAME[key.kind]}" if key.network_id else NAME[key.kind]


def short(comparison: Comparison, network_id: str) -> str:
    return next(
        network.short
        for evaluation in reversed(comparison.evaluations)
        for network in evaluation.networks
        if network.network_id == network_id
    )


def value(comparison: Comparison, key: FigureKey, place: int) -> str:
    """The figure as it stood in the evaluation at `place`."""
    figures = comparison.figures[place]
    if key not in figures:
        return ABSENT
    return cell_words(comparison, key, place) if key.kind == "cell" else written(key.kind, figures[key])


def cell_words(comparison: Comparison, key: FigureKey, place: int) -> str:
    """What the evidence said of a network in the evaluation at `place`."""
    state = comparison.evaluations[place].network(key.network_id).membership.state
    return verdicts.cell_words(comparison.figures[place][key], state)


def written(kind: str, figure: Any) -> str:
    if figure is None:
        return swedish.UNKNOWN
    match kind:
        case "fee" | "total_fee":
            return swedish.kronor(figure)
        case "fee_per_inhabitant":
            return swedish.kronor_a_head(figure)
        case "members":
            return f"{'cirka ' if figure[1] == 'cirka' else ''}{swedish.number(figure[0])}"
    return swedish.number(figure)


def change(comparison: Comparison, key: FigureKey) -> str:
    """The difference between the two evaluations compared, signed where it is a number."""
    before, after = comparison.figures[-2:]
    if key not in before or key not in after:
        return "nytt" if key in after else "borta"
    if before[key] == after[key]:
        return SAME
    amounts = [_amount(key.kind, figures[key]) for figures in (before, after)]
    if None in amounts:
        return "ändrat"
    return _signed(key.kind, amounts[1] - amounts[0])


def _amount(kind: str, figure: Any) -> Any:
    """The number that a difference can be taken of; None where there is none."""
    if kind == "cell" or figure is None:
        return None
    return figure[0] if kind == "members" else figure


def _signed(kind: str, difference: Any) -> str:
    if kind in ("fee", "total_fee"):
        return swedish.kronor_change(difference)
    sign = "±" if not difference else "+" if difference > 0 else swedish.MINUS
    size = abs(difference)
    if kind == "fee_per_inhabitant":
        return f"{sign}{swedish.kronor_a_head(size)}" if size >= Fraction(1, 2) else "under ett öre"
    return f"{sign}{swedish.number(size)}"


def sentences(comparison: Comparison) -> list[str]:
    """What changed in fee, cells and evidence, in that order."""
    return [
        *_networks_changed(comparison),
        _fees_changed(comparison),
        *_results(comparison),
        _evidence(comparison),
    ]


def _networks_changed(comparison: Comparison) -> list[str]:
    before = [network.network_id for network in comparison.earlier.networks]
    after = [network.network_id for network in comparison.later.networks]
    joined = [short(comparison, each) for each in after if each not in before]
    left = [short(comparison, each) for each in before if each not in after]
    return [
        *([f"Nytt i utvärderingen: {swedish.listed(joined)}."] if joined else []),
        *([f"Inte längre med: {swedish.listed(left)}."] if left else []),
    ]


def _fees_changed(comparison: Comparison) -> str:
    before, after = comparison.figures[-2:]
    changes: dict[int, list[str]] = {}
    for key in comparison.changed:
        if key.kind == "fee":
            changes.setdefault(after[key] - before[key], []).append(short(comparison, key.network_id))
    if not changes:
        return "Avgifterna är oförändrade."
    said = [
        f"{swedish.kronor(abs(ore))} {'högre' if ore > 0 else 'lägre'} för {swedish.listed(names)}"
        for ore, names in changes.items()
    ]
    return f"Avgiften är {swedish.listed(said)}."


def _results(comparison: Comparison) -> list[str]:
    """What the evidence said before and says now, where that has changed."""
    moved = [key for key in comparison.changed if key.kind == "cell"]
    if not moved:
        return ["Vad underlaget säger är oförändrat."]
    return [
        f"{short(comparison, key.network_id)}, förra gången: {cell_words(comparison, key, -2)}; nu: "
        f"{cell_words(comparison, key, -1)}."
        for key in moved
    ]


def _evidence(comparison: Comparison) -> str:
    before, after = (each[FigureKey("statements")] for each in comparison.figures[-2:])
    if before == after:
        return f"Underlaget är {swedish.in_words(after)} uttalanden båda gångerna."
    return f"Underlaget är {swedish.in_words(after)} uttalanden, förra gången {swedish.in_words(before)}."


def setting_value(comparison: Comparison, name: str, held: Any) -> str:
    """A setting's value in words."""
    match name:
        case "networks":
            return swedish.listed([short(comparison, each) for each in held])
        case "evidence_months":
            return swedish.counted(held, "en månad", "månader")
        case "answers":
            return swedish.counted(len(held), "ett svar", "svar") if held else "inga"
        case "hourly_cost_sek":
            return swedish.UNKNOWN if held is None else f"{swedish.number(held, 2)}{swedish.HARD_SPACE}kr"
    return str(held)
