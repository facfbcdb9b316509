"""A headless Chromium that opens the sample report from disk, with no network to reach."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from medlemsnytta.files import program
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.html import CouncilHTMLExporter
from tests.cases import folders
from tests.golden.report_text import OVERVIEW, ROOT, executed_in_process, run_in_process
from tests.rendering.sample_notebook import sample_notebook

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: opens the report in a headless Chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        complain = pytest.fail if os.environ.get("CI") else pytest.skip
        complain("no Chromium on PATH; install one, or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "exempelkommun-2026.html"
    path.write_text(CouncilHTMLExporter().from_notebook_node(sample_notebook())[0], encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def huddinge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real report, its notebook run in this process."""
    path = tmp_path_factory.mktemp("real") / "huddinge-2025.html"
    notebook = executed_in_process(ROOT, "huddinge-2025")
    path.write_text(CouncilHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that has every chart."""
    path = tmp_path_factory.mktemp("example") / "exempelkommun-2026.html"
    notebook = executed_in_process(ROOT, "exempelkommun-2026")
    path.write_text(CouncilHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several reports side by side, the notebook run in this process."""
    path = tmp_path_factory.mktemp("overview") / "overview.html"
    path.write_text(CouncilHTMLExporter().from_notebook_node(executed_in_process(ROOT, OVERVIEW))[0], encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years set against each other."""
    path = tmp_path_factory.mktemp("comparison") / "comparison.html"
    compared = {"earlier": "exempelkommun-2025", "later": "exempelkommun-2026"}
    notebook = run_in_process((program.NOTEBOOKS / recipe.COMPARISON).read_text("utf-8"), compared)
    path.write_text(CouncilHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def twelve_networks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a municipality with twelve networks."""
    root = folders.lay_out("08-whole-portfolio", tmp_path_factory.mktemp("twelve") / "arbetsmapp")
    path = root / "norrkoping-2023.html"
    path.write_text(CouncilHTMLExporter().from_notebook_node(folders.executed(root, path.stem))[0], encoding="utf-8")
    return path


@pytest.fixture(params=["huddinge", "example", "twelve_networks", "overview", "comparison"])
def any_page(request: pytest.FixtureRequest) -> Path:
    """Every kind of page that is built, and the largest of them."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["huddinge", "overview"])
def page_of_a_build(request: pytest.FixtureRequest) -> Path:
    """A real report, then the overview of several."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A reader without network; a test's parameter holds the settings, such as `color_scheme`."""
    context = chromium.new_context(offline=True, **getattr(request, "param", {}))
    yield context
    context.close()
