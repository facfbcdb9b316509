"""Six cells are enough for a statement, in Swedish or in codes, with the columns in any order; the rest follows."""

import pytest
from small_tables import FILES, FOLDER, checked, loading_problems, write

from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, COLUMN_WORDS, column_code, level_words, typed_as_code
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from tests.loaded import load_tables

SWEDISH = """\
Nätverk;Text;Kriterium;Grad;Vem;Får visas
alfa;Används ofta.;användning;ofta;S1;får citeras
Alfa;Läses sällan.;Användning;1;S2;med egna ord
alfa;Hemligt.;slutsats;;S2;nej
"""
SPEAKERS = """\
vem,beskrivning,nätverk,personer,roll,källa,källans datum,status,anteckning
S1,kommunens representant,alfa,1,företrädare i nätverket,samtal 2025,,påhittad,
S2,en planarkitekt,,1,användare,enkät 2025,,påhittad,
S3,den som skrev,,1,skrev utvärderingen,tjänsteskrivelsen,,påhittad,
S4,kansliet,,1,nätverket,nyhetsbrev 2025,,påhittad,
"""


def _read(tmp_path, excerpts: str, speakers: str = SPEAKERS):
    return load_tables(write(tmp_path, excerpts=excerpts, speakers=speakers), FOLDER)


def test_six_cells_are_enough_and_swedish_words_are_codes(tmp_path):
    tables = _read(tmp_path, SWEDISH)
    assert check_tables(tables) == []
    first, second, third = tables.excerpts.to_dict("records")
    assert {name: value for name, value in first.items() if value not in ("", None)} | {"intensity_coder2": 0} == {
        "excerpt_id": "rad2",
        "network_id": "alfa",
        "text": "Används ofta.",
        "form": "paraphrase",
        "criterion": "use",
        "valence": 0,
        "intensity": 3,
        "cause": "na",
        "tense": "present",
        "certainty": "stated",
        "speaker": "S1",
        "intensity_coder2": 0,
        "consent": "publish",
        "source": "samtal 2025",
        "status": "observed",
    }
    assert [second[name] for name in ("excerpt_id", "network_id", "intensity", "consent", "source")] == [
        *("rad3", "alfa", 1, "paraphrase", "enkät 2025")
    ]
    assert third["consent"] == "internal"


@pytest.mark.parametrize(
    ("speaker", "kind", "source"),
    [
        ("S2", "", "enkät 2025"),
        ("S3", "municipality_assessment", "tjänsteskrivelsen"),
        ("S4", "network_own", "nyhetsbrev 2025"),
        ("", "municipality_assessment", "förvaltningens egen bedömning"),
    ],
)
def test_whose_words_they_are_and_where_from_follow_from_who_speaks(tmp_path, speaker, kind, source):
    text = f"network_id,text,criterion,intensity,speaker,consent\nalfa,Något sades.,context,,{speaker},publish\n"
    (row,) = _read(tmp_path, text).excerpts.to_dict("records")
    assert (row["source_kind"], row["source"]) == (kind, source)


@pytest.mark.parametrize("lost", ["network_id", "text", "criterion", "intensity", "speaker", "consent"])
def test_each_of_the_six_columns_is_demanded(tmp_path, lost):
    six = ["network_id", "text", "criterion", "intensity", "speaker", "consent"]
    rest = ",".join(name for name in six if name != lost)
    problems = loading_problems(write(tmp_path, excerpts=f"{rest}\n", speakers=SPEAKERS))
    assert [problem.what for problem in problems] == [f"kolumnen {lost} saknas."]


def test_a_statement_may_name_several_networks_one_by_one(tmp_path):
    text = "network_id,text,criterion,intensity,speaker,consent\nBeta ; ALFA;alfa,Används.,use,3,S2,publish\n"
    text = text.replace("Beta ; ALFA;alfa", '"Beta ; Nätverket alfa;alfa"')
    tables = _read(tmp_path, text)
    assert tables.excerpts["network_id"].tolist() == ["beta;alfa"]
    assert check_tables(tables) == []


def test_each_unknown_network_among_several_is_told(tmp_path):
    text = "network_id,text,criterion,intensity,speaker,consent\nalfa;gamma;both,Används.,use,3,S2,publish\n"
    tables = _read(tmp_path, text)
    assert [problem.what for problem in check_tables(tables)] == [
        "kolumnen network_id: 'both' finns inte i networks.",
        "kolumnen network_id: 'gamma' finns inte i networks.",
    ]


REPEATS = "excerpt_id,network_id,text,criterion,intensity,speaker,consent,same_as\n"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (["e1,alfa,A,use,1,S2,publish,", "e2,alfa,B,use,1,S2,publish,E1"], None),
        (["e1,alfa,A,use,1,S2,publish,e9"], "kolumnen same_as: 'e9' finns inte bland uttalandena."),
        (["e1,alfa,A,use,1,S2,publish,e1"], "raden säger att den upprepar sig själv."),
        (
            ["e1,alfa,A,use,1,S2,publish,", "e2,alfa,B,use,1,S2,publish,e1", "e3,alfa,C,use,1,S2,publish,e2"],
            "'e2' upprepar själv ett annat uttalande.",
        ),
    ],
)
def test_a_repeated_statement_names_the_first(tmp_path, rows, what):
    tables = _read(tmp_path, REPEATS + "\n".join(rows))
    assert [problem.what for problem in check_tables(tables)] == ([what] if what else [])


@pytest.mark.parametrize(
    ("cells", "role", "represents"),
    [("yes,", "representative", "yes"), ("no,", "user", "no"), (",author", "author", "no"), (",representative", "representative", "yes")],
)  # fmt: skip
def test_role_and_representative_follow_from_each_other(tmp_path, cells, role, represents):
    head = "speaker,description,network_id,persons,network_representative,role,source,source_date,status,note"
    text = f"{head}\nS1,någon,,1,{cells},samtal,,illustrative,\n"
    (row,) = _read(tmp_path, FILES["data/exempel/excerpts.csv"], text).speakers.to_dict("records")
    assert (row["role"], row["network_representative"]) == (role, represents)


def test_who_only_judges_for_the_municipality_and_does_not_represent_it_wrote_the_evaluation(tmp_path):
    speakers = FILES["data/exempel/speakers.csv"].replace(",yes,", ",no,")
    excerpts = FILES["data/exempel/excerpts.csv"].replace("interview", "municipality_assessment")
    assert _read(tmp_path, excerpts, speakers).speakers["role"].tolist() == ["author"]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (",", "kolumnen role: cellen är tom."),
        ("no,representative", "role är representative, men network_representative är no."),
        ("yes,user", "role är user, men network_representative är yes."),
    ],
)
def test_a_role_is_said_and_said_once(tmp_path, cells, what):
    head = "speaker,description,network_id,persons,network_representative,role,source,source_date,status,note"
    found = checked(tmp_path, speakers=f"{head}\nS1,någon,,1,{cells},samtal,,illustrative,\n")
    assert [what in problem for problem in found] == [True]


def test_every_column_has_a_swedish_word_of_its_own():
    columns = {column for layout in LAYOUTS.values() for column in layout.column_names}
    assert set(COLUMN_WORDS) == columns
    assert {column_code(word.upper()) for word in COLUMN_WORDS.values()} == columns
    assert {column: column_code(column) for column in columns} == {column: column for column in columns}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_swedish_word_of_a_column_is_read_as_its_code(name):
    for column in LAYOUTS[name].columns:
        codes = tuple(map(str, column.allowed))
        words = {CODE_WORDS[code]: code for code in codes if code in CODE_WORDS}
        words |= {word: str(level) for level, word in level_words(column.name).items()}
        assert {word: typed_as_code(word.title(), column.name, codes) for word in words} == words
