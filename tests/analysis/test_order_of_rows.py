"""The order in which people typed their rows never changes a figure."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from medlemsnytta.inputs.parameters.params import read_parameters
from tests.loaded import evaluate, load_tables

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    *("fees", "population", "network_years", "price_index", "exchange_rates", "excerpts", "speakers", "uses", "events"),
    *("survey", "overlaps", "themes", "time_log", "use_logs", "indicators", "memberships"),
)
STAGES = ("own", "fees", "usage")
IN_ORDER_OF_THE_TABLE = (
    "yearly",
    "channels",
    "traces",
    "noted",
    "said",
    "survey",
    "membership",
    "gaps",
    "rule",
    "fee",
    "history",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["huddinge-2025", "exempelkommun-2026"])
@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_tables_give_the_same_figures(name, seed):
    parameters = read_parameters(ROOT / "params" / f"{name}.yaml", root=ROOT)
    tables = load_tables(ROOT, parameters.data_folder)
    mixed = replace(tables, **{each: tables.frame(each).sample(frac=1, random_state=seed) for each in TABLES})
    for before, after in zip(evaluate(tables, parameters).networks, evaluate(mixed, parameters).networks, strict=True):
        assert (before.fee.ore, before.fees.total_cost) == (after.fee.ore, after.fees.total_cost)
        assert [(year, fee and fee.ore) for year, fee in before.history] == [
            (year, fee and fee.ore) for year, fee in after.history
        ]
        assert _judged(before) == _judged(after)
        figures, others = _figures(before), _figures(after)
        assert figures.keys() == others.keys()
        for name, figure in figures.items():
            if name not in (*IN_ORDER_OF_THE_TABLE, "answers", "profile"):
                assert figure == others[name], name


def _figures(network) -> dict:
    """Every figure of the network by its name, whichever stage it belongs to."""
    stages = [getattr(network, name) for name in STAGES]
    own = {each.name: getattr(network, each.name) for each in fields(network) if each.name not in STAGES}
    return own | {each.name: getattr(stage, each.name) for stage in stages for each in fields(stage)}


def _judged(network) -> tuple:
    found = network.answers.judgement
    return found.use.answer, found.use.confirmed, found.loss.answer, found.loss.confirmed, found.cell
