"""The report's typeface: its files, the characters it can draw, how wide they are, and what the PDF has for others.

PDF/A and PDF/UA forbid characters without a glyph, and Typst then refuses the whole file. One smiley in an interview
excerpt must not stop a report, nor vanish from it: it is printed as its code, [U+1F600]. Invisible marks that turn the
direction of writing are left out, so that words read as they are stored.
"""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from medlemsnytta.files.temporary import folder_of_this_process, room_told

FAMILY = "Source Sans Pro"
UPRIGHT = ("Regular", "Semibold", "Bold")
ITALIC = ("It", "BoldIt")
"""They lack letters that the upright faces have, such as Sámi, Greek and Cyrillic ones: such words are set upright."""
FACES = (*UPRIGHT, *ITALIC)
DRAWN_FAMILY = "Rapportens Sans"
"""What charts are drawn with: the same faces under a name that no machine has a typeface of, because vl-convert prefers
the machine's own. As long as `FAMILY`, so that nothing in a font file moves where the one takes the other's place."""
_RENAMED = {
    "Source Sans Pro".encode("utf-16-be"): "Rapportens Sans".encode("utf-16-be"),
    b"Source Sans Pro": b"Rapportens Sans",
    b"SourceSansPro": b"RapportenSans",
}

COLUMNS_FAMILY = "DejaVu Sans Mono"
"""What printouts and code are set in, whose letters are all as wide; Typst brings it."""
_IN_COLUMNS = (
    "20-7e a0-ac ae-1c3 384-38a 38c 38e-3a1 3a3-3ce 400-45f 2010-2023 2026 2030-2037 2039-203a 2070-2071 2074-208e 2090-209c "
    "20a0-20b5 2122 2190-2213 2223-2224 2227-222d 2234-223d 2241-2269 2308-2315 2500-262f 270c-2727 fffd"
)
"""Characters that it has, as spans of their codes: not all, but what programs print."""

_BREAKS = "\u00ad\u200b"
"""The soft hyphen and the zero-width space: they only allow a line to break, and need no glyph."""

_VARIATION_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
_LOOKALIKES = {"\u2011": "-", "\u2043": "-", "\u25aa": "•", "\u27a4": "→"}


def printable(value: str) -> str:
    """`value` with only such characters as every upright face can draw."""
    composed = unicodedata.normalize("NFC", value)
    known = drawable()
    if known.issuperset(composed):
        return composed
    return "".join(character if character in known else _substitute(character, known) for character in composed)


def printable_in_columns(value: str) -> str:
    """As `printable`, for what is set in `COLUMNS_FAMILY`."""
    composed, known = unicodedata.normalize("NFC", value), drawable_in_columns()
    return "".join(character if character in known else _substitute(character, known) for character in composed)


@cache
def drawable_in_columns() -> frozenset[str]:
    spans = ([int(end, 16) for end in span.split("-")] for span in _IN_COLUMNS.split())
    return frozenset(chr(code) for span in spans for code in range(span[0], span[-1] + 1))


@cache
def drawable(faces: tuple[str, ...] = UPRIGHT) -> frozenset[str]:
    """The characters that all the `faces` have in common."""
    visible = frozenset.intersection(*(frozenset(_glyphs(face_file(face))) for face in faces))
    return frozenset(sign for sign in visible if unicodedata.category(sign) not in {"Cc", "Cf", "Co"}) | set(_BREAKS)


@cache
def only_upright() -> str:
    """The characters, in their order, that only the upright faces can draw."""
    return "".join(sorted(drawable() - drawable(ITALIC)))


@cache
def advances(face: str) -> Mapping[str, float]:
    """How far each character of a face takes the line on, in ems; kerning, which mostly takes less, is not counted."""
    font = face_file(face)
    (per_em,) = struct.unpack_from(">H", _table(font, b"head"), 18)
    (given,) = struct.unpack_from(">H", _table(font, b"hhea"), 34)
    # A width and a bearing for each glyph; those after the last have its width.
    widths = struct.unpack_from(">" + "Hh" * given, _table(font, b"hmtx"))[::2]
    found = {sign: widths[min(glyph, given - 1)] / per_em for sign, glyph in _glyphs(font).items()}
    return found | dict.fromkeys(_BREAKS, 0.0)


@cache
def face_file(face: str) -> bytes:
    """The OpenType file of a face, as the package has it."""
    return Path(str(files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{face}.otf"))).read_bytes()


@cache
def folder() -> Path:
    """A folder with one OpenType file for each face and nothing else, as long as this process lives.

    Renderers take what a folder lists, in its own order, and the package has two files for each face.
    """
    return _laid_out({face: face_file(face) for face in FACES})


@cache
def drawn_folder() -> Path:
    """As `folder`, with the faces called `DRAWN_FAMILY`."""
    return _laid_out({face: _renamed(face_file(face)) for face in FACES})


def _laid_out(faces: Mapping[str, bytes]) -> Path:
    laid_in = folder_of_this_process()
    with room_told():
        for face, content in faces.items():
            (laid_in / f"{face}.otf").write_bytes(content)
    return laid_in


def _renamed(font: bytes) -> bytes:
    for name, other in _RENAMED.items():
        font = font.replace(name, other)
    return font


def _substitute(character: str, known: frozenset[str]) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    if category == "Cf" or character in _VARIATION_SELECTORS:
        return ""
    likeness = _LOOKALIKES.get(character) or unicodedata.normalize("NFKC", character)
    return likeness if known.issuperset(likeness) else f"[U+{ord(character):04X}]"


def _glyphs(font: bytes) -> dict[str, int]:
    """The Basic Multilingual Plane of an OpenType file, with each character's glyph: its character map in format 4."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    places = dict[tuple[int, int], int]()
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
        places[platform, encoding] = offset
    start = places[3, 1]
    (twice,) = struct.unpack_from(">H", table, start + 6)
    half = f">{twice // 2}"
    ends = struct.unpack_from(half + "H", table, start + 14)
    starts = struct.unpack_from(half + "H", table, start + 16 + twice)
    deltas = struct.unpack_from(half + "h", table, start + 16 + 2 * twice)
    first_range = start + 16 + 3 * twice
    found = {}
    for index, (low, high, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        place = first_range + 2 * index
        (distance,) = struct.unpack_from(">H", table, place)
        for code in range(low, min(high, 0xFFFE) + 1):
            glyph = code
            if distance:
                (glyph,) = struct.unpack_from(">H", table, place + distance + 2 * (code - low))
            glyph = (glyph + delta) % 0x10000 if glyph or not distance else 0
            if glyph:
                found[chr(code)] = glyph
    return found


def _table(font: bytes, name: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == name:
            return font[offset : offset + length]
    raise ValueError(f"the font has no table {name.decode()}")
