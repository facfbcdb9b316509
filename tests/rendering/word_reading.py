"""Word files read back for the tests, by other means than those that wrote them: the zip, its XML, and python-docx."""

import io
import re
import zipfile

import docx
from bs4 import BeautifulSoup
from docx.document import Document as WordFile
from lxml import etree

from medlemsnytta.rendering import html
from medlemsnytta.rendering.blocks import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> WordFile:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def paragraphs(content: bytes) -> list[str]:
    """The words of each paragraph of the body, those in tables among them."""
    signs = (f"{W}t", f"{W}tab", f"{W}br")
    return [plain("".join(each.text or " " for each in p.iter(*signs))) for p in part(content).iter(f"{W}p")]


def alternatives(content: bytes) -> list[str]:
    return [each.get("descr", "") for each in part(content).iter("{*}docPr")]


def said_by_page(report: Document) -> list[str]:
    """What the same document's HTML says, a heading, paragraph, item, term or cell each; as on paper.

    Not what paper leaves out: figures that are folded away below a chart, and tables that only the screen shows.
    """
    left_out = {block["id"] for block in report["blocks"] if not block.get("printed", True)}
    page = BeautifulSoup(html.council_html(report, static=True), "lxml").main
    for each in page.select("details, .symbol, p.about, svg"):
        each.decompose()
    for each in left_out:
        (page.find(id=each).find_parent("figure") or page.find(id=each)).decompose()
    for number in page.select("h2.appendix .number"):
        number.string = f"{number.get_text()}."
    found = page.select("h2, h3, p, li, dl.facts > div, th, td")
    return [words for each in found if (words := plain(each.get_text(" " if each.name == "div" else "")))]


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
