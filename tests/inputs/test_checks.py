"""What the tables may say, cell by cell and together."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import FILES, FOLDER, FROM, changed, checked, problems_in, small_tables, write

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables.checks import check_cells, check_tables
from medlemsnytta.inputs.tables.frames import Tables
from tests.loaded import load_tables

FEES_HEADER = FILES["data/reference/fees.csv"].splitlines()[0]


def fees(*rules: str) -> str:
    """A fee table of rules written as 'valid_from valid_to tier_from tier_to', a dash for an empty cell."""
    rows = []
    for rule in rules:
        first, last, low, high = (cell.replace("·", "") for cell in rule.split())
        rows.append(f"alfa,kommun,,{first},{last},medlemsavgift,1000,0,,,,,,{low},{high},SEK,unknown,unknown,,{FROM}")
    return "\n".join([FEES_HEADER, *rows])


def excerpt(**cells: str) -> str:
    """The excerpts table with some cells of its row changed."""
    header, row = (line.split(",") for line in FILES["data/exempel/excerpts.csv"].splitlines())
    return ",".join(header) + "\n" + ",".join(cells.get(name, cell) for name, cell in zip(header, row, strict=True))


def test_small_tables_obey_every_rule():
    assert check_tables(small_tables()) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "excerpts",
            "use,1,3",
            "use,1,7",
            "data/exempel/excerpts.csv, rad 2: kolumnen intensity: '7' finns inte. Skriv 0–4, eller lämna tomt.",
        ),
        (
            "excerpts",
            "use,1,3",
            "use,2,3",
            "data/exempel/excerpts.csv, rad 2: kolumnen valence: '2' finns inte. Skriv −1, 0 eller 1, eller lämna tomt.",
        ),
        (
            "uses",
            ",document,",
            ",,",
            "data/exempel/uses.csv, rad 2: kolumnen kind: cellen är tom. "
            "Skriv everyday, document, learning, comparison, reporting eller voice.",
        ),
        (
            "population",
            "10000",
            "-1",
            "data/reference/population.csv, rad 2: kolumnen inhabitants: '-1' finns inte. "
            "Skriv ett heltal som är minst 1.",
        ),
        (
            "population",
            "10000",
            "",
            "data/reference/population.csv, rad 2: kolumnen inhabitants: cellen är tom. "
            "Skriv ett heltal som är minst 1.",
        ),
        (
            "indicators",
            "0.5,0.4,0.6",
            ",,1.5",
            "data/exempel/indicators.csv, rad 2: kolumnen share_high: '1.5' finns inte. "
            "Skriv ett tal som är minst 0 och högst 1, eller lämna tomt.",
        ),
        (
            "fees",
            "4000,",
            ",",
            "data/reference/fees.csv, rad 2: kolumnen fixed_sek: cellen är tom. Skriv ett tal som är minst 0.",
        ),
        (
            "documents",
            "påhittat",
            "",
            "data/exempel/documents.csv, rad 2: kolumnen source: cellen är tom. Skriv varifrån uppgiften kommer.",
        ),
        (
            "documents",
            "illustrative",
            "ilustrative",
            "data/exempel/documents.csv, rad 2: kolumnen status: 'ilustrative' finns inte. Menade du 'illustrative'?",
        ),
    ],
    ids=[
        *("above the scale", "no such level", "required word empty", "below zero", "required number empty"),
        *("share above one", "required amount empty", "no source", "no such status"),
    ],
)
def test_cell_that_its_column_refuses_is_told_once_with_what_to_type(tmp_path, name, old, new, problem):
    assert checked(tmp_path, **{name: changed(name, old, new)}) == [problem]


@pytest.mark.parametrize("network_id", ["both", "Gamma", "åtta", "-"])
def test_network_id_is_a_slug_and_not_the_word_for_all(tmp_path, network_id):
    table = f"{FILES['data/reference/networks.csv']}{network_id},Nätverket,N,,,,,,,network_own,{FROM}\n"
    assert checked(tmp_path, networks=table) == [
        f"data/reference/networks.csv, rad 4: kolumnen network_id: '{network_id}' finns inte. "
        "Skriv små bokstäver a–z, siffror och understreck, men inte ordet both."
    ]


def test_code_without_its_zero_tells_about_excel(tmp_path):
    assert checked(tmp_path, municipalities=changed("municipalities", "0001", "001"))[0] == (
        "data/reference/municipalities.csv, rad 2: kolumnen code: '001' finns inte. "
        "Skriv fyra siffror för en kommun, till exempel 0126, eller två för en region; formatera kolumnen som text så att Excel behåller nollan."
    )


@pytest.mark.parametrize("name", ["Anna Svensson", "S 1", "1", "Anna"])
def test_speaker_is_a_pseudonym_never_a_name(tmp_path, name):
    problems = checked(tmp_path, speakers=changed("speakers", "S1", name), excerpts=excerpt(speaker=name))
    assert problems == [
        f"data/exempel/speakers.csv, rad 2: kolumnen speaker: '{name}' finns inte. "
        "Skriv en beteckning som S1, bara bokstäver och siffror, aldrig ett namn."
    ]


def test_same_key_twice_names_the_first_row(tmp_path):
    rows = f"S1,någon annan,,,no,{FROM}\nS2,en till,,,no,{FROM}\nS1,en tredje,,,no,{FROM}\n"
    assert checked(tmp_path, speakers=FILES["data/exempel/speakers.csv"] + rows) == [
        "data/exempel/speakers.csv, rad 3: speaker 'S1' finns redan på rad 2. Ta bort den ena raden, eller rätta den.",
        "data/exempel/speakers.csv, rad 5: speaker 'S1' finns redan på rad 2. Ta bort den ena raden, eller rätta den.",
    ]


def test_same_key_in_several_columns_may_have_an_empty_cell(tmp_path):
    table = changed("indicators", ",2024,", ",,")
    row = table.splitlines()[1]
    assert checked(tmp_path, indicators=f"{table}{row}\n") == [
        "data/exempel/indicators.csv, rad 3: network_id 'beta' och set 'Gröna nyckeltal' och year '' finns redan på "
        "rad 2. Ta bort den ena raden, eller rätta den."
    ]


def test_disagreeing_member_counts_of_a_year_are_rows_of_their_own(tmp_path):
    table = FILES["data/reference/network_years.csv"]
    assert checked(tmp_path, network_years=f"{table}alfa,2024,52,exact,,någon annan,{FROM}\n") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "fees",
            "alfa,",
            "alva,",
            "data/reference/fees.csv, rad 2: kolumnen network_id: 'alva' finns inte i networks. Menade du 'alfa'?",
        ),
        (
            "population",
            "0001",
            "0009",
            "data/reference/population.csv, rad 2: kolumnen code: '0009' finns inte i municipalities. "
            "Menade du '0001'?",
        ),
        (
            "memberships",
            "b1",
            "x",
            "data/exempel/memberships.csv, rad 2: kolumnen decision_id: 'x' finns inte i decisions. "
            "Lägg till raden i data/exempel/decisions.csv, eller rätta.",
        ),
        (
            "uses",
            ",d1,",
            ",x,",
            "data/exempel/uses.csv, rad 2: kolumnen document_id: 'x' finns inte i documents. "
            "Lägg till raden i data/exempel/documents.csv, eller rätta.",
        ),
        (
            "uses",
            ",k1,",
            ",x,",
            "data/exempel/uses.csv, rad 2: kolumnen channel_id: 'x' finns inte i channels. "
            "Lägg till raden i data/exempel/channels.csv, eller rätta.",
        ),
        (
            "excerpts",
            ",S1,",
            ",X9,",
            "data/exempel/excerpts.csv, rad 2: kolumnen speaker: 'X9' finns inte i speakers. "
            "Lägg till raden i data/exempel/speakers.csv, eller rätta.",
        ),
    ],
    ids=["network", "municipality", "decision", "document", "channel", "speaker"],
)
def test_id_that_is_not_listed_is_told_with_the_nearest_right_one(tmp_path, name, old, new, problem):
    assert checked(tmp_path, **{name: changed(name, old, new)}) == [problem]


def test_excerpts_and_decisions_may_be_about_both_networks(tmp_path):
    decisions = changed("decisions", ",membership,alfa,", ",membership,both,")
    assert checked(tmp_path, decisions=decisions, excerpts=excerpt(network_id="both")) == []


def test_uses_are_about_one_network(tmp_path):
    assert checked(tmp_path, uses=changed("uses", "u1,alfa,", "u1,both,"))[0] == (
        "data/exempel/uses.csv, rad 2: kolumnen network_id: 'both' finns inte i networks. "
        "Lägg till raden i data/reference/networks.csv, eller rätta."
    )


@pytest.mark.parametrize("name", ["uses", "excerpts"])
def test_channel_belongs_to_the_network_of_the_row(tmp_path, name):
    assert checked(tmp_path, **{name: changed(name, "1,alfa,", "1,beta,")}) == [
        f"data/exempel/{name}.csv, rad 2: kanalen 'k1' hör till 'alfa', men raden gäller 'beta'. "
        "Rätta channel_id eller network_id."
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("fees", "2025-12-31", "2024-12-31", "valid_from 2025-01-01 ligger efter valid_to 2024-12-31."),
        ("memberships", "2022,,", "2022-06,2021,", "since 2022-06 ligger efter until 2021."),
        ("documents", "2022,2025", "2022,2020", "year_from 2022 ligger efter year_to 2020."),
        ("uses", "2024,2024-06", "2024-07,2024-06-30", "date_from 2024-07 ligger efter date_to 2024-06-30."),
        ("decisions", "med.,,,", "med.,,2022-04-20,", "date 2022-04-21 ligger efter due_date 2022-04-20."),
    ],
)
def test_period_does_not_end_before_it_begins(tmp_path, name, old, new, what):
    (problem,) = checked(tmp_path, **{name: changed(name, old, new)})
    assert problem.endswith(f"rad 2: {what} Rätta det ena datumet.")


@pytest.mark.parametrize("period", ["2024,2024-06", "2024-06,2024", "2024-06-30,2024-06", ",2024", "2024,", ","])
def test_dates_that_may_be_in_order_are_in_order(tmp_path, period):
    assert checked(tmp_path, uses=changed("uses", "2024,2024-06", period)) == []


@pytest.mark.parametrize(
    ("shares", "what"),
    [
        ("0.3,0.4,0.6", "share_low 0,4 är större än share 0,3."),
        ("0.7,0.4,0.6", "share 0,7 är större än share_high 0,6."),
        (",0.7,0.6", "share_low 0,7 är större än share_high 0,6."),
    ],
)
def test_share_lies_within_its_band(tmp_path, shares, what):
    assert checked(tmp_path, indicators=changed("indicators", "0.5,0.4,0.6", shares)) == [
        f"data/exempel/indicators.csv, rad 2: {what} Rätta det ena talet."
    ]


def test_part_is_not_larger_than_the_set(tmp_path):
    assert checked(tmp_path, indicators=changed("indicators", "12,6", "12,13")) == [
        "data/exempel/indicators.csv, rad 2: in_own_followup 13 är större än size 12. Rätta det ena talet."
    ]


def test_member_count_says_whether_it_is_exact(tmp_path):
    assert checked(tmp_path, network_years=changed("network_years", "50,cirka", "50,")) == [
        "data/reference/network_years.csv, rad 2: kolumnen qualifier är tom fast members är ifylld. "
        "Skriv exact eller cirka."
    ]


def test_engagement_may_be_known_without_a_member_count(tmp_path):
    assert checked(tmp_path, network_years=changed("network_years", "50,cirka,", ",,-1")) == []


def test_use_in_a_document_names_the_document(tmp_path):
    assert checked(tmp_path, uses=changed("uses", ",d1,", ",,")) == [
        "data/exempel/uses.csv, rad 2: kind är document, men document_id är tomt. "
        "Skriv dokumentets id ur documents.csv."
    ]


@pytest.mark.parametrize("column", ["intensity", "intensity_coder2"])
def test_what_a_network_says_of_itself_is_never_rated(tmp_path, column):
    cells = {"intensity": "", column: "3"}
    assert checked(tmp_path, excerpts=excerpt(source_kind="network_own", **cells)) == [
        f"data/exempel/excerpts.csv, rad 2: {column} är ifylld, men utdraget är vad nätverket säger om sig självt "
        "(network_own). Det betygsätts aldrig: lämna cellen tom, eller rätta source_kind."
    ]


@pytest.mark.parametrize("tense", ["planned", "future"])
@pytest.mark.parametrize("criterion", ["use", "steering"])
def test_planned_use_never_raises_present_use(tmp_path, tense, criterion):
    assert checked(tmp_path, excerpts=excerpt(tense=tense, criterion=criterion)) == [
        "data/exempel/excerpts.csv, rad 2: intensity är ifylld, men utdraget handlar om användning som bara är "
        "planerad eller väntad. Bara det som används graderas: lämna cellen tom, eller rätta tense."
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"source_kind": "network_own", "intensity": ""},
        {"tense": "planned", "intensity": ""},
        {"tense": "future", "criterion": "future"},
        {"tense": "past"},
    ],
    ids=["network, not rated", "plan, not rated", "future value, rated", "past use, rated"],
)
def test_excerpts_that_keep_the_coding_rules_are_not_told(tmp_path, cells):
    assert checked(tmp_path, excerpts=excerpt(**cells)) == []


@pytest.mark.parametrize("consent", ["paraphrase", "internal"])
def test_quote_needs_consent_to_be_published(tmp_path, consent):
    (problem,) = checked(tmp_path, excerpts=excerpt(form="quote", consent=consent))
    assert problem == (
        "data/exempel/excerpts.csv, rad 2: utdraget är ett citat, men den som talar har inte godkänt att bli citerad. "
        "Skriv om det med egna ord (form paraphrase), eller sätt consent till publish om godkännandet finns."
    )


def test_quote_with_consent_and_paraphrase_without_are_kept(tmp_path):
    assert checked(tmp_path, excerpts=excerpt(form="quote", consent="publish")) == []
    assert checked(tmp_path, excerpts=excerpt(form="paraphrase", consent="internal")) == []


WHOLE = "2025-01-01 2025-12-31"


@pytest.mark.parametrize(
    "rules",
    [
        (f"{WHOLE} · ·", "2026-01-01 · · ·"),
        (f"{WHOLE} 0 9999", f"{WHOLE} 10000 ·"),
        (f"{WHOLE} 10000 ·", f"{WHOLE} 0 9999"),
        (f"{WHOLE} 0 9999", f"{WHOLE} 10000 50000", "2026-01-01 · 0 ·"),
    ],
    ids=["years after each other", "two steps", "steps in any order", "closed above, and a new scale"],
)
def test_fee_rules_that_leave_one_fee_are_kept(tmp_path, rules):
    assert checked(tmp_path, fees=fees(*rules)) == []


@pytest.mark.parametrize(
    ("rules", "row", "what"),
    [
        (
            (f"{WHOLE} · ·", "2025-12-31 · · ·"),
            3,
            "regeln gäller från 2025-12-31, samtidigt som rad 2 (2025-01-01–2025-12-31).",
        ),
        (
            (f"{WHOLE} · ·", f"{WHOLE} · ·"),
            3,
            "regeln gäller 2025-01-01–2025-12-31, samtidigt som rad 2 (2025-01-01–2025-12-31).",
        ),
        (
            (f"{WHOLE} 0 ·", f"{WHOLE} · ·"),
            2,
            "regeln gäller 2025-01-01–2025-12-31, samtidigt som rad 3 (2025-01-01–2025-12-31).",
        ),
        (
            ("2025-06-01 · 0 ·", f"{WHOLE} 0 ·"),
            2,
            "regeln gäller från 2025-06-01, samtidigt som rad 3 (2025-01-01–2025-12-31).",
        ),
    ],
    ids=["one day shared", "the same year twice", "a step beside a rule for all", "scales of different years"],
)
def test_two_fee_rules_on_one_day_are_told(tmp_path, rules, row, what):
    assert checked(tmp_path, fees=fees(*rules)) == [
        f"data/reference/fees.csv, rad {row}: {what} "
        "Rätta valid_from eller valid_to, så att varje dag har en enda regel."
    ]


def test_parts_and_member_types_are_fees_of_their_own(tmp_path):
    region = fees(f"{WHOLE} · ·").splitlines()[1].replace("kommun", "region")
    service = fees(f"{WHOLE} · ·").splitlines()[1].replace("medlemsavgift", "serviceavgift")
    assert checked(tmp_path, fees="\n".join([fees(f"{WHOLE} · ·"), region, service])) == []


SCALE_FIX = "Rätta tier_from eller tier_to. Säger källan inget om antalet: fråga nätverket."


@pytest.mark.parametrize(
    ("steps", "row", "what", "fix"),
    [
        (
            ("0 99999", "100001 ·"),
            3,
            "100\u00a0000 invånare har ingen avgift: steget på rad 2 slutar före det.",
            SCALE_FIX,
        ),
        (
            ("0 9999", "30000 ·"),
            3,
            "10\u00a0000–29\u00a0999 invånare har ingen avgift: steget på rad 2 slutar före det.",
            SCALE_FIX,
        ),
        (
            ("0 4000", "4000 20000"),
            3,
            "4\u00a0000 invånare har två avgifter: steget på rad 2 slutar inte före detta.",
            SCALE_FIX,
        ),
        (
            ("0 9999", "5000 ·"),
            3,
            "5\u00a0000–9\u00a0999 invånare har två avgifter: steget på rad 2 slutar inte före detta.",
            SCALE_FIX,
        ),
        (
            ("1 4000",),
            2,
            "0 invånare har ingen avgift: första steget börjar inte på 0.",
            SCALE_FIX,
        ),
        (
            ("0 ·", "10000 ·"),
            2,
            "steget är öppet uppåt, men rad 3 har ett steg ovanför.",
            "Fyll i tier_to.",
        ),
        (
            ("· 9999", "10000 ·"),
            2,
            "tier_to är ifyllt, men tier_from är tomt.",
            "Skriv stegets första antal invånare i tier_from.",
        ),
        (
            ("0 9999", "20000 10000"),
            3,
            "tier_from 20000 är större än tier_to 10000.",
            "Rätta det ena talet.",
        ),
    ],
    ids=[
        *("one number undefined", "many undefined", "one number twice", "many twice", "not from zero"),
        *("open below another", "without start", "reversed"),
    ],
)
def test_gap_or_overlap_between_steps_is_named_exactly(tmp_path, steps, row, what, fix):
    rules = fees(*(f"{WHOLE} {step}" for step in steps))
    assert checked(tmp_path, fees=rules) == [f"data/reference/fees.csv, rad {row}: {what} {fix}"]


def test_problems_stand_in_the_order_of_files_and_rows(tmp_path):
    speakers = "".join(f"S{number},någon,,0,no,{FROM}\n" for number in range(2, 12))
    tables = load_tables(write(tmp_path, speakers=FILES["data/exempel/speakers.csv"] + speakers), FOLDER)
    places = [problem.where for problem in check_tables(tables)]
    assert places == [f"data/exempel/speakers.csv, rad {row}" for row in range(3, 13)]


WORDS = st.sampled_from(["", "alfa", "beta", "both", "x", "S1", "k1", "d1", "use", "planned", "network_own", "publish"])
NUMBERS = st.sampled_from([None, 0, 1, 3, 5, 9, 10])
DAYS = st.sampled_from([None, date(2025, 1, 1), date(2025, 6, 30), date(2026, 1, 1)])


def with_rows(tables: Tables, name: str, rows: list[dict[str, object]]) -> Tables:
    index = pd.RangeIndex(2, 2 + len(rows), name="row")
    usual = tables.frame(name)
    series = {
        column: pd.Series(
            [row.get(column, usual.at[2, column]) for row in rows], index=index, dtype=usual[column].dtype
        )
        for column in usual.columns
    }
    return replace(tables, **{name: pd.DataFrame(series)})


def told(tables: Tables) -> list[str]:
    """The problems without the numbers of the rows."""
    return sorted(re.sub(r"rad [0-9]+", "rad", str(problem)) for problem in problems_in(tables, "fees", "excerpts"))


FEE_ROWS = st.lists(
    st.fixed_dictionaries({"valid_from": DAYS, "valid_to": DAYS, "tier_from": NUMBERS, "tier_to": NUMBERS}), max_size=5
)
EXCERPT_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            name: WORDS
            for name in ("excerpt_id", "network_id", "speaker", "channel_id", "criterion", "tense", "source_kind")
        }
        | {"intensity": NUMBERS, "valence": NUMBERS}
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=20)
@given(data=st.data(), fee_rows=FEE_ROWS, excerpt_rows=EXCERPT_ROWS)
def test_order_of_rows_never_changes_which_problems_are_found(data, fee_rows, excerpt_rows):
    typed = with_rows(with_rows(small_tables(), "fees", fee_rows), "excerpts", excerpt_rows)
    moved_fees, moved_excerpts = data.draw(st.permutations(fee_rows)), data.draw(st.permutations(excerpt_rows))
    assert told(typed) == told(with_rows(with_rows(small_tables(), "fees", moved_fees), "excerpts", moved_excerpts))


def test_same_problem_is_told_once():
    assert in_order([Problem("b, rad 2", "x", "y"), Problem("a, rad 10", "x", "y"), Problem("b, rad 2", "x", "y")]) == [
        Problem("a, rad 10", "x", "y"),
        Problem("b, rad 2", "x", "y"),
    ]


def fee_row(
    part: str = "medlemsavgift", valid: str = "2025-01-01,2025-12-31", amounts: str = "1000,0,,", rest: str = ""
) -> str:
    return f"alfa,kommun,,{valid},{part},{amounts},,,,,,SEK,unknown,{rest or 'unknown,'},{FROM}"


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([fee_row(amounts=",,,", rest="unknown,Sidan anger inget belopp.")], []),
        (
            [fee_row(rest="unknown,Sidan anger inget belopp.")],
            ["rad 2: undefined säger att källan inte anger något, men fixed_sek är ifylld. Töm den ena cellen."],
        ),
        (
            [fee_row(amounts="0,0,0.1,")],
            [
                "rad 2: kolumnen tax_base_reference: cellen är tom, men tax_base_permille är ifylld. "
                "Skriv vilket års skattekraft som gäller."
            ],
        ),
        ([fee_row(valid=",")], []),
        (
            [fee_row(), fee_row("serviceavgift", valid=",")],
            [
                "rad 3: kolumnen valid_from: cellen är tom, men nätverket har andra rader med datum. "
                "Skriv datumet som ÅÅÅÅ-MM-DD."
            ],
        ),
        (
            [fee_row(), fee_row("serviceavgift", rest="two_years_before,")],
            ["rad 3: pop_reference är two_years_before, men unknown på rad 2, i samma regel. Rätta det ena."],
        ),
    ],
    ids=[
        "a hole",
        "a hole with an amount",
        "tax base of no year",
        "undated",
        "undated beside dated",
        "two populations",
    ],
)
def test_fee_rows_that_leave_the_sum_in_doubt_are_told(tmp_path, rows, problems):
    found = checked(tmp_path, fees="\n".join([FEES_HEADER, *rows]))
    assert found == [f"data/reference/fees.csv, {problem}" for problem in problems]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("exchange_rates", f"currency,date,sek,source,source_date,status,note\nEUR,2025-01-02,0,{FROM}\n"),
        ("price_index", f"index,year,value,vintage,source,source_date,status,note\nKPI,2025,0,2025,{FROM}\n"),
        ("tax_base", f"year,sek_per_inhabitant,vintage,source,source_date,status,note\n2025,0,2025,{FROM}\n"),
    ],
)
def test_a_number_that_others_rest_on_is_never_zero(tmp_path, name, table):
    write(tmp_path)
    (tmp_path / f"data/reference/{name}.csv").write_text(table, "utf-8")
    (problem,) = problems_in(load_tables(tmp_path, FOLDER), name)
    assert problem.what.endswith("'0' finns inte.")
    assert problem.fix == "Skriv ett tal som är större än 0."


def test_two_price_indexes_are_one_too_many(tmp_path):
    rows = [f"{name},2024,100,2025,{FROM}" for name in ("KPI", "KPIF")]
    write(tmp_path)
    path = tmp_path / "data/reference/price_index.csv"
    path.write_text("\n".join(["index,year,value,vintage,source,source_date,status,note", *rows]), "utf-8")
    problems = problems_in(load_tables(tmp_path, FOLDER), "price_index")
    assert [problem.what for problem in problems] == ["tabellen har flera prisindex: KPI, KPIF."]


REFUSED: dict[str, tuple[dict[object, bool], str]] = {
    "code": ({"0126": False, "13": False, "126": True, "0126\n": True, "01260": True, "": True}, "municipalities"),
    "type": ({"kommun": False, "region": False, "Kommun": True, "": True}, "municipalities"),
    "note": ({"": False, "vad som helst": False}, "municipalities"),
    "engagement": ({None: False, -1: False, 0: False, 1: False, 2: True, -2: True}, "network_years"),
    "qualifier": ({"": False, "exact": False, "cirka": False, "Cirka": True}, "network_years"),
    "year": ({None: False, 1799: True, 1800: False, 2200: False, 2201: True}, "indicators"),
    "share": (
        {None: False, Decimal("-0.01"): True, Decimal("0"): False, Decimal("1.00"): False, Decimal("1.01"): True},
        "indicators",
    ),
    "inhabitants": ({None: True, -1: True, 0: True, 1: False, 10**15 - 1: False}, "population"),
    "size": ({None: False, 0: True, 1: False}, "indicators"),
}
"""Columns of each kind of rule: for each value whether it is refused, and a table that has the column."""


@settings(max_examples=40)
@given(data=st.data(), column=st.sampled_from(list(REFUSED)))
def test_each_cell_is_refused_just_where_its_column_says_so(data, column):
    refused, name = REFUSED[column]
    values = data.draw(st.lists(st.sampled_from(list(refused)), min_size=1, max_size=8))
    found = check_cells(with_rows(small_tables(), name, [{column: value} for value in values]), name)
    told = [problem.where for problem in found if f"kolumnen {column}: " in problem.what]
    path = small_tables().origin(name).path
    assert told == [f"{path}, rad {row}" for row, value in enumerate(values, 2) if refused[value]]


@settings(max_examples=40)
@given(keys=st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from([None, 2024, 2025])), min_size=1))
def test_a_row_is_told_of_its_key_just_where_an_earlier_one_has_it(keys):
    rows = [{"set": word, "year": year} for word, year in keys]
    found = check_cells(with_rows(small_tables(), "indicators", rows), "indicators")
    told = [problem.where for problem in found if "finns redan" in problem.what]
    again = [row for row, (word, year) in enumerate(keys) if word and (word, year) in keys[:row]]
    assert told == [f"data/exempel/indicators.csv, rad {row + 2}" for row in again]
