"""What must stay in its table, and what is no table, looked for on each way out: what a worker is sent, what is published and
carried in it, what is kept and what is packed."""

import csv
import io
import json
import pickle
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment

from medlemsnytta.commands import cli
from medlemsnytta.inputs.tables.report_rows import read_report
from medlemsnytta.pages import comparison, making, overview, report
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.provenance import embedded_recipes
from medlemsnytta.rendering.formats import FORMATS
from medlemsnytta.rendering.texts import page_lines

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
NAME, LATER = "huddinge-2025", "huddinge-2026"
FOLDER = Path("data/huddinge")
SECRET = "hemligtord"
FORMS = tuple(
    word.encode(encoding) for word in (SECRET, SECRET.upper()) for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def _with_internal_rows(project: Path) -> list[list[str]]:
    rows = list(csv.reader((project / FOLDER / "excerpts.csv").open(encoding="utf-8", newline="")))
    header = rows[0]
    for number, place in enumerate((3, 7, len(rows)), start=1):
        told = dict(zip(header, rows[1], strict=True)) | {"excerpt_id": f"h{number}", "consent": "internal"}
        rows.insert(
            place, list((told | dict.fromkeys(("text", "theme", "note", "source"), f"{SECRET} {number}")).values())
        )
    return rows


def _csv(project: Path) -> None:
    rows = _with_internal_rows(project)
    with (project / FOLDER / "excerpts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _beside(book: openpyxl.Workbook) -> None:
    """What a workbook holds beside its tables."""
    book.create_sheet("Anteckningar").append([SECRET])
    book.create_sheet("Läs mig").append([f"{SECRET} i läs mig"])
    book.create_sheet("Listor").sheet_state = "hidden"
    book["Listor"].append([SECRET])
    sheet = book["excerpts"]
    sheet["D2"].comment = Comment(SECRET, SECRET)
    sheet["A2"].hyperlink = f"https://example.org/{SECRET}"
    sheet.oddHeader.center.text = SECRET
    for name in ("title", "subject", "description", "keywords", "category", "creator", "lastModifiedBy"):
        setattr(book.properties, name, SECRET)


def _sheet(book: openpyxl.Workbook, name: str, rows: list[list[str]]) -> None:
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append([cell or None for cell in row])


def _workbook(project: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for file in sorted((project / FOLDER).glob("*.csv")):
        rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
        _sheet(book, file.stem, _with_internal_rows(project) if file.stem == "excerpts" else rows)
        file.unlink()
    _beside(book)
    book.save(project / FOLDER / "underlag.xlsx")


def _workbook_of_its_own(project: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    _sheet(book, "excerpts", _with_internal_rows(project))
    (project / FOLDER / "excerpts.csv").unlink()
    _beside(book)
    book.save(project / FOLDER / "excerpts.xlsx")


KINDS_OF_TABLES = {"CSV": _csv, "underlag.xlsx": _workbook, "excerpts.xlsx": _workbook_of_its_own}


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The content, and all that is packed within it, however deep."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for each in packed.namelist():
                yield from parts(f"{name}/{each}", packed.read(each))
    ending = Path(name).suffix
    without = ("index.html", "notebooks/evaluation.ipynb", "tjansteskrivelse.docx")
    if ending in (".html", ".ipynb", ".pdf", ".docx") and not name.endswith(without):
        for path, carried in embedded_recipes.account("x", ending, content, KINDS).files.items():
            yield from parts(f"{name}/{path}", carried)
    if ending == ".pdf":
        yield f"{name}, lines", "\n".join(page_lines(content)).encode()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, thing in enumerate(pdf.objects):
                if isinstance(thing, pikepdf.Stream):
                    yield f"{name}, stream {number}", thing.read_bytes()


def traces(name: str, content: bytes) -> tuple[int, list[str]]:
    searched = list(parts(name, content))
    return len(searched), [where for where, part in searched if any(form in part for form in FORMS)]


@pytest.mark.parametrize("kind", KINDS_OF_TABLES)
def test_nothing_of_it_is_on_any_way_out(project, monkeypatch, capsys, kind, counted):
    KINDS_OF_TABLES[kind](project)
    monkeypatch.chdir(project)
    standing = [path for path in (project / FOLDER).iterdir() if traces(path.name, path.read_bytes())[1]]
    assert len(standing) == 1, "the search finds what is there"
    ways: dict[str, bytes] = {}
    for page in (
        report.page(project, NAME),
        report.page(project, LATER),
        comparison.page(project, NAME, LATER),
        overview.page(project, [NAME, LATER], []),
    ):
        job = making.plan(page, project / "output", making.BuildOptions(force=True)).job
        ways[f"what a worker is sent for {page.name}"] = pickle.dumps(job)
        ways |= {f"{page.name}, {path}": content for path, content in job.data.items()}
    assert cli.main([NAME, *(word for each in FORMATS for word in ("--format", each))]) == 0, capsys.readouterr().err
    assert cli.main(["tjansteskrivelse", NAME]) == 0, capsys.readouterr().err
    assert cli.main(["archive", NAME]) == 0, capsys.readouterr().err
    ways |= {path.name: path.read_bytes() for path in (project / "output").iterdir()}
    files = {f"{NAME}.zip", f"{NAME}-tjansteskrivelse.docx", *(f"{NAME}.{each}" for each in FORMATS)}
    assert {*files, ".medlemsnytta-state.json"} <= set(ways)
    found = {name: traces(name, content) for name, content in ways.items()}
    assert {name: where for name, (_, where) in found.items() if where} == {}
    searched = sum(number for number, _ in found.values())
    assert searched > 60
    counted(f"leaks from {kind}: ways out and what is packed in them searched; traces", f"{searched}; 0")
    # The manifest's is all the others' bytes; what each carries is the same whatever kind of tables it came from.
    for ending in ("html", "pdf", "docx", "manifest.json") if kind == "CSV" else ("manifest.json",):
        assert cli.main(["verify", f"output/{NAME}.{ending}"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS_OF_TABLES)
def test_a_notebook_that_falls_is_kept_without_it(project, monkeypatch, capsys, kind):
    KINDS_OF_TABLES[kind](project)
    monkeypatch.chdir(project)
    assert cli.main(["init", ".", "--notebooks"]) == 0
    path = project / "notebooks/evaluation.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    source = (
        "from pathlib import Path\nprint([each.read_bytes() for each in Path().rglob('*') if each.is_file()])\n1 / 0"
    )
    notebook["cells"].append(
        {"cell_type": "code", "id": "faller", "metadata": {}, "outputs": [], "source": source}
        | {"execution_count": None}
    )
    path.write_text(json.dumps(notebook), "utf-8")
    capsys.readouterr()
    assert cli.main([NAME]) == 1
    for kept in (project / "output").glob("*.ipynb"):
        assert traces(kept.name.replace(".ipynb", ".json"), kept.read_bytes())[1] == []


@pytest.mark.parametrize("kind", ["underlag.xlsx", "excerpts.xlsx"])
def test_the_tables_alone_give_the_same_rows_and_are_their_own_extract(project, tmp_path, kind):
    KINDS_OF_TABLES[kind](project)
    (parameters,) = (page := report.page(project, NAME)).read.evaluations
    elsewhere = tmp_path / "annan"
    for path, content in page.read.files.items():
        (elsewhere / path).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / path).write_bytes(content)
    again = read_report(elsewhere, parameters)
    assert again.files == page.read.files
    assert again.rows == page.read.rows
