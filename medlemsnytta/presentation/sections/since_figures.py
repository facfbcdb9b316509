"""The figures and settings that two evaluations are compared by, named and written in Swedish."""

from fractions import Fraction
from typing import Any

import pandas as pd

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.changes import Comparison, FigureKey
from medlemsnytta.presentation.words import swedish, terms

NAME = {
    "inhabitants": "Invånare som avgiften räknas på",
    "total_fee": "Avgifter tillsammans",
    "fee": "avgift",
    "fee_per_inhabitant": "avgift per invånare",
    "members": "medlemmar",
    "channels_used": "kanaler med angiven frekvens",
    "documents": "styrdokument med spår",
    "result": "andel som når kravet",
    "statements": "Uttalanden",
    "graded": "Uttalanden med grad",
    "coders": "Personer som kodat",
    "months_old": "Det nyaste uttalandets ålder i månader",
}

SETTING = {
    "networks": "vilka nätverk som utvärderas",
    "requirement_level": "kravnivån",
    "criteria_order": "kriteriernas ordning",
    "word_limits": "ordens gränser",
    "rating_overrides": "grader satta för hand",
    "hourly_cost_sek": "timkostnaden",
    "method_version": "metodens version",
}

FEW = 2
"""So many changed ratings are named in a sentence; more stand in the table alone."""

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
    """What the figure is called: "SEKOM: användning (grad)"."""
    if not key.network_id:
        return NAME[key.kind]
    kind = f"{terms.CRITERION[key.criterion].lower()} (grad)" if key.criterion else NAME[key.kind]
    return f"{short(comparison, key.network_id)}: {kind}"


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
    return written(key.kind, figures[key]) if key in figures else ABSENT


def written(kind: str, figure: Any) -> str:
    if kind == "rating":
        point, low, high = figure
        return swedish.UNKNOWN if point is None else f"{swedish.steps(point)} ({swedish.steps_range(low, high)})"
    if figure is None:
        return swedish.UNKNOWN
    match kind:
        case "fee" | "total_fee":
            return swedish.kronor(figure)
        case "fee_per_inhabitant":
            return swedish.kronor_a_head(figure)
        case "members":
            return f"{'cirka ' if figure[1] == 'cirka' else ''}{swedish.number(figure[0])}"
        case "result":
            share, word = figure
            if word == robustness.NO_WORD:
                return swedish.UNKNOWN
            return f"{share_words(share)}, {terms.WORD[word]}"
    return swedish.number(figure)


def share_words(share: robustness.Share) -> str:
    point, spread = swedish.percent(share.point), swedish.percent_range(share.low, share.high)
    return point if point == spread else f"{point} ({spread})"


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
    if key.kind == "rating" and amounts[0] == amounts[1]:
        return "annat intervall"
    return _signed(key.kind, amounts[1] - amounts[0])


def _amount(kind: str, figure: Any) -> Any:
    """The number that a difference can be taken of; None where there is none."""
    match kind:
        case "rating":
            return None if figure[0] is None else Fraction(figure[0], 2)
        case "result":
            return None if figure[1] == robustness.NO_WORD else figure[0].point * 100
        case "members":
            return None if figure is None else figure[0]
    return figure


def _signed(kind: str, difference: Any) -> str:
    if kind in ("fee", "total_fee"):
        return swedish.kronor_change(difference)
    sign = "±" if not difference else "+" if difference > 0 else swedish.MINUS
    size = abs(difference)
    if kind == "fee_per_inhabitant":
        return f"{sign}{swedish.kronor_a_head(size)}" if size >= Fraction(1, 2) else "under ett öre"
    if kind == "result":
        return f"{sign}{swedish.number(size, 0 if size >= 1 else 1)} procentenheter"
    if kind == "rating":
        return f"{sign}{swedish.number(size, 0 if size == int(size) else 1)}"
    return f"{sign}{swedish.number(size)}"


def sentences(comparison: Comparison) -> list[str]:
    """What changed in fee, ratings, result and evidence, in that order."""
    return [
        *_networks_changed(comparison),
        _fees_changed(comparison),
        _ratings_changed(comparison),
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


def _ratings_changed(comparison: Comparison) -> str:
    before, after = comparison.figures[-2:]
    changed = [key for key in comparison.changed if key.kind == "rating" and before[key][0] != after[key][0]]
    if not changed:
        return "Alla grader är desamma."
    if len(changed) > FEW:
        count = swedish.capitalised(swedish.in_words(len(changed)))
        return f"{count} grader har ändrats; tabellen Alla siffror som jämförs visar vilka."
    said = [
        f"{terms.CRITERION[key.criterion].lower()} för {short(comparison, key.network_id)} från "
        f"{_point(before[key])} till {_point(after[key])}"
        for key in changed
    ]
    return f"Ändrad grad: {swedish.listed(said)}."


def _point(rating: tuple[int | None, int, int]) -> str:
    return swedish.steps(rating[0])


def _results(comparison: Comparison) -> list[str]:
    """The words that have changed, and otherwise that none has, and whether the shares have."""
    moved = [key for key in comparison.changed if key.kind == "result"]
    if not moved:
        return ["Andelarna som når kravet är desamma."]
    found = []
    for key in moved:
        (before, word_before), (after, word_after) = (each[key] for each in comparison.figures[-2:])
        if word_before != word_after:
            found.append(
                f"{short(comparison, key.network_id)} har gått från {terms.quoted(word_before)} "
                f"({swedish.percent(before.point)}) till {terms.quoted(word_after)} ({swedish.percent(after.point)})."
            )
    return found or ["Andelarna har ändrats, men inte orden för dem."]


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
        case "criteria_order":
            return swedish.listed([terms.CRITERION[each].lower() for each in held], "före") or "ingen"
        case "word_limits":
            limits = swedish.listed([str(each) for each in held.model_dump().values()])
            return f"{limits}{swedish.HARD_SPACE}%"
        case "rating_overrides":
            said = [
                f"{short(comparison, each.network)}: {terms.CRITERION[each.criterion].lower()} "
                f"{swedish.steps(int(each.rating * 2))}"
                for each in held
            ]
            return swedish.listed(said) or "inga"
        case "hourly_cost_sek":
            return swedish.UNKNOWN if held is None else f"{swedish.number(held, 2)}{swedish.HARD_SPACE}kr"
    return str(held)
