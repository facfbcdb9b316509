"""What is said of a network that nobody has described, that is left, or whose sources are newer than the report."""

from dataclasses import replace
from datetime import date

import pytest

from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.presentation.sections import networks, use
from medlemsnytta.presentation.words.sentences import plain
from tests.conftest import ROOT
from tests.loaded import evaluate, load_tables

PARAMETERS = read_parameters(ROOT / "params" / "huddinge-2025.yaml", root=ROOT)


@pytest.fixture(scope="module")
def tables():
    return load_tables(ROOT, "data/huddinge")


def changed(tables, name: str, cells: dict, **where: str):
    """The tables with `cells` in the rows of one table where the columns are so."""
    frame = tables.frame(name).copy()
    chosen = [all(str(row[column]) == value for column, value in where.items()) for _, row in frame.iterrows()]
    for column, value in cells.items():
        frame.loc[chosen, column] = value
    return replace(tables, **{name: frame})


def said(shown) -> str:
    return shown._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")


def test_networks_that_nobody_has_described_share_a_sentence(tables):
    without = changed(tables, "networks", {"profile": "", "entry_requirement": ""}, network_id="sekom")
    each = evaluate(without, PARAMETERS)
    words = said(networks.text(each.memberships, each.statements))
    assert "Ingen beskrivning finns av SEKOM." in words
    assert "uppgift saknas" not in words


def test_a_count_of_a_day_after_the_report_is_not_told(tables):
    then = PARAMETERS.model_copy(update={"report_date": date(2022, 11, 1), "year": 2022})
    now = evaluate(tables, PARAMETERS).memberships
    notes = [plain(note) for found in (now, evaluate(tables, then).memberships) for note in networks.table(found).notes]
    assert len(notes) == 1
    assert notes[0].startswith("SEKOM: Huddinge kommun i KS-2025/475 anger cirka")


def _left(tables):
    return changed(tables, "memberships", {"state": "left", "until": "2024-12-31"}, network_id="sekom")


@pytest.mark.slow
def test_of_a_membership_that_is_left_all_that_is_said_of_it_since_is_told(tables):
    missed = {"text": "Ingen har saknat nätverket.", "criterion": "context", "intensity": None, "valence": 0}
    cells = changed(_left(tables), "excerpts", missed, excerpt_id="e06")
    assert "Ingen har saknat nätverket." in said(use.text(evaluate(cells, PARAMETERS).usage))
    assert "Ingen har saknat" not in said(
        use.text(evaluate(changed(tables, "excerpts", missed, excerpt_id="e06"), PARAMETERS).usage)
    )


@pytest.mark.slow
def test_that_nobody_has_told_of_the_use_is_said_of_members_alone(tables):
    def alone(found):
        kept = {name: found.frame(name) for name in ("excerpts", "uses", "indicators")}
        kept = {name: frame[frame["network_id"] != "sekom"] for name, frame in kept.items()}
        return said(use.text(evaluate(replace(found, **kept), PARAMETERS).usage))

    assert "Ingen har sagt eller antecknat hur SEKOM används." in alone(tables)
    assert "Ingen har sagt eller antecknat" not in alone(_left(tables))
