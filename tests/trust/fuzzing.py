"""Inputs that nobody would type, made from those that somebody did: bytes lost, doubled, turned and mixed."""

import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

NASTY = (
    "\0", "\ufeff", "\u2028", "\u202e", "\ud7ff", "💥", "'", '"', '""', ",", ";", "\t", "\r", "\n", "\r\n", "{{", "}}", "{%", "&a", "*a", "!!python/name:os.system",
    "---", "...", "- ", "? ", ": ", "|", ">", "#", "%", "@", "`", "[", "]", "{", "}", "~", "null", "yes", "0x1F", "1_000", "1e999", ".inf", ".nan", "-0",
    "9" * 40, "0126", "2026-02-30", "2026-13-01", "0000-00-00", "=1+1", "../..", "CON", "\\", "/", "å" * 200, "<<: *x", "both", "internal", "SANT", "#REF!",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, originals: tuple[str, ...]) -> str:
    """One of the `originals` with up to six changes: something cut out, put in, doubled or moved."""
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + draw(st.sampled_from([0, 1, 5, 40, 400])))))
        piece = draw(st.sampled_from(NASTY) | st.just(text[begin:end] * 2) | st.just("") | st.text(max_size=8))
        text = text[:begin] + piece + text[end:]
    return text


@st.composite
def spoiled_bytes(draw: st.DrawFn, originals: tuple[bytes, ...]) -> bytes:
    """One of the `originals` with some bytes changed, cut off or put in."""
    content = bytearray(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, max(0, len(content) - 1)))
        change = draw(st.sampled_from(["turn", "cut", "insert", "end"]))
        if change == "turn" and content:
            content[place] ^= 1 << draw(st.integers(0, 7))
        elif change == "cut":
            del content[place : place + draw(st.integers(1, 64))]
        elif change == "insert":
            content[place:place] = draw(st.binary(min_size=1, max_size=16))
        elif change == "end":
            del content[place:]
    return bytes(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(NASTY) | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NASTY) | st.text(max_size=8), inside, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def other_values(draw: st.DrawFn, original: str) -> str:
    """The JSON text with up to three of its values, at any depth, exchanged for others of any shape, or taken out."""
    whole = json.loads(original)
    for _ in range(draw(st.integers(1, 3))):
        at = whole
        while True:
            keys = sorted(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(at[key], dict | list) and at[key] and draw(st.integers(0, 3)):
                at = at[key]
                continue
            if draw(st.integers(0, 4)):
                at[key] = draw(JSON)
            else:
                del at[key]
            break
    return json.dumps(whole)


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**16), 10**16)
    | st.floats()
    | st.sampled_from(NASTY).filter(lambda text: text.isprintable())
    | st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=20)
    | st.dates(date(1900, 1, 1), date(2200, 1, 1))
    | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(Decimal)
)


@st.composite
def workbooks(draw: st.DrawFn, columns: tuple[str, ...]) -> bytes:
    """A workbook with the right header, or nearly, and cells of every kind; some rows hidden, some cells merged."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    header = list(columns)
    if draw(st.booleans()):
        header[draw(st.integers(0, len(header) - 1))] = draw(st.sampled_from(["", "text", "okänd", header[0]]))
    sheet.append(header)
    for _ in range(draw(st.integers(0, 4))):
        row = draw(st.lists(CELLS, min_size=0, max_size=len(header) + 1))
        sheet.append([None if isinstance(cell, float) and not abs(cell) < 1e300 else cell for cell in row])
    if draw(st.booleans()):
        sheet.row_dimensions[draw(st.integers(1, 5))].hidden = True
    if draw(st.booleans()):
        sheet.merge_cells(start_row=2, start_column=1, end_row=draw(st.integers(2, 4)), end_column=2)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def parts_changed(book: bytes, part: str, content: bytes) -> bytes:
    """The workbook with one part of its zip replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name.endswith(part) else old.read(name))
    return written.getvalue()
