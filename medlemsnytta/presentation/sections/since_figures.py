"""The figures and settings that two evaluations are compared by, named and written in Swedish."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medlemsnytta.analysis.changes import IN_WORDS, Comparison, FigureKey
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.presentation.words import swedish, terms, verdicts
from medlemsnytta.presentation.words.sentences import CitedText, cite, fact_words, of_report, say

MOST_NAMED = 3
"""Of more networks only the number is said."""

NAME = {
    "cost": "avgift och arbetstid",
    "fee": "avgift",
    "members": "medlemmar",
    "channels_used": "kanaler med angiven frekvens",
    "documents": "styrdokument med spår",
    "fees_together": "Avgifter tillsammans",
    "inhabitants": "Invånare som avgiften räknas på",
    "statements": "Uttalanden",
    "months_old": "Det nyaste uttalandets ålder i månader",
}

SETTING = {
    "evidence_months": "hur gammalt det som bekräftar får vara",
    "answers_set": "svar som förvaltningen har satt",
    "hourly_cost_sek": "timkostnaden",
    "method_version": "metodens version",
}

ABSENT = "ingår inte"
SAME = "oförändrat"
UNWRITTEN = "ingen skriven"


def keys(comparison: Comparison) -> list[FigureKey]:
    """The figures that have changed; what the sentences have said in words is left out, as are networks that came or went."""
    treated = ("", *comparison.in_both)
    return [key for key in comparison.changed if key.kind not in IN_WORDS and key.network_id in treated]


def _differs(comparison: Comparison, key: FigureKey) -> bool:
    return len({figures[key].value if key in figures else ABSENT for figures in comparison.figures}) > 1


def moved_ever(comparison: Comparison, network_id: str, kinds: Sequence[str]) -> bool:
    """Whether any of these figures differs between any of the evaluations."""
    return any(_differs(comparison, FigureKey(kind, network_id)) for kind in kinds)


def name(comparison: Comparison, key: FigureKey) -> CitedText:
    """What the figure is called: "SEKOM: avgift"."""
    if not key.network_id:
        return say(NAME[key.kind])
    return say("{short}: {what}", short=short(comparison, key.network_id), what=NAME[key.kind])


def short(comparison: Comparison, network_id: str) -> CitedText:
    """By the newest evaluation that treats it."""
    newest = reversed(list(zip(comparison.evaluations, comparison.reports, strict=True)))
    return next(
        of_report(fact_words(network.own.profile.fact("short")), report)
        for evaluation, report in newest
        for network in evaluation.networks
        if network.network_id == network_id
    )


def value(comparison: Comparison, key: FigureKey, place: int) -> CitedText:
    """The figure as it stood in the evaluation at `place`."""
    figure = comparison.figures[place].get(key)
    if figure is None:
        return say(ABSENT)
    if key.kind == "recommended":
        return action(figure)
    if key.kind == "cell":
        state = comparison.evaluations[place].network(key.network_id).membership.state
        return fact_words(figure, lambda code: verdicts.cell_words(code, state))
    about = cite("cirka ", figure) if key.kind == "members" and figure.about == "cirka" else say("")
    return about + fact_words(figure, _WRITTEN.get(key.kind, swedish.number))


_WRITTEN: Mapping[str, Callable[[Any], str]] = dict.fromkeys(("cost", "fee", "fees_together"), swedish.kronor)


def action(recommended: Fact) -> CitedText:
    """What is recommended, or that it is not written."""
    return cite(terms.ACTION[recommended.value] if recommended.known else UNWRITTEN, recommended)


def more_or_less(ore: int) -> str:
    """ "115 kr högre"; under a krona with its öre."""
    size = swedish.whole_kronor(abs(ore)) if abs(ore) >= 100 else swedish.kronor(abs(ore))
    return f"{size} {'högre' if ore > 0 else 'lägre'}"


def change(comparison: Comparison, key: FigureKey) -> CitedText:
    """The difference between the two evaluations compared, signed where it is a number."""
    before, after = (figures.get(key) for figures in comparison.figures[-2:])
    if before is None or after is None:
        return say("nytt" if after else "borta" if before else ABSENT)
    if before.value == after.value:
        return cite(SAME, before, after)
    difference = comparison.difference(key)
    if not difference.known:
        return cite("ändrat", before, after)
    return fact_words(difference, swedish.kronor_change if key.kind in _WRITTEN else _signed)


def _signed(difference: int) -> str:
    sign = "+" if difference > 0 else swedish.MINUS
    return f"{sign}{swedish.number(abs(difference))}"


def setting_value(setting: Fact) -> CitedText:
    """A setting's value in words."""
    match setting.kind:
        case "evidence_months":
            return fact_words(setting, lambda months: swedish.counted(months, "en månad", "månader"))
        case "answers_set":
            return fact_words(setting, lambda many: swedish.counted(many, "ett svar", "svar") if many else "inga")
        case "hourly_cost_sek":
            return fact_words(setting, lambda kronor: f"{swedish.number(kronor, 2)}{swedish.HARD_SPACE}kr")
    return fact_words(setting)
