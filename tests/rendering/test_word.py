"""The Word file: what it says is what the page says, in Word's own styles, and nothing that was typed does anything."""

import io
import shutil
import subprocess
import time
import zipfile

import docx
import nbformat
import pypdfium2
import pytest

from medlemsnytta.provenance.exporters import AccessibleWordExporter
from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering import word_file
from medlemsnytta.rendering.blocks import NotebookNotReadable, document
from medlemsnytta.rendering.texts import texts_of
from medlemsnytta.rendering.word import council_docx
from tests.rendering import foreign_notebook, foreign_notebooks, pdf_sample, sample_notebook
from tests.rendering.word_reading import W, alternatives, opened, paragraphs, part, plain, said_by_page


def made_of(*shown: object) -> bytes:
    return council_docx(document(pdf_sample.small_notebook(*shown)))


@pytest.fixture(scope="module")
def sample() -> bytes:
    return council_docx(document(pdf_sample.notebook()))


def test_it_says_what_the_page_says(sample):
    said, paper = said_by_page(document(pdf_sample.notebook())), paragraphs(sample)
    assert len(said) > 150
    assert [words for words in said if words not in paper] == []


def test_headings_are_words_own_and_skip_no_level(sample):
    headings = [each for each in opened(sample).paragraphs if each.style.name.startswith("Heading")]
    levels = [int(each.style.name.removeprefix("Heading ")) for each in headings]
    assert {1, 2} == set(levels)
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert headings[1].text == f"1 {pdf_sample.SECTIONS[0]}"
    assert [each.text for each in opened(sample).paragraphs if each.style.name == "Title"] == [pdf_sample.HEAD.title]


def test_lists_captions_and_tables_have_words_own_styles(sample):
    made = opened(sample)
    names = {each.style.name for each in made.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Caption", "Quote"} <= names
    assert {each.style.name for each in made.tables} == {"Table Grid"}


def test_every_table_has_a_header_row_that_is_repeated_and_a_name(sample):
    tables = list(part(sample).iter(f"{W}tbl"))
    assert len(tables) > 10
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val").startswith("Tabell ")
        widths = [int(each.get(f"{W}w")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) <= 210 / 25.4 * 1440


def test_charts_are_pictures_with_their_alternatives():
    shown = sample_notebook.rating_chart()
    content = made_of(shown)
    assert alternatives(content) == [plain(shown.alternative.replace("\u00a0", " "))]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        (picture,) = [name for name in file.namelist() if name.startswith("word/media/")]
        assert file.read(picture).startswith(b"\x89PNG")


def test_language_title_and_page_number(sample):
    languages = {each.get(f"{W}val") for each in part(sample, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"sv-SE"}
    properties = opened(sample).core_properties
    assert (properties.title, properties.language) == (pdf_sample.HEAD.title, "sv-SE")
    for footer in (opened(sample).sections[0].footer, opened(sample).sections[0].first_page_footer):
        fields = [each.get(f"{W}instr") for each in footer._element.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_nobody_is_named_and_no_hour(sample):
    with zipfile.ZipFile(io.BytesIO(sample)) as file:
        names, core = file.namelist(), file.read("docProps/core.xml").decode()
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in file.infolist()} == {zipfile.ZIP_STORED}
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]
    assert not [word for word in ("creator", "created", "modified", "lastModifiedBy", "python-docx") if word in core]


def test_the_same_bytes_at_another_time(sample, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert council_docx(document(pdf_sample.notebook())) == sample


def test_the_municipalitys_colour_and_logo():
    look = b.Look("#7a1f4b", {"mime": "image/svg+xml", "base64": _SVG, "alt": "Kommunens logotyp"})
    report = document(pdf_sample.small_notebook())
    content = council_docx({**report, "head": {**report["head"], "look": {"colour": look.colour, "logo": look.logo}}})
    assert str(opened(content).styles["Heading 1"].font.color.rgb) == "7A1F4B"
    assert alternatives(content) == ["Kommunens logotyp"]


_SVG = (
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI0MCIgaGVpZ2h0PSIyMCI+"
    "PHJlY3Qgd2lkdGg9IjQwIiBoZWlnaHQ9IjIwIi8+PC9zdmc+"
)
HOSTILE = (
    '{ INCLUDETEXT "C:\\\\hemligt.docx" }',
    '{ HYPERLINK "https://attacker.example" }',
    "=cmd|' /C calc'!A0",
    "<w:fldSimple w:instr='DDEAUTO c:\\\\x'/>",
    "]]></w:t><w:br/>&lt;",
    "MERGEFIELD \x13 FILENAME \x14\x15",
    "https://attacker.example/x",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_text(typed):
    table = b.Table("t", typed, (b.Column(typed), b.Column("Tal", "number")), ((typed, typed),), (typed,))
    content = made_of(b.prose(b.paragraph(typed), b.bullets(typed), b.quote(typed, typed)), table)
    shown = plain(word_file.legal(typed))
    assert sum(shown in words for words in paragraphs(content)) == 9
    root = part(content)
    for name in ("fldChar", "instrText", "fldSimple", "hyperlink", "object", "altChunk"):
        assert next(root.iter(f"{W}{name}"), None) is None
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if name.endswith(".rels") and b"External" in file.read(name)]


def test_what_xml_cannot_hold_is_shown_as_a_mark():
    content = made_of(b.prose(b.paragraph("a\x00b\x0bc\ud800d\ufffe\te\tf\ng")))
    assert paragraphs(content)[-1] == "a\ufffdb\ufffdc\ufffdd\ufffd e f g"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/hosts", "#finns-inte", "https://x.se/ a", ""])
def test_other_addresses_are_only_their_words(href):
    content = made_of(b.prose(b.paragraph(b.link("ord", href))))
    assert paragraphs(content)[-1] == "ord"
    assert next(part(content).iter(f"{W}hyperlink"), None) is None


def test_links_to_the_web_and_to_places_lead_there():
    content = made_of(b.prose(b.paragraph(b.link("webben", "https://x.se/å"), b.link("hit", "#avsnitt"))))
    web, place = part(content).iter(f"{W}hyperlink")
    rel = web.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    assert opened(content).part.rels[rel].target_ref == "https://x.se/å"
    marks = {each.get(f"{W}name"): each.getparent() for each in part(content).iter(f"{W}bookmarkStart")}
    assert plain("".join(marks[place.get(f"{W}anchor")].itertext())) == "1 Avsnitt"


def test_ordered_lists_begin_anew():
    content = made_of(b.prose(b.bullets("a", "b", ordered=True), b.paragraph("mellan"), b.bullets("c", ordered=True)))
    numbers = [each.get(f"{W}val") for each in part(content).iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = part(content, "word/numbering.xml")
    begins = [each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") in numbers]
    assert [each.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") for each in begins] == ["1", "1"]


@pytest.mark.parametrize(
    "unknown",
    [{"type": "karta"}, b.callout("notice", "Obs", {"type": "karta", "content": []})],
    ids=["alone", "in a box"],
)
def test_unknown_block_raises(unknown):
    report = document(pdf_sample.small_notebook())
    report["blocks"].append(unknown)
    with pytest.raises(NotebookNotReadable, match="'karta'"):
        council_docx(report)


def test_whoever_writes_in_it_is_seen(sample):
    record = {"parameters": {"title": "Å\x00\ud800"}, "data": {}}
    content = council_docx({**document(pdf_sample.small_notebook()), "record": record, "carried": "x"})
    assert word_file.account_of(content)["rader"] == "x"
    assert word_file.is_as_made(content)
    written = opened(content)
    written.add_paragraph("Mer.")
    saved = io.BytesIO()
    written.save(saved)
    assert not word_file.is_as_made(saved.getvalue())
    assert word_file.account_of(saved.getvalue()) == word_file.account_of(content)
    assert not word_file.is_as_made(sample)
    assert not word_file.is_as_made(b"PK")


def test_the_search_reads_all_that_it_says():
    secret, table = "19640823-3234", b.Table("t", "C 1", (b.Column("C 2"),), (("C 3",),), ("C 4",))
    report = document(
        pdf_sample.small_notebook(
            b.prose(b.callout("notice", "C 5", b.paragraph(b.strong("1964"), "0823-3234"))),
            table,
            sample_notebook.rating_chart(),
        )
    )
    content = council_docx(
        {**report, "record": {"parameters": {"title": "C 6"}}, "head": {**report["head"], "description": "C 7"}}
    )
    found = list(texts_of(content, ".docx"))
    assert secret.removeprefix("19") not in found
    assert "19640823-3234" in found
    assert [
        word for word in ("C 1", "C 2", "C 3", "C 4", "C 5", "C 6", "C 7") if not any(word in text for text in found)
    ] == []
    assert sample_notebook.rating_chart().alternative.replace("\u00a0", " ") in found


FOREIGN = [
    foreign_notebook.notebook,
    *(
        getattr(foreign_notebooks, name)
        for name in (
            *("data_frames", "large_tables", "altair_charts", "vega_charts", "matplotlib_figures", "pictures"),
            *("markdown_text", "formulas", "streams", "raw_cells", "widgets", "html_outputs"),
        )
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("foreign", FOREIGN, ids=lambda made: f"{made.__module__.rpartition('.')[2]}.{made.__name__}")
def test_any_notebook_comes_out_as_word(foreign):
    notebook = nbformat.reads(nbformat.writes(foreign_notebooks.saved(foreign())), as_version=4)
    exporter = AccessibleWordExporter(language="sv")
    content, resources = exporter.from_notebook_node(notebook)
    assert resources["output_extension"] == ".docx"
    report = exporter.read(notebook, {})
    everything = " ".join(paragraphs(content))
    assert [words for words in _words_alone(report["blocks"]) if words not in everything] == []
    pictures = sum(block["type"] in ("picture", "chart") for block in report["blocks"])
    assert len(alternatives(content)) >= pictures
    assert all(alternatives(content))
    assert exporter.from_notebook_node(notebook)[0] == content


def _words_alone(blocks: list[b.Block]) -> list[str]:
    """The texts of headings and paragraphs that are words and nothing else."""
    kinds = [block for block in blocks if block["type"] in ("heading", "paragraph")]
    plainly = [block for block in kinds if {run["type"] for run in block["content"]} <= {"text"}]
    return [plain(word_file.legal(b.inline_text(block["content"]))) for block in plainly]


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_what_it_says(sample, tmp_path):
    """As the tests in a browser: what is not installed is told, and the test passed over."""
    if (office := shutil.which("soffice")) is None:
        pytest.skip("no LibreOffice on PATH (soffice); the file was not opened by another program")
    (tmp_path / "prov.docx").write_bytes(sample)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "prov.docx")], check=True, timeout=180)
    shown = pypdfium2.PdfDocument(tmp_path / "prov.pdf")
    said, pages = plain(" ".join(page.get_textpage().get_text_range() for page in shown)), len(shown)
    shown.close()
    for words in (pdf_sample.HEAD.title, "Tabell 1.", f"1 {pdf_sample.SECTIONS[0]}", f"Sida 2 av {pages}"):
        assert words in said


def test_docx_is_what_python_docx_reads(sample):
    assert len(docx.Document(io.BytesIO(sample)).inline_shapes) == 5
