"""What is said of files that are tried, signed and packed; problems are told together and nothing is half-written."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from medlemsnytta import archiving, verifying
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs import regular_files
from medlemsnytta.publishing import files, signatures

HOLDS, FAILED = 0, 1
Thing = TypeVar("Thing", str, Path)


def verify_files(root: Path, paths: Sequence[Path], key: Path | None, *, own_notebook: bool = False) -> int:
    """Say of each file whether it is the report that its inputs give; returns the exit code."""

    def one(path: Path) -> bool:
        verdict = verifying.verify(root, path, own_notebook=own_notebook)
        differences = [*_signature(path, key), *verdict.differences]
        if not differences:
            _say(f"{path.name}: stämmer. Byggd igen ur parametrarna och underlaget blir den densamma, byte för byte.")
            if verdict.own_notebook:
                _say("  OBS: den är byggd med mappens egen anteckningsbok, som inte är programmets.")
            return True
        _warn(f"{path.name}: stämmer inte.")
        for difference in differences:
            _warn(f"  - {difference}")
        return False

    return _each(paths, one, "gick inte att pröva")


def _signature(path: Path, key: Path | None) -> list[str]:
    if key is None:
        return []
    signature = path.with_name(path.name + signatures.ENDING)
    if not signature.is_file():
        return [f"Signaturen {signature.name} saknas."]
    if not signatures.is_signed(path.read_bytes(), signature, key):
        return [f"Signaturen {signature.name} är inte gjord på just den här filen med just den här nyckeln."]
    _say(f"{path.name}: signaturen är äkta.")
    return []


def sign_files(paths: Sequence[Path], key: Path, new_key: bool) -> int:
    """Put a signature beside each file; returns the exit code."""
    if new_key:
        public: list[Path] = []
        if _each([key], lambda path: bool(public.append(signatures.new_key(path)) or True), "skapades inte"):
            return FAILED
        _say(f"{key.name} är den hemliga nyckeln. Låt ingen annan läsa den.")
        _say(f"{public[0].name} är den öppna nyckeln. Ge den till dem som ska kunna pröva.")

    def one(path: Path) -> bool:
        signature = path.with_name(path.name + signatures.ENDING)
        files.publish(path.parent, {signature.name: signatures.sign(_content(path), key, path.name)})
        _say(f"{signature.name}: skriven")
        return True

    return _each(paths, one, "signerades inte")


def _content(path: Path) -> bytes:
    try:
        return regular_files.read(path)
    except OSError:
        raise ProblemsFound([archiving.unreadable(path)]) from None


def archive_reports(root: Path, names: Sequence[str], output: Path) -> int:
    """Pack each report; returns the exit code."""

    def one(name: str) -> bool:
        packed = archiving.archive(root, name, output)
        files.publish(output, {f"{name}.zip": packed})
        _say(f"{output.name}/{name}.zip: packad enligt BagIt (RFC 8493), {len(packed) // 1000} kB")
        return True

    return _each(names, one, "packades inte")


def _each(things: Iterable[Thing], one: Callable[[Thing], bool], verdict: str) -> int:
    code = HOLDS
    for thing in things:
        try:
            if not one(thing):
                code = FAILED
        except ProblemsFound as found:
            code = FAILED
            _warn(f"{thing} {verdict}:")
            for problem in found.problems:
                _warn(f"  - {problem}")
    return code


def _say(words: str) -> None:
    print(words, flush=True)


def _warn(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
