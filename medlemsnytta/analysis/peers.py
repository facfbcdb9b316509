"""Several reports side by side: what is said of each network, fees by size and over the years, and what is not known of whom.

Invented reports are shown but never counted with real ones, and of each municipality only its newest report counts, or of a
network its newest report that treats it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from medlemsnytta.analysis.cells import CELLS
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.facts import Fact, Record, convention
from medlemsnytta.analysis.frames import Listing, Rows, WithFrame
from medlemsnytta.analysis.network_cases import KINDS
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.used_things import ThingWithout

SIZES = (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
"""The least number of inhabitants of each class of size."""
STANDINGS = (*CELLS, "mixed", "member", "outside", "unknown")
"""What a map says of a municipality: what its evidence says, unlike for its networks; without answers whether it is a member."""
LOST = ("slower", "worse", "not_at_all")
"""What is said of a thing that would be worse without the membership, or lost."""


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

    @property
    def limits(self) -> tuple[Fact, Fact]:
        return convention("size_from", self.least), convention("size_below", self.below)

    def fact(self, name: str) -> Fact:
        """`name` is one of those of the spread."""
        return Fact(f"{name}_in_class", getattr(self.fees, name), self.network_id, f"{self.least}-{self.below or ''}")


@dataclass(frozen=True)
class FeeYear:
    """One network's fees one year, of those whose fee is known; `unknown` is how many are not."""

    network_id: str
    year: int
    fees: Spread | None
    unknown: int

    def fact(self, name: str) -> Fact:
        """`name` is one of those of the spread; not known where no fee is, and then none is counted."""
        value = getattr(self.fees, name) if self.fees else 0 if name == "count" else None
        return Fact(f"{name}_in_year", value, self.network_id, str(self.year))


@dataclass(frozen=True)
class Missing:
    """A kind of gap, and the reports that have it, for any of their networks."""

    kind: str
    reports: tuple[str, ...]

    @property
    def number(self) -> Fact:
        return Fact("reports_with_gap", len(self.reports), about=self.kind)


@dataclass(frozen=True)
class InCell:
    """How many municipalities have a network in a cell; `state` is that of the first, whose words are the kind's."""

    cell: str
    state: str
    number: Fact


@dataclass(frozen=True)
class WouldLose:
    """A thing that `number` municipalities would lose, as the first report has it."""

    report: str
    thing: ThingWithout
    number: Fact


@dataclass(frozen=True)
class OpenQuestion:
    """A question that `number` municipalities have open, as the first report has it."""

    report: str
    question: Question
    number: Fact


@dataclass(frozen=True)
class NetworkPeers:
    """One network over all municipalities: how many are examined and are members, who has answers, cells, losses and questions.

    `lost` has the most common first; `question` is the most common one, None where nobody has any.
    """

    network_id: str
    report: str
    profile: Record
    treated: Fact
    members: Fact
    answered: Fact
    fees: Spread | None
    unknown: Fact
    nothing_lost: Fact
    in_cells: tuple[InCell, ...]
    lost: tuple[WouldLose, ...]
    question: OpenQuestion | None

    def fee(self, name: str) -> Fact:
        """`lowest` or `highest`, in öre."""
        return Fact(f"{name}_fee", getattr(self.fees, name) if self.fees else None, self.network_id)


@dataclass(frozen=True, repr=False)
class Overview(WithFrame):
    """`frame` has a row a report and network; `reports` are all, by name, in the order of municipality and year; the figures are of those counted.

    `latest` are those of the newest report of each municipality, by its name.
    """

    reports: Mapping[str, Evaluation]
    counted: Mapping[str, Evaluation]
    latest: Mapping[str, Evaluation]
    networks: Mapping[str, str]
    peers: tuple[NetworkPeers, ...]
    sizes: tuple[SizeClass, ...]
    years: tuple[FeeYear, ...]
    missing: tuple[Missing, ...]

    @property
    def number_of_reports(self) -> Fact:
        return Fact("reports", len(self.reports))

    @property
    def number_counted(self) -> Fact:
        return Fact("reports_counted", len(self.counted))

    def number_of(self, kind: str) -> Fact:
        """How many of those counted are of a kind, kommun or region."""
        return Fact("places", sum(each.municipality.type == kind for each in self.latest.values()), about=kind)

    @property
    def number_of_networks(self) -> Fact:
        return Fact("networks_of_all", len(self.networks))

    @property
    def pairs(self) -> Fact:
        """How many networks of municipalities are treated."""
        return Fact("treated_of_all", sum(each.treated.value for each in self.peers))

    def pairs_in(self, *states: str) -> Fact:
        """How many of them are in one of the states: memberships are counted apart from what may become one."""
        found = [
            network
            for each in self.peers
            for _, _, network in treating(self.counted, each.network_id)
            if network.membership.state in states
        ]
        return Fact("treated_in_state", len(found), about="+".join(states))

    def standings(self) -> dict[str, tuple[Evaluation, Fact]]:
        """Where each municipality stands, by its code."""
        return {each.municipality.code: (each, standing(name, each)) for name, each in self.latest.items()}

    @property
    def pairs_answered(self) -> Fact:
        return Fact("answered_of_all", sum(each.answered.value for each in self.peers))

    @property
    def fees_unknown(self) -> Fact:
        return Fact("unknown_of_all", sum(each.unknown.value for each in self.peers))

    def rows_shown(self) -> Rows:
        return [
            {
                "report": name,
                "municipality": each.municipality.name,
                "year": each.parameters.year,
                "network": network.short,
                "inhabitants": inhabitants_of(each, network),
                "fee_sek": None if network.fees.yearly.ore is None else network.fees.yearly.ore / 100,
                "fee_basis": network.fees.yearly.basis,
                "cell": network.cell,
                "counted": name in self.counted,
            }
            for name, each in self.reports.items()
            for network in each.networks
        ]

    @property
    def by_network(self) -> Listing:
        """What is said of each network."""
        return Listing(
            [
                {
                    "network": self.networks[each.network_id],
                    "treated": each.treated.value,
                    "answered": each.answered.value,
                    **{cell: sum(one.number.value for one in each.in_cells if one.cell == cell) for cell in CELLS},
                }
                for each in self.peers
            ]
        )

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
    latest = latest_of(counted)
    networks = {network.network_id: network.short for each in counted.values() for network in each.networks}
    return Overview(
        reports=ordered,
        counted=counted,
        latest=latest,
        networks=networks,
        peers=tuple(peers_of(counted, network) for network in networks),
        sizes=tuple(each for network in networks for each in size_classes(latest.values(), network)),
        years=tuple(each for network in networks for each in fee_years(latest.values(), network)),
        missing=missing_of(counted),
    )


def standing(report: str, evaluation: Evaluation) -> Fact:
    """One of STANDINGS: what the evidence says of all a municipality's networks, else whether it is a member of any.

    Where it says the same of them with more and less certainty, the lesser is what holds of all.
    """
    networks = evaluation.networks
    cells = {network.cell for network in networks}
    sides = {cell.removeprefix("nearest_") for cell in cells}
    states = {network.membership.state for network in networks}
    if any(network.answered for network in networks):
        value = cells.pop() if len(cells) == 1 else f"nearest_{sides.pop()}" if len(sides) == 1 else "mixed"
    elif "member" in states:
        value = "member"
    else:
        value = "unknown" if "unknown" in states else "outside"
    rows = tuple(row for network in networks for row in network.membership.fact("state").rows)
    return Fact("standing", value, rows=rows, report=report)


def inhabitants_of(evaluation: Evaluation, network: NetworkEvaluation) -> int | None:
    """Those that the fee is worked out by; where it is by no rule those of the newest day that is known."""
    if network.fee:
        return network.fee.inhabitants
    known = evaluation.municipality.populations
    return known[max(known)] if known else None


def municipal(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """The municipalities: a region's fee follows rules of its own, and its inhabitants are the municipalities' too."""
    return [each for each in evaluations if each.municipality.type != "region"]


def _place(evaluation: Evaluation) -> tuple[str, int]:
    return evaluation.municipality.code, evaluation.parameters.year


def latest_of(reports: Mapping[str, Evaluation]) -> dict[str, Evaluation]:
    """The newest evaluation of each municipality by the name of its report, in the order of their codes."""
    newest: dict[str, str] = {}
    for name, each in sorted(reports.items(), key=lambda one: (one[1].parameters.year, one[1].parameters.report_date)):
        newest[each.municipality.code] = name
    return {newest[code]: reports[newest[code]] for code in sorted(newest)}


_Treating = Sequence[tuple[str, Evaluation, NetworkEvaluation]]


def _treating(reports: Mapping[str, Evaluation], network_id: str) -> _Treating:
    """The reports that treat a network, with what they say of it."""
    return [
        (name, each, network)
        for name, each in reports.items()
        for network in each.networks
        if network.network_id == network_id
    ]


def treating(reports: Mapping[str, Evaluation], network_id: str) -> _Treating:
    """Of each municipality the newest report that treats the network."""
    return _treating(latest_of({name: each for name, each, _ in _treating(reports, network_id)}), network_id)


def peers_of(reports: Mapping[str, Evaluation], network_id: str) -> NetworkPeers:
    """What each municipality's newest report of one network says of it; at least one treats it."""
    found = treating(reports, network_id)
    answered = [each for each in found if each[2].answered]
    without_loss = [network for _, _, network in answered if network.answers.judgement.loss.answer == "no"]
    known = [network.fees.yearly.ore for _, _, network in found if network.fees.yearly.ore is not None]
    first, _, network = found[0]
    return NetworkPeers(
        network_id=network_id,
        report=first,
        profile=network.own.profile,
        treated=Fact("treated_by", len(found), network_id),
        members=Fact("members_among", sum(each.membership.state == "member" for _, _, each in found), network_id),
        answered=Fact("answered_by", len(answered), network_id),
        fees=spread(known) if known else None,
        unknown=Fact("unknown_fees_of", len(found) - len(known), network_id),
        nothing_lost=Fact("places_that_lose_nothing", len(without_loss), network_id),
        in_cells=tuple(_in_cells(answered, network_id)),
        lost=tuple(_would_lose(answered, network_id)),
        question=_most_common_question(found, network_id),
    )


def _in_cells(answered: _Treating, network_id: str) -> Iterator[InCell]:
    for kind in KINDS:
        for cell in CELLS:
            there = [network for _, _, network in answered if (network.cell, network.answers.kind) == (cell, kind)]
            if there:
                number = Fact("places_in_cell", len(there), network_id, f"{kind}:{cell}")
                yield InCell(cell, there[0].membership.state, number)


def _would_lose(answered: _Treating, network_id: str) -> Iterator[WouldLose]:
    """What is used and would be lost, by its name, a document whichever it is; the most common first."""
    first: dict[tuple[str, str], tuple[str, ThingWithout]] = {}
    found: Counter[tuple[str, str]] = Counter()
    for report, evaluation, network in answered:
        lost = [each for each in network.answers.judgement.loss.things if each.word in LOST]
        named = {_named(evaluation, each): each for each in lost if network.answers.kind == "member"}
        for key, thing in named.items():
            first.setdefault(key, (report, thing))
            found[key] += 1
    for key, count in sorted(found.items(), key=lambda each: (-each[1], each[0])):
        yield WouldLose(*first[key], Fact("places_that_would_lose", count, network_id, ":".join(key)))


def _named(evaluation: Evaluation, each: ThingWithout) -> tuple[str, str]:
    row = evaluation.answers.names.get(each.thing.place)
    return each.thing.kind, row["name"].lower() if row and each.thing.kind == "channel" else ""


def _most_common_question(treating: _Treating, network_id: str) -> OpenQuestion | None:
    """That which most have open; of equally common ones the first of the first report."""
    first: dict[tuple[str, ...], tuple[str, Question]] = {}
    found: Counter[tuple[str, ...]] = Counter()
    for report, evaluation, network in treating:
        own = [each for each in evaluation.answers.questions if each.network_id == network_id]
        keys: dict[tuple[str, ...], Question] = {}
        for each in own:
            keys.setdefault((network.answers.kind, each.about, *each.thing), each)
        for key, question in keys.items():
            first.setdefault(key, (report, question))
            found[key] += 1
    if not found:
        return None
    key = max(first, key=lambda each: found[each])
    return OpenQuestion(*first[key], Fact("places_that_ask", found[key], network_id, ":".join(key)))


def spread(amounts: Sequence[int]) -> Spread:
    """Of at least one amount; the middle of an even number is halfway between the two in the middle."""
    ordered = sorted(amounts)
    half = len(ordered) // 2
    median = Fraction(ordered[half] + ordered[-half - 1], 2)
    return Spread(len(ordered), ordered[0], median, ordered[-1])


def size_classes(evaluations: Iterable[Evaluation], network_id: str) -> tuple[SizeClass, ...]:
    """The known fees of one network by the municipalities' inhabitants; classes without a municipality left out."""
    fees = [
        (inhabitants, network.fees.yearly.ore)
        for each in municipal(evaluations)
        for network in each.networks
        if network.network_id == network_id
        and network.fees.yearly.ore is not None
        and (inhabitants := inhabitants_of(each, network)) is not None
    ]
    found = []
    for least, below in zip(SIZES, (*SIZES[1:], None), strict=True):
        inside = [ore for inhabitants, ore in fees if least <= inhabitants and (below is None or inhabitants < below)]
        if inside:
            found.append(SizeClass(network_id, least, below, spread(inside)))
    return tuple(found)


def fee_years(evaluations: Iterable[Evaluation], network_id: str) -> tuple[FeeYear, ...]:
    """The municipalities' fees of one network year by year, as the latest reports look back; a year without a known rule has none."""
    by_year: dict[int, list[int | None]] = defaultdict(list)
    for evaluation in municipal(evaluations):
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
