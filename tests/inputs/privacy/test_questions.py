"""Words that may be a name and that nothing explains are asked about; an answer is asked for once."""

import pytest

from medlemsnytta.inputs.privacy.questions import Vocabulary, questions, vocabulary

NETWORKS = ("Klimatkommunerna", "Sveriges Ekokommuner", "SEKOM", "Huddinge", "Nora")


def asked(text: str, *answers: str, beside: str = "") -> list[str]:
    return list(questions(text, vocabulary(NETWORKS, [text, beside], answers)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Listan används av Novotný varje dag.", ["Novotný"]),
        ("Enligt Ivana Đukić är det bra.", ["Ivana Đukić"]),
        ("Anna tycker att det är bra.", ["Anna"]),
        ("Svaret kom från anna i mars.", ["anna"]),
        ("Svaret kom från Annas kollega.", ["Annas"]),
        ("Svaret kom från LINDQVIST.", ["LINDQVIST"]),
        ("Svaret kom från A. Lindqvist.", ["A. Lindqvist"]),
        ("Svaret kom från Mohammed al-Hassan.", ["Mohammed al-Hassan"]),
        ("Svaret kom från Ludwig van der Berg.", ["Ludwig van der Berg"]),
        ("Svaret kom från O\u2019Connor och 李娜.", ["O'Connor", "李娜"]),
        ("Svaret kom från An\u0301na.", ["Ańna"]),
        ("Per tycker att det är bra.", ["Per"]),
        ("Per Berg var med.", ["Per Berg"]),
        ("Svaret kom från Berg.", ["Berg"]),
        ("Vi talade med Nora.", ["Nora"]),
        ("Zyxner bor granne.", ["Zyxner"]),
        ("Zyxner, som bor granne, ringde.", ["Zyxner"]),
        ("Zyxner och Novotný var med.", ["Zyxner", "Novotný"]),
        ("Zyxner Qvop lämnade mötet.", ["Zyxner Qvop"]),
        ("Det sa Rask i går.", ["Rask"]),
        ("Kjell-Åke Snygg kom.", ["Kjell-Åke Snygg"]),
        ("Det sa Zyxner Boden.", ["Zyxner Boden"]),
        ("Det sa María de la Cruz Zyx.", ["María de la Cruz Zyx"]),
        ("Det sa J. K. Zyxner och A-K Zyxner.", ["J. K. Zyxner", "A-K Zyxner"]),
        ("Zyxner, Anna – närvarande", ["Zyxner, Anna"]),
        ("/Anna Zyxner", ["Anna Zyxner"]),
        ("Det sa LINDQVIST 12 gånger.", ["LINDQVIST"]),
        ("hälsningar zyxner qvop", ["zyxner qvop"]),
        ("det är zyxner qvop som skriver", ["zyxner qvop"]),
        ("vi pratade med anna zyxner igår", ["anna zyxner"]),
        ("Vid förskolan Zyx väntade Anna Qvop.", ["Anna Qvop"]),
        ("Det sa Amira Zyxners mamma.", ["Amira Zyxners"]),
        ("Zyxners anteckningar visar det.", ["Zyxners"]),
        ("Häggkvists anteckningar visar det.", ["Häggkvists"]),
        ("Hultgrens svar kom sent.", ["Hultgrens"]),
        ("Bergs förslag antogs.", ["Bergs"]),
        ("Hjorts synpunkter är fyra.", ["Hjorts"]),
        ("Vi tog upp det med Lindkvists grupp.", ["Lindkvists"]),
        ("Elevers åsikter saknas, barns erfarenheter också.", []),
        ("Stadsbyggnadskontorets anteckningar finns. Nämndens svar är kort.", []),
        ("Tjänstepersoners erfarenheter är goda. Företags erfarenheter saknas.", []),
        ("Enligt Ema är EMAS bra.", ["Ema"]),
        ("Enligt Emas kollega är det bra.", ["Emas"]),
    ],
)
def test_what_may_be_a_name_is_asked_about(text, words):
    assert asked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Nätverket läses av Klimatkommunernas medlemmar och SEKOM:s kansli.",
        "Per invånare blir det 3 kr. Maj är bäst.",
        "Mötet i Nora kommun hölls av SKR och EU.",
        "Beslutet togs av Klimat- och stadsmiljönämnden i Huddinge.",
        "Resan gick till en mässa i Vauban. Vauban är en stadsdel.",
        "Se https://example.com/Anna-Lindqvist för S1 och KS-2025/475.",
        "Uppsägningstiden är ett år. Erfarenhetsutbytet är bra.",
        "EU-frågor och SEKOM-medlemskap",
        "Tolken kom sent. Pappan höll med. Maten är godare. Väntetiden minskade. Vaktmästeriet har jour.",
        "Zyxit byttes mot ett annat system.",
        "Zyxens möten blev av. ISO 14001 och EMAS nämns.",
        "Enligt lex Sarah ska det anmälas. En Lex Maria-anmälan gjordes.",
        "Förskolan Zyx stängs, systemet Zyxit införs och Zyx AB vann.",
        "Fastigheten säljs: Zyxit 3:12. Se ISBN 978 och OCRB 12.",
        "Astrid Zyxners barnsjukhus lämnade underlag.",
        "Resan gick från Skogås till Tumba. Segeltorp och Trångsund ingick.",
        "Arabiska och persiska är vanligast. Turkiska föreningen fick bidrag.",
        "Med vänliga hälsningar från kommunen",
        "det är viktigt att vi ringer dem",
    ],
)
def test_what_is_explained_is_not_asked_about(text):
    assert asked(text) == []


def test_a_word_in_lower_case_elsewhere_explains_it():
    assert asked("Detta sa Zyx.") == ["Zyx"]
    assert asked("Detta sa Zyx.", beside="vi har en zyx här") == []


def test_an_answer_explains_its_words_and_their_genitive_alone():
    assert asked("Nätverket Nordpil leder. Nordpils rapport.", "Nordpil") == []
    assert asked("Det sa Nordpil Zyx.", "Nordpil") == ["Zyx"]
    assert asked("Det sa Nordpil Zyx och Zyx.", "Nordpil Zyx") == ["Zyx"]


def test_without_any_vocabulary_the_lists_alone_explain():
    assert list(questions("Boverket i Sverige skrev till Zyx.", Vocabulary())) == ["Zyx"]
