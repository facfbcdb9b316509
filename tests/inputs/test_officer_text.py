"""The officer's text is filled with figures, and nothing in it is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.officer_text import contradictions, fill, mistakes, paragraphs

VALUES = {"avgift.sekom": "38\u00a0291,20 kr", "namn.sekom": "Sveriges Ekokommuner", "kommun": "Huddinge"}


def problems_in(text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        fill(text, VALUES, "params/x.yaml, conclusion")
    return [str(problem) for problem in found.value.problems]


def test_placeholders_become_their_values_and_the_rest_stays_as_typed():
    text = "  {{ namn.sekom }} kostar {{avgift.sekom}}.\n\n100 % & <b> i {{ kommun }}\n"
    filled = "  Sveriges Ekokommuner kostar 38\u00a0291,20 kr.\n\n100 % & <b> i Huddinge\n"
    assert fill(text, VALUES, "") == filled


def test_a_value_is_text_even_if_it_looks_like_a_placeholder():
    assert fill("{{ kommun }}", {"kommun": "{{ kommun }} {% if %}"}, "") == "{{ kommun }} {% if %}"


def test_unknown_placeholder_is_told_with_its_line_and_the_nearest_name():
    assert problems_in("Första raden\nkostar {{ avgift.sekomm }}") == [
        "params/x.yaml, conclusion, rad 2 i texten: okänd platshållare 'avgift.sekomm'. Menade du 'avgift.sekom'?"
    ]


def test_unknown_placeholder_unlike_all_others_is_told_with_every_name():
    with pytest.raises(ProblemsFound) as found:
        fill("{{ x }}", VALUES, "p")
    fix = "Namnen som finns är avgift.sekom, kommun, namn.sekom."
    assert found.value.problems == (Problem("p, rad 1 i texten", "okänd platshållare 'x'.", fix),)


def test_every_mistake_and_every_unknown_name_is_told_at_once_in_the_order_of_lines():
    found = problems_in("{{ komun }}\n{{ kommun | upper }}\n{{ namn.seckom }}")
    assert [line.split(": ")[1].split(" ", 2)[:2] for line in found] == [
        ["okänd", "platshållare"],
        ["mellan", "klammerparenteserna"],
        ["okänd", "platshållare"],
    ]
    assert ["rad 1" in found[0], "rad 2" in found[1], "rad 3" in found[2]] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "{{ kommun | upper }}",
        "{{ kommun() }}",
        "{{ kommun.upper() }}",
        "{{ avgift['sekom'] }}",
        "{{ avgift.0 }}",
        "{{ 1 + 1 }}",
        "{{ 'text' }}",
        "{{ not kommun }}",
        "{{ kommun, kommun }}",
        "{{ kommun if kommun }}",
        "{{ none }}",
        "{{- kommun }}",
        "{{ kommun -}}",
        "{{ }}",
        "{{ kommun }",
        "{{",
        "{# kommentar #}",
        "{#",
        "{% if kommun %}ja{% endif %}",
        "{% raw %}{{ kommun }}{% endraw %}",
        "{%",
        pytest.param("{{" + "(" * 20_000 + "kommun" + ")" * 20_000 + "}}", id="thousands of parentheses"),
        pytest.param("{{ " + "not " * 20_000 + "kommun }}", id="thousands of negations"),
        pytest.param("{{" + "9" * 5_000 + "}}", id="a number of thousands of digits"),
    ],
)
def test_only_names_may_stand_between_the_braces(text: str):
    assert {mistake.line for mistake in mistakes(text)} == {1}
    assert "platshållare" in problems_in(text)[0]


def test_attributes_of_python_objects_are_unknown_names():
    assert "okänd platshållare 'kommun.__class__.__mro__'" in problems_in("{{ kommun.__class__.__mro__ }}")[0]


def test_each_line_of_a_folded_text_is_a_paragraph():
    assert paragraphs("Ett stycke.\n Ett till.\n \n\nDet tredje.\n") == ("Ett stycke.", "Ett till.", "Det tredje.")


SCRAPS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{{ kommun }}", "raw", "-", "\n", "(", "|", ".", "'", "#"]
)


@given(st.one_of(st.text(), st.lists(SCRAPS | st.text(max_size=4), max_size=12).map(" ".join)))
def test_any_text_is_filled_or_refused(text: str):
    if mistakes(text):
        assert problems_in(text)
        return
    try:
        filled = fill(text, VALUES, "p")
    except ProblemsFound:
        filled = None
    # Without placeholders only the ends of lines may change.
    assert "{{" in text or filled.splitlines() == text.splitlines()


FIGURES = VALUES | {
    "avgift.klimat": "10\u00a0000,00 kr",
    "avgift.summa": "48\u00a0291,20 kr",
    "medlemmar.sekom": "cirka 100",
    "medlem_sedan.sekom": "1996",
    "tidsfrist": "30\u00a0maj 2026",
    "invanare": "114\u00a0304",
    "ar": "2025",
}


def contradicted(text: str, *released: str) -> list[str]:
    return [f"{one.line}: {one.what} {one.fix.partition(',')[0]}" for one in contradictions(text, FIGURES, released)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Avgiften är 39 291 kr.", "39 291 kr stämmer inte med underlaget. Skriv {{ avgift.sekom }}"),
        ("Den kostar\u00a09\u00a0000 kronor.", "9 000 kronor stämmer inte med underlaget. Skriv {{ avgift.klimat }}"),
        ("{{ namn.klimat }} kostar 40 000 kr.", "40 000 kr stämmer inte med underlaget. Skriv {{ avgift.klimat }}"),
        ("Den har 57 medlemmar.", "57 medlemmar stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}"),
        ("Vi är medlem sedan 1998.", "medlem sedan 1998 stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}"),
        ("Svar senast den 30 juni 2026.", "senast den 30 juni 2026 stämmer inte med underlaget. Skriv {{ tidsfrist }}"),
        ("Här bor 112 000 invånare.", "112 000 invånare stämmer inte med underlaget. Skriv {{ invanare }}"),
        ("Cirka 50 000 kr kostar {{ namn.sekom }}.", None),
        ("Avgiften är 39 tkr.", "39 tkr stämmer inte med underlaget. Skriv {{ avgift.klimat }}"),
        ("Vi gick med 1998.", "gick med 1998 stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}"),
        (
            "Tidsfristen är den 1 juni 2026.",
            "Tidsfristen är den 1 juni 2026 stämmer inte med underlaget. Skriv {{ tidsfrist }}",
        ),
        ("Det här är en utvärdering av år 2024.", "utvärdering av år 2024 stämmer inte med underlaget. Skriv {{ ar }}"),
        ("Medlemsavgiften: 39291:-", "39291:- stämmer inte med underlaget. Skriv {{ avgift.sekom }}"),
        ("Avgiften är SEK 39 291.", "SEK 39 291 stämmer inte med underlaget. Skriv {{ avgift.sekom }}"),
        (
            "Antalet medlemmar är 57.",
            "Antalet medlemmar är 57 stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}",
        ),
        ("Här bor 112 tusen invånare.", "112 tusen invånare stämmer inte med underlaget. Skriv {{ invanare }}"),
        ("Invånarantalet: 112 000", "Invånarantalet: 112 000 stämmer inte med underlaget. Skriv {{ invanare }}"),
        (
            "Kommunen är medlem i {{ namn.sekom }} sedan 1998.",
            "medlem i {{ namn.sekom }} sedan 1998 stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}",
        ),
        (
            "Medlemskapet började 1998.",
            "Medlemskapet började 1998 stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}",
        ),
        (
            "Vi är med i nätverket från 1998.",
            "med i nätverket från 1998 stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}",
        ),
        ("Deadline är 30/6 2026.", "Deadline är 30/6 2026 stämmer inte med underlaget. Skriv {{ tidsfrist }}"),
        (
            "Sista svarsdag: 2026-06-30.",
            "Sista svarsdag: 2026-06-30 stämmer inte med underlaget. Skriv {{ tidsfrist }}",
        ),
        (
            "Svar ska lämnas före den 30 juni 2026.",
            "Svar ska lämnas före den 30 juni 2026 stämmer inte med underlaget. Skriv {{ tidsfrist }}",
        ),
        (
            "Svaret lämnas senast 30 juni.",
            "Svaret lämnas senast 30 juni stämmer inte med underlaget. Skriv {{ tidsfrist }}",
        ),
        ("Underlaget avser 2024.", "Underlaget avser 2024 stämmer inte med underlaget. Skriv {{ ar }}"),
        ("Cirka 70 000 kr.", "70 000 kr stämmer inte med underlaget. Skriv {{ avgift.summa }}"),
        ("Den har 57 medlemskommuner.", "57 medlemskommuner stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}"),
        (
            "57 av landets kommuner är med.",
            "57 av landets kommuner är med stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}",
        ),
        (
            "Nätverket samlar 57 kommuner.",
            "Nätverket samlar 57 kommuner stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}",
        ),
        ("Femtiosju medlemmar.", "Femtiosju medlemmar stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}"),
        (
            "Ett femtiotal medlemmar.",
            "Ett femtiotal medlemmar stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}",
        ),
        ("Fler än 120 medlemmar.", "120 medlemmar stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}"),
        ("Medlemsantalet är 57.", "Medlemsantalet är 57 stämmer inte med underlaget. Skriv {{ medlemmar.sekom }}"),
        (
            "Det kostar trettionio tusen kronor.",
            "trettionio tusen kronor stämmer inte med underlaget. Skriv {{ avgift.sekom }}",
        ),
        (
            "Det kostar en halv miljon kronor.",
            "en halv miljon kronor stämmer inte med underlaget. Skriv {{ avgift.summa }}",
        ),
        ("Avgiften är 39 291 per år.", "Avgiften är 39 291 stämmer inte med underlaget. Skriv {{ avgift.sekom }}"),
        ("Vi har varit medlem i 20 år.", "medlem i 20 år stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}"),
        (
            "Vi har varit medlem i {{ namn.sekom }} i mer än fyrtio år.",
            "medlem i {{ namn.sekom }} i mer än fyrtio år stämmer inte med underlaget. Skriv {{ medlem_sedan.sekom }}",
        ),
        ("Högst 9 000 kr.", "9 000 kr stämmer inte med underlaget. Skriv {{ avgift.klimat }}"),
        ("Här bor 112 000 personer.", "bor 112 000 personer stämmer inte med underlaget. Skriv {{ invanare }}"),
    ],
)
def test_a_typed_figure_that_the_data_contradict_is_told_with_the_placeholder(text, told):
    assert contradicted(text) == ([f"1: {told}"] if told else [])


@pytest.mark.parametrize(
    "text",
    [
        "Avgiften är 38 291,20 kr, alltså 38 291 kronor, och drygt 38 000 kr.",
        "Cirka 100 medlemmar; vi är medlem sedan år 1996.",
        "Avgiften är 38 tkr, 38,3 tusen kronor eller 0,04 mnkr. Vi anslöt oss tidigt och gick med år 1996.",
        "Utvärderingen för 2025 har 30 maj 2026 som sista dag, och sista dagen är den 30 maj 2026.",
        "Besked lämnas senast den 30 maj 2026, senast 2026-05-30.",
        "Avgiften är SEK 38 291, alltså 38291:-. Svaret lämnas senast den 30 maj; deadline är 30/5 2026.",
        "Här bor 114 tusen invånare; invånarantalet är 114 304. Antalet medlemmar är 100.",
        "Kommunen är medlem i {{ namn.sekom }} sedan 1996, och medlemskapet började 1996.",
        "Vi är med i arbetet från 2019, och avtalet sägs upp senast 30 juni varje år.",
        "Nätverket har 100 medlemskommuner; hundra kommuner är med, alltså ett hundratal, fler än 90 medlemmar.",
        "Det kostar trettioåtta tusen kronor, mer än 30 000 kr, högst 50 000 kr och tillsammans knappt femtio tusen kronor.",
        "Avgiften är 2026 oförändrad. Avgiften är 38 291,20 och kostnaden var 12 procent högre. En krona är ingen avgift.",
        "Vi har varit medlem i 29 år, medlem i {{ namn.sekom }} i nästan trettio år, och medlemskapet löper ett år i taget.",
        "Här bor 114 304 personer. Två tjänstepersoner har deltagit i tre möten, och en medlem i styrgruppen är härifrån.",
        "År 2030 ska utsläppen vara noll, enligt 3 av 5 mål och 50 procent av de svarande.",
    ],
)
def test_a_typed_figure_that_agrees_or_is_of_no_known_kind_passes(text):
    assert contradicted(text) == []


UNITS = ["", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]  # fmt: skip
TENS = ["", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]


def spelled(number: int, blank: str) -> str:
    """The number in Swedish words, its thousands, hundreds and rest divided by `blank`."""
    parts = []
    if number >= 1000:
        parts += [spelled(number // 1000, blank), "tusen"]
    if number % 1000 >= 100:
        parts += [UNITS[number % 1000 // 100], "hundra"]
    rest = number % 100
    parts.append(UNITS[rest] if rest < 20 else TENS[rest // 10] + UNITS[rest % 10])
    return blank.join(part for part in parts if part)


@given(st.integers(1, 999_999), st.sampled_from(["", " ", "\u00a0"]))
def test_a_number_in_words_is_the_number_in_digits(number: int, blank: str):
    values = {"avgift.sekom": f"{number} kr"}
    assert contradictions(f"Det kostar {spelled(number, blank)} kronor.", values) == []
    # A thousand is as exact as whole thousands.
    apart = 1 if number % 1000 else 1000
    assert contradictions(f"Det kostar {spelled(number, blank)} kronor.", {"avgift.sekom": f"{number + apart} kr"})


@pytest.mark.slow
@pytest.mark.slow
def test_long_rows_of_number_words_are_read_in_time_that_grows_with_them():
    assert contradictions("sextio" * 20_000 + " och " + "tusen " * 20_000, FIGURES) == []


@pytest.mark.parametrize(
    "text",
    """\
De 57 medlemmarna träffas.
Medlemskommunerna är 57.
57 kommuner ingår i nätverket.
Huddinge är en av 57 medlemmar.
57 svenska kommuner är medlemmar.
Medlemsantalet är cirka 57.
Kommunen blev medlem redan 1998.
Vi är medlem ända sedan 1998.
Sedan 1998 är Huddinge medlem.
Kommunen gick med i nätverket 1998.
Inträdesåret är 1998.
Efter 20 år som medlem.
Tjugo års medlemskap.
Vi har i 20 år varit medlem.
Ett 20-årigt medlemskap.
Svar lämnas senast 30/6.
Svar lämnas senast den 30.6.2026.
Yttrandet lämnas senast 30:e juni.
Svar senast tisdagen den 30 juni 2026.
Remissvar lämnas senast 30 juni.
Tidsfristen är 30 juni.
Sista dag för svar är 30 juni 2026.
Fristen går ut den 30 jun 2026.
Årsavgiften är 45 000.
Avgiften 2025 är 45 000.
Avgiften är hela 45 000 per år.
Medlemskapet kostar 45 000.
Vi betalar 45 000 svenska kronor.
Vi betalar mellan 20 000 och 25 000 kr.
De 112 000 invånarna.
Antal invånare: 112 000.
57\u2009medlemmar
57\t\tmedlemmar
3,{0} kr
3,{0} medlemmar""".format("1" * 60).splitlines(),
)
def test_a_false_figure_is_told_however_it_is_written(text: str):
    assert len(contradicted(text)) == 1


@pytest.mark.parametrize(
    "text",
    """\
Avgiften är en av de lägre. Kostnaden är en investering.
Antalet medlemmar är en styrka. Befolkningen är en av de yngsta.
Kostnaden är 2 timmar. Avgiften är 3 gånger så hög.
Befolkningen är 50 procent kvinnor. Medlemsantalet var 2024 lägre.
Avgiften ligger mellan 35 000 och 40 000 kr, 35 000–40 000 kr.
Avgiften understiger 40 000 kr och är som mest 40 000 kr, nära 38 000 kr.
Nätverket har åtminstone 80 och max 200 medlemmar.
Vi är medlem sedan 1990-talet, med sedan 2019 i arbetsgruppen.
Två medlemmar i styrelsen. Fem medlemmar deltog.
Sju av tio invånare. Nio av tio medlemmar. Per 1 000 invånare.
Sverige har 290 kommuner. Projektet omfattar 12 kommuner. 290 kommuner är med i SKR.
Vi stannar som medlem i ytterligare tre år, och medlem i två år till.
En tidigare utvärdering av 2023 och en utvärdering av 2030-målen.
Fakturan betalas senast den 31 januari 2026. Avtalet sägs upp senast den 30 september 2026.""".splitlines(),
)
def test_what_is_true_or_counts_something_else_passes(text: str):
    assert contradicted(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", ["000 ", "123.", "ett ", "medlem i a under b ", "svar {{ x ", "sek 1 000 "])
def test_whatever_is_repeated_is_read_in_time_that_grows_with_it(part: str):
    assert len(contradictions(part * (60_000 // len(part)) + "kr", FIGURES)) < 20_000


def test_a_figure_with_a_written_reason_passes():
    assert contradicted("Konferensen kostade 2\u00a0000 kr.", "2 000 kr") == []


def test_a_contradiction_is_told_with_its_line_when_the_text_is_filled():
    with pytest.raises(ProblemsFound, match=r"p, rad 2 i texten: 1 kr stämmer inte"):
        fill("{{ kommun }}\nkostar 1 kr", FIGURES, "p", [])
