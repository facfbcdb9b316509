"""What is not known: whom to ask what, once, what the answers can change, and what a decision may wait for."""

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from medlemsnytta.analysis.questions_by_person import by_person
from medlemsnytta.analysis.waiting import Coming, MayWait
from medlemsnytta.pages import report
from medlemsnytta.presentation.sections import unknowns
from medlemsnytta.rendering.bundles import Table
from medlemsnytta.rendering.cited_text import plain
from tests.golden.report_text import ROOT


def read(name):
    return report.page(ROOT, name).check().answers


@pytest.fixture(scope="module")
def huddinge():
    return read("huddinge-2025")


@pytest.fixture(scope="module")
def exempelkommun():
    return read("exempelkommun-2026")


def cells(shown) -> list[list[str]]:
    assert isinstance(shown, Table)
    return [[plain(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in shown.rows]


def words(shown) -> str:
    return shown._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")


def test_each_person_stands_in_one_row_a_table_with_every_question_that_is_put_to_them(exempelkommun):
    rows = by_person(exempelkommun)
    named = [(each.kind, one) for each in rows for one in each.whom]
    everybody = ["S1", "S2", "S3", "S4", "S5"]
    of_solkraft = sorted({*everybody} - {"S3"})
    asked = (("candidate", everybody), ("left", of_solkraft), ("member", everybody))
    assert sorted(named) == [(kind, one) for kind, of_these in asked for one in of_these]
    for question in exempelkommun.questions:
        put = [each for each in rows if question in each.questions]
        assert sorted(chain.from_iterable(each.whom for each in put)) == sorted(question.ask)
        assert all(bool(each.whom) == question.named for each in put)


def test_whom_to_ask_what_by_when_and_what_it_can_change(huddinge):
    first, second, third = cells(unknowns.table(huddinge))
    assert second == [
        "Kommunens representanter i Sveriges Ekokommuner",
        "–",
        "SEKOM: nyckeltalen",
        "Nyttan får vägas mot priset eller talar närmast för att lämna",
    ]
    assert first[2].startswith("Klimatkommunerna: webbplatsen, nätverkets underlag till Handlingsplan ")
    assert third[:2] == ["Två användare per nätverk som inte är företrädare i det", "Klimatkommunerna och SEKOM"]
    assert third[3] == (
        "Klimatkommunerna: nyttan får vägas mot priset eller underlaget räcker inte; SEKOM: talar närmast för att stanna, "
        "nyttan får vägas mot priset eller talar närmast för att lämna"
    )
    assert unknowns.candidates_table(huddinge).blocks == unknowns.left_table(huddinge).blocks == ()


def test_one_day_for_all_questions_stands_below_the_table_and_several_in_its_last_column(huddinge):
    assert [plain(note) for note in unknowns.table(huddinge).notes][-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Svaren behövs senast den 16 maj 2026."
    )
    klimat, sekom = huddinge.networks
    sooner = replace(sekom, waiting=replace(sekom.waiting, last_day=date(2025, 10, 31)))
    table = unknowns.table(replace(huddinge, networks=(klimat, sooner)))
    assert table.columns[-1].name == "Senast"
    assert [row[-1] for row in cells(table)] == ["16 maj 2026", "17 oktober 2025", "17 oktober 2025"]
    nobody_knows = tuple(replace(each, waiting=replace(each.waiting, last_day=None)) for each in huddinge.networks)
    notes = unknowns.table(replace(huddinge, networks=nobody_knows)).notes
    assert plain(notes[-1]) == "Senaste dag att svara: uppgift saknas."
    passed = tuple(
        replace(each, waiting=replace(each.waiting, last_day=date(2025, 4, 2))) for each in huddinge.networks
    )
    notes = unknowns.table(replace(huddinge, networks=passed)).notes
    assert plain(notes[-1]) == "Svaren behövs så snart det går."


def test_what_only_several_answers_can_change_is_said_to_be_so(exempelkommun):
    (architect,) = [row for row in cells(unknowns.table(exempelkommun)) if row[0] == "En planarkitekt"]
    assert architect[3] == "Fem av sju, övriga bara tillsammans med andra svar"
    of_two = [row for row in cells(unknowns.candidates_table(exempelkommun)) if row[0].startswith("Två per nätverk")]
    assert [row[3].partition("; ")[2] for row in of_two] == ["Natur: bara tillsammans med andra svar"]


def test_no_more_questions_is_said_only_where_there_are_none(huddinge):
    none = replace(huddinge, questions=())
    assert words(unknowns.text(none)) == "Inga fler frågor kan ändra bilden."
    assert unknowns.table(none).blocks == ()
    assert "Inga" not in words(unknowns.text(huddinge))


def waiting(answers, *each: MayWait) -> str:
    pairs = zip(answers.networks, each, strict=True)
    return words(unknowns.waiting(replace(answers, networks=tuple(replace(one, waiting=may) for one, may in pairs))))


NOTHING, SETTLED = MayWait(False, (), None, False), MayWait(False, (), None, True)


def test_what_a_decision_may_wait_for_and_why_not(huddinge):
    expected = Coming(date(2026, 3, 2), "loss", "Utredningen", "föreningen")
    assert waiting(huddinge, SETTLED, MayWait(True, (expected,), None, False)) == (
        "- Beslutet om SEKOM får vänta: utredningen väntas från föreningen måndagen den 2 mars 2026.\n"
        "- Att vänta behövs inte i fråga om Klimatkommunerna: underlaget är tydligt."
    )
    assert waiting(huddinge, NOTHING, NOTHING) == (
        "Ingen uppgift med bestämd dag är på väg som kan ändra bilden av Klimatkommunerna eller SEKOM."
    )


def test_what_several_may_wait_for_alike_is_said_once(huddinge):
    assert words(unknowns.waiting(huddinge)) == (
        "Besluten om Klimatkommunerna och SEKOM får vänta: svar på frågorna ovan kan finnas senast lördagen den 16 maj 2026."
    )


@pytest.fixture(scope="module")
def twelve(huddinge):
    """Twelve networks alike but for their ids, and the questions about each."""
    klimat, _ = huddinge.networks
    ids = [f"natverk{number:02}" for number in range(12)]
    networks = tuple(replace(klimat, network_id=each) for each in ids)
    own = [each for each in huddinge.questions if each.network_id == "klimatkommunerna"]
    return replace(
        huddinge, networks=networks, questions=tuple(replace(q, network_id=each) for each in ids for q in own)
    )


def test_of_many_networks_all_but_a_few_are_named_as_such(twelve):
    (unnamed,) = [row for row in cells(unknowns.table(twelve)) if row[0].startswith("Två användare")]
    assert unnamed[1:3] == ["Alla tolv medlemskap", "Alla tolv medlemskap"]
    assert unnamed[3] == "Alla tolv"
    fewer = replace(twelve, questions=tuple(each for each in twelve.questions if each.network_id != "natverk03"))
    (unnamed,) = [row for row in cells(unknowns.table(fewer)) if row[0].startswith("Två användare")]
    assert unnamed[1] == "Alla tolv medlemskap utom Klimatkommunerna"
