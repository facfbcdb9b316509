"""What several rooms' tests share: a copy of the project's inputs to spoil, and the shipped evaluations."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from medlemsnytta import pipeline
from medlemsnytta.analysis.evaluation import Evaluation

ROOT = Path(__file__).resolve().parent.parent


@cache
def _evaluation(name: str) -> Evaluation:
    return pipeline.examine(ROOT, name)[1]


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
