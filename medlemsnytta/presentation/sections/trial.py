"""What a reader needs to try other choices than the report's: the numbers that the page's own script counts with.

The script is `templates/council/scripts/trial_counting.js`; it counts as `robustness.shares` does, in whole numbers.
"""

from typing import Any

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.presentation.words import terms
from medlemsnytta.rendering.bundles import NOTHING, Prose, Trial

PLACES = ("Viktigast", "Näst viktigast", "Tredje viktigast", "Fjärde viktigast")
"""A fifth place would say nothing new: what is left weighs least."""


def trial(evaluation: Evaluation) -> Trial | Prose:
    """The level, the order and the unknown ratings that can be tried, beginning with the report's own choices."""
    parameters = evaluation.parameters
    networks = [network for network in evaluation.networks if network.assessed]
    if not networks:
        return NOTHING
    limits = parameters.word_limits.model_dump()
    return Trial(
        trial_id="prova-sjalv",
        title="Pröva själv",
        introduction=(
            "Välj ett annat krav, en ordning mellan kriterierna eller ett svar på något som i dag är ovisst. Andelen räknas om "
            "direkt, på samma sätt som i rapporten. Valen sparas inte och ändrar inte rapporten."
        ),
        levels=robustness.LEVELS,
        level=parameters.requirement_level,
        criteria=tuple(terms.CRITERION[name] for name in robustness.CRITERIA),
        places=PLACES,
        order=tuple(robustness.CRITERIA.index(name) for name in parameters.criteria_order[: len(PLACES)]),
        readings=tuple(robustness.half_step_values(reading).tolist() for reading in robustness.SCALE_READINGS),
        words=tuple((limits.get(word), terms.WORD[word]) for word in (*limits, "clearly_leave")),
        networks=tuple(_network(network) for network in networks),
    )


def _network(network: NetworkEvaluation) -> dict[str, Any]:
    return {
        "name": network.short,
        "profile": [list(rating.interval) for rating in network.ratings],
        "unknown": [place for place, rating in enumerate(network.ratings) if rating.point is None],
    }
