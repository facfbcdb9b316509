"""The search measured on corpora that are data: `corpora/*.csv`, and whichever file `--personal-data FILE` names.

A corpus has the columns `kind` ("" for a look-alike), `text` and `value`, the personal data in the text. A name counts as
passed where the text is neither found to hold one nor any word of it asked about.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from medlemsnytta.inputs.privacy.findings import IN_SWEDISH, plain
from medlemsnytta.inputs.privacy.questions import questions, vocabulary
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.inputs.privacy.words import words_of

LATEST = date(2026, 5, 4)
CORPORA = Path(__file__).parent / "corpora"
ROOT = Path(__file__).resolve().parents[3]
NAMES = ("Klimatkommunerna", "Sveriges Ekokommuner", "SEKOM", "Huddinge", "Exempelkommun")
KNOWN = vocabulary(NAMES, [], [])
MOST_QUESTIONS = 10
RECALL = {"address": 0.90, "name": 0.98}
PRECISION = 0.95

pytestmark = pytest.mark.trust


class Sample(NamedTuple):
    kind: str
    text: str
    value: str


def _files(config: pytest.Config) -> list[Path]:
    named = config.getoption("personal_data")
    return [*sorted(CORPORA.glob("*.csv")), *([Path(named)] if named else [])]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _read(file: Path) -> list[Sample]:
    return [Sample(row["kind"], row["text"], row.get("value") or "") for row in _rows(file)]


def _is_asked_about(sample: Sample) -> bool:
    wanted = {word.lowered for word in words_of(plain(sample.value or sample.text).words)}
    asked = {word.lowered for words in questions(sample.text, KNOWN) for word in words_of(words)}
    return not wanted.isdisjoint(asked)


def _is_met(sample: Sample, kinds: set[str]) -> bool:
    return sample.kind in kinds or (sample.kind == "name" and _is_asked_about(sample))


def test_recall_and_precision_of_every_corpus(pytestconfig, counted):
    short = []
    for file in _files(pytestconfig):
        met, all_of, true, false = Counter(), Counter(), Counter(), Counter()
        for sample in _read(file):
            kinds = {finding.kind for finding in search(sample.text, LATEST)}
            true.update(kinds & {sample.kind})
            false.update(kinds - {sample.kind})
            all_of[sample.kind] += 1
            met[sample.kind] += _is_met(sample, kinds)
            if sample.kind and not _is_met(sample, kinds):
                print(f"missed {sample.kind}: {sample.text!r}")
            if kinds - {sample.kind}:
                print(f"false {kinds - {sample.kind}}: {sample.text!r}")
        for kind in filter(all_of.get, IN_SWEDISH):
            recall = met[kind] / all_of[kind]
            precision = true[kind] / (true[kind] + false[kind]) if true[kind] else 1.0
            counted(
                f"personal data, {file.stem}, {kind}",
                f"{all_of[kind]} texts, recall {recall:.3f}, precision {precision:.3f}",
            )
            if recall < RECALL.get(kind, 0.98) or precision < PRECISION:
                short.append((file.stem, kind, recall, precision))
    assert short == []


def test_few_questions_are_asked_of_the_shipped_texts(counted):
    """Asked anew, without any answer; each is asked once however often it stands there."""
    for folder in ("data/huddinge", "data/exempelkommun"):
        texts = sorted(
            {cell for file in (ROOT / folder).glob("*.csv") for row in _rows(file) for cell in row.values() if cell}
        )
        known = vocabulary(NAMES, texts, [])
        asked = {words for text in texts for words in questions(text, known)}
        a_thousand = len(asked) / sum(len(text.split()) for text in texts) * 1000
        counted(f"personal data, questions a thousand words, {folder}", f"{a_thousand:.1f}")
        assert a_thousand <= MOST_QUESTIONS
