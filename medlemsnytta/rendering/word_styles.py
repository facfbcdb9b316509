"""What every Word file has before anything is written in it: Word's own styles in our measures, language, page, properties."""

import io
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from medlemsnytta.rendering import pdf_columns, theme
from medlemsnytta.rendering.word_file import legal

if TYPE_CHECKING:
    from docx.document import Document

TYPEFACE, FIXED = "Arial", "Courier New"
"""What every desk has; Word files carry no typefaces."""
TINT = "#eef3f5"
TABLE_TEXT = "Tabelltext"
"""The one paragraph style that Word has no name for."""
HYPERLINK = "Hyperlink"

_SIZES = {
    "Title": 20,
    "Heading 1": 15,
    "Heading 2": 12,
    "Heading 3": 10.5,
    "Caption": 9.5,
    "macro": 8,
    "Header": 8.5,
    "Footer": 8.5,
}
_SPACES = {
    "Title": (2, 10),
    "Heading 1": (18, 5),
    "Heading 2": (12, 4),
    "Caption": (10, 4),
    "List Bullet": (0, 3),
    "List Number": (0, 3),
    "Quote": (4, 2),
}
"""Points before and after."""
_COLOURED = ("Title", *(f"Heading {level}" for level in range(1, 10)))
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNUSED = ("stylesWithEffects", "webSettings", "customXml", "thumbnail", "extended-properties", "fontTable")
"""Parts of the library's template that say something of somebody else, or nothing."""


def opened(language: str, colour: str) -> "Document":
    """An empty file in the `language`, with headings in the `colour`, "" for our own."""
    import docx
    from docx.shared import RGBColor

    made = docx.Document(io.BytesIO(_template()))
    tag = language_tag(language)
    for element in made.styles.element.iter(f"{{{_W}}}lang"):
        element.set(f"{{{_W}}}val", tag)
    made.settings.element.find(f"{{{_W}}}themeFontLang").set(f"{{{_W}}}val", tag)
    accent = RGBColor.from_string((colour or theme.ACCENT).removeprefix("#").upper())
    for name in (*_COLOURED, HYPERLINK):
        made.styles[name].font.color.rgb = accent
    for edge in made.styles["Title"].element.iter(f"{{{_W}}}pBdr"):
        for line in edge:
            line.set(f"{{{_W}}}color", str(accent))
    for edge in made.styles["Table Grid"].element.iter(f"{{{_W}}}top", f"{{{_W}}}bottom"):
        if edge.get(f"{{{_W}}}color"):
            edge.set(f"{{{_W}}}color", str(accent))
    return made


def language_tag(language: str) -> str:
    """As Word wants it; Swedish here is that of Sweden."""
    return "sv-SE" if language.lower() == "sv" else language


def properties(head: Mapping[str, Any], language: str) -> bytes:
    """The file's title, subject, keywords and language; nobody's name, and no hour."""
    core, elements = (
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://purl.org/dc/elements/1.1/",
    )
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": elements})
    for name, said in (
        (f"{{{elements}}}title", head["title"]),
        (f"{{{elements}}}subject", head["description"]),
        (f"{{{core}}}keywords", ", ".join(head["keywords"])),
        (f"{{{elements}}}language", language_tag(language)),
    ):
        if said:
            etree.SubElement(root, name).text = legal(said)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


@cache
def _template() -> bytes:
    """The library's template without what nobody asked for, and with our measures."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Mm, Pt, RGBColor

    made = docx.Document()
    for rels in (made.part.package.rels, made.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _UNUSED]:
            del rels[key]
    _plain(made)
    normal = made.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(10), RGBColor.from_string(theme.INK.removeprefix("#").upper())
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule, normal.paragraph_format.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    normal.paragraph_format.widow_control = True
    for name, size in _SIZES.items():
        made.styles[name].font.size = Pt(size)
    for name, (before, after) in _SPACES.items():
        formatted = made.styles[name].paragraph_format
        formatted.space_before, formatted.space_after = Pt(before), Pt(after)
    for name in _COLOURED:
        made.styles[name].font.bold, made.styles[name].font.italic = True, False
    made.styles["Caption"].font.color.rgb = normal.font.color.rgb
    made.styles["Caption"].paragraph_format.keep_with_next = True
    made.styles["macro"].font.name = FIXED
    made.styles["Quote"].paragraph_format.left_indent = Mm(6)
    text = made.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style, text.font.size = normal, Pt(8.5)
    text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(0), 1.05
    link = made.styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline = True
    _table_lines(made.styles["Table Grid"].element)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Pt(pdf_columns.MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _plain(made: "Document") -> None:
    """One typeface for all, colours as they are said, today's layout, and none of the table styles that nothing uses."""
    styles = made.styles.element
    for style in list(styles.iterchildren(f"{{{_W}}}style")):
        if style.get(f"{{{_W}}}type") == "table" and style.get(f"{{{_W}}}styleId") not in ("TableNormal", "TableGrid"):
            styles.remove(style)
    for fonts in list(styles.iter(f"{{{_W}}}rFonts")):
        within = fonts.getparent()
        within.remove(fonts)
    first = styles.find(f"{{{_W}}}docDefaults/{{{_W}}}rPrDefault/{{{_W}}}rPr")
    fonts = first.makeelement(
        f"{{{_W}}}rFonts", {f"{{{_W}}}{each}": TYPEFACE for each in ("ascii", "hAnsi", "cs", "eastAsia")}
    )
    first.insert(0, fonts)
    for colour in styles.iter(f"{{{_W}}}color", f"{{{_W}}}top", f"{{{_W}}}bottom", f"{{{_W}}}left", f"{{{_W}}}right"):
        for name in [name for name in colour.attrib if "theme" in name]:
            del colour.attrib[name]
    settings = made.settings.element
    for name in ("rsids", "savePreviewPicture", "proofState", "shapeDefaults"):
        for found in settings.findall(f"{{{_W}}}{name}"):
            settings.remove(found)
    for found in settings.findall(f"{{{_W}}}zoom"):
        found.attrib.clear()
        found.set(f"{{{_W}}}percent", "100")
    for found in settings.iter(f"{{{_W}}}compatSetting"):
        if found.get(f"{{{_W}}}name") == "compatibilityMode":
            found.set(f"{{{_W}}}val", "15")
    for found in settings.iter(f"{{{_W}}}decimalSymbol", f"{{{_W}}}listSeparator"):
        found.set(f"{{{_W}}}val", "," if found.tag.endswith("Symbol") else ";")
    for found in list(settings):
        if found.tag.endswith("}docId"):
            settings.remove(found)


def _table_lines(style: Any) -> None:
    """Firm lines above and below, hairlines between rows, none between columns; room around the words."""
    lines = style.find(f"{{{_W}}}tblPr/{{{_W}}}tblBorders")
    for line in list(lines):
        side = line.tag.rpartition("}")[2]
        if side in ("left", "right", "insideV"):
            lines.remove(line)
            continue
        line.set(f"{{{_W}}}sz", "4" if side == "insideH" else "8")
        line.set(f"{{{_W}}}color", theme.RULE.removeprefix("#") if side == "insideH" else "000000")
    for side in style.find(f"{{{_W}}}tblPr/{{{_W}}}tblCellMar"):
        if side.tag.rpartition("}")[2] in ("top", "bottom"):
            side.set(f"{{{_W}}}w", "45")
        else:
            side.set(f"{{{_W}}}w", "70")
