"""Pictures that a cell or a text showed, as blocks: each with a text alternative, given, or made of what is known of it."""

import base64
import binascii
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from medlemsnytta.rendering import bundles
from medlemsnytta.rendering import runs as running
from medlemsnytta.rendering.reading import Reading

SVG_MIME = "image/svg+xml"
KINDS = {SVG_MIME: "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
"""What the PDF's maker calls each kind."""
_MIME_OF = {".svg": SVG_MIME, ".jpg": "image/jpeg"} | {f".{mime.removeprefix('image/')}": mime for mime in KINDS}
MOST_BYTES = 4_000_000
_SAYS_NOTHING = re.compile(r"<IPython\.core\.display\.\w+ object>")
_OF_NO_USE = re.compile(r"<?(Figure size [\dx.]+ with \d+ Axes|PIL\.\S+ .*|matplotlib\S* .*|Axes\S*: .*)>?", re.DOTALL)
"""How Python writes a picture that says nothing of what it shows."""
_SVG_WORDS = re.compile(r"<(title|desc|text)\b[^>]*>(.*?)</\1>|<!--(.*?)-->", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_METADATA = re.compile(r"<metadata\b.*?</metadata>", re.DOTALL)
_RUNS = re.compile(
    rb"<[^>]*\bon[a-z]+\s*=|<(?:\w+:)?(?:script|foreignObject|iframe|object|embed|set|animate\w*)\b|\b(?:java|vb)script\s*:|href\s*=\s*[\"'][^\"'#:]*&#",
    re.IGNORECASE,
)
"""What a drawing may run or show besides its lines, which no picture of a page needs."""
_DATA = re.compile(r"data:(?P<mime>image/[\w.+-]+)(?:;[\w=-]+)*?(?P<packed>;base64)?,(?P<data>.*)", re.DOTALL)
_SAID_IN_CODE = re.compile(
    r"\b(?:set_|plt\.|sup)?(title|xlabel|ylabel)\(\s*[rR]?(?P<quote>['\"])(?P<words>[^'\"\n{}]+)(?P=quote)"
)
"""A figure's title and axes, as matplotlib is told them."""
MOST_WORDS = 400
"""Letters of a text alternative that is gathered from a drawing's own words."""


def picture(
    mime: str, data: str, metadata: Mapping[str, Any], plain: str, reading: Reading | None = None
) -> bundles.Block | None:
    """The block of an output's picture; None where its bytes are no picture that a page can carry."""
    reading = reading or Reading()
    content = data.encode("utf-8", "replace") if mime == SVG_MIME else _unpacked(data)
    if content is None or not _is_whole(mime, content):
        return None
    given = reading.alternative()
    if not given and not (given := _given(mime, metadata)):
        given = _made(mime, data, plain, reading, "fix_alt")
    return _block(mime, content, given, reading, metadata.get(mime))


def named(address: str, said: str, reading: Reading) -> list[bundles.Inline]:
    """What stands at the address of an image in Markdown or HTML: its block among the runs, or words where it is left out."""
    found = _found_at(address, reading)
    if found is not None and _is_whole(*found):
        mime, content = found
        alternative = said or reading.alternative()
        if not alternative:
            drawing = content.decode("utf-8", "replace") if mime == SVG_MIME else ""
            alternative = _made(mime, drawing, "", reading, "fix_alt_markdown")
        block = _block(mime, content, alternative, reading, None)
        return [{"type": running.PICTURE, "text": "", "block": block}]
    shown = address if not address.startswith("data:") else address[:40] + "…"
    reading.warn("warn_fetched", "fix_fetched", address=shown or "<img>")
    words = said or (shown if not address.startswith("data:") else "") or reading.words["picture_unnamed"]
    return [bundles.text(" " + reading.words["picture_left"].format(words=words) + " ")]


def _found_at(address: str, reading: Reading) -> tuple[str, bytes] | None:
    """The kind and the bytes of a picture that lies in the address, in the cell or in the notebook's own folder."""
    if data := _DATA.fullmatch(address.strip()):
        content = _unpacked(data["data"]) if data["packed"] else unquote(data["data"]).encode("utf-8", "replace")
        return (data["mime"], content) if content is not None and data["mime"] in KINDS else None
    if address.startswith("attachment:"):
        forms = reading.attachments.get(unquote(address.removeprefix("attachment:"))) or {}
        for mime in KINDS:
            if mime in forms and (content := _content(mime, forms[mime])) is not None:
                return mime, content
        return None
    return _beside(unquote(address), reading)


def _content(mime: str, written: Any) -> bytes | None:
    joined = "".join(written) if isinstance(written, list) else str(written)
    return (
        joined.encode("utf-8", "replace") if mime == SVG_MIME and joined.lstrip().startswith("<") else _unpacked(joined)
    )


def _beside(address: str, reading: Reading) -> tuple[str, bytes] | None:
    """A picture in the notebook's folder or below it, and nowhere else on the disk."""
    path = PurePosixPath(address)
    mime = _MIME_OF.get(path.suffix.lower())
    if reading.folder is None or mime is None or "\\" in address or ":" in address or path.is_absolute():
        return None
    folder = reading.folder.resolve()
    file = (folder / path).resolve()
    try:
        if not file.is_relative_to(folder) or not file.is_file() or file.stat().st_size > MOST_BYTES:
            return None
        return mime, file.read_bytes()
    except OSError:
        return None


def _unpacked(data: str) -> bytes | None:
    try:
        return base64.b64decode(data)
    except (binascii.Error, ValueError):
        return None


def _block(mime: str, content: bytes, alternative: str, reading: Reading, shown: Any) -> bundles.Block:
    if len(content) > MOST_BYTES:
        words = reading.words["picture_large"].format(megabytes=len(content) // 1_000_000)
        return bundles.paragraph(f"{words} {alternative}" if not reading.own else words)
    block = {
        "type": "picture",
        "mime": mime,
        "base64": base64.b64encode(content).decode(),
        "alternative": alternative,
    }
    width = shown.get("width") if isinstance(shown, Mapping) else None
    # Twice the dots for fine screens: it is to be seen in the width that it was made for.
    return {**block, "width": int(width)} if isinstance(width, int | float) and 0 < width < 10_000 else block


def _is_whole(mime: str, content: bytes) -> bool:
    """Whether a page can carry the picture; one that is too large is not looked at, for it is left out."""
    if len(content) > MOST_BYTES:
        return True
    return not (mime == SVG_MIME and _RUNS.search(content)) and _settable(KINDS[mime], content)


def says_nothing(plain: str) -> bool:
    """Whether `plain` is only the name of a class that IPython shows things by."""
    return not plain.strip() or _SAYS_NOTHING.fullmatch(plain.strip()) is not None


@lru_cache(maxsize=8)
def _settable(kind: str, content: bytes) -> bool:
    from medlemsnytta.rendering import pdf

    return pdf.can_set(kind, content)


def _given(mime: str, metadata: Mapping[str, Any]) -> str:
    for said in (metadata.get(mime), metadata):
        if isinstance(said, Mapping) and str(said.get("alt") or "").strip():
            return " ".join(str(said["alt"]).split())
    return ""


def _made(mime: str, data: str, plain: str, reading: Reading, fix: str) -> str:
    """What a drawing says of itself; else an alternative made of what is known, with a warning that says how to `fix` it."""
    if mime == SVG_MIME and (said := _words_of_svg(data)):
        return said
    made = _of_what_is_known(_gathered(data, reading) if mime == SVG_MIME else "", plain, reading)
    reading.warn("warn_alt", fix, words=made.rstrip("."))
    return made


def _of_what_is_known(drawn: str, plain: str, reading: Reading) -> str:
    """The words in the drawing, else what the code calls it, else how Python writes the object, else where it stands."""
    words = reading.words
    if drawn:
        return drawn
    said = {match[1]: " ".join(match["words"].split()) for match in _SAID_IN_CODE.finditer(reading.source)}
    if parts := [
        words[f"alt_{what}"].format(words=said[what]) for what in ("title", "xlabel", "ylabel") if what in said
    ]:
        return words["alt_code"].format(words=", ".join(parts))
    bare = " ".join(plain.split())
    if not says_nothing(plain) and (reading.own or not _OF_NO_USE.fullmatch(bare)):
        return words["alt_plain"].format(words=bare.strip("<>")[:MOST_WORDS])
    return words["alt_heading"].format(words=reading.heading) if reading.heading else words["alt_unknown"]


def _words_of_svg(drawing: str) -> str:
    """The drawing's title and description."""
    said = _texts_of_svg(drawing)
    named = [*said["title"], *said["desc"]]
    return ". ".join(each.rstrip(".") for each in named) + "." if named else ""


def _gathered(drawing: str, reading: Reading) -> str:
    """All its words: matplotlib draws letters as lines, and says them in comments."""
    words = ", ".join(_texts_of_svg(drawing)[""])
    return (
        reading.words["alt_words"].format(words=f"{words[:MOST_WORDS]}{'…' if len(words) > MOST_WORDS else ''}")
        if words
        else ""
    )


def _texts_of_svg(drawing: str) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {"title": [], "desc": [], "": []}
    for tag, words, comment in _SVG_WORDS.findall(_METADATA.sub("", drawing)):
        plain = " ".join(unescape(_MARKUP.sub("", words or comment)).split())
        if plain:
            said[tag if tag in said else ""].append(plain)
    return said
