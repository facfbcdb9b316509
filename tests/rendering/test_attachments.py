"""What the PDF carries with it: tables that a spreadsheet can open safely, parameters, and what it is made of."""

import csv
import io
import json
import re
from typing import Any

import page
import pikepdf
import pytest

from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering.attachments import UNKNOWN_RECIPE, attachments, csv_text, harmless
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.pdf import council_pdf
from tests.rendering import pdf_sample

RECORD = b.Record(
    "evaluation.ipynb", {"year": 2026, "title": "Å", "about": None}, {"data/x/b.csv": "1f", "data/x/a.csv": "2e"}
)


def carried(*shown: object) -> dict[str, dict[str, Any]]:
    """Each attached file as a PDF reader finds it: content, description, relationship and kind."""
    pdf = council_pdf(document(pdf_sample.small_notebook(*shown)))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {
            name: {
                "content": each.get_file().read_bytes(),
                "description": each.description,
                "relationship": str(each.obj.AFRelationship),
                "kind": each.get_file().mime_type,
                "changed": str(each.get_file().obj.Params.ModDate),
                "associated": any(each.obj.objgen == other.objgen for other in file.Root.AF),
            }
            for name, each in file.attachments.items()
        }


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_table_is_attached_as_it_is_printed() -> None:
    files = carried(pdf_sample.fees_table(), pdf_sample.chart("diagram", "Vad kostar det?"))
    assert list(files) == ["las-mig.txt", "tabell-01-avgifter.csv", "tabell-02-diagram-siffror.csv"]
    table = files["tabell-01-avgifter.csv"]
    assert rows(table["content"])[:2] == [
        ["Nätverk", "Årsavgift (kr)", "Per invånare (kr)"],
        ["Klimatkommunerna", "38\u00a0291,20", "0,33"],
    ]
    assert table["description"] == "Tabell 1. Avgift per nätverk och år"
    assert (table["relationship"], table["kind"], table["associated"]) == ("/Data", "text/csv", True)


def test_a_table_says_what_people_wrote_also_where_the_typeface_cannot() -> None:
    files = carried(b.Table("t", "Ord 😀", (b.Column("A"),), (("Bra 😀",),)))
    assert rows(files["tabell-01-t.csv"]["content"])[1] == ["Bra 😀"]
    assert files["tabell-01-t.csv"]["description"] == "Tabell 1. Ord [U+1F600]"


def test_parameters_and_recipe_are_attached_in_their_one_spelling() -> None:
    files = carried(RECORD)
    assert files["parametrar.json"]["content"] == '{"about":null,"title":"Å","year":2026}'.encode()
    recipe = json.loads(files["underlag.json"]["content"])
    assert sorted(recipe) == ["data", "notebook", "parameters", "released", "rows", "unused"]
    assert list(recipe["data"]) == ["data/x/a.csv", "data/x/b.csv"]
    assert {files[name]["relationship"] for name in ("parametrar.json", "underlag.json")} == {"/Source"}


def test_the_date_of_the_attached_files_is_the_reports() -> None:
    assert {each["changed"] for each in carried(RECORD, pdf_sample.fees_table()).values()} == {"D:20260530000000Z"}


def test_the_reports_date_is_the_only_date_in_the_whole_file() -> None:
    pdf = council_pdf(document(pdf_sample.small_notebook(RECORD, pdf_sample.fees_table())))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        objects = [each.stream_dict if isinstance(each, pikepdf.Stream) else each for each in file.objects]
        texts = [each.unparse(resolved=True) for each in [*objects, file.trailer]] + [file.Root.Metadata.read_bytes()]
    found = {day for text in texts for day in re.findall(rb"D:(\d{8})|(20\d\d-\d\d-\d\d)T", text)}
    assert found == {(b"20260530", b""), (b"", b"2026-05-30")}


def test_where_the_notebook_kept_no_record_the_file_says_so() -> None:
    files = carried(pdf_sample.fees_table())
    assert "underlag.json" not in files
    assert UNKNOWN_RECIPE in files["las-mig.txt"]["content"].decode()


def test_the_page_of_names_tells_of_every_file() -> None:
    files = carried(RECORD, pdf_sample.fees_table())
    told = files.pop("las-mig.txt")["content"].decode()
    assert all(f"{name}: {each['description']}\r\n" in told for name, each in files.items())


def test_a_report_without_tables_or_record_carries_nothing() -> None:
    assert carried(b.prose(b.paragraph("Ord"))) == {}


def test_with_attachments_the_file_passes_both_checks() -> None:
    pdf = council_pdf(document(pdf_sample.small_notebook(RECORD, pdf_sample.fees_table())))
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        assert page.is_pdf_compliant_bytes(pdf, profile=profile)


FORMULAS = {
    "a sum": ("=1+1", "'=1+1"),
    "a plus": ("+46 8 535 300 00 ring", "'+46 8 535 300 00 ring"),
    "a minus with words": ("-2+3", "'-2+3"),
    "an at sign": ("@SUM(A1)", "'@SUM(A1)"),
    "wide letters": ("＝1+1", "'＝1+1"),
    "after spaces": ("  =1", "  '=1"),
    "after a tab": ("\t=1", "\t'=1"),
    "on the second line": ("ord\n=1", "ord\n'=1"),
    "after a semicolon": ("ord;=1", "ord;'=1"),
    "after a comma": ("ord, =1", "ord, '=1"),
    "after a quotation mark": ('"=1"', '"\'=1"'),
    "after a mark that turns the direction": ("\u202e=1", "'=1"),
    "after an invisible space": ("\u200b=1", "\u200b'=1"),
    "after a null": ("\x00=1", " '=1"),
}


@pytest.mark.parametrize("what", FORMULAS)
def test_no_cell_is_read_as_a_formula(what: str) -> None:
    cell, shown = FORMULAS[what]
    assert harmless(cell) == shown


@pytest.mark.parametrize(
    "cell",
    [
        "-12,5",
        "+5 715",
        "−300 kr",
        "–",
        "38\u00a0291,20 kr (+300 kr)",
        "76 % (62–86 %)",
        "e07\u00a0*",
        "2025-04-01",
        "",
    ],
)
def test_numbers_and_words_are_left_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_semicolons_quotation_marks_and_lines_stay_in_their_cell() -> None:
    cells = ["a;b", 'sa "ja"', "två\nrader"]
    assert rows(csv_text([cells]).encode()) == [cells]


def test_names_of_files_have_only_plain_letters() -> None:
    table = {"label": "Tabell 3", "id": "tabell-Å/../x", "caption": "C", "columns": [], "rows": []}
    head = {"title": "T", "municipality": "M", "date_text": "D"}
    assert attachments(head, [table], None)[1].name == "tabell-03-x.csv"
