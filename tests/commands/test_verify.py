"""`verify` and `archive` at the front door: what is true is said to be, and what is not is named."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import jsonschema
import pikepdf
import pytest
import rfc8785

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.pages import verification
from medlemsnytta.provenance import archives, recipe
from medlemsnytta.rendering.texts import page_lines

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
ROOT = Path(__file__).resolve().parents[2]
NAME = "huddinge-2025"
EXCERPTS = Path("data/huddinge/excerpts.csv")
SECRET = "hemligtord"
"""Stands only in what must not leave its table."""
INTERNAL = (
    f"{{}},klimatkommunerna,2025-04-01,{SECRET} i texten,paraphrase,{SECRET},relevance,1,,na,present,stated,"
    f"municipality_assessment,S1,K1,,internal,,{SECRET},2025-04-01,observed,{SECRET}"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with statements that are `internal`, built once by its front door."""
    project = tmp_path_factory.mktemp("trust") / "projekt"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    text = (project / EXCERPTS).read_text("utf-8")
    lines = text.splitlines()
    lines[10:10] = [INTERNAL.format("h1")]
    lines.append(INTERNAL.format("h2"))
    (project / EXCERPTS).write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main([NAME]) == 0
    return project


@pytest.fixture
def copy(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The built project elsewhere, to spoil."""
    project = tmp_path / "annan dator" / "p"
    shutil.copytree(built, project)
    monkeypatch.chdir(project)
    return project


def _verified(capsys: pytest.CaptureFixture[str], file: str, *more: str) -> tuple[int, str]:
    code = cli.main(["verify", f"output/{file}", *more])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.out + captured.err
    return code, captured.out + captured.err


def test_the_manifest_and_all_its_files_are_what_the_data_give(copy, capsys, counted):
    assert _verified(capsys, f"{NAME}.manifest.json")[0] == 0
    code, said = _verified(capsys, f"{NAME}.pdf")
    assert (code, "stämmer. Byggd igen" in said) == (0, True)
    counted("verify: reports built elsewhere found true byte for byte", "2 of 2")


def test_the_manifest_obeys_its_schema_and_has_one_spelling(built):
    content = (built / f"output/{NAME}.manifest.json").read_bytes()
    told = json.loads(content)
    jsonschema.Draft202012Validator(json.loads((ROOT / "docs/manifest.schema.json").read_text("utf-8"))).validate(told)
    assert rfc8785.dumps(told) + b"\n" == content
    assert told["recipe"]["rows"]["data/huddinge/excerpts.csv"].keys().isdisjoint({"11"})
    assert {f"{NAME}.{ending}" for ending in ("html", "pdf", "ipynb")} == set(told["outputs"])


def test_a_file_altered_after_the_build_is_named(copy, capsys):
    page = copy / f"output/{NAME}.html"
    page.write_bytes(page.read_bytes().replace("38\u00a0291,20".encode(), "38\u00a0191,20".encode(), 1))
    code, said = _verified(capsys, page.name)
    assert code == 1
    assert f"{NAME}.html är inte den fil som manifestet bredvid beskriver: den har en annan kontrollsumma" in said
    assert "är inte, byte för byte, den fil som underlaget ger: de skiljer sig på rad" in said
    assert "Filen säger" in said
    assert f"{NAME}.html är inte den fil" in _verified(capsys, f"{NAME}.manifest.json")[1]


def test_changed_rows_are_named(copy, capsys):
    text = (copy / EXCERPTS).read_text("utf-8")
    (copy / EXCERPTS).write_text(text.replace(",use,1,3,na", ",use,1,2,na", 1), "utf-8")
    code, said = _verified(capsys, f"{NAME}.html")
    assert code == 1
    assert "data/huddinge/excerpts.csv är ändrad sedan rapporten byggdes: rad 6." in said


def test_a_row_of_another_municipality_changes_nothing(copy, capsys):
    population = copy / "data/reference/population.csv"
    lines = population.read_text("utf-8").splitlines()
    population.write_text("\n".join([*(line for line in lines if not line.startswith("0114,")), ""]), "utf-8")
    assert "population.csv" not in _verified(capsys, f"{NAME}.manifest.json")[1]


def test_a_changed_parameter_is_named_with_both_values(copy, capsys):
    file = copy / f"params/{NAME}.yaml"
    file.write_text(file.read_text("utf-8").replace("evidence_months: 36", "evidence_months: 24"), "utf-8")
    code, said = _verified(capsys, f"{NAME}.pdf")
    assert code == 1
    assert f"params/{NAME}.yaml: evidence_months var '36' när rapporten byggdes och är nu '24'." in said
    assert "Filen själv är den som byggdes" in said


def test_other_versions_are_named(copy, capsys):
    file = copy / f"output/{NAME}.manifest.json"
    told = json.loads(file.read_text("utf-8"))
    told["recipe"]["versions"]["typst"] = "0.1.2"
    told["recipe"]["program"]["package"] = "00"
    file.write_text(json.dumps(told), "utf-8")
    code, said = _verified(capsys, file.name)
    assert code == 1
    assert "typst var 0.1.2 när rapporten byggdes och är nu" in said
    assert "Programmet är inte desamma" not in said
    assert "Programmet är ett annat än när rapporten byggdes." in said


def test_whatever_is_altered_in_the_manifest_is_named(copy, capsys):
    file = copy / f"output/{NAME}.manifest.json"
    told = json.loads(file.read_text("utf-8"))
    told["result"]["SEKOM"] = "lämna"
    told["recipe"]["rows"]["data/huddinge/excerpts.csv"]["6"] = "0" * 16
    told["outputs"][f"{NAME}.pdf"] = "0" * 64
    file.write_text(json.dumps(told), "utf-8")
    code, said = _verified(capsys, file.name)
    assert code == 1
    assert f"{file.name} är inte det manifest som bygget ger: 'result', 'recipe.rows' är annorlunda." in said
    assert f"{NAME}.pdf blir en annan fil när den byggs igen" in said


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("x.html", b"<p>hej</p>"),
        ("x.pdf", b"%PDF-1.7\n"),
        ("x.pdf", b""),
        ("x.ipynb", b'{"cells": []}'),
        ("x.manifest.json", b"{}"),
        ("x.manifest.json", b"[" * 100_000),
        (
            "x.manifest.json",
            b'{"report": "x", "recipe": {"parameters": {"data_folder": "../.."}, "data": {}, "program": {}, "versions": {}}}',
        ),
        (
            "x.manifest.json",
            b'{"report": "x", "recipe": {"notebook": "x.ipynb", "parameters": {}, "data": {}, "program": {}, "versions": {}}}',
        ),
        (
            "x.manifest.json",
            b'{"report": "x", "recipe": {"notebook": "overview.ipynb", "parameters": {"reports": [{}], "tables": 3}, "data": {}, '
            b'"program": {}, "versions": {}}}',
        ),
        (
            "x.manifest.json",
            b'{"report": "x", "recipe": {"parameters": {}, "data": {}, "program": {}, "versions": {}, "rows": {"a": {"x": "1f"}}}}',
        ),
        ("x.docx", b"PK"),
        ("finns.inte.pdf", None),
    ],
)
def test_what_cannot_be_tried_is_reported_in_words(copy, capsys, file, content):
    if content is not None:
        (copy / "output" / file).write_bytes(content)
    code, said = _verified(capsys, file)
    assert code == 1
    assert "gick inte att pröva" in said


def test_an_archive_is_a_valid_bag_in_which_the_report_is_verified_again(copy, tmp_path, capsys, monkeypatch):
    assert cli.main(["archive", NAME]) == 0
    first = (copy / f"output/{NAME}.zip").read_bytes()
    assert cli.main(["archive", NAME]) == 0
    assert (copy / f"output/{NAME}.zip").read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        packed.extractall(tmp_path / "arkiv")
    bagit.Bag(str(tmp_path / "arkiv" / NAME)).validate()
    inside = tmp_path / "arkiv" / NAME / "data"
    assert not [path for path in inside.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    monkeypatch.chdir(inside)
    assert _verified(capsys, f"{NAME}.html")[0] == 0


def test_a_report_built_without_scripts_is_packed_as_it_stands(copy, capsys):
    assert cli.main([NAME, "--static"]) == 0
    static = (copy / f"output/{NAME}.html").read_bytes()
    assert b"<script>" not in static
    assert cli.main(["archive", NAME]) == 0, capsys.readouterr().err
    with zipfile.ZipFile(copy / f"output/{NAME}.zip") as packed:
        assert packed.read(f"{NAME}/data/output/{NAME}.html") == static


def test_an_archive_is_not_made_of_what_is_not_current(copy, capsys):
    (copy / f"output/{NAME}.pdf").write_bytes(b"annan")
    assert cli.main(["archive", NAME]) == 1
    assert "inte aktuell" in capsys.readouterr().err
    assert not (copy / f"output/{NAME}.zip").exists()


def test_an_archive_does_not_name_other_versions_than_built_the_report(copy, capsys, monkeypatch):
    """As after `pip install .` without the pinned versions; the report itself is current."""
    lock = (program.FILES / "requirements.txt").read_text("utf-8")
    false = copy.parent / "requirements.txt"
    false.write_text(re.sub(r"(?m)^jinja2==\S+", "jinja2==3.0.1", lock), "utf-8")
    monkeypatch.setattr(archives, "LOCK", str(false))
    assert cli.main(["archive", NAME]) == 1
    said = capsys.readouterr().err
    assert f"jinja2 är {recipe.versions()['jinja2']} här men 3.0.1 i den" in said
    assert "bygg rapporten igen" in said
    assert not (copy / f"output/{NAME}.zip").exists()


def test_a_folder_without_the_reports_data_is_reported_as_one(built, tmp_path, capsys, monkeypatch):
    """Nothing is known of whether they ever stood there."""
    for folder in ("params", "data/huddinge"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["verify", str(built / f"output/{NAME}.pdf")]) == 1
    said = capsys.readouterr().err
    assert "data/huddinge/uses.csv finns inte i den här mappen, och rapporten är byggd med den." in said
    assert "längre" not in said


def test_internal_statements_leave_no_trace_in_any_output(built, counted):
    found, searched = [], 0
    for path in (built / "output").iterdir():
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".pdf":
            contents |= _inside(path)
        searched += len(contents)
        for name, content in contents.items():
            for form in (
                SECRET.encode(),
                SECRET.encode("utf-16-be"),
                SECRET.encode("utf-16-le"),
                SECRET.upper().encode(),
            ):
                if form in content:
                    found.append(name)
    assert found == []
    assert searched > 20
    counted("leaks: files, streams and attachments searched, traces of internal statements", f"{searched}, 0")


def _inside(path: Path) -> dict[str, bytes]:
    """The PDF's unpacked streams, its strings, its attachments and the lines of its pages."""
    found = {"lines": "\n".join(page_lines(path.read_bytes())).encode()}
    with pikepdf.open(path) as pdf:
        for number, thing in enumerate(pdf.objects):
            if isinstance(thing, pikepdf.Stream):
                found[f"stream {number}"] = thing.read_bytes()
            elif isinstance(thing, pikepdf.Dictionary):
                found[f"strings {number}"] = "\n".join(
                    str(value) for _, value in thing.items() if isinstance(value, pikepdf.String)
                ).encode()
        for name, each in pdf.attachments.items():
            found[name] = each.get_file().read_bytes()
    return found


def test_the_search_for_traces_finds_what_is_there(built):
    assert any(b"Klimatkommunerna" in content for content in _inside(built / f"output/{NAME}.pdf").values())


def test_a_key_to_the_speakers_has_no_place_among_the_tables(copy, capsys):
    (copy / "data/huddinge/speaker_key.csv").write_text(f"speaker,name\nS1,{SECRET}\n", "utf-8")
    assert cli.main(["check", NAME]) == 1
    said = capsys.readouterr().err
    assert "speaker_key.csv" in said
    assert "ingen tabell heter så" in said


@pytest.mark.long
def test_a_report_with_personal_data_is_not_built_until_a_reason_is_written(copy, capsys):
    channels = copy / "data/huddinge/channels.csv"
    channels.write_text(channels.read_text("utf-8").replace(",Kansliet,", ",Direktnummer 031-390 06 15,"), "utf-8")
    shutil.rmtree(copy / "output")
    assert cli.main([NAME, "--format", "html"]) == 1
    said = capsys.readouterr().err
    assert "channels.csv, rad 4: kolumnen name ser ut att innehålla ett telefonnummer till en person: 03•" in said
    assert "031-390" not in said
    assert not list((copy / "output").glob(f"{NAME}.*"))
    reason = "phone,031-390 06 15,Kansliets eget nummer,webbplatsen,2025-04-01,observed,"
    header = "kind,text,reason,source,source_date,status,note"
    (copy / "data/huddinge/privacy_exceptions.csv").write_text(f"{header}\n{reason}\n", "utf-8")
    assert cli.main([NAME, "--format", "html"]) == 0
    assert "är undantaget från kontrollen av personuppgifter: Kansliets eget nummer" in capsys.readouterr().err
    told = json.loads((copy / f"output/{NAME}.manifest.json").read_text("utf-8"))
    assert [(one["kind"], one["reason"]) for one in told["recipe"]["released"]] == [("phone", "Kansliets eget nummer")]


def test_how_lines_end_makes_no_difference(copy, capsys):
    """As a version control or a colleague's editor on Windows leaves the files."""
    for file in (*(copy / "data").rglob("*.csv"), *(copy / "params").glob("*.yaml")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert _verified(capsys, f"{NAME}.manifest.json")[0] == 0
    code, said = _verified(capsys, f"{NAME}.html")
    assert (code, "stämmer. Byggd igen ur parametrarna och underlaget" in said) == (0, True)
    assert cli.main([NAME, "--why"]) == 0
    assert "byggs inte, för allt är som när den byggdes" in capsys.readouterr().out


def test_the_small_page_says_what_it_needs_and_is_tried_beside_it(copy, tmp_path):
    assert cli.main([NAME, "--static"]) == 0
    page = tmp_path / f"{NAME}.html"
    shutil.copy(copy / f"output/{NAME}.html", page)
    assert b"rapportens--filer" not in page.read_bytes()
    with pytest.raises(
        ProblemsFound, match="bär inte med sig de tabeller.*Lägg sidans PDF eller dess fullständiga HTML-fil"
    ):
        verification.verify(None, page)
    shutil.copy(copy / f"output/{NAME}.pdf", tmp_path)
    assert verification.verify(None, page).differences == ()


def test_a_file_that_no_table_is_called_after_stops_a_build(copy, capsys):
    (copy / "data/huddinge/excerpt.csv").write_text("excerpt_id\n", "utf-8")
    assert cli.main([NAME]) == 1
    assert "data/huddinge/excerpt.csv: ingen tabell heter så. Menade du 'excerpts.csv'?" in capsys.readouterr().err
