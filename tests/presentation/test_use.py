"""What is said of channels that only the author speaks of, and of rows that are all used."""

import pytest

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.row_accounts import Account, RowAccounts
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.presentation.sections import row_use, use
from medlemsnytta.rendering.bundles import plain
from tests.inputs.small_tables import FOLDER, PARAMETERS, write
from tests.loaded import evaluate, load_tables

SAID = """\
network_id,text,criterion,intensity,speaker,consent,channel_id,date,source_kind
alfa,Används ibland.,use,2,S1,publish,k1,2025-02-01,municipality_assessment
"""
SPEAKERS = """\
speaker,description,network_id,persons,role,source,source_date,status,note
S1,en person,alfa,1,{role},påhittat,2025-01-01,illustrative,
"""


def _said_by(tmp_path, role: str) -> Evaluation:
    write(tmp_path, excerpts=SAID, speakers=SPEAKERS.format(role=role))
    return evaluate(load_tables(tmp_path, FOLDER), parameters_from(PARAMETERS, "prov"))


@pytest.mark.parametrize(
    ("role", "often", "notes"),
    [
        ("author", "Frekvens ej angiven", ["Det som utvärderingens författare säger räknas inte i kolumnen Hur ofta."]),
        ("representative", "Ibland", []),
    ],
)
def test_what_the_author_says_of_a_channel_is_told_apart_from_what_counts(tmp_path, role, often, notes):
    table = use.table(_said_by(tmp_path, role).usage)
    assert [plain(row[2]) for row in table.rows] == [often]
    assert [plain(note) for note in table.notes] == notes


@pytest.mark.parametrize(
    ("statuses", "used", "words"),
    [
        (["illustrative"] * 3, 3, "De egna tabellerna har tre rader. Rapporten använder alla. Alla är påhittade."),
        (
            ["illustrative", "illustrative", "observed"],
            3,
            "De egna tabellerna har tre rader. Rapporten använder alla. Av dem är en belagd i en källa och två påhittade.",
        ),
        (["illustrative"] * 3, 2, "De egna tabellerna har tre rader. Rapporten använder två. De är alla påhittade."),
        (["illustrative"], 1, "De egna tabellerna har en rad. Rapporten använder en. Av dem är en påhittad."),
    ],
)
def test_rows_that_are_all_used_or_all_alike_are_not_counted_twice(statuses, used, words):
    rows = [
        Account(Row("uses", number), status, ("answers",) if number < used else (), "")
        for number, status in enumerate(statuses)
    ]
    shown = row_use.text(RowAccounts(tuple(rows)))._repr_mimebundle_()["text/plain"]
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == words
