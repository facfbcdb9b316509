"""What the sections on what can be decided say of each kind of decision, word for word."""

import pytest

from medlemsnytta.presentation.sections import (
    alternatives,
    answers,
    entry,
    mandate,
    networks,
    options,
    others,
    without_membership,
)
from medlemsnytta.rendering.bundles import NOTHING, Prose, Table, plain
from tests.analysis.test_decision_options import DEMANDS, FEES, SIX_MONTHS, TWO
from tests.analysis.test_other_municipalities import TABLES
from tests.loaded import Decided
from tests.small_cases import ENDING, memberships, small_case


def said(*shown: Prose | Table) -> str:
    parts = []
    for each in shown:
        if isinstance(each, Table):
            parts += [" | ".join(map(plain, row)) for row in each.rows]
            parts += [plain(note) for note in each.notes]
        else:
            parts.append(each._repr_mimebundle_()["text/plain"])
    return "\n".join(parts).replace("\N{NO-BREAK SPACE}", " ")


def everything(found: Decided) -> str:
    each = found.options
    return said(
        *(mandate.text(found.memberships), networks.text(found.memberships, found.statements)),
        *(networks.table(found.memberships), options.text(each), options.table(each), entry.text(each)),
        *(entry.table(each), without_membership.table(each), without_membership.text(each)),
        *(alternatives.table(each), others.text(found.others), others.table(found.others)),
    )


def test_a_known_notice_gives_the_last_day_and_what_a_later_one_costs(tmp_path):
    found = small_case(tmp_path, more={"memberships": SIX_MONTHS}, deadline="2025-08-31").options
    words = said(options.text(found))
    assert "En uppsägning av Alfa senast den 30 juni 2025 sparar avgiften från och med 2026." in words
    assert "Görs den senare betalas 7 000 kr till." in words
    assert "För att spara det året är dagen för beslut för sen." in words
    assert "Lämna Alfa | – | 7 000 kr | Vet vi inte | 30 juni 2025 | Uppgift saknas | Beslut, sedan uppsägning" in said(
        options.table(found)
    )


def test_a_day_that_has_passed_is_said_to_have_passed(tmp_path):
    found = small_case(tmp_path, more={"memberships": SIX_MONTHS}, report_date="2025-09-01").options
    assert "Dagen före det, 30 juni 2025, har passerat." in said(options.text(found))


def test_what_is_not_known_of_the_notice_is_the_first_question(tmp_path):
    def asked(row: str) -> str:
        return said(options.text(small_case(tmp_path, more={"memberships": memberships(row)}).options)).split(".")[0]

    first = "Först behövs svar på vilken dag som är den sista att säga upp: "
    assert (
        asked("alfa,2022,,member,6,b1")
        == f"{first}uppsägningstiden är sex månader, men när avgiftsåret börjar är inte känt för Nätverket Alfa"
    )
    assert asked("alfa,2022,,member,,b1 2020-01-01") == f"{first}uppsägningstiden är inte känd för Nätverket Alfa"


def test_of_one_that_can_be_joined_nothing_is_said_of_leaving(tmp_path):
    tables = {"memberships": memberships("alfa,,,candidate,,"), "entry_requirements": DEMANDS}
    words = everything(small_case(tmp_path, more=tables))
    assert not [word for word in ("uppsägning", "lämna", "utträd", "Sparar", "medlemskapet i") if word in words]
    assert "Det gäller" not in words
    assert "Rapporten gäller om kommunen ska gå med i Nätverket Alfa." in words
    assert "Det går inte att gå med i Nätverket Alfa än: en plan och en budget saknas." in words
    assert "Av fyra krav för att gå med i Alfa är ett uppfyllt; ett är inte undersökt." in words
    assert (
        "Gå med i Alfa | 7 000 kr | Vet vi inte | – | Uppgift saknas | Att två krav till uppfylls, sedan beslut om att ansöka"
        in words
    )
    assert "Alfa | inte medlem |" in words


def test_demands_that_nobody_has_examined_are_not_counted_as_unmet(tmp_path):
    unexamined = DEMANDS.replace("not_met", "").replace("met", "")
    tables = {"memberships": memberships("alfa,,,candidate,,"), "entry_requirements": unexamined}
    words = said(entry.text(small_case(tmp_path, more=tables).options))
    assert words == "Om kraven för att gå med i Alfa är uppfyllda är inte undersökt."


def test_an_application_and_what_was_declined_stand_first(tmp_path):
    def first(state: str) -> str:
        found = small_case(tmp_path, more={"memberships": memberships(f"alfa,,,{state},,b1")}).options
        return said(options.text(found))

    assert first("applied") == "En ansökan om medlemskap i Nätverket Alfa är inlämnad. Kommunen går med."
    assert first("declined") == "Ett medlemskap i Nätverket Alfa har avböjts. Kommunen går med."


def test_a_network_that_has_been_left_is_no_membership(tmp_path):
    words = everything(small_case(tmp_path, more={"memberships": memberships("alfa,2012,2019,left,,")}))
    assert "Alfa | medlem från 2012 till 2019 |" in words
    assert "Rapporten gäller om kommunen ska gå med igen i Nätverket Alfa." in words
    assert "Gå med igen i Alfa | 7 000 kr" in words
    assert "Lämna Alfa" not in words


def test_two_left_at_once_are_one_option(tmp_path):
    tables = {"memberships": memberships(*TWO), "fees": FEES}
    words = said(options.table(small_case(tmp_path, more=tables, networks=["alfa", "beta"]).options))
    assert "Lämna Alfa och Beta | – | 7 500 kr | Se raderna för vart och ett | 30 juni 2025" in words


CHANNELS = "channel_id,network_id,type,name,open_to_nonmembers,feature,source,source_date,status,note\n"
DOCUMENTS = "document_id,name,type,year_from,year_to,source,source_date,status,note\n"
ALTERNATIVES = """\
id,name,kind,replaces,cost_sek,hours,text,source
verktyg,Ett verktyg,tool,k1,12000,,Ger samma.,x
pengar,Andra åtgärder,money,,,,,x
"""


def test_an_alternative_says_what_it_costs_and_replaces(tmp_path):
    found = small_case(tmp_path, more={"alternatives": ALTERNATIVES}).options
    words = said(alternatives.table(found))
    assert "Ett verktyg | köpt verktyg | Webbplatsen | 12 000 kr | uppgift saknas | Ger samma." in words
    assert "Andra åtgärder | pengarna till annat | inget som anges | uppgift saknas | uppgift saknas | –" in words
    assert "Alfa | Webbplatsen | samma | Ett alternativ ersätter det | Ett verktyg (12 000 kr)" in said(
        without_membership.table(found)
    )


def test_an_alternative_to_what_other_networks_give_is_in_no_other_report(tmp_path):
    """Their channels, uses, key figures and the documents that only they have informed are theirs."""
    more = {
        "channels": f"{CHANNELS}k1,alfa,website,Webbplatsen,unknown,,x,,illustrative,\nk2,beta,website,B,no,,x,,illustrative,\n",
        "documents": f"{DOCUMENTS}d1,Programmet,programme,,,x,,illustrative,\nd2,Planen,plan,,,x,,illustrative,\n",
        "uses": "use_id,network_id,date_from,kind,document_id,count,text,source\n"
        "u1,alfa,2024,document,d1,,Underlag.,x\nu2,beta,2024,document,d2,,Underlag.,x\n",
        "alternatives": "id,name,kind,replaces,source\n"
        + "".join(
            f"{each},Ett {each},tool,{each},x\n" for each in ("beta", "k2", "u2", "d2", "Gröna nyckeltal", "u1", "d1")
        )
        + "b,Ett delat,tool,beta;alfa,x\n",
    }
    found = small_case(tmp_path, more=more)
    names = [each["name"] for each in found.options.alternatives]
    assert names == ["Ett u1", "Ett d1", "Ett delat"]
    words = said(alternatives.table(found.options))
    assert "Ett u1 | köpt verktyg | antecknad användning |" in words
    assert "Ett d1 | köpt verktyg | Programmet |" in words
    assert "Ett delat | köpt verktyg | Nätverket Alfa |" in words


def test_without_alternatives_there_is_no_table_of_them(tmp_path):
    assert alternatives.table(small_case(tmp_path).options) is NOTHING


SAID_OF_THE_WEBSITE = """\
network_id,text,criterion,intensity,speaker,consent,without_membership,channel_id,date
alfa,Används ofta.,use,3,S1,publish,same,k1,2025-02-01
alfa,Används ofta.,use,3,S2,publish,worse,k1,2025-02-01
"""
SPEAKERS = """\
speaker,description,network_id,persons,network_representative,source,source_date,status,note
S1,kommunens representant,alfa,1,yes,x,,observed,
S2,en planerare,,1,no,x,,observed,
"""


def test_where_people_differ_each_has_the_word_of_their_own(tmp_path):
    tables = {"excerpts": SAID_OF_THE_WEBSITE, "speakers": SPEAKERS}
    found = small_case(tmp_path, more=tables).options
    row = "Alfa | Webbplatsen | sämre | En planerare (sämre) och företrädaren (samma)"
    assert row in said(without_membership.table(found))
    assert "Lämna Alfa | – | 7 000 kr | Webbplatsen |" in said(options.table(found))


def test_a_proposal_is_never_printed_as_a_decision(tmp_path):
    found = small_case(tmp_path, more=TABLES).others
    words = said(others.text(found), others.table(found))
    assert "bilagan" not in words
    assert "Fjärran (liknande storlek) | 5 000 | Alfa | 2021 | Förslag om att lämna | Dyrt. | fjarran.se" in words
    assert "Granne (samma län) | 20 001 | Alfa | 2020 | Gick med | uppgift saknas | beslutet" in words
    assert (
        "Två andra medlemmar i Alfa är kända vid namn; för en är året inte känt. I Stockholms län: Granne (sedan 2020). "
        in words
    )
    assert "Vilka de övriga är vet vi inte." in words


def test_where_nothing_is_known_of_others_that_is_said(tmp_path):
    found = small_case(tmp_path).others
    assert said(others.text(found)) == "Vad andra har gjort. Vilka andra som är med i Alfa vet vi inte."
    assert others.table(found) is NOTHING


def test_those_far_away_and_of_another_size_stand_in_the_appendix(tmp_path):
    tables = TABLES | {"peer_decisions": TABLES["peer_decisions"].replace("0201,alfa,2021", "0202,alfa,2021")}
    found = small_case(tmp_path, more=tables).others
    assert "Ett ställningstagande av andra, längre bort eller av annan storlek, står i bilagan." in said(
        others.text(found)
    )
    assert "Stora | 4 999 | Alfa | 2021 | Förslag om att lämna" in said(others.elsewhere_table(found))
    assert "Stora" not in said(others.table(found))


def _answered(tmp_path, excerpts: str, **more: str) -> tuple[str, str]:
    head = "network_id,text,criterion,intensity,speaker,consent,without_membership,channel_id,date\n"
    tables = {"excerpts": head + excerpts, "speakers": SPEAKERS, **more}
    each = small_case(tmp_path, more=tables).options.networks[0]
    return tuple(plain(words) for words in (answers.use_words(each.found), answers.loss_words(each.found, each.names)))


@pytest.mark.parametrize(
    ("degree", "words"),
    [(0, "det inte används"), (1, "det används mycket litet"), (3, "det används ofta"), (4, "det används löpande")],
    ids=["it is not used", "it is hardly used", "it is used often", "it is used all the time"],
)
def test_the_representatives_are_said_to_say_what_they_have_said(tmp_path, degree, words):
    use, _ = _answered(tmp_path, f"alfa,Används.,use,{degree},S1,publish,,k1,2025-02-01\n")
    answer = "delvis" if degree < 3 else "ja"
    assert use == f"{answer}, enligt uppgift: företrädaren i nätverket säger att {words}; spår i ett styrdokument"


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ("not_at_all", "ja, enligt uppgift: webbplatsen går inte att få alls"),
        ("worse", "ja, enligt uppgift: webbplatsen går att få ändå, men sämre"),
        ("same", "nej, enligt uppgift: webbplatsen går att få ändå"),
    ],
)
def test_what_becomes_of_a_thing_is_said_in_a_whole_clause(tmp_path, without, words):
    _, loss = _answered(tmp_path, f"alfa,Används ofta.,use,3,S2,publish,{without},k1,2025-02-01\n")
    assert loss == words


TRACE = f"""\
use_id,network_id,channel_id,date_from,date_to,kind,document_id,count,count_words,persons,hours,tense,text,\
source,source_date,status,note
u1,alfa,,2023,2024,document,d1,,,,,past,Planen hänvisar till nätverket.,{ENDING}
"""
PLAN = f"""\
document_id,name,type,year_from,year_to,source,source_date,status,note
d1,Klimatplan 2022–2030,plan,2022,2030,{ENDING}
"""


def test_it_is_not_the_document_that_would_be_lost(tmp_path):
    _, loss = _answered(tmp_path, "alfa,Bra.,voice,,S2,publish,,,2025-02-01\n", uses=TRACE, documents=PLAN)
    assert loss == "vet vi inte: ingen har sagt vad som skulle ersätta nätverkets underlag till Klimatplan 2022–2030"


def test_the_way_in_begins_with_a_decision_to_apply(tmp_path):
    found = small_case(tmp_path, more={"memberships": memberships("alfa,,,candidate,,")}).options
    assert "Gå med i Alfa | 7 000 kr | Vet vi inte | – | Uppgift saknas | Beslut om att ansöka" in said(
        options.table(found)
    )


COMES_BACK = """\
decision_id,date,body,case_number,kind,network_id,text,on_recommendation_of,due_date,source,source_date,status,note
b9,2025-01-10,Miljönämnden,,follow_up,alfa,Nämnden återkommer.,,2025-10-01,påhittat,2025-01-01,illustrative,
"""


def test_the_table_of_options_says_who_acts(tmp_path):
    found = small_case(
        tmp_path,
        more={"decisions": COMES_BACK, "memberships": SIX_MONTHS.replace("b1", "")},
        recipient="Kommunstyrelsen",
        deadline="2025-12-01",
    )
    rows = [list(map(plain, row)) for row in options.table(found.options).rows]
    assert [(row[0], row[5]) for row in rows] == [
        ("Stanna kvar i Alfa", "–"),
        ("Lämna Alfa", "Kommunstyrelsen"),
        ("Besluta senare om Alfa", "De som får frågorna och miljönämnden"),
    ]
    assert "Vem som skickar uppsägningen framgår inte." in said(options.table(found.options))


def test_an_application_waits_for_the_network(tmp_path):
    found = small_case(tmp_path, more={"memberships": memberships("alfa,,,applied,,")}, recipient="Kommunstyrelsen")
    assert next(plain(row[4]) for row in options.table(found.options).rows) == "Alfa"


CANDIDATE = f"""\
network_id,purpose,person_role,hours,source,source_date,status,note
alfa,Mer ekologisk mat,kommunens upphandlare,200,{ENDING}
"""


def test_what_a_membership_would_be_given_is_said_in_words(tmp_path):
    tables = {"memberships": memberships("alfa,,,candidate,,"), "candidates": CANDIDATE}
    found = small_case(tmp_path, more=tables).options.networks[0].found
    assert plain(answers.use_words(found)).replace("\N{NO-BREAK SPACE}", " ") == (
        "ja, enligt uppgift: syftet är ”Mer ekologisk mat”, ansvarig är kommunens upphandlare, 200 timmar om året är avsatta"
    )
