"""The words of a plain text, and which of them are known to be no person's name.

What is known stands in lists beside this module: `ordinary_words.txt` (words of municipal texts), `swedish_words.txt` (the base
forms of Swedish), `localities.txt` (places), `explained.txt` (authorities, programmes, countries), `given_names.txt`, and
`names_that_are_words.txt` (Per, Berg, Maj). A given name is never explained by a list, nor is a capital that begins no
sentence on a word that can be a name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from medlemsnytta.inputs.privacy.findings import word_list

_WORD = re.compile(r"[^\W_](?:\w|[-'](?=\w)){0,60}")
_LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_ENDS_SENTENCE = frozenset(".!?:…\n•")
_OPENS_QUOTE = frozenset("\"'”“„»«")
_PART_OF_ADDRESS = frozenset("@/\\_=&#")
_INNER_CAPITAL = re.compile(r"[a-z]{1,3}['-][^\W\d_a-zåäö]")
PARTICLES = frozenset(
    {
        "von", "van", "der", "den", "af", "de", "del", "della", "di", "da", "dos", "das", "du", "el", "al", "bin",
        "ibn", "ter", "ten", "zu", "la", "le", "los", "las", "y",
    }
)  # fmt: skip

_INFLECTIONS = (
    "arnas", "ernas", "ornas", "andet", "arna", "erna", "orna", "aste", "ades", "ande", "ende", "ens", "ets", "ade", "are",
    "ast", "en", "et", "er", "ar", "or", "na", "at", "as", "de", "te", "ts", "a", "e", "n", "s", "t", "r",
)  # fmt: skip
_DEFINITE = ("arnas", "ernas", "arna", "erna", "ens", "ets", "en", "et", "na", "n")
"""The endings that are read off short words too: dagen, huset."""
_SHORTEST_STEM = 4
_SHORTEST_TAIL = 6
_SHORTEST_COMPOUND = 9
_LONGEST_SURNAME_THAT_IS_A_WORD = 6
_ENDINGS_OF_BODIES = (
    "nämnden", "nämnd", "förvaltningen", "förvaltning", "styrelsen", "utskottet", "fullmäktige", "kommittén", "beredningen",
    "kommunen", "kommuner", "kommunerna", "regionen", "regioner", "förbundet", "förbund", "föreningen", "nätverket", "nätverk",
    "verket", "myndigheten", "departementet", "inspektionen", "universitetet", "högskolan", "institutet", "programmet", "program",
    "planen", "strategin", "policyn", "dagarna", "konferensen", "veckan", "avtalet", "centrum", "skolan", "bladet", "tidningen",
    "posten", "partiet", "kontoret", "kansliet", "ningen", "ningar", "ningarna", "heten", "heter", "heterna", "tionen", "tioner",
    "ismen", "skapet", "mentet", "vägen", "gatan", "gården", "parken", "torget", "sjukhuset", "gymnasiet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands; `starts` where a sentence may begin with it, `capital` where it is written as a name is."""

    text: str
    begin: int
    end: int
    capital: bool
    starts: bool
    gap: str
    """What stands between the word before and this one; a line's end before the first."""
    in_address: bool = False
    """True of a part of an e-mail address, a path or a link."""

    @property
    def lowered(self) -> str:
        return self.text.casefold()

    @property
    def opens(self) -> bool:
        """True of a sentence's first word; what follows a colon or stands in quotes may begin anything."""
        return self.starts and _OPENS_QUOTE.isdisjoint(self.gap) and ":" not in self.gap


_SHORT = 200
"""Letters of a text whose words are remembered; the words of a page take a megabyte, and it comes once a report."""


def words_of(text: str) -> tuple[Word, ...]:
    """Every word of the plain `text` but those of links, in order."""
    return _remembered(text) if len(text) <= _SHORT else _all_words(text)


def _all_words(text: str) -> tuple[Word, ...]:
    without_links = _LINK.sub(lambda link: " " * len(link[0]), text)
    return tuple(_words(without_links))


_remembered = lru_cache(maxsize=2_000)(_all_words)


def _words(text: str) -> Iterator[Word]:
    last, initial = 0, False
    for match in _WORD.finditer(text):
        word, gap = match[0], text[last : match.start()]
        starts = last == 0 or (not initial and not _ENDS_SENTENCE.isdisjoint(gap)) or not _OPENS_QUOTE.isdisjoint(gap)
        signed = gap.endswith("/") and (last == 0 or len(gap) > 1)
        address = (gap[-1:] in _PART_OF_ADDRESS and not signed) or text[
            match.end() : match.end() + 1
        ] in _PART_OF_ADDRESS
        capital = not address and _is_capital(word)
        yield Word(word, match.start(), match.end(), capital, starts, gap if last else "\n", address)
        last, initial = match.end(), len(word) == 1 and word.isupper() and text[match.end() : match.end() + 1] == "."


def _is_capital(word: str) -> bool:
    """True of a first capital, of al-Hassan and d'Angelo, and of letters that have no small form; never with a figure."""
    if not word.isascii() and any(mark.isalpha() and mark.lower() == mark.upper() for mark in word):
        return True
    if not (word[0].isupper() or _INNER_CAPITAL.match(word)):
        return False
    return not any(mark.isdigit() for mark in word)


def base_forms(word: str) -> tuple[str, ...]:
    """A casefolded word with and without the s of a genitive."""
    if word.endswith("'s"):
        return word, word[:-2]
    return (word, word[:-1]) if word.endswith("s") and len(word) > 2 else (word,)


@cache
def given_names() -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("given_names"))


@cache
def names_that_are_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("names_that_are_words"))


@cache
def _explained() -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("explained"))


def is_short_form(word: str) -> bool:
    """True of what the list of bodies and programmes has in capitals, and is written so: EMAS, but not Emas."""
    return word.isupper() and word in word_list("explained")


@lru_cache(maxsize=50_000)
def is_given_name(word: str) -> bool:
    """True of a common given name, in a genitive too, and of a double one with such a part."""
    lowered = word.casefold()
    if lowered in word_list("ordinary_words"):
        return False
    return any(form in given_names() for part in lowered.split("-") for form in base_forms(part))


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """True of a Swedish word in any of its forms, of a compound that ends with one, and of what the lists explain.

    `word` is casefolded.
    """
    if word in word_list("ordinary_words") or any(form in _explained() for form in base_forms(word)):
        return True
    if len(word) >= _SHORTEST_COMPOUND - 1 and word.endswith(_ENDINGS_OF_BODIES):
        return True
    return any(_inflected(form) for form in base_forms(word)) or _is_compound(word)


@lru_cache(maxsize=50_000)
def is_locality(word: str) -> bool:
    """True of a place in Sweden that has a post office, in a genitive too; `word` is casefolded."""
    return any(form in _localities() for form in base_forms(word))


@cache
def _localities() -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("localities"))


def may_be_surname(word: str) -> bool:
    """True of a short word of the language as it stands in a dictionary, as soldiers were given for names: Rask, Snygg."""
    return (
        len(word) <= _LONGEST_SURNAME_THAT_IS_A_WORD
        and any(
            form in word_list("swedish_words") and form not in word_list("ordinary_words") for form in base_forms(word)
        )
        and not any(form in _explained() for form in base_forms(word))
    )


def is_base_form(word: str) -> bool:
    """True of a word as a dictionary has it; `word` is casefolded."""
    return word in word_list("ordinary_words") or word in word_list("swedish_words")


def _inflected(word: str) -> bool:
    if is_base_form(word):
        return True
    for ending in _INFLECTIONS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(stem) >= (_SHORTEST_STEM - 1 if ending in _DEFINITE else _SHORTEST_STEM) and _is_stem(stem, ending):
                return True
    return False


def _is_stem(stem: str, ending: str) -> bool:
    """True where the stem is a word, or is one with a, e, el, er, en or um at its end, or without its doubled m or n."""
    if is_base_form(stem) or (len(stem) >= _SHORTEST_STEM and (is_base_form(stem + "a") or is_base_form(stem + "e"))):
        return True
    if ending.startswith("et") and is_base_form(stem + "um"):
        return True
    if stem[-1] in "lrn" and len(stem) >= _SHORTEST_STEM and is_base_form(f"{stem[:-1]}e{stem[-1]}"):
        return True
    return stem[-2:] in ("mm", "nn") and is_base_form(stem[:-1])


def _is_compound(word: str) -> bool:
    """True of a compound in any form; of a genitive where it is one without its s as well: Häggkvists is none, as Häggkvist."""
    if any(is_base_form(tail) for tail in _tails(word)):
        return True
    stem = word.removesuffix("s")
    return any(_inflected(tail) for tail in _tails(stem)) or _is_of_two_words(stem)


def _tails(word: str) -> Iterator[str]:
    """What a compound may end with."""
    if len(word) >= _SHORTEST_COMPOUND:
        for begin in range(3, min(len(word) - _SHORTEST_TAIL, 20) + 1):
            yield word[begin:]


def _is_of_two_words(word: str) -> bool:
    """True of uppsägningstid: both words are ordinary, the first perhaps with a joining s."""
    ends = range(_SHORTEST_STEM, len(word) - 2) if len(word) >= _SHORTEST_COMPOUND else ()
    return any(
        (is_base_form(word[:end]) or (word[end - 1] == "s" and is_base_form(word[: end - 1])))
        and _inflected(word[end:])
        for end in ends
    )


def is_of_law(words: Sequence[Word], place: int) -> bool:
    """True of both words of "lex Sarah", which is a law's name."""
    return words[place].lowered == "lex" or (
        place > 0 and words[place - 1].lowered == "lex" and words[place].gap == " "
    )


def is_listed(words: Sequence[Word], place: int) -> bool:
    """True of a given name after its surname: "Zyx, Anna"; the surname begins a line, a sentence or what a colon leads to."""
    before, word = words[place - 1] if place else None, words[place]
    if before is None or word.gap != ", " or not (before.starts and before.capital and word.capital):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    ends = after is None or after.gap not in (" ", ", ")
    given = is_given_name(word.text) or (ends and word.lowered in names_that_are_words())
    if not given or is_given_name(before.text):
        return False
    return before.lowered in names_that_are_words() or not is_ordinary(before.lowered)


def leads_to_capital(words: Sequence[Word], place: int) -> bool:
    """True of van and der in "van der Berg"."""
    for word, following in zip(words[place : place + 3], words[place + 1 : place + 4], strict=False):
        if word.lowered not in PARTICLES or following.gap != " ":
            return False
        if following.capital:
            return True
    return False


def says(words: Sequence[Word], place: int, expected: frozenset[str]) -> bool:
    """True where the word at `place`, if there is one, is one of the `expected`."""
    return 0 <= place < len(words) and words[place].lowered in expected
