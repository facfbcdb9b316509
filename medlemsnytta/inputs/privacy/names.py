"""Names of persons by the role that they have, the party or the verb of saying beside them, by a stated rule.

A name is one to five words with capitals, small or large letters alike where the first is a common given name, none of
which is an ordinary word. It counts when a role or a party stands right before or after it ("miljöstrateg Đukić Ivana";
"Anna Lindqvist, vd"; "Anna Lindqvist (S)"), or when its first word is a given name and it says something or is spoken with.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from medlemsnytta.inputs.privacy.findings import Finding, found, word_list
from medlemsnytta.inputs.privacy.words import (
    PARTICLES,
    Word,
    is_given_name,
    is_listed,
    is_of_law,
    is_ordinary,
    leads_to_capital,
    may_be_surname,
    names_that_are_words,
    says,
    words_of,
)

_ROLE_ENDINGS = ("", "s", "n", "en", "an", "ns", "ens", "ans", "er", "ar", "or", "erna", "arna", "na", "et", ":n", "'n")
_SHORT_ROLES = frozenset({"vd", "vice", "tolk", "ägare", "kodare"})
_JOINS = frozenset({" ", ", ", ": ", " (", "; ", " - ", ",", ":", " / ", "/", "\n"})
_JOINING = frozenset(
    {
        "är", "heter", "hette", "var", "som", "kallad", "hos", "oss", "vid", "namn", "dvs", "alltså", "vår",
        "deras", "kommunens", "tidigare", "tf", "f", "d", "biträdande", "ny",
    }
)  # fmt: skip
_PARTIES = frozenset(
    {
        "S", "M", "SD", "C", "V", "KD", "MP", "L", "FI",
    }
)  # fmt: skip
_PARTIES_LOWERED = frozenset(party.casefold() for party in _PARTIES)
_TALKED = frozenset(
    {
        "intervju", "intervjun", "intervjuer", "samtal", "samtalet", "möte", "mötet", "mejl", "mejlet", "mail",
        "mailet", "telefonsamtal", "kontakt", "prat", "dialog", "brev", "svar",
    }
)  # fmt: skip
_WITH = frozenset(
    {
        "med", "från", "av", "till",
    }
)  # fmt: skip
_BEFORE_NAME = frozenset(
    {
        "enligt", "intervjuade", "intervjuades", "intervjuar", "mejla", "kontakta", "hälsa", "ring", "fråga",
        "träffade", "tackar", "tacka",
    }
)  # fmt: skip
_LONGEST_NAME = 5


def find(text: str) -> Iterator[Finding]:
    """Every name in the plain `text` that stands next to a role, a party or a verb of saying, by the rule above."""
    if not _is_worth_trying(text.lower()):
        return
    words = words_of(text)
    seen = -1
    for place in range(len(words)):
        if place <= seen:
            continue
        length = _name_at(words, place)
        if length and _is_beside(words, text, place, length):
            seen = place + length - 1
            yield found("name", text, words[place - is_listed(words, place)].begin, words[seen].end)


_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _spoken() -> frozenset[str]:
    return word_list("verbs_of_saying") | _TALKED | _BEFORE_NAME


def _is_worth_trying(lowered: str) -> bool:
    """True of a text that has a role, a party or a verb of saying; most have none, and to see that is quick."""
    words = set(_LETTERS.findall(lowered))
    return not _spoken().isdisjoint(words) or not _PARTIES_LOWERED.isdisjoint(words) or any(map(is_role, words))


def _name_at(words: Sequence[Word], place: int) -> int:
    """How many words from `place` on can be one person's name; 0 where none can."""
    first = words[place]
    given = is_given_name(first.text)
    if not (given or first.capital) or is_of_law(words, place):
        return 0
    if not given and _is_no_name(first) and not _begins_name(words, place):
        return 0
    length = 1
    while length < _LONGEST_NAME and place + length < len(words):
        following = words[place + length]
        if following.gap not in (" ", ". ", ".") or (
            following.gap[0] == "." and len(words[place + length - 1].text) > 1
        ):
            break
        if leads_to_capital(words, place + length) or _goes_on(words, place, length, given):
            length += 1
        else:
            break
    return length


def _begins_name(words: Sequence[Word], place: int) -> bool:
    """True of a word that is rarely a name, before one that can be nothing else: "Rasa Zyxienė"."""
    if not may_be_surname(words[place].lowered) or is_role(words[place].lowered) or place + 1 == len(words):
        return False
    following = words[place + 1]
    return following.gap == " " and following.capital and not _is_no_name(following)


def _goes_on(words: Sequence[Word], place: int, length: int, given: bool) -> bool:
    """True where the next word is of the same name: after a given name or a particle whatever word it is."""
    word = words[place + length]
    if word.capital:
        bound = (given and length == 1 and not word.starts) or words[place + length - 1].lowered in PARTICLES
        return not _is_no_name(word) or (bound and not is_role(word.lowered))
    small = given and length == 1 and not words[place].capital
    return small and not is_ordinary(word.lowered) and not is_role(word.lowered)


def _is_no_name(word: Word) -> bool:
    if is_given_name(word.text):
        return False
    if len(word.text) == 1:
        return word.starts and word.text not in "ABCDEFGHJKLMNOPRSTUW"
    return is_role(word.lowered) or (is_ordinary(word.lowered) and word.lowered not in names_that_are_words())


def _is_beside(words: Sequence[Word], text: str, place: int, length: int) -> bool:
    after = place + length
    given = is_given_name(words[place].text) or (length > 1 and is_given_name(words[after - 1].text))
    party = after < len(words) and words[after].gap == " (" and words[after].text in _PARTIES
    if party and text[words[after].end : words[after].end + 1] in (")", ","):
        return True
    if (given or length > 1) and (_role_before(words, place) or _role_after(words, after)):
        return True
    if not given:
        return False
    spoken = says(words, place - 1, _WITH) and says(words, place - 2, _TALKED)
    return (
        spoken
        or says(words, after, word_list("verbs_of_saying"))
        or says(words, place - 1, word_list("verbs_of_saying") | _BEFORE_NAME)
    )


def _role_before(words: Sequence[Word], place: int) -> bool:
    """A role, perhaps with some joining words between it and the name."""
    for back in range(1, 4):
        at = place - back
        if at < 0 or words[at + 1].gap not in _JOINS:
            return False
        if is_role(words[at].lowered):
            return True
        if words[at].lowered not in _JOINING:
            return False
    return False


def _role_after(words: Sequence[Word], after: int) -> bool:
    for at in range(after, min(after + 4, len(words))):
        if words[at].gap not in _JOINS or (at == after and words[at].gap == " " and is_role(words[at].lowered)):
            return False
        if is_role(words[at].lowered):
            return True
        if words[at].lowered not in _JOINING:
            return False
    return False


@cache
def _endings_of_roles() -> tuple[str, ...]:
    return tuple(sorted(word_list("roles") - _SHORT_ROLES))


@lru_cache(maxsize=20_000)
def is_role(word: str) -> bool:
    """True of a role, its compounds and its forms; `word` is casefolded."""
    for ending in _ROLE_ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            if stem in _SHORT_ROLES or stem.endswith(_endings_of_roles()):
                return True
    return False


def is_speech(word: str) -> bool:
    """True of a verb of saying; `word` is casefolded."""
    return word in word_list("verbs_of_saying")
