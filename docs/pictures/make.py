"""The pictures in this folder, made anew from what is built: `python docs/pictures/make.py` (headless Chromium, pypdfium2)."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REPORT = "huddinge-2025"
TWELVE = "08-whole-portfolio"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
VIEWS = {
    "wide": {"viewport": WIDE, "color_scheme": "light"},
    "narrow": {"viewport": NARROW, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
}
CHART = "diagram-tid"
PDF_PAGES = (1, 2)


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "golden")]
    from tests.cases import folders

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        twelve = folders.lay_out(TWELVE, folder / "twelve")
        for words in (("--output",), ("overview", "--output")):
            _run(ROOT, *words, str(folder / "built"))
        _run(twelve, "--output", str(folder / "built-twelve"))
        with sync_playwright() as playwright:
            names = ("chromium", "chromium-browser", "google-chrome")
            executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))
            browser = playwright.chromium.launch(executable_path=executable)
            _report(browser, folder / "built" / f"{REPORT}.html")
            first = {
                "overview": folder / "built" / "overview.html",
                "list": folder / "built" / "index.html",
                "twelve": next(_pages(folder / "built-twelve")),
            }
            for called, page in first.items():
                _first_screen(browser, page, called)
            browser.close()
        _pages_of_pdf(folder / "built" / f"{REPORT}.pdf")


def _run(root: Path, *words: str) -> None:
    command = [sys.executable, "-m", "medlemsnytta", *(words if words[0] == "overview" else ("build", *words))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL, env=environment)


def _pages(folder: Path) -> Iterator[Path]:
    return (page for page in sorted(folder.glob("*.html")) if page.name != "index.html")


def _report(browser: Browser, report: Path) -> None:
    for name, settings in VIEWS.items():
        page = browser.new_context(offline=True, **settings).new_page()
        page.goto(report.as_uri())
        _keep(page.screenshot(), f"html-{name}")
        chart = page.locator(f"#{CHART}")
        chart.scroll_into_view_if_needed()
        chart.locator(".is-live").wait_for(state="attached")
        _keep(chart.screenshot(), f"chart-{name}")


def _first_screen(browser: Browser, built: Path, name: str) -> None:
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 1600}).new_page()
    page.goto(built.as_uri())
    for figure in page.locator("figure.chart").all()[:1]:
        figure.locator(".is-live").wait_for(state="attached")
    _keep(page.screenshot(), f"html-{name}")


def _pages_of_pdf(report: Path) -> None:
    read = pypdfium2.PdfDocument(report)
    for number in PDF_PAGES:
        _save(read[number - 1].render(scale=80 / 72).to_pil(), f"{REPORT}-page-{number}")


def _keep(content: bytes, name: str) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        _save(picture, name)


def _save(picture: Image.Image, name: str) -> None:
    """With 64 colours, which is enough for print and keeps each file small."""
    picture.convert("RGB").quantize(64).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
