"""The texts that a finished file shows or carries, read back out of its bytes, for the last look at what is published.

Only this module knows pypdfium2, which reads a PDF's pages as a reader's program does.
"""

import base64
import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser

from medlemsnytta.rendering.attachments import ROWS

_INLINE = frozenset(["a", "b", "em", "i", "span", "strong", "time", "tspan", "abbr", "small", "sub", "sup"])
_DRAWN = "data:image/svg+xml;base64,"
_HELD = re.compile(r"data:text/(?P<kind>csv|plain);charset=utf-8;base64,(?P<packed>.*)")
"""A file that the page holds."""
_SHOWN_ATTRIBUTES = frozenset(["aria-label", "alt", "alttext", "title", "content", "data-l", "href"])


def texts_of(content: bytes, suffix: str) -> Iterator[str]:
    """Each sentence, cell, label, link and property of a file `suffix` (.html, .pdf, .docx, .ipynb, .json); runs are joined.

    The tables' own rows, which a file carries, are not read again: each cell of them was read by itself.
    """
    if suffix == ".pdf":
        return _pdf(content)
    if suffix == ".docx":
        from medlemsnytta.rendering import word_file

        return word_file.texts(content)
    readers = {".html": _html, ".ipynb": _strings, ".json": _strings, ".csv": _csv, ".txt": _plain}
    return readers[suffix](content.decode("utf-8-sig"))


def page_lines(pdf: bytes) -> Iterator[str]:
    """The lines of a PDF's pages as they are set; cells that stand side by side share a line."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield from page.get_textpage().get_text_range().splitlines()
    finally:
        document.close()


class _Page(HTMLParser):
    """A page's texts, a block at a time; JSON in it is taken apart, scripts and styles are not read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._run: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end_of_block()
        if tag in ("script", "style"):
            self._within = "json" if ("type", "application/json") in attributes else "code"
        self.found += [value for name, value in attributes if name in _SHOWN_ATTRIBUTES and value]
        for name, value in attributes:
            if name == "href" and value and (held := _HELD.fullmatch(value)):
                content = base64.b64decode(held["packed"])
                self.found += texts_of(content, {"csv": ".csv", "plain": ".txt"}[held["kind"]])
            if name in ("src", "href", "xlink:href") and value and value.startswith(_DRAWN):
                self.found += _html(_decoded(value.removeprefix(_DRAWN)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_of_block()
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "json":
            self.found += _strings(data)
        elif not self._within:
            self._run.append(data)

    def end_of_block(self) -> None:
        if text := "".join(self._run).strip():
            self.found.append(text)
        self._run = []


def _decoded(base64_text: str) -> str:
    """What the base64 stands for, as far as it is whole; marks that belong to no base64 are left out."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", base64_text)
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")


def _html(written: str) -> Iterator[str]:
    page = _Page()
    page.feed(written)
    page.end_of_block()
    return iter(page.found)


_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
"""A name or a text in JSON; outside of such, JSON has no quotation mark."""
_PICTURE = re.compile(r"(?:[A-Za-z0-9+/]{60,}+\n?)++[A-Za-z0-9+/=]*+\s*")
"""The bytes of a picture as letters, among which any number can stand by chance."""


def _strings(written: str) -> Iterator[str]:
    """Every text of some JSON, and every name, once: to find them so takes a tenth of the time that walking it takes.

    Of a drawing only its words, because its numbers are places; of a picture in dots nothing.
    """
    for text in json.loads(f"[{','.join(dict.fromkeys(_STRING.findall(written)))}]"):
        if text.startswith(("<svg ", "<?xml ")):
            yield from _html(text)
        elif not _PICTURE.fullmatch(text):
            yield text


def _csv(written: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=";"):
        yield from row


def _plain(written: str) -> Iterator[str]:
    return iter(written.splitlines())


def _pdf(content: bytes) -> Iterator[str]:
    """What the file carries beside its pages: properties and attachments."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield from (str(value) for _, value in pdf.docinfo.items())
        yield from _html(pdf.Root.Metadata.read_bytes().decode())
    yield from attached_texts(content, (ROWS,))


def attached_texts(content: bytes, without: Collection[str]) -> Iterator[str]:
    """Each text of a PDF's attachments, but of those `without`."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name, each in pdf.attachments.items():
            if name not in without:
                yield from texts_of(each.get_file().read_bytes(), "." + name.rpartition(".")[2])
