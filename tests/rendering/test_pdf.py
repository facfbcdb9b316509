"""Rules for the finished PDF: tags, standards, text, pages and bytes."""

import copy
import io
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.pdf import TEMPLATE, CouncilPDFExporter, council_pdf
from medlemsnytta.rendering.typeface import drawable
from tests.golden.report_text import OVERVIEW, ROOT, executed_in_process
from tests.rendering import pdf_sample


@pytest.fixture(scope="module")
def sample() -> bytes:
    return CouncilPDFExporter().from_notebook_node(pdf_sample.notebook())[0]


def rendered(*shown: object) -> bytes:
    return council_pdf(document(pdf_sample.small_notebook(*shown)))


@cache
def page_texts(pdf: bytes) -> list[str]:
    """The pages' words in their order, whatever the line breaks and hyphens."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(each.extract_text().replace("\u00ad\n", "").replace("\u00a0", " ").split()) for each in pages]


def words(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Every heading and its page, counted from 1."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def walk(entries: list[Any]) -> list[tuple[str, int]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found.extend(walk(entry))
            else:
                found.append((entry.title.replace("\u00a0", " "), reader.get_destination_page_number(entry) + 1))
        return found

    return walk(reader.outline)


def first_appendix_page(pdf: bytes) -> int:
    return next(number for title, number in bookmarks(pdf) if title.startswith("Bilaga A."))


@dataclass(frozen=True)
class Tag:
    kind: str
    alternative: str
    scopes: tuple[str, ...]


@cache
def tags(pdf: bytes) -> list[Tag]:
    """The structure elements, in no order."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            Tag(str(each.S), str(each.get("/Alt", "")), tuple(_scopes(each)))
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
        ]


def _scopes(element: pikepdf.Object) -> Iterator[str]:
    attributes = element.get("/A", pikepdf.Array())
    for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if "/Scope" in attribute:
            yield str(attribute.Scope)


def scopes(pdf: bytes) -> list[str]:
    return sorted(scope for tag in tags(pdf) if tag.kind == "/TH" for scope in tag.scopes)


def checked(pdf: bytes, folder: Path) -> page.ValidationReport:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    return page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)


@pytest.fixture(scope="module")
def overview() -> bytes:
    """Several reports side by side, with a map."""
    return council_pdf(document(executed_in_process(ROOT, OVERVIEW)))


@pytest.mark.slow
@pytest.mark.parametrize("pdf", ["sample", "overview"])
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=str)
def test_both_standards_checks_pass(pdf: str, profile: page.ValidationProfile, request: pytest.FixtureRequest) -> None:
    report = page.validate_pdf_bytes(request.getfixturevalue(pdf), profile=profile)
    assert report.is_compliant
    assert report.rules.failed == 0
    assert report.rules.passed > 100


def test_pdf_ua_check_notices_a_missing_alternative(sample: bytes) -> None:
    file = pikepdf.open(io.BytesIO(sample))
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each:
            del each.Alt
    broken = io.BytesIO()
    file.save(broken)
    assert not page.is_pdf_compliant_bytes(broken.getvalue(), profile=page.ValidationProfile.PDF_UA_1)


def test_catalogue_says_language_tags_and_title(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as file:
        assert str(file.Root.Lang) == "sv-SE"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in file.Root


def test_metadata_say_title_date_and_both_standards(sample: bytes) -> None:
    file = pikepdf.open(io.BytesIO(sample))
    said = file.open_metadata()
    assert said["dc:title"] == "Utvärdering av medlemskapen i Klimatkommunerna och Sveriges Ekokommuner"
    assert said["dc:creator"] == ["Huddinge kommun"]
    assert said["dc:description"].startswith("Vad medlemskapen kostar")
    assert said["pdf:Keywords"] == "utvärdering, nätverk, medlemskap"
    assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == "2026-05-30T00:00:00Z"
    assert said["pdfuaid:part"] == "1"
    assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")


def test_every_chart_is_a_figure_with_its_text_alternative(sample: bytes) -> None:
    alternatives = [tag.alternative for tag in tags(sample) if tag.kind == "/Figure"]
    assert len(alternatives) == 5
    assert all(alternative.startswith("Liggande staplar. Vad kostar") for alternative in alternatives)


@pytest.mark.slow
def test_charts_are_drawn_as_lines_and_text_not_as_pictures(sample: bytes) -> None:
    file = pikepdf.open(io.BytesIO(sample))
    assert not [each for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
    assert "Kronor per år" in words(sample)


def test_a_tall_chart_keeps_its_letters_readable() -> None:
    """A chart of 400 pixels is 300 points at most; scaled to less than 0.85, its letters would be too small."""
    with pikepdf.open(io.BytesIO(rendered(pdf_sample.chart("d", "Fråga?", height=400)))) as file:
        (figure,) = [
            each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        (box,) = [each.BBox for each in figure.A if "/BBox" in each]
    assert 0.85 * 300 < float(box[3]) - float(box[1]) < 350


@pytest.mark.parametrize("lines", range(33, 38))
def test_words_that_lead_to_a_list_stand_on_its_page(lines: int) -> None:
    text = b.prose(
        *[b.paragraph(f"Rad {number}.") for number in range(lines)], b.paragraph("Skälen är:"), b.bullets("Ett")
    )
    assert [page for page in page_texts(rendered(text)) if ("Skälen är:" in page) != ("• Ett" in page)] == []


def test_a_span_of_figures_is_never_broken_at_its_dash() -> None:
    text = rendered(b.prose(b.paragraph(*["Mellan ord och 33–67\u00a0% av fallen. "] * 60)))
    lines = [line.strip() for line in pypdf.PdfReader(io.BytesIO(text)).pages[0].extract_text().splitlines()]
    assert sum(line.count("33–67") for line in lines) == 60


def test_every_row_and_column_has_its_header() -> None:
    assert scopes(rendered(pdf_sample.fees_table())) == ["/Column"] * 3 + ["/Row"] * 3


def test_row_headers_are_tagged_in_every_table(sample: bytes) -> None:
    assert scopes(sample).count("/Row") == 13 * 3 + 5 + 5 + 8


def test_facts_are_tagged_as_a_list_of_terms() -> None:
    kinds = [tag.kind for tag in tags(rendered(pdf_sample.summary()))]
    assert [kinds.count(kind) for kind in ("/L", "/LI", "/Lbl", "/LBody")] == [1, 5, 5, 5]


def test_bookmarks_are_the_numbered_headings(sample: bytes) -> None:
    titles = [title for title, _ in bookmarks(sample)]
    assert titles[:4] == ["Sammanfattning", "1 Uppdrag och beslut", "2 Underlag och dess styrka", titles[3]]
    assert titles[-2:] == ["Bilaga C. Diagrammens siffror", "Bilaga D. Bifogade filer"]


def test_text_comes_out_in_reading_order(sample: bytes) -> None:
    text = words(sample)
    wanted = [
        "Huddinge kommun",
        "Utvärdering av medlemskapen i Klimatkommunerna",
        "Diarienummer KS-2025/475",
        "Metoden beslutar inte.",
        "lutar åt fortsätt i 83–95 % av viktningarna.",
        "Påhittade uppgifter",
        "Tabell 1. Avgift per nätverk och år",
        "38 291,20",
        "beräknad på 114 304 invånare",
        "Diagram 1. Vad kostar medlemskapet 0?",
        "Siffrorna står i tabell 12.",
        "— S1, intervju 2025",
        "Tabell 12. Avgift per nätverk och år",
        "Till diagram 1",
    ]
    places = []
    for sentence in wanted:
        places.append(text.index(sentence, places[-1] if places else 0))
    assert places == sorted(places)


def test_summary_fits_on_the_first_page(sample: bytes) -> None:
    assert dict(bookmarks(sample))["Sammanfattning"] == 1
    assert "Tabell 1." in page_texts(sample)[0]
    assert "1 Uppdrag och beslut" in page_texts(sample)[0]


def test_a_report_of_twelve_sections_takes_eight_pages_before_the_appendices(sample: bytes) -> None:
    assert first_appendix_page(sample) <= 9


def test_appendices_begin_on_a_page_of_their_own(sample: bytes) -> None:
    opening = page_texts(sample)[first_appendix_page(sample) - 1]
    running_head = "Utvärdering av medlemskapen i Klimatkommunerna och Sveriges Ekokommuner Diarienummer KS-2025/475"
    foot = f"Huddinge kommun Sida {first_appendix_page(sample)} av {len(page_texts(sample))}"
    body = opening.replace(running_head, "").replace(foot, "").strip()
    assert body.startswith("Bilaga A. Metod, källor och inställningar")


def test_a_sami_word_in_italics_is_printed_upright_as_itself() -> None:
    made = rendered(b.prose(b.paragraph("Om ", b.emphasis("Giŧŧa och Διοίκηση i år"), ".")))
    assert "Om Giŧŧa och Διοίκηση i år." in words(made)


def test_every_page_says_its_number_and_only_later_ones_the_case(sample: bytes) -> None:
    pages = page_texts(sample)
    for number, text in enumerate(pages, start=1):
        assert f"Sida {number} av {len(pages)}" in text
    assert all("Diarienummer KS-2025/475" in text for text in pages[1:])


def test_without_case_number_the_running_head_is_only_the_title() -> None:
    report = document(pdf_sample.notebook())
    report["head"]["case_number"] = ""
    assert all("Diarienummer" not in text for text in page_texts(council_pdf(report))[1:])


@pytest.mark.slow
def test_a_long_table_repeats_its_header_and_splits_no_row() -> None:
    answer = "Ett längre svar som går på flera rader. " * 9
    rows = tuple((f"Rad {number}", answer, answer) for number in range(60))
    columns = (b.Column("Radrubrik"), b.Column("Svar"), b.Column("Motsvar"))
    *pages, attached = page_texts(rendered(b.Table("t", "Lång", columns, rows)))
    assert "Bifogade filer" in attached
    assert len(pages) > 3
    for text in pages:
        assert "Radrubrik Svar Motsvar" in text
        assert text.count("Rad ") * 18 == text.count("Ett längre svar")


@pytest.mark.parametrize("columns", [1, 2, 7])
def test_a_cell_longer_than_a_page_goes_on_over_the_next(columns: int) -> None:
    row = ("Rad",) * (columns - 1) + ("ord " * 4000 + "slut",)
    table = b.Table("t", "Lång", tuple(b.Column(f"K{number}") for number in range(columns)), (row,))
    pages = page_texts(rendered(table))
    assert sum(text.count("ord ") for text in pages) == 4000
    assert max(text.count("ord ") for text in pages) < 2200


@pytest.mark.parametrize(
    "box",
    [b.callout("result", "Resultat", b.paragraph("ord " * 4000 + "slut")), b.quote("ord " * 4000 + "slut", "S1")],
    ids=["callout", "quotation"],
)
def test_a_box_longer_than_a_page_goes_on_over_the_next(box: b.Block) -> None:
    pages = page_texts(rendered(b.prose(box)))
    assert sum(text.count("ord ") for text in pages) == 4000
    assert max(text.count("ord ") for text in pages) < 2200


def test_a_table_without_rows_is_set() -> None:
    assert "Tabell 1. Tom" in words(rendered(b.Table("t", "Tom", (b.Column("A"), b.Column("B", "number", "kr")), ())))


def test_dates_and_numbers_stay_on_one_line_in_a_crowded_table() -> None:
    long = "Miljöstrategikonsultsamordningsuppdrag och annat " * 3
    columns = (b.Column("Namn"), b.Column("Avgift", "number"), b.Column("Dag", "date"), *[b.Column("Text")] * 4)
    row = (long, "38 291,20 kr", "30 september 2026", *[long] * 4)
    lines = pypdf.PdfReader(io.BytesIO(rendered(b.Table("t", "Trång", columns, (row,))))).pages[0].extract_text()
    assert "38 291,20 kr" in lines
    assert "30 september 2026" in lines


def test_what_is_written_to_a_computer_is_marked_as_not_swedish() -> None:
    with pikepdf.open(io.BytesIO(rendered(b.prose(b.paragraph("Kör ", b.code("python build.py"), "."))))) as file:
        content = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert content.count(b"/Lang(en)") == 1


def test_every_drawable_character_can_be_set_in_every_face() -> None:
    all_of_them = "".join(sorted(drawable()))
    rendered(
        b.prose(b.subheading(all_of_them), b.paragraph(all_of_them, b.strong(all_of_them), b.emphasis(all_of_them)))
    )


HOSTILE = "#panic() $x$ *a* _b_ `c` @d <script>alert(1)</script> \\ // {{ 7*7 }} ]#[ abc\u202edef 😀 אב \x00 \ud83d"
HARMLESS = "#panic() $x$ *a* _b_ `c` @d <script>alert(1)</script> \\ // {{ 7*7 }} ]#[ abcdef [U+1F600]"


def test_hostile_text_arrives_as_text_everywhere(tmp_path: Path) -> None:
    table = b.Table(
        "t", HOSTILE, (b.Column(HOSTILE), b.Column("B", "number", HOSTILE)), ((HOSTILE, HOSTILE),), (HOSTILE,)
    )
    pdf = rendered(
        b.prose(
            b.facts((HOSTILE, HOSTILE)),
            b.paragraph(HOSTILE, b.strong(HOSTILE), b.link(HOSTILE, "https://x.se")),
            b.bullets(HOSTILE),
            b.callout("illustrative", HOSTILE, b.paragraph(HOSTILE)),
            b.quote(HOSTILE, HOSTILE),
            b.subheading(HOSTILE),
        ),
        table,
    )
    assert words(pdf).count(HARMLESS) >= 5
    assert "0 failed" in str(checked(pdf, tmp_path))


@pytest.mark.slow
def test_a_smiley_in_a_chart_does_not_stop_the_report() -> None:
    chart = pdf_sample.chart("d", "Hur går det 😀?")
    chart.spec["encoding"]["x"]["title"] = "Betyg 😀"
    assert "Betyg [U+1F600]" in words(rendered(chart))


@pytest.mark.slow
@settings(max_examples=25)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_can_be_set(value: str) -> None:
    rendered(b.prose(b.facts((value, value)), b.paragraph(value)), b.Table("t", value, (b.Column(value),), ((value,),)))


def test_two_renderings_are_the_same_bytes(sample: bytes) -> None:
    rendered(pdf_sample.chart("annat", "Något annat emellan?"))
    assert council_pdf(document(pdf_sample.notebook())) == sample


def test_time_zone_and_folder_change_nothing(sample: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "en annan mapp" / "report.typ"
    elsewhere.parent.mkdir()
    shutil.copy(TEMPLATE, elsewhere)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert council_pdf(document(pdf_sample.notebook()), elsewhere) == sample
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_report_given_is_not_changed() -> None:
    report = document(pdf_sample.notebook())
    before = copy.deepcopy(report)
    council_pdf(report)
    assert report == before


def test_exporter_says_what_it_writes() -> None:
    exporter = CouncilPDFExporter()
    contents, resources = exporter.from_notebook_node(pdf_sample.small_notebook(b.prose(b.paragraph("Ord"))))
    assert contents.startswith(b"%PDF-1.7")
    assert (exporter.output_mimetype, exporter.file_extension) == ("application/pdf", ".pdf")
    assert resources["output_extension"] == ".pdf"


def test_text_colours_have_contrast_of_seven_on_white() -> None:
    def luminance(colour: str) -> float:
        shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in (theme.INK, theme.MUTED, theme.ACCENT):
        assert 1.05 / (luminance(colour) + 0.05) >= 7


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exempelkommun-2025", "exempelkommun-2026"])
def test_no_stream_ends_with_a_carriage_return(name: str) -> None:
    """Such a stream seems longer than it says; which ones do is chance, and packing again moves it."""
    assert b"\r\nendstream" not in council_pdf(document(executed_in_process(ROOT, name)))
