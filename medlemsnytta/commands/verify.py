"""What is said of files that are tried and packed; problems are told together and nothing is half-written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from medlemsnytta.commands.console import Console
from medlemsnytta.errors import ExitCode, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.pages import archive_package, verification

Thing = TypeVar("Thing", str, Path)


def verify_files(root: Path, paths: Sequence[Path], *, own_notebook: bool = False) -> int:
    """Say of each file whether it is the report that its inputs give; returns the exit code."""

    console = Console()

    def one(path: Path) -> bool:
        verdict = verification.verify(root, path, own_notebook=own_notebook)
        if not verdict.differences:
            console.info(
                f"{path.name}: stämmer. Byggd igen ur parametrarna och underlaget blir den densamma, byte för byte."
            )
            if verdict.own_notebook:
                console.info("  OBS: den är byggd med mappens egen anteckningsbok, som inte är programmets.")
            return True
        console.problems(f"{path.name}: stämmer inte.", verdict.differences)
        return False

    return _each(paths, one, "gick inte att pröva")


def archive_reports(root: Path, names: Sequence[str], output: Path) -> int:
    """Pack each report; returns the exit code."""

    console = Console()

    def one(name: str) -> bool:
        packed = archive_package.archive(root, name, output)
        writing.publish(output, {f"{name}.zip": packed})
        console.info(f"{output.name}/{name}.zip: packad enligt BagIt (RFC 8493), {len(packed) // 1000} kB")
        return True

    return _each(names, one, "packades inte")


def _each(things: Iterable[Thing], one: Callable[[Thing], bool], verdict: str) -> int:
    code = ExitCode.DONE
    for thing in things:
        try:
            if not one(thing):
                code = ExitCode.MENDABLE
        except ProblemsFound as found:
            code = ExitCode.MENDABLE
            Console().problems(f"{thing} {verdict}:", found.problems)
    return code
