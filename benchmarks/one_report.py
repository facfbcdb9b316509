"""One report by the stock commands and by ours, side by side in one run: wall and CPU seconds, requests, size.

`python benchmarks/one_report.py` prints a table; the machine is shared, so read the ratios, not the seconds.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = "huddinge-2025"
ROUNDS = 3


def measured(*commands: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of the commands run one after another, children included."""
    wall, before = time.perf_counter(), os.times()
    for command in commands:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - wall, used


def remote_addresses(page: Path) -> int:
    """How many scripts, styles and pictures the page would fetch."""
    return len(
        re.findall(r"""(?:src|href)=["']https?://[^"']+\.(?:js|css|mjs)|from ["']https?://""", page.read_text("utf-8"))
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        executed, ours = folder / "out.ipynb", folder / "ours"
        run = [sys.executable, "-m", "papermill", "notebooks/evaluation.ipynb", str(executed), "--no-progress-bar"]
        stock = [
            [*run, "-f", f"params/{REPORT}.yaml"],
            [sys.executable, "-m", "nbconvert", "--to", "html", str(executed)],
        ]
        build = [sys.executable, "build.py", REPORT, "--output", str(ours)]
        rows = {
            "stock papermill + nbconvert, HTML": stock,
            "ours, HTML + PDF + ipynb": [[*build, "--force"]],
            "ours, nothing to do": [build],
        }
        print("| route | wall s | CPU s |\n|---|---|---|")
        for title, commands in rows.items():
            rounds = sorted(measured(*commands) for _ in range(ROUNDS))
            wall, used = rounds[ROUNDS // 2]
            print(f"| {title} | {wall:.1f} | {used:.1f} |")
        pages = {"stock": folder / "out.html", "ours": ours / f"{REPORT}.html"}
        print("\n| page | kB | remote scripts and styles |\n|---|---|---|")
        for title, page in pages.items():
            print(f"| {title} | {page.stat().st_size // 1000} | {remote_addresses(page)} |")
        print(f"\nPDF: {(ours / f'{REPORT}.pdf').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
