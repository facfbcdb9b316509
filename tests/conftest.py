"""What several rooms' tests share: a copy of the project's inputs to spoil, and the shipped evaluations."""

import shutil
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.pages import report

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile(
    "medlemsnytta",
    deadline=None,  # a busy machine is no error
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fast", settings.get_profile("medlemsnytta"), max_examples=20)
settings.load_profile("medlemsnytta")
WAITED_FOR = ("notebook", "browser", "installs", "trust", "long", "slow")
"""The marks of what a person does not wait for; what has none of them is the fast part, `-m fast`."""
SLOWEST = ("test_single_changes", "test_kills", "test_fuzz", "test_verify_attacks")
COUNTS = pytest.StashKey[dict[str, str]]()


@cache
def _evaluation(name: str) -> Evaluation:
    return report.page(ROOT, name).check()


@pytest.fixture
def evaluation_2025() -> Evaluation:
    return _evaluation("huddinge-2025")


@pytest.fixture
def evaluation_2026() -> Evaluation:
    return _evaluation("huddinge-2026")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the shipped parameters and data."""
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, tmp_path / "projekt" / folder)
    return tmp_path / "projekt"


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Keep a count, to be printed when all tests have run."""

    def keep(what: str, count: object) -> None:
        request.config.stash.setdefault(COUNTS, {})[what] = str(count)

    return keep


def pytest_addoption(parser: pytest.Parser) -> None:
    """A corpus that the search for personal data is to be measured on, beside those among the tests."""
    parser.addoption("--personal-data", dest="personal_data", metavar="FILE", help="CSV with kind, text and value")


def pytest_configure(config: pytest.Config) -> None:
    """The fast part tries fewer examples; what tests start can be interrupted also where the tests themselves cannot."""
    if config.getoption("markexpr") == "fast":
        settings.load_profile("fast")
    for name in ("SIGINT", "SIGHUP"):
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """All of `-m trust` is shared by two processes, a file of tests at a time; `-n` says otherwise."""
    alone = hasattr(config, "workerinput") or config.option.collectonly or any("::" in each for each in config.args)
    if config.getoption("markexpr") == "trust" and not alone and config.option.numprocesses is None:
        config.option.numprocesses, config.option.dist = 2, "loadfile"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is fast. What takes minutes runs when it is asked for: `-m trust` or `-m long`, or by its own name."""
    for item in items:
        if not any(item.get_closest_marker(mark) for mark in WAITED_FOR):
            item.add_marker("fast")
    marks, named = config.getoption("markexpr"), any("::" in each for each in config.args)
    if not named and "trust" not in marks and "long" not in marks:
        left = [item for item in items if "long" in item.keywords]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if "long" not in item.keywords]
    if marks == "trust":
        # What takes minutes first, so that two processes end together.
        items.sort(key=lambda item: item.path.stem not in SLOWEST)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that tests were shared with hands over its counts."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = session.config.stash.get(COUNTS, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    counts = getattr(node, "workeroutput", {}).get("counts", {})
    node.config.stash.setdefault(COUNTS, {}).update(counts)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts = terminalreporter.config.stash.get(COUNTS, {})
    if counts:
        terminalreporter.section("counts")
        for what, count in sorted(counts.items()):
            terminalreporter.line(f"{what}: {count}")
