"""Pictures that a cell showed, as blocks: each with a text alternative, made of what the output itself says of it."""

import base64
import binascii
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from medlemsnytta.rendering import bundles

SVG_MIME = "image/svg+xml"
KINDS = {SVG_MIME: "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
"""What the PDF's maker calls each kind."""
MOST_BYTES = 4_000_000
UNDESCRIBED = "Bild ur anteckningsboken, utan beskrivning."
_SAYS_NOTHING = re.compile(r"<IPython\.core\.display\.\w+ object>")
_SVG_WORDS = re.compile(r"<(title|desc|text)\b[^>]*>(.*?)</\1>|<!--(.*?)-->", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_METADATA = re.compile(r"<metadata\b.*?</metadata>", re.DOTALL)
MOST_WORDS = 400
"""Letters of a text alternative that is gathered from a drawing's own words."""


def picture(mime: str, data: str, metadata: Mapping[str, Any], plain: str) -> bundles.Block | None:
    """The block of an output's picture; None where its bytes are no picture that a page can carry."""
    try:
        content = data.encode() if mime == SVG_MIME else base64.b64decode(data)
    except (binascii.Error, ValueError):
        return None
    if len(content) > MOST_BYTES:
        return bundles.paragraph(f"[Bild på {len(content) // 1_000_000} MB, för stor för rapporten.]")
    if not _settable(KINDS[mime], content):
        return None
    described = _described(mime, data, metadata, plain)
    return {
        "type": "picture",
        "mime": mime,
        "base64": base64.b64encode(content).decode(),
        "alternative": described or UNDESCRIBED,
    }


def says_nothing(plain: str) -> bool:
    """Whether `plain` is only the name of a class that IPython shows things by."""
    return not plain.strip() or _SAYS_NOTHING.fullmatch(plain.strip()) is not None


@lru_cache(maxsize=8)
def _settable(kind: str, content: bytes) -> bool:
    from medlemsnytta.rendering import pdf

    return pdf.can_set(kind, content)


def _described(mime: str, data: str, metadata: Mapping[str, Any], plain: str) -> str:
    """The alternative that was given, else the words in the drawing, else how Python writes the object."""
    for said in (metadata.get(mime), metadata):
        if isinstance(said, Mapping) and str(said.get("alt") or "").strip():
            return " ".join(str(said["alt"]).split())
    if mime == SVG_MIME and (words := _words_of_svg(data)):
        return words
    return "" if says_nothing(plain) else f"Bild ur anteckningsboken: {' '.join(plain.split()).strip('<>')}."


def _words_of_svg(drawing: str) -> str:
    """Title and description, else all its words: matplotlib draws letters as lines, and says them in comments."""
    said: dict[str, list[str]] = {"title": [], "desc": [], "": []}
    for tag, words, comment in _SVG_WORDS.findall(_METADATA.sub("", drawing)):
        plain = " ".join(unescape(_MARKUP.sub("", words or comment)).split())
        if plain:
            said[tag if tag in said else ""].append(plain)
    named = [*said["title"], *said["desc"]]
    if named:
        return ". ".join(each.rstrip(".") for each in named) + "."
    words = ", ".join(said[""])
    return f"Bild med orden: {words[:MOST_WORDS]}{'…' if len(words) > MOST_WORDS else ''}" if words else ""
