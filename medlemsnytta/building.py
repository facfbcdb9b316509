"""Several reports built one after another, each told as it goes; one report's failure stops no other."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from medlemsnytta import pipeline
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import reports
from medlemsnytta.publishing import index
from medlemsnytta.rendering.execute import NotebookFailed
from medlemsnytta.screens import screens

BUILT, FAILED = 0, 1


def build_reports(
    root: Path,
    names: Sequence[str],
    output: Path,
    formats: Sequence[str],
    overrides: Mapping[str, str],
    force: bool,
    static: bool = False,
    engine: str | None = None,
) -> int:
    """Build the reports named, or all; returns the exit code."""
    screen, begun = screens(), time.perf_counter()
    failed: list[str] = []

    def one(name: str) -> None:
        started = time.perf_counter()
        with _progress(screen[0], name) as stage:
            built = pipeline.build(root, name, output, formats, overrides, force, static, stage, engine)
        if built.current:
            screen[0].print(f"{name}: redan aktuell, inget att bygga")
        else:
            screen[0].print(f"{name}: byggd på {_seconds(started)}")
        for path in built.paths:
            screen[0].print(f"  {_shown(root, path)}")
        for path in built.stale:
            screen[1].print(
                f"  OBS: {_shown(root, path)} är byggd på tidigare underlag. Bygg om den, eller ta bort den."
            )

    chosen = _chosen(root, names, screen[1])
    for name in chosen:
        _told(name, one, failed, screen[1])
    listing = index.write(output)
    done = len(chosen) - len(failed)
    screen[0].print(f"\n{done} av {len(chosen)} rapporter klara på {_seconds(begun)}.")
    if listing:
        screen[0].print(f"Alla rapporter i mappen är listade i {_shown(root, listing)}.")
    if failed:
        screen[1].print(f"Inte byggda: {', '.join(failed)}.")
    return FAILED if failed or not chosen else BUILT


def _chosen(root: Path, names: Sequence[str], errors: Console) -> list[str]:
    chosen = list(dict.fromkeys(names)) or reports.report_names(root)
    if not chosen:
        errors.print(f"Mappen {reports.PARAMS_FOLDER} har inga parameterfiler. Lägg en fil där för varje rapport.")
    return chosen


def _told(name: str, one: Callable[[str], None], failed: list[str], errors: Console) -> None:
    """Run `one` on the report, and tell what stopped it; errors of ours keep their traceback."""
    try:
        one(name)
    except ProblemsFound as found:
        failed.append(name)
        errors.print(f"{name} byggdes inte:")
        for problem in found.problems:
            errors.print(_line(problem))
    except NotebookFailed as failure:
        failed.append(name)
        errors.print(f"{name} byggdes inte: en cell i {failure.notebook_name} stannade.")
        errors.print(f"  Under rubriken: {failure.heading or 'anteckningsbokens början'}")
        errors.print(f"  Felet: {failure.error}")
        errors.print("  Cellen:")
        for line in failure.source.splitlines():
            errors.print(f"    {line}")
        errors.print(f"  Anteckningsboken så långt den kom är sparad som {name}.failed.ipynb.")


def _line(problem: Problem) -> str:
    return f"  - {problem}"


def _progress(console: Console, name: str) -> "_Stages":
    return _Stages(console, name)


class _Stages:
    """A live line with the stage on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._status = console.status(f"{name} …") if console.is_terminal else None

    def __enter__(self) -> Callable[[str], None]:
        if self._status:
            self._status.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def _tell(self, stage: str) -> None:
        if self._status:
            self._status.update(escape(f"{self._name}: {stage} …"))
        else:
            self._console.print(f"{self._name}: {stage}")


def _seconds(started: float) -> str:
    return f"{time.perf_counter() - started:.1f} s".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
