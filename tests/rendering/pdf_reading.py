"""A PDF as a screen reader meets it: the structure tree walked in its order, with the text of the marked content.

Knows nothing of how the report was made, so that it can find what the makers lost.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Characters = dict[bytes, str]


@dataclass
class Element:
    """One structure element: its kind without the slash, its alternative text, and text and elements in their order."""

    kind: str
    alternative: str = ""
    scopes: tuple[str, ...] = ()
    content: list["str | Element"] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """What is read aloud: an alternative takes the place of all that it stands for."""
        if self.alternative:
            return self.alternative
        return "".join(part if isinstance(part, str) else part.spoken for part in self.content)

    def all(self, kind: str) -> Iterator["Element"]:
        """Every element of the kind at or below this one, in reading order."""
        if self.kind == kind:
            yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.all(kind)

    def walk(self) -> Iterator["Element"]:
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.walk()


def read(pdf: bytes) -> Element:
    """The whole file from its structure tree's root."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        texts = {page.objgen: _marked_texts(page.obj) for page in file.pages}
        root = Element("StructTreeRoot")
        root.content = list(_content(file.Root.StructTreeRoot, None, texts))
        return root


def _content(node: pikepdf.Object, page: Any, texts: dict) -> Iterator["str | Element"]:
    below = node.get("/K", [])
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, int):
            yield texts[page][kid]
        elif kid.get("/Type") == "/MCR":
            yield texts[kid.Pg.objgen if "/Pg" in kid else page][int(kid.MCID)]
        elif kid.get("/Type") != "/OBJR":
            yield _element(kid, kid.Pg.objgen if "/Pg" in kid else page, texts)


def _element(node: pikepdf.Object, page: Any, texts: dict) -> Element:
    attributes = node.get("/A", [])
    several = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    scopes = tuple(str(each.Scope)[1:] for each in several if "/Scope" in each)
    element = Element(str(node.S)[1:], str(node.get("/Alt", "")), scopes)
    element.content = list(_content(node, page, texts))
    return element


def _marked_texts(page: pikepdf.Object) -> dict[int, str]:
    """The text under each mark of the page, a replacement text in place of what it replaces."""
    found: dict[int, str] = {}
    marks: list[tuple[int | None, str | None]] = []
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    font: Characters = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                properties = operands[1] if len(operands) > 1 else {}
                if isinstance(properties, pikepdf.Name):
                    properties = page.Resources.Properties[properties]
                replaced = any(text is not None for _, text in marks)
                mark = int(properties["/MCID"]) if "/MCID" in properties else None
                text = str(properties["/ActualText"]) if "/ActualText" in properties else None
                marks.append((mark, text))
                if text is not None and not replaced:
                    _add(found, marks, text)
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" | "'" | '"' if not any(text is not None for _, text in marks):
                pieces = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        _add(found, marks, _decoded(bytes(piece), font))
        for mark, _ in marks:
            if mark is not None:
                found.setdefault(mark, "")
    return found


def _add(found: dict[int, str], marks: list[tuple[int | None, str | None]], text: str) -> None:
    mark = next((mark for mark, _ in reversed(marks) if mark is not None), None)
    if mark is not None:
        found[mark] = found.get(mark, "") + text


def _decoded(codes: bytes, font: Characters) -> str:
    return "".join(font[codes[place : place + 2]] for place in range(0, len(codes), 2))


def _characters(font: pikepdf.Object) -> Characters:
    """What each two-byte code of the font says, by its ToUnicode map."""
    lines = font.ToUnicode.read_bytes().decode("ascii")
    known: Characters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", lines, re.DOTALL):
        for code, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            known[bytes.fromhex(code)] = bytes.fromhex(said).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", lines, re.DOTALL):
        for low, high, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            first = bytes.fromhex(said).decode("utf-16-be")
            for step in range(int(low, 16), int(high, 16) + 1):
                known[step.to_bytes(2, "big")] = first[:-1] + chr(ord(first[-1]) + step - int(low, 16))
    return known
