"""Rules for the scripts of a page: hashed, whole, and the same each time."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from medlemsnytta.rendering import bundles, embedded, scripts
from medlemsnytta.rendering.html import CouncilHTMLExporter
from tests.rendering.sample_notebook import HEAD, bar_spec, notebook_of, sample_notebook, shown


@pytest.fixture(scope="module")
def html() -> str:
    return CouncilHTMLExporter().from_notebook_node(sample_notebook())[0]


@pytest.fixture(scope="module")
def page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def running(page: BeautifulSoup) -> list[str]:
    return [element.string for element in page.find_all("script") if element.get("type") != "application/json"]


def policy(page: BeautifulSoup) -> str:
    return page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]


def test_policy_names_the_hash_of_every_script_and_nothing_else(page: BeautifulSoup) -> None:
    allowed = re.search(r"script-src ([^;]*);", policy(page))[1].split()
    assert allowed == [f"'{embedded.csp_hash(script)}'" for script in running(page)]
    assert len(allowed) == 2
    assert "unsafe" not in policy(page)


def test_hash_is_that_of_the_standard() -> None:
    assert embedded.csp_hash("alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="


def test_no_script_fetches_or_stands_elsewhere(page: BeautifulSoup) -> None:
    assert not page.find_all("script", src=True)
    assert not page.find_all(["link", "img", "iframe", "object", "embed", "base"])


def test_every_chart_carries_what_is_drawn_again(page: BeautifulSoup) -> None:
    figures = page.find_all("figure", class_="chart")
    assert len(figures) == 2
    for figure in figures:
        assert "marks" in json.loads(figure.find("script").string)
        assert "$schema" not in figure.find("script").string
        assert figure.find("script").find_parent(role="img") is None


def test_page_of_sentences_alone_has_no_script() -> None:
    notebook = notebook_of(shown(HEAD, bundles.prose(bundles.paragraph("Bara ord."))))
    page = BeautifulSoup(CouncilHTMLExporter().from_notebook_node(notebook)[0], "html.parser")
    assert not page.find_all("script")
    assert "script-src" not in policy(page)


def test_hostile_names_in_a_chart_stay_data() -> None:
    hostile = "</script><script>alert(1)</script><!--"
    table = bundles.Table("s", "Siffror", (bundles.Column("Namn"),), ((hostile,),))
    notebook = notebook_of(shown(HEAD, bundles.Chart("c", "Fråga?", "Svar.", bar_spec(hostile), table)))
    page = BeautifulSoup(CouncilHTMLExporter().from_notebook_node(notebook)[0], "html.parser")
    assert len(running(page)) == 2
    assert hostile in json.dumps(json.loads(page.find("figure").find("script").string), ensure_ascii=False)


@pytest.mark.parametrize("script", ["a = '</script>'", "a = '</SCRIPT '", "a = '<!-- '"])
def test_script_that_would_end_its_element_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a page"):
        embedded.embeddable(script)


@pytest.mark.slow
def test_the_bundle_that_is_kept_is_what_bundling_gives() -> None:
    """Where this fails: python .ci/derived.py"""
    assert scripts.bundled() == scripts.BUNDLED.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("old", ["// vl-convert 1.0.0", ""], ids=["of another version", "empty"])
def test_a_bundle_that_is_kept_and_old_is_made_anew(html: str, old: str, tmp_path: Path, monkeypatch) -> None:
    kept = tmp_path / "old.js"
    kept.write_text(f"{old}\nalert(1)", "utf-8")
    monkeypatch.setattr(scripts, "BUNDLED", kept)
    assert CouncilHTMLExporter().from_notebook_node(sample_notebook())[0] == html


def test_interactive_page_is_under_800_kb_and_the_bundle_has_no_line_ends_that_browsers_change(html: str) -> None:
    assert len(html.encode()) < 800_000
    assert "\r" not in html
