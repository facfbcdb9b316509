"""Rules for the page that lists the reports standing in the output folder."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from medlemsnytta.pages import index
from medlemsnytta.rendering.embedded import csp_hash


def standing(
    folder: Path, name: str, title: str = "Rubrik", date: str = "2025-04-01", code: str = "0126", **sizes: int
) -> None:
    """A report's files and its manifest, as a build leaves them."""
    for kind, size in sizes.items():
        (folder / f"{name}.{kind}").write_bytes(b"x" * size)
    manifest = {
        "report": name,
        "recipe": {"parameters": {"title": title, "year": 2025, "report_date": date, "municipality_code": code}},
        "result": {"SEKOM": "öppet"},
        "outputs": {f"{name}.{kind}": "0" for kind in sizes},
    }
    (folder / f"{name}.manifest.json").write_text(json.dumps(manifest), "utf-8")


def standing_beside(folder: Path, name: str, notebook: str, parameters: dict, **sizes: int) -> None:
    """The files and the manifest of a page that sets reports side by side."""
    standing(folder, name, **sizes)
    path = folder / f"{name}.manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["recipe"] = {"notebook": notebook, "parameters": parameters}
    path.write_text(json.dumps(manifest | {"result": {}}), "utf-8")


def read(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / index.NAME).read_text("utf-8"), "html.parser")


def test_a_report_is_listed_with_municipality_year_title_result_and_links(tmp_path: Path) -> None:
    standing(tmp_path, "huddinge-2025", "Utvärdering", html=622_400, pdf=1_250_000)
    assert index.write(tmp_path) == tmp_path / "index.html"
    row = read(tmp_path).tbody.tr
    assert [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all(["th", "td"])] == [
        "Huddinge",
        "2025",
        "Utvärdering 1 april 2025 , HTML (622 kB)",
        "SEKOM: öppet",
        "PDF för huddinge-2025 (1,3 MB) manifest för huddinge-2025",
    ]
    assert [link["href"] for link in row.find_all("a")] == [
        "huddinge-2025.html",
        "huddinge-2025.pdf",
        "huddinge-2025.manifest.json",
    ]


def test_a_municipality_that_the_shared_table_does_not_have_is_called_as_in_the_name(tmp_path: Path) -> None:
    standing(tmp_path, "nya-orten-2025", code="9999", html=10)
    assert [row.municipality for row in index.listed(tmp_path)] == ["Nya orten"]


def test_rows_stand_in_the_order_of_names_whatever_was_built_first(tmp_path: Path) -> None:
    for name in ("b-2025", "a-2026", "a-2025"):
        standing(tmp_path, name, html=10)
    assert [row.name for row in index.listed(tmp_path)] == ["a-2025", "a-2026", "b-2025"]


def test_only_files_that_stand_are_linked(tmp_path: Path) -> None:
    standing(tmp_path, "a-2025", html=10, pdf=10)
    (tmp_path / "a-2025.pdf").unlink()
    standing(tmp_path, "gone-2025", html=10)
    (tmp_path / "gone-2025.html").unlink()
    assert [(row.name, [file.href for file in row.files]) for row in index.listed(tmp_path)] == [
        ("a-2025", ["a-2025.html"])
    ]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"recipe": 1}', "not json"])
def test_a_manifest_that_cannot_be_read_is_passed_over(tmp_path: Path, content: str) -> None:
    standing(tmp_path, "a-2025", html=10)
    (tmp_path / "b-2025.manifest.json").write_text(content)
    assert [row.name for row in index.listed(tmp_path)] == ["a-2025"]


def test_without_reports_no_list_is_left(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("old")
    assert index.write(tmp_path) is None
    assert not (tmp_path / "index.html").exists()


def test_same_reports_give_same_bytes_and_are_not_written_again(tmp_path: Path) -> None:
    standing(tmp_path, "a-2025", html=10)
    before = index.write(tmp_path).read_bytes()
    (tmp_path / "index.html").touch()
    stamp = (tmp_path / "index.html").stat().st_mtime_ns
    assert index.write(tmp_path).read_bytes() == before
    assert (tmp_path / "index.html").stat().st_mtime_ns == stamp


def test_hostile_titles_and_names_stay_text(tmp_path: Path) -> None:
    standing(tmp_path, "å b#c-2025", "</script><script>alert(1)</script>", html=10)
    index.write(tmp_path)
    page = read(tmp_path)
    assert page.tbody.a.string == "</script><script>alert(1)</script>"
    assert page.tbody.a["href"] == "%C3%A5%20b%23c-2025.html"
    assert len(page.find_all("script")) == 1


def test_policy_allows_this_style_and_this_script_only(tmp_path: Path) -> None:
    standing(tmp_path, "a-2025", html=10)
    index.write(tmp_path)
    page = read(tmp_path)
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == (
        f"default-src 'none'; style-src '{csp_hash(page.style.string)}'; script-src '{csp_hash(page.script.string)}'; "
        "base-uri 'none'; form-action 'none'"
    )


BOTH = {"earlier": "a-2025", "later": "a-2026"}


def test_overview_and_comparisons_stand_under_headings_of_their_own(tmp_path: Path) -> None:
    standing(tmp_path, "a-2025", html=10)
    standing_beside(tmp_path, "jamforelse-a-2025-a-2026", "comparison.ipynb", BOTH, html=70_000, pdf=9_000)
    standing_beside(tmp_path, "overview", "overview.ipynb", {"reports": [], "tables": ["params/alla.csv"]}, html=10)
    index.write(tmp_path)
    page = read(tmp_path)
    assert [heading.string for heading in page.find_all("h2")] == ["Översikt", "Jämförelser", "Rapporter"]
    said = [" ".join(item.get_text(" ", strip=True).split()) for item in page.select(".beside > li")]
    assert said == [
        "params/alla.csv, sida vid sida HTML (1 kB) manifest för overview",
        "Vad som har ändrats mellan a-2025 och a-2026 HTML (70 kB) "
        "PDF för jamforelse-a-2025-a-2026 (9 kB) manifest för jamforelse-a-2025-a-2026",
    ]
    assert page.find(id="antal").string == "En rapport."
    assert len(page.tbody.find_all("tr")) == 1


@pytest.mark.parametrize(
    ("reports", "words"),
    [([], "Alla rapporter,"), (["a", "b"], "a och b"), (["a"] * 5, "Fem\N{NO-BREAK SPACE}rapporter")],
)
def test_an_overview_says_which_reports_it_is_of(tmp_path: Path, reports: list[str], words: str) -> None:
    standing_beside(tmp_path, "overview", "overview.ipynb", {"reports": reports, "tables": []}, html=10)
    (overview,) = index.listed(tmp_path)
    assert overview.title.startswith(words)


def test_an_overview_alone_is_listed_without_table_and_script(tmp_path: Path) -> None:
    standing_beside(tmp_path, "overview", "overview.ipynb", {"reports": [], "tables": []}, html=10)
    page = BeautifulSoup(index.write(tmp_path).read_text("utf-8"), "html.parser")
    assert (page.table, page.script) == (None, None)
    assert "script-src 'none'" in page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
