"""Words that no report shows, but that follow its files to the archive, are searched as well."""

import struct
import zlib
from datetime import date
from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.hidden_texts import problems
from medlemsnytta.inputs.logos import load_logo
from medlemsnytta.pages import making, report

LATEST = date(2026, 5, 4)
NUMBER = "18900101-9802"
PNG = b"\x89PNG\r\n\x1a\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{}>{}<path d="M0 0h9"/></svg>'


def told(path: str, content: bytes, released: tuple[tuple[str, str], ...] = ()) -> list[str]:
    return [f"{one.where}: {one.what}" for one in problems({path: content}, LATEST, released)]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*notes: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"".join([PNG, header, *notes, chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b"")])


def test_a_comment_in_a_yaml_file_is_told_with_its_line():
    found = told("params/x.yaml", f'title: "a # b"\nyear: 2025 # fråga {NUMBER}\n'.encode())
    assert found == ["params/x.yaml, rad 2: kommentaren ser ut att innehålla ett personnummer: 18••••••-••••."]


def test_the_name_of_a_file_is_searched():
    assert told(f"data/x/{NUMBER}.csv", b"") == [
        f"data/x/{NUMBER}.csv: filens namn ser ut att innehålla ett personnummer: 18••••••-••••."
    ]


def test_what_a_logo_says_of_itself_is_searched():
    assert len(told("data/x/logo.png", png(chunk(b"tEXt", b"Author\0" + NUMBER.encode())))) == 1
    assert len(told("data/x/logo.svg", SVG.format("", f"<!-- {NUMBER} -->").encode())) == 1


def test_what_is_released_passes():
    assert told("params/x.yaml", f"# {NUMBER}".encode(), (("identity_number", NUMBER),)) == []


def test_a_logos_notes_are_left_out_of_the_report(tmp_path: Path):
    (tmp_path / "logo.png").write_bytes(png(chunk(b"tEXt", b"Author\0Alva Nord"), chunk(b"eXIf", b"Alva Nord")))
    assert load_logo(tmp_path, "logo.png").content == png()
    noted = '<!-- Alva Nord --><metadata>Alva Nord</metadata><x:info xmlns:x="urn:x">Alva Nord</x:info>'
    (tmp_path / "logo.svg").write_text(SVG.format(' xmlns:y="urn:y" y:docname="Alva Nord.svg"', noted), "utf-8")
    content = load_logo(tmp_path, "logo.svg").content
    assert b"Alva" not in content
    assert b'd="M0 0h9"' in content


def test_a_logo_without_notes_stays_as_it_is(tmp_path: Path):
    content = SVG.format("", "").encode()
    (tmp_path / "logo.svg").write_bytes(content)
    assert load_logo(tmp_path, "logo.svg").content == content


def test_neither_check_nor_build_goes_on_with_a_number_in_a_comment(project: Path, tmp_path: Path):
    params = project / "params/huddinge-2025.yaml"
    params.write_text(f"# Fråga {NUMBER}\n{params.read_text('utf-8')}", "utf-8")
    with pytest.raises(ProblemsFound, match=r"huddinge-2025.yaml, rad 1: kommentaren ser ut"):
        report.page(project, "huddinge-2025").check()
    with pytest.raises(ProblemsFound, match=r"huddinge-2025.yaml, rad 1: kommentaren ser ut"):
        making.plan(report.page(project, "huddinge-2025"), tmp_path / "output", making.BuildOptions())
