"""The pictures in this folder, made anew from a report: `python docs/pictures/make.py` (headless Chromium, pypdfium2)."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REPORT = "huddinge-2025"
VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "narrow": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
CHARTS_FROM = "diagram-tid"
PDF_PAGES = (1, 2)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, str(ROOT / "build.py"), REPORT, "--output", folder]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        _pages_of_html(Path(folder) / f"{REPORT}.html")
        _pages_of_pdf(Path(folder) / f"{REPORT}.pdf")


def _pages_of_html(report: Path) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        for name, settings in VIEWS.items():
            page = browser.new_context(offline=True, **settings).new_page()
            page.goto(report.as_uri())
            _keep(page.screenshot(), f"html-{name}")
            chart = page.locator(f"#{CHARTS_FROM}")
            chart.scroll_into_view_if_needed()
            chart.locator(".is-live").wait_for(state="attached")
            _keep(chart.screenshot(), f"chart-{name}")
        browser.close()


def _pages_of_pdf(report: Path) -> None:
    for number in PDF_PAGES:
        drawn = io.BytesIO()
        pypdfium2.PdfDocument(report)[number - 1].render(scale=80 / 72).to_pil().save(drawn, "PNG")
        _keep(drawn.getvalue(), f"{REPORT}-page-{number}")


def _keep(content: bytes, name: str) -> None:
    """With 64 colours, which is enough for print and keeps each file small."""
    path = HERE / f"{name}.png"
    path.write_bytes(content)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(64)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main()
