"""Whatever stands in the files, the outcome is a report or problems told in words: never a traceback, never a hang.

A small seeded set runs with every test run; `python -m pytest -m trust` runs twenty thousand.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import fuzz_targets
import fuzzing
import pytest
from fuzz_targets import BATCH, COLUMNS, EXCERPTS, MANIFEST, PARAMS, tried
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_tables import FILES

pytestmark = pytest.mark.trust
SECONDS = 20
BOOK = fuzz_targets.sample_book()


def _of_text(target: Callable[[bytes], None]) -> Callable[[str], None]:
    return lambda text: target(text.encode("utf-8", "surrogatepass"))


def _whole_folder(spoiled: tuple[str, str]) -> None:
    table, text = spoiled
    fuzz_targets.whole_folder(table, text.encode("utf-8", "surrogatepass"))


SPOILED_TABLES = st.sampled_from(sorted(FILES)).flatmap(
    lambda path: st.tuples(st.just(Path(path).stem), fuzzing.mutated((FILES[path],)))
)
PARAMS_TEXTS = tuple(content.decode() for content in PARAMS)
TARGETS = {
    "params": (_of_text(fuzz_targets.params_file), fuzzing.mutated(PARAMS_TEXTS), 7_000, 40),
    "table texts": (
        _of_text(fuzz_targets.table_text),
        fuzzing.mutated((EXCERPTS, EXCERPTS.replace(",", ";"))),
        6_000,
        40,
    ),
    "workbooks of cells": (fuzz_targets.workbook, fuzzing.workbooks(COLUMNS), 1_500, 10),
    "spoiled workbooks": (fuzz_targets.workbook, fuzzing.spoiled_bytes((BOOK,)), 1_500, 10),
    "batch tables": (
        _of_text(fuzz_targets.batch_table),
        fuzzing.mutated((BATCH, BATCH.replace(",", ";"))),
        3_000,
        40,
    ),
    "whole folders": (_whole_folder, SPOILED_TABLES, 1_000, 8),
    "finished files": (
        fuzz_targets.finished_file,
        st.deferred(lambda: fuzzing.spoiled_bytes(fuzz_targets.finished())),
        1_000,
        6,
    ),
    "manifests": (_of_text(fuzz_targets.manifest_file), fuzzing.mutated((MANIFEST,)), 3_000, 40),
    "manifests verified": (_of_text(fuzz_targets.verified_manifest), fuzzing.other_values(MANIFEST), 600, 30),
}
SLOWEST_FIRST = ("whole folders", *(target for target in TARGETS if target != "whole folders"))
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def _fuzz(target: str, examples: int) -> None:
    body, strategy, _, _ = TARGETS[target]
    phases = (Phase.explicit, Phase.generate)
    chosen = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=SECONDS * 1000,
        suppress_health_check=QUIET,
        phases=phases,
    )
    chosen(given(strategy)(body))()


@pytest.mark.parametrize("target", TARGETS)
def test_few_inputs(target):
    _fuzz(target, TARGETS[target][3])


def _inputs(target: str) -> int:
    """How many inputs the target was given, in a process of its own."""
    _fuzz(target, TARGETS[target][2])
    return tried.total()


@pytest.mark.long
def test_many_inputs(counted):
    """Two targets at a time."""
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        counts = {target: pool.submit(_inputs, target) for target in SLOWEST_FIRST}
        inputs = sum(count.result() for count in counts.values())
    counted("fuzz: inputs, tracebacks", f"{inputs}, 0")
    assert inputs >= 20_000
