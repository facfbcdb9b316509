"""Words that may be a person's name and that nothing explains: to be asked about once, not judged.

A word with a capital is explained by the lists beside `words`, by the names that the caller knows, by the same word in lower
case elsewhere, by what it is called ("förskolan Zyx", "Zyx AB", "Zyx 3:12"), by "i" before it as a place, or by an answer. A
sentence's first word, which has a capital whatever it is, is asked about only where another such word, a verb of saying, what is
somebody's or nothing follows it. What is left is asked about, the whole name at once. In lower case, common given names are asked about, and
unknown words where a person is greeted, rung or presented.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from medlemsnytta.inputs.privacy.findings import plain, quoted
from medlemsnytta.inputs.privacy.names import is_speech
from medlemsnytta.inputs.privacy.words import (
    PARTICLES,
    Word,
    base_forms,
    is_given_name,
    is_listed,
    is_locality,
    is_of_law,
    is_ordinary,
    is_short_form,
    leads_to_capital,
    may_be_surname,
    names_that_are_words,
    words_of,
)

_LETTERS_OF_A_SHORT_FORM = 3
"""KS and SKR are nobody's name; ANNA may be."""
_ACTS = frozenset(
    {
        "var", "hade", "har", "kom", "gick", "deltog", "deltar", "leder", "ledde", "läser", "läste", "fick", "gör", "gjorde", "vill",
        "ville", "bor", "bodde", "vet", "visste", "kände", "känner", "upplever", "upplevde", "klagar", "klagade", "röstade", "yrkade",
        "arbetar", "arbetade", "jobbar", "jobbade", "flyttade", "behöver", "behövde", "saknar", "skickade", "bad", "kunde", "kan", "tar",
        "tog", "går", "instämmer", "instämde",
    }
)  # fmt: skip
"""What a person does right after the name, beside saying something: "Max var med", but not "Per invånare"."""
_OWNED = (
    "anteckning", "svar", "åsikt", "mejl", "synpunkt", "förslag", "intervju", "erfarenhet", "beskrivning", "telefon", "mening",
    "uppfattning", "idé", "kolleg", "kommentar", "fråg", "efterträd", "företräd", "uppdrag", "arbetsuppgift", "anställning",
)  # fmt: skip
"""What is somebody's, right after a name in the genitive: "Zyxes anteckningar"."""
_THINGS = (
    "förskolan", "skolan", "boendet", "hemmet", "rummet", "rum", "huset", "systemet", "programmet", "program", "projektet", "projekt",
    "metoden", "modellen", "nätverket", "kvarteret", "fastigheten", "fastighetsbeteckning", "avdelning", "avdelningen", "planen",
    "policyn", "rapporten", "dokumentet", "handboken", "forum", "föreningen", "bolaget", "företaget", "stiftelsen", "tidningen",
    "parken", "stadsdelen", "området", "verktyget", "appen", "plattformen", "tjänsten", "enheten", "punkt", "marken", "tomten",
    "detaljplanen", "kursen", "kampanjen", "utredningen", "konferensen", "hallen", "leden", "gården", "sjön", "stationen", "badet",
    "biblioteket", "museet", "gymnasiet", "kyrkan", "torget", "linjen", "banan", "koncernen", "firman", "byrån", "märkningen",
)  # fmt: skip
"""What a thing is, right before what it is called: "förskolan Zyx"; a compound that ends so counts too."""
_AND = ("och", "samt", "eller")
_COMPANIES = frozenset({"ab", "hb", "kb", "oy", "asa", "ltd", "gmbh", "inc"})
_INSTITUTIONS = (
    "sjukhus", "sjukhuset", "högskola", "universitet", "stiftelse", "kyrka", "museum", "församling", "gymnasium", "minnesfond",
    "gata", "väg", "torg", "plats",
)  # fmt: skip
"""What is called after a person: "Astrid Lindgrens barnsjukhus", "Selma Lagerlöfs torg"."""
_CALLED_AFTER = (
    "-skolan", "-gymnasiet", "-priset", "-stipendiet", "-fonden", "-stiftelsen", "-effekten", "-modellen", "-metoden", "-loppet",
)  # fmt: skip
"""The end of what is called after a person, in one word: "Selma Lagerlöf-skolan"."""
_LETTERS_OF_A_LABEL = 5
"""ISBN 978… and Box 12 are labels of what is counted; LINDQVIST 070… is not."""
_INITIALS = re.compile(r"[^\W\d_](?:-[^\W\d_])?")
_NUMBERED = re.compile(r"[ :#]{1,2}(?:[A-Z]{2})?\d")
_PROPERTY = re.compile(r" \d{1,3}:\d{1,4}\b")
_PRESENTED = frozenset(
    {"hälsningar", "hälsning", "mvh", "vh", "heter", "hette", "hälsar", "ringa", "ring", "ringer", "kontakta", "mejla"}
)
"""Where a person is named next, as people write who use no capitals; so does "det är"."""
_LONGEST_SMALL_NAME = 3
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
    """What explains words in these `texts`: `names` that somebody vouches for, and what has been answered before.

    What is written as a name in lower case explains nothing.
    """
    known = Vocabulary(frozenset(word.lowered for name in names for word in words_of(plain(name).words)))
    lower: set[str] = set()
    for text in texts:
        words = words_of(plain(text).words)
        small = {at for place in range(len(words)) for at in range(place, place + _small_name(words, place, known))}
        lower.update(
            word.text
            for place, word in enumerate(words)
            if word.text.islower() and not word.in_address and place not in small
        )
        lower.update(_places(plain(text).words))
    answered = {tuple(word.lowered for word in words_of(quoted(answer))) for answer in answers}
    return Vocabulary(known.names, frozenset(lower), frozenset(answered))


def _places(text: str) -> Iterator[str]:
    """The places of a plain text: one word with a capital right after "i", where nobody's name stands, and no genitive."""
    words = words_of(text)
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        alone = after is None or not after.capital or after.gap != " "
        if before.lowered == "i" and word.gap == " " and word.capital and alone and not word.lowered.endswith("s"):
            yield word.lowered


def questions(text: str, known: Vocabulary) -> Iterator[str]:
    """Each stretch of words in `text` that may be a name and that nothing in `known` explains, in order.

    A stretch begins with the first word that is open, what leads to it included, and goes on to the end of the name.
    """
    made_plain = plain(text).words
    words = words_of(made_plain)
    for run in _runs(words, known):
        answered = _answered([words[place] for place in run], known.answers)
        open_ones = [at for at in range(len(run)) if at not in answered and not _is_explained(words, run, at, known)]
        if not open_ones or _only_begins(words, run, open_ones, known):
            continue
        first = open_ones[0]
        if _is_called_so(made_plain, words, run[first:]):
            continue
        while first and _leads_name(words[run[first - 1]]):
            first -= 1
        last = max(open_ones[-1], *(at for at in range(len(run)) if at not in answered)) if len(run) > 1 else first
        yield made_plain[words[run[first]].begin : words[run[last]].end].replace("\n", " ")


def _runs(words: Sequence[Word], known: Vocabulary) -> Iterator[list[int]]:
    """The places of words that follow on each other and are written as names are, with the particles between them."""
    run: list[int] = []
    small = 0
    for place, word in enumerate(words):
        small = _small_name(words, place, known) if not small else small - 1
        belongs = word.capital or bool(small) or _is_small_given_name(word)
        if run and run[-1] == place - 1 and _is_joined(words, place) and (belongs or leads_to_capital(words, place)):
            run.append(place)
        elif belongs:
            if run:
                yield run
            run = [place]
    if run:
        yield run


def _leads_name(word: Word) -> bool:
    """True of an initial, a particle and a word that is rarely a name, before one that can be nothing else."""
    particle = word.lowered in PARTICLES and not word.starts
    return bool(_INITIALS.fullmatch(word.text)) or particle or may_be_surname(word.lowered)


def _is_joined(words: Sequence[Word], place: int) -> bool:
    """True after a blank, after an initial's full stop, and between a surname and the given name after it: "Zyx, Anna"."""
    gap = words[place].gap
    return gap == " " or (gap in (". ", ".") and len(words[place - 1].text) == 1) or is_listed(words, place)


def _is_small_given_name(word: Word) -> bool:
    if word.in_address or not word.text.islower() or not is_given_name(word.text) or is_ordinary(word.text):
        return False
    return any(len(part) > _LETTERS_OF_A_SHORT_FORM and is_given_name(part) for part in word.text.split("-"))


def _small_name(words: Sequence[Word], place: int, known: Vocabulary) -> int:
    """How many words in lower case from `place` on are a name that somebody is greeted, rung or presented by, or follow one."""
    before = words[place - 1] if place else None
    if before is None or words[place].gap not in (" ", "\n", ", ", ": "):
        return 0
    presented = before.lowered in _PRESENTED or (
        before.lowered == "är" and place > 1 and words[place - 2].lowered == "det"
    )
    if not presented and not (_is_small_given_name(before) and words[place].gap == " "):
        return 0
    length = 0
    for word in words[place : place + _LONGEST_SMALL_NAME]:
        if (
            not word.text.replace("-", "").isalpha()
            or not word.text.islower()
            or word.in_address
            or (length and word.gap != " ")
        ):
            break
        if not is_given_name(word.text) and (
            word.lowered in known.names or _is_word(word.lowered) or word.lowered in names_that_are_words()
        ):
            break
        length += 1
    return length


def _is_called_so(text: str, words: Sequence[Word], run: Sequence[int]) -> bool:
    """True where what stands beside the run says that it is the name of a thing, a company, a property or a place."""
    first, last = words[run[0]], words[run[-1]]
    before = words[run[0] - 1] if run[0] else None
    after = words[run[-1] + 1] if run[-1] + 1 < len(words) else None
    if last.lowered in _COMPANIES or last.lowered.endswith(_CALLED_AFTER):
        return True
    if after is not None and after.gap == " " and after.lowered in _COMPANIES:
        return True
    if after is not None and last.lowered.endswith("s") and after.gap == " " and after.lowered.endswith(_INSTITUTIONS):
        return True
    if any(is_given_name(words[place].text) for place in run):
        return False
    short = first.text.isupper() and len(first.text) <= _LETTERS_OF_A_LABEL
    label = short or (len(run) == 1 and may_be_surname(first.lowered))
    if _PROPERTY.match(text, last.end) or (label and _NUMBERED.match(text, last.end)):
        return True
    if before is None or first.gap != " ":
        return False
    place = before.lowered == "i" and len(run) == 1 and not last.lowered.endswith("s")
    return place or before.lowered.endswith(_THINGS)


def _only_begins(words: Sequence[Word], run: Sequence[int], open_ones: Sequence[int], known: Vocabulary) -> bool:
    """True of a sentence's first word that is alone in being unexplained, is no given name and does nothing that people do."""
    place = run[0]
    if list(open_ones) != [0] or not words[place].opens or is_given_name(words[place].text):
        return False
    if leads_to_capital(words, place + 1) or place + 1 == len(words):
        return False
    after = words[place + 1]
    listed = place + (2 if after.lowered in _AND else 1)
    if listed < len(words) and words[listed].capital and not words[listed].starts:
        return _is_explained(words, [listed], 0, known)
    return not after.starts and "," not in after.gap and not _is_done(after.lowered) and not _owns(words, place)


def _owns(words: Sequence[Word], place: int) -> bool:
    """True of a genitive with what is somebody's right after it."""
    after = words[place + 1].lowered if place + 1 < len(words) else ""
    return words[place].lowered.endswith("s") and after.startswith(_OWNED)


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
    if len(word.text) == 1 or lowered in PARTICLES or is_of_law(words, run[at]):
        return True
    if is_short_form(word.text):
        return True
    if is_given_name(word.text):
        following = words[run[at] + 1].lowered if run[at] + 1 < len(words) else ""
        return any(form in known.names for form in base_forms(lowered)) and following in _AFTER_A_PLACE
    if any(form in names_that_are_words() for form in base_forms(lowered)):
        does = run[at] + 1 < len(words) and _is_done(words[run[at] + 1].lowered)
        alone = len(run) == 1 and not does and not _owns(words, run[at])
        return (word.starts and alone) or any(form in known.names for form in base_forms(lowered))
    if word.text.isupper() and len(word.text) <= _LETTERS_OF_A_SHORT_FORM:
        return True
    alone = len(run) == 1 and (not word.starts or _owns(words, run[at]))
    if alone and may_be_surname(lowered) and not _is_told(lowered, known):
        return False
    parts = lowered.split("-")
    if any(part in names_that_are_words() for part in parts):
        return _is_told(lowered, known)
    return _is_known(lowered, known) or (
        len(parts) > 1 and all(len(part) < 2 or _is_known(part, known) for part in parts)
    )


def _is_done(word: str) -> bool:
    return is_speech(word) or word in _ACTS


def _is_known(word: str, known: Vocabulary) -> bool:
    return _is_told(word, known) or _is_word(word)


def _is_word(word: str) -> bool:
    return is_ordinary(word) or is_locality(word)


def _is_told(word: str, known: Vocabulary) -> bool:
    """True of what somebody vouches for, and of what stands in lower case or as a place elsewhere."""
    return any(form in known.names or form in known.lower_case for form in base_forms(word))
