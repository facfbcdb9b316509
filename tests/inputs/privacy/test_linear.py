"""The time that a text takes grows as its length, whatever is in it: steps are counted, not seconds."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from medlemsnytta.inputs.privacy import contacts, findings, identity_numbers, words
from medlemsnytta.inputs.privacy import questions as asking
from medlemsnytta.inputs.privacy import search as searching
from medlemsnytta.inputs.privacy.questions import Vocabulary, questions
from medlemsnytta.inputs.privacy.search import search

LATEST = date(2026, 5, 4)
LONGEST_LOOK = 2_000
"""How far one pattern may look from where it begins."""
ADVERSARIAL = {
    "numbers that almost agree": "18900101-9803 ",
    "figures": "1",
    "figures and blanks": "0 7 ",
    "telephone numbers that end wrong": "070-174 06 0x ",
    "at-signs": "a@",
    "one long word": "a",
    "short names": "A ",
    "given names": "Anna ",
    "names with hyphens": "Aa-",
    "roles without names": "Ordförande är som heter ",
    "roles with names": "chef Anna ",
    "houses": "Aa gatan 1 ",
    "parentheses": "+46 (0)",
    "spelt addresses": " a at b dot",
    "marks that nobody sees": "\u200b",
    "accents of their own": "e\u0301",
    "compounds": "Uppsägningsmiljökommun",
    "lines": "\n",
    "birthdays": "1812-12-12 sista ",
    "farms": "bor på Zyxle ",
    "boxes and flats": "Box 1, lgh 1, ",
    "mobile numbers begun in words": "noll sju noll 1 ",
    "boxes in the country": "Pl 1, 123 ",
    "dots between blanks": "a\\@b . c ",
    "lines spelt": "1812 12 12 (streck) ",
    "greetings in small letters": "hälsningar zyx ",
    "surnames first": "Zyx, Anna ",
}


def steps(run: Callable[[], object]) -> int:
    """How many lines of our own code run."""
    count = 0

    def local(frame, event, argument):
        nonlocal count
        count += event == "line"
        return local

    def entered(frame, event, argument):
        return local if "privacy" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def examined(text: str) -> None:
    words._remembered.cache_clear()
    words.is_ordinary.cache_clear()
    search.__wrapped__(text, LATEST)
    list(questions(text, Vocabulary()))


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_twice_the_text_takes_at_most_twice_the_steps(piece):
    once, twice = steps(lambda: examined(piece * 300)), steps(lambda: examined(piece * 600))
    assert twice <= 2.1 * once + 200


def patterns() -> Iterator[re.Pattern[str]]:
    for module in (asking, contacts, findings, identity_numbers, searching, words):
        for value in vars(module).values():
            yield from (
                each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, re.Pattern)
            )


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.pattern[:30])
def test_no_pattern_looks_further_than_a_bound(pattern):
    parser = re._parser
    assert parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE).getwidth()[1] <= LONGEST_LOOK + 100
