"""Which statements, documents and key figures each rating rests on, so that it can be followed to its source."""

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.ratings import Rating
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Table

RULE = {"median": "medianen av graderna", "steering": "regeln för styrning", "override": "satt för hand"}


def table(evaluation: Evaluation) -> Table:
    """One row a rating: the degree, how it came about and the rows behind it."""
    columns = (Column("Kriterium"), Column("Nätverk"), Column("Grad", "number"), Column("Räknad som"), Column("Rader"))
    rows = tuple(
        (
            terms.CRITERION[rating.criterion],
            network.short,
            swedish.capitalised(swedish.steps(rating.point)),
            swedish.capitalised(_rule(rating)),
            swedish.listed([*rating.excerpt_ids, *_other_rows(network, rating)]) or "–",
        )
        for place in range(len(evaluation.networks[0].ratings))
        for network in evaluation.networks
        for rating in [network.ratings[place]]
    )
    return Table("tabell-betygsunderlag", "Vad varje grad vilar på", columns, rows)


def _rule(rating: Rating) -> str:
    if rating.point is None:
        return "ingen har angett hur mycket"
    return RULE[rating.rule]


def _other_rows(network: NetworkEvaluation, rating: Rating) -> list[str]:
    """What a rating of steering rests on beside statements."""
    if rating.rule != "steering" or rating.point is None:
        return []
    past = [trace.name for trace in network.traces or () if trace.tense != "planned"]
    return [*dict.fromkeys(past), *([network.key_figures.set_name] if network.key_figures else [])]
