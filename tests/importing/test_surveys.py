"""Raw answers to a survey become counts and proposals, by a mapping that is filled in once; who answered is never kept."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.importing.answers_in import Imported, import_answers
from medlemsnytta.importing.guide_files import write_survey
from medlemsnytta.importing.mapping_files import listed_words
from medlemsnytta.importing.raw_tables import raw_table
from medlemsnytta.importing.survey_answers import FEWEST, _groups
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import own_folder
from medlemsnytta.pages import report

pytestmark = pytest.mark.slow
NAME, FOLDER = "huddinge-2026", "data/huddinge"
USE = "Hur ofta använder du det som SEKOM ger?"
LOSS = "Hur skulle det gå för dig med nyckeltalen om kommunen inte var med i SEKOM?"
FREE = "Vad skulle du sakna av SEKOM, och hur hade du fått det annars?"
WORDS = ("Används inte", "Mycket litet", "Ibland", "Ofta", "Löpande")
TEXTS = {
    3: "Jag skulle sakna jämförelserna.",
    9: "Mejla mig på zyx@huddinge.se om nyckeltalen.",
    20: "Inget. Kolada räcker.",
}


def answers(
    use: Sequence[str] = WORDS * 8, loss: Sequence[str] = ("Samma",) * 20 + ("Sämre",) * 17 + ("Inte alls",) * 3
):
    """Forty respondents with all that forms keep of them: an id, two times, an address and a name."""
    for place, (degree, word) in enumerate(zip(use, loss, strict=False)):
        who = (f"zyxina.qwertsson{place}@huddinge.se", f"Zyxina Qwertsson{place}")
        yield (place + 1, datetime(2026, 3, 1, 9, 12, place), *who, degree, word, TEXTS.get(place, ""))


HEADINGS = {
    "forms": ("ID", "Starttid", "E-post", "Namn", USE, LOSS, FREE),
    "google": ("Antal", "Tidstämpel", "E-postadress", "Ditt namn", USE, LOSS, FREE),
    "limesurvey": ("id. Svars-ID", "submitdate. Datum för inskick", "email", "name", f"G01Q01. {USE}", LOSS, FREE),
}


def as_xlsx(file: Path, rows: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS["forms"]) -> Path:
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(file)
    return file


def as_csv(
    file: Path,
    rows: Iterable[Sequence[object]],
    headings: Sequence[str],
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([headings, *rows])
    file.write_bytes(text.getvalue().encode(encoding))
    return file


MADE: dict[str, Callable[[Path], Path]] = {
    "Microsoft Forms": lambda folder: as_xlsx(folder / "svar.xlsx", answers()),
    "Google Forms": lambda folder: as_csv(folder / "svar.csv", answers(), HEADINGS["google"]),
    "LimeSurvey": lambda folder: as_csv(folder / "svar.csv", answers(), HEADINGS["limesurvey"], ";"),
    "old Excel": lambda folder: as_csv(folder / "svar.csv", answers(), HEADINGS["forms"], "\t", "cp1252"),
    "Unicode text": lambda folder: as_csv(folder / "svar.csv", answers(), HEADINGS["forms"], "\t", "utf-16"),
}


def mapping(root: Path) -> Path:
    (file,) = (root / FOLDER / "enkater").glob("*.yaml")
    return file


def mapped(root: Path, file: Path, **more: str) -> Imported:
    """The file read in, after its mapping has been proposed and filled in as a person does."""
    assert import_answers(root, NAME, [file]).written == ()
    said = {"date": "2026-03", "asked": "52", "consent": "med egna ord", **more}
    text = mapping(root).read_text("utf-8")
    text = re.sub(
        r"^(date|asked|users|consent):$", lambda found: f"{found[1]}: {said.get(found[1], '')}", text, flags=re.M
    )
    mapping(root).write_text(re.sub(r"use_as:$", "use_as: ignorera", text, flags=re.M), "utf-8")
    return import_answers(root, NAME, [file])


def rows(root: Path, table: str) -> list[dict[str, str]]:
    folder = own_folder(root, FOLDER)
    if not folder.has(table):
        return []
    sheet = folder.read(LAYOUTS[table])
    return [dict(zip(sheet.header, map(str, cells), strict=True)) for _, cells in sheet.rows]


def waiting(root: Path, table: str) -> list[dict[str, str]]:
    return [row for row in rows(root, table) if row.get("review")]


def everything(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((root / FOLDER).rglob("*")) if path.is_file())


@pytest.mark.parametrize("program", MADE)
def test_answers_become_counts_and_free_text_becomes_proposals(project, tmp_path, program):
    made = mapped(project, MADE[program](tmp_path))
    assert (made.counts, made.statements) == (1, 6)
    (count,) = rows(project, "survey")
    assert [count[f"count_{step}"] for step in range(5)] == ["8"] * 5
    assert (count["asked"], count["date"], count["network_id"]) == ("52", "2026-03", "sekom")
    texts = [row for row in waiting(project, "excerpts") if not row["without_membership"]]
    assert [row["text"] for row in texts] == sorted(
        [TEXTS[3], TEXTS[20], "Mejla mig på [e-postadress] om nyckeltalen."]
    )
    assert {(row["form"], row["consent"], row["source_kind"]) for row in texts} == {("quote", "paraphrase", "survey")}
    assert report.page(project, NAME).check()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_answers_that_libreoffice_has_saved_are_read_alike(project, tmp_path):
    saved = tmp_path / "sparad"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), str(as_xlsx(tmp_path / "svar.xlsx", answers()))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = mapped(project, saved / "svar.xlsx")
    assert (made.counts, made.statements) == (1, 6)
    (count,) = rows(project, "survey")
    assert [count[f"count_{step}"] for step in range(5)] == ["8"] * 5


@pytest.mark.parametrize("program", MADE)
def test_who_answered_and_when_is_kept_nowhere(project, tmp_path, program):
    before = everything(project)
    mapped(project, MADE[program](tmp_path))
    added = everything(project)
    for hidden in ("qwertsson", "zyxina", "zyx@", "09:12", "2026-03-01", "9:12"):
        assert added.lower().count(hidden.encode()) == before.lower().count(hidden.encode()), hidden


def test_of_few_no_number_is_kept_nor_can_it_be_worked_out(project, tmp_path):
    """Three said not at all; of the forty the 37 others would tell it, so the smaller of their groups has no number either."""
    mapped(project, MADE["Microsoft Forms"](tmp_path))
    people = {row["speaker"]: row for row in waiting(project, "speakers")}
    said = [row for row in waiting(project, "excerpts") if row["without_membership"]]
    told = {row["without_membership"]: people[row["speaker"]] for row in said}
    assert {word: person["persons"] for word, person in told.items()} == {"same": "20", "worse": "", "not_at_all": ""}
    assert told["not_at_all"]["description"].endswith("färre än fem")


@given(
    st.dictionaries(
        st.sampled_from(["same", "slower", "worse", "not_at_all", "unknown"]), st.integers(1, 40), min_size=1
    )
)
def test_a_group_of_few_is_never_what_is_left_of_the_total(counted):
    groups = {word: persons for _, word, persons in _groups(counted)}
    assert groups.keys() == counted.keys()
    assert all(int(persons) == counted[word] >= FEWEST for word, persons in groups.items() if persons)
    hidden = [word for word, persons in groups.items() if not persons]
    few = [word for word in counted if counted[word] < FEWEST]
    assert set(few) <= set(hidden)
    assert len(hidden) != 1 or len(counted) == 1


def test_a_survey_that_fewer_than_five_have_answered_is_not_read(project, tmp_path):
    file = as_xlsx(tmp_path / "svar.xlsx", [*answers()][:4])
    import_answers(project, NAME, [file])
    with pytest.raises(ProblemsFound, match="färre än fem har svarat"):
        mapped_again(project, file)
    assert rows(project, "survey") == []


def mapped_again(root: Path, file: Path) -> Imported:
    text = mapping(root).read_text("utf-8")
    mapping(root).write_text(text.replace("date:", "date: 2026-03").replace("asked:", "asked: 9"), "utf-8")
    return import_answers(root, NAME, [file])


def test_a_question_that_fewer_than_five_have_answered_has_no_counts(project, tmp_path):
    use = ["Ofta"] * 4 + [""] * 36
    made = mapped(project, as_xlsx(tmp_path / "svar.xlsx", answers(use)))
    assert (made.counts, rows(project, "survey")) == (0, [])
    assert any("färre än fem svar att räkna" in each for each in made.told)


def test_the_same_answers_are_read_in_once_and_more_answers_are_asked_about(project, tmp_path):
    file = MADE["Microsoft Forms"](tmp_path)
    mapped(project, file)
    before = everything(project)
    assert import_answers(project, NAME, [file]).written == ()
    assert everything(project) == before
    more = as_xlsx(tmp_path / "svar.xlsx", answers(WORDS * 8 + ("Ofta",), ("Samma",) * 41))
    with pytest.raises(ProblemsFound) as found:
        import_answers(project, NAME, [more])
    told = "\n".join(map(str, found.value.problems))
    assert "har redan andra antal för 2026-03" in told
    assert everything(project) == before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (("date: 2026-03", "date:"), "date: '' är ingen månad."),
        (("asked: 52", "asked: många"), "asked: 'många' är inget antal."),
        (("use_as: grad", "use_as: skala"), "use_as är 'skala'. Skriv grad, ja och nej"),
        (("network: sekom", "network: sekomm"), "nätverket sekomm utvärderas inte i rapporten."),
        (('"Ofta": Ofta', '"Ofta": jätteofta'), "svaret 'Ofta' har ingen betydelse som är känd."),
        (("question_id: anvandning-sekom", "question_id:"), "question_id är tomt."),
        (("columns:", "kolumner:"), "columns är ingen lista."),
    ],
)
def test_what_is_wrong_in_the_mapping_is_told_and_nothing_is_read(project, tmp_path, spoil, said):
    file = MADE["Microsoft Forms"](tmp_path)
    mapped(project, file)
    for table in ("survey", "excerpts", "speakers"):
        kept = project / FOLDER / "ersatta" / f"{table}.csv"
        (project / FOLDER / f"{table}.csv").unlink()
        if kept.is_file():
            shutil.copy(kept, project / FOLDER / f"{table}.csv")
    text = mapping(project).read_text("utf-8")
    assert spoil[0] in text
    mapping(project).write_text(text.replace(*spoil), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        import_answers(project, NAME, [file])
    assert said in "\n".join(map(str, found.value.problems))
    assert rows(project, "survey") == []


def test_an_answer_that_the_mapping_does_not_know_is_told_by_its_row(project, tmp_path):
    file = as_xlsx(tmp_path / "svar.xlsx", answers((*WORDS * 7, "Ofta", "Ofta", "Ofta", "Ofta", "zyxofta")))
    with pytest.raises(ProblemsFound) as found:
        mapped(project, file)
    assert "rad 41: 'zyxofta' har ingen betydelse som är känd" in str(found.value.problems[0])


def test_an_answer_that_is_not_to_be_counted_is_not(project, tmp_path):
    file = as_xlsx(tmp_path / "svar.xlsx", answers((*WORDS * 4, *["Vet inte"] * 20)))
    import_answers(project, NAME, [file])
    text = mapping(project).read_text("utf-8").replace('"Vet inte":', '"Vet inte": räknas inte')
    mapping(project).write_text(text, "utf-8")
    mapped_again(project, file)
    (count,) = rows(project, "survey")
    assert [count[f"count_{step}"] for step in range(5)] == ["4"] * 5


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        (["Ofta", "Ofta", "Aldrig", "Aldrig"], ["Aldrig", "Ofta"]),
        (["0", "4", "4", "0"], ["0", "4"]),
        (["Anna", "Anna", "Erik", "Erik"], []),
        (["Zyxquist", "Zyxquist", "Ofta", "Ofta"], []),
        (["2026-03-01", "2026-03-01"], []),
        (["9:12", "9:12"], []),
        (["Ofta", "Aldrig", "Ibland"], []),
        (["a@b.se", "a@b.se"], []),
    ],
)
def test_only_words_to_choose_between_are_listed_in_the_mapping(given, listed):
    assert listed_words(given) == listed


def test_the_questions_to_paste_are_known_again_in_the_answers(project, tmp_path):
    text = (project / write_survey(project, NAME)).read_text("utf-8")
    assert all(question in text for question in (USE, LOSS, FREE))
    import_answers(project, NAME, [MADE["LimeSurvey"](tmp_path)])
    assert re.findall(r"use_as: ?(.*)", mapping(project).read_text("utf-8")) == [
        *["ignorera"] * 4, "grad", "utan medlemskap", "fritext",
    ]  # fmt: skip


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab åä;,"\n\t|'), max_size=8), min_size=3, max_size=3), min_size=1, max_size=6
    ),
    st.sampled_from(";,\t|"),
)
def test_every_delimiter_and_quotation_mark_is_read(typed, delimiter):
    from medlemsnytta.importing.word_files import tidy

    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["x", "y", "z"], *typed])
    read = raw_table(text.getvalue().encode(), workbook=False)
    wanted = [tuple(map(tidy, record)) for record in typed]
    assert [cells for _, cells in read.rows] == [record for record in wanted if any(record)]
