"""The municipality's logo: read from its data folder, small, whole, and with nothing in it that runs, fetches or never ends."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.errors import Problem
from medlemsnytta.files import regular_files
from medlemsnytta.files.paths import leads_outside, names_in
from medlemsnytta.inputs import drawings

MAX_BYTES = 60_000
MAX_PIXELS = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND")
"""The parts of a PNG that are needed to show it; all others say something of it."""
_BETWEEN_TAGS = re.compile(r"<!--|-->|<[^<>]{0,2000}>")


@dataclass(frozen=True)
class Logo:
    """A picture as it stands in its file; `mime` is image/svg+xml or image/png."""

    mime: str
    content: bytes


def logo_path(data_folder: str | None, logo: str | None) -> str | None:
    """Where the logo stands, named from the project's root; None where there is none."""
    return f"{data_folder}/{logo}" if data_folder and logo else None


def raw_logo(root: Path, path: str) -> bytes:
    """What stands in the file, cut a little past the most that a logo may be; nothing where it leads elsewhere."""
    file, (folder, _, name) = root / path, path.rpartition("/")
    try:
        if leads_outside(file, root) or name not in names_in(root, folder):
            return b""
        return regular_files.read(file, MAX_BYTES + 1)
    except OSError:
        return b""


def load_logo(root: Path, path: str) -> Logo | Problem:
    """The logo in the file `path`, named from `root`, or what is wrong with it."""
    content = raw_logo(root, path)
    if not content:
        return Problem(path, "logotypen går inte att läsa.", "Lägg filen i kommunens mapp, eller ta bort raden 'logo'.")
    if len(content) > MAX_BYTES:
        fix = "Spara den mindre; SVG är oftast minst."
        return Problem(
            path, f"logotypen är större än {MAX_BYTES // 1000} kB och gör varje rapport så mycket större.", fix
        )
    if path.endswith(".png"):
        return _png(path, content)
    return _svg(path, content)


def _png(path: str, content: bytes) -> Logo | Problem:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        return Problem(path, "filen är ingen hel PNG-bild.", "Spara om den som PNG i ett bildprogram.")
    width, height = struct.unpack(">II", content[16:24])
    if not 0 < min(width, height) <= max(width, height) <= MAX_PIXELS:
        fix = f"Spara om den med högst {MAX_PIXELS} bildpunkter på varje ledd."
        return Problem(path, f"logotypen är {width} × {height} bildpunkter.", fix)
    if drawings.too_slim(width, height):
        return Problem(path, drawings.SLIM, "Beskär den eller spara om den i ett bildprogram.")
    plain = b"".join([_PNG, *(chunk for kind, chunk in _chunks(content) if kind in _SHOWN)])
    if not _can_be_set("png", plain):
        return Problem(path, "filen är en skadad PNG-bild.", "Spara om den som PNG i ett bildprogram.")
    return Logo("image/png", plain)


def _svg(path: str, content: bytes) -> Logo | Problem:
    found, drawing = drawings.whats_wrong(content)
    if not found and not _can_be_set("svg", drawing):
        found = "SVG-bilden går inte att rita."
    if found:
        return Problem(path, found, "Spara den som ’vanlig SVG’ utan skript, stilmallar och bilder, eller som PNG.")
    return Logo("image/svg+xml", drawing)


def _can_be_set(kind: str, content: bytes) -> bool:
    """Whether what sets the PDF can draw the picture; it is asked, because it decodes what others let through."""
    from medlemsnytta.rendering.pdf import can_set

    return can_set(kind, content)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the bytes of each part of a PNG, as far as it is whole."""
    begin = len(_PNG)
    while begin + 12 <= len(png):
        end = begin + 12 + int.from_bytes(png[begin : begin + 4], "big")
        yield png[begin + 4 : begin + 8], png[begin:end]
        begin = end


def words_in_logo(content: bytes) -> Iterator[str]:
    """What a logo's file says in words, shown or not: texts and comments of a drawing, notes of a picture."""
    if content.startswith(_PNG):
        yield from (
            chunk[8:-4].decode("latin-1").replace("\0", " ") for kind, chunk in _chunks(content) if kind not in _SHOWN
        )
    else:
        yield from (text for text in _BETWEEN_TAGS.split(content.decode("utf-8", "replace")) if text.strip())
