"""A Word file's parts: put together as the same bytes every time, with an account of what it is made of, and read again.

The account is a custom XML part, which Word keeps when somebody writes in the file; with it stands the sum of all other
parts, so that a file in which somebody has written is known from the one that was made.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from medlemsnytta.files import foreign_json, zips

ACCOUNT = "customXml/item1.xml"
MOST_BYTES = 100_000_000
"""Unpacked: many times what ours take."""
_NAMESPACE = "urn:medlemsnytta:underlag"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = (f"{_WORD}t", f"{_WORD}delText", f"{_WORD}instrText")
_SHOWN_ATTRIBUTES = frozenset(["descr", "title", f"{_WORD}instr"])
_SAID_OF_TABLES = (f"{_WORD}tblCaption", f"{_WORD}tblDescription")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, half characters and two more that no XML file can hold."""


def legal(text: str) -> str:
    """The text with a mark in the place of each character that XML cannot hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def put_together(saved: bytes, properties: bytes, record: Mapping[str, Any] | None, packed: str) -> bytes:
    """The file that a library has `saved`, without the clock; its properties and the account of the `record` are ours.

    `packed` are the files that it is made of, as `carried_files` packs them. Parts are stored as they are: no two zlibs pack alike.
    """
    with zipfile.ZipFile(io.BytesIO(saved)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["docProps/core.xml"] = properties
    if record is not None:
        account = etree.Element(f"{{{_NAMESPACE}}}medlemsnytta", nsmap={None: _NAMESPACE})
        # Escaped: JSON may hold what XML cannot.
        told = json.dumps(record, sort_keys=True, separators=(",", ":"))
        for name, said in (("underlag", told), ("rader", packed), ("sha256", _sum(parts))):
            etree.SubElement(account, f"{{{_NAMESPACE}}}{name}").text = said
        parts[ACCOUNT] = etree.tostring(account, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zips.zipped(parts.items())


def _sum(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(parts.items()):
        if name != ACCOUNT:
            digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def account_of(content: bytes) -> dict[str, str]:
    """What the file says of itself, by name; empty where it says nothing. Raises ValueError where it is no such file."""
    return _account(_parts(content))


def _account(parts: Mapping[str, bytes]) -> dict[str, str]:
    root = _xml(parts[ACCOUNT]) if ACCOUNT in parts else None
    if root is None or root.tag != f"{{{_NAMESPACE}}}medlemsnytta":
        return {}
    return {str(each.tag).rpartition("}")[2]: each.text or "" for each in root}


def is_as_made(content: bytes) -> bool:
    """Whether nobody has written in the file since it was made."""
    try:
        parts = _parts(content)
        return _account(parts).get("sha256") == _sum(parts)
    except ValueError:
        return False


def texts(content: bytes, account: bool = True) -> Iterator[str]:
    """Each paragraph, alternative, address and property of the file; not the rows that it carries.

    With its `account` also what it says of itself to programs.
    """
    parts = _parts(content)
    for name, part in parts.items():
        if name == ACCOUNT:
            told = _account(parts).get("underlag", "") if account else ""
            yield from (each for pair in _pairs(foreign_json.read(told)) for each in pair) if told else ()
        elif name.endswith(".rels"):
            yield from (each.get("Target", "") for each in _xml(part) if each.get("TargetMode") == "External")
        elif name.endswith(".xml"):
            yield from _texts(_xml(part))


def _texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from (value for name, value in element.attrib.items() if name in _SHOWN_ATTRIBUTES and value)
        if element.tag in _SAID_OF_TABLES:
            yield element.get(f"{_WORD}val", "")
        elif element.tag == f"{_WORD}p":
            yield "".join(_signs(element))
        elif element.tag not in _TEXTS and (alone := (element.text or "").strip()):
            yield alone


def _pairs(told: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text of some JSON with the name that it has."""
    match told:
        case dict():
            for key, value in told.items():
                yield from _pairs(value, key)
        case list():
            for value in told:
                yield from _pairs(value)
        case str():
            yield name, told


def _signs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(etree.Element):
        if element.tag in _TEXTS:
            yield element.text or ""
        elif element.tag in (f"{_WORD}tab", f"{_WORD}br"):
            yield " "


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(part.file_size for part in file.infolist()) > MOST_BYTES:
                raise ValueError("more than a report")
            return {part.filename: zips.content_of(file, part) for part in file.infolist()}
    except zips.DAMAGED as other:
        raise ValueError("no Word file") from other


def _xml(part: bytes) -> etree._Element:
    """Nothing is fetched, and no entity written out."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as other:
        raise ValueError("no XML") from other
