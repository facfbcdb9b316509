"""Notebooks that stand in a working folder are the ones that run there, and everything that is said of a report knows."""

import json
import zipfile

import nbformat
import page
import pikepdf
import pytest

from medlemsnytta.commands import cli
from medlemsnytta.files import program
from medlemsnytta.rendering.texts import page_lines

pytestmark = pytest.mark.notebook
NAME = "huddinge-2025"
NOTEBOOK = "notebooks/evaluation.ipynb"


def said(capsys, *words: str) -> tuple[int, str]:
    code = cli.main(words)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def recipe_in(pdf) -> dict:
    with pikepdf.open(pdf) as file:
        return json.loads(file.attachments["underlag.json"].get_file().read_bytes())


def test_a_changed_notebook_is_built_recorded_tried_and_packed_as_it_stands(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert said(capsys, NAME, "--format", "pdf")[0] == 0
    before = recipe_in(project / f"output/{NAME}.pdf")["program"]

    assert said(capsys, "init", ".", "--notebooks")[0] == 0
    assert said(capsys, NAME, "--format", "pdf", "--why")[1] == f"{NAME}: byggs inte, för allt är som när den byggdes\n"

    changed = nbformat.read(project / NOTEBOOK, as_version=4)
    changed.cells.insert(2, nbformat.v4.new_markdown_cell("## Vår egen rubrik\n\nVår egen mening.", id="eget"))
    changed.metadata["kernelspec"] = {"name": "conda-mitt", "display_name": "Mitt", "language": "python"}
    nbformat.write(changed, project / NOTEBOOK)
    assert "anteckningsboken är ändrad" in said(capsys, NAME, "--why")[1]
    assert said(capsys, NAME)[0] == 0
    assert "Vår egen mening." in (project / f"output/{NAME}.html").read_text("utf-8")
    after = recipe_in(project / f"output/{NAME}.pdf")["program"]
    assert [part for part in before if before[part] != after[part]] == ["notebook"]
    assert after == json.loads((project / f"output/{NAME}.manifest.json").read_text("utf-8"))["recipe"]["program"]

    code, words = said(capsys, "verify", f"output/{NAME}.pdf", f"output/{NAME}.ipynb")
    assert code == 1
    assert "Anteckningsboken är en annan än när rapporten byggdes." in words
    assert words.count(f"I mappen står en egen {NOTEBOOK}, som inte har körts.") == 2
    code, words = said(capsys, "verify", f"output/{NAME}.pdf", "--own-notebook")
    assert (code, "stämmer. Byggd igen" in words) == (0, True)
    assert "OBS: den är byggd med mappens egen anteckningsbok, som inte är programmets." in words

    assert said(capsys, "archive", NAME)[0] == 0
    with zipfile.ZipFile(project / f"output/{NAME}.zip") as packed:
        assert packed.read(f"{NAME}/data/{NOTEBOOK}") == (project / NOTEBOOK).read_bytes()


def test_to_verify_a_report_runs_no_notebook_that_came_with_it(project, monkeypatch, capsys, tmp_path):
    """The file says that it was made with the very notebook beside it."""
    monkeypatch.chdir(project)
    said(capsys, "init", ".", "--notebooks")
    trace = tmp_path / "spår"
    hostile = nbformat.read(project / NOTEBOOK, as_version=4)
    hostile.cells.append(nbformat.v4.new_code_cell(f"open({str(trace)!r}, 'w').close()", id="spar"))
    nbformat.write(hostile, project / NOTEBOOK)
    assert said(capsys, NAME, "--format", "html")[0] == 0
    trace.unlink()
    assert said(capsys, "verify", f"output/{NAME}.html")[0] == 1
    assert not trace.exists()
    assert said(capsys, "verify", f"output/{NAME}.html", "--own-notebook")[0] == 0
    assert trace.exists()


def test_a_plain_result_and_a_print_come_out_and_cells_without_ids_give_the_same_bytes(project, monkeypatch, capsys):
    """No cell of it records what the report was made of, so the manifest alone says that."""
    monkeypatch.chdir(project)
    own = json.loads((program.NOTEBOOKS / "evaluation.ipynb").read_text("utf-8"))
    added = [
        {"cell_type": "code", "source": source, "metadata": {}, "execution_count": None, "outputs": []}
        for source in ("1+1", "print('vår utskrift')")
    ]
    cells = [{part: value for part, value in cell.items() if part != "id"} for cell in own["cells"]]
    kept = [cell for cell in cells if "record" not in "".join(cell["source"]) and cell["cell_type"] == "code"]
    (project / "notebooks").mkdir()
    (project / NOTEBOOK).write_text(json.dumps({**own, "cells": [*kept, *added], "nbformat_minor": 4}), "utf-8")
    files = [project / f"output/{NAME}.{ending}" for ending in ("html", "pdf", "ipynb", "manifest.json")]
    built = []
    for _ in range(2):
        code, words = said(capsys, NAME, "--force")
        assert code == 0, words
        built.append([file.read_bytes() for file in files])
    assert built[0] == built[1]
    assert "\nvår utskrift</pre>" in files[0].read_text("utf-8")
    assert "vår utskrift" in list(page_lines(files[1].read_bytes()))


def test_what_a_report_cannot_be_made_of_is_told_with_the_notebooks_name(project, monkeypatch, capsys):
    """Nothing but the parameters."""
    monkeypatch.chdir(project)
    own = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    own.cells = own.cells[:1]
    (project / "notebooks").mkdir()
    nbformat.write(own, project / NOTEBOOK)
    code, words = said(capsys, NAME)
    assert code == 1
    assert f"  - {NOTEBOOK}: " in words
    assert not (project / f"output/{NAME}.pdf").exists()


OWN_CELLS = """
import altair, pandas
from IPython.display import HTML, SVG, Image, Markdown

avgifter = pandas.DataFrame({"år": [2024, 2025], "kronor": [38291, 44000]})
display(avgifter)
display(altair.Chart(avgifter).mark_bar().encode(x="år:O", y="kronor:Q"))
display(Markdown("**Egen** mening"), HTML("<p>Eget stycke</p>"), SVG("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))
display(Image(data=bytes.fromhex(PNG), format="png", alt="En prick"))
print(object)
object()
"""
PNG = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63e0"
    "f28a0100011200b1fa1daa410000000049454e44ae426082"
)


def test_own_cells_of_every_kind_are_built_and_give_the_same_bytes_again(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    own = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    own.cells.insert(3, nbformat.v4.new_code_cell(f"PNG = {PNG!r}\n{OWN_CELLS}", id="eget"))
    (project / "notebooks").mkdir()
    nbformat.write(own, project / NOTEBOOK)
    files = [project / f"output/{NAME}.{ending}" for ending in ("html", "pdf", "ipynb")]
    built = []
    for _ in range(2):
        code, words = said(capsys, NAME, "--force")
        assert code == 0, words
        assert (
            "OBS: anteckningsboken, cell 4: diagrammets textalternativ är gjort av programmet: »Stapeldiagram" in words
        )
        assert words.count("OBS: anteckningsboken, ") == 2
        built.append([file.read_bytes() for file in files])
    assert built[0] == built[1]
    html = built[0][0].decode()
    for words in (
        ">38291</td>",
        'aria-label="Stapeldiagram med år vågrätt, kronor lodrätt. 2 rader i underlaget."',
        "<strong>Egen</strong> mening",
        "<p>Eget stycke</p>",
        'alt="En prick"',
        "&lt;class &#39;object&#39;&gt;",
        "&lt;object&gt;",
    ):
        assert words in html
    assert page.is_pdf_compliant_bytes(built[0][1], profile=page.ValidationProfile.PDF_UA_1)


ADDED = [
    nbformat.v4.new_markdown_cell("### Vår tabell\n\nMed *formeln* $a^2$ och en not.[^1]\n\n[^1]: Noten.", id="egen-1"),
    nbformat.v4.new_code_cell("fees.frame.head(2)", id="egen-2"),
    nbformat.v4.new_code_cell(
        "#| fig-alt: Avgifterna stiger.\nimport altair\naltair.Chart(fees.frame).mark_bar().encode(x='year:O', y='fee_sek:Q')",
        id="egen-3",
    ),
    nbformat.v4.new_code_cell("print('rad ett', 'rad två', sep='\\n')", id="egen-4", metadata={"tags": ["show-code"]}),
    nbformat.v4.new_code_cell("from IPython.display import Latex\nLatex(r'$\\frac{1}{2}$')", id="egen-5"),
]


@pytest.mark.parametrize("engine", ["warm", "kernel"])
def test_five_cells_added_by_hand_come_out_in_both_engines(project, monkeypatch, capsys, engine):
    monkeypatch.chdir(project)
    _own(project, lambda cells: [*cells.values(), *ADDED])
    code, words = said(capsys, NAME, "--engine", engine)
    assert code == 0, words
    assert "OBS" not in words
    html = (project / f"output/{NAME}.html").read_text("utf-8")
    places = [
        html.index(part)
        for part in (
            "Vår tabell</a></h3>",
            'alttext="a^2"',
            "Noten.</p>",
            "fee_sek</th>",
            'aria-label="Avgifterna stiger."',
            '<code lang="en" translate="no">print(',
            "rad ett\nrad två</pre>",
            'alttext="\\frac{1}{2}"',
        )
    ]
    assert places == sorted(places)
    assert page.validate_pdf(str(project / f"output/{NAME}.pdf"), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_a_personal_number_in_an_own_cell_stops_the_report_and_the_cell_is_named(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    own = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    own.cells.insert(3, nbformat.v4.new_code_cell("print('1890' + '0101-9802')", id="eget"))
    (project / "notebooks").mkdir()
    nbformat.write(own, project / NOTEBOOK)
    code, words = said(capsys, NAME, "--format", "html")
    assert code == 1
    assert "ett personnummer: 18••••••-••••. Det står i anteckningsbokens cell 4, räknat uppifrån." in words


def _own(project, change) -> None:
    """The program's own notebook in the folder, with its cells by their ids and in the order that `change` gives them."""
    own = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    own.cells = change({cell["id"]: cell for cell in own.cells})
    (project / "notebooks").mkdir()
    nbformat.write(own, project / NOTEBOOK)


def _without(cells, *ids):
    return [cell for name, cell in cells.items() if name not in ids]


CHANGES = {
    "a section is gone": lambda cells: _without(cells, "values-heading", "values"),
    "a section comes first": lambda cells: [
        *(cells[name] for name in ("parameters", *(each for each in cells if each.startswith(("inputs", "compute"))))),
        *(cells[name] for name in ("head", "values-heading", "values")),
        *(cell for name, cell in cells.items() if name in ("cost-heading", "cost", "row-accounts", "record")),
    ],
    "a figure is added": lambda cells: [
        *cells.values(),
        nbformat.v4.new_code_cell("print(fees.frame['fee_sek'].max() < 50_000)", id="egen"),
    ],
}
SAID = {
    "a section is gone": ("Kostnad", "Andra värden och motargument</h2>"),
    "a section comes first": ("Andra värden och motargument", "Sammanfattning"),
    "a figure is added": ("\nTrue</pre>", "\nFalse</pre>"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_cell_that_is_taken_away_moved_or_added_gives_the_report_of_what_is_there(
    project, monkeypatch, capsys, change
):
    monkeypatch.chdir(project)
    _own(project, CHANGES[change])
    code, words = said(capsys, NAME, "--format", "html")
    assert code == 0, words
    page = (project / f"output/{NAME}.html").read_text("utf-8")
    there, not_there = SAID[change]
    assert there in page
    assert not_there not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda cells: _without(cells, "compute-fees"), "görs av en cell som saknas, »fees = fees_of("),
        (
            lambda cells: [*_without(cells, "compute-fees"), cells["compute-fees"]],
            "görs av en cell som står längre ner, »fees = fees_of(",
        ),
    ],
    ids=["gone", "too far down"],
)
def test_the_cell_that_makes_a_missing_name_is_named(project, monkeypatch, capsys, change, words):
    monkeypatch.chdir(project)
    _own(project, change)
    code, told = said(capsys, NAME)
    assert code == 1
    assert f"fees {words}" in told
    assert "Traceback" not in told
