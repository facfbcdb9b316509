"""Reports by the stock commands, by one process in sequence and by ours, side by side: wall, CPU seconds, peak memory.

`python benchmarks/many_reports.py` measures what takes minutes at most; `all` what takes an hour; or name the parts:
`python benchmarks/many_reports.py ours:290 untouched:870`. Each part goes into `benchmarks/many_reports.json`, and the
table of `README.md` and `docs/performance.md` and their chart are made anew. A shared machine disturbs the wall clock: read CPU and ratios.
Parts that begin with `earlier` build by a checkout of an earlier commit, whose folder MEDLEMSNYTTA_EARLIER names; where it has a
`.venv` with the packages of its own time, by that Python.
"""

import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS, PAGES, CHART = (
    ROOT / "benchmarks" / "many_reports.json",
    (ROOT / "README.md", ROOT / "docs" / "performance.md"),
    ROOT / "docs" / "pictures" / "many-reports.svg",
)
MARK = "<!-- measured -->"
REACHED = "<!-- reached -->"
SHORT = ("stock:1", "sequence:1", "sequence:3", "ours:1", "ours:2", "ours:20", "untouched:20")
LONG = (*SHORT, "changed:20", "cluster:20", "stock:3", "ours:290", "untouched:870", "ours:2900")
EARLIER = Path(os.environ.get("MEDLEMSNYTTA_EARLIER", ROOT))
DESIGNS = {
    "stock": "papermill, nbconvert --to html, --to webpdf: commands",
    "sequence": "one worker, Jupyter kernels (--jobs 1 --engine kernel)",
    "earlier": "build.py of commit 6d65549, a fork for each notebook",
    "ours": "build.py, warm workers",
    "changed": "build.py, a changed notebook: a process for each",
    "cluster": "build.py --cluster, a local Dask worker a core, warm",
    "untouched": "build.py, nothing to do",
}
ROUNDS = 3
REPORT = "huddinge-2025"
"""The one report of a part of one; more are of a table of municipalities."""
MANY = 20
"""From so many reports on, once is enough."""


class Peak(threading.Thread):
    """The most memory of processes and all their descendants together, and of the largest, asked every fifth of a second."""

    def __init__(self, *pids: int) -> None:
        super().__init__(daemon=True)
        self.pids, self.together, self.largest, self.over = pids, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            each = [memory(one) for pid in self.pids for one in tree(pid)]
            self.together = max(self.together, sum(proportional for proportional, _ in each))
            self.largest = max(self.largest, *(resident for _, resident in each))


def tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except OSError:
                continue
    return found


def memory(pid: int) -> tuple[int, int]:
    """Proportional and resident set size in kilobytes: what is shared is divided in the first, and whole in the second."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines[1:])}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)


def spent(pid: int) -> float:
    """The CPU seconds of a running process and its descendants so far, those that have ended included."""
    ticks = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(*commands: list[str], at: Path, helpers: Sequence[int] = ()) -> dict[str, float]:
    """Wall and CPU seconds of the commands run one after another, children included, and their peak memory.

    `helpers` are processes that already run and work for the commands: what they do meanwhile counts too.
    """
    wall, before, peak, largest = time.perf_counter(), os.times(), 0, 0
    helped = sum(map(spent, helpers))
    for command in commands:
        process = subprocess.Popen(command, cwd=at, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        watcher = Peak(process.pid, *helpers)
        watcher.start()
        said = process.communicate()[1]
        watcher.over.set()
        watcher.join()
        peak, largest = max(peak, watcher.together), max(largest, watcher.largest)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}:\n{said}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    cpu += sum(map(spent, helpers)) - helped
    return {"wall": time.perf_counter() - wall, "cpu": cpu, "peak_mb": peak / 1024, "largest_mb": largest / 1024}


def table_of(count: int, folder: Path, program: Path = ROOT) -> Path:
    """A project with a table of `count` reports: the 290 municipalities, over and over under new names."""
    for each in ("params", "data"):
        shutil.copytree(program / each, folder / each)
    with (program / "params" / "sverige-2025.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows = [row for row in rows if row[1]]
    with (folder / "params" / "matning.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(count):
            name, *cells = rows[number % len(rows)]
            # A letter: a figure after a municipality's code and a year would look like a telephone number.
            copy = chr(ord("a") + number // len(rows))
            writer.writerow([f"{name}-{copy}", *cells])
    return folder


def once(design: str, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        program = EARLIER if design == "earlier" else ROOT
        folder = table_of(count, Path(name), program)
        own = program / ".venv" / "bin" / "python"
        python = str(own) if design == "earlier" and own.exists() else sys.executable
        which = [REPORT] if count == 1 else ["--table", "params/matning.csv"]
        build = [python, str(program / "build.py"), *which]
        if design == "stock":
            with lent_browser() as works:
                return measured(*(command for _ in range(count) for command in stock(folder, works)), at=ROOT)
        if design == "sequence":
            return measured([*build, "--jobs", "1", "--engine", "kernel"], at=folder)
        if design == "changed":
            shutil.copytree(ROOT / "notebooks", folder / "notebooks")
            with (folder / "notebooks" / "evaluation.ipynb").open("a") as notebook:
                notebook.write("\n")
        if design == "cluster":
            with cluster() as (address, helpers):
                # A cluster stays up: its workers have made reports before.
                measured([*build, "--cluster", address], at=folder)
                return measured([*build, "--cluster", address, "--force"], at=folder, helpers=helpers)
        found = measured(build, at=folder)
        if design == "untouched":
            # As after a while, when no file is newer than the look at it: the first time some are read once more.
            time.sleep(2.5)
            measured(build, at=folder)
            found = measured(build, at=folder)
        return found


@contextmanager
def cluster() -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler with a worker a core, all on this machine and ready, and their process numbers."""
    from distributed import Client

    def started(*words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    cores = len(os.sched_getaffinity(0))
    scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0")
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
    workers = started("worker", address, "--nthreads", "1", "--nworkers", str(cores), "--host", "127.0.0.1")
    try:
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(cores, timeout=60)
        yield address, [scheduler.pid, workers.pid]
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.communicate(timeout=60)


def stock(folder: Path, webpdf: bool) -> list[list[str]]:
    executed = str(folder / "out.ipynb")
    python = [sys.executable, "-m"]
    run = [*python, "papermill", "notebooks/evaluation.ipynb", executed, "-f", f"params/{REPORT}.yaml"]
    html = [*python, "nbconvert", "--to", "html", executed]
    pdf = [*python, "nbconvert", "--to", "webpdf", "--WebPDFExporter.disable_sandbox=True", executed]
    return [[*run, "--no-progress-bar"], html, *([pdf] if webpdf else [])]


@contextmanager
def lent_browser() -> Iterator[bool]:
    """Whether stock webpdf works: with playwright's own Chromium, or meanwhile with the system's in its place."""
    wanted = missing_browser()
    if wanted is None:
        yield True
        return
    system = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not system or not wanted:
        yield False
        return
    with tempfile.TemporaryDirectory() as name:
        os.environ["PLAYWRIGHT_BROWSERS_PATH"] = name
        try:
            place = Path(missing_browser() or "")
            place.parent.mkdir(parents=True)
            place.symlink_to(system)
            yield missing_browser() is None
        finally:
            del os.environ["PLAYWRIGHT_BROWSERS_PATH"]


def missing_browser() -> str | None:
    """Where playwright misses the Chromium that it starts without a window; None where it has it, "" without playwright."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return ""
    with sync_playwright() as browsers:
        try:
            browsers.chromium.launch(chromium_sandbox=False).close()
        except Error as error:
            found = re.search(r"Executable doesn't exist at (\S+)", str(error))
            return found[1] if found else ""
    return None


def measure(part: str) -> None:
    design, _, count = part.partition(":")
    rounds = [once(design, int(count)) for _ in range(1 if int(count) >= MANY else ROUNDS)]
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    medians = {key: round(statistics.median(each[key] for each in rounds), 2) for key in rounds[0]}
    with lent_browser() if design == "stock" else nullcontext(False) as webpdf:
        results[part] = {**medians, "rounds": len(rounds), "machine": machine(), "webpdf": webpdf}
    RESULTS.write_text(json.dumps(dict(sorted(results.items())), indent=1) + "\n", "utf-8")
    print(part, results[part], flush=True)


def machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def written() -> None:
    """The table in both pages, and the chart beside it, from all that has been measured so far."""
    results = json.loads(RESULTS.read_text("utf-8"))
    parts = sorted(results, key=lambda part: (list(DESIGNS).index(part.split(":")[0]), int(part.split(":")[1])))
    lines = [
        "| design | reports | wall s | CPU s | CPU s a report | all processes MB (PSS) | largest MB (RSS) |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = []
    for part in parts:
        design, count = part.split(":")[0], int(part.split(":")[1])
        one = results[part]
        each = one["cpu"] / count
        rows.append({"design": DESIGNS[design], "reports": count, "cpu": each})
        lines.append(
            f"| {DESIGNS[design]} | {count} | {one['wall']:.1f} | {one['cpu']:.1f} | {each:.2g} | {_memory(one, 'peak_mb')} | {_memory(one, 'largest_mb')} |"
        )
    machines = sorted({one["machine"] for one in results.values()})
    lines += ["", f"Measured on {'; '.join(machines)}. " + _about_webpdf(results)]
    for page in PAGES:
        before, after = page.read_text("utf-8").split(MARK)[::2]
        page.write_text(f"{before}{MARK}\n\n" + "\n".join(lines) + f"\n\n{MARK}{after}", "utf-8")
    performance = PAGES[1].read_text("utf-8")
    before, after = performance.split(REACHED)[::2]
    PAGES[1].write_text(f"{before}{REACHED}\n\n" + "\n".join(reached(results)) + f"\n\n{REACHED}{after}", "utf-8")
    CHART.write_text(chart(rows), "utf-8")


def reached(results: dict) -> list[str]:
    """Each goal beside what was measured, counted from the rows of the table."""
    ours, earlier = (_by_count(results, design) for design in ("ours", "earlier"))
    further, before = ((each[20]["cpu"] - each[2]["cpu"]) / 18 for each in (ours, earlier))
    stock, nothing = results["stock:1"], results["untouched:870"]
    return [
        "| what | goal | commit 6d65549, same run | measured |",
        "|---|---|---|---|",
        f"| each report beyond the second of 20, all files, CPU s | 0.45 | {before:.2f} | {further:.2f} |",
        f"| ... beside stock's HTML and PDF | a twentieth | | one {stock['cpu'] / further:.0f}th |",
        f"| one report from nothing, wall | 0.7 × | {earlier[1]['wall']:.1f} s | {ours[1]['wall'] / earlier[1]['wall']:.2f} × |",
        f"| one report from nothing, CPU | | {earlier[1]['cpu']:.1f} s | {ours[1]['cpu'] / earlier[1]['cpu']:.2f} × |",
        f"| nothing to do, 870 reports, wall | 0.3 s | | {nothing['wall']:.2f} s |",
        f"| memory of all with two workers, 20 reports (PSS) | 560 MB | {earlier[20]['peak_mb']:.0f} MB | {ours[20]['peak_mb']:.0f} MB |",
        f"| memory of a worker, 20 reports (RSS) | 420 MB | | {ours[20]['largest_mb']:.0f} MB |",
    ]


def _by_count(results: dict, design: str) -> dict[int, dict]:
    return {int(part.split(":")[1]): one for part, one in results.items() if part.startswith(f"{design}:")}


def _memory(one: dict, kind: str) -> str:
    """What ended before it was looked at has none."""
    return f"{one[kind]:.0f}" if one.get(kind) else "–"


def _about_webpdf(results: dict) -> str:
    with_pdf = any(one["webpdf"] for part, one in results.items() if part.startswith("stock"))
    return "Stock makes HTML and PDF." if with_pdf else "Stock makes HTML only: playwright's Chromium was not there."


def chart(rows: list[dict]) -> str:
    sys.path.insert(0, str(ROOT))
    from medlemsnytta.rendering.svg import chart_svg

    shown = [{"what": f"{row['design']}, × {row['reports']}", "cpu": round(row["cpu"], 3)} for row in rows]
    order = list(dict.fromkeys(row["what"] for row in shown))
    spec = {
        # Labels are measured in Source Sans; other faces are wider.
        "padding": {"left": 50, "top": 6, "right": 12, "bottom": 6},
        "data": {"values": shown},
        "width": 420,
        "mark": {"type": "bar", "color": "#00558c"},
        "encoding": {
            "y": {"field": "what", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 420}},
            "x": {"field": "cpu", "type": "quantitative", "title": "CPU seconds a report"},
        },
    }
    return chart_svg(spec).replace('font-family="Source Sans Pro"', 'font-family="Source Sans Pro, sans-serif"') + "\n"


if __name__ == "__main__":
    # As for a user, whose Python keeps what it has compiled of the program.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    asked = sys.argv[1:] or list(SHORT)
    for part in LONG if asked == ["all"] else asked:
        measure(part)
    written()
