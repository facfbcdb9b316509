"""Words that may be a person's name and that nothing explains: to be asked about once, not judged.

Every word with a capital is explained by the lists beside `words`, by the names that the caller knows, by the same word in
lower case elsewhere, by "i" before it as a place, or by an answer; what is left is asked about. A common given name in lower case is asked about too.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from medlemsnytta.inputs.privacy.findings import plain, quoted
from medlemsnytta.inputs.privacy.names import is_speech
from medlemsnytta.inputs.privacy.words import (
    PARTICLES,
    Word,
    base_forms,
    is_given_name,
    is_ordinary,
    lower_case_words,
    names_that_are_words,
    words_of,
)

_LETTERS_OF_A_SHORT_FORM = 3
"""KS and SKR are nobody's name; ANNA may be."""
_ACTS = frozenset(
    {"var", "hade", "har", "kom", "gick", "deltog", "leder", "ledde", "läser", "läste", "fick", "gör", "gjorde", "vill"}
)
"""What a person does right after the name, beside saying something: "Max var med", but not "Per invånare"."""
_AFTER_A_PLACE = frozenset(
    {
        "kommun", "kommuns", "kommunen", "stad", "stads", "län", "läns", "församling", "region",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """What explains a word: names that are known, words that stand in lower case or as a place, and answers, casefolded."""

    names: frozenset[str] = frozenset()
    lower_case: frozenset[str] = frozenset()
    answers: frozenset[tuple[str, ...]] = field(default=frozenset())


def vocabulary(names: Iterable[str], texts: Iterable[str], answers: Iterable[str]) -> Vocabulary:
    """What explains words in these `texts`: `names` that somebody vouches for, and what has been answered before."""
    known = {word.lowered for name in names for word in words_of(plain(name).words)}
    lower = {word for text in texts for word in (*lower_case_words(plain(text).words), *_places(plain(text).words))}
    answered = {tuple(word.lowered for word in words_of(quoted(answer))) for answer in answers}
    return Vocabulary(frozenset(known), frozenset(lower), frozenset(answered))


def _places(text: str) -> Iterator[str]:
    """The places of a plain text: one word with a capital right after "i", where nobody's name stands, and no genitive."""
    words = words_of(text)
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        alone = after is None or not after.capital or after.gap != " "
        if before.lowered == "i" and word.gap == " " and word.capital and alone and not word.lowered.endswith("s"):
            yield word.lowered


def questions(text: str, known: Vocabulary) -> Iterator[str]:
    """Each stretch of words in `text` that may be a name and that nothing in `known` explains, in order."""
    made_plain = plain(text).words
    words = words_of(made_plain)
    for run in _runs(words):
        answered = _answered([words[place] for place in run], known.answers)
        open_ones = [
            at for at, place in enumerate(run) if at not in answered and not _is_explained(words, run, at, known)
        ]
        if open_ones:
            first, last = open_ones[0], open_ones[-1]
            if first and len(words[run[first - 1]].text) == 1:
                first -= 1
            stretch = run[first : last + 1]
            yield made_plain[words[stretch[0]].begin : words[stretch[-1]].end].replace("\n", " ")


def _runs(words: Sequence[Word]) -> Iterator[list[int]]:
    """The places of words that follow on each other and are written as names are, with the particles between them."""
    run: list[int] = []
    for place, word in enumerate(words):
        belongs = word.capital or _is_small_name(word)
        joined = word.gap == " " or (word.gap in (". ", ".") and len(words[place - 1].text) == 1)
        particle = _leads_to_capital(words, place)
        if run and joined and run[-1] == place - 1 and (belongs or particle):
            run.append(place)
        elif belongs:
            if run:
                yield run
            run = [place]
    if run:
        yield run


def _leads_to_capital(words: Sequence[Word], place: int) -> bool:
    """True of van and der in "van der Berg"."""
    for word, following in zip(words[place : place + 3], words[place + 1 : place + 4], strict=False):
        if word.lowered not in PARTICLES or following.gap != " ":
            return False
        if following.capital:
            return True
    return False


def _is_small_name(word: Word) -> bool:
    first = word.text.partition("-")[0]
    return len(first) > _LETTERS_OF_A_SHORT_FORM and not word.in_address and is_given_name(first)


def _answered(run: Sequence[Word], answers: Collection[tuple[str, ...]]) -> set[int]:
    """Which words of the run an answer covers; the last one may be a genitive."""
    covered: set[int] = set()
    for begin in range(len(run)):
        for end in range(begin + 1, min(len(run), begin + 6) + 1):
            *first, last = (word.lowered for word in run[begin:end])
            if any((*first, form) in answers for form in base_forms(last)):
                covered.update(range(begin, end))
    return covered


def _is_explained(words: Sequence[Word], run: Sequence[int], at: int, known: Vocabulary) -> bool:
    word = words[run[at]]
    lowered = word.lowered
    if len(word.text) == 1 or lowered in PARTICLES:
        return True
    if is_given_name(word.text):
        following = words[run[at] + 1].lowered if run[at] + 1 < len(words) else ""
        return any(form in known.names for form in base_forms(lowered)) and following in _AFTER_A_PLACE
    if any(form in names_that_are_words() for form in base_forms(lowered)):
        alone = len(run) == 1 and not (run[at] + 1 < len(words) and _is_done(words[run[at] + 1].lowered))
        return (word.starts and alone) or any(form in known.names for form in base_forms(lowered))
    if word.text.isupper() and len(word.text) <= _LETTERS_OF_A_SHORT_FORM:
        return True
    first, *rest = lowered.split("-")
    return _is_known(lowered, known) or (bool(rest) and all(_is_known(part, known) for part in (first, *rest)))


def _is_done(word: str) -> bool:
    return is_speech(word) or word in _ACTS


def _is_known(word: str, known: Vocabulary) -> bool:
    forms = base_forms(word)
    return any(form in known.names or form in known.lower_case for form in forms) or (not word or is_ordinary(word))
