"""The municipality's logo: read from its data folder, small, whole, and with nothing in it that runs or fetches."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from medlemsnytta.errors import Problem
from medlemsnytta.files import regular_files
from medlemsnytta.files.paths import leads_outside, names_in

MAX_BYTES = 60_000
MAX_PIXELS = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_RUNS = {"script", "foreignObject", "iframe", "animate", "animateTransform", "animateMotion", "set", "image"}
_SAYS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
"""The parts of a PNG that say something of it; none is needed to show it."""
_KEPT = ("{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
_BETWEEN_TAGS = re.compile(r"<!--|-->|<[^<>]{0,2000}>")
_FETCHES = re.compile(r"url\((?!\s*['\"]?#)|@import", re.IGNORECASE)


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
    if not 0 < max(width, height) <= MAX_PIXELS:
        fix = f"Spara om den med högst {MAX_PIXELS} bildpunkter på varje ledd."
        return Problem(path, f"logotypen är {width} × {height} bildpunkter.", fix)
    return Logo("image/png", b"".join([_PNG, *(chunk for kind, chunk in _chunks(content) if kind not in _SAYS)]))


def _svg(path: str, content: bytes) -> Logo | Problem:
    plain = "Spara den som ’vanlig SVG’ utan skript, stilmallar och bilder, eller som PNG."
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return Problem(path, "SVG-filen har en dokumenttyp, som kan hämta annat.", plain)
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return Problem(path, "filen är ingen hel SVG-bild.", plain)
    if root.tag != f"{_SVG}svg":
        return Problem(path, "filen är ingen SVG-bild.", plain)
    for element in root.iter():
        name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
        if name in _RUNS:
            return Problem(path, f"SVG-filen har <{name}> i sig, som kan köra eller hämta något.", plain)
        if name == "style" and _FETCHES.search("".join(element.itertext())):
            return Problem(path, "SVG-filen har en stilmall som hämtar något.", plain)
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            outward = attribute == "href" and not value.startswith("#")
            if attribute.lower().startswith("on") or outward or _FETCHES.search(value):
                return Problem(path, f"SVG-filen har '{attribute}' i sig, som kan köra eller hämta något.", plain)
    return Logo("image/svg+xml", _without_metadata(root, content))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the bytes of each part of a PNG, as far as it is whole."""
    begin = len(_PNG)
    while begin + 12 <= len(png):
        end = begin + 12 + int.from_bytes(png[begin : begin + 4], "big")
        yield png[begin + 4 : begin + 8], png[begin:end]
        begin = end


def _without_metadata(root: ElementTree.Element, content: bytes) -> bytes:
    """The drawing without comments and without what a drawing program notes of its maker; as it was where there is none."""
    parents = {child: parent for parent in root.iter() for child in parent}
    noted = [each for each in parents if not each.tag.startswith(_SVG) or each.tag == f"{_SVG}metadata"]
    foreign = [
        (each, name)
        for each in root.iter()
        for name in each.attrib
        if name.startswith("{") and not name.startswith(_KEPT)
    ]
    if not noted and not foreign and b"<!--" not in content:
        return content
    for each in noted:
        parents[each].remove(each)
    for each, name in foreign:
        del each.attrib[name]
    ElementTree.register_namespace("", _SVG[1:-1])
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written


def words_in_logo(content: bytes) -> Iterator[str]:
    """What a logo's file says in words, shown or not: texts and comments of a drawing, notes of a picture."""
    if content.startswith(_PNG):
        yield from (
            chunk[8:-4].decode("latin-1").replace("\0", " ") for kind, chunk in _chunks(content) if kind in _SAYS
        )
    else:
        yield from (text for text in _BETWEEN_TAGS.split(content.decode("utf-8", "replace")) if text.strip())
