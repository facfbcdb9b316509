"""What each membership gives on each criterion: the ratings of all networks, as the officer may have changed them."""

from dataclasses import dataclass

from medlemsnytta.analysis import ratings, robustness
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements


@dataclass(frozen=True)
class NetworkRatings:
    """One network's ratings, in the order of the criteria."""

    network_id: str
    name: str
    short: str
    ratings: tuple[ratings.Rating, ...]

    @property
    def profile(self) -> robustness.Profile:
        return tuple(rating.interval for rating in self.ratings)

    @property
    def assessed(self) -> bool:
        """True where at least one criterion is rated; else no share says anything of the network."""
        return any(rating.point is not None for rating in self.ratings)

    @property
    def unknown_criteria(self) -> tuple[str, ...]:
        return tuple(rating.criterion for rating in self.ratings if rating.point is None)


@dataclass(frozen=True, repr=False)
class Ratings(WithFrame):
    """Every network's ratings; `frame` gives them on the scale 0–4, with the statements that each rests on."""

    networks: tuple[NetworkRatings, ...]

    def rows_shown(self) -> Rows:
        return [
            {
                "network": network.short,
                "criterion": rating.criterion,
                "rating": None if rating.point is None else rating.point / 2,
                "low": rating.low / 2,
                "high": rating.high / 2,
                "confidence": rating.confidence,
                "rests_on": ", ".join(rating.excerpt_ids),
            }
            for network in self.networks
            for rating in network.ratings
        ]


def ratings_of(inputs: ReportInputs, usage: Usage, statements: Statements) -> Ratings:
    """Rate every network by what was said of it and what it has left traces in."""
    return Ratings(
        tuple(
            NetworkRatings(network.network_id, network.name, network.short, _rated(inputs, network, statements))
            for network in usage.networks
        )
    )


def _rated(inputs: ReportInputs, network: NetworkUsage, statements: Statements) -> tuple[ratings.Rating, ...]:
    parameters = inputs.parameters
    overrides = {each.criterion: each for each in parameters.rating_overrides if each.network == network.network_id}
    found = []
    for criterion in robustness.CRITERIA:
        rating = ratings.rate(
            criterion,
            statements.excerpts,
            inputs.tables.speakers,
            network.network_id,
            parameters.report_date,
            network.documents_informed,
            network.key_figures,
        )
        if criterion in overrides:
            change = overrides[criterion]
            rating = ratings.overridden(rating, int(change.rating * 2), change.reason)
        found.append(rating)
    return tuple(found)
