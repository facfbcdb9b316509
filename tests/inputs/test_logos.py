"""Rules for a logo: a small whole picture, with nothing in it that runs or fetches."""

import struct
import zlib
from pathlib import Path

import pytest

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.logos import MAX_BYTES, Logo, load_logo
from medlemsnytta.inputs.parameters.params import parameters_from
from tests.inputs.test_params import SMALLEST
from tests.systems import LINKS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def png(width: int = 2, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress((b"\0" + b"\x40\x20\x60" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def loaded(folder: Path, name: str, content: bytes) -> Logo | Problem:
    (folder / name).write_bytes(content)
    return load_logo(folder, name)


def test_a_plain_picture_is_taken_as_it_stands(tmp_path: Path) -> None:
    plain = SVG.format('<g id="a"><path d="M0 0h9v9z" fill="url(#a)"/></g>').encode()
    assert loaded(tmp_path, "logotyp.svg", plain) == Logo("image/svg+xml", plain)
    assert loaded(tmp_path, "logotyp.png", png()) == Logo("image/png", png())


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="https://example.org/a.png"/>', "<image>"),
        ('<path onload="alert(1)"/>', "'onload'"),
        ('<use xlink:href="https://example.org/a.svg#b"/>', "'href'"),
        ('<a href="javascript:alert(1)"/>', "'href'"),
        ('<path style="fill: url(https://example.org/a)"/>', "'style'"),
        ("<style>@import 'https://example.org/a.css';</style>", "stilmall"),
        ("<style>@\\69mport 'https://example.org/a.css';</style>", "stilmall"),
        ('<path style="fill:u\\72l(https://example.org/a)"/>', "'style'"),
        ("<path style=\"background:image-set('https://example.org/a' 1x)\"/>", "'style'"),
        ('<path fill="URL(https://example.org/a)"/>', "'fill'"),
        ('<use href="#%61"/>', "'href'"),
        ("<video/>", "<video>"),
        ("<feImage/>", "<feImage>"),
    ],
)
def test_a_picture_that_runs_or_fetches_is_refused(tmp_path: Path, inside: str, named: str) -> None:
    problem = loaded(tmp_path, "logotyp.svg", SVG.format(inside).encode())
    assert isinstance(problem, Problem)
    assert named in problem.what
    assert "vanlig SVG" in problem.fix


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "dokumenttyp"),
        ("a.svg", b"<svg>", "ingen hel SVG-bild"),
        ("a.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "ingen SVG-bild"),
        ("a.png", b"GIF89a", "ingen hel PNG-bild"),
        ("a.png", png()[:-20], "ingen hel PNG-bild"),
        ("a.png", png(2001), "2001 × 1 bildpunkter"),
        ("a.svg", b" " * (MAX_BYTES + 1), "60 kB"),
        ("a.svg", b"", "går inte att läsa"),
    ],
)
def test_what_is_no_small_whole_picture_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    problem = loaded(tmp_path, name, content)
    assert isinstance(problem, Problem)
    assert said in problem.what


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    assert isinstance(load_logo(tmp_path, "borta.svg"), Problem)


def test_a_picture_spelt_with_other_capitals_is_missing_on_every_system(tmp_path: Path) -> None:
    assert isinstance(loaded(tmp_path, "vapen.svg", SVG.format("").encode()), Logo)
    assert isinstance(load_logo(tmp_path, "Vapen.svg"), Problem)


@LINKS
def test_a_picture_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "a.svg"
    outside.write_text(SVG.format(""))
    (tmp_path / "projekt").mkdir()
    (tmp_path / "projekt" / "b.svg").symlink_to(outside)
    assert isinstance(load_logo(tmp_path / "projekt", "b.svg"), Problem)


@pytest.mark.parametrize("name", ["../logo.svg", "a/b.svg", "logo.gif", "logo", "C:logo.png"])
def test_a_logo_is_a_picture_file_in_the_municipality_s_folder(name: str) -> None:
    with pytest.raises(ProblemsFound, match="SVG- eller PNG-fil"):
        parameters_from(SMALLEST | {"logo": name}, "p")


GROUPS = "".join(f'<g id="a{i}">{f"""<use href="#a{i - 1}"/>""" * 10}</g>' for i in range(1, 9))
MANY = '<rect width="1" height="1"/>' * 200
USED = '<use href="#b"/>' * 200
MASKED = '<g mask="URL(#c)"><rect width="2" height="2"/></g>' * 900
CLIPPED = '<g class="a"><rect width="2" height="2"/></g>' * 900


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ('<filter id="f"><feTurbulence numOctaves="999999"/></filter>', "<filter>"),
        ('<rect width="9" height="9" filter="blur(9999px)"/>', "filter i 'filter'"),
        ('<rect width="9" height="9" style="filter: blur(9999px)"/>', "filter i 'style'"),
        ("<style>rect { filter: blur(9999px) }</style>", "filter i en stilmall"),
        ("<g>" * 8_000 + "</g>" * 8_000, "i varandra"),
        (f'<rect id="a0" width="1" height="1"/>{GROUPS}', "ritar mer än"),
        ('<pattern id="p" width="0.0001" height="0.0001"/><rect fill="url(#p)"/>', "<pattern>"),
        (f'<marker id="m">{MANY}</marker><g marker-mid="url(#m)"><path d="M0 0{" 1 1" * 500}"/></g>', "<marker>"),
        (f"<style>.a{{marker-mid:url(#m)}}</style>{MANY}", "markörer i en stilmall"),
        ('<path d="M0 0L9 9" stroke-dasharray="0.0001"/>', "streckade linjer"),
        ('<path d="M0 0L9 9" style="stroke-dasharray/**/:0.0001"/>', "i 'style'"),
        ('<linearGradient x2="0.0000001" spreadMethod="repeat"/>', "toningar"),
        ('<rect style="FILTER:blur(9999px)"/>', "filter i 'style'"),
        ('<g transform="scale(1e30)"/>', "tal i 'transform'"),
        ('<path d="M0 0 L nan 9"/>', "tal i 'd'"),
        (f"<style>.a{{clip-path:url(#c)}}</style><clipPath id='c'>{MANY}</clipPath>{CLIPPED}", "ritar mer än"),
        (f"<style>.a{{mask:URL( '#c' )}}</style><mask id='c'>{MANY}</mask>{CLIPPED}", "ritar mer än"),
        (f"<style>g{{mask:url(#c)}}</style><mask id='c'>{MANY}</mask>{CLIPPED}", "ritar mer än"),
        (f"<style>.a{{.b{{}}mask:url(#c)}}</style><mask id='c'>{MANY}</mask>{CLIPPED}", "enkla regler"),
        (f"<style>.a{{mask:url(#c)</style><mask id='c'>{MANY}</mask>{CLIPPED}", "enkla regler"),
        ("<style>g g g g g rect{fill:red}</style>", "enkla regler"),
        ("<style>.a>.b{fill:red}</style>", "enkla regler"),
        ("<style>.a{x:'/*';stroke-dasharray:.01;y:'*/'}</style>", "enkla regler"),
        ("<path style=\"x:'/*';stroke-dasharray:.01;y:'*/'\"/>", "streckade linjer"),
        ("<path style=\"x:'/*';stroke-dasharray/**/:.01;y:'*/'\"/>", "i 'style'"),
        ('<g style="mix-blend-mode:luminosity"/>' * 30, "ritar mer än"),
        ('<g style="transform:scale(1e30)"/>', "tal i 'style'"),
        ('<g opacity=".5"/>' * 1_000, "ritar mer än"),
        ("<style>g{opacity:.5}</style><g/>", "ritar mer än"),
        ("<style>.a{mix-blend-mode:multiply}</style>" + '<g class="a"/>' * 30, "ritar mer än"),
        ("<style>.a{opacity:.5}</style>" + '<g class="a"/>' * 1_000, "ritar mer än"),
        (f"<text>{'a' * 25_000}</text>", "ritar mer än"),
        (f'<path id="b" d="M0 0{" 1.5-2.5" * 5_000}"/>{USED}', "ritar mer än"),
        (f'<mask id="c">{MANY}</mask>{MASKED}', "ritar mer än"),
        (f'<g id="b">{MANY}</g>{USED}<g id="b"/>', "ritar mer än"),
        ('<style>.m{mask:url(#m)}</style><mask id="m"><rect class="m"/></mask><rect class="m"/>', "i sig själv"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "i sig själv"),
    ],
    ids=lambda value: value[:30],
)
def test_a_drawing_that_never_ends_is_refused(tmp_path: Path, drawing: str, said: str) -> None:
    problem = loaded(tmp_path, "a.svg", SVG.format(drawing).encode())
    assert isinstance(problem, Problem)
    assert said in problem.what


@pytest.mark.parametrize(
    "size",
    [
        'width="0" height="9"',
        "",
        'width="9"',
        'xml:viewBox="0 0 1 1"',
        'viewBox="0 0 1e-30 1e-30"',
        'viewBox="0 0 0 0"',
        'width="-1"',
        'height="NaN"',
        'width="1e308"',
        'viewBox="0 0 1"',
    ],
)
def test_a_drawing_without_a_size_is_refused(tmp_path: Path, size: str) -> None:
    problem = loaded(tmp_path, "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())
    assert isinstance(problem, Problem)
    assert "ingen storlek" in problem.what


@pytest.mark.parametrize("size", ['width="1" height="31"', 'viewBox="0 0 100000 1"'])
def test_a_picture_that_is_a_mere_line_is_refused(tmp_path: Path, size: str) -> None:
    drawn = loaded(tmp_path, "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())
    dots = loaded(tmp_path, "a.png", png(31))
    assert all(isinstance(each, Problem) and "så lång åt ena hållet" in each.what for each in (drawn, dots))


def test_a_drawing_with_its_usual_document_type_is_taken_without_it(tmp_path: Path) -> None:
    named = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    logo = loaded(tmp_path, "a.svg", f'<?xml version="1.0"?>{named}{SVG.format("<g/>")}'.encode())
    assert isinstance(logo, Logo)
    assert b"DOCTYPE" not in logo.content
    assert isinstance(
        loaded(tmp_path, "a.svg", f'{named[:-1]}[<!ENTITY a "b">]>{SVG.format("<g/>")}'.encode()), Problem
    )


def test_a_name_in_another_namespace_names_nothing(tmp_path: Path) -> None:
    """Some that draw read it as if it stood in none."""
    logo = loaded(
        tmp_path, "a.svg", SVG.format('<g xlink:id="a" xml:base="https://example.org/" xlink:class="b"/>').encode()
    )
    assert isinstance(logo, Logo)
    assert not any(each in logo.content for each in (b":id", b"base", b"class"))


def test_what_a_drawing_program_notes_or_asks_a_viewer_for_is_left_out(tmp_path: Path) -> None:
    asked = '<?xml version="1.0"?><?xml-stylesheet href="https://example.org/a.css"?><!-- Kim -->' + SVG.format("<g/>")
    logo = loaded(tmp_path, "a.svg", asked.encode())
    assert isinstance(logo, Logo)
    assert b"example.org" not in logo.content
    assert b"Kim" not in logo.content


def test_a_drawing_in_other_letters_than_utf_8_is_refused(tmp_path: Path) -> None:
    assert isinstance(loaded(tmp_path, "a.svg", SVG.format("<g/>").encode("utf-16")), Problem)


def test_a_drawing_as_programs_write_them_is_taken(tmp_path: Path) -> None:
    drawn = (
        '<style>.a { fill: url(#g) }</style><defs><linearGradient id="g"/><path id="b" d="M0 0h9v9z"/></defs>'
        '<g class="a" transform="scale(.5)"><use href="#b"/><use href="#b"/></g>'
    )
    assert isinstance(loaded(tmp_path, "a.svg", SVG.format(drawn).encode()), Logo)
    clipped = (
        '<defs><style>.cls-1{fill:none;}.cls-2, .cls-3 { clip-path:url(#clip); } /* names */ .cls-4{fill:#2b5 }</style><clipPath id="clip">'
        '<rect class="cls-1" width="9" height="9"/></clipPath></defs><g class="cls-2 cls-4"><path d="M0 0h9v9z"/></g>'
    )
    assert isinstance(loaded(tmp_path, "a.svg", SVG.format(clipped).encode()), Logo)
    # The flags of an arc may be written together with what comes after.
    styled = (
        '<g id="a (1)" style="fill:rgb(9, 9, 9);filter:none;marker: none;stroke-dasharray:none;color-interpolation-filters:linearRGB">'
        '<path d="M0 0a5000 5000 0 1110000 0" filter="none" stroke-dasharray="none" style="stroke-dasharray:0;fill:color(display-p3 0 1 1)"/></g>'
    )
    assert isinstance(loaded(tmp_path, "a.svg", SVG.format(styled).encode()), Logo)
    sized = '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="12.5mm" viewBox="0,0,4,4"><path d="M0 0h4"/></svg>'
    assert isinstance(loaded(tmp_path, "a.svg", sized.encode()), Logo)


WHOLE = png(9, 9)


@pytest.mark.parametrize("place", range(8, len(WHOLE), 3))
def test_a_damaged_picture_is_refused(tmp_path: Path, place: int) -> None:
    """Every third byte turned over; the sums that come after the last dot are of none that is shown."""
    damaged = WHOLE[:place] + bytes([WHOLE[place] ^ 0xFF]) + WHOLE[place + 1 :]
    taken = loaded(tmp_path, "a.png", damaged)
    assert isinstance(taken, Problem) == (place not in (62, 65, 71))
