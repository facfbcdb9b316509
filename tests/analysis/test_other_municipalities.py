"""What other municipalities have done: what was known at the report's date, and who is near."""

from tests.small_cases import small_case

SOURCE = "source,source_date,status,note"
MUNICIPALITIES = f"""\
code,name,county_code,type,{SOURCE}
0001,Exempelkommun,01,kommun,x,,observed,
0002,Granne,01,kommun,x,,observed,
0201,Fjärran,02,kommun,x,,observed,
0202,Stora,02,kommun,x,,observed,
"""
POPULATION = f"""\
code,year,inhabitants,kind,vintage,{SOURCE}
0001,2024,10000,outcome,2024,x,,observed,
0002,2024,20001,outcome,2024,x,,observed,
0201,2024,5000,outcome,2024,x,,observed,
0202,2024,4999,outcome,2024,x,,observed,
"""
MEMBERS = """\
network_id,code,since,until,source,source_date
alfa,0001,2022,,x,2022
alfa,0002,2020,,x,2021
alfa,0201,,,x,
alfa,0202,2010,2023,x,2023
beta,0202,2010,,x,2023
"""
DECISIONS = """\
code,network_id,year,decision,stage,reason,source,source_date
0201,alfa,2021,leave,proposed,Dyrt.,https://www.fjarran.se/a,2021
0002,alfa,2020,join,decided,,beslutet,2020
0001,alfa,2022,join,decided,,beslutet,2022
0202,alfa,2026,leave,decided,,beslutet,2025
0202,alfa,2025,leave,decided,,beslutet,2025-05
0202,beta,2020,join,decided,,beslutet,2020
"""
TABLES = {
    "municipalities": MUNICIPALITIES,
    "population": POPULATION,
    "network_members": MEMBERS,
    "peer_decisions": DECISIONS,
}


def others(tmp_path, **tables: str):
    return small_case(tmp_path, more={**TABLES, **tables}).others


def test_the_municipality_itself_and_those_that_have_left_are_no_other_members(tmp_path):
    alfa = others(tmp_path).networks[0]
    assert [each.other.named["name"] for each in alfa.members] == ["Granne", "Fjärran"]
    assert (alfa.named.value, alfa.undated.value) == (2, 1)
    assert [each.other.named["name"] for each in alfa.in_county] == ["Granne"]


def test_what_was_not_known_at_the_reports_date_is_left_out_and_the_county_stands_first(tmp_path):
    found = others(tmp_path)
    assert [(each.other.named["name"], each.record["year"]) for each in found.decisions] == [
        ("Granne", 2020),
        ("Fjärran", 2021),
    ]


def test_like_size_is_from_half_to_twice_as_many_inhabitants(tmp_path):
    found = others(
        tmp_path, peer_decisions=DECISIONS.replace("0202,alfa,2025", "0202,alfa,2024").replace("2025-05", "2024")
    )
    alike = {each.other.named["name"]: each.other.like_size.value for each in found.decisions}
    assert alike == {"Granne": "no", "Fjärran": "yes", "Stora": "no"}


def test_a_network_of_which_nothing_is_known_is_counted(tmp_path):
    header = "network_id,code,since,until,source,source_date\n"
    decided = "code,network_id,year,decision,stage,reason,source,source_date\n"
    assert others(tmp_path, network_members=header, peer_decisions=decided).number_unknown.value == 1
    assert others(tmp_path).number_unknown.value == 0
