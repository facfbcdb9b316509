"""YAML is read as papermill reads it, with lines; what cannot be read is told in Swedish."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from papermill.iorw import NoDatesSafeLoader

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.yaml_lines import read_mapping, read_value


def told(text: str) -> list[str]:
    try:
        return [str(problem) for problem in read_mapping(text, "p.yaml").problems]
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]


def test_every_value_is_found_again_on_its_line():
    read = read_mapping("# förklaring\nyear: 2026\nnetworks:\n  - sekom\n  - {a: 1}\n", "p.yaml")
    assert read.values == {"year": 2026, "networks": ["sekom", {"a": 1}]}
    assert read.place(("year",)) == "p.yaml, rad 2"
    assert read.place(("networks",)) == "p.yaml, rad 3"
    assert read.place(("networks", 0)) == "p.yaml, rad 4"
    assert read.place(("networks", 1, "a", "deeper")) == "p.yaml, rad 5"
    assert read.place(("title",)) == "p.yaml"


def test_the_spelling_of_an_unquoted_value_is_kept():
    read = read_mapping("code: 0126\nname: '0126'\n", "p.yaml")
    assert read.values == {"code": 86, "name": "0126"}
    assert read.spellings == {("code",): "0126"}


def test_dates_stay_text_as_in_papermill():
    assert read_mapping("day: 2026-05-30\n", "p").values == {"day": "2026-05-30"}


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read_mapping("\ufeffyear: 2026\n", "p").values == {"year": 2026}


def test_an_override_takes_the_place_of_what_the_file_says():
    read = read_mapping("networks:\n  - 0126\n", "p.yaml")
    read = read.with_override("networks", read_value("networks", "[a, b]", "-p networks=[a, b]"))
    assert read.values == {"networks": ["a", "b"]}
    assert read.place(("networks", 0)) == "-p networks=[a, b]"
    assert read.spellings[("networks", 0)] == "a"


def test_an_override_of_nothing_is_no_value():
    assert read_value("deadline", "", "-p deadline=").values == {"deadline": None}


def test_a_mistake_in_an_override_has_no_line():
    with pytest.raises(ProblemsFound) as found:
        read_value("networks", "[a", "-p networks=[a")
    assert str(found.value).startswith("-p networks=[a: en hakparentes avslutas aldrig")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "p.yaml: filen är tom."),
        ("# bara en förklaring\n", "p.yaml: filen är tom."),
        ("- a\n", "p.yaml: filen består inte av namn och värden."),
        ("text", "p.yaml: filen består inte av namn och värden."),
        ("a: 1\n\tb: 2\n", "p.yaml, rad 2: raden innehåller en tabb."),
        ("a:\n\t- b\n", "p.yaml, rad 2: raden innehåller en tabb."),
        ("title Rapport\n\nyear: 2025\n", "p.yaml, rad 1: raden saknar kolon, eller mellanslag efter kolonet."),
        ("year:2025\ntitle: x\n", "p.yaml, rad 1: raden saknar kolon, eller mellanslag efter kolonet."),
        ("year: 2025\ntitle\n", "p.yaml, rad 2: raden saknar kolon."),
        ("title: Rapport: del 1\n", "p.yaml, rad 1: texten innehåller ett kolon."),
        ("a: b\n  c: d\n", "p.yaml, rad 2: raden är för långt indragen."),
        ("a:\n  - x\n - y\n", "p.yaml, rad 3: raden är fel indragen, eller så står något efter"),
        ("b: 1\na: 'it's'\n", "p.yaml, rad 2: raden är fel indragen, eller så står något efter"),
        ('a: 1\ntitle: "Rapport\nyear: 2025\n', "p.yaml, rad 2: ett citattecken avslutas aldrig."),
        ("a: 1\nb: [1, 2\nc: 3\n", "p.yaml, rad 2: en hakparentes avslutas aldrig, eller så saknas ett komma."),
        ("a: {x: 1\nb: 3\n", "p.yaml, rad 1: en klammerparentes avslutas aldrig, eller så saknas ett komma."),
        ('a: "C:\\data"\n', "p.yaml, rad 1: ett omvänt snedstreck går inte att tyda."),
        ("a: @b\n", "p.yaml, rad 1: ett värde kan inte börja med @."),
        ("a: - b\n", "p.yaml, rad 1: en lista kan inte börja på samma rad som namnet."),
        ("a: 1\n...\nb\n", "p.yaml, rad 3: raden följer inte reglerna för YAML."),
        ("å: ö\nb: \x01\n", "p.yaml, rad 2: ett osynligt styrtecken går inte att läsa."),
        ("a: 1\nb: \ud800\n", "p.yaml, rad 2: ett osynligt styrtecken går inte att läsa."),
        ("a: 1\n---\nb: 2\n", "p.yaml, rad 2: strecken --- börjar ett nytt dokument."),
        ("a: 1\nb: 2\na: 3\n", "p.yaml, rad 3: 'a' står två gånger, först på rad 1."),
        ("yes: 1\n", "p.yaml, rad 1: namnet yes läses inte som text."),
        ("[a]: 1\n", "p.yaml, rad 1: ett namn läses inte som text."),
        ("<<: {a: 1}\n", "p.yaml, rad 1: namnet << läses inte som text."),
        ("a: =\n", "p.yaml, rad 1: värdet = går inte att läsa."),
        ("a: 0b_\n", "p.yaml, rad 1: värdet 0b_ går inte att läsa."),
        pytest.param("a: 1" + ":59" * 300_000, "p.yaml, rad 1: värdet 1:59:59", id="a number of minutes to read"),
        ("a: &x b\n", "p.yaml, rad 1: &x är ett märke som inte används här."),
        ("a: *x\n", "p.yaml, rad 1: *x hänvisar till ett annat värde."),
        ("a: !!str 0126\n", "p.yaml, rad 1: ett märke med utropstecken används inte här."),
        pytest.param("a: " + "[" * 100_000, "p.yaml, rad 1: listor i listor är nästlade för djupt.", id="deep lists"),
    ],
)
def test_what_cannot_be_read_is_told_in_swedish_with_its_line(text: str, expected: str):
    assert told(text)[0].startswith(expected)


def test_every_duplicate_and_unreadable_value_is_told_at_once():
    lines = [line.split(":")[0] for line in told("a: 1\na: 2\nb: =\nc: {d: 1, d: 2}\n")]
    assert lines == ["p.yaml, rad 2", "p.yaml, rad 3", "p.yaml, rad 4"]


MARKS = [
    "a: ",
    "b:",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\n  ",
    ": ",
    "'",
    '"',
    "#",
    "|\n",
    ">-\n",
    "\t",
    "&x ",
    "*x",
    "!!int ",
]
WORDS = ["0126", "1:30", "1_0", ".5", "1e3", ".nan", "no", "~", "=", "<<", "2026-05-30", "? ", "---\n", "%", "\\", "å"]
SCRAPS = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.one_of(st.text(), st.lists(SCRAPS | st.text(max_size=3), max_size=15).map("".join))


@given(TEXTS)
def test_what_is_read_is_what_papermill_reads_and_all_else_is_refused(text: str):
    problems: tuple[Problem, ...] = ()
    try:
        read = read_mapping(text, "p")
    except ProblemsFound as found:
        problems = found.problems
    else:
        problems = read.problems
        assert problems or repr(read.values) == repr(yaml.load(text, Loader=NoDatesSafeLoader))
    assert all(problem.where.startswith("p") and problem.fix for problem in problems)


@given(TEXTS)
def test_any_override_is_read_or_refused(text: str):
    problems: tuple[Problem, ...] = ()
    try:
        read = read_value("year", text, "-p year")
    except ProblemsFound as found:
        problems = found.problems
    else:
        assert list(read.values) == ["year"]
    assert {problem.where for problem in problems} <= {"-p year"}
