"""Who is to do what by when, in the summary's first sentence."""

from dataclasses import replace
from datetime import date

import pytest

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Record
from medlemsnytta.files.program import FILES
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.presentation import charts
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words.sentences import plain
from medlemsnytta.rendering.bundles import NOTHING
from tests.loaded import evaluate, load_tables


@pytest.fixture(scope="module")
def huddinge():
    parameters = read_parameters(FILES / "params" / "huddinge-2025.yaml")
    return evaluate(load_tables(FILES, "data/huddinge"), parameters)


def _with(evaluation, *changes: dict, **parameters):
    follow_up = next(decision for decision in evaluation.decisions if decision.kind == "follow_up")
    decisions = tuple(Decision(Record(follow_up.record | change, follow_up.record.row)) for change in changes)
    changed = evaluation.parameters.model_copy(update=parameters)
    memberships = replace(evaluation.memberships, decisions=decisions, parameters=changed)
    return replace(evaluation, memberships=memberships)


def _said(evaluation) -> str:
    return plain(mandate.decision_sentence(evaluation.memberships)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_follow_up_is_told_with_its_own_day_not_the_report_s_deadline(huddinge):
    changed = _with(huddinge, {"due_date": date(2026, 3, 2)})
    assert _said(changed) == (
        "Förvaltningen ska senast måndagen den 2 mars 2026 rekommendera kommunstyrelsen antingen att stanna kvar i "
        "Sveriges Ekokommuner eller att utträda."
    )


def test_bodies_with_days_of_their_own_get_a_sentence_each(huddinge):
    changed = _with(huddinge, {}, {"body": "Kommunstyrelsen", "network_id": "klimatkommunerna"})
    assert _said(changed).split(". ")[1] == (
        "Kommunstyrelsen ska senast lördagen den 30 maj 2026 ta ställning till medlemskapet i Klimatkommunerna."
    )


def test_a_day_that_has_passed_is_spoken_of_as_past(huddinge):
    assert "Förvaltningen skulle senast" in _said(_with(huddinge, {"due_date": date(2025, 3, 31)}))


def test_without_a_follow_up_the_recipient_takes_a_stand_on_all(huddinge):
    assert _said(_with(huddinge, deadline=None, recipient=None)) == (
        "Den som beslutar ska ta ställning till medlemskapen i Klimatkommunerna och Sveriges Ekokommuner. "
        "Ingen tidsfrist är angiven."
    )


def _text(evaluation) -> str:
    said = mandate.text(evaluation.memberships)._repr_mimebundle_()["text/plain"]
    return said.replace("\N{NO-BREAK SPACE}", " ")


ASSIGNED = {"kind": "assignment", "body": "Kommunfullmäktige", "network_id": "sekom", "date": "2019-01-28"}


@pytest.mark.parametrize(
    ("day", "when"), [("2019-01-28", "den 28 januari 2019"), ("2019-01", "i januari 2019"), ("2019", "2019")]
)
def test_an_assignment_is_told_with_as_much_of_its_day_as_is_known(huddinge, day, when):
    said = _text(_with(huddinge, ASSIGNED | {"date": day}))
    assert said.startswith(
        f"Uppdraget gavs av kommunfullmäktige {when}. Det gäller medlemskapet i Sveriges Ekokommuner."
    )


def test_without_a_row_of_it_the_assignment_comes_from_whom_the_parameters_name(huddinge):
    assert "Uppdraget kommer från kommunstyrelsen." in _text(_with(huddinge, asked_by="Kommunstyrelsen"))
    assert "Vem som gav uppdraget framgår inte av underlaget." in _text(_with(huddinge, asked_by=None))


def test_an_assignment_about_two_networks_of_three_says_not_which(huddinge):
    both = _with(huddinge, ASSIGNED | {"network_id": "both", "date": ""})
    third = replace(both.memberships.networks[1], network_id="fairtrade_city")
    three = replace(both.memberships, networks=(*both.memberships.networks, third))
    said = _text(replace(both, memberships=three))
    assert "Uppdraget gavs av kommunfullmäktige utan angivet datum. Rapporten gäller medlemskapen i" in said
    assert "Källorna ger ingen dag för uppdraget." in said


def test_only_an_assignment_that_says_so_was_to_be_reported_back(huddinge):
    back = "Utfallet skulle redovisas för kommunfullmäktige, men rekommendationen går till kommunstyrelsen."
    reported = ASSIGNED | {"text": "Medlemskapet ska prövas. Redovisa resultatet för fullmäktige."}
    assert back in _text(_with(huddinge, reported | {"text": "Fullmäktige vill redovisa det för kommunfullmäktige."}))
    assert back in _text(_with(huddinge, reported | {"text": "Pröva och redovisa resultatet för fullmäktige."}))
    assert "Utfallet" not in _text(_with(huddinge, reported | {"text": "Ärendet skickas tillbaka med frågor."}))


def test_one_network_without_decisions_is_spoken_of_as_one(huddinge):
    one = replace(_with(huddinge).memberships, networks=huddinge.memberships.networks[:1])
    assert plain(mandate.table(one)._repr_mimebundle_()["text/plain"]).startswith("Inga beslut om nätverket finns")


def test_no_line_of_time_is_drawn_of_one_day(huddinge):
    assert charts.timeline(_with(huddinge).memberships) == NOTHING
    assert charts.timeline(_with(huddinge, {}, deadline=None).memberships) == NOTHING


def test_a_line_of_time_runs_forward_whatever_the_order_of_the_rows(huddinge):
    late, early = {"date": "2026-06-01"}, ASSIGNED | {"date": "2019-01-28"}
    drawn = charts.timeline(_with(huddinge, late, early, deadline=date(2026, 5, 30)).memberships)
    assert [row[1] for row in drawn.table.rows] == ["Uppdrag om SEKOM", "Tidsfrist", "Förslag att återkomma om SEKOM"]
