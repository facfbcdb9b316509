"""What is shown while reports are built: a live line a worker on a terminal, plain lines elsewhere, a log if asked for."""

import contextlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from medlemsnytta.commands.console import Console
from medlemsnytta.errors import Problem, ProblemsFound

MANY = 20
"""With more reports than this, each gets one plain line instead of one a stage."""


def decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def seconds(since: float) -> str:
    return f"{decimal(time.perf_counter() - since)}\N{NO-BREAK SPACE}s"


class Progress(Console):
    """A console that also shows how far the builds have come; `log` is a file of JSON lines."""

    def __init__(self, quiet: bool = False, log: Path | None = None) -> None:
        super().__init__(quiet=quiet)
        self._live: Any = None
        try:
            self._log_file: TextIO | None = log.open("a", encoding="utf-8") if log else None
        except OSError:
            fix = "Välj en fil i en mapp som finns och går att skriva i."
            raise ProblemsFound([Problem(str(log), "här går ingen logg att skriva.", fix)]) from None
        self._reports = self._done = 0
        self._started = time.perf_counter()
        self._stages: dict[int, str] = {}
        self._workers: set[int] = set()
        self._first_done: tuple[float, int] | None = None

    def _print(self, lines: Iterable[str], stream: TextIO) -> None:
        if self._live is None or not stream.isatty():
            super()._print(lines, stream)
            return
        for line in lines:
            self._live.console.print(line, markup=False, emoji=False, highlight=False, soft_wrap=True)

    @contextlib.contextmanager
    def building(self, reports: int) -> Iterator[None]:
        """While `reports` reports are built: a live picture, where somebody is there to look at it."""
        self._reports, self._started = reports, time.perf_counter()
        if self.quiet or not _draws():
            yield
            return
        import rich.console
        from rich.live import Live

        console = rich.console.Console()
        picture = Live(
            get_renderable=lambda: self._picture(console.height), console=console, refresh_per_second=4, transient=True
        )
        with picture as self._live:
            try:
                yield
            finally:
                picture.stop()
                self._live = None

    def step(self, worker: int, name: str, stage: str) -> None:
        """A report has come to a stage."""
        self._stages[worker] = f"{name}: {stage}"
        self._workers.add(worker)
        self.log("stage", name, stage=stage)
        if self._live is None and self._reports <= MANY:
            self.info(f"{name}: {stage}")

    def finished(self, worker: int | None, name: str, event: str, **facts: Any) -> None:
        """A report is built, current or failed."""
        self._done += 1
        if worker is not None:
            self._stages.pop(worker, None)
            self._first_done = self._first_done or (time.perf_counter(), self._done)
        self.log(event, name, **facts)

    def current(self, name: str) -> None:
        """Nothing had to be done for the report."""
        if self._reports <= MANY:
            self.info(f"{name}: redan aktuell, inget att bygga")

    def all_current(self, names: list[str]) -> None:
        """Nothing had to be done for any report."""
        self._reports = len(names)
        for name in names:
            self.log("current", name)
            self.current(name)
        self.info("", f"{len(names)} av {len(names)} rapporter klara: allt är redan aktuellt, inget att bygga.")

    def log(self, event: str, name: str = "", **facts: Any) -> None:
        """One line of the log."""
        if self._log_file is not None:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = {"time": now, "event": event, **({"report": name} if name else {}), **facts}
            self._log_file.write(f"{json.dumps(line, ensure_ascii=False)}\n")
            self._log_file.flush()

    def paths(self, lines: Iterable[str]) -> None:
        """Where a report's files stand; left out where there are many reports."""
        if self._reports <= MANY:
            self.info(*(f"  {line}" for line in lines))

    def _picture(self, rows: int) -> Any:
        """A line a worker, as many as there is room for, then the pace; a line that is too long is cut, never broken."""
        from rich.text import Text

        stages = [stage for _, stage in sorted(self._stages.items())] or ["startar"]
        room = max(1, rows - 3)
        lines = [f"  {stage} …" for stage in stages[:room]]
        if len(stages) > room:
            lines.append(f"  och {len(stages) - room} till")
        return Text("\n".join([*lines, self._pace()]), no_wrap=True, overflow="ellipsis")

    def _pace(self) -> str:
        """How many are done, how long the rest will take, and how fast it goes.

        The first reports wait for their workers to begin, so they are no measure: the time left is shown after them.
        """
        now, words = time.perf_counter(), f"{self._done} av {self._reports} klara"
        if self._first_done and self._done > self._first_done[1] + len(self._workers) - 1:
            since, before = self._first_done
            left = (now - since) / (self._done - before) * (self._reports - self._done)
            words += f", cirka {_duration(left)} kvar ({decimal(self._done / (now - self._started) * 60)} i minuten)"
        return words


def _draws() -> bool:
    """Whether somebody looks at a screen where lines can be drawn over."""
    if not sys.stdout.isatty():
        return False
    import rich.console

    return not rich.console.Console().is_dumb_terminal


def _duration(length: float) -> str:
    return f"{round(length / 60)} min" if length >= 90 else f"{round(length)} s"
