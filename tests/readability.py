"""How hard a kept text is to read: LIX, words a sentence plus the percentage of words of more than six letters.

What counts is running text: paragraphs, items of lists, notes under tables. Tables, headings, labels of charts and the list
of sources do not. A sentence ends with a full stop, a question mark, an exclamation mark, or a colon before a capital letter,
and with its paragraph. `without` takes out what a municipality or a source has worded, which is not ours to shorten.
"""

import re
from collections.abc import Collection, Iterator

LEAST_WORDS = 100
MOST_LIX = 40.0
_NAME = "X"
_SENTENCES = re.compile(r"(?<=[.!?:…])[”)]?\s+(?=[A-ZÅÄÖ0-9”(])")
_WORD = re.compile(r"\w[\w'’:,.\-–/]*")
_LONG = 6


def sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each section's heading with its paragraphs, of a report as `tests/golden/report_text.py` keeps it."""
    heading, found = "", list[str]()
    for line in text.replace("\N{NO-BREAK SPACE}", " ").splitlines():
        if line.startswith(("## ", "### Källor", "title: ")):
            yield heading, found
            heading, found = line.lstrip("# "), []
        elif heading not in ("", "Källor") and not heading.startswith("title: ") and _is_running(line):
            found.append(line.removeprefix("- "))
    yield heading, found


def _is_running(line: str) -> bool:
    return bool(line.strip()) and " | " not in line and not line.startswith(("#", "Tabell ", "Diagram ", "Rutnät "))


def without(paragraph: str, worded: Collection[str], names: Collection[str]) -> str:
    """The paragraph without what somebody else has worded; a name counts as one short word."""
    for each in sorted(worded, key=len, reverse=True):
        paragraph = paragraph.replace(each, "")
    for each in sorted(names, key=len, reverse=True):
        paragraph = re.sub(rf"\b{re.escape(each)}\b", _NAME, paragraph, flags=re.IGNORECASE)
    return paragraph


def counts(paragraphs: Collection[str]) -> tuple[int, int, int]:
    """Words, sentences and long words."""
    sentences = [_words(one) for each in paragraphs for one in _SENTENCES.split(each)]
    told = [each for each in sentences if each]
    return (
        sum(map(len, told)),
        len(told),
        sum(len(re.sub(r"\W", "", word)) > _LONG for each in told for word in each),
    )


def _words(sentence: str) -> list[str]:
    return [each for each in _WORD.findall(sentence) if re.search(r"[^\W\d_]|\d", each)]


def lix(paragraphs: Collection[str]) -> float:
    """LIX; raises ZeroDivisionError where there is no word."""
    words, ended, long = counts(paragraphs)
    return words / ended + 100 * long / words


def hard_sections(text: str, worded: Collection[str] = (), names: Collection[str] = ()) -> list[str]:
    """The sections of more than a hundred words of our own whose LIX is above forty, each with its figure."""
    found, plain = [], text.replace("\N{NO-BREAK SPACE}", " ")
    small = plain.lower()
    worded, names = [each for each in worded if each in plain], [each for each in names if each.lower() in small]
    for heading, paragraphs in sections(text):
        own = [without(each, worded, names) for each in paragraphs]
        if counts(own)[0] > LEAST_WORDS and lix(own) > MOST_LIX:
            found.append(f"{heading}: {lix(own):.1f}")
    return found
