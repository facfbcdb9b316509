"""From a save to the new report on the screen: twenty saves of Huddinge's statements, with `preview` open in headless Chromium.

`python benchmarks/preview_latency.py` prints the median and the worst, and the CPU seconds of the server and its worker a save. The
machine is shared, so beside it stands what one `python build.py huddinge-2026 --force` takes in the same run.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
NAME, SAVES = "huddinge-2026", 20
LIMIT = 60_000


def cpu(pid: int) -> float:
    """CPU seconds of the process and its children so far; Linux."""
    ticks, used = os.sysconf("SC_CLK_TCK"), 0.0
    for each in (pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())):
        used += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13])) / ticks
    return used


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for each in ("params", "data"):
            shutil.copytree(ROOT / each, Path(folder) / each)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "medlemsnytta"]
        server = subprocess.Popen(
            [*command, "preview", NAME, "--no-browser"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        address = re.search(r"http\S+", server.stdout.readline())[0]
        executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector('body[data-shown="1"]', timeout=LIMIT)
        file = Path(folder) / "data/huddinge/excerpts.csv"
        text, took, before = file.read_text("utf-8"), [], cpu(server.pid)
        for number in range(1, SAVES + 1):
            began = time.perf_counter()
            file.write_text(text.replace("Medlemskapet bedömdes", f"Medlemskapet ({number}) bedömdes"), "utf-8")
            page.wait_for_selector(f'body[data-shown="{number + 1}"]', timeout=LIMIT)
            took.append(time.perf_counter() - began)
            time.sleep(0.5)
        used = (cpu(server.pid) - before) / SAVES
        browser.close()
        server.terminate()
        server.wait()
        began = time.perf_counter()
        subprocess.run([*command, NAME, "--force"], cwd=folder, env=environment, check=True, capture_output=True)
        once = time.perf_counter() - began
    print("| from a save to the screen, s | median | worst | CPU s a save |\n|---|---|---|---|")
    print(f"| {SAVES} saves | {statistics.median(took):.2f} | {max(took):.2f} | {used:.2f} |")
    print(f"\nbuild.py {NAME} --force in the same run: {once:.1f} s")


if __name__ == "__main__":
    main()
