"""From a save to the new report on the screen: twenty saves of Huddinge's statements, with `preview` open in headless Chromium.

`python benchmarks/preview_latency.py` prints the median and the worst of twenty saves of a CSV file and of the workbook, and the CPU seconds
of the server and its worker a save. The worker is a Python begun anew, as on every system. Where the machine is shared, run it before all
else (`chrt -r 5 python benchmarks/preview_latency.py` on Linux); beside it stands what one `python build.py huddinge-2026 --force`
takes in the same run. The figures stand in docs/decisions/0027-one-workbook-and-a-preview.md.
"""

import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
NAME, SAVES = "huddinge-2026", 20
FOLDER, SAID = "data/huddinge", "Medlemskapet bedömdes"
COMMAND = [sys.executable, "-m", "medlemsnytta"]
LIMIT = 60_000
SHOWN = "version => document.body.dataset.shown === version"


def cpu(pid: int) -> float:
    """CPU seconds of the process and its children so far; Linux."""
    ticks, used = os.sysconf("SC_CLK_TCK"), 0.0
    for each in (pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())):
        used += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13])) / ticks
    return used


def csv_saves(root: Path) -> list[bytes]:
    text = (root / FOLDER / "excerpts.csv").read_text("utf-8")
    return [text.replace(SAID, f"{SAID} ({number})").encode() for number in range(1, SAVES + 1)]


def workbook_saves(root: Path) -> list[bytes]:
    """The workbook as it stands after each save, made beforehand."""
    book, contents = load_workbook(root / FOLDER / "underlag.xlsx"), []
    cell = next(each for row in book["Uttalanden"] for each in row if SAID in str(each.value))
    said = cell.value
    for number in range(1, SAVES + 1):
        cell.value = said.replace(SAID, f"{SAID} ({number})")
        saved = io.BytesIO()
        book.save(saved)
        contents.append(saved.getvalue())
    return contents


def saved(root: Path, file: str, contents: list[bytes], page: Page, server: subprocess.Popen) -> str:
    """The row of the table for one kind of file."""
    took, before = [], cpu(server.pid)
    first = int(page.evaluate("document.body.dataset.shown"))
    for number, content in enumerate(contents, start=first + 1):
        began = time.perf_counter()
        (root / FOLDER / file).write_bytes(content)
        # At each frame: a selector is looked for at growing intervals, of half a second at last.
        page.wait_for_function(SHOWN, arg=str(number), timeout=LIMIT)
        took.append(time.perf_counter() - began)
        time.sleep(0.5)
    used = (cpu(server.pid) - before) / SAVES
    return f"| {SAVES} saves of {file} | {statistics.median(took):.2f} | {max(took):.2f} | {used:.2f} |"


def preview_of(
    root: Path, playwright: Playwright, file: str, contents: list[bytes], environment: dict[str, str]
) -> str:
    server = subprocess.Popen(
        [*COMMAND, "preview", NAME, "--no-browser"], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
    )
    address = re.search(r"http\S+", server.stdout.readline())[0]
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
    page = browser.new_page()
    page.goto(address)
    page.wait_for_function(SHOWN, arg="1", timeout=LIMIT)
    row = saved(root, file, contents, page, server)
    browser.close()
    server.terminate()
    server.wait()
    return row


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, environment = Path(folder), {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        for each in ("params", "data"):
            shutil.copytree(ROOT / each, root / each)
        rows = [preview_of(root, playwright, "excerpts.csv", csv_saves(root), environment)]
        began = time.perf_counter()
        subprocess.run([*COMMAND, NAME, "--force"], cwd=root, env=environment, check=True, capture_output=True)
        once = time.perf_counter() - began
        subprocess.run([*COMMAND, "workbook", "huddinge"], cwd=root, env=environment, check=True, capture_output=True)
        rows.append(preview_of(root, playwright, "underlag.xlsx", workbook_saves(root), environment))
    print("| from a save to the screen, s | median | worst | CPU s a save |\n|---|---|---|---|", *rows, sep="\n")
    print(f"\nbuild.py {NAME} --force in the same run: {once:.1f} s")


if __name__ == "__main__":
    main()
