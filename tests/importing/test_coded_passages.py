"""Coded passages, as Taguette 1.5 exported them, become proposals; what a passage lacks is told, never left out."""

import csv
import io
import re
from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.importing.answers_in import Imported, import_answers
from medlemsnytta.pages import report
from tests.importing.test_surveys import FOLDER, NAME, everything, mapping, rows, waiting

pytestmark = pytest.mark.slow
FILES = Path(__file__).parent / "files"
USED = 'Vi öppnar nyckeltalen var och varannan vecka, "nästan som en vana".'
LOST = "Utan dem fick vi räkna själva; det blir sämre & tar tid."
NEVER, ALIKE = "Jag har aldrig använt dem.", "Det går lika bra med Kolada."
CODES = {
    "användning": "criterion: användning",
    "användning.ofta": "degree: ofta",
    "användning.aldrig": "degree: 0",
    "utan.sämre": "without_membership: sämre",
    "utan.samma": "without_membership: samma",
    "bakgrund": "ignore: ja",
}


def filled(root: Path, codes: dict[str, str] = CODES, **more: str) -> None:
    """The mapping filled in as a person does: what each code says, and who each document is."""
    said = {"date": "2026-03", "consent": "får citeras", "network": "sekom", **more}
    text = mapping(root).read_text("utf-8")
    text = re.sub(r"^(date|consent|network):$", lambda found: f"{found[1]}: {said[found[1]]}", text, flags=re.M)
    text = text.replace("    role:", "    role: användare").replace("    description:", "    description: miljöstrateg")
    for code, meaning in codes.items():
        name = meaning.partition(":")[0]
        text = re.sub(
            rf'(- code: "{re.escape(code)}"\n(?:    \w+:.*\n)*?    ){name}:$', rf"\1{meaning}", text, flags=re.M
        )
    mapping(root).write_text(text, "utf-8")


def read_in(root: Path, file: Path, codes: dict[str, str] = CODES, **more: str) -> Imported:
    assert import_answers(root, NAME, [file], coded=True).written == ()
    filled(root, codes, **more)
    return import_answers(root, NAME, [file], coded=True)


def refused(root: Path, file: Path) -> str:
    before = everything(root)
    with pytest.raises(ProblemsFound) as found:
        read_in(root, file)
    assert waiting(root, "excerpts") == []
    assert before
    return "\n".join(map(str, found.value.problems))


def table(file: Path, *lines: tuple[str, ...]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    file.write_text(text.getvalue(), "utf-8")
    return file


@pytest.mark.parametrize("name", ["taguette.csv", "taguette.xlsx"])
def test_what_taguette_exports_becomes_proposals(project, name):
    made = read_in(project, FILES / name)
    assert (made.statements, made.people) == (4, 2)
    said = {row["text"]: row for row in waiting(project, "excerpts")}
    assert said.keys() == {USED, LOST, NEVER, ALIKE}
    assert (said[USED]["criterion"], said[USED]["intensity"]) == ("use", "3")
    assert (said[NEVER]["criterion"], said[NEVER]["intensity"]) == ("use", "0")
    assert (said[LOST]["criterion"], said[LOST]["without_membership"]) == ("", "worse")
    assert said[USED]["speaker"] == said[LOST]["speaker"] != said[NEVER]["speaker"] == said[ALIKE]["speaker"]
    assert said[USED]["passage"].partition(" #")[0].endswith(", rad 2")
    assert {(row["form"], row["date"], row["network_id"]) for row in said.values()} == {("quote", "2026-03", "sekom")}
    assert any("ett ställe har bara koder" in each for each in made.told)
    assert report.page(project, NAME).check()


def test_the_same_passages_are_read_in_once(project):
    read_in(project, FILES / "taguette.csv")
    before = everything(project)
    assert import_answers(project, NAME, [FILES / "taguette.csv", FILES / "taguette.xlsx"]).written == ()
    assert everything(project) == before


def test_any_headings_will_do_and_the_second_coder_gives_the_second_degree(project, tmp_path):
    head = ("Transkript", "Citat", "Etikett", "Vem kodade")
    file = table(
        tmp_path / "kodat.csv", head,
        ("A", "Varje vecka.", "användning", "Zyxina"), ("A", "Varje vecka.", "användning.ofta", "Zyxina"),
        ("A", "Varje vecka.", "användning.aldrig", "Qwertina"),
    )  # fmt: skip
    import_answers(project, NAME, [file], coded=True)
    text = mapping(project).read_text("utf-8")
    for what, heading in {"document": head[0], "passage": head[1], "code": head[2], "coder": head[3]}.items():
        text = text.replace(f"  {what}:\n", f'  {what}: "{heading}"\n')
    mapping(project).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        import_answers(project, NAME, [file], coded=True)
    lines = [row for problem in found.value.problems for row in problem.rows]
    documents = [line for line in lines if "document" in line or "speaker" in line or "role" in line or "descr" in line]
    codes = [line for line in lines if line not in documents]
    text = text.replace("documents:\n", "documents:\n" + "\n".join(documents) + "\n") + "\n".join(codes) + "\n"
    mapping(project).write_text(text, "utf-8")
    filled(project)
    import_answers(project, NAME, [file], coded=True)
    (row,) = waiting(project, "excerpts")
    assert (row["intensity"], row["intensity_coder2"]) == ("3", "0")
    assert b"yxina" not in everything(project)
    assert b"wertina" not in everything(project)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("9", "Intervju 1", "användning", ""), "rad 3: ställets text saknas."),
        (("9", "", "användning", "Ja."), "rad 3: det står inte vilket dokument"),
    ],
)
def test_a_passage_that_lacks_something_is_a_problem(project, tmp_path, line, said):
    head = ("id", "document", "tag", "content")
    assert said in refused(
        project, table(tmp_path / "kodat.csv", head, ("1", "Intervju 1", "användning", "Vi gör det."), line)
    )


def test_two_degrees_of_one_coder_are_a_problem_and_a_passage_without_code_is_counted(project, tmp_path):
    head = ("id", "document", "tag", "content")
    two = (
        ("1", "Intervju 1", "användning.ofta", "Vi gör det."),
        ("1", "Intervju 1", "användning.aldrig", "Vi gör det."),
    )
    assert "stället har flera koder för grad" in refused(project, table(tmp_path / "kodat.csv", head, *two))
    mapping(project).unlink()
    made = read_in(project, table(tmp_path / "kodat.csv", head, two[0], ("2", "Intervju 1", "", "Tyst.")))
    assert any("ett ställe har ingen kod" in each for each in made.told)


def test_a_document_called_after_a_person_is_not(project, tmp_path):
    head = ("id", "document", "tag", "content")
    read_in(project, table(tmp_path / "kodat.csv", head, ("1", "Zyxina Qwertsson.docx", "användning", "Vi gör det.")))
    assert b"wertsson" not in everything(project)
    assert waiting(project, "excerpts")[0]["text"] == "Vi gör det."
    assert rows(project, "speakers")[-1]["description"] == "miljöstrateg"
    assert (project / FOLDER / "enkater").is_dir()
