"""The same executed notebook as stock nbconvert's lab page and as ours, opened offline and measured side by side.

`python benchmarks/stock_comparison.py huddinge-2025` prints a table in Markdown. It wants Chromium and the packages of
requirements-dev.txt; the stock PDF is the lab page printed by the same Chromium, as nbconvert's webpdf does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page as page_validation
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PROFILES = {
    "PDF/UA-1": page_validation.ValidationProfile.PDF_UA_1,
    "PDF/A-3a": page_validation.ValidationProfile.PDF_A_3A,
}


@dataclass(frozen=True)
class Measured:
    """What one way of making the files gave; `charts` are those that are seen without network."""

    kilobytes: int
    requests: int
    charts: int
    charts_without_scripts: int
    violations: list[str]
    pdf: dict[str, int]
    pdf_kilobytes: int


def main(name: str) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        _run(str(ROOT / "build.py"), name, "--output", str(folder))
        _run("-m", "nbconvert", "--to", "html", "--output", "stock.html", str(folder / f"{name}.ipynb"))
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable)
        _print_page(browser, folder / "stock.html", folder / "stock.pdf")
        stock = _measured(
            browser, folder / "stock.html", folder / "stock.pdf", ".jp-OutputArea-output :is(svg, canvas, img)"
        )
        ours = _measured(browser, folder / f"{name}.html", folder / f"{name}.pdf", "figure.chart svg")
        browser.close()
    print(_table(stock, ours))


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def _measured(browser: Browser, html: Path, pdf: Path, charts: str) -> Measured:
    asked: list[str] = []
    page = browser.new_context(offline=True).new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(html.as_uri())
    page.wait_for_timeout(3000)
    visible = "pictures => pictures.filter(picture => picture.checkVisibility()).length"
    still = browser.new_context(offline=True, java_script_enabled=False).new_page()
    still.goto(html.as_uri())
    found = Axe().run(page, options=AXE).response["violations"]
    return Measured(
        kilobytes=html.stat().st_size // 1000,
        requests=len({url for url in asked if url.startswith("http")}),
        charts=page.locator(charts).evaluate_all(visible),
        charts_without_scripts=still.locator(charts).count(),
        violations=sorted(rule["id"] for rule in found),
        pdf={
            profile: page_validation.validate_pdf_bytes(pdf.read_bytes(), profile=rules).rules.failed
            for profile, rules in PROFILES.items()
        },
        pdf_kilobytes=pdf.stat().st_size // 1000,
    )


def _print_page(browser: Browser, html: Path, pdf: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    page.goto(html.as_uri())
    page.wait_for_timeout(2000)
    page.pdf(path=str(pdf), print_background=True)


def _table(stock: Measured, ours: Measured) -> str:
    def said(measured: Measured) -> list[Any]:
        rules = f"{len(measured.violations)} ({', '.join(measured.violations)})" if measured.violations else 0
        return [
            measured.requests,
            measured.charts,
            measured.charts_without_scripts,
            rules,
            *measured.pdf.values(),
            f"{measured.kilobytes} kB",
            f"{measured.pdf_kilobytes} kB",
        ]

    names = [
        "addresses that the HTML asks for",
        "charts seen offline",
        "charts seen without scripts",
        "WCAG 2.0–2.2 A and AA rules broken (axe)",
        *(f"{profile} rules broken (page-validation)" for profile in PROFILES),
        "HTML",
        "PDF",
    ]
    rows = [f"| {name} | {one} | {other} |" for name, one, other in zip(names, said(stock), said(ours), strict=True)]
    return "\n".join(["| | stock lab template | Medlemsnytta |", "|---|---|---|", *rows])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "huddinge-2025")
