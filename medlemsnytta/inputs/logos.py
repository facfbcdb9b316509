"""The municipality's logo: read from its data folder, small, whole, and with nothing in it that runs, fetches or never ends."""

import re
import struct
from collections.abc import Iterator, Mapping
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
MAX_DEPTH = 100
MAX_DRAWN = 20_000
"""How many elements may be drawn, each counted as often as it is used; a logo has a few hundred."""
MAX_SIDE = 100_000
_RUNS = {"script", "foreignObject", "iframe", "animate", "animateTransform", "animateMotion", "set", "image"}
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND")
"""The parts of a PNG that are needed to show it; all others say something of it."""
_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*(?:[a-z%]{1,3})?\s*", re.IGNORECASE)
_PAINTED_BY = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_PAINTS = {f"{_SVG}{name}" for name in ("pattern", "mask", "clipPath", "marker")}
"""What is drawn anew for each that names it; a gradient is not."""
_POINT = re.compile(r"[a-z]|[\d.]+", re.IGNORECASE)
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
    if not 0 < min(width, height) <= max(width, height) <= MAX_PIXELS:
        fix = f"Spara om den med högst {MAX_PIXELS} bildpunkter på varje ledd."
        return Problem(path, f"logotypen är {width} × {height} bildpunkter.", fix)
    plain = b"".join([_PNG, *(chunk for kind, chunk in _chunks(content) if kind in _SHOWN)])
    if not _can_be_set("png", plain):
        return Problem(path, "filen är en skadad PNG-bild.", "Spara om den som PNG i ett bildprogram.")
    return Logo("image/png", plain)


def _svg(path: str, content: bytes) -> Logo | Problem:
    plain = "Spara den som ’vanlig SVG’ utan skript, stilmallar och bilder, eller som PNG."
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return Problem(path, "SVG-filen har en dokumenttyp, som kan hämta annat.", plain)
    try:
        content.decode("utf-8")
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return Problem(path, "filen är ingen hel SVG-bild.", plain)
    if root.tag != f"{_SVG}svg":
        return Problem(path, "filen är ingen SVG-bild.", plain)
    if _depth(root) > MAX_DEPTH:
        return Problem(path, f"SVG-filen har fler än {MAX_DEPTH} grupper i varandra.", plain)
    if not _has_a_size(root):
        return Problem(
            path, "SVG-bilden har ingen storlek: width, height eller viewBox är noll eller inget tal.", plain
        )
    if _drawn(root) > MAX_DRAWN:
        return Problem(path, f"SVG-bilden ritar mer än {MAX_DRAWN} delar, eller en del i sig själv.", plain)
    for element in root.iter():
        name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
        if name in _RUNS:
            return Problem(path, f"SVG-filen har <{name}> i sig, som kan köra eller hämta något.", plain)
        if name == "filter":
            return Problem(path, "SVG-filen har <filter> i sig, som kan ta hur lång tid som helst att rita.", plain)
        if name == "style" and _FETCHES.search("".join(element.itertext())):
            return Problem(path, "SVG-filen har en stilmall som hämtar något.", plain)
        if name == "style" and "filter" in "".join(element.itertext()):
            return Problem(
                path, "SVG-filen har en stilmall med filter, som kan ta hur lång tid som helst att rita.", plain
            )
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            outward = attribute == "href" and not value.startswith("#")
            if (attribute == "filter" and value != "none") or (attribute == "style" and "filter" in value):
                return Problem(
                    path, f"SVG-filen har filter i '{attribute}', som kan ta hur lång tid som helst att rita.", plain
                )
            if attribute.lower().startswith("on") or outward or _FETCHES.search(value):
                return Problem(path, f"SVG-filen har '{attribute}' i sig, som kan köra eller hämta något.", plain)
    drawing = _without_metadata(root, content)
    if not _can_be_set("svg", drawing):
        return Problem(path, "SVG-bilden går inte att rita.", plain)
    return Logo("image/svg+xml", drawing)


def _can_be_set(kind: str, content: bytes) -> bool:
    """Whether what sets the PDF can draw the picture; it is asked, because it decodes what others let through."""
    from medlemsnytta.rendering.pdf import can_set

    return can_set(kind, content)


def _depth(root: ElementTree.Element) -> int:
    """How many elements stand in each other; no further than a little past the most that is allowed."""
    depth, level = 0, [root]
    while level and depth <= MAX_DEPTH:
        depth, level = depth + 1, [child for parent in level for child in parent]
    return depth


def _has_a_size(root: ElementTree.Element) -> bool:
    sides = [root.attrib[name] for name in ("width", "height") if name in root.attrib]
    box = root.attrib.get("viewBox", "0 0 1 1").replace(",", " ").split()
    return len(box) == 4 and all(_is_length(side) for side in (*sides, *box[2:])) and all(map(_NUMBER.fullmatch, box))


def _is_length(words: str) -> bool:
    number = _NUMBER.fullmatch(words)
    return number is not None and 0 < float(number[1]) <= MAX_SIDE


def _drawn(root: ElementTree.Element) -> int:
    """How many elements a renderer comes to, each as often as it is used; past MAX_DRAWN where one is used in itself."""
    named = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
    counted: dict[ElementTree.Element, int] = {}
    begun: set[ElementTree.Element] = set()
    stack = [root]
    while stack:
        element = stack[-1]
        used, painted = _named_by(element, named)
        needed = [*element, *used, *painted]
        if element not in begun:
            begun.add(element)
            waiting = [each for each in needed if each not in counted]
            if any(each in begun for each in waiting):
                return MAX_DRAWN + 1
            stack += dict.fromkeys(waiting)
            continue
        stack.pop()
        own = 1 + sum(counted.get(each, 0) for each in (*element, *used))
        counted[element] = min(
            MAX_DRAWN + 1, own + sum(counted.get(each, 0) * _times(element, each) for each in painted)
        )
    return counted[root]


_Elements = list[ElementTree.Element]


def _named_by(element: ElementTree.Element, named: Mapping[str, ElementTree.Element]) -> tuple[_Elements, _Elements]:
    """What the element stands for another drawing of, and what it is painted with; a style sheet paints with all it names."""
    texts = [*element.attrib.values(), "".join(element.itertext()) if element.tag == f"{_SVG}style" else ""]
    used = [value[1:] for key, value in element.attrib.items() if key.rpartition("}")[2] == "href"]
    painted = [name for text in texts for name in _PAINTED_BY.findall(text)]
    return (
        [named[name] for name in used if name in named],
        [named[name] for name in painted if name in named and named[name].tag in _PAINTS],
    )


def _times(element: ElementTree.Element, painted: ElementTree.Element) -> int:
    """How often what paints the element is drawn: a marker at each of its points."""
    if painted.tag != f"{_SVG}marker":
        return 1
    return max(1, len(_POINT.findall(element.get("d", "") + element.get("points", ""))))


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
            chunk[8:-4].decode("latin-1").replace("\0", " ") for kind, chunk in _chunks(content) if kind not in _SHOWN
        )
    else:
        yield from (text for text in _BETWEEN_TAGS.split(content.decode("utf-8", "replace")) if text.strip())
