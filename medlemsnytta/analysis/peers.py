"""Several reports side by side: where each stands, fees by size and over the years, and what is not known of whom.

Invented reports are shown but never counted with real ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.frames import Listing, Rows, WithFrame

SIZES = (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
"""The least number of inhabitants of each class of size."""


@dataclass(frozen=True)
class Spread:
    """The lowest, the middle and the highest of `count` amounts in öre."""

    count: int
    lowest: int
    median: Fraction
    highest: int


@dataclass(frozen=True)
class SizeClass:
    """Municipalities with at least `least` inhabitants and fewer than `below`; None is no limit."""

    network_id: str
    least: int
    below: int | None
    fees: Spread


@dataclass(frozen=True)
class FeeYear:
    """One network's fees one year, of those whose fee is known; `unknown` is how many are not."""

    network_id: str
    year: int
    fees: Spread | None
    unknown: int


@dataclass(frozen=True)
class Missing:
    """A kind of gap, and the reports that have it, for any of their networks."""

    kind: str
    reports: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Overview(WithFrame):
    """`frame` has a row a report and network; `reports` are all, by name, in the order of municipality and year; the figures are of those counted."""

    reports: Mapping[str, Evaluation]
    counted: Mapping[str, Evaluation]
    latest: tuple[Evaluation, ...]
    networks: Mapping[str, str]
    sizes: tuple[SizeClass, ...]
    years: tuple[FeeYear, ...]
    missing: tuple[Missing, ...]

    def rows_shown(self) -> Rows:
        return [
            {
                "report": name,
                "municipality": each.municipality.name,
                "year": each.parameters.year,
                "network": network.short,
                "inhabitants": network.fee.inhabitants,
                "fee_sek": network.fee.ore / 100,
                "cell": network.cell,
                "counted": name in self.counted,
            }
            for name, each in self.reports.items()
            for network in each.networks
        ]

    @property
    def by_size(self) -> Listing:
        """The fees of each class of size."""
        return Listing(
            [
                {"network": self.networks[each.network_id], "least": each.least, "below": each.below, **_sek(each.fees)}
                for each in self.sizes
            ]
        )

    @property
    def by_year(self) -> Listing:
        """The fees of each year."""
        return Listing(
            [
                {
                    "network": self.networks[each.network_id],
                    "year": each.year,
                    **_sek(each.fees),
                    "unknown": each.unknown,
                }
                for each in self.years
            ]
        )

    @property
    def by_gap(self) -> Listing:
        """How many of the counted reports have each kind of gap."""
        return Listing([{"gap": each.kind, "reports": len(each.reports)} for each in self.missing])


def _sek(fees: Spread | None) -> dict[str, float | None]:
    """A spread in kronor."""
    if fees is None:
        return dict.fromkeys(("count", "lowest_sek", "median_sek", "highest_sek"))
    amounts = (fees.lowest, fees.median, fees.highest)
    named = zip(("lowest_sek", "median_sek", "highest_sek"), amounts, strict=True)
    return {"count": fees.count, **{name: float(ore) / 100 for name, ore in named}}


def invented(evaluation: Evaluation) -> bool:
    """Whether any row that the report rests on is made up."""
    return evaluation.evidence.status_counts["illustrative"] > 0


def overview_of(reports: Mapping[str, Evaluation]) -> Overview:
    """Put the `reports` side by side; at least one."""
    ordered = dict(sorted(reports.items(), key=lambda named: (*_place(named[1]), named[0])))
    real = {name: evaluation for name, evaluation in ordered.items() if not invented(evaluation)}
    counted = real or ordered
    latest = latest_of(counted.values())
    networks = {network.network_id: network.short for each in counted.values() for network in each.networks}
    return Overview(
        reports=ordered,
        counted=counted,
        latest=latest,
        networks=networks,
        sizes=tuple(each for network in networks for each in size_classes(latest, network)),
        years=tuple(each for network in networks for each in fee_years(latest, network)),
        missing=missing_of(counted),
    )


def alike(evaluations: Iterable[Evaluation]) -> bool:
    """Whether all are of the same networks, so that their sums can be compared."""
    return len({frozenset(network.network_id for network in each.networks) for each in evaluations}) == 1


def _place(evaluation: Evaluation) -> tuple[str, int]:
    return evaluation.municipality.code, evaluation.parameters.year


def latest_of(evaluations: Iterable[Evaluation]) -> tuple[Evaluation, ...]:
    """The newest evaluation of each municipality, in the order of their codes."""
    newest: dict[str, Evaluation] = {}
    for each in sorted(evaluations, key=lambda one: (one.parameters.year, one.parameters.report_date)):
        newest[each.municipality.code] = each
    return tuple(newest[code] for code in sorted(newest))


def spread(amounts: Sequence[int]) -> Spread:
    """Of at least one amount; the middle of an even number is halfway between the two in the middle."""
    ordered = sorted(amounts)
    half = len(ordered) // 2
    median = Fraction(ordered[half] + ordered[-half - 1], 2)
    return Spread(len(ordered), ordered[0], median, ordered[-1])


def size_classes(evaluations: Sequence[Evaluation], network_id: str) -> tuple[SizeClass, ...]:
    """The fees of one network by the inhabitants that they were counted on; classes without a municipality left out."""
    fees = [network.fee for each in evaluations for network in each.networks if network.network_id == network_id]
    found = []
    for least, below in zip(SIZES, (*SIZES[1:], None), strict=True):
        inside = [fee.ore for fee in fees if least <= fee.inhabitants and (below is None or fee.inhabitants < below)]
        if inside:
            found.append(SizeClass(network_id, least, below, spread(inside)))
    return tuple(found)


def fee_years(evaluations: Sequence[Evaluation], network_id: str) -> tuple[FeeYear, ...]:
    """The fees of one network year by year, as the latest reports look back; a year without a known rule has none."""
    by_year: dict[int, list[int | None]] = defaultdict(list)
    for evaluation in evaluations:
        for network in evaluation.networks:
            if network.network_id == network_id:
                for year, fee in network.history:
                    by_year[year].append(None if fee is None else fee.ore)
    found = []
    for year in sorted(by_year):
        known = [ore for ore in by_year[year] if ore is not None]
        found.append(FeeYear(network_id, year, spread(known) if known else None, len(by_year[year]) - len(known)))
    return tuple(found)


def missing_of(reports: Mapping[str, Evaluation]) -> tuple[Missing, ...]:
    """Each kind of gap with the reports that have it, the most common first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, evaluation in reports.items():
        for kind in evaluation.gaps.kinds:
            found[kind].append(name)
    return tuple(
        Missing(kind, tuple(names)) for kind, names in sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    )
