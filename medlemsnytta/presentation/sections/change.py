"""What would change the result: the answers that would move a share most, said in a sentence and set out in a table."""

from fractions import Fraction

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, paragraph, prose


def moving(network: NetworkEvaluation) -> list[tuple[tuple[str, ...], robustness.WhatIf]]:
    """The criteria whose answer would move the share, those that move it alike together, the most telling first."""
    alike: dict[tuple, list[robustness.WhatIf]] = {}
    for answer in network.what_if:
        if answer.movement:
            alike.setdefault((answer.plausible, answer.share_if), []).append(answer)
    groups = [(tuple(each.criterion for each in answers), answers[0]) for answers in alike.values()]
    return sorted(groups, key=lambda group: -group[1].movement)


def sentence(evaluation: Evaluation) -> str:
    """For each network the most telling question, and between which shares and words its answer decides."""
    if not any(network.assessed for network in evaluation.networks):
        return "Inget kriterium är bedömt, så varje svar på frågorna i avsnittet Vad vi inte vet är till hjälp."
    return " ".join(_of_network(evaluation, network) for network in evaluation.networks)


def _of_network(evaluation: Evaluation, network: NetworkEvaluation) -> str:
    if not network.assessed:
        return f"För {network.short} är inget kriterium bedömt, så varje svar är till hjälp."
    groups = moving(network)
    if not groups:
        return f"För {network.short} kan inget enskilt svar ändra andelen."
    criteria, answer = groups[0]
    low, high = ends(answer)
    words = [word(evaluation, share) for share in (low, high)]
    outcome = f"alltså från {words[0]} till {words[1]}" if words[0] != words[1] else f"{words[0]} i båda fallen"
    return (
        f"För {network.short} betyder ett svar om {_either(criteria)} mest: det kan ge allt från {swedish.percent(low)} till "
        f"{swedish.percent(high)}, {outcome}."
    )


def ends(answer: robustness.WhatIf) -> tuple[Fraction, Fraction]:
    """The share if the answer is the lowest that is plausible today, and if it is the highest."""
    return answer.share_if[answer.plausible[0]], answer.share_if[answer.plausible[1]]


def word(evaluation: Evaluation, share: Fraction) -> str:
    """The word that a share would give, quoted."""
    return terms.quoted(robustness.word_for(share, evaluation.parameters.word_limits.model_dump()))


def _either(criteria: tuple[str, ...]) -> str:
    return swedish.listed([terms.CRITERION[name].lower() for name in criteria], "eller")


def table(evaluation: Evaluation) -> Table | Prose:
    """One row for each answer that would change a word: what the lowest and the highest plausible answer give."""
    rows = [
        (f"{network.short}: {_either(criteria)}", *_cells(evaluation, answer))
        for network in evaluation.networks
        if network.assessed
        for criteria, answer in _deciding(evaluation, network)
    ]
    if not any(network.assessed for network in evaluation.networks):
        return NOTHING
    if not rows:
        return prose(paragraph("Inget enskilt svar kan ändra resultatet."))
    columns = (
        Column("Om vi visste vad medlemskapet ger i"),
        Column("Vid lägsta rimliga grad"),
        Column("Vid högsta rimliga grad"),
    )
    notes = ("Ett svar i taget; övriga kriterier är lika osäkra som i dag.",)
    return Table("tabell-andrar", "Vad som skulle ändra resultatet", columns, tuple(rows), notes)


def _deciding(evaluation: Evaluation, network: NetworkEvaluation) -> list[tuple[tuple[str, ...], robustness.WhatIf]]:
    """The answers that would change the word; where none would, the most telling one. The appendix has them all."""
    groups = moving(network)
    changing = [group for group in groups if len({word(evaluation, share) for share in ends(group[1])}) > 1]
    return changing or groups[:1]


def _cells(evaluation: Evaluation, answer: robustness.WhatIf) -> list[str]:
    return [
        f"Grad {step}: {swedish.percent(share)}, {word(evaluation, share)}"
        for step, share in zip(answer.plausible, ends(answer), strict=True)
    ]
