"""The search measured on corpora that are data: `corpora/*.csv`, and whichever file `--personal-data FILE` names.

A corpus has the columns `kind` ("" for a look-alike), `text` and `value`, the personal data in the text; without a value it is
the whole text. A value counts as met only where every letter and figure of it is covered: by findings of its kind, and a name by
what is asked about too. `development.csv` was written beside the search; `second.csv` and `third.csv` by somebody who had not seen
it, and are seen since. Personal numbers are Skatteverket's test numbers, or of the years before 1840.
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


def _asked(text: str) -> list[str]:
    return list(dict.fromkeys(questions(text, KNOWN)))


def _is_met(sample: Sample) -> bool:
    """Whether findings of its kind, and for a name what is asked about, cover the sample's value."""
    spans = [(one.begin, one.end) for one in search(sample.text, LATEST) if one.kind == sample.kind]
    if sample.kind == "name":
        made_plain = plain(sample.text)
        for words in _asked(sample.text):
            begin = made_plain.words.replace("\n", " ").index(words)
            spans.append((made_plain.place(begin), made_plain.place(begin + len(words))))
    if not sample.value:
        return bool(spans)
    begin = sample.text.index(sample.value)
    places = (place for place in range(begin, begin + len(sample.value)) if sample.text[place].isalnum())
    return all(any(first <= place < last for first, last in spans) for place in places)


def test_recall_and_precision_of_every_corpus(pytestconfig, counted):
    short = []
    for file in _files(pytestconfig):
        met, all_of, true, false = Counter(), Counter(), Counter(), Counter()
        for sample in _read(file):
            kinds = {finding.kind for finding in search(sample.text, LATEST)}
            true.update(kinds & {sample.kind})
            false.update(kinds - {sample.kind})
            all_of[sample.kind] += 1
            met[sample.kind] += bool(sample.kind) and _is_met(sample)
            if sample.kind and not _is_met(sample):
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


def _figures(words: str) -> str:
    return "".join(mark for mark in plain(words).words if mark.isdigit())


def test_every_number_in_the_corpora_is_nobodys():
    lines = (Path(__file__).parent / "published_test_numbers.txt").read_text("utf-8").splitlines()
    published = {number for line in lines if not line.startswith("#") for number in line.split()}
    of_ten = {number[2:] for number in published}
    texts = [sample.text for file in sorted(CORPORA.glob("*.csv")) for sample in _read(file)]
    found = [finding for text in texts for finding in search(text, LATEST)]
    figures = {
        _figures(one.value): one.value for one in found if one.kind in ("identity_number", "coordination_number")
    }
    whole = {number: shown for number, shown in figures.items() if len(number) in (10, 12) and " juli " not in shown}
    assert len(whole) > 80
    assert [
        shown for number, shown in whole.items() if number not in (published if len(number) == 12 else of_ten)
    ] == []


def test_few_questions_are_asked_of_look_alikes(pytestconfig, counted):
    """Each text by itself, with nothing else of the municipality's to explain its words."""
    for file in _files(pytestconfig):
        texts = [sample.text for sample in _read(file) if not sample.kind]
        asked = [words for text in texts for words in _asked(text)]
        a_thousand = len(asked) / max(1, sum(len(text.split()) for text in texts)) * 1000
        counted(f"personal data, {file.stem}, questions a thousand words of look-alikes", f"{a_thousand:.1f}")
        print(*asked, sep="\n")
        assert a_thousand <= MOST_QUESTIONS


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
