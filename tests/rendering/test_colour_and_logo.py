"""Rules for the municipality's colour and logo on the page and in the PDF."""

import base64
import io
import re
from dataclasses import replace

import pikepdf
import pytest
from bs4 import BeautifulSoup

from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.bundles import Look
from medlemsnytta.rendering.colour_and_logo import colour_rules, logo_address
from medlemsnytta.rendering.colours import DARK_GROUND, LIGHT_GROUND, contrast
from medlemsnytta.rendering.embedded import csp_hash
from medlemsnytta.rendering.html import TEMPLATES, CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from tests.inputs.test_logos import SVG, png
from tests.rendering.sample_notebook import HEAD, notebook_of, said, shown

STYLE = (TEMPLATES / "council" / "council.css").read_text("utf-8")
ALT = "Exempelkommuns logotyp"


def notebook(mime: str, content: bytes):
    logo = {"mime": mime, "base64": base64.b64encode(content).decode(), "alt": ALT}
    return notebook_of(shown(replace(HEAD, look=Look("#6a2c70", logo))), said("Text."))


@pytest.mark.parametrize("ground", [LIGHT_GROUND, DARK_GROUND])
def test_grounds_that_colours_are_tried_on_are_those_of_the_page(ground: str) -> None:
    assert f"--tint: {ground};" in STYLE


def test_page_has_the_colour_and_a_lighter_shade_where_it_is_dark() -> None:
    light, dark = re.findall(r"--accent: (#\w{6})", colour_rules({"look": {"colour": "#6a2c70"}}))
    assert light == "#6a2c70"
    assert contrast(dark, DARK_GROUND) >= 7


def test_without_a_colour_the_style_is_the_house_s() -> None:
    assert colour_rules({}) == colour_rules({"look": None}) == ""


def test_a_colour_that_is_more_than_a_colour_stops_the_page() -> None:
    with pytest.raises(ValueError, match="no colour"):
        colour_rules({"look": {"colour": "#6a2c70;} body{display:none"}})


def test_a_logo_of_another_kind_stops_the_page() -> None:
    with pytest.raises(ValueError, match="text/html"):
        logo_address({"mime": "text/html", "base64": ""})


@pytest.mark.parametrize(("mime", "content"), [("image/svg+xml", SVG.format("").encode()), ("image/png", png())])
def test_logo_stands_in_the_page_with_its_text_alternative(mime: str, content: bytes) -> None:
    html = CouncilHTMLExporter(static=True).from_notebook_node(notebook(mime, content))[0]
    page = BeautifulSoup(html, "html.parser")
    picture = page.header.img
    assert picture["alt"] == ALT
    assert picture["src"] == f"data:{mime};base64,{base64.b64encode(content).decode()}"
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert csp_hash(page.style.string) in policy
    assert "#6a2c70" in page.style.string


@pytest.mark.parametrize(
    ("mime", "content"), [("image/svg+xml", SVG.format('<path d="M0 0h9v9z"/>').encode()), ("image/png", png())]
)
def test_pdf_shows_the_logo_with_its_text_alternative(mime: str, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(council_pdf(document(notebook(mime, content))))) as pdf:
        figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert [str(figure["/Alt"]) for figure in figures] == [ALT]
