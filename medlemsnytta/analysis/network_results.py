"""Whether each membership meets the requirement, in which share of all ways to weigh, and what could change that."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.network_ratings import NetworkRatings, Ratings
from medlemsnytta.analysis.report_inputs import ReportInputs


@dataclass(frozen=True)
class NetworkResult:
    """One network's result: the share and its word at the level required, and at every level."""

    network_id: str
    short: str
    shares: Mapping[int, robustness.Share]
    result: robustness.Share
    word: str
    word_low: str
    word_high: str
    what_if: tuple[robustness.WhatIf, ...]
    most_telling: robustness.WhatIf
    overlap_share: robustness.Share | None
    overlap_word: str | None


@dataclass(frozen=True, repr=False)
class Results(WithFrame):
    """Every network's result; `frame` has a row a level, with the word at the one that is `required`."""

    required: int
    networks: tuple[NetworkResult, ...]

    def rows_shown(self) -> Rows:
        return [
            {
                "network": network.short,
                "level": level,
                "required": level == self.required,
                "share_percent": float(share.point * 100),
                "low_percent": float(share.low * 100),
                "high_percent": float(share.high * 100),
                "word": network.word if level == self.required else "",
            }
            for network in self.networks
            for level, share in network.shares.items()
        ]


def results_of(inputs: ReportInputs, ratings: Ratings) -> Results:
    """Count the ways to weigh in which each network reaches the level; an unrated one gets no word."""
    return Results(
        inputs.parameters.requirement_level,
        tuple(_of_network(inputs, network, ratings) for network in ratings.networks),
    )


def _of_network(inputs: ReportInputs, network: NetworkRatings, ratings: Ratings) -> NetworkResult:
    parameters = inputs.parameters
    level, order = parameters.requirement_level, tuple(parameters.criteria_order)
    limits = parameters.word_limits.model_dump()
    shares = robustness.shares(network.profile, order)
    answers = robustness.what_if(network.profile, level, order)
    others = [other.profile for other in ratings.networks if other.network_id != network.network_id]
    overlapping = robustness.with_full_overlap(network.profile, others)
    overlap = robustness.shares(overlapping, order, (level,))[level] if others else None

    def word(share: Fraction) -> str:
        return robustness.word_for(share, limits) if network.assessed else robustness.NO_WORD

    return NetworkResult(
        network_id=network.network_id,
        short=network.short,
        shares=shares,
        result=shares[level],
        word=word(shares[level].point),
        word_low=word(shares[level].low),
        word_high=word(shares[level].high),
        what_if=answers,
        most_telling=robustness.most_telling(answers),
        overlap_share=overlap,
        overlap_word=None if overlap is None else word(overlap.point),
    )
