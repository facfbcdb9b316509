"""Fuzzing led by coverage: atheris changes files and keeps those that reach new places in our code. Not part of the suite.

pip install atheris==3.0.0 && python tests/trust/coverage_fuzz.py            every target, two minutes each
python tests/trust/coverage_fuzz.py params workbooks --seconds 600           these, ten minutes each
python tests/trust/coverage_fuzz.py params --file FOLDER/crash-…             one input again, with its traceback

Each target begins from the shipped files. What goes wrong is kept in a folder that is told at the end; the exit code is 1.
"""

import argparse
import io
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / each) for each in ("inputs", "trust", "rendering"))]

MOST_BYTES = 60_000
SECONDS_AT_MOST = 20
MEGABYTES_AT_MOST = 2_000
_DONE = re.compile(r"number_of_executed_units:\s+(\d+)")
_COVERED = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")
LOOKED_INTO = (
    "medlemsnytta.pages.verification",
    "medlemsnytta.pages.problems",
    "medlemsnytta.inputs.tables.xlsx_files",
    "openpyxl",
)
"""These, and all that they import, tell which of their places an input reaches."""

WORDS = (
    "municipality_code", "year", "title", "report_date", "networks", "data_folder", "evidence_months", "recommended_actions",
    "expected_information", "answers", "conclusion", "null", "true", "~", "!!", "&a", "*a", "<<", "---", "...", "{{", "}}",
    "{%", "both", "internal", "illustrative", "observed", "estimated", "2026-02-30", "0126", "1e999", ".inf", ".nan", "9999999999",
    "report", "parameters", "outputs", "recipe", "rows", "versions", "program", "data", "released",
)  # fmt: skip
"""What changed files may hold beside what they held."""


Target = tuple[Callable[[bytes], None], Callable[[], Sequence[bytes]]]
"""What takes the bytes of one file, and the files to begin from."""


def targets() -> dict[str, Target]:
    """Every target by its name."""
    import fuzz_targets as fuzz
    from small_tables import FILES

    tables = sorted(FILES)

    def folder(content: bytes) -> None:
        if content:
            fuzz.whole_folder(Path(tables[content[0] % len(tables)]).stem, content[1:])

    return {
        "params": (fuzz.params_file, lambda: fuzz.PARAMS),
        "tables": (fuzz.table_text, lambda: [fuzz.EXCERPTS.encode(), *_shipped_tables()]),
        "workbooks": (fuzz.workbook, _workbooks),
        "batches": (fuzz.batch_table, lambda: [fuzz.BATCH.encode(), fuzz.BATCH.replace(",", ";").encode()]),
        "folders": (folder, lambda: [bytes([number]) + FILES[path].encode() for number, path in enumerate(tables)]),
        "manifests": (fuzz.verified_manifest, lambda: [fuzz.MANIFEST.encode()]),
        "finished": (fuzz.finished_file, fuzz.finished),
    }


def _shipped_tables() -> list[bytes]:
    files = [path.read_bytes() for path in sorted((ROOT / "data").glob("*/*.csv"))]
    return [content for content in files if len(content) < MOST_BYTES]


def _workbooks() -> list[bytes]:
    """A small one, and the one that `new` writes."""
    import fuzz_targets

    from medlemsnytta.inputs.tables.layouts import LAYOUTS
    from medlemsnytta.starting.csv_writer import Contents
    from medlemsnytta.starting.workbook_writer import workbook

    return [fuzz_targets.sample_book(), workbook([Contents(LAYOUTS["excerpts"])], "Underlag", [], {"alfa": "Alfa"})]


def part_changed(content: bytes, most: int, seed: int) -> bytes:
    """A workbook with one part of its zip changed, so that what is inside is reached; any other bytes are changed as they are."""
    import atheris

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {each.filename: book.read(each) for each in book.infolist() if each.file_size < MOST_BYTES}
        name = sorted(parts)[seed % len(parts)]
    except Exception:  # zipfile raises whatever a spoiled zip makes it raise
        return atheris.Mutate(content, most)
    if seed % 10 == 0:
        return atheris.Mutate(content, most)
    parts[name] = atheris.Mutate(parts[name], MOST_BYTES)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        for each, inside in parts.items():
            book.writestr(zipfile.ZipInfo(each), inside)
    return written.getvalue()[:most]


def run(name: str, arguments: Sequence[str]) -> None:
    """This process becomes the fuzzer of one target, and never comes back."""
    import atheris

    with atheris.instrument_imports(include=["medlemsnytta", *(["openpyxl"] if name == "workbooks" else [])]):
        for module in LOOKED_INTO:
            import_module(module)
    body, _ = targets()[name]
    more = {"custom_mutator": part_changed} if name == "workbooks" else {}
    atheris.Setup(["coverage_fuzz", *arguments], body, **more)
    atheris.Fuzz()


def begin(name: str, folder: Path, seconds: int) -> subprocess.Popen[str]:
    """Start one target in a process of its own, from the shipped files."""
    seeds = folder / name
    seeds.mkdir()
    for number, content in enumerate(targets()[name][1]()):
        (seeds / f"seed-{number}").write_bytes(content)
    (folder / "words").write_text("".join(f'"{word}"\n' for word in WORDS), "utf-8")
    asked = [str(seeds), f"-dict={folder / 'words'}", f"-max_total_time={seconds}", f"-timeout={SECONDS_AT_MOST}"]
    asked += [f"-max_len={MOST_BYTES}", f"-rss_limit_mb={MEGABYTES_AT_MOST}", "-seed=1", "-print_final_stats=1"]
    asked += [f"-artifact_prefix={folder / name}-"]
    return subprocess.Popen(
        [sys.executable, __file__, name, "--run", *asked], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


HEADING = ("target", "inputs", "processor seconds", "places reached", "inputs kept that reached new ones", "went wrong")


def fuzz(names: Sequence[str], seconds: int) -> int:
    """Every target in turn, told as a table; returns 1 where one found something that goes wrong."""
    folder, wrong = Path(tempfile.mkdtemp(prefix="coverage-fuzz-")), 0
    _tell(HEADING)
    _tell(["---"] * len(HEADING))
    for name in names:
        before = _processor_seconds()
        told = begin(name, folder, seconds).communicate()[1]
        (folder / f"{name}.log").write_text(told, "utf-8")
        found, done = list(folder.glob(f"{name}-*")), _DONE.search(told)
        places, _, kept = (_COVERED.findall(told) or [("0", "0", "0")])[-1]
        _tell([name, done[1] if done else "0", f"{_processor_seconds() - before:.0f}", places, kept, str(len(found))])
        wrong += len(found) if done else 1
    print(f"\n{folder}")
    return 1 if wrong else 0


def _tell(cells: Sequence[str]) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


def _processor_seconds() -> float:
    """What the processes that have ended took of the processor."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--run", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if asked.run is not None:
        run(asked.names[0], asked.run)
    if asked.file:
        targets()[asked.names[0]][0](asked.file.read_bytes())
        return 0
    return fuzz(asked.names or list(targets()), asked.seconds)


if __name__ == "__main__":
    raise SystemExit(main())
