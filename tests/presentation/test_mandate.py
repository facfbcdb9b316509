"""Who is to do what by when, in the summary's first sentence."""

from dataclasses import replace
from datetime import date

import pytest

from medlemsnytta.analysis.assignment import Decision
from medlemsnytta.analysis.facts import Record
from medlemsnytta.files.program import FILES
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.presentation.charts import timeline
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words.sentences import plain
from medlemsnytta.rendering.bundles import NOTHING
from tests.loaded import evaluate, load_tables
from tests.small_cases import small_case


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
        "Förvaltningen ska senast måndagen den 2 mars 2026 lämna en rekommendation till kommunstyrelsen: att stanna kvar i "
        "Sveriges Ekokommuner eller att utträda."
    )


def test_what_only_recommends_is_a_step_and_not_the_decision(huddinge):
    assert mandate.what_comes(_with(huddinge, {}).memberships) == "Nästa steg. "
    assert mandate.what_comes(_with(huddinge, {"body": "Kommunstyrelsen"}).memberships) == "Beslutet. "
    assert mandate.what_comes(_with(huddinge).memberships) == "Beslutet. "


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


DECISIONS = "decision_id,date,body,case_number,kind,network_id,text,on_recommendation_of,due_date,source,source_date,status,note\n"
ENDING = ",,,påhittat,2025-01-01,illustrative,\n"
PROPOSED = f"b1,2024-09-10,En invånare,,recommendation,alfa,Kommunen bör gå med.{ENDING}"
ASKED = f"b2,2024-10-21,Kommunfullmäktige,,assignment,alfa,Styrelsen ska bereda förslaget.{ENDING}"


def _small(tmp_path, *decisions: str, **parameters):
    return small_case(tmp_path, more={"decisions": DECISIONS + "".join(decisions)}, **parameters).memberships


def _text(memberships) -> str:
    return mandate.text(memberships)._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")


def test_an_assignment_that_no_row_has_is_the_one_that_the_parameters_name(tmp_path):
    words = _text(_small(tmp_path, asked_by="Regionstyrelsen"))
    assert "Uppdraget gavs av regionstyrelsen. Det gäller medlemskapet i Nätverket Alfa." in words
    assert "framgår inte" not in words


@pytest.mark.parametrize(
    ("text", "told"),
    [("Styrelsen ska bereda förslaget.", False), ("Nämnden vill att resultatet redovisas.", True)],
    ids=["a body that asks another to prepare", "a body that asks for a report"],
)
def test_another_recipient_is_pointed_out_only_where_a_report_was_asked_for(tmp_path, text, told):
    assigned = ASKED.replace("Styrelsen ska bereda förslaget.", text)
    words = _text(_small(tmp_path, assigned, recipient="Kommunstyrelsen"))
    assert ("Utfallet skulle redovisas för kommunfullmäktige" in words) == told


def test_a_table_of_decisions_without_notes_has_no_empty_note(tmp_path):
    assert mandate.table(_small(tmp_path, ASKED)).notes == ()


def test_the_line_of_time_is_in_order_and_calls_a_citizens_proposal_a_proposal(tmp_path):
    drawn = timeline(_small(tmp_path, ASKED, PROPOSED))
    assert plain(drawn.alternative).replace("\N{NO-BREAK SPACE}", " ") == (
        "Tidslinje med två händelser, från 10 september 2024 (förslag om Alfa) till 21 oktober 2024 (uppdrag om Alfa)."
    )


def test_one_event_is_no_line_of_time(tmp_path):
    assert timeline(_small(tmp_path, deadline="2025-12-06")) is NOTHING


@pytest.mark.parametrize(
    ("day", "when"), [("2024-10-21", "den 21 oktober 2024"), ("2024-10", "i oktober 2024"), ("2024", "2024")]
)
def test_an_assignment_is_told_with_as_much_of_its_day_as_is_known(tmp_path, day, when):
    words = _text(_small(tmp_path, ASKED.replace("2024-10-21", day)))
    assert f"Uppdraget gavs av kommunfullmäktige {when}. Det gäller medlemskapet i Nätverket Alfa." in words


def test_an_assignment_about_two_networks_of_three_says_not_which(huddinge):
    given = {"kind": "assignment", "body": "Nämnden", "network_id": "both", "date": ""}
    two = _with(huddinge, given).memberships
    third = replace(two.networks[1], network_id="fairtrade_city")
    words = _text(replace(two, networks=(*two.networks, third)))
    assert "Uppdraget gavs av nämnden; datum framgår inte. Rapporten gäller medlemskapen i" in words


def test_one_network_without_decisions_is_spoken_of_as_one(tmp_path):
    none = mandate.table(_small(tmp_path))._repr_mimebundle_()["text/plain"]
    assert none.startswith("Inga beslut om nätverket finns i underlaget än.")
