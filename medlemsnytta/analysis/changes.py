"""Two evaluations of the same municipality held against each other: figures, method and wording, kept apart.

Both are worked out by today's program from the parameters and rows of each, so that a difference in figures is never
one in program. Nothing here is said in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from medlemsnytta.analysis import method_version
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.inputs.parameters import officer_text

WORDED = ("text",)
CODED = ("network_id", "criterion", "theme", "valence", "intensity", "cause", "tense", "certainty", "form")
OFFICER_TEXTS = ("conclusion", "recommendation", "departure_reason")


@dataclass(frozen=True)
class FigureKey:
    """Which figure: its kind, and the network it is of (empty for the whole)."""

    kind: str
    network_id: str = ""


@dataclass(frozen=True)
class Setting:
    """A parameter of the method that differs; values as the parameters hold them."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class TextChange:
    """The officer's text of one kind: the sentences that are gone and those that are new, placeholders unfilled."""

    name: str
    written_before: bool
    written_after: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class StatementChanges(WithFrame):
    """Coded statements by their number: new, gone, worded otherwise, coded otherwise; rows of the evaluation they are in."""

    new: tuple[Mapping[str, Any], ...]
    gone: tuple[Mapping[str, Any], ...]
    reworded: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    recoded: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]

    def rows_shown(self) -> Rows:
        changed = [("new", row) for row in self.new] + [("gone", row) for row in self.gone]
        changed += [("reworded", row) for _, row in self.reworded] + [("recoded", row) for _, row in self.recoded]
        return [{"excerpt_id": row["excerpt_id"], "change": change, "text": row["text"]} for change, row in changed]


@dataclass(frozen=True, repr=False)
class Comparison(WithFrame):
    """`frame` has a row a figure of the two that are compared; `evaluations` are all that are shown side by side, oldest first; the last two are the ones compared."""

    evaluations: tuple[Evaluation, ...]
    figures: tuple[Mapping[FigureKey, Any], ...]
    settings: tuple[Setting, ...]
    texts: tuple[TextChange, ...]
    statements: StatementChanges

    @property
    def earlier(self) -> Evaluation:
        return self.evaluations[-2]

    @property
    def later(self) -> Evaluation:
        return self.evaluations[-1]

    @property
    def changed(self) -> tuple[FigureKey, ...]:
        """The figures that both evaluations have and that differ."""
        before, after = self.figures[-2:]
        return tuple(key for key in after if key in before and before[key] != after[key])

    def rows_shown(self) -> Rows:
        before, after = self.figures[-2:]
        return [
            {
                "figure": key.kind,
                "network": key.network_id,
                "before": _number(key, before.get(key)),
                "after": _number(key, after.get(key)),
                "changed": before.get(key) != after.get(key),
            }
            for key in {**after, **before}
        ]


def _number(key: FigureKey, figure: Any) -> float | None:
    """The figure to count and draw with, fees in kronor; a cell of the two questions is none."""
    value = figure[0] if isinstance(figure, tuple) else figure
    if value is None or key.kind == "cell":
        return None
    return float(value) / {"fee": 100, "total_fee": 100, "fee_per_inhabitant": 100}.get(key.kind, 1)


def compare(evaluations: Sequence[Evaluation]) -> Comparison:
    """Compare the last two of `evaluations`, which are of one municipality, oldest first."""
    earlier, later = evaluations[-2:]
    return Comparison(
        evaluations=tuple(evaluations),
        figures=tuple(figures_of(evaluation) for evaluation in evaluations),
        settings=tuple(_settings(earlier, later)),
        texts=tuple(_text_changes(earlier, later)),
        statements=statement_changes(earlier.excerpts, later.excerpts),
    )


def figures_of(evaluation: Evaluation) -> Mapping[FigureKey, Any]:
    """Every figure that two years are compared by, in the order in which they are shown."""
    found: dict[FigureKey, Any] = {
        FigureKey("inhabitants"): inhabitants_of(evaluation),
        FigureKey("total_fee"): evaluation.total_fee_ore,
    }
    for network in evaluation.networks:
        found |= {FigureKey(kind, network.network_id): value for kind, value in _of_network(network).items()}
        found[FigureKey("cell", network.network_id)] = network.cell
    evidence = evaluation.evidence
    found |= {
        FigureKey("statements"): evidence.statements,
        FigureKey("graded"): evidence.graded,
        FigureKey("coders"): len(evidence.coders),
        FigureKey("months_old"): evidence.months_old,
    }
    return found


def inhabitants_of(evaluation: Evaluation) -> int | None:
    """Those that the fees are worked out by; None where no fee is by a rule."""
    return next((each.fee.inhabitants for each in evaluation.networks if each.fee), None)


def _of_network(network: NetworkEvaluation) -> Mapping[str, Any]:
    latest = network.membership.latest
    return {
        "fee": network.fees.yearly.ore,
        "fee_per_inhabitant": network.fees.per_inhabitant.value,
        "members": None if latest is None else (latest.members, latest.qualifier),
        "channels_used": sum(channel.median is not None for channel in network.channels),
        "documents": network.documents_informed,
    }


def _settings(earlier: Evaluation, later: Evaluation) -> Iterator[Setting]:
    """What was chosen for the method, and the version of the method that each report was handed over with."""
    for name in ("networks", "evidence_months", "answers"):
        before, after = getattr(earlier.parameters, name), getattr(later.parameters, name)
        if before != after:
            yield Setting(name, before, after)
    if earlier.hourly_cost_sek != later.hourly_cost_sek:
        yield Setting("hourly_cost_sek", earlier.hourly_cost_sek, later.hourly_cost_sek)
    versions = [each.parameters.method_version or method_version.VERSION for each in (earlier, later)]
    if versions != [method_version.VERSION, method_version.VERSION]:
        yield Setting("method_version", *versions)


def _text_changes(earlier: Evaluation, later: Evaluation) -> Iterator[TextChange]:
    for name in OFFICER_TEXTS:
        before, after = (getattr(each.parameters, name) or "" for each in (earlier, later))
        if before.split() != after.split():
            gone = _only_in(officer_text.sentences(before), officer_text.sentences(after))
            new = _only_in(officer_text.sentences(after), officer_text.sentences(before))
            yield TextChange(name, bool(before), bool(after), gone, new)


def _only_in(these: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in these if sentence not in others)


def statement_changes(before: pd.DataFrame, after: pd.DataFrame) -> StatementChanges:
    """Match statements by their number; a row may be both worded and coded otherwise."""
    old = {row["excerpt_id"]: row for row in before.to_dict("records")}
    now = {row["excerpt_id"]: row for row in after.to_dict("records")}
    both = [(old[number], row) for number, row in now.items() if number in old]
    return StatementChanges(
        new=tuple(row for number, row in now.items() if number not in old),
        gone=tuple(row for number, row in old.items() if number not in now),
        reworded=tuple(pair for pair in both if _differ(*pair, WORDED)),
        recoded=tuple(pair for pair in both if _differ(*pair, CODED)),
    )


def _differ(before: Mapping[str, Any], after: Mapping[str, Any], columns: Sequence[str]) -> bool:
    return any(_plain(before[name]) != _plain(after[name]) for name in columns)


def _plain(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value
